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

    /// The pool in this view, as it stands now: what is written to the pool later is not in it.
    ///
    /// - Parameters:
    ///   - pool: the pool.
    ///   - isKept: whether a file is written that may come back: what stands in the cells that a seller may change is kept for then.
    public func contents(of pool: PoolStore, isKept: Bool = false) throws(ImportError) -> PoolContents {
        let stored = try StoredCustomers(pool)
        let source = CustomerSource(stored)
        var edition = Edition(layout: WorkbookOutline.sheets)
        var contents = PoolContents(customers: [], review: try pool.review())
        // Who answers in the file sees there who is meant.
        if isKept { for i in contents.review.indices { try contents.review[i].describe(from: pool) } }
        contents = try view(source, contents, lastDay: try stored.lastDay()) {
            if isKept { edition.add($0, orders: OrderTexts.cells(of: $0), person: PersonTexts.cells(of: $0, $1)) }
        }
        contents = try settled(contents, pool)
        contents.handedParcels = try HandedParcels.marks(in: pool)
        if isKept, pool.access != .reading { contents.edition = try pool.keep(edition) }
        return contents
    }

    /// The lists without what the seller has answered.
    func settled(_ contents: PoolContents, _ pool: PoolStore) throws(ImportError) -> PoolContents {
        var contents = contents
        // Of two whom the seller has parted nobody asks again.
        let parted = try pool.partedCustomers()
        if !parted.isEmpty, let at = contents.insights?.lists.firstIndex(where: { $0.kind == .review }) {
            contents.insights?.lists[at].entries.removeAll { entry in entry.otherCustomerID.map { parted.contains([entry.customerID, $0]) } ?? false }
        }
        let answered = try pool.followUpAnswers(onDay: contents.insights?.asOf.dayNumber ?? 0)
        if !answered.isEmpty, let lists = contents.insights?.lists {
            for i in lists.indices { contents.insights?.lists[i].entries.removeAll { answered.contains(FollowUpAnswer($0, until: nil)) } }
        }
        return contents
    }

    /// What is concluded about these customers, and what of it is shown; other parts of the contents stay as they are.
    public func contents(of contents: PoolContents) throws(ImportError) -> PoolContents {
        let customers = contents.customers
        let source = CustomerSource(count: customers.count) { (places) throws(ImportError) in try customers.members(at: places).map(\.customer) }
        return try view(source, contents, lastDay: customers.outlines.compactMap(\.lastSeen).max()?.dayNumber ?? 0) { _, _ in }
    }

    /// - Parameter seeing: is shown every customer of the view with what is concluded of it.
    private func view(_ source: CustomerSource, _ contents: PoolContents, lastDay: Int, seeing: (Customer, CustomerInsights) -> Void) throws(ImportError)
        -> PoolContents
    {
        var options = insights
        options.includesSensitive = privacy.includesSensitive
        // The first walk finds what the customers have in common, the second what follows for each; a third, the writer's, makes each again to write it.
        var survey = InsightsBuilder(options: options).survey(onDay: asOf ?? lastDay)
        var names = privacy.masks ? TextMask.Names() : nil
        try source.walk { piece in
            for customer in piece.customers {
                survey.add(customer)
                names?.add(customer)
            }
        }
        let conclusions = survey.conclusions()
        let shown = ShownCustomer(conclusions: conclusions, privacy: privacy, mask: names.map { PrivacyMask($0) })
        var summary = conclusions.summary()
        var outlines: [PoolCustomers.Outline] = []
        var places: [Int] = []
        var currencies: Set<String> = []
        try source.walk { (piece) throws(ImportError) in
            let concluded = try Parallel.pieces(of: piece.customers, size: 64) { customer in
                let concluded = conclusions.conclude(customer)
                return (concluded: concluded, shown: shown.shown(customer, concluded.insights.stage, nil).customer)
            }
            for (i, one) in concluded.enumerated() {
                summary.add(one.concluded)
                guard !privacy.onlyBuyers || one.concluded.insights.totals.orders > 0 else { continue }
                places.append(piece.start + i)
                outlines.append(PoolCustomers.Outline(one.shown))
                currencies.formUnion(PoolCustomers.currencies(of: [one.shown]))
                seeing(one.shown, one.concluded.insights)
            }
        }
        let buyers = privacy.onlyBuyers ? Set(outlines.map(\.id)) : nil
        var result = contents
        result.insights = summary.insights()
        if let buyers { PrivacyRules.keep(buyers, in: &result) }
        shown.mask?.mask(&result)
        let (chosen, known) = (places, outlines)
        result.customers = PoolCustomers(outlines: outlines, currencies: currencies) { (wanted, isConcluded) throws(ImportError) in
            let customers = Array(zip(wanted, try source.load(wanted.map { chosen[$0] })))
            return try Parallel.pieces(of: customers, size: 64) { (place, customer) in
                var member = shown.shown(customer, known[place].stage, isConcluded ? conclusions.conclude(customer).insights : nil)
                if let buyers { PrivacyRules.keep(buyers, in: &member) }
                return member
            }
        }
        return result
    }
}

/// Where a view has its customers from.
struct CustomerSource: Sendable {
    let count: Int
    let load: @Sendable ([Int]) throws(ImportError) -> [Customer]

    init(count: Int, load: @escaping @Sendable ([Int]) throws(ImportError) -> [Customer]) {
        self.count = count
        self.load = load
    }

    /// The customers of a pool.
    init(_ stored: StoredCustomers) {
        self.init(count: stored.count) { (places) throws(ImportError) in
            let texts = try stored.texts(at: places)
            return try Parallel.map(texts.pieces(of: 64), threads: nil) { (_, piece) throws(ImportError) in try texts.customers(piece) }.flatMap(\.self)
        }
    }

    /// Lends all customers, some hundreds at a time.
    func walk(_ body: ((start: Int, customers: [Customer])) throws(ImportError) -> Void) throws(ImportError) {
        for start in stride(from: 0, to: count, by: 512) { try body((start, try load(Array(start..<min(start + 512, count))))) }
    }
}

/// Makes of a stored customer the one that a view shows.
struct ShownCustomer: Sendable {
    let conclusions: Conclusions
    let privacy: PrivacyOptions
    let mask: PrivacyMask?

    func shown(_ customer: Customer, _ stage: CustomerStage, _ insights: CustomerInsights?) -> PoolCustomers.Member {
        var member = PoolCustomers.Member(customer, insights: insights)
        member.customer.stage = stage
        PrivacyRules.settleSensitive(&member.customer, shows: privacy.includesSensitive)
        mask?.mask(&member)
        return member
    }
}
