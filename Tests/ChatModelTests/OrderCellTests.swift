import ChatModel
import Testing

/// What a seller writes into the cells of an order, and what comes of it.
@Suite struct OrderCellTests {
    private static var order: Order {
        var order = Order(
            placedAt: Timestamp(wallSeconds: 1_700_000_000, precision: .minute), status: .shipped,
            items: [OrderItem(product: "面膜", quantity: 2, unit: "盒", unitPrice: 89, spec: "黑色"), OrderItem(product: "精华")], amount: 178, currency: "CNY")
        order.paidAt = order.placedAt
        order.shippedAt = order.placedAt
        return order
    }

    private func edited(_ cell: OrderCell, _ text: String) -> Order? {
        var order = Self.order
        guard let edit = cell.edit(ofCell: text, of: order) else { return nil }
        edit.apply(to: &order)
        return order
    }

    @Test func `goods are known again by name and kind, and keep their price`() throws {
        let order = try #require(edited(.goods, "面膜 黑色 ×5盒；精华 ×1.5瓶；洁面乳x3"))
        #expect(order.items[0] == OrderItem(product: "面膜", quantity: 5, unit: "盒", unitPrice: 89, spec: "黑色"))
        #expect(order.items[1] == OrderItem(product: "精华", quantity: 1.5, unit: "瓶"))
        #expect(order.items[2] == OrderItem(product: "洁面乳", quantity: 3))
        #expect(edited(.goods, "面膜 白色 ×2盒")?.items == [OrderItem(product: "面膜", quantity: 2, unit: "盒", spec: "白色")])
        #expect(edited(.goods, OrderCell.unnamed + " ×2")?.items == [OrderItem(product: "", quantity: 2)])
    }

    @Test(arguments: ["", "；", "面膜 ×很多", "面膜 ×0", "×2盒"]) func `goods that cannot be are none`(_ text: String) { #expect(edited(.goods, text) == nil) }

    @Test func `an order that is only paid has not left`() throws {
        let order = try #require(edited(.status, "已付款"))
        #expect(order.status == .paid && order.paidAt != nil && order.shippedAt == nil)
        #expect(edited(.status, "cancelled")?.status == .cancelled)
        #expect(edited(.status, "在路上") == nil && edited(.status, "") == nil)
    }

    @Test func `an amount is money or unknown`() throws {
        #expect(edited(.amount, "¥1,280.50")?.amount == 1280.5 && edited(.amount, "128元")?.amount == 128)
        #expect(try #require(edited(.amount, " ")).amount == nil)
        #expect(edited(.amount, "-5") == nil && edited(.amount, "nan") == nil && edited(.amount, "1e400") == nil)
    }

    @Test func `what an order has comes back as the same value`() {
        for cell in OrderCell.allCases {
            var order = Self.order
            let edit = cell.edit(as: order)
            let kept = OrderEdit.read(edit.field(of: "o_1-2-3"), edit.value)
            #expect(kept?.key == "o_1-2-3" && kept?.edit.value == edit.value)
            kept?.edit.apply(to: &order)
            #expect(order == Self.order)
        }
        #expect(OrderEdit.read("name", "") == nil && OrderEdit.read("order/a", "") == nil)
    }
}
