/// What stands beside the names of offered goods: colours, sizes, tastes by which a customer names them (3XL in "雨衣 3XL 55", olive in "Linnea: olive, rust").
struct OfferedGoods {
    private struct Offer {
        var product: String
        /// Keys of the words behind the name, up to the next.
        var words: Set<UInt64>
        var at: Int
    }

    /// How many messages later an offer still tells what is meant.
    private static let reach = 300
    private static let most = 96

    private var offers: [Offer] = []

    /// Takes a message of the seller's.
    ///
    /// - Parameters:
    ///   - names: the shop's own names for its spans of goods, in order.
    ///   - at: the number of the message.
    mutating func take(_ tokens: [TalkToken], _ spans: [TaggedSpan], names: [String], at: Int) {
        let goods = spans.filter { $0.kind == .product }
        if goods.isEmpty {
            // Colours that are told a moment later are the last good's.
            guard let last = offers.last, at - last.at <= 2 else { return }
            for span in spans where span.kind == .spec { offers[offers.count - 1].words.formUnion(Self.keys(tokens[span.tokens])) }
            return
        }
        for (n, span) in goods.enumerated() {
            let end = n + 1 < goods.count ? goods[n + 1].tokens.lowerBound : tokens.count
            guard end > span.tokens.upperBound else { continue }
            let words = Self.keys(tokens[span.tokens.upperBound..<end])
            if !words.isEmpty { offers.append(Offer(product: names[n], words: Set(words), at: at)) }
        }
        if offers.count > Self.most { offers.removeFirst(offers.count - Self.most) }
    }

    /// The only good beside whose name all these words stand; of several the only one of the newest offer.
    func product(with words: String, at: Int) -> String? {
        var cutter = TalkTokens()
        cutter.load(Array(words.utf8))
        let keys = Self.keys(cutter.tokens[...])
        guard !keys.isEmpty else { return nil }
        let found = offers.filter { offer in at - offer.at <= Self.reach && keys.allSatisfy(offer.words.contains) }
        guard let last = found.last else { return nil }
        if found.allSatisfy({ $0.product == last.product }) { return last.product }
        return found.allSatisfy { $0.at < last.at || $0.product == last.product } ? last.product : nil
    }

    private static func keys(_ tokens: ArraySlice<TalkToken>) -> [UInt64] { tokens.filter(\.isText).map(\.key) }
}
