import ChatModel

/// What the rows of one order come to.
struct OrderSums {
    private let addsAlways: Bool
    private let isOfSeller: Bool
    private var addsAmounts: Bool
    private var layout: TableLayout?
    /// Amounts of the rows of the open order.
    private var amounts: [Double] = []
    /// What was given back of them.
    private var given: [Double] = []

    /// - Parameters:
    ///   - addsAmounts: whether each row of an order has an amount of its own, to be added; otherwise the rows repeat the order's.
    ///   - isOfSeller: whether the table is a seller's own, in which columns may be missing.
    init(addsAmounts: Bool, isOfSeller: Bool) {
        addsAlways = addsAmounts
        self.addsAmounts = addsAmounts
        self.isOfSeller = isOfSeller
    }

    /// Goes over to another table.
    mutating func begin(_ layout: TableLayout) {
        self.layout = layout
        addsAmounts = addsAlways || layout.addsAmounts
    }

    /// Begins another order.
    mutating func removeAll() {
        amounts.removeAll(keepingCapacity: true)
        given.removeAll(keepingCapacity: true)
    }

    /// Takes in what a row says.
    mutating func add(_ row: TableOrder) {
        if let amount = row.amount { amounts.append(amount) }
        if let refunded = row.refunded { given.append(refunded) }
    }

    /// Gives an order of which all rows are known its amount.
    func settle(_ order: inout TableOrder) {
        if amounts.count > 1 || order.amount == nil { order.amount = total(amounts, order.items) }
        takePrices(&order)
        if isOfSeller, order.amount == nil, let layout, !layout.has(.amount) { order.amount = priced(order.items, isCounted: layout.has(.quantity)) }
        // What an unpaid order has paid is not what it costs.
        if order.amount == 0, order.status == .placed { order.amount = nil }
        if given.count > 1 || order.refunded == nil { order.refunded = total(given, []) }
    }

    /// The sum of an order whose rows each show their own, or the one that all its rows repeat; nil without any.
    private func total(_ amounts: [Double], _ items: [OrderItem]) -> Double? {
        guard let first = amounts.first else { return nil }
        let isRepeated = amounts.allSatisfy { $0 == first }
        // What the goods come to tells the order's amount, repeated in each row, from each row's own.
        if isRepeated, amounts.count > 1, let goods = priced(items, isCounted: true), goods > 0 {
            let repeated = abs(goods - first)
            if repeated < 0.01 || repeated * 2 < abs(goods - first * Double(amounts.count)) { return first }
        }
        return addsAmounts || !isRepeated ? (amounts.reduce(0, +) * 100).rounded() / 100 : first
    }

    /// Where every column of goods has its price, what was paid is not what the order costs.
    private func takePrices(_ order: inout TableOrder) {
        guard let layout, !layout.products.isEmpty, layout.amountIsPaid, layout.products.allSatisfy({ $0.unitPrice != nil }),
            let goods = priced(order.items, isCounted: true), goods > (order.amount ?? 0) + 0.01
        else { return }
        if (order.amount ?? 0) == 0, order.status == .paid { order.status = nil }
        order.amount = goods
    }

    /// What priced goods come to, where the table has no column for it; nil unless each has a price and a count.
    ///
    /// - Parameter isCounted: whether a column counts them: without one each row is one piece.
    private func priced(_ items: [OrderItem], isCounted: Bool) -> Double? {
        guard !items.isEmpty, items.allSatisfy({ $0.unitPrice != nil && (!isCounted || $0.quantity != nil) }) else { return nil }
        return (items.reduce(0) { $0 + ($1.unitPrice ?? 0) * ($1.quantity ?? 1) } * 100).rounded() / 100
    }
}
