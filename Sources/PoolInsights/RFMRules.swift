import ChatModel

/// Recency, frequency and money of one customer.
enum RFMRules {
    static func rfm(_ history: PurchaseHistory, _ totals: CustomerTotals, _ ranks: SpendingRanks, _ options: InsightsOptions, today: Int) -> RFM? {
        guard !history.bought.isEmpty else { return nil }
        let settled = history.bought.filter { [.paid, .shipped, .received].contains($0.order.status) }
        guard let last = (settled.isEmpty ? history.bought : settled).compactMap({ $0.order.placedAt?.dayNumber }).max() else { return nil }
        let recency = max(0, today - last)
        return RFM(
            recencyDays: recency, frequency: totals.orders, money: totals.spent,
            recencyScore: max(1, 5 - options.recencyDays.count { recency > $0 }),
            frequencyScore: max(1, min(5, options.frequencyOrders.count { totals.orders >= $0 })), moneyScore: ranks.score(totals))
    }
}
