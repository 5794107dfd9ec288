/// Everything that is concluded about a pool on one day.
public struct Insights: Hashable, Sendable, Codable {
    /// The day looked from.
    public var asOf: Timestamp
    /// One for each customer, in the order of the customers; none where each comes beside its customer.
    public var customers: [CustomerInsights]
    /// All follow-up lists, in the order of `FollowUpKind`.
    public var lists: [FollowUpList]
    /// Figures over the whole pool.
    public var statistics: PoolStatistics
    /// What the rules were set to.
    public var options: InsightsOptions

    /// Conclusions about a pool.
    public init(
        asOf: Timestamp, customers: [CustomerInsights] = [], lists: [FollowUpList] = [], statistics: PoolStatistics = PoolStatistics(),
        options: InsightsOptions = InsightsOptions()
    ) {
        self.asOf = asOf
        self.customers = customers
        self.lists = lists
        self.statistics = statistics
        self.options = options
    }

    /// The list of a kind; empty when there is none.
    public func list(_ kind: FollowUpKind) -> FollowUpList { lists.first { $0.kind == kind } ?? FollowUpList(kind: kind) }
}
