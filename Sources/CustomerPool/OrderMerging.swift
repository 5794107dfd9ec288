public import ChatModel

/// Puts together what chats, tables of orders and bills say of one customer's orders, so that nothing counts twice.
///
/// An order of a chat and one of a table are the same when they carry the same number, or when amount (or goods, where the chat names no amount) and day agree to two
/// days. A bill's payment belongs to the order whose number it carries, else to the nearest unpaid-by-bill order of that amount within two days; several payments that
/// come to an order's amount (定金, 尾款) belong to it together. Every row is used once, so two equal orders of one day stay two. What does not agree is noted.
public enum OrderMerging {
    /// Days that a table's or a bill's time may be off the chat's.
    static let reachDays = 2
    /// Days over which an order is paid in parts or given back.
    static let lifeDays = 45

    /// The customer's orders, oldest first.
    public static func merged(_ orders: [Order]) -> [Order] {
        var talk: [Order] = []
        var tables: [Order] = []
        var payments: [Order] = []
        for order in orders {
            switch order.evidence.first?.rule {
            case OrderSource.table: tables.append(order)
            case OrderSource.payment, OrderSource.refund: payments.append(order)
            default: talk.append(order)
            }
        }
        talk = joined(sorted(talk))
        guard !tables.isEmpty || !payments.isEmpty else { return sorted(talk) }
        join(sorted(tables), to: &talk)
        settle(sorted(payments), against: &talk)
        return sorted(talk)
    }

