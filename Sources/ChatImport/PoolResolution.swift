import ChatIdentity
import ChatInterpret
import ChatModel
import CustomerPool
import PoolInsights

/// Records into customers: who is who, what the seller decided, and one golden record for each person.
///
/// All records are weighed together here, since one more may change what a phone or a name is worth; but only customers that came out differently are written. So one
/// more import ends in the same pool as all imports at once. What the seller decides changes no record: ``PartResolution`` carries it out without the rest of the pool.
struct PoolResolution {
    /// Changes when customers come out differently of the same records.
    static let rules = 6

    let pool: PoolStore
    let options: ImportRun.Options
    let threads: Int
    let records: [CustomerRecord]
    private let signatures: [UInt64]
    /// Whether other records changed something in each.
    private let isSettled: [Bool]
    /// The numbers of the decisions that stand.
    private let decided: [Int64]
    let standing: StandingDecisions
    let decisions: IdentityDecisions
    /// What ties records beside their columns.
    let ties: [IdentityTie]

    /// Loads the records of a pool and what was decided about them.
    init(_ pool: PoolStore, _ options: ImportRun.Options) throws(ImportError) {
        self.pool = pool
        self.options = options
        let threads = options.threads
        self.threads = threads ?? Parallel.cores
        let texts = try pool.recordTexts()
        let raw = try Parallel.map(texts.pieces(of: 256), threads: threads) { (_, piece) throws(ImportError) in try texts.records(piece) }.flatMap(\.self)
        var signatures = (0..<texts.count).map(texts.signature)
        var contacts = SellerContacts()
        contacts.returnPhones = try pool.sellerPhones("return")
        contacts.toldPhones = try pool.sellerPhones("told")
        var records = raw
        for i in records.indices { contacts.remove(from: &records[i]) }
        NationalNumbers.complete(&records)
        TableHolders.settle(&records)
        AccountHolder.settle(&records)
        SharedNumbers.mark(&records)
        // What other records changed in one has no text of its own.
        var isSettled = [Bool](repeating: false, count: records.count)
        for i in records.indices where records[i] != raw[i] {
            isSettled[i] = true
            var signature = CustomerSignature(rules: Self.rules)
            signature.add(records[i])
            signatures[i] = UInt64(bitPattern: signature.value)
        }
        self.records = records
        self.signatures = signatures
        self.isSettled = isSettled
        let known = try pool.decisions()
        decided = known.map(\.id)
        standing = StandingDecisions(known, records: records)
        decisions = standing.identity
        ties = IdentityTies.find(records, groups: try pool.recordsOfGroups())
    }

    /// The resolver that pools are resolved by.
    var resolver: IdentityResolver { Self.resolver(threads: threads) }

    static func resolver(threads: Int) -> IdentityResolver {
        var resolver = IdentityResolver()
        resolver.options.threads = threads
        resolver.options.reviewLimit = ResolutionFrame.keptQuestions
        // Among a few hundred chats nothing tells a common nickname from a rare one; within a platform `IdentityTies` say what a name is worth.
        resolver.options.linksByNicknameAlone = false
        resolver.options.asksWhenNear = true
        return resolver
    }

    /// What the resolver sees of the records.
    func sightings() -> [IdentityRecord] {
        records.map(IdentityRecord.init(customerRecord:))
    }

    /// Brings the customers of the pool up to date.
    ///
    /// - Parameter undone: a decision that was taken back; the customers that it had changed get their ids back.
    func run(undone: Decision? = nil, into report: inout RunReport) throws(ImportError) {
        let isFramed = records.count >= options.leastForParts
        let recordIDs = records.map(\.recordID)
        let (resolution, frame) = resolved(isFramed, recordIDs)
        var previous = try pool.previousCustomers()
        if let undone {
            let back = Set(undone.before.map(\.id))
            previous = previous.filter { !back.contains($0.id) } + undone.before
        }
        let assignment = StableIDs.assign(clusters: resolution.clusters, recordIDs: recordIDs, previous: previous)
        try write(resolution, assignment, frame, undone: undone, into: &report)
    }

    /// Makes the customers that somebody else found, in a pool that holds nobody yet.
    ///
    /// - Parameter ids: the customer of each record, by record id; a record that is not named is a customer of its own.
    func run(given ids: [String: String], into report: inout RunReport) throws(ImportError) {
        var numbers: [String: Int] = [:]
        var names: [String] = []
        let clusters = records.map { record in
            let id = ids[record.recordID] ?? StableIDs.candidates(record.recordID)[0]
            if let known = numbers[id] { return known }
            numbers[id] = names.count
            names.append(id)
            return names.count - 1
        }
        var resolution = Resolution(clusters: clusters)
        resolution.relations = resolver.relations(sightings(), clusters: clusters)
        try write(resolution, StableIDs.Assignment(ids: names), nil, into: &report)
    }

