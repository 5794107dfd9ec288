public import ChatModel
public import CustomerPool
import PoolInsights
public import PoolWriters

/// The pool as it is shown: the customers with what is concluded about them on a day, as far as privacy lets them be seen.
public struct PoolView: Sendable {
    /// Stages, scores, rhythms, lists.
    public var insights: InsightsOptions
    /// What is shown.
    public var privacy: PrivacyOptions
    /// The day looked from (see `CivilDay`); nil for the last day on which anything was seen, so that the same exports give the same bytes on any day.
    public var asOf: Int?

    /// A view of a pool.
    public init(insights: InsightsOptions = InsightsOptions(), privacy: PrivacyOptions = PrivacyOptions(), asOf: Int? = nil) {
        self.insights = insights
        self.privacy = privacy
        self.asOf = asOf
    }

    /// The pool in this view.
    public func contents(of pool: PoolStore) throws(ImportError) -> PoolContents { contents(of: PoolContents(customers: try pool.customers())) }

    /// What is concluded about these customers, and what of it is shown; other parts of the contents stay as they are.
    public func contents(of contents: PoolContents) -> PoolContents {
        var contents = contents
        let day = asOf ?? InsightsBuilder.lastDay(of: contents.customers)
        var options = insights
        options.includesSensitive = privacy.includesSensitive
        var insights = InsightsBuilder(options: options).insights(of: contents.customers, onDay: day)
        for i in contents.customers.indices { contents.customers[i].stage = insights.customers[i].stage }
        PrivacyRules.settleSensitive(&contents.customers, shows: privacy.includesSensitive)
        if privacy.onlyBuyers { PrivacyRules.keepBuyers(&contents, &insights) }
        contents.insights = insights
        if privacy.masks { PrivacyMask(contents.customers).mask(&contents) }
        return contents
    }
}
