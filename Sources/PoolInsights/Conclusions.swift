public import ChatModel

/// A customer as known on a day, with what is concluded about it.
public struct ConcludedCustomer: Sendable {
    let customer: Customer
    let history: PurchaseHistory
    /// What is concluded.
    public let insights: CustomerInsights
}

/// What the stage of a customer depends on beside the customer, to be kept.
public struct StageBasis: Sendable, Codable {
    private let options: InsightsOptions
    private let today: Int
    private let rhythm: PurchaseRhythm
    private let ranks: SpendingRanks
    /// Customers whom somebody named as who brought them.
    private let bringers: Set<String>

    /// What conclusions tell stages by.
    public init(_ conclusions: Conclusions) {
        (options, today, rhythm) = (conclusions.options, conclusions.today, conclusions.rhythm)
        ranks = conclusions.ranks.withoutScores
        bringers = conclusions.referrals.bringers
    }

    /// The conclusions by which stages are told, and nothing else.
    public var conclusions: Conclusions {
        Conclusions(
            options: options, today: today, rhythm: rhythm, ranks: ranks, referrals: ReferralRules(bringers: bringers), currency: nil, sharedPhones: [])
    }
}

/// Concludes about one customer after the other, by what a ``PoolSurvey`` found.
public struct Conclusions: Sendable {
    let options: InsightsOptions
    let today: Int
    let rhythm: PurchaseRhythm
    let ranks: SpendingRanks
    let referrals: ReferralRules
    /// The currency of most orders, empty for one that is not named.
    let currency: String?
    /// Phones that several customers have and that may tell that they are one.
    let sharedPhones: Set<String>

    /// What is concluded about a customer that was surveyed.
    public func conclude(_ customer: Customer) -> ConcludedCustomer {
        let customer = customer.known(on: today)
        var result = CustomerInsights(customerID: customer.id)
        result.exclusion = ExclusionRules(options).reason(customer)
        let facts = facts(of: customer, &result)
        result.totals = facts.totals
        result.habits = HabitRules.products(facts.history, customer)
        result.groups = HabitRules.groups(facts.history, currency: facts.totals.currency)
        result.pickupPoints = HabitRules.pickupPoints(customer)
        result.area = HabitRules.area(customer)
        result.referredBy = referrals.referrer(of: customer)
        result.referrals = facts.referrals
        result.rfm = RFMRules.rfm(facts.history, facts.totals, ranks, options, today: today)
        (result.stage, result.stageReason) = StageRules(options: options).stage(of: facts)
        if result.exclusion == nil { result.flags = FlagRules(options: options, ranks: ranks, today: today).flags(of: facts, stage: result.stage) }
        return ConcludedCustomer(customer: customer, history: facts.history, insights: result)
    }

    /// The stage of a customer that was surveyed.
    public func stage(of customer: Customer) -> CustomerStage {
        var result = CustomerInsights(customerID: customer.id)
        return StageRules(options: options).stage(of: facts(of: customer.known(on: today), &result)).0
    }

    /// What stage and flags rest on; the forecasts on the way go into the result.
    private func facts(of customer: Customer, _ result: inout CustomerInsights) -> CustomerFacts {
        let repurchase = RepurchaseRules(rhythm: rhythm, options: options, today: today)
        let history = PurchaseHistory(customer)
        let totals = TotalsRules.totals(customer, history)
        result.forecasts = repurchase.forecasts(history, customer)
        return CustomerFacts(
            customer: customer, history: history, totals: totals, pace: repurchase.pace(history, result.forecasts, customer),
            isTopSpender: ranks.isTop(totals), referrals: referrals.referrals(of: customer))
    }

    /// Begins the lists and figures over the pool.
    public func summary() -> PoolSummary { PoolSummary(self) }
}

/// The lists and figures of a pool, gathered one customer after the other.
public struct PoolSummary: Sendable {
    private let conclusions: Conclusions
    private var lists: FollowUpRules
    private var statistics: StatisticsRules

    init(_ conclusions: Conclusions) {
        self.conclusions = conclusions
        lists = FollowUpRules(options: conclusions.options, today: conclusions.today, sharedPhones: conclusions.sharedPhones)
        statistics = StatisticsRules(currency: conclusions.currency)
    }

    /// Takes in one more customer, in the order of the pool.
    public mutating func add(_ concluded: ConcludedCustomer) {
        guard concluded.insights.exclusion == nil else { return }
        lists.add(concluded)
        statistics.add(concluded)
    }

    /// Puts customers in place of what was known of them, and leaves out those that are not any more. The figures stay as they were.
    public mutating func replace(_ changed: [ConcludedCustomer], gone: Set<String>) {
        lists.replace(changed.filter { $0.insights.exclusion == nil }, in: gone.union(changed.map(\.customer.id)))
    }

    /// Lists and figures; the customers' own conclusions are not among them.
    public func insights() -> Insights {
        Insights(
            asOf: Timestamp(dayNumber: conclusions.today), lists: lists.lists(), statistics: statistics.statistics(), options: conclusions.options)
    }
}
