public import ChatModel

/// What the customers of a pool have in common, gathered one after the other: how long goods last, who spent most, who has which name. Of each customer little is kept.
public struct PoolSurvey: Sendable {
    private let options: InsightsOptions
    private let today: Int
    private let exclusion: ExclusionRules
    private var histories: [(id: String, history: PurchaseHistory)] = []
    private var totals: [CustomerTotals] = []
    private var currencies: [String: Int] = [:]
    private var referrals = ReferralRules()
    private var phones: [String: Int] = [:]

    init(options: InsightsOptions, today: Int) {
        self.options = options
        self.today = today
        exclusion = ExclusionRules(options)
    }

    /// Looks at one more customer.
    public mutating func add(_ customer: Customer) {
        let customer = customer.known(on: today)
        guard exclusion.reason(customer) == nil else { return }
        var history = PurchaseHistory(customer)
        totals.append(TotalsRules.totals(customer, history))
        for (_, order) in history.bought where order.amount != nil { currencies[order.currency ?? "", default: 0] += 1 }
        // The rhythm needs the days alone; the orders are what is large.
        history.bought = []
        histories.append((customer.id, history))
        referrals.add(customer)
        for phone in ReviewRules.ownPhones(customer) { phones[phone, default: 0] += 1 }
    }

    /// What can be concluded now that all customers have been looked at.
    public func conclusions() -> Conclusions {
        // In the order of the ids, so that sums come out the same whatever order the customers come in.
        let rhythm = PurchaseRhythm(histories.sorted { $0.id < $1.id }.map(\.history), options)
        var referrals = referrals
        referrals.tieLinks()
        return Conclusions(
            options: options, today: today, rhythm: rhythm, ranks: SpendingRanks(totals, options), referrals: referrals,
            currency: currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key,
            sharedPhones: Set(phones.lazy.filter { ReviewRules.holders ~= $0.value }.map(\.key)))
    }
}

extension Customer {
    /// The customer as known on a day: later orders and remarks are taken away, the place of every other order in the list stays.
    func known(on today: Int) -> Customer {
        guard (orders.contains { ($0.placedAt?.dayNumber ?? .min) > today } || feedback.contains { ($0.at?.dayNumber ?? .min) > today }) else { return self }
        var customer = self
        // Orders are listed oldest first; those without a time stand before all others.
        while let last = customer.orders.last, let day = last.placedAt?.dayNumber, day > today { customer.orders.removeLast() }
        customer.feedback.removeAll { ($0.at?.dayNumber ?? .min) > today }
        return customer
    }
}
