import ChatExtract

/// What a conversation has said so far, as far as later messages lean on it: the last offers and quotes, the last orders, a question that waits for a number.
///
/// Small and bounded: keep one per chat.
public struct ConversationContext: Sendable {
    /// A product that was offered, quoted or asked about.
    struct Offer: Hashable, Sendable {
        var product: String?
        var entry: Int?
        var unit: String?
        var unitPrice: Double?
        var currency: String?
        /// 大份 68, 小份 38.
        var variants: [String: Double] = [:]
        /// Whether it asks for bare numbers: 要的扣1.
        var isCall = false
        /// The message at which it was said last.
        var at = 0
    }

    /// What an account ordered last.
    struct LastOrder: Hashable, Sendable {
        var items: [ReadItem]
        var at: Int
    }

    /// How many messages later an offer still stands for what is left unsaid.
    static let offerReach = 30
    /// How many messages later a call for numbers, or a question how many, is still answered.
    static let callReach = 12

    private(set) var offers: [Offer] = []
    private(set) var lastOrders: [Int: LastOrder] = [:]
    /// A question how many: the message, and the counter asked for.
    var question: (at: Int, unit: String?)?
    /// How many messages were read.
    var count = 0
    /// Whose currency the chat has named last, by a sign or a word: bare amounts are in it. Nil while it has named none but the shop's own.
    var region: String?
    /// What its characters say of where it is written.
    var script = ChineseScript()

    /// A conversation that has not begun.
    public init() {}

    /// Notes an offer, or what it adds to one for the same product.
    mutating func note(_ offer: Offer) {
        var offer = offer
        offer.at = count
        if let same = offers.firstIndex(where: { $0.product == offer.product && $0.entry == offer.entry }) {
            let old = offers.remove(at: same)
            offer.unit = offer.unit ?? old.unit
            offer.unitPrice = offer.unitPrice ?? old.unitPrice
            offer.currency = offer.currency ?? old.currency
            offer.variants.merge(old.variants) { new, _ in new }
        }
        offers.append(offer)
        if offers.count > 24 { offers.removeFirst() }
    }

    /// Notes what an account ordered.
    mutating func note(order items: [ReadItem], of account: Int) {
        if lastOrders.count > 512 { lastOrders = lastOrders.filter { count - $0.value.at < 200 } }
        lastOrders[account] = LastOrder(items: items, at: count)
    }

    /// What an account ordered, when that is not long ago.
    func lastOrder(of account: Int) -> LastOrder? {
        guard let order = lastOrders[account], count - order.at <= 60 else { return nil }
        return order
    }

    /// The offer that a thing without a name means.
    var lastOffer: Offer? {
        offers.last { count - $0.at <= Self.offerReach && $0.product != nil }
    }

    /// The products that the last offering message named.
    var offeredTogether: [Offer] {
        guard let last = lastOffer else { return [] }
        return offers.filter { $0.at == last.at && $0.product != nil }
    }

    /// The offer or question that a bare number answers.
    var openCall: Offer? {
        if let question, count - question.at <= Self.callReach {
            var offer = lastOffer ?? Offer()
            offer.unit = question.unit ?? offer.unit
            return offer
        }
        return offers.last { $0.isCall && count - $0.at <= Self.callReach }
    }

    /// The offer of a product under this or a longer or shorter name.
    func offer(named name: String, entry: Int?) -> Offer? {
        if let entry, let exact = offers.last(where: { $0.entry == entry }) { return exact }
        return offers.last { $0.product.map { $0 == name } ?? false } ?? offers.last { $0.product.map { ProductName.isSame($0, name) } ?? false }
    }
}
