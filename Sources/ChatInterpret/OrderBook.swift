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
    static let openSeconds: Int64 = 4 * 86_400
    var live: [Live] = []
    var account: AccountReference?
    var payments: Set<String> = []
    var lastTransfer: (amount: Double?, at: Timestamp?)?

    init(account: AccountReference?) { self.account = account }

    // MARK: Which order is meant

    func isRecent(_ live: Live, _ at: Timestamp?, within seconds: Int64 = openSeconds) -> Bool {
        guard let a = live.touchedAt ?? live.order.placedAt, let b = at else { return true }
        return b.wallSeconds - a.wallSeconds <= seconds
    }

    /// The order that is not paid yet.
    func open(_ at: Timestamp?) -> Int? {
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

    /// Whether items that come with addresses share out what was ordered and paid a moment before: 礼盒2盒寄公司…，一盒寄我婆婆…
    func sharesOut(_ items: [(item: OrderItem, isNamed: Bool)], at: Timestamp?) -> Bool {
        guard open(at) == nil, let last = live.last, !last.isInquiry, last.order.status == .paid, isRecent(last, at, within: 7200),
            items.contains(where: \.isNamed)
        else { return false }
        let ordered = last.order.items
        let named = items.lazy.filter(\.isNamed).allSatisfy { new in
            ordered.contains { Self.isSame($0.product, new.item.product) && ($0.quantity ?? 0) >= (new.item.quantity ?? 1) }
        }
        return named && items.reduce(0) { $0 + ($1.item.quantity ?? 1) } <= ordered.reduce(0) { $0 + ($1.quantity ?? 1) }
    }

    /// 改成4盒: the quantity of the one item, or of the item of that name, is another.
    mutating func change(_ i: Int, _ items: [OrderItem], _ isNamed: Bool) -> Bool {
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

    mutating func merge(_ item: OrderItem, into i: Int, isMore: Bool) {
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
    ///
    /// - Parameter isBill: whether they are lines that work themselves out, up to a total: all that was ordered, under its right names.
    mutating func confirm(_ items: [OrderItem], amount: Double?, currency: String?, isBill: Bool, at: Timestamp?, evidence: Evidence) {
        if let i = open(at) ?? live.lastIndex(where: { !$0.isInquiry && $0.order.status == .paid && isRecent($0, at, within: 86_400) }) {
            if let amount { live[i].stated = amount }
            if isBill { takeBill(items, i, currency) }
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

    /// Puts the lines of a bill in the place of an order's items; units and variants that the customer named stay.
    private mutating func takeBill(_ items: [OrderItem], _ i: Int, _ currency: String?) {
        let old = live[i].order.items
        live[i].order.items = items.map { item in
            var item = item
            let same = old.first { Self.isSame($0.product, item.product) } ?? (old.count == items.count ? old.first { $0.quantity == item.quantity } : nil)
            item.unit = item.unit ?? same?.unit
            item.spec = item.spec ?? same?.spec
            return item
        }
        live[i].order.currency = currency ?? live[i].order.currency
    }

    static func isSame(_ a: String, _ b: String) -> Bool { a == b || !a.isEmpty && !b.isEmpty && ProductName.isSame(a, b) }

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

    func within(_ a: Timestamp?, _ b: Timestamp?, _ seconds: Int64) -> Bool {
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
}
