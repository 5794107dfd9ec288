import ChatModel
import Testing

@Suite struct OrderEditTests {
    private static func order(_ time: String?, _ status: OrderStatus = .paid, number: String? = nil, line: Int = 1) -> Order {
        var order = Order(
            placedAt: time.flatMap { Timestamp(iso8601: $0) }, status: status,
            items: [OrderItem(product: "红茶", quantity: 2, unit: "罐"), OrderItem(product: "蜂蜜", quantity: 1)], amount: 256, currency: "CNY")
        order.orderNumber = number
        order.recipient = 0
        order.evidence = [Evidence(position: SourcePosition(file: "chats/a.txt", line: line), rule: "order", confidence: 0.9)]
        return order
    }

    @Test func `an order is found again by any one of number, time and place`() {
        let orders = [Self.order("2024-05-01T10:00:00", line: 3), Self.order("2024-06-01T10:00:00", number: "A7", line: 9), Self.order(nil, line: 20)]
        let keys = OrderKey.keys(of: orders)
        #expect(Set(keys).count == 3)
        for (i, key) in keys.enumerated() {
            #expect(OrderKey.find(key, in: orders) == i)
            #expect(OrderKey.find(key, in: orders.reversed()) == 2 - i)
        }
        // A table of the shop adds a number; a longer export moves the lines.
        var later = orders
        later[0].orderNumber = "B1"
        later[0].evidence[0].position.line = 400
        #expect(OrderKey.find(keys[0], in: later) == 0)
        later[1].placedAt = nil
        #expect(OrderKey.find(keys[1], in: later) == 1)
        #expect(OrderKey.find(keys[2], in: [orders[0], orders[1]]) == nil)
        #expect(OrderKey.find("nonsense", in: orders) == nil)
    }

    @Test func `two orders of one minute have two keys`() {
        let orders = [Self.order("2024-05-01T10:00:00"), Self.order("2024-05-01T10:00:00")]
        let keys = OrderKey.keys(of: orders)
        #expect(keys[0] != keys[1])
        #expect(keys.map { OrderKey.find($0, in: orders) } == [0, 1])
    }

    @Test(arguments: [
        OrderEdit.parcels(share: 0, [Tracking(courier: "SF", number: "SF1390012345678"), Tracking(number: "YT99-1234567")]), .parcels(share: 3, []),
        .amount(128.5), .amount(nil), .quantities([2, 0.5]), .checked,
    ]) func `what is kept of an edit says the same again`(edit: OrderEdit) {
        let read = OrderEdit.read(edit.field(of: "o_1-2-3"), edit.value)
        #expect(read?.key == "o_1-2-3")
        #expect(read?.edit == edit)
    }

    @Test func `a parcel's number makes a paid order a sent one, once`() {
        var order = Self.order("2024-05-01T10:00:00")
        #expect(order.waitingShares == [0])
        let edit = OrderEdit.parcels(share: 0, [Tracking(courier: "SF", number: "SF1390012345678")])
        edit.apply(to: &order)
        edit.apply(to: &order)
        #expect(order.status == .shipped)
        #expect(order.trackings.map(\.number) == ["SF1390012345678"])
        #expect(order.waitingShares.isEmpty)
    }

    @Test func `an order to two has left when both shares have`() {
        var order = Self.order("2024-05-01T10:00:00")
        order.consignments = [Consignment(items: [order.items[0]], recipient: 0), Consignment(items: [order.items[1]], recipient: 1)]
        #expect(order.waitingShares == [0, 1])
        OrderEdit.parcels(share: 1, [Tracking(number: "YT9912345670001")]).apply(to: &order)
        #expect(order.status == .paid && order.waitingShares == [0])
        OrderEdit.parcels(share: 0, [Tracking(number: "YT9912345670002")]).apply(to: &order)
        #expect(order.status == .shipped && order.waitingShares.isEmpty)
    }

    @Test func `an answered question does not come again, and what is right holds`() throws {
        var order = Self.order("2024-05-01T10:00:00")
        order.notes = [OrderNote(.paid, 200).code, OrderNote(.quoted, 256).code]
        func answered(_ answer: String, _ quantity: String = "", _ amount: String = "") throws -> Order {
            var after = order
            let values = try OrderAnswer.values(of: order, key: "o_1-2-3", answer: answer, quantity: quantity, amount: amount)
            for (field, value) in values { OrderEdit.read(field, value)?.edit.apply(to: &after) }
            return after
        }
        let right = try answered("对")
        #expect(right.amount == 256 && !right.notes.contains { OrderNote(code: $0)?.isQuestion == true })
        #expect(try answered("不对", "", "¥1,200.50").amount == 1200.5)
        // A sum of which the seller says that it is wrong is no sum.
        #expect(try answered("不对").amount == nil)
        let counted = try answered("", "3、1")
        #expect(counted.items.map(\.quantity) == [3, 1] && counted.amount == 256)
        #expect(try answered("") == order)
    }

    @Test(arguments: [
        ("也许", "", "", OrderAnswer.Problem.answer), ("不对", "3", "", .quantity(goods: 2)), ("不对", "3、-1", "", .quantity(goods: 2)), ("不对", "", "很多", .amount),
        ("对", "", "1e400", .amount),
    ]) func `an answer that makes no sense is refused with what was wrong`(answer: String, quantity: String, amount: String, problem: OrderAnswer.Problem) {
        #expect(throws: problem) {
            try OrderAnswer.values(of: Self.order(nil), key: "o_1-2-3", answer: answer, quantity: quantity, amount: amount)
        }
    }

    @Test func `couriers are known by code and name, and numbers by their look`() {
        #expect(PackingList.parcels(courier: "顺丰速运", number: " sf1390012345678 ") == [Tracking(courier: "SF", number: "SF1390012345678")])
        #expect(PackingList.parcels(courier: "", number: "YT9912345670001、YT9912345670002")?.count == 2)
        #expect(PackingList.parcels(courier: "某某快运", number: "123456789")?.first?.courier == "某某快运")
        #expect(PackingList.parcels(courier: "顺丰", number: "")?.isEmpty == true)
        for number in ["明天发", "1.23E+14", "12345", "=1+1234567"] { #expect(PackingList.parcels(courier: "顺丰", number: number) == nil, "\(number)") }
    }

    @Test func `unpaid orders are no sales, and currencies are never added up`() {
        var abroad = Self.order("2024-05-02", .received)
        (abroad.amount, abroad.currency) = (35, "MYR")
        let orders = [Self.order("2024-05-01"), Self.order("2024-05-03", .placed), abroad, Self.order(nil, .inquired), Self.order(nil, .cancelled)]
        let sums = MoneySum.sums(of: orders)
        #expect(sums.map(\.currency) == ["CNY", "MYR"])
        #expect(sums.map(\.sold) == [256, 35] && sums.map(\.unpaid) == [256, 0])
        #expect(orders.count(where: \.isBought) == 3)
    }
}