    private func write(
        _ resolution: Resolution, _ assignment: StableIDs.Assignment, _ frame: IdentityFrame?, undone: Decision? = nil, into report: inout RunReport
    ) throws(ImportError) {
        let recordIDs = records.map(\.recordID)
        var customers = try CustomerMaking(records: records, signatures: signatures, threads: threads)
            .customers(resolution.members, assignment.ids, edits: standing.edits(clusters: resolution.clusters, recordIDs: recordIDs))
        relate(&customers, resolution.relations)
        let conclusions = survey(customers)
        for i in customers.indices { customers[i].customer.stage = conclusions.stage(of: customers[i].customer) }
        let known = try pool.signatures()
        let changed = customers.compactMap { made -> WrittenCustomer? in
            let written = made.written
            return known[made.customer.id] == written.signature ? nil : written
        }
        try pool.replaceCustomers(
            changed: changed, ids: Set(customers.map(\.customer.id)), redirects: assignment.redirects,
            positions: undone?.before.reduce(into: [:]) { $0[$1.id] = $1.order } ?? [:])
        try pool.replaceReview(with: questions(resolution, customers, islands: frame?.islands))
        report.changedCustomers = changed.count
        report.customers = customers.count
        report.orders = customers.reduce(0) { $0 + $1.customer.boughtOrders }
        report.stages = customers.reduce(into: [:]) { $0[$1.customer.stage, default: 0] += 1 }
        if let frame { try keep(frame, resolution, conclusions, report) }
    }

    private func resolved(_ isFramed: Bool, _ recordIDs: [String]) -> (Resolution, IdentityFrame?) {
        guard isFramed else { return (resolver.resolve(sightings(), decisions: decisions, ties: ties), nil) }
        let places = Dictionary(recordIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let together = standing.editedRecords.map { $0.compactMap { places[$0] }.sorted() }.filter { !$0.isEmpty }
        let (resolution, frame) = resolver.resolve(framing: sightings(), decisions: decisions, ties: ties, together: together)
        return (resolution, frame)
    }

    private func survey(_ customers: [MadeCustomer]) -> Conclusions {
        let lastSeen = customers.compactMap(\.customer.lastSeen).max()
        var survey = InsightsBuilder(options: options.insights).survey(onDay: options.asOf ?? lastSeen?.dayNumber ?? 0)
        for made in customers { survey.add(made.customer) }
        return survey.conclusions()
    }

    /// Keeps what a part of the pool can be resolved by.
    private func keep(_ frame: IdentityFrame, _ resolution: Resolution, _ conclusions: Conclusions, _ report: RunReport) throws(ImportError) {
        guard let view = ResolutionFrame.view(options) else { return }
        let isCut = resolution.reviewRanks.count == ResolutionFrame.keptQuestions
        let whole = ResolutionFrame(
            view: view, decisions: decided, model: frame.model, stages: StageBasis(conclusions),
            leastWorth: isCut ? resolution.reviewRanks.last?.worth : nil, records: records.count, customers: report.customers, orders: report.orders,
            stageCounts: report.stages.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value })
        guard let text = whole.text else { return }
        try pool.keepFrame(
            text,
            records: records.indices.map {
                FramedRecord(records[$0], island: frame.islands[$0], signature: signatures[$0], statistics: frame.statistics[$0], isSettled: isSettled[$0])
            },
            ties: ties.map { FramedTie(left: records[$0.left].recordID, right: records[$0.right].recordID, tie: $0) },
            kin: frame.kin.compactMap { kin in
                CustomerRelation.Kind(rawValue: kin.kind.rawValue).map {
                    FramedKin(left: records[kin.left].recordID, right: records[kin.right].recordID, kind: $0, confidence: kin.confidence)
                }
            })
    }

    // MARK: Relations and questions

    /// Notes each relation at both of its ends.
    private func relate(_ customers: inout [MadeCustomer], _ relations: [IdentityRelation]) {
        let place = Dictionary(uniqueKeysWithValues: customers.indices.map { (customers[$0].cluster, $0) })
        var holder: [String: Int] = [:]
        for (i, made) in customers.enumerated() { for member in made.members { holder[records[member].recordID] = i } }
        // Of two whom the seller has parted nobody asks again whether they are one.
        let parted = Set(
            decisions.cannotLink.compactMap { pair in holder[pair.left].flatMap { a in holder[pair.right].map { Set([a, $0]) } } })
        for relation in relations {
            guard let a = place[relation.from], let b = place[relation.to], a != b, let kind = CustomerRelation.Kind(rawValue: relation.kind.rawValue) else {
                continue
            }
            if kind == .ambiguous, parted.contains([a, b]) { continue }
            for (here, there, isFrom) in [(a, b, true), (b, a, false)] {
                customers[here].customer.relations.append(
                    CustomerRelation(kind, to: customers[there].customer, isFrom: isFrom, relation.confidence))
            }
        }
        for i in customers.indices where customers[i].customer.relations.count > 1 { customers[i].customer.relations.sort(by: CustomerRelation.precedes) }
    }

    private func questions(_ resolution: Resolution, _ customers: [MadeCustomer], islands: [Int]?) -> [RankedQuestion] {
        var place: [Int: Int] = [:]
        for (i, made) in customers.enumerated() { for member in made.members { place[member] = i } }
        return zip(resolution.review, resolution.reviewRanks).compactMap { link, rank in
            guard let a = place[link.left], let b = place[link.right], a != b else { return nil }
            return RankedQuestion(
                LinkWords.question(link, customers[a].customer, customers[b].customer), rank: rank, left: records[link.left].recordID,
                right: records[link.right].recordID, island: islands?[link.left] ?? -1)
        }
    }
}
