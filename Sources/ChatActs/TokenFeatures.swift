/// The features of a token for the tagger: itself and its neighbours; what the clause does and the tag before are added when it is read.
enum TokenFeatures {
    private static let reach = 3

    /// Adds the places of the features of a token, blanks left out of the window.
    ///
    /// - Parameter at: position in the context's `solid`.
    static func add(_ context: TokenContext, _ at: Int, to places: inout [UInt32]) {
        let (tokens, solid, goods, words) = (context.tokens, context.solid, context.goods, context.words)
        let (forms, pieces) = (context.forms, context.pieces)
        func add(_ template: UInt64, _ a: UInt64, _ b: UInt64 = 0, _ c: UInt64 = 0) {
            var h = FeatureHash.mix(FeatureHash.seed, 0x1000 + template)
            h = FeatureHash.mix(FeatureHash.mix(FeatureHash.mix(h, a), b), c)
            places.append(FeatureHash.place(h))
        }
        func key(_ offset: Int) -> UInt64 {
            let i = at + offset
            guard i >= 0 else { return 1 }
            guard i < solid.count else { return 2 }
            return tokens[solid[i]].key
        }
        func shape(_ offset: Int) -> UInt64 {
            let i = at + offset
            guard i >= 0 else { return 20 }
            guard i < solid.count else { return 21 }
            return UInt64(tokens[solid[i]].kind.rawValue)
        }
        func gap(_ offset: Int) -> UInt64 {
            let i = at + offset
            guard i > 0, i < solid.count else { return 2 }
            return solid[i] - solid[i - 1] > 1 ? (tokens[solid[i] - 1].kind == .newline ? 3 : 1) : 0
        }
        for offset in -reach...reach { add(UInt64(10 + offset), key(offset)) }
        for offset in -2...1 { add(UInt64(20 + offset), key(offset), key(offset + 1)) }
        for offset in -2...0 { add(UInt64(30 + offset), key(offset), key(offset + 1), key(offset + 2)) }
        add(40, shape(-1), shape(0), shape(1))
        add(41, shape(-2) << 8 | shape(-1), shape(0), shape(1) << 8 | shape(2))
        add(42, gap(0), shape(0), gap(1))
        add(43, gap(0), key(0))
        add(44, key(-1), shape(0), key(1))
        add(45, UInt64(context.side.rawValue), key(0))
        add(46, UInt64(min(at, 3)), UInt64(min(solid.count - 1 - at, 3)), shape(0))
        // The nearest number, sign and word on either side, when they are further off than the window.
        let mark = goods.isEmpty ? .none : goods[solid[at]]
        add(47, UInt64(mark.rawValue))
        add(48, UInt64(mark.rawValue), key(0))
        if at > 0, !goods.isEmpty { add(49, UInt64(goods[solid[at - 1]].rawValue), UInt64(mark.rawValue), shape(0)) }
        if at + 1 < solid.count, !goods.isEmpty { add(50, UInt64(goods[solid[at + 1]].rawValue), UInt64(mark.rawValue), shape(0)) }
        for offset in -1...2 where at + offset >= 0 && at + offset < solid.count {
            var classes = words[solid[at + offset]]
            while classes != 0 {
                add(UInt64(62 + offset), UInt64(classes.trailingZeroBitCount), shape(0))
                classes &= classes - 1
            }
        }
        // The form around the token, and where in its piece it stands.
        let piece = forms[solid[at]]
        func form(_ offset: Int) -> UInt64 {
            let i = piece + offset
            return i < 0 ? 1 : i < pieces.count ? pieces[i].key : 2
        }
        let place: UInt64 = pieces[piece].tokens.lowerBound == solid[at] ? 0 : pieces[piece].tokens.upperBound == solid[at] + 1 ? 2 : 1
        add(70, form(-1), form(0), form(1))
        add(71, FeatureHash.mix(form(-2), form(-1)), form(0), FeatureHash.mix(form(1), form(2)))
        add(72, FeatureHash.mix(form(0), form(1)), form(2), place)
        add(73, FeatureHash.mix(form(-2), form(-1)), form(0), place)
        add(74, place, UInt64(min(pieces[piece].tokens.count, 6)), form(0))
        add(75, form(-1), form(1), place)
        for offset in -2...2 where solid.indices.contains(at + offset) && tokens[solid[at + offset]].kind == .word {
            let letters = tokens[solid[at + offset]].letters
            add(UInt64(100 + offset), letters.plain, 0, 0)
            add(UInt64(110 + offset), letters.stem, 0, 0)
            add(UInt64(120 + offset), letters.ending, 0, 0)
        }
        addWords(context, solid[at], add)
    }
}

/// What the features of a message's tokens are made of.
struct TokenContext {
    let tokens: [TalkToken]
    /// Indices of the tokens that are not blank.
    let solid: [Int]
    let side: TalkMessage.Side
    /// Whether each token lies in a name of the shop's goods; empty when none is known.
    let goods: [GoodsMark]
    /// For each token the classes of the order word that it lies in.
    let words: [UInt64]
    /// The message's form, and for each token its piece of it.
    let pieces: [Skeleton.Piece]
    let forms: [Int]
    /// The message's words, and for each token the index of its own.
    let segments: [TalkWord]
    let segmentOf: [Int]

    init(_ tokens: [TalkToken], side: TalkMessage.Side, goods: [GoodsMark], words: [UInt64], segments: [TalkWord]) {
        (self.tokens, self.side, self.goods, self.words, self.segments) = (tokens, side, goods, words, segments)
        solid = tokens.indices.filter { !tokens[$0].isBlank }
        pieces = Skeleton.of(tokens, tokens.indices, words)
        forms = Skeleton.places(pieces, count: tokens.count)
        segmentOf = TalkWord.places(segments, count: tokens.count)
    }
}

extension TokenFeatures {
    /// The word that the token lies in, where in it, and the words beside: names that were never seen are cut at the ends of words.
    private static func addWords(_ context: TokenContext, _ token: Int, _ add: (UInt64, UInt64, UInt64, UInt64) -> Void) {
        let segments = context.segments
        let own = context.segmentOf[token]
        func key(_ offset: Int) -> UInt64 { segments.indices.contains(own + offset) ? segments[own + offset].key : own + offset < 0 ? 1 : 2 }
        func kind(_ offset: Int) -> UInt64 { segments.indices.contains(own + offset) ? UInt64(segments[own + offset].kind) : own + offset < 0 ? 64 : 65 }
        let range = segments[own].tokens
        let place: UInt64 = range.count == 1 ? 0 : range.lowerBound == token ? 1 : range.upperBound == token + 1 ? 2 : 3
        add(80, place, kind(0), 0)
        add(81, place, key(0), 0)
        add(82, place << 8 | kind(-1), kind(0), kind(1))
        add(83, place, key(-1), key(0))
        add(84, place, key(0), key(1))
        add(85, place << 8 | kind(-2), kind(-1), kind(0))
        add(86, place << 8 | kind(0), kind(1), kind(2))
        add(87, place << 8 | kind(0), key(-1), 0)
        add(88, place << 8 | kind(0), key(1), 0)
        add(89, place << 8 | kind(0), key(-1), key(1))
    }
}

extension Skeleton {
    /// For each token the index of its piece; blanks have none.
    static func places(_ pieces: [Piece], count: Int) -> [Int] {
        var result = [Int](repeating: -1, count: count)
        for (n, piece) in pieces.enumerated() { for i in piece.tokens { result[i] = n } }
        return result
    }
}

/// Whether a token lies in a name of the shop's goods.
enum GoodsMark: UInt8 {
    case none, begins, inside
}
