import Glibc

/// Tells what each token is: the most likely row of tags (Viterbi), each tag depending on the one before.
struct TokenTagger {
    private let table: ActTable

    init(_ table: ActTable) { self.table = table }

    /// Tags of the tokens that are not blank.
    ///
    /// - Parameters:
    ///   - solid: indices of those tokens.
    ///   - acts: for each of them the act columns of its clause.
    func tags(_ tokens: [TalkToken], _ solid: [Int], side: TalkMessage.Side, acts: [[Int]], goods: [GoodsMark], words: [UInt64]) -> [TokenTag] {
        guard !solid.isEmpty else { return [] }
        let width = TokenTag.allCases.count
        let pieces = Skeleton.of(tokens, tokens.indices, words)
        let forms = Skeleton.places(pieces, count: tokens.count)
        var best = [Float](repeating: 0, count: width)
        var back: [[UInt8]] = []
        var sums = [Int32](repeating: 0, count: width)
        var weights = [Float](repeating: 0, count: width)
        for at in solid.indices {
            var places = TokenFeatures.places(tokens, solid, at, side: side, goods: goods, words: words, forms: forms, pieces: pieces)
            TokenFeatures.add(acts: acts[at], tokens, solid, at, to: &places)
            for k in 0..<width { sums[k] = 0 }
            table.tokens.sum(places, into: &sums)
            for k in 0..<width { weights[k] = table.tokens.score(sums[k]) }
            if at == 0 {
                best = normalised(weights, after: width)
                continue
            }
            var next = [Float](repeating: -.infinity, count: width)
            var from = [UInt8](repeating: 0, count: width)
            for previous in 0..<width where best[previous] > -1e8 {
                let step = normalised(weights, after: previous)
                for k in 0..<width where best[previous] + step[k] > next[k] {
                    next[k] = best[previous] + step[k]
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
    private func normalised(_ weights: [Float], after previous: Int) -> [Float] {
        let width = weights.count
        let before = TokenTag(rawValue: UInt8(previous))
        var scores = weights
        for k in 0..<width {
            scores[k] += table.transitions[previous * width + k]
            if let tag = TokenTag(rawValue: UInt8(k)), tag.isInside, before?.inside != tag { scores[k] = -1e9 }
        }
        let top = scores.max() ?? 0
        var sum: Float = 0
        for score in scores { sum += expf(score - top) }
        let log = top + logf(sum)
        for k in 0..<width { scores[k] -= log }
        return scores
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
