/// Which words and numbers of a chat were said before, and by whom: goods and prices come back in whatever language, as the other side said them.
struct HeardWords {
    /// Rows of the network's table.
    static let rows = 13

    private struct Heard {
        var times: UInt8 = 0
        /// The number of the last message of each side that said it; 0 for none.
        var last: (customer: Int32, seller: Int32) = (0, 0)
    }

    private var heard: [UInt64: Heard] = [:]
    /// Messages so far.
    private var count: Int32 = 0
    /// The number of the last message of each side.
    private var last: (customer: Int32, seller: Int32) = (0, 0)

    /// For each token that is not blank the row of what was heard of it; the message is heard from then on.
    ///
    /// - Parameter hidesSides: whether who said it is left out.
    mutating func rows(of context: TokenContext, by side: TalkMessage.Side, hidesSides: Bool = false) -> [Int] {
        let keys = context.solid.map { Self.key(context, $0) }
        let other = side == .seller ? last.customer : last.seller
        let result = keys.map { key in
            guard let key, let word = heard[key] else { return 0 }
            let said = side == .seller ? word.last.customer : word.last.seller
            let times = word.times < 2 ? 0 : word.times < 4 ? 1 : word.times < 12 ? 2 : 3
            return 1 + times * 3 + (hidesSides || said == 0 ? 0 : said == other ? 2 : 1)
        }
        count += 1
        if side == .seller { last.seller = count } else { last.customer = count }
        for key in keys {
            guard let key else { continue }
            let isAgain = side == .seller ? heard[key]?.last.seller == count : heard[key]?.last.customer == count
            if isAgain { continue }
            var word = heard[key, default: Heard()]
            word.times = min(word.times + 1, 200)
            if side == .seller { word.last.seller = count } else { word.last.customer = count }
            heard[key] = word
        }
        return result
    }

    /// What counts as the same: the word of a character, the value of a number, the word itself; nil for signs.
    private static func key(_ context: TokenContext, _ at: Int) -> UInt64? {
        let token = context.tokens[at]
        switch token.kind {
        case .character: return context.segments[context.segmentOf[at]].key
        case .word: return token.letters.plain
        case .number: return FeatureHash.mix(FeatureHash.seed, (token.value ?? -1).bitPattern)
        default: return nil
        }
    }
}
