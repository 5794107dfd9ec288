/// How much of one thing: a bar of a chart.
public struct StatisticsBar: Hashable, Sendable, Codable {
    /// What is counted: `2024-05`, 广东省, a product's name.
    public var label: String
    /// Customers.
    public var customers: Int
    /// Orders.
    public var orders: Int
    /// Money in the pool's main currency, refunds taken off.
    public var amount: Double

    /// One bar.
    public init(label: String, customers: Int = 0, orders: Int = 0, amount: Double = 0) {
        self.label = label
        self.customers = customers
        self.orders = orders
        self.amount = amount
    }
}

/// Customers of one stage.
public struct StageCount: Hashable, Sendable, Codable {
    /// Which stage.
    public var stage: CustomerStage
    /// How many stand there.
    public var customers: Int

    /// Customers of one stage.
    public init(stage: CustomerStage, customers: Int) {
        self.stage = stage
        self.customers = customers
    }
}

/// Figures over the whole pool, for charts.
public struct PoolStatistics: Hashable, Sendable, Codable {
    /// Customers, buyers or not.
    public var customers = 0
    /// Customers with at least one order.
    public var buyers = 0
    /// Customers with several orders.
    public var repeatBuyers = 0
    /// Orders, without those only asked about or cancelled.
    public var orders = 0
    /// Sales in `currency`: money of paid orders, refunds taken off.
    public var amount = 0.0
    /// ISO 4217: the currency of most orders; sums in all currencies stand in `sums`.
    public var currency: String?
    /// Sales and what is still to be paid, by currency, those with most money first.
    public var sums: [MoneySum] = []
    /// Every stage, in the order of the stages, also where nobody stands.
    public var stages: [StageCount] = []
    /// Every month from the first order to the last, gaps included; labels `YYYY-MM`.
    public var months: [StatisticsBar] = []
    /// Provinces, the one with most customers first.
    public var provinces: [StatisticsBar] = []
    /// Products, the one with most orders first; money only where every item has a price or the order is of one product.
    public var products: [StatisticsBar] = []
    /// Groups in which orders were placed, the one with most orders first.
    public var groups: [StatisticsBar] = []
    /// Platforms, the one with most customers first.
    public var platforms: [StatisticsBar] = []

    /// Figures of an empty pool.
    public init() {}
}