    private static func sorted(_ orders: [Order]) -> [Order] {
        orders.enumerated().sorted { ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset) }.map(\.element)
    }

    // MARK: Tables

    private static func join(_ tables: [Order], to talk: inout [Order]) {
        var used: Set<Int> = []
        var left: [Order] = []
        // What carries the same number comes first: it takes nobody else's place.
        for table in tables {
            if let number = table.orderNumber, let i = talk.indices.first(where: { talk[$0].orderNumber == number }) {
                if used.insert(i).inserted { absorb(table, into: &talk[i]) }
            } else {
                left.append(table)
            }
        }
        for table in left {
            let best = talk.indices.filter { !used.contains($0) && isSame(talk[$0], table) }
                .min { (distance(talk[$0], table), $0) < (distance(talk[$1], table), $1) }
            if let best {
                used.insert(best)
                absorb(table, into: &talk[best])
            } else {
                used.insert(talk.count)
                talk.append(table)
            }
        }
    }

    /// Whether a chat's order without a number may be a table's.
    private static func isSame(_ chat: Order, _ table: Order) -> Bool {
        // Two numbers of one form are two orders; a payment's number beside an order's is none.
        if let a = chat.orderNumber, let b = table.orderNumber, a.utf8.count == b.utf8.count { return false }
        guard chat.status != .inquired, chat.status != .cancelled || table.status == .cancelled else {
            return false
        }
        guard distance(chat, table) <= Int64(reachDays) * 86_400 else { return false }
        if let a = chat.amount, let b = table.amount { return abs(a - b) < 0.01 && (chat.items.isEmpty || table.items.isEmpty || sharesGoods(chat, table)) }
        return sharesGoods(chat, table)
    }

    private static func sharesGoods(_ a: Order, _ b: Order) -> Bool {
        let named = a.items.contains { !$0.product.isEmpty }
        guard named else { return true }
        return a.items.contains { x in
            b.items.contains { y in !x.product.isEmpty && !y.product.isEmpty && (x.product.contains(y.product) || y.product.contains(x.product)) }
        }
    }

    private static func absorb(_ table: Order, into order: inout Order) {
        if order.items.isEmpty { order.items = table.items }
        order.orderNumber = order.orderNumber ?? table.orderNumber
        if let amount = order.amount, let other = table.amount, abs(amount - other) >= 0.01 {
            order.notes.append(OrderNote(.table, other).code)
        } else {
            order.notes.append(OrderNote(.inTable).code)
        }
        order.amount = order.amount ?? table.amount
        order.currency = order.currency ?? table.currency
        if table.status.rank > order.status.rank { order.status = table.status }
        // What the table says was given back is what the chat told of it.
        if table.refundedPart > 0 {
            order.notes.removeAll { OrderNote(code: $0)?.kind == .refundedPart }
            order.notes.append(OrderNote(.refundedPart, table.refundedPart).code)
        }
        order.paidAt = order.paidAt ?? table.paidAt
        order.shippedAt = order.shippedAt ?? table.shippedAt
        order.receivedAt = order.receivedAt ?? table.receivedAt
        for tracking in table.trackings where !order.trackings.contains(where: { $0.number == tracking.number }) { order.trackings.append(tracking) }
        order.recipient = order.recipient ?? table.recipient
        order.evidence += table.evidence
    }

    // MARK: Bills

    private static func settle(_ payments: [Order], against orders: inout [Order]) {
        var billed: Set<Int> = []
        var open: [Order] = []
        for payment in payments where payment.evidence.first?.rule == OrderSource.payment {
            guard let amount = payment.amount else { continue }
            let byNumber = payment.orderNumber.flatMap { number in orders.indices.first { orders[$0].orderNumber == number } }
            let byAmount = orders.indices.filter { isPaid(orders[$0], by: payment, amount) && !billed.contains($0) }
                .min { (distance(orders[$0], payment), $0) < (distance(orders[$1], payment), $1) }
            if let i = byNumber ?? byAmount {
                billed.insert(i)
                pay(&orders[i], with: [payment])
            } else {
                open.append(payment)
            }
        }
        settleParts(&open, &orders, &billed)
        // A payment that no order explains is an order of which only the payment is known.
        orders += open
        for refund in payments where refund.evidence.first?.rule == OrderSource.refund { giveBack(refund, &orders) }
    }

    private static func isPaid(_ order: Order, by payment: Order, _ amount: Double) -> Bool {
        guard order.status != .inquired, let due = order.amount, abs(due - amount) < 0.01 else { return false }
        return distance(order, payment) <= Int64(reachDays) * 86_400
    }

    /// Payments one after the other that together come to an order's amount.
    private static func settleParts(_ open: inout [Order], _ orders: inout [Order], _ billed: inout Set<Int>) {
        for i in orders.indices where !billed.contains(i) && orders[i].status != .inquired {
            guard let due = orders[i].amount, open.count > 1 else { continue }
            for start in open.indices {
                guard abs(open[start].moment - orders[i].moment) <= Int64(reachDays) * 86_400 else { continue }
                var sum = 0.0
                var end = start
                while end < open.count, sum < due - 0.005, open[end].moment - orders[i].moment <= Int64(lifeDays) * 86_400 {
                    sum += open[end].amount ?? 0
                    end += 1
                }
                guard end - start > 1, abs(sum - due) < 0.01 else { continue }
                pay(&orders[i], with: Array(open[start..<end]))
                billed.insert(i)
                open.removeSubrange(start..<end)
                break
            }
        }
    }

    private static func pay(_ order: inout Order, with payments: [Order]) {
        let sum = payments.reduce(0) { $0 + ($1.amount ?? 0) }
        if let due = order.amount, abs(due - sum) >= 0.01 {
            order.notes.append(OrderNote(.paid, sum).code)
        } else {
            order.amount = order.amount ?? sum
            // What the chat thought was paid is settled by the bill.
            order.notes.removeAll { OrderNote(code: $0)?.kind == .paid }
            order.notes.append(OrderNote(.billed).code)
        }
        if order.status == .placed { order.status = .paid }
        order.paidAt = order.paidAt ?? payments.last?.paidAt
        order.currency = order.currency ?? payments.first?.currency
        for payment in payments { order.evidence += payment.evidence }
    }

    /// Money that went back: of the order with its number, or of the last one before it that was at least as much.
    private static func giveBack(_ refund: Order, _ orders: inout [Order]) {
        guard let amount = refund.amount else { return }
        func reaches(_ i: Int) -> Bool {
            let order = orders[i]
            guard order.status != .inquired, order.status != .cancelled, let due = order.amount, due > amount - 0.005 else { return false }
            let later = refund.moment - order.moment
            return later >= -86_400 && later <= Int64(lifeDays) * 86_400
        }
        let byNumber = refund.orderNumber.flatMap { number in orders.indices.first { orders[$0].orderNumber == number } }
        let whole = orders.indices.last { reaches($0) && abs((orders[$0].amount ?? 0) - amount) < 0.01 }
        // Money that went to the customer for reasons of which the bill says nothing is a refund only when the sum tells.
        let isSaid = (refund.evidence.first?.confidence ?? 0) >= 0.9
        guard let i = byNumber ?? whole ?? (isSaid ? orders.indices.last(where: reaches) : nil) else { return }
        orders[i].evidence += refund.evidence
        if let due = orders[i].amount, amount < due - 0.005 {
            let note = OrderNote(.refundedPart, amount).code
            if !orders[i].notes.contains(note) { orders[i].notes.append(note) }
        } else {
            orders[i].status = .refunded
        }
    }

    private static func distance(_ a: Order, _ b: Order) -> Int64 {
        let times = [a.placedAt, a.paidAt].compactMap(\.self).map(\.wallSeconds)
        let others = [b.placedAt, b.paidAt].compactMap(\.self).map(\.wallSeconds)
        return times.flatMap { x in others.map { abs(x - $0) } }.min() ?? .max
    }
}

/// The rules that mark where an order was read, in its first piece of evidence.
public enum OrderSource {
    /// A row of a shop system's table.
    public static let table = "order-table"
    /// Money that came in, out of a payment app's bill.
    public static let payment = "bill.paid"
    /// Money that went back to the customer, out of a bill.
    public static let refund = "bill.refunded"
}

extension Order {
    /// When it was placed, else paid, else first spoken of; in seconds of the wall clock.
    fileprivate var moment: Int64 { (placedAt ?? paidAt ?? evidence.first?.at)?.wallSeconds ?? .min / 4 }
}

extension OrderStatus {
    /// How far an order has come; given back and called off are the end.
    fileprivate var rank: Int {
        switch self {
        case .inquired: 0
        case .placed: 1
        case .paid: 2
        case .shipped: 3
        case .received: 4
        case .refunded, .cancelled: 5
        }
    }
}
