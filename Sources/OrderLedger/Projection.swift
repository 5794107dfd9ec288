public import ChatModel

/// What the ledger says of one customer at the end of a conversation.
public struct CustomerOrders: Sendable {
    /// Orders and inquiries, in the order in which they were begun; recipients are indices that ``OrderLedger/give(recipient:names:relation:isNew:of:at:)`` was told.
    public var orders: [Order] = []
}

extension OrderLedger {
    /// Reads off every customer's orders.
    ///
    /// - Parameter home: ISO 4217 of bare amounts.
    public func finish(home: String) -> [CustomerOrders] { books.map { $0.projected(home: home, prices: prices, isGroup: isGroup) } }
}

extension CustomerBook {
    func projected(home: String, prices: PriceBook, isGroup: Bool) -> CustomerOrders {
        var result = CustomerOrders()
        var usual: Int?
        var bought: [(key: String, at: Timestamp?)] = []
        var questions = inquiries
        var asked = -2
        for order in orders {
            var order = order
            let refused = order.lines.filter(\.isRefused)
            order.lines.removeAll(where: \.isRefused)
            // Nothing that the shop has, or nothing that the customer settled on: it was asked about.
            if order.lines.isEmpty && !refused.isEmpty || order.isConsidered && order.payments.isEmpty {
                for line in refused + (order.isConsidered ? order.lines : []) {
                    guard let product = line.product, !questions.contains(where: { GoodsName.isSame(GoodsName.key($0.product), GoodsName.key(product)) }) else {
                        continue
                    }
                    questions.append(.init(product: product, at: order.placedAt, evidence: order.evidence[0], last: order.placedAt, event: -1))
                }
                continue
            }
            sendHome(&order, usual: isGroup ? nil : usual)
            usual = order.consignments.first { $0.beneficiary == nil && $0.recipient != nil }?.recipient ?? usual
            guard let projected = order.projected(home: home, prices: prices) else { continue }
            if projected.status != .cancelled { bought += order.lines.map { ($0.key, order.placedAt) } }
            result.orders.append(projected)
        }
        // Money that no order explains is an order of its own only where the talk has none that it can belong to: else it settles an account, or goods that were not understood, and is asked about.
        let told = result.orders.indices
        for payment in loose {
            guard let amount = payment.amount else { continue }
            if let near = told.last(where: { isNear(result.orders[$0].placedAt, payment.at) }) {
                result.orders[near].notes.append(OrderNote(.unassigned, amount).code)
                if let evidence = payment.evidence { result.orders[near].evidence.append(evidence) }
                continue
            }
            var order = Order(placedAt: payment.at, status: .paid, items: [], amount: amount, currency: home)
            order.paidAt = payment.at
            order.evidence = [payment.evidence].compactMap(\.self)
            result.orders.append(order)
        }
        for question in questions where !bought.contains(where: { GoodsName.isSame($0.key, GoodsName.key(question.product)) && isAnswered(question.at, $0.at) })
        {
            // Goods asked about in one breath are one question.
            if question.event >= 0, let last = result.orders.indices.last, result.orders[last].status == .inquired, asked == question.event {
                result.orders[last].items.append(OrderItem(product: question.product))
                continue
            }
            asked = question.event
            var order = Order(placedAt: nil, status: .inquired, items: [OrderItem(product: question.product)])
            order.inquiredAt = question.at
            order.evidence = [question.evidence]
            result.orders.append(order)
        }
        return result
    }
}

extension CustomerBook {
    /// What was sent without a word of where to went to the address that the customer gave before; what nobody fetched goes where the last order went.
    ///
    /// - Parameter usual: the customer's recipient of the order before.
    private func sendHome(_ order: inout LedgerOrder, usual: Int?) {
        guard order.consignments.allSatisfy({ $0.recipient == nil }) else { return }
        let isSent = order.isSent || order.consignments.contains { !$0.parcels.isEmpty }
        guard let index = ownRecipients.last(where: { $0.event <= order.touched })?.index, isSent || !order.isCollected && usual == index else { return }
        if order.consignments.isEmpty {
            order.consignments = [LedgerConsignment(beneficiary: nil, recipient: index, names: [])]
        } else {
            for i in order.consignments.indices where order.consignments[i].beneficiary == nil { order.consignments[i].recipient = index }
        }
    }

    /// Whether a payment can belong to an order: placed within six weeks of it.
    private func isNear(_ order: Timestamp?, _ payment: Timestamp?) -> Bool {
        guard let order, let payment else { return true }
        return abs(order.wallSeconds - payment.wallSeconds) <= 45 * 86_400
    }

    /// Whether an order answers a question: placed before it, or within ten days.
    private func isAnswered(_ question: Timestamp?, _ order: Timestamp?) -> Bool {
        guard let question, let order else { return true }
        return order.wallSeconds - question.wallSeconds < 10 * 86_400
    }
}

