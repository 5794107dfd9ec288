import ChatModel

/// How far a customer is past the time of the next order.
struct Pace {
    /// Days since the customer last bought or asked, over the days expected: 1 when due.
    var ratio: Double
    /// Days expected from the last order to the next.
    var interval: Double
    /// Days since the last order.
    var silence: Int
    /// The product that decides; empty for orders in general.
    var product: String
    /// Whether a rhythm is known at all.
    var isKnown: Bool
    /// The order that counts as the last.
    var order: Int?
}

/// When customers need their products again.
struct RepurchaseRules {
    let rhythm: PurchaseRhythm
    let options: InsightsOptions
    let today: Int

    /// A forecast for each product, the most overdue first.
    func forecasts(_ history: PurchaseHistory, _ customer: Customer) -> [RepurchaseForecast] {
        let named = history.products.keys.filter { !$0.isEmpty }
        // Orders that name no product say something only where no order names one.
        return (named.isEmpty ? Array(history.products.keys) : named).compactMap { forecast($0, history.products[$0] ?? [], customer) }
            .sorted { ($1.progress, $0.product) < ($0.progress, $1.product) }
    }

    private func forecast(_ product: String, _ purchases: [PurchaseHistory.Purchase], _ customer: Customer) -> RepurchaseForecast? {
        guard let last = purchases.last else { return nil }
        let expected = rhythm.interval(of: product, purchases)
        let due = last.day + Int(min(expected.days, 36_500).rounded())
        let progress = Double(today - last.day) / expected.days
        let order = customer.orders[last.order]
        let window = window(progress, order, last.day)
        return RepurchaseForecast(
            product: product, intervalDays: expected.days, basis: expected.basis, purchases: purchases.count, lastBought: Timestamp(dayNumber: last.day),
            lastQuantity: last.quantity, unit: last.unit, dueDate: Timestamp(dayNumber: due), progress: progress, window: window, overdueDays: today - due,
            reason: reason(product, purchases, expected, due, customer))
    }

    private func window(_ progress: Double, _ order: Order, _ day: Int) -> RepurchaseWindow {
        let arrived = order.receivedAt?.dayNumber ?? max(day, order.shippedAt?.dayNumber ?? day)
        if progress >= options.lapsedIntervals { return .lapsed }
        if progress >= options.repurchaseShare { return .repurchase }
        if progress >= options.endingShare { return .ending }
        return Double(today - arrived) <= options.purchaseDays ? .purchase : .using
    }

    private func reason(
        _ product: String, _ purchases: [PurchaseHistory.Purchase], _ expected: (days: Double, basis: RepurchaseForecast.Basis, usual: Double), _ due: Int,
        _ customer: Customer
    ) -> Reason {
        let last = purchases[purchases.count - 1]
        let quantity = last.quantity.map(Prose.number)
        let late = today - due
        let parts = [
            Wording(
                "\(Prose.day(last.day)) 买了\(product.isEmpty ? "一次" : "“\(product)”")",
                "bought \(product.isEmpty ? "something" : "“\(product)”") on \(Prose.day(last.day))"),
            quantity.map { Wording(" \($0)\(last.unit ?? "")", " (\($0)\(last.unit.map { " " + $0 } ?? ""))") },
            ground(expected.basis, Prose.days(expected.days), before: purchases.count - 1),
            Wording("，预计 \(Prose.day(due)) 用完", ", due \(Prose.day(due))"),
            late > 0 ? Wording("，已过 \(late) 天", ", \(late) days ago") : nil,
        ].compactMap(\.self)
        let words = Wording(parts.map(\.chinese).joined(), parts.map(\.english).joined())
        return Reason(
            "repurchase-" + expected.basis.rawValue, words, evidence: purchases.suffix(3).reversed().flatMap { customer.orders[$0.order].evidence.prefix(1) })
    }

    /// What the interval rests on.
    private func ground(_ basis: RepurchaseForecast.Basis, _ days: String, before: Int) -> Wording {
        switch basis {
        case .customer: Wording("，此前买过 \(before) 次，按自己的节奏约 \(days) 天回购", ", \(before) times before; own rhythm about \(days) days")
        case .product: Wording("，其他买家约 \(days) 天回购", "; its other buyers come back after about \(days) days")
        case .options: Wording("，按设置约用 \(days) 天", "; lasts about \(days) days by the configuration")
        case .pool: Wording("，全部客户约 \(days) 天回购", "; customers in general come back after about \(days) days")
        case .unknown: Wording("，还没有节奏可循，按 \(days) 天估计", "; no rhythm is known yet, \(days) days assumed")
        }
    }

    /// How far a customer as a whole is past the next order; nil when nothing with a day was bought.
    ///
    /// The product that is least overdue decides, as it shows the customer to be there. Who orders often and always something else is measured by the days between
    /// orders.
    func pace(_ history: PurchaseHistory, _ forecasts: [RepurchaseForecast], _ customer: Customer) -> Pace? {
        guard let last = history.orderDays.last else { return nil }
        let wish = max(last, PurchaseHistory.lastWish(customer) ?? last)
        let order = history.bought.last { $0.order.placedAt?.dayNumber == last }?.index
        let repeats = forecasts.contains { $0.basis == .customer }
        if !repeats, history.orderDays.count > 1, let interval = rhythm.orderInterval(history.orderDays) {
            let days = max(1, interval)
            return Pace(ratio: Double(today - wish) / days, interval: days, silence: today - last, product: "", isKnown: true, order: order)
        }
        guard let least = forecasts.last else { return nil }
        let asked = wish > last ? Double(today - wish) / least.intervalDays : .infinity
        let known = least.basis != .unknown
        return Pace(
            ratio: min(least.progress, asked), interval: least.intervalDays, silence: today - last, product: least.product, isKnown: known, order: order)
    }
}
