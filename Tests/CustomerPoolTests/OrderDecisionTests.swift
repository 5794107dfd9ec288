import ChatModel
import Testing

@testable import CustomerPool

/// What a seller said of one order in two places.
@Suite struct OrderDecisionTests {
    private static func customer() -> Customer {
        var customer = Customer(id: "c_1")
        customer.orders = [
            Order(placedAt: Timestamp(wallSeconds: 1_700_000_000, precision: .minute), status: .paid, items: [OrderItem(product: "面膜", quantity: 2)])
        ]
        return customer
    }

    @Test(arguments: [(1, 2, 5.0), (2, 1, 3.0)] as [(Int64, Int64, Double)]) func `the later word holds`(quantities: Int64, goods: Int64, expected: Double)
        throws
    {
        var customer = Self.customer()
        let key = OrderKey.key(of: 0, in: customer.orders)
        let said = [(OrderEdit.quantities([3]), quantities), (OrderEdit.goods([OrderItem(product: "面膜", quantity: 5)]), goods)]
        let edits = Dictionary(uniqueKeysWithValues: said.map { ($0.field(of: key), FieldEdit(value: $0.value, decision: $1, members: [])) })
        FieldEdit.apply(edits, to: &customer)
        #expect(customer.orders[0].items == [OrderItem(product: "面膜", quantity: expected)])
        #expect(customer.orders[0].evidence.suffix(2).map(\.position.file) == ["decision 1", "decision 2"])
        #expect(customer.preferences.map(\.product) == ["面膜"])
    }
}
