/// Tells what each token is: the most likely row of tags (Viterbi), where a tag also weighs by the tag before it.
struct TokenTagger {
    private typealias Row = SIMD16<Float>

    private let table: ActTable
    /// Weights of a tag behind each tag, the last row those of the first token; what cannot follow weighs nothing at all.
    private let transitions: [Row]

    init(_ table: ActTable) {
        self.table = table
        let tags = TokenTag.allCases
        precondition(tags.count <= Row.scalarCount)
        transitions = (0...tags.count).map { before in
            var row = Row(repeating: Self.never)
            for (k, tag) in tags.enumerated() where !tag.isInside || before < tags.count && tags[before].inside == tag {
                row[k] = table.transitions[before * tags.count + k]
            }
            return row
        }
    }

    private static let never: Float = -1e9

    /// Tags of the tokens that are not blank.
    ///
    /// - Parameter acts: for each of them the act columns of its clause.
    func tags(_ context: TokenContext, acts: [[Int]]) -> [TokenTag] {
        let (tokens, solid) = (context.tokens, context.solid)
        guard !solid.isEmpty else { return [] }
        let width = TokenTag.allCases.count
        var best = Row.zero
        var back: [SIMD16<Int32>] = []
        var places: [UInt32] = []
        var sums = [Int32](repeating: 0, count: width)
        for at in solid.indices {
            places.removeAll(keepingCapacity: true)
            TokenFeatures.add(context, at, to: &places)
            TokenFeatures.add(acts: acts[at], tokens, solid, at, to: &places)
            for k in 0..<width { sums[k] = 0 }
            table.tokens.sum(places, into: &sums)
            var weights = Row(repeating: Self.never)
            for k in 0..<width { weights[k] = table.tokens.score(sums[k]) }
            guard at > 0 else {
                best = weights + transitions[width]
                continue
            }
            var next = Row(repeating: -.infinity)
            var from = SIMD16<Int32>.zero
            for before in 0..<width {
                let scores = transitions[before] + best[before]
                let isBetter = scores .> next
                next.replace(with: scores, where: isBetter)
                from.replace(with: Int32(before), where: isBetter)
            }
            best = next + weights
            back.append(from)
        }
        var tag = (0..<width).max { best[$0] < best[$1] } ?? 0
        var result = [TokenTag(rawValue: UInt8(tag)) ?? .none]
        for from in back.reversed() {
            tag = Int(from[tag])
            result.append(TokenTag(rawValue: UInt8(tag)) ?? .none)
        }
        return result.reversed()
    }
}

extension TokenFeatures {
    /// Features of what the clause does.
    static func add(acts: [Int], _ tokens: [TalkToken], _ solid: [Int], _ at: Int, to places: inout [UInt32]) {
        let token = tokens[solid[at]]
        for act in acts {
            let head = FeatureHash.mix(FeatureHash.mix(FeatureHash.seed, 0x2000), UInt64(act))
            places.append(FeatureHash.place(head))
            places.append(FeatureHash.place(FeatureHash.mix(head, token.key)))
            places.append(FeatureHash.place(FeatureHash.mix(head, UInt64(token.kind.rawValue) + 0x100)))
        }
    }
}
