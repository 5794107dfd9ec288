import ChatExtract
import ChatModel

extension OrderBook {
    /// Takes parcels that the seller sent; with none, the word that something is on its way.
    mutating func ship(_ trackings: [Tracking], at: Timestamp?, evidence: Evidence) {
        let known = Set(live.flatMap { $0.order.trackings.map(\.number) })
        let new = trackings.filter { !known.contains($0.number) }
        if !trackings.isEmpty, new.isEmpty { return }
        let waiting =
            live.lastIndex { !$0.isInquiry && $0.order.status == .paid }
            ?? live.lastIndex { !$0.isInquiry && $0.order.status == .placed && isRecent($0, at, within: 15 * 86_400) }
        // More parcels of an order that is on its way.
        let sent = live.lastIndex { !$0.isInquiry && $0.order.status == .shipped && isRecent($0, at, within: 3 * 86_400) }
        guard let i = waiting ?? sent else {
            guard !new.isEmpty else { return }
            var order = Order(placedAt: at, status: .shipped, items: [])
            order.account = account
            order.trackings = new
            order.shippedAt = at
            order.evidence = [evidence]
            live.append(Live(order: order, touchedAt: at))
            return
        }
        live[i].order.trackings.append(contentsOf: new)
        live[i].order.status = .shipped
        live[i].order.shippedAt = live[i].order.shippedAt ?? at
        live[i].order.evidence.append(evidence)
        live[i].touchedAt = at ?? live[i].touchedAt
    }

    /// Takes the word that goods came.
    mutating func receive(at: Timestamp?, isSure: Bool, evidence: Evidence) {
        // Praise after the newest goods came says nothing of older parcels.
        guard isSure || live.last(where: { !$0.isInquiry })?.order.status == .shipped else { return }
        guard
            let i = live.lastIndex(where: { !$0.isInquiry && $0.order.status == .shipped && isRecent($0, at, within: 60 * 86_400) })
                ?? (isSure ? live.lastIndex(where: { !$0.isInquiry && $0.order.status == .paid && isRecent($0, at, within: 30 * 86_400) }) : nil)
        else { return }
        live[i].order.status = .received
        live[i].order.receivedAt = at
        live[i].order.evidence.append(evidence)
    }

    // MARK: Recipients and inquiries

    /// Ties a recipient to the order that waits for one; answers whether there was one.
    mutating func send(to recipient: Int, at: Timestamp?, isNew: Bool) {
        guard let i = live.lastIndex(where: { !$0.isInquiry && ($0.order.status == .placed || $0.order.status == .paid) }), isRecent(live[i], at) else {
            return
        }
        if isNew || live[i].order.recipient == nil { live[i].order.recipient = recipient }
    }

    /// Notes what a customer asked about.
    mutating func inquire(_ product: String, unit: String?, at: Timestamp?, evidence: Evidence) {
        if let i = live.indices.last, live[i].isInquiry, isRecent(live[i], at, within: 3 * 86_400) {
            if !live[i].order.items.contains(where: { Self.isSame($0.product, product) }) { live[i].order.items.append(OrderItem(product: product)) }
            live[i].touchedAt = at
            return
        }
        if open(at) != nil { return }
        var order = Order(placedAt: nil, status: .inquired, items: [OrderItem(product: product)])
        order.inquiredAt = at
        order.account = account
        order.evidence = [evidence]
        live.append(Live(order: order, touchedAt: at, isInquiry: true))
    }

    // MARK: The end

    static func computed(_ order: Order) -> Double? {
        guard !order.items.isEmpty else { return nil }
        var sum = 0.0
        for item in order.items {
            guard let q = item.quantity, let p = item.unitPrice else { return nil }
            sum += q * p
        }
        return (sum * 100).rounded() / 100
    }

    /// The orders, amounts settled; inquiries that became an order within three days are left out.
    func finished(home: String) -> [Order] {
        var orders: [Order] = []
        for (n, one) in live.enumerated() {
            var order = one.order
            if one.isInquiry {
                let followed = live[(n + 1)...].contains { next in !next.isInquiry && within(one.touchedAt, next.order.placedAt, 3 * 86_400) }
                if !followed { orders.append(order) }
                continue
            }
            let computed = Self.computed(order)
            order.amount = one.stated ?? one.paid ?? computed ?? order.amount
            if let amount = order.amount {
                order.currency = order.currency ?? home
                if let computed, abs(computed - amount) >= 0.01 { order.notes.append(OrderNote(.quoted, computed).code) }
                if let paid = one.paid, abs(paid - amount) >= 0.01 { order.notes.append(OrderNote(.paid, paid).code) }
            }
            if order.items.contains(where: { $0.unitPrice != nil }) { order.currency = order.currency ?? home }
            orders.append(order)
        }
        return orders
    }
}
