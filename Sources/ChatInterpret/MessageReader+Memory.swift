import ChatExtract
import ChatModel
import JSONText

extension MessageReader {
    func remember(_ reading: MessageReading, _ m: OrderMentions, _ speaker: Speaker, _ account: Int, _ context: inout ConversationContext) {
        if speaker != .customer || reading.intent == nil || reading.intent == .inquiry { offers(m, speaker, &context) }
        if m.classes.contains(.askQuantity), speaker != .customer { context.question = (context.count, m.askedUnit) }
        if reading.intent == .order, speaker != .seller, !reading.items.isEmpty { context.note(order: reading.items, of: account) }
        if reading.intent == .order { context.question = nil }
        if m.classes.contains(.hesitate), speaker != .seller { context.question = nil }
    }

    func offers(_ m: OrderMentions, _ speaker: Speaker, _ context: inout ConversationContext) {
        let isCall = speaker != .customer && m.classes.contains(.offerCall)
        var named = false
        for price in m.prices where !price.isFormer {
            var offer = ConversationContext.Offer(product: price.product, entry: price.entry)
            if let entry = price.entry { offer.product = catalog?.products[entry].name ?? price.product }
            if offer.product == nil, let topic = m.topics.first { (offer.product, offer.entry) = (topic.name, topic.entry) }
            if offer.product == nil, let asked = context.lastOffer { (offer.product, offer.entry) = (asked.product, asked.entry) }
            if let variant = price.variant {
                offer.variants[variant] = price.amount
            } else {
                offer.unitPrice = price.perQuantity > 0 ? price.amount / price.perQuantity : price.amount
            }
            offer.unit = price.perUnit
            offer.currency = price.currency
            offer.isCall = isCall
            context.note(offer)
            named = true
        }
        guard !named, let topic = m.topics.first(where: { $0.entry != nil }) ?? m.topics.first else { return }
        // A name alone is an offer when somebody calls for orders or asks about it.
        guard
            isCall || m.classes.contains(.askQuantity) || m.stockUnit != nil || m.classes.contains(.askPrice) || m.classes.contains(.ask) || topic.entry != nil
        else { return }
        var offer = ConversationContext.Offer(product: topic.entry.flatMap { catalog?.products[$0].name } ?? topic.name, entry: topic.entry, unit: m.stockUnit)
        offer.isCall = isCall
        context.note(offer)
    }
}
