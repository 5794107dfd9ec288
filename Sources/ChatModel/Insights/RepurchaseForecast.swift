/// Where a customer stands in the use of what they bought.
public enum RepurchaseWindow: String, Sendable, Codable, CaseIterable {
    /// Just arrived.
    case purchase
    /// In use.
    case using
    /// Nearly used up.
    case ending
    /// Used up: time to ask.
    case repurchase
    /// So long overdue that the customer buys elsewhere or not at all.
    case lapsed

    /// The window as the workbook shows it.
    public var title: Wording {
        switch self {
        case .purchase: Wording("购买期", "just bought")
        case .using: Wording("使用期", "in use")
        case .ending: Wording("结束期", "nearly used up")
        case .repurchase: Wording("重购期", "time to buy again")
        case .lapsed: Wording("流失", "lapsed")
        }
    }
}

/// When a customer will need a product again.
public struct RepurchaseForecast: Hashable, Sendable, Codable {
    /// Name of the product; empty for orders that name none.
    public var product: String
    /// What an interval rests on.
    public enum Basis: String, Sendable, Codable {
        /// The customer's own rhythm, drawn towards that of the product.
        case customer
        /// The rhythm of the product's other buyers.
        case product
        /// What the options say about such products.
        case options
        /// The rhythm of the whole pool.
        case pool
        /// No rhythm is known: the options' default.
        case unknown
    }

    /// Expected days from the last purchase to the next, for the quantity bought last.
    public var intervalDays: Double
    /// What the interval rests on.
    public var basis: Basis
    /// Purchases of this product by this customer, days counted once.
    public var purchases: Int
    /// The day of the last purchase.
    public var lastBought: Timestamp
    /// Quantity of the last purchase.
    public var lastQuantity: Double?
    /// The counter of the last purchase.
    public var unit: String?
    /// The day on which the goods should be used up.
    public var dueDate: Timestamp
    /// Days since the last purchase over `intervalDays`: 1 on the due date.
    public var progress: Double
    /// Where the customer stands on the day looked from.
    public var window: RepurchaseWindow
    /// Days past the due date; negative before it.
    public var overdueDays: Int
    /// Why.
    public var reason: Reason

    /// A forecast for one product.
    public init(
        product: String, intervalDays: Double, basis: Basis, purchases: Int, lastBought: Timestamp, lastQuantity: Double?, unit: String?, dueDate: Timestamp,
        progress: Double, window: RepurchaseWindow, overdueDays: Int, reason: Reason
    ) {
        self.product = product
        self.intervalDays = intervalDays
        self.basis = basis
        self.purchases = purchases
        self.lastBought = lastBought
        self.lastQuantity = lastQuantity
        self.unit = unit
        self.dueDate = dueDate
        self.progress = progress
        self.window = window
        self.overdueDays = overdueDays
        self.reason = reason
    }
}
