import ChatModel

/// Customers for tests, and the day from which they are seen: 2024-06-30.
enum Sample {
    static let today = CivilDay.number(year: 2024, month: 6, day: 30)

    static func evidence(_ line: Int) -> Evidence { Evidence(position: SourcePosition(file: "chat.txt", line: line), rule: "order", confidence: 0.9) }

    static func order(
        _ daysAgo: Int, _ product: String = "茶", quantity: Double? = 1, amount: Double? = 100, status: OrderStatus = .received, group: String? = nil
    ) -> Order {
        var order = Order(
            placedAt: Timestamp(wallSeconds: Int64(today - daysAgo) * 86_400 + 3600), status: status, items: [OrderItem(product: product, quantity: quantity)],
            amount: amount, currency: amount == nil ? nil : "CNY")
        order.evidence = [evidence(daysAgo)]
        order.group = group
        return order
    }

    static func customer(_ orders: [Order]) -> Customer { customer("c_1", orders) }

    static func customer(_ id: String, _ orders: [Order]) -> Customer {
        var customer = Customer(id: id)
        customer.name = id
        customer.orders = orders.sorted { ($0.placedAt?.wallSeconds ?? .min) < ($1.placedAt?.wallSeconds ?? .min) }
        customer.lastSeen = customer.orders.compactMap(\.placedAt).max()
        return customer
    }

    static func inquiry(_ daysAgo: Int, _ product: String = "茶") -> Order {
        var order = Order(placedAt: nil, status: .inquired, items: [OrderItem(product: product)])
        order.evidence = [
            Evidence(
                position: SourcePosition(file: "chat.txt", line: daysAgo), at: Timestamp(dayNumber: today - daysAgo), rule: "inquiry", confidence: 0.8)
        ]
        return order
    }
}
