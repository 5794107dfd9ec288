/// What the network is told of a token: which rows of its tables are added up.
struct TokenInput {
    /// Bits of the hashes of tokens and words; a table has rows for those that the labelled talk of several shops has.
    static let hashBits: UInt64 = 20
    /// Rows of the table of places: four for each kind of word.
    static let placeRows = 4 * 48
    static let gapRows = 4
    static let goodsRows = 3
    /// Classes of order words.
    static let classRows = 64

    /// The token itself, its word, with what it begins (its word's first letters, or it and the next token), and how its word ends.
    var hashed: (token: Int, word: Int, start: Int, ending: Int)
    /// The kind of its word and where in it the token stands.
    var place: Int
    /// What lies before it: nothing, a blank, the beginning of the message, a line end.
    var gap: Int
    /// ``GoodsMark``.
    var goods: Int
    /// The place of its word in ``WordTable``; nil for a word that is not there.
    var word: Int?
    /// What was heard of it before: a row of ``HeardWords``.
    var heard: Int
    /// The classes of the order word that it lies in, a bit each.
    var classes: UInt64

    /// The inputs of a message's tokens without the blanks.
    ///
    /// - Parameter heard: ``HeardWords/rows(of:by:)``.
    static func all(_ context: TokenContext, heard: [Int]) -> [TokenInput] {
        let (tokens, solid) = (context.tokens, context.solid)
        return solid.indices.map { at in
            let token = tokens[solid[at]]
            let word = context.segments[context.segmentOf[solid[at]]]
            let isHan = token.isHan
            let next = at + 1 < solid.count ? tokens[solid[at + 1]].key : 2
            let range = word.tokens
            let place = range.count == 1 ? 0 : range.lowerBound == solid[at] ? 1 : range.upperBound == solid[at] + 1 ? 2 : 3
            let isWord = token.kind == .word
            return TokenInput(
                hashed: (
                    row(token.key), row(isHan ? word.key : isWord ? token.letters.plain : token.key),
                    row(isWord ? token.letters.stem : FeatureHash.mix(token.key, next)), isWord ? row(token.letters.ending) : 0
                ),
                place: min(Int(word.kind), 47) * 4 + place, gap: gap(context, at), goods: Int(context.goods.isEmpty ? 0 : context.goods[solid[at]].rawValue),
                word: word.index, heard: heard[at], classes: context.words[solid[at]])
        }
    }

    private static func row(_ hash: UInt64) -> Int { Int(FeatureHash.mix(FeatureHash.seed, hash) >> (64 - hashBits)) }

    private static func gap(_ context: TokenContext, _ at: Int) -> Int {
        let (tokens, solid) = (context.tokens, context.solid)
        guard at > 0 else { return 2 }
        return solid[at] - solid[at - 1] > 1 ? (tokens[solid[at] - 1].kind == .newline ? 3 : 1) : 0
    }
}

/// What a message's tokens are told by.
struct TokenContext {
    let tokens: [TalkToken]
    /// Indices of the tokens that are not blank.
    let solid: [Int]
    /// Whether each token lies in a name of the shop's goods; empty when none is known.
    let goods: [GoodsMark]
    /// For each token the classes of the order word that it lies in.
    let words: [UInt64]
    /// The message's words, and for each token the index of its own.
    let segments: [TalkWord]
    let segmentOf: [Int]

    init(_ tokens: [TalkToken], goods: [GoodsMark], words: [UInt64], segments: [TalkWord]) {
        (self.tokens, self.goods, self.words, self.segments) = (tokens, goods, words, segments)
        solid = tokens.indices.filter { !tokens[$0].isBlank }
        segmentOf = TalkWord.places(segments, count: tokens.count)
    }
}

/// Whether a token lies in a name of the shop's goods.
enum GoodsMark: UInt8 {
    case none, begins, inside
}
