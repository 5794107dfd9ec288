/// The likeliest row of tags that can follow each other (Viterbi).
enum TagDecoder {
    private static let never: Float = -1e9

    /// Tags of tokens.
    ///
    /// - Parameters:
    ///   - weights: for each token those of the tags, token behind token.
    ///   - transitions: weights of a tag behind each tag, the last row for the first token.
    ///   - codes: for each token whether it is a number in a circle or on a key: a place in a post, and nothing else.
    static func tags(_ weights: [Float], transitions: [Float], codes: [Bool]) -> [TokenTag] {
        let all = TokenTag.allCases
        guard !codes.isEmpty else { return [] }
        var best = [Float](repeating: never, count: all.count)
        var back: [[Int]] = []
        for (t, isCode) in codes.enumerated() {
            var next = [Float](repeating: never, count: all.count)
            var from = [Int](repeating: 0, count: all.count)
            for tag in all where !isCode || tag == .code || tag == .none {
                let k = Int(tag.rawValue)
                if t == 0 { next[k] = tag.isInside ? never : transitions[all.count * all.count + k] }
                for before in all where t > 0 && (!tag.isInside || before.inside == tag) {
                    let weight = best[Int(before.rawValue)] + transitions[Int(before.rawValue) * all.count + k]
                    if weight > next[k] { (next[k], from[k]) = (weight, Int(before.rawValue)) }
                }
                next[k] += weights[t * all.count + k]
            }
            best = next
            back.append(from)
        }
        var tag = best.indices.max { best[$0] < best[$1] } ?? 0
        var result: [TokenTag] = []
        for from in back.reversed() {
            result.append(all[tag])
            tag = from[tag]
        }
        return result.reversed()
    }
}
