/// What the seller may set about stages, scores, rhythms and lists. The defaults need no configuration.
public struct InsightsOptions: Hashable, Sendable, Codable {
    // MARK: Stages

    /// Orders from which a customer counts as loyal.
    public var loyalOrders = 4
    /// Orders from which a customer among those who spend most counts as loyal.
    public var loyalOrdersOfTopSpenders = 3
    /// The part of the buyers that counts as spending most, 0 to 1.
    public var topSpenderShare = 0.2
    /// Orders from which a customer who praises or recommends counts as a fan.
    public var fanOrders = 3
    /// Third-party recipients from which a customer counts as a reseller.
    public var resellerRecipients = 6
    /// Pieces of one product in one order from which the order counts as wholesale.
    public var wholesaleQuantity = 50.0
    /// Days of silence after which a buyer without a known rhythm counts as lapsed.
    public var lapsedDays = 90.0
    /// Silence in expected intervals from which a buyer counts as lapsed.
    public var lapsedIntervals = 2.0
    /// Silence in expected intervals from which a buyer is at risk.
    public var atRiskIntervals = 1.5
    /// Money from which a customer is a VIP, in the main currency; nil for the top spenders with two orders or more.
    public var vipAmount: Double?

    // MARK: Scores

    /// Days of recency for the scores 5, 4, 3, 2.
    public var recencyDays = [30, 60, 90, 180]
    /// Orders for the scores 1, 2, 3, 4, 5.
    public var frequencyOrders = [1, 2, 3, 5, 8]
    /// Money for the scores 2, 3, 4, 5; empty for quintiles.
    public var moneyAmounts: [Double] = []
    /// Buyers from which money is scored by quintiles.
    public var moneyBuyers = 50

    // MARK: Rhythms

    /// Days that one unit of a product lasts, by a word that the product's name contains: 奶粉 7.
    public var daysPerUnit: [String: Double] = [:]
    /// Days for a usual purchase when nothing else is known, and the rhythm drawn to while few purchases are.
    public var usualIntervalDays = 30.0
    /// Days after arrival that count as just bought.
    public var purchaseDays = 3.0
    /// Part of the interval at which the product is nearly used up.
    public var endingShare = 0.7
    /// Part of the interval from which it is time to buy again.
    public var repurchaseShare = 1.1

    // MARK: Lists

    /// Days of silence after a question before it stands in the list.
    public var inquirySilenceDays = 3
    /// Days after which a question is too old for the list.
    public var inquiryKeepDays = 90
    /// Days after which an order without payment, or paid and not sent, is too old for the list.
    public var openOrderDays = 60
    /// Days before a birthday on which it stands in the list.
    public var birthdayDays = 14
    /// Days before the due date on which a customer stands in the list.
    public var dueDays = 3
    /// Days that feedback stands in the list.
    public var feedbackDays = 60

    // MARK: People left out

    /// Names, nicknames, account ids or phones of people who are no customers: own team, couriers, bots.
    public var excluded: [String] = []
    /// Whether health remarks and the like may be shown.
    public var includesSensitive = false

    /// The defaults.
    public init() {}
}
