import ChatModel
import PoolInsights
import Testing

@Suite struct StageTests {
    private func customer(orderDays: [Int], status: OrderStatus = .received) -> Customer {
        var customer = Customer(id: "c_1")
        customer.orders = orderDays.map { Order(placedAt: Timestamp(wallSeconds: Int64($0) * 86_400), status: status, items: [OrderItem(product: "茶")]) }
        return customer
    }

    @Test func `asking is not buying`() {
        #expect(StageRules().stage(of: customer(orderDays: [1, 2], status: .inquired), onDay: 3) == .prospect)
        #expect(StageRules().stage(of: customer(orderDays: [1], status: .cancelled), onDay: 3) == .prospect)
    }

    @Test func `one order is new, two repeat, four are loyal, praise makes a fan`() {
        #expect(StageRules().stage(of: customer(orderDays: [1]), onDay: 3) == .new)
        #expect(StageRules().stage(of: customer(orderDays: [1, 2]), onDay: 3) == .repeat)
        #expect(StageRules().stage(of: customer(orderDays: [1, 2, 3, 4]), onDay: 5) == .loyal)
        var fan = customer(orderDays: [1, 2, 3, 4, 5, 6])
        fan.feedback = [Feedback(kind: .praise, at: nil, quote: "好喝")]
        #expect(StageRules().stage(of: fan, onDay: 7) == .fan)
    }

    @Test func `a buyer who stays away has lapsed`() {
        #expect(StageRules().stage(of: customer(orderDays: [1, 2, 3, 4]), onDay: 300) == .lapsed)
    }
}
