/// Money in one currency: what was sold, and what is still to be paid.
public struct MoneySum: Hashable, Sendable, Codable {
    /// ISO 4217; empty where the orders do not say.
    public var currency: String
    /// Sales: what was kept of orders that were paid, refunds taken off.
    public var sold = 0.0
    /// Orders that were placed and of which no payment was seen.
    public var unpaid = 0.0

    /// Nothing, in a currency.
    public init(currency: String) { self.currency = currency }

    /// To the cent.
    public var rounded: MoneySum {
        var sum = self
        (sum.sold, sum.unpaid) = ((sold * 100).rounded() / 100, (unpaid * 100).rounded() / 100)
        return sum
    }

    /// The sums of orders by currency, those with most money first.
    public static func sums(of orders: some Sequence<Order>) -> [MoneySum] {
        var sums: [String: MoneySum] = [:]
        for order in orders { add(order, to: &sums) }
        return sorted(sums)
    }

    /// Adds an order; one that was only asked about or called off adds nothing.
    public static func add(_ order: Order, to sums: inout [String: MoneySum]) {
        guard order.isBought, let amount = order.keptAmount, amount.isFinite else { return }
        let currency = order.currency ?? ""
        var sum = sums[currency] ?? MoneySum(currency: currency)
        if order.isUnpaid { sum.unpaid += amount } else { sum.sold += amount }
        sums[currency] = sum
    }

    /// The sums, to the cent, those with most money first.
    public static func sorted(_ sums: [String: MoneySum]) -> [MoneySum] {
        sums.values.map(\.rounded).sorted { ($1.sold + $1.unpaid, $0.currency) < ($0.sold + $0.unpaid, $1.currency) }
    }
}

extension Order {
    /// Whether it counts as an order: it is more than a question, and was not called off. The one definition for every list, file and figure; who has such an order is a
    /// buyer.
    public var isBought: Bool { status != .inquired && status != .cancelled }

    /// Whether it waits for its payment: what is not paid is no sale.
    public var isUnpaid: Bool { status == .placed && paidAt == nil }
}
