import ChatModel

/// What one customer bought, prepared once for all rules.
struct PurchaseHistory {
    /// A purchase of one product: everything bought of it on one day.
    struct Purchase {
        var day: Int
        var quantity: Double?
        var unit: String?
        var order: Int
    }

    /// Orders that count as bought, with their place in the customer's list, oldest first; those without a day stand first.
    var bought: [(index: Int, order: Order)] = []
    /// Purchases by product, oldest first, at most one a day; refunded orders are left out. Orders that name no product stand under the empty name.
    var products: [String: [Purchase]] = [:]
    /// Days with an order that was not refunded, oldest first.
    var orderDays: [Int] = []
    /// The currency of most orders with an amount.
    var currency: String?

    init(_ customer: Customer) {
        for (index, order) in customer.orders.enumerated() where Self.isBought(order) { bought.append((index, order)) }
        bought.sort { ($0.order.placedAt?.wallSeconds ?? .min, $0.index) < ($1.order.placedAt?.wallSeconds ?? .min, $1.index) }
        var currencies: [String: Int] = [:]
        for (index, order) in bought {
            if order.amount != nil { currencies[order.currency ?? "", default: 0] += 1 }
            guard order.status != .refunded, let day = order.placedAt?.dayNumber else { continue }
            if orderDays.last != day { orderDays.append(day) }
            let named = order.items.filter { !$0.product.isEmpty }
            if named.isEmpty { add("", OrderItem(product: "", quantity: nil), day, index) }
            for item in named { add(item.product, item, day, index) }
        }
        let most = currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        currency = most?.isEmpty == true ? nil : most
    }

    private mutating func add(_ product: String, _ item: OrderItem, _ day: Int, _ order: Int) {
        var purchases = products.removeValue(forKey: product) ?? []
        if let last = purchases.last, last.day == day {
            let known = [last.quantity, item.quantity].compactMap(\.self)
            purchases[purchases.count - 1].quantity = known.isEmpty ? nil : known.reduce(0, +)
        } else {
            purchases.append(Purchase(day: day, quantity: item.quantity, unit: item.unit, order: order))
        }
        products[product] = purchases
    }

    /// Whether an order counts: it was more than asked about, and not taken back before it was paid.
    static func isBought(_ order: Order) -> Bool { order.isBought }

    /// When an order was placed or a question asked; nil when nothing tells.
    static func day(of order: Order) -> Int? { (order.placedAt ?? order.paidAt ?? order.evidence.compactMap(\.at).max())?.dayNumber }

    /// The last day on which the customer bought or asked.
    static func lastWish(_ customer: Customer) -> Int? { customer.orders.filter { $0.status != .cancelled }.compactMap(day).max() }
}
