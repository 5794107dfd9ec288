/// Recency, frequency and money, raw and as scores from 1 to 5.
///
/// Scores come from fixed thresholds: in a small pool, quantiles by rank give equal customers different scores. Money alone is scored by quintiles, and only when there
/// are buyers enough.
public struct RFM: Hashable, Sendable, Codable {
    /// Days since the last order that was paid or sent; since the last order of any kind when none was.
    public var recencyDays: Int
    /// Orders.
    public var frequency: Int
    /// Money of the orders, refunds taken off; nil when no amount is known.
    public var money: Double?
    /// 5 for the most recent.
    public var recencyScore: Int
    /// 5 for the most frequent.
    public var frequencyScore: Int
    /// 5 for those who spent most; nil when amounts are unknown or buyers too few.
    public var moneyScore: Int?

    /// Raw values and scores.
    public init(recencyDays: Int, frequency: Int, money: Double?, recencyScore: Int, frequencyScore: Int, moneyScore: Int?) {
        self.recencyDays = recencyDays
        self.frequency = frequency
        self.money = money
        self.recencyScore = recencyScore
        self.frequencyScore = frequencyScore
        self.moneyScore = moneyScore
    }
}
