public import ChatModel

/// Where a customer stands, by what they bought and when.
///
/// The day counted from is the last day seen in the pool, not today: an export of last year says nothing about the year since.
public struct StageRules: Sendable, Hashable {
    /// Orders from which a customer counts as loyal.
    public var loyalFrom = 4
    /// Orders from which a loyal customer who praises counts as a fan.
    public var fanFrom = 6
    /// Days without an order after which a buyer counts as lapsed.
    public var lapsedAfterDays = 180
    /// Different recipients from which a buyer counts as a reseller.
    public var resellerRecipients = 6

    /// The defaults.
    public init() {}

    /// The stage of a customer on a day (see `CivilDay`).
    public func stage(of customer: Customer, onDay today: Int) -> CustomerStage {
        let bought = customer.orders.filter { $0.status != .inquired && $0.status != .cancelled }
        guard !bought.isEmpty else { return .prospect }
        if Set(customer.recipients.compactMap { $0.isSelf == false ? $0.name : nil }).count >= resellerRecipients { return .reseller }
        if let last = bought.compactMap(\.placedAt).max(), today - last.dayNumber > lapsedAfterDays { return .lapsed }
        if bought.count >= fanFrom, customer.feedback.contains(where: { $0.kind == .praise }) { return .fan }
        if bought.count >= loyalFrom { return .loyal }
        return bought.count > 1 ? .repeat : .new
    }
}
