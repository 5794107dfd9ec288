/// The form of a clause: numbers, classes of order words, signs, and one mark for whatever stands between them.
///
/// What a clause does shows in its form where its words are new: an unknown name, a number, a counter.
enum Skeleton {
    /// A piece of the form with the tokens that it stands for.
    struct Piece {
        var key: UInt64
        var tokens: Range<Int>
    }

    private static let unknown = FeatureHash.mix(FeatureHash.seed, 0x58)

    /// The form of a range of tokens.
    static func of(_ tokens: [TalkToken], _ range: Range<Int>, _ words: [UInt64]) -> [Piece] {
        var pieces: [Piece] = []
        for i in range where !tokens[i].isBlank {
            let key = key(tokens[i], words[i])
            if let last = pieces.last, last.key == key, tokens[i].isText {
                pieces[pieces.count - 1].tokens = last.tokens.lowerBound..<i + 1
            } else {
                pieces.append(Piece(key: key, tokens: i..<i + 1))
            }
        }
        return pieces
    }

    private static func key(_ token: TalkToken, _ classes: UInt64) -> UInt64 {
        if token.kind == .number { return FeatureHash.mix(FeatureHash.seed, token.isLongNumber ? 0x4C : 0x4E) }
        if classes != 0 { return FeatureHash.mix(FeatureHash.mix(FeatureHash.seed, 0x57), classes) }
        return token.isText ? unknown : token.key
    }
}
