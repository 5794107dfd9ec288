/// A mark beside the stage: a customer may have several.
public enum CustomerFlag: String, Sendable, Codable, CaseIterable {
    /// Among those who spent most, or said to be one by the options.
    case vip
    /// Overdue against the own rhythm, and not lapsed yet.
    case atRisk = "at_risk"
    /// Complained, and nothing good was heard since.
    case complained
    /// The birthday is in the month of the day looked from, or within the days that the options say.
    case birthdayMonth = "birthday_month"
    /// Asked, and bought nothing.
    case inquiredOnly = "inquired_only"

    /// The mark as the workbook shows it.
    public var title: Wording {
        switch self {
        case .vip: Wording("VIP", "VIP")
        case .atRisk: Wording("流失预警", "at risk")
        case .complained: Wording("有投诉", "complained")
        case .birthdayMonth: Wording("生日月", "birthday month")
        case .inquiredOnly: Wording("咨询未下单", "asked only")
        }
    }
}

/// A flag and why it is set.
public struct FlagReason: Hashable, Sendable, Codable {
    /// Which mark.
    public var flag: CustomerFlag
    /// Why.
    public var reason: Reason

    /// A flag and why it is set.
    public init(_ flag: CustomerFlag, _ reason: Reason) {
        self.flag = flag
        self.reason = reason
    }
}

/// What a customer bought of one product.
public struct ProductHabit: Hashable, Sendable, Codable {
    /// Name of the product.
    public var product: String
    /// Orders that hold it.
    public var orders: Int
    /// Sum of the quantities; nil when none was said.
    public var quantity: Double?
    /// The counter that was used most.
    public var unit: String?
    /// Its part of the customer's orders, 0 to 1.
    public var share: Double
    /// The day it was bought last.
    public var lastBought: Timestamp?

    /// What a customer bought of one product.
    public init(product: String, orders: Int, quantity: Double? = nil, unit: String? = nil, share: Double = 0, lastBought: Timestamp? = nil) {
        self.product = product
        self.orders = orders
        self.quantity = quantity
        self.unit = unit
        self.share = share
        self.lastBought = lastBought
    }
}

/// Who brought whom, as far as the chats say.
public struct ReferralLink: Hashable, Sendable, Codable {
    /// The name that was said.
    public var name: String
    /// The customer of that name, when exactly one has it.
    public var customerID: String?
    /// Where it was said.
    public var evidence: [Evidence]

    /// A person who brought, or was brought by, a customer.
    public init(name: String, customerID: String? = nil, evidence: [Evidence] = []) {
        self.name = name
        self.customerID = customerID
        self.evidence = evidence
    }
}

/// What a customer ordered in one group (团).
public struct GroupHabit: Hashable, Sendable, Codable {
    /// The group's title.
    public var title: String
    /// Orders placed there.
    public var orders: Int
    /// Their amounts, in the customer's main currency; nil when none was said.
    public var amount: Double?
    /// The day of the last one.
    public var lastOrder: Timestamp?

    /// What a customer ordered in one group.
    public init(title: String, orders: Int, amount: Double? = nil, lastOrder: Timestamp? = nil) {
        self.title = title
        self.orders = orders
        self.amount = amount
        self.lastOrder = lastOrder
    }
}

/// Sums over a customer's orders; those that were only asked about or cancelled do not count.
public struct CustomerTotals: Hashable, Sendable, Codable {
    /// Orders.
    public var orders = 0
    /// Pieces over all orders; nil when no quantity was said.
    public var pieces: Double?
    /// Money of the paid orders, refunds taken off, in `currency`'s main unit; nil when no amount is known.
    public var spent: Double?
    /// Money of orders in `currency` of which no payment was seen; nil when there is none.
    public var unpaid: Double?
    /// Sums in other currencies.
    public var otherSums: [MoneySum] = []
    /// Money given back, of whole orders and of parts.
    public var refunded: Double?
    /// ISO 4217: the currency that most orders are in; amounts in others stand in `otherSums`.
    public var currency: String?
    /// `spent` over the orders with an amount.
    public var averageOrder: Double?
    /// The day of the first order.
    public var firstOrder: Timestamp?
    /// The day of the last order.
    public var lastOrder: Timestamp?
    /// Mean days between orders; nil below two days of ordering.
    public var averageIntervalDays: Double?
    /// Complaints.
    public var complaints = 0

    /// Nothing bought.
    public init() {}
}

/// What is concluded about one customer on one day.
public struct CustomerInsights: Hashable, Sendable, Codable {
    /// Whom it is about.
    public var customerID: String
    /// Why this is no customer (own team, courier, bot) and stands in no list and no figure; nil for a customer.
    public var exclusion: Reason?
    /// Where the customer stands.
    public var stage: CustomerStage = .prospect
    /// Why.
    public var stageReason: Reason
    /// Marks beside the stage, each with its reason.
    public var flags: [FlagReason] = []
    /// Sums over the orders.
    public var totals = CustomerTotals()
    /// Recency, frequency and money; nil for those who never bought.
    public var rfm: RFM?
    /// One for each product, the most urgent first; for orders that name no product one with an empty name.
    public var forecasts: [RepurchaseForecast] = []
    /// Products by number of orders.
    public var habits: [ProductHabit] = []
    /// Who brought the customer.
    public var referredBy: ReferralLink?
    /// Whom the customer brought.
    public var referrals: [ReferralLink] = []
    /// Groups by number of orders.
    public var groups: [GroupHabit] = []
    /// Places where the customer fetches goods, the most used first.
    public var pickupPoints: [String] = []
    /// Where most goods to the customer go: province, city, district; nil when no address is known.
    public var area: PostalAddress?

    /// Conclusions about a customer, with nothing concluded yet.
    public init(customerID: String) {
        self.customerID = customerID
        stageReason = Reason("stage-prospect", Wording("还没有订单", "no order yet"))
    }

    /// Whether a mark is set.
    public func has(_ flag: CustomerFlag) -> Bool { flags.contains { $0.flag == flag } }
}
