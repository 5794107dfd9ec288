import ChatModel

/// Figures over the whole pool, gathered one customer after the other.
struct StatisticsRules {
    /// The currency that is summed up, empty for one that is not named.
    private let currency: String?
    private var result = PoolStatistics()
    private var sums: [String: MoneySum] = [:]
    private var stages: [CustomerStage: Int] = [:]
    private var months = Bars(), provinces = Bars(), products = Bars(), groups = Bars(), platforms = Bars()
    private var firstMonth = Int.max, lastMonth = Int.min

    init(currency: String?) {
        self.currency = currency
        result.currency = currency?.isEmpty == true ? nil : currency
    }

    /// Takes in one more customer.
    mutating func add(_ concluded: ConcludedCustomer) {
        let (customer, insights, bought) = (concluded.customer, concluded.insights, concluded.history.bought)
        result.customers += 1
        stages[insights.stage, default: 0] += 1
        if !bought.isEmpty { result.buyers += 1 }
        if insights.totals.orders > 1 { result.repeatBuyers += 1 }
        result.orders += bought.count
        var spent = 0.0
        for (_, order) in bought {
            MoneySum.add(order, to: &sums)
            let amount = (order.currency ?? "") == currency && !order.isUnpaid ? order.keptAmount ?? 0 : 0
            spent += amount
            if let day = order.placedAt?.dayNumber {
                let date = CivilDay.date(day)
                let month = date.year * 12 + date.month - 1
                (firstMonth, lastMonth) = (min(firstMonth, month), max(lastMonth, month))
                months.add(Self.label(month), customer.id, orders: 1, amount)
            }
            if let group = order.group, !group.isEmpty { groups.add(group, customer.id, orders: 1, amount) }
            for (product, money) in Self.shares(of: order, amount) { products.add(product, customer.id, orders: 1, money) }
        }
        result.amount += spent
        if let area = insights.area {
            let name = [area.province, area.city].compactMap(\.self).first { !$0.isEmpty } ?? ""
            if !name.isEmpty { provinces.add(name, customer.id, orders: bought.count, spent) }
        }
        for platform in Set(customer.accounts.map(\.platform.rawValue)) {
            platforms.add(platform, customer.id, orders: bought.count { $0.order.account?.platform.rawValue == platform }, 0)
        }
    }

    /// The figures.
    func statistics() -> PoolStatistics {
        var result = result
        result.amount = Self.cents(result.amount)
        result.sums = MoneySum.sorted(sums)
        result.stages = CustomerStage.allCases.map { StageCount(stage: $0, customers: stages[$0] ?? 0) }
        // Years apart means a wrong clock somewhere: the gaps of a century are not drawn.
        if firstMonth <= lastMonth, lastMonth - firstMonth < 600 {
            result.months = (firstMonth...lastMonth).map { months.bar(Self.label($0)) }
        } else {
            result.months = months.all.sorted { $0.label < $1.label }
        }
        result.provinces = provinces.all.sorted { ($1.customers, $1.orders, $0.label) < ($0.customers, $0.orders, $1.label) }
        result.products = products.all.sorted { ($1.orders, $0.label) < ($0.orders, $1.label) }
        result.groups = groups.all.sorted { ($1.orders, $0.label) < ($0.orders, $1.label) }
        result.platforms = platforms.all.sorted { ($1.customers, $0.label) < ($0.customers, $1.label) }
        return result
    }

    private static func label(_ month: Int) -> String {
        let (year, month) = (month / 12, month % 12 + 1)
        return "\(year)-\(month < 10 ? "0" : "")\(month)"
    }

    /// The products of an order with their part of its money: quoted prices where every item has one, the whole where there is one product.
    private static func shares(of order: Order, _ amount: Double) -> [String: Double] {
        var shares: [String: Double] = [:]
        for item in order.items where !item.product.isEmpty {
            shares[item.product, default: 0] += item.unitPrice.flatMap { price in item.quantity.map { $0 * price } } ?? 0
        }
        if shares.count == 1, let product = shares.keys.first { return [product: amount] }
        let priced = order.items.allSatisfy { $0.unitPrice != nil && $0.quantity != nil }
        let sum = shares.values.reduce(0, +)
        return shares.mapValues { priced && sum > 0 ? $0 / sum * amount : 0 }
    }

    fileprivate static func cents(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    /// Bars by label, each customer counted once in each.
    private struct Bars {
        private var bars: [String: StatisticsBar] = [:]
        private var last: [String: String] = [:]

        mutating func add(_ label: String, _ customer: String, orders: Int, _ amount: Double) {
            var bar = bars[label] ?? StatisticsBar(label: label)
            // Customers come one after another, so the last one tells whether this one was counted.
            if last[label] != customer {
                bar.customers += 1
                last[label] = customer
            }
            bar.orders += orders
            bar.amount += amount
            bars[label] = bar
        }

        func bar(_ label: String) -> StatisticsBar {
            var bar = bars[label] ?? StatisticsBar(label: label)
            bar.amount = StatisticsRules.cents(bar.amount)
            return bar
        }

        var all: [StatisticsBar] { bars.keys.map(bar) }
    }
}
