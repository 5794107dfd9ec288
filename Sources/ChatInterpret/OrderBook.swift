import ChatExtract
import ChatModel

/// One account's orders while its conversation is read: what was asked, ordered, changed, paid, sent, received and given back.
struct OrderBook {
    /// An order in its life.
    struct Live {
        var order: Order
        /// What both sides call the total.
        var stated: Double?
        /// What was paid in the app or said to be paid.
        var paid: Double?
        /// The message at which it was touched last.
        var touchedAt: Timestamp?
        /// Products that were asked about before.
        var isInquiry = false
    }

    /// Days after which an unpaid order is no longer meant by “再加一份”.
    private static let openSeconds: Int64 = 4 * 86_400
    private(set) var live: [Live] = []
    private var account: AccountReference?
    private var payments: Set<String> = []
    private var lastTransfer: (amount: Double?, at: Timestamp?)?

    init(account: AccountReference?) { self.account = account }

    // MARK: Which order is meant

    private func isRecent(_ live: Live, _ at: Timestamp?, within seconds: Int64 = openSeconds) -> Bool {
        guard let a = live.touchedAt ?? live.order.placedAt, let b = at else { return true }
        return b.wallSeconds - a.wallSeconds <= seconds
    }

    /// The order that is not paid yet.
    private func open(_ at: Timestamp?) -> Int? {
        guard let last = live.lastIndex(where: { !$0.isInquiry }), live[last].order.status == .placed, isRecent(live[last], at) else { return nil }
        return last
    }

    /// Whether an order waits for its recipient or money.
    func hasOpenOrder(_ at: Timestamp?) -> Bool { open(at) != nil }

    /// Whether anything was ever ordered.
    var hasOrders: Bool { live.contains { !$0.isInquiry } }

    // MARK: Placing and changing

    /// Takes items that the customer orders.
    mutating func place(
        _ items: [OrderItem], amount: Double?, currency: String?, isMore: Bool, isChange: Bool, isNamed: Bool, at: Timestamp?, evidence: Evidence
    ) {
        if let i = open(at) {
            live[i].touchedAt = at ?? live[i].touchedAt
            live[i].order.evidence.append(evidence)
            if isChange, change(i, items, isNamed) { return }
            for item in items { merge(item, into: i, isMore: isMore) }
            live[i].stated = amount ?? (isMore || isChange ? nil : live[i].stated)
            return
        }
        // Paid first, said what for afterwards.
        if let i = live.indices.last, live[i].order.items.isEmpty, live[i].order.status == .paid, isRecent(live[i], at, within: 7200) {
            live[i].order.items = items
            live[i].order.evidence.append(evidence)
            return
        }
        if isChange, let i = live.lastIndex(where: { !$0.isInquiry && ($0.order.status == .placed || $0.order.status == .paid) }), isRecent(live[i], at),
            change(i, items, isNamed)
        {
            live[i].order.evidence.append(evidence)
            return
        }
        var order = Order(placedAt: at, status: .placed, items: items, currency: currency)
        order.account = account
        order.evidence = [evidence]
        live.append(Live(order: order, stated: amount, touchedAt: at))
    }

    /// 改成4盒: the quantity of the one item, or of the item of that name, is another.
    private mutating func change(_ i: Int, _ items: [OrderItem], _ isNamed: Bool) -> Bool {
        guard let item = items.first else { return false }
        let old = live[i].order.items
        let place =
            isNamed
            ? old.firstIndex { Self.isSame($0.product, item.product) } : old.count == 1 ? 0 : old.firstIndex { $0.unit == item.unit && $0.unit != nil } ?? 0
        guard let place, old.indices.contains(place) else {
            guard old.count == 1, items.count == 1 else { return false }
            live[i].order.items = items
            live[i].stated = nil
            return true
        }
        live[i].order.items[place].quantity = item.quantity
        if let unit = item.unit { live[i].order.items[place].unit = unit }
        live[i].stated = nil
        live[i].touchedAt = live[i].touchedAt
        return true
    }

    private mutating func merge(_ item: OrderItem, into i: Int, isMore: Bool) {
        let items = live[i].order.items
        // “要10罐” behind a named order repeats its only item, or the one of that counter; it is no other product.
        let unnamed = item.product.isEmpty ? (items.count == 1 ? 0 : items.firstIndex { $0.unit == item.unit && $0.unit != nil }) : nil
        if let same = unnamed
            ?? items.firstIndex(where: { Self.isSame($0.product, item.product) && ($0.spec == nil || item.spec == nil || $0.spec == item.spec) })
        {
            if isMore, let a = live[i].order.items[same].quantity, let b = item.quantity {
                live[i].order.items[same].quantity = a + b
            } else {
                live[i].order.items[same].quantity = item.quantity ?? live[i].order.items[same].quantity
            }
            if live[i].order.items[same].unitPrice == nil { live[i].order.items[same].unitPrice = item.unitPrice }
        } else {
            live[i].order.items.append(item)
        }
    }