extension LedgerOrder {
    /// The order as the pool keeps it; nil when it says nothing.
    func projected(home: String, prices: PriceBook) -> Order? {
        let items = items(of: lines, prices)
        if items.isEmpty, payments.isEmpty, consignments.allSatisfy({ $0.parcels.isEmpty }) { return nil }
        var order = Order(placedAt: placedAt, status: status, items: items)
        let money = currency ?? home
        func full(_ sum: Double) -> Double { Money.spelledOut(sum, in: money) }
        order.amount = amount.map(full)
        for i in order.items.indices { order.items[i].unitPrice = order.items[i].unitPrice.map(full) }
        order.paidAt = paidAt
        order.shippedAt = sentAt
        order.receivedAt = receivedAt
        order.orderNumber = orderNumber
        order.trackings = consignments.flatMap(\.parcels)
        order.recipient = consignments.lazy.compactMap(\.recipient).first
        order.consignments = shares(prices)
        order.evidence = evidence
        if let amount = order.amount {
            order.currency = money
            if let computed, !Money.isSame(full(computed), amount), !isPrepaid { order.notes.append(OrderNote(.quoted, full(computed)).code) }
            let kept = full(Money.rounded(paid - change))
            if paid > 0, !hasUnknownPayment, !Money.isSame(kept, amount) { order.notes.append(OrderNote(.paid, kept).code) }
        } else if items.contains(where: { $0.unitPrice != nil }) {
            order.currency = money
        }
        let back = Money.rounded(returned - change)
        if !refunds.isEmpty, order.status != .refunded, back > 0.005 { order.notes.append(OrderNote(.refundedPart, full(back)).code) }
        return order
    }

    private var status: OrderStatus {
        switch state {
        case .open: .placed
        case .partlyPaid, .paid: .paid
        case .sent, .sentUnpaid: .shipped
        case .received, .receivedUnpaid: .received
        case .refunded: .refunded
        case .cancelled: .cancelled
        }
    }

    /// What was last agreed; else what was paid; else what can be computed.
    private var amount: Double? {
        if let agreed { return agreed }
        if isPrepaid { return 0 }
        if !hasUnknownPayment, !payments.isEmpty, !payments.contains(where: \.isPart) || computed == nil { return Money.rounded(paid - change) }
        return charges
    }

    /// What came in beyond the order and went back at once.
    private var change: Double {
        guard let due = charges, paid > due, returned > 0 else { return 0 }
        return min(returned, Money.rounded(paid - due))
    }

    /// The lines as items: shares of one good together, without gifts; a line without a name only where nothing has one.
    private func items(of lines: [OrderLine], _ prices: PriceBook) -> [OrderItem] {
        let named = lines.filter { $0.product != nil && !$0.isFree }
        let counted = named.isEmpty ? lines.filter { $0.product == nil && $0.quantity != nil } : named
        var items: [OrderItem] = []
        for line in counted {
            let product = counted.count == 1 && line.product == nil ? priced(line, prices) ?? "" : Self.name(of: line, prices)
            // Shares for several people are one item; what one person writes into a list twice stays two.
            if line.list == nil || line.beneficiary != nil || counted.contains(where: { $0.beneficiary != nil && $0.product == line.product }),
                let same = items.firstIndex(where: {
                    $0.product == product && $0.spec == line.spec && ($0.unit == line.unit || $0.unit == nil || line.unit == nil)
                })
            {
                items[same].quantity = (items[same].quantity ?? 1) + (line.quantity ?? 1)
                items[same].unit = items[same].unit ?? line.unit
                continue
            }
            items.append(
                OrderItem(product: product, quantity: line.quantity ?? implied(line, counted.count), unit: line.unit, unitPrice: line.price, spec: line.spec))
        }
        return items
    }

    /// The good's name; with its variant where variants are sold as goods of their own, at prices of their own.
    private static func name(of line: OrderLine, _ prices: PriceBook) -> String {
        guard let product = line.product else { return "" }
        guard let spec = line.spec, !spec.isEmpty, !product.contains(spec), !spec.utf8.contains(where: { 48...57 ~= $0 }) else { return product }
        let variants = prices.variants(of: product)
        return variants.count > 2 && variants.contains { GoodsName.isSame(GoodsName.key($0), GoodsName.key(spec)) } ? product + " " + spec : product
    }

    /// The good that nobody named, where what was agreed is the price of only one.
    private func priced(_ line: OrderLine, _ prices: PriceBook) -> String? {
        guard let quantity = line.quantity, quantity > 0, let total = agreed ?? (paid > 0 ? paid : nil) else { return nil }
        return prices.good(at: total / quantity)
    }

    /// The number that nobody said: what the sum and the price make it; one where the order is settled.
    private func implied(_ line: OrderLine, _ count: Int) -> Double? {
        if count == 1, let price = line.price, price > 0, let total = agreed ?? (paid > 0 ? paid : nil) {
            let times = total / price
            if times >= 1, abs(times - times.rounded()) < 0.001 { return times.rounded() }
        }
        return 1
    }

    /// Who gets what, where an order goes to several places.
    private func shares(_ prices: PriceBook) -> [Consignment] {
        guard consignments.count > 1 else { return [] }
        let named = Set(consignments.compactMap(\.beneficiary))
        return consignments.map { share in
            let own = lines.filter { line in
                share.beneficiary == nil ? line.beneficiary.map { !named.contains($0) } ?? true : line.beneficiary == share.beneficiary
            }
            return Consignment(items: items(of: own, prices), recipient: share.recipient, trackings: share.parcels)
        }
    }
}
