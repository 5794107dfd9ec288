import ChatModel

/// Sums over one customer's orders.
enum TotalsRules {
    static func totals(_ customer: Customer, _ history: PurchaseHistory) -> CustomerTotals {
        var totals = CustomerTotals()
        totals.currency = history.currency
        var amounts = 0
        var others: [String: MoneySum] = [:]
        for (_, order) in history.bought {
            totals.orders += 1
            for item in order.items {
                if let quantity = item.quantity { totals.pieces = (totals.pieces ?? 0) + quantity }
            }
            guard let amount = order.amount else { continue }
            guard order.currency == history.currency || history.currency == nil else {
                MoneySum.add(order, to: &others)
                continue
            }
            // What nobody has paid yet is no money spent.
            if order.isUnpaid {
                totals.unpaid = (totals.unpaid ?? 0) + amount
                continue
            }
            if order.status == .refunded {
                totals.refunded = (totals.refunded ?? 0) + amount
                totals.spent = totals.spent ?? 0
            } else {
                let back = min(amount, order.refundedPart)
                if back > 0 { totals.refunded = (totals.refunded ?? 0) + back }
                totals.spent = (totals.spent ?? 0) + amount - back
                amounts += 1
            }
        }
        totals.otherSums = MoneySum.sorted(others)
        totals.unpaid = totals.unpaid.map { ($0 * 100).rounded() / 100 }
        if let spent = totals.spent {
            totals.spent = (spent * 100).rounded() / 100
            if amounts > 0 { totals.averageOrder = (spent / Double(amounts) * 100).rounded() / 100 }
        }
        let days = history.bought.compactMap { $0.order.placedAt?.dayNumber }
        totals.firstOrder = days.first.map(Timestamp.init(dayNumber:))
        totals.lastOrder = days.last.map(Timestamp.init(dayNumber:))
        if let first = history.orderDays.first, let last = history.orderDays.last, history.orderDays.count > 1 {
            totals.averageIntervalDays = Double(last - first) / Double(history.orderDays.count - 1)
        }
        totals.complaints = customer.feedback.count { $0.kind == .complaint }
        return totals
    }
}

/// Who spent most, over all buyers.
struct SpendingRanks: Codable {
    /// What every buyer spent, least first.
    private let amounts: [Double]
    private let topAbove: Double?
    private let options: InsightsOptions

    init(_ totals: [CustomerTotals], _ options: InsightsOptions) {
        self.options = options
        // Amounts in different currencies cannot be ranked together: the currency of most buyers is.
        var currencies: [String: Int] = [:]
        for total in totals where total.orders > 0 && total.spent != nil { currencies[total.currency ?? "", default: 0] += 1 }
        let main = currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        currency = main
        amounts = totals.filter { $0.orders > 0 && ($0.currency ?? "") == main }.compactMap(\.spent).sorted()
        let top = Int((Double(amounts.count) * min(1, max(0, options.topSpenderShare))).rounded(.down))
        guard top > 0 else {
            topAbove = nil
            return
        }
        // Where many spent the same, none of them is singled out.
        topAbove = amounts[amounts.count - top - (top < amounts.count ? 1 : 0)]
    }

    private let currency: String?

    private func rankable(_ totals: CustomerTotals) -> Double? { (totals.currency ?? "") == currency ? totals.spent : nil }

    private init(topAbove: Double?, currency: String?, options: InsightsOptions) {
        (amounts, self.topAbove, self.currency, self.options) = ([], topAbove, currency, options)
    }

    /// The same without what scores need.
    var withoutScores: SpendingRanks { SpendingRanks(topAbove: topAbove, currency: currency, options: options) }

    /// Whether a customer is in the part that spent most.
    func isTop(_ totals: CustomerTotals) -> Bool {
        guard let spent = rankable(totals), spent > 0, let topAbove else { return false }
        return spent > topAbove
    }

    /// 1 to 5 by fixed thresholds or, where there are buyers enough, by quintiles in which equal amounts score alike.
    func score(_ totals: CustomerTotals) -> Int? {
        guard let spent = rankable(totals) else { return nil }
        if !options.moneyAmounts.isEmpty { return min(5, 1 + options.moneyAmounts.count { spent >= $0 }) }
        guard amounts.count >= max(options.moneyBuyers, 5) else { return nil }
        var (low, high) = (0, amounts.count)
        while low < high {
            let middle = (low + high) / 2
            if amounts[middle] < spent { low = middle + 1 } else { high = middle }
        }
        return 1 + min(4, low * 5 / amounts.count)
    }
}