    /// Takes items that the seller repeats or sums up.
    mutating func confirm(_ items: [OrderItem], amount: Double?, currency: String?, at: Timestamp?, evidence: Evidence) {
        if let i = open(at) ?? live.lastIndex(where: { !$0.isInquiry && $0.order.status == .paid && isRecent($0, at, within: 86_400) }) {
            if let amount { live[i].stated = amount }
            for item in items {
                if let same = live[i].order.items.firstIndex(where: { Self.isSame($0.product, item.product) }) {
                    live[i].order.items[same].quantity = item.quantity ?? live[i].order.items[same].quantity
                    live[i].order.items[same].unitPrice = item.unitPrice ?? live[i].order.items[same].unitPrice
                } else if live[i].order.items.isEmpty {
                    live[i].order.items.append(item)
                }
            }
            live[i].order.evidence.append(evidence)
            live[i].touchedAt = at ?? live[i].touchedAt
            return
        }
        guard !items.isEmpty else { return }
        place(items, amount: amount, currency: currency, isMore: false, isChange: false, isNamed: true, at: at, evidence: evidence)
    }

    private static func isSame(_ a: String, _ b: String) -> Bool { a == b || !a.isEmpty && !b.isEmpty && ProductName.isSame(a, b) }

    /// Takes the seller's total.
    mutating func total(_ amount: Double, isSure: Bool, currency: String?, at: Timestamp?) {
        guard let i = open(at) else { return }
        let computed = Self.computed(live[i].order)
        // A bare price after an order is a total only when it can be one.
        guard isSure || live[i].stated == nil && (computed == nil || computed.map { abs($0 - amount) < 0.01 } == true) else { return }
        live[i].stated = amount
        live[i].order.currency = live[i].order.currency ?? currency
        live[i].touchedAt = at ?? live[i].touchedAt
    }

    // MARK: Money

    /// Takes a payment of the customer's; the same payment is counted once.
    mutating func pay(_ amount: Double?, currency: String?, id: String?, isReceipt: Bool, at: Timestamp?, evidence: Evidence) {
        if let id, !id.isEmpty {
            guard payments.insert(id).inserted || isReceipt == false && amount == nil else { return }
        }
        if isReceipt, let last = lastTransfer, amount == nil || last.amount == nil || last.amount == amount, within(last.at, at, 2 * 86_400) { return }
        let target =
            amount.flatMap { sum in
                live.lastIndex {
                    !$0.isInquiry && $0.order.status == .placed && isRecent($0, at, within: 30 * 86_400)
                        && ($0.stated ?? Self.computed($0.order)).map { abs($0 - sum) < 0.01 } == true
                }
            }
            ?? open(at) ?? live.lastIndex { !$0.isInquiry && $0.order.status == .placed && isRecent($0, at, within: 15 * 86_400) }
        lastTransfer = (amount, at)
        if let i = target {
            live[i].order.status = .paid
            live[i].order.paidAt = at
            live[i].paid = (live[i].paid ?? 0) + (amount ?? 0)
            if live[i].paid == 0 { live[i].paid = nil }
            live[i].order.currency = live[i].order.currency ?? currency
            live[i].order.evidence.append(evidence)
            live[i].touchedAt = at ?? live[i].touchedAt
            return
        }
        // Said again, or the receipt of what was said: the order is paid already.
        if let i = live.lastIndex(where: { !$0.isInquiry && $0.order.status != .placed }), let paid = live[i].order.paidAt, within(paid, at, 86_400),
            amount == nil || live[i].paid == nil || live[i].paid == amount || live[i].stated == amount
        {
            if live[i].paid == nil { live[i].paid = amount }
            return
        }
        guard !isReceipt, amount != nil else { return }
        var order = Order(placedAt: at, status: .paid, items: [], amount: amount, currency: currency)
        order.account = account
        order.paidAt = at
        order.evidence = [evidence]
        live.append(Live(order: order, paid: amount, touchedAt: at))
    }

    private func within(_ a: Timestamp?, _ b: Timestamp?, _ seconds: Int64) -> Bool {
        guard let a, let b else { return true }
        return abs(b.wallSeconds - a.wallSeconds) <= seconds
    }

    /// Takes money that the seller gives back.
    mutating func refund(_ amount: Double?, at: Timestamp?, evidence: Evidence) {
        guard
            let i = live.lastIndex(where: { !$0.isInquiry && $0.order.status != .cancelled && $0.order.status != .refunded && $0.order.status != .placed })
                ?? live.lastIndex(where: { !$0.isInquiry && $0.order.status == .placed })
        else { return }
        let whole = live[i].paid ?? live[i].stated ?? Self.computed(live[i].order)
        live[i].order.evidence.append(evidence)
        if let amount, let whole, amount < whole * 0.9 {
            live[i].order.notes.append(OrderNote(.refundedPart, amount).code)
            return
        }
        live[i].order.status = .refunded
    }

    /// Takes back an order that is not paid.
    mutating func cancel(at: Timestamp?, evidence: Evidence) {
        guard let i = open(at) else { return }
        live[i].order.status = .cancelled
        live[i].order.evidence.append(evidence)
    }

    /// Takes an order's number that either side names.
    mutating func number(_ number: String, at: Timestamp?) {
        guard let i = live.lastIndex(where: { !$0.isInquiry }), isRecent(live[i], at, within: 2 * 86_400), live[i].order.orderNumber == nil,
            !live.contains(where: { $0.order.orderNumber == number })
        else { return }
        live[i].order.orderNumber = number
    }

    // MARK: Parcels

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
        order.account = account
        order.evidence = [evidence]
        live.append(Live(order: order, touchedAt: at, isInquiry: true))
    }

    // MARK: The end

    private static func computed(_ order: Order) -> Double? {
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
