public import ChatModel
public import CustomerPool
import PoolInsights
public import PoolWriters

/// A view that stays beside its pool and is brought up to date by looking at the customers that changed alone.
///
/// What the customers have in common (how long goods last, who spends most) stays as it was when all of them were looked at.
public struct FollowedPool: Sendable {
    /// The follow-up lists, without what was answered.
    public private(set) var lists: [FollowUpList] = []
    /// Pairs that may be one person.
    public private(set) var questions: [ReviewPair] = []
    /// The day looked from.
    public let asOf: Timestamp
    /// Figures over all customers, as they were when all were looked at.
    public let figures: PoolStatistics
    /// Whether no customer has changed since.
    public private(set) var areFiguresExact = true

    private let view: PoolView
    private let today: Int
    private let conclusions: Conclusions
    private let shown: ShownCustomer
    private var summary: PoolSummary
    private var signatures: [String: Int64]

    /// Changed customers, as a share of all, from which all are looked at again.
    private static let mostChanged = 0.02
    /// Customers up to which looking at all takes no time.
    private static let fewCustomers = 2000

    /// Looks at all customers of a pool.
    ///
    /// - Parameter see: is lent every customer with what is concluded about it, in order.
    public init(_ pool: PoolStore, view: PoolView, _ see: (PoolCustomers.Member) -> Void) throws(ImportError) {
        self.view = view
        // Seen first: what is written meanwhile is looked at again.
        signatures = try pool.signatures()
        let stored = try StoredCustomers(pool)
        let source = CustomerSource(stored)
        let lastDay = try stored.lastDay()
        today = view.asOf ?? lastDay
        asOf = Timestamp(dayNumber: today)
        var options = view.insights
        options.includesSensitive = view.privacy.includesSensitive
        var survey = InsightsBuilder(options: options).survey(onDay: today)
        var names = view.privacy.masks ? TextMask.Names() : nil
        try source.walk { piece in
            for customer in piece.customers {
                survey.add(customer)
                names?.add(customer)
            }
        }
        conclusions = survey.conclusions()
        shown = ShownCustomer(conclusions: conclusions, privacy: view.privacy, mask: names.map { PrivacyMask($0) })
        var summary = conclusions.summary()
        let (conclusions, shown, onlyBuyers) = (conclusions, shown, view.privacy.onlyBuyers)
        try source.walk { (piece) throws(ImportError) in
            let concluded = try Parallel.pieces(of: piece.customers, size: 64) { customer in
                let concluded = conclusions.conclude(customer)
                return (concluded: concluded, shown: shown.shown(customer, concluded.insights.stage, concluded.insights))
            }
            for one in concluded {
                summary.add(one.concluded)
                if !onlyBuyers || one.concluded.insights.totals.orders > 0 { see(one.shown) }
            }
        }
        self.summary = summary
        figures = summary.insights().statistics
        try makeLists(pool)
    }

    /// Looks at the customers that changed.
    ///
    /// - Returns: those, and the ids of customers that are not any more; nil when all have to be looked at again.
    public mutating func update(_ pool: PoolStore) throws(ImportError) -> (changed: [PoolCustomers.Member], gone: Set<String>)? {
        // What is masked depends on all names of the pool, and who buys on whom they are shown with.
        guard !view.privacy.masks, !view.privacy.onlyBuyers else { return nil }
        let now = try pool.signatures()
        guard now.count >= Self.fewCustomers else { return nil }
        let before = signatures
        let gone = Set(before.keys.filter { now[$0] == nil })
        let changed = Set(now.keys.filter { before[$0] != now[$0] })
        guard Double(gone.count + changed.count) <= max(50, Double(now.count) * Self.mostChanged) else { return nil }
        if view.asOf == nil, try StoredCustomers(pool).lastDay() != today { return nil }
        var members: [PoolCustomers.Member] = []
        var concluded: [ConcludedCustomer] = []
        for written in try pool.standing(changed) {
            let one = conclusions.conclude(written.customer)
            concluded.append(one)
            members.append(shown.shown(written.customer, one.insights.stage, one.insights))
        }
        summary.replace(concluded, gone: gone)
        if !members.isEmpty || !gone.isEmpty { areFiguresExact = false }
        signatures = now
        try makeLists(pool)
        return (members, gone)
    }

    private mutating func makeLists(_ pool: PoolStore) throws(ImportError) {
        var contents = PoolContents(customers: [], review: try pool.review())
        contents.insights = summary.insights()
        contents = try view.settled(contents, pool)
        shown.mask?.mask(&contents)
        if view.privacy.onlyBuyers { PrivacyRules.keep(Set(signatures.keys), in: &contents) }
        lists = contents.followUps
        questions = contents.review
    }
}
