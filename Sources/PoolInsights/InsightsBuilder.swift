public import ChatModel

/// Concludes from the customers of a pool what a seller wants to know on a day: pure functions, every result with its reason.
///
/// A pool is walked twice, so that it need not be in memory: what its customers have in common is surveyed first, and what follows from it for each of them is concluded then.
///
/// ```swift
/// var survey = InsightsBuilder(options: options).survey(onDay: today)
/// for customer in pool { survey.add(customer) }
/// let conclusions = survey.conclusions()
/// for customer in pool { print(conclusions.conclude(customer).insights.stage) }
/// ```
public struct InsightsBuilder: Sendable {
    /// What the seller set.
    public var options: InsightsOptions

    /// A builder with these options.
    public init(options: InsightsOptions = InsightsOptions()) { self.options = options }

    /// Begins to look at the customers of a pool from a day (see `CivilDay`). What lies after the day is not looked at.
    public func survey(onDay today: Int) -> PoolSurvey { PoolSurvey(options: options, today: today) }

    /// The conclusions about all customers, seen from a day. What lies after the day is not looked at.
    public func insights(of customers: [Customer], onDay today: Int) -> Insights {
        var survey = survey(onDay: today)
        for customer in customers { survey.add(customer) }
        let conclusions = survey.conclusions()
        var summary = conclusions.summary()
        var all: [CustomerInsights] = []
        all.reserveCapacity(customers.count)
        for customer in customers {
            let concluded = conclusions.conclude(customer)
            summary.add(concluded)
            all.append(concluded.insights)
        }
        var insights = summary.insights()
        insights.customers = all
        return insights
    }

    /// The stage of each of these customers, seen from a day.
    public func stages(of customers: [Customer], onDay today: Int) -> [CustomerStage] {
        var survey = survey(onDay: today)
        for customer in customers { survey.add(customer) }
        let conclusions = survey.conclusions()
        return customers.map { conclusions.stage(of: $0) }
    }

    /// The last day on which anything was seen: the day from which files are written, so that the same exports give the same bytes on any day. 0 for an empty pool.
    public static func lastDay(of customers: [Customer]) -> Int { customers.compactMap(\.lastSeen).max()?.dayNumber ?? 0 }
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
