import ChatModel

/// One person's orders out of several conversations: what a group's list has and what is paid, sent or repeated in private.
extension OrderMerging {
    /// Days between an order in a group and its payment or parcel in private.
    private static let payDays: Int64 = 20
    private static let parcelDays: Int64 = 75

    /// The orders of all conversations, with what only a payment or a parcel is known of joined to the order that waits for it.
    ///
    /// A join needs points: the sum agrees, the goods agree, the order waits for just this. Two orders that fit alike take nothing: a payment more is better than one on the wrong order.
    static func joined(_ orders: [Order]) -> [Order] {
        guard Set(orders.map(\.group)).count > 1 else { return orders }
        var kept: [Order] = []
        for order in orders.sorted(by: { isWhole($0) && !isWhole($1) }) {
            let fits = kept.indices.map { ($0, points(kept[$0], order)) }.filter { $0.1 > 0 }
            let best = fits.max { ($0.1, $1.0) < ($1.1, $0.0) }
            if let best, fits.count(where: { $0.1 == best.1 }) == 1 {
                take(order, into: &kept[best.0])
            } else {
                kept.append(order)
            }
        }
        return kept
    }

    /// Whether an order names goods.
    private static func isWhole(_ order: Order) -> Bool { !order.items.isEmpty }

    /// How well a second telling fits an order of another conversation; 0 where it is another order.
    private static func points(_ order: Order, _ other: Order) -> Int {
        guard order.group != other.group, order.status != .inquired, other.status != .inquired, order.status != .cancelled, other.status != .cancelled else {
            return 0
        }
        let days = abs(moment(other) - moment(order)) / 86_400
        if isWhole(other) {
            guard isWhole(order), days <= 5, let a = order.amount, let b = other.amount, abs(a - b) < 0.01, goods(order) == goods(other) else { return 0 }
            return 3
        }
        guard isWhole(order), moment(other) >= moment(order) - 86_400 else { return 0 }
        if other.trackings.isEmpty {
            guard days <= payDays, order.paidAt == nil, let due = order.amount, let paid = other.amount, abs(due - paid) < 0.01 else { return 0 }
            return 2
        }
        guard days <= parcelDays, order.trackings.isEmpty, order.status == .paid || order.status == .placed else { return 0 }
        return 1
    }

    private static func goods(_ order: Order) -> [String] { order.items.map { "\($0.product)|\($0.quantity ?? 1)" }.sorted() }

    private static func moment(_ order: Order) -> Int64 { (order.placedAt ?? order.paidAt ?? order.shippedAt ?? order.evidence.first?.at)?.wallSeconds ?? 0 }

    private static func take(_ other: Order, into order: inout Order) {
        order.paidAt = order.paidAt ?? other.paidAt
        order.shippedAt = order.shippedAt ?? other.shippedAt
        order.receivedAt = order.receivedAt ?? other.receivedAt
        order.recipient = order.recipient ?? other.recipient
        for parcel in other.trackings where !order.trackings.contains(where: { $0.number == parcel.number }) { order.trackings.append(parcel) }
        if rank(other.status) > rank(order.status) { order.status = other.status }
        for note in other.notes where OrderNote(code: note)?.kind == .refundedPart && !order.notes.contains(note) { order.notes.append(note) }
        order.evidence += other.evidence
    }

    private static func rank(_ status: OrderStatus) -> Int {
        switch status {
        case .inquired: 0
        case .placed: 1
        case .paid: 2
        case .shipped: 3
        case .received: 4
        case .refunded: 5
        case .cancelled: 6
        }
    }
}
