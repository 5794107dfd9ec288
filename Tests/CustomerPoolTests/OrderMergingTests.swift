import ChatModel
import CustomerPool
import TestSupport
import Testing

/// Orders of chats, tables and bills put together: nothing counts twice, what disagrees is noted.
@Suite struct OrderMergingTests {
    private func time(_ day: Int, _ minute: Int = 0) -> Timestamp { Timestamp(wallSeconds: Int64(day) * 86_400 + Int64(minute) * 60) }

    private func order(
        _ day: Int, _ amount: Double?, _ product: String = "脐橙", status: OrderStatus = .placed, rule: String = "order", number: String? = nil, minute: Int = 0
    ) -> Order {
        let items = rule.hasPrefix("bill") ? [] : [OrderItem(product: product, quantity: 2, unit: "箱")]
        var order = Order(placedAt: time(day, minute), status: status, items: items, amount: amount, currency: "CNY")
        order.orderNumber = number
        if rule.hasPrefix("bill") { order.paidAt = time(day, minute) }
        order.evidence = [Evidence(position: SourcePosition(file: rule, line: day), at: time(day, minute), rule: rule, confidence: 0.9)]
        return order
    }

    private func paid(_ day: Int, _ amount: Double, minute: Int = 0) -> Order {
        order(day, amount, status: .paid, rule: OrderSource.payment, minute: minute)
    }

    @Test func `a bill proves the payment of a chat's order and is no second one`() {
        let merged = OrderMerging.merged([order(10, 118), paid(11, 118)])
        #expect(merged.count == 1)
        #expect(merged.first?.status == .paid)
        #expect(merged.first?.paidAt == time(11))
        #expect(merged.first?.notes == ["billed"])
        #expect(merged.first?.evidence.count == 2)
    }

    @Test func `a payment that no order explains stands alone`() {
        let merged = OrderMerging.merged([order(10, 118), paid(11, 300), paid(40, 118)])
        #expect(merged.count == 3)
        #expect(merged[0].status == .placed)
        #expect(merged.dropFirst().allSatisfy { $0.items.isEmpty && $0.status == .paid })
    }

    @Test func `a table's order is the chat's with the same number, whatever it says besides`() {
        let merged = OrderMerging.merged([
            order(10, 118, number: "A1"), order(30, 99, "蜂蜜", status: .received, rule: OrderSource.table, number: "A1"),
        ])
        #expect(merged.count == 1)
        #expect(merged.first?.status == .received)
        #expect(merged.first?.amount == 118)
        #expect(merged.first?.notes == ["table:99"])
        #expect(merged.first?.items.map(\.product) == ["脐橙"])
    }

    @Test func `a table's order is the chat's of the same day, sum and goods`() {
        let table = order(11, 118, "赣南脐橙", status: .shipped, rule: OrderSource.table, number: "B7")
        let merged = OrderMerging.merged([order(10, 118), table])
        #expect(merged.count == 1)
        #expect(merged.first?.orderNumber == "B7")
        #expect(merged.first?.status == .shipped)
        #expect(OrderMerging.merged([order(10, 118), order(14, 118, rule: OrderSource.table)]).count == 2)
        #expect(OrderMerging.merged([order(10, 118), order(10, 118, "蜂蜜", rule: OrderSource.table)]).count == 2)
    }

    @Test func `two equal orders of one day stay two, each with its row and its payment`() {
        let chat = [order(10, 118), order(10, 118, minute: 90)]
        let tables = [order(10, 118, rule: OrderSource.table, number: "C1"), order(10, 118, rule: OrderSource.table, number: "C2", minute: 91)]
        let merged = OrderMerging.merged(chat + tables + [paid(10, 118, minute: 5), paid(10, 118, minute: 95)])
        #expect(merged.count == 2)
        #expect(merged.compactMap(\.orderNumber).sorted() == ["C1", "C2"])
        #expect(merged.allSatisfy { $0.status == .paid && $0.evidence.count == 3 })
        #expect(OrderMerging.merged(tables).count == 2)
    }

    @Test func `payments in parts belong to the order that they come to`() {
        let merged = OrderMerging.merged([order(10, 200), paid(10, 50), paid(15, 150)])
        #expect(merged.count == 1)
        #expect(merged.first?.status == .paid)
        #expect(merged.first?.evidence.count == 3)
    }

    @Test func `money that went back ends an order, a part of it is noted`() {
        let whole = OrderMerging.merged([order(10, 118), paid(10, 118), order(20, 118, status: .refunded, rule: OrderSource.refund)])
        #expect(whole.map(\.status) == [.refunded])
        let part = OrderMerging.merged([order(10, 118), paid(10, 118), order(20, 20, status: .refunded, rule: OrderSource.refund)])
        #expect(part.map(\.status) == [.paid])
        #expect(part.first?.notes.contains("refunded_part:20") == true)
        #expect(OrderMerging.merged([order(10, 118), order(90, 118, status: .refunded, rule: OrderSource.refund)]).map(\.status) == [.placed])
    }

    @Test func `an inquiry is never paid for`() {
        let merged = OrderMerging.merged([order(10, 118, status: .inquired), paid(10, 118)])
        #expect(merged.count == 2)
        #expect(merged.contains { $0.status == .inquired })
    }

    @Test func `the order in which sources come does not matter`() {
        let orders = [
            order(10, 118), order(11, 118, rule: OrderSource.table, number: "D1"), paid(12, 118), order(20, 60, "蜂蜜"), paid(20, 60),
            order(25, 60, status: .refunded, rule: OrderSource.refund),
        ]
        let seed: UInt64 = 5
        var random = SplitMix64(seed: seed)
        let expected = OrderMerging.merged(orders)
        for _ in 0..<50 {
            let shuffled = orders.shuffled(using: &random)
            #expect(OrderMerging.merged(shuffled) == expected, "seed \(seed)")
        }
    }

    @Test func `notes are codes with an amount and have words in both languages`() {
        for kind in OrderNote.Kind.allCases {
            for amount in [nil, 20, 8.5, 0.05, 1234.56] as [Double?] {
                let note = OrderNote(kind, amount)
                #expect(OrderNote(code: note.code) == note)
                #expect(!note.words.chinese.isEmpty && !note.words.english.isEmpty)
            }
        }
        #expect(OrderNote(.quoted, 178).code == "quoted:178")
        #expect(OrderNote(.paid, 8.5).code == "paid:8.5")
        #expect(OrderNote.words("顾客自提").chinese == "顾客自提")
    }
}
