public import ChatModel

/// Concludes from the customers of a pool what a seller wants to know on a day: pure functions, every result with its reason.
public struct InsightsBuilder: Sendable {
    /// What the seller set.
    public var options: InsightsOptions

    /// A builder with these options.
    public init(options: InsightsOptions = InsightsOptions()) { self.options = options }

    /// The conclusions about all customers, seen from a day (see `CivilDay`). What lies after the day is not looked at.
    public func insights(of customers: [Customer], onDay today: Int) -> Insights {
        let customers = customers.map { Self.until(today, $0) }
        let exclusion = ExclusionRules(options)
        let exclusions = customers.map(exclusion.reason)
        let histories = customers.map(PurchaseHistory.init)
        let kept = customers.indices.filter { exclusions[$0] == nil }
        // In the order of the ids, so that sums come out the same whatever order the customers come in.
        let rhythm = PurchaseRhythm(kept.sorted { customers[$0].id < customers[$1].id }.map { histories[$0] }, options)
        let totals = zip(customers, histories).map(TotalsRules.totals)
        let ranks = SpendingRanks(kept.map { totals[$0] }, options)
        let links = ReferralRules(kept.map { customers[$0] })
        let repurchase = RepurchaseRules(rhythm: rhythm, options: options, today: today)
        let stages = StageRules(options: options)
        let flags = FlagRules(options: options, ranks: ranks, today: today)
        var results: [CustomerInsights] = []
        results.reserveCapacity(customers.count)
        for (i, customer) in customers.enumerated() {
            var result = CustomerInsights(customerID: customer.id)
            result.exclusion = exclusions[i]
            result.totals = totals[i]
            result.habits = HabitRules.products(histories[i], customer)
            result.groups = HabitRules.groups(histories[i], currency: totals[i].currency)
            result.pickupPoints = HabitRules.pickupPoints(customer)
            result.area = HabitRules.area(customer)
            result.referredBy = links.referrer(of: customer)
            result.referrals = links.referrals(of: customer)
            result.forecasts = repurchase.forecasts(histories[i], customer)
            result.rfm = RFMRules.rfm(histories[i], totals[i], ranks, options, today: today)
            let pace = repurchase.pace(histories[i], result.forecasts, customer)
            let facts = CustomerFacts(
                customer: customer, history: histories[i], totals: totals[i], pace: pace, isTopSpender: ranks.isTop(totals[i]), referrals: result.referrals)
            (result.stage, result.stageReason) = stages.stage(of: facts)
            result.flags = exclusions[i] == nil ? flags.flags(of: facts, stage: result.stage) : []
            results.append(result)
        }
        let lists = FollowUpRules(options: options, today: today).lists(customers, results, histories)
        let statistics = StatisticsRules.statistics(kept.map { (customers[$0], histories[$0], results[$0]) })
        return Insights(asOf: Timestamp(dayNumber: today), customers: results, lists: lists, statistics: statistics, options: options)
    }

    /// The last day on which anything was seen: the day from which files are written, so that the same exports give the same bytes on any day. 0 for an empty pool.
    public static func lastDay(of customers: [Customer]) -> Int { customers.compactMap(\.lastSeen).max()?.dayNumber ?? 0 }

    /// A customer as known on a day: later orders and remarks are taken away, the place of every other order in the list stays.
    private static func until(_ today: Int, _ customer: Customer) -> Customer {
        guard (customer.orders.contains { ($0.placedAt?.dayNumber ?? .min) > today } || customer.feedback.contains { ($0.at?.dayNumber ?? .min) > today })
        else {
            return customer
        }
        var customer = customer
        // Orders are listed oldest first; those without a time stand before all others.
        while let last = customer.orders.last, let day = last.placedAt?.dayNumber, day > today { customer.orders.removeLast() }
        customer.feedback.removeAll { ($0.at?.dayNumber ?? .min) > today }
        return customer
    }
}

/// What the rules of stage and flags look at.
struct CustomerFacts {
    var customer: Customer
    var history: PurchaseHistory
    var totals: CustomerTotals
    var pace: Pace?
    var isTopSpender: Bool
    var referrals: [ReferralLink]
}
