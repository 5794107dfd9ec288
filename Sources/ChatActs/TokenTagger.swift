import Glibc

/// Tells what each token is: the most likely row of tags (Viterbi), each tag depending on the one before.
struct TokenTagger {
    private let table: ActTable

    /// Exponentials of the transitions' weights; 0 where a tag cannot follow.
    private let possible: [Float]

    init(_ table: ActTable) {
        self.table = table
        let width = TokenTag.allCases.count
        possible = table.transitions.indices.map { i in
            let (before, tag) = (TokenTag(rawValue: UInt8(i / width)), TokenTag.allCases[i % width])
            return tag.isInside && before?.inside != tag ? 0 : expf(table.transitions[i])
        }
    }

    /// Tags of the tokens that are not blank.
    ///
    /// - Parameter acts: for each of them the act columns of its clause.
    func tags(_ context: TokenContext, acts: [[Int]]) -> [TokenTag] {
        let (tokens, solid) = (context.tokens, context.solid)
        guard !solid.isEmpty else { return [] }
        let width = TokenTag.allCases.count
        var best = [Float](repeating: 0, count: width)
        var back: [[UInt8]] = []
        var sums = [Int32](repeating: 0, count: width)
        var weights = [Float](repeating: 0, count: width)
        var exponentials = weights
        var scores = weights
        for at in solid.indices {
            var places = TokenFeatures.places(context, at)
            TokenFeatures.add(acts: acts[at], tokens, solid, at, to: &places)
            for k in 0..<width { sums[k] = 0 }
            table.tokens.sum(places, into: &sums)
            for k in 0..<width { weights[k] = table.tokens.score(sums[k]) }
            let top = weights.max() ?? 0
            for k in 0..<width { exponentials[k] = expf(weights[k] - top) }
            if at == 0 {
                step(weights, exponentials, top: top, after: width, into: &best)
                continue
            }
            var next = [Float](repeating: -.infinity, count: width)
            var from = [UInt8](repeating: 0, count: width)
            for previous in 0..<width where best[previous] > -1e8 {
                step(weights, exponentials, top: top, after: previous, into: &scores)
                for k in 0..<width where best[previous] + scores[k] > next[k] {
                    next[k] = best[previous] + scores[k]
                    from[k] = UInt8(previous)
                }
            }
            best = next
            back.append(from)
        }
        var tag = best.indices.max { best[$0] < best[$1] } ?? 0
        var result = [TokenTag(rawValue: UInt8(tag)) ?? .none]
        for from in back.reversed() {
            tag = Int(from[tag])
            result.append(TokenTag(rawValue: UInt8(tag)) ?? .none)
        }
        return result.reversed()
    }

    /// Logarithms of the tags' probabilities behind a tag (`after` = their number: at the beginning).
    ///
    /// - Parameters:
    ///   - exponentials: of the weights less `top`, the greatest of them.
    private func step(_ weights: [Float], _ exponentials: [Float], top: Float, after previous: Int, into result: inout [Float]) {
        let width = weights.count
        var sum: Float = 0
        for k in 0..<width { sum += exponentials[k] * possible[previous * width + k] }
        let log = top + logf(sum)
        for k in 0..<width {
            result[k] = possible[previous * width + k] == 0 ? -1e9 : weights[k] + table.transitions[previous * width + k] - log
        }
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
