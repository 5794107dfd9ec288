/// Who wrote a message.
public enum Speaker: Sendable {
    case customer, seller, unknown
}

/// Tells what a message is about from what it says; what was said before it is the caller's to know.
public enum IntentRules {
    /// What the talk before a message allows.
    public struct Situation: Sendable {
        /// An offer or a quote stands, so that a bare quantity is an order.
        public var hasOffer = false
        /// The speaker has an order that can be changed.
        public var hasOrder = false

        /// Nothing was said before.
        public init(hasOffer: Bool = false, hasOrder: Bool = false) {
            self.hasOffer = hasOffer
            self.hasOrder = hasOrder
        }
    }

    /// The intent of a message.
    public static func intent(_ m: OrderMentions, speaker: Speaker, situation: Situation = Situation()) -> Intent? {
        speaker == .seller ? ofSeller(m) : ofCustomer(m, situation, isKnown: speaker == .customer)
    }

    private static func ofSeller(_ m: OrderMentions) -> Intent? {
        let c = m.classes
        let asks = c.contains(.question)
        if c.contains(.refundGiven), !asks || m.amount != nil { return .refund }
        if c.contains(.moneyIn), !asks { return .payment }
        if !m.trackings.isEmpty { return .shipped }
        if c.contains(.refund), !c.contains(.offer), !asks, !c.contains(.returnAddress) { return .refund }
        if c.contains(.shipped), !c.contains(.askShip), !asks { return .shipped }
        if !m.items.isEmpty, !c.contains(.askQuantity), c.contains(.confirm) || m.total != nil || m.isBill { return .order }
        return nil
    }

    private static func ofCustomer(_ m: OrderMentions, _ situation: Situation, isKnown: Bool) -> Intent? {
        let c = m.classes
        let asks = c.contains(.question)
        let wants = wantsItems(m, situation)
        if !isKnown, c.contains(.moneyIn), !asks { return .payment }
        if c.contains(.refund) || c.contains(.refundGiven) {
            // 支持退货吗: a question about terms.
            let isPolicy = asks && c.contains(.ask) && m.complaints.isEmpty && !c.contains(.received)
            return isPolicy ? .inquiry : .refund
        }
        if c.contains(.exchange), !wants, !(asks && c.contains(.ask) && m.complaints.isEmpty) { return .refund }
        if !m.complaints.isEmpty || c.contains(.notReceived),
            !(c.contains(.ask) && asks && !c.contains(.received) && m.complaints.allSatisfy { $0 == "allergic" || $0 == "quality" })
        {
            if !wants || m.items.allSatisfy({ $0.product == nil }) || !m.hasOrderVerb {
                return .complaint
            }
        }
        if !m.trackings.isEmpty { return c.contains(.askShip) || c.contains(.ask) || asks ? .inquiry : .shipped }
        if c.contains(.paid), !(asks && m.amount == nil) { return .payment }
        if wants, m.hasOrderVerb { return .order }
        if c.contains(.received), !asks, !c.contains(.notReceived) { return .received }
        if c.contains(.askShip), !wants { return .inquiry }
        if c.contains(.shipped), !asks, !isKnown { return .shipped }
        if c.contains(.cancel), !c.contains(.hesitate) || situation.hasOrder {
            return situation.hasOrder || m.classes.isDisjoint(with: [.hesitate, .ask]) && m.items.isEmpty ? .refund : nil
        }
        if wants { return .order }
        if c.contains(.askPrice) || c.contains(.ask) && !c.contains(.sameAddress) { return .inquiry }
        if !m.items.isEmpty, asks { return .inquiry }
        if c.contains(.promo), asks { return .inquiry }
        if c.contains(.praise) { return asks ? .inquiry : .praise }
        if !m.orderNumbers.isEmpty, asks { return .inquiry }
        // 有大码的没, 面膜是真的吗: a question about goods, though it has no word of asking.
        if m.endsInQuestion, !c.isDisjoint(with: [.spec, .sensitive, .product]), c.isDisjoint(with: [.past, .paid, .shipped]) { return .inquiry }
        return nil
    }

    /// Whether the quantities of a customer's message are wanted: after a verb, as a bare list, of known products, or in answer to an offer.
    public static func wantsItems(_ m: OrderMentions, _ situation: Situation) -> Bool {
        guard !m.items.isEmpty else { return false }
        let c = m.classes
        // 两盒能便宜点吗, 两盒多少钱: a question comes first where no verb says “I want”.
        if c.contains(.askPrice) || c.contains(.ask) || c.contains(.question) && !c.contains(.askShip), !m.hasOrderVerb { return false }
        if c.contains(.past), !m.hasOrderVerb { return false }
        if c.contains(.hesitate), c.isDisjoint(with: [.orderVerb]) { return false }
        if m.hasOrderVerb || m.isBill || c.contains(.change) || c.contains(.each) { return true }
        if c.contains(.praise) { return false }
        if m.items.contains(where: { $0.entry != nil }) { return true }
        if m.items.allSatisfy({ $0.isPlus || $0.product == nil || $0.isVariant }) { return situation.hasOffer || m.items.contains { $0.product != nil } }
        return m.isPlainList
    }
}
