import ChatIdentity
import ChatModel
import CustomerPool
import PoolInsights

/// Carries out what the seller decided, or took back, on the customers that it can change and no others.
///
/// Which records are one person depends on the records of their island alone (see ``IdentityFrame``): a merge, a split or two people who are not the same are resolved among
/// the records of the islands that they name. What the seller wrote of somebody changes no identity: that customer alone is made anew. Beside them only those are written who show
/// such a customer's name among their relations.
struct PartResolution {
    private let pool: PoolStore
    private let options: ImportRun.Options
    private let threads: Int
    private var frame: ResolutionFrame
    private let decisions: [Decision]
    /// Decisions that are not carried out yet, and those that were taken back since.
    private let open: [Decision]
    private let conclusions: Conclusions

    /// Records from which the whole pool is resolved instead, beside a quarter of all.
    private static let mostRecords = 5000

    /// - Returns: nil where the whole pool has to be resolved.
    init?(_ pool: PoolStore, _ options: ImportRun.Options) throws(ImportError) {
        guard let frame = try ResolutionFrame.kept(in: pool, options) else { return nil }
        self.pool = pool
        self.options = options
        threads = options.threads ?? Parallel.cores
        self.frame = frame
        decisions = try pool.decisions()
        let known = Set(frame.decisions)
        let standing = Set(decisions.map(\.id))
        let undone = try frame.decisions.filter { !standing.contains($0) }.map { (id) throws(ImportError) in try pool.decision(id) }
        guard !undone.contains(where: { $0 == nil }) else { return nil }
        open = decisions.filter { !known.contains($0.id) } + undone.compactMap(\.self)
        conclusions = frame.stages.conclusions
    }

    /// Brings the customers up to date.
    ///
    /// - Parameter undone: a decision that was taken back; the customers that it had changed get their ids back.
    /// - Returns: false where the whole pool has to be resolved; nothing is changed then.
    mutating func run(undone: Decision?, into report: inout RunReport) throws(ImportError) -> Bool {
        guard !open.isEmpty else {
            frame.fill(&report)
            return true
        }
        var outcome = PartOutcome()
        let records = Set(open.flatMap(\.recordIDs))
        let accounts = Set(open.flatMap(\.accounts))
        outcome.islands = try pool.islands(records: records, accounts: accounts)
        let isIdentity = open.contains { $0.kind != .edit }
        if isIdentity {
            guard try resolve(&outcome, undone) else { return false }
        } else {
            try edit(&outcome, records, accounts)
        }
        let settled = try SettledRun.renoted(frame, in: pool, decisions: decisions)
        frame.decisions = decisions.map(\.id)
        guard let text = frame.text else { return false }
        (outcome.frame, outcome.settled) = (text, settled)
        try pool.write(outcome)
        report.changedCustomers = outcome.changed.count
        frame.fill(&report)
        return true
    }

    // MARK: What the seller wrote

    private mutating func edit(_ outcome: inout PartOutcome, _ records: Set<String>, _ accounts: Set<String>) throws(ImportError) {
        // Which customer an edit goes to is told by all the records that it was made for.
        var (records, accounts) = (records, accounts)
        var part = PoolPart()
        var ids: Set<String> = []
        while true {
            ids = try pool.customerIDs(records: records, accounts: accounts)
            part = try pool.part(customers: ids)
            let members = Set(part.records.map(\.recordID))
            let holders = Set(part.records.compactMap(DecisionSubject.account))
            let before = (records.count, accounts.count)
            for decision in decisions where decision.kind == .edit {
                for edit in decision.edits {
                    guard !members.isDisjoint(with: edit.subject.recordIDs) || !holders.isDisjoint(with: edit.subject.accounts) else { continue }
                    records.formUnion(edit.subject.recordIDs)
                    accounts.formUnion(edit.subject.accounts)
                }
            }
            if before == (records.count, accounts.count) { break }
        }
        let places = Dictionary(part.records.enumerated().map { ($1.recordID, $0) }, uniquingKeysWith: { first, _ in first })
        let members = part.previous.map { $0.recordIDs.compactMap { places[$0] } }
        var clusters = [Int](repeating: 0, count: part.records.count)
        for (cluster, group) in members.enumerated() { for place in group { clusters[place] = cluster } }
        let edits = StandingDecisions(decisions, records: part.records).edits(clusters: clusters, recordIDs: part.records.map(\.recordID))
        let made = try CustomerMaking(records: part.records, signatures: part.signatures, threads: threads)
            .customers(members, part.previous.map(\.id), edits: edits)
        var standing = Dictionary(uniqueKeysWithValues: try pool.standing(ids).map { ($0.customer.id, $0) })
        var renamed: [String: Customer] = [:]
        for var one in made {
            guard let old = standing[one.customer.id] else { continue }
            one.customer.relations = old.customer.relations
            one.customer.stage = conclusions.stage(of: one.customer)
            let written = one.written
            guard written.signature != old.signature else { continue }
            frame.count(old.customer, -1)
            frame.count(one.customer, 1)
            standing[one.customer.id] = written
            outcome.changed.append(written)
            outcome.described.append(one.customer)
            if one.customer.calledAmongRelations != old.customer.calledAmongRelations { renamed[one.customer.id] = one.customer }
        }
        try rename(renamed, standing, &outcome)
    }

    /// Writes a new name to those who have it among their relations.
    private func rename(_ renamed: [String: Customer], _ standing: [String: WrittenCustomer], _ outcome: inout PartOutcome) throws(ImportError) {
        let touched = Set(renamed.values.flatMap { $0.relations.map(\.customerID) })
        guard !touched.isEmpty else { return }
        var others = Dictionary(uniqueKeysWithValues: try pool.standing(touched.subtracting(standing.keys)).map { ($0.customer.id, $0) })
        for id in touched { if let known = standing[id] { others[id] = known } }
        for id in others.keys.sorted() {
            guard var other = others[id] else { continue }
            for i in other.customer.relations.indices {
                if let named = renamed[other.customer.relations[i].customerID] { other.customer.relations[i].name = named.calledAmongRelations }
            }
            let signature = MadeCustomer.signature(other.base, other.customer)
            guard signature != other.signature else { continue }
            other.signature = signature
            outcome.changed.removeAll { $0.customer.id == id }
            outcome.changed.append(other)
        }
    }

    // MARK: Who is who

    private mutating func resolve(_ outcome: inout PartOutcome, _ undone: Decision?) throws(ImportError) -> Bool {
        guard try pool.size(ofIslands: outcome.islands) <= max(Self.mostRecords, frame.records / 4) else { return false }
        let part = try pool.part(islands: outcome.islands)
        let recordIDs = part.records.map(\.recordID)
        let places = Dictionary(recordIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let standing = StandingDecisions(decisions, records: part.records)
        let ties = part.ties.compactMap { tie -> IdentityTie? in
            guard let left = places[tie.left], let right = places[tie.right] else { return nil }
            return IdentityTie(left, right, tie.tie.kind, mayLink: tie.tie.mayLink)
        }
        let found = PoolResolution.resolver(threads: threads).resolve(
            part: part.records.map(IdentityRecord.init(customerRecord:)), model: frame.model, statistics: part.statistics, decisions: standing.identity,
            ties: ties)
        guard let resolution = found else { return false }
        var previous = part.previous
        if let undone {
            let back = Set(undone.before.map(\.id))
            previous = previous.filter { !back.contains($0.id) } + undone.before
            outcome.positions = undone.before.reduce(into: [:]) { $0[$1.id] = $1.order }
        }
        let old = try pool.standing(Set(part.previous.map(\.id)))
        let oldIDs = Set(old.map(\.customer.id))
        let others = try taken(resolution, recordIDs, besides: oldIDs)
        let assignment = StableIDs.assign(clusters: resolution.clusters, recordIDs: recordIDs, previous: previous, isTaken: others.contains)
        var made = try CustomerMaking(records: part.records, signatures: part.signatures, threads: threads)
            .customers(resolution.members, assignment.ids, edits: standing.edits(clusters: resolution.clusters, recordIDs: recordIDs))
        try relate(&made, resolution, standing, recordIDs, oldIDs, &outcome)
        let questions = questions(resolution, made, recordIDs, outcome.islands)
        if try isShort(of: questions, outcome.islands) { return false }
        outcome.questions = questions
        outcome.redirects = assignment.redirects
        outcome.gone = oldIDs.subtracting(made.map(\.customer.id))
        for one in old { frame.count(one.customer, -1) }
        let before = Dictionary(uniqueKeysWithValues: old.map { ($0.customer.id, $0.signature) })
        for i in made.indices {
            made[i].customer.stage = conclusions.stage(of: made[i].customer)
            frame.count(made[i].customer, 1)
            let written = made[i].written
            if before[made[i].customer.id] != written.signature { outcome.changed.append(written) }
        }
        return true
    }

    /// Ids that new customers would get and that somebody else has.
    private func taken(_ resolution: Resolution, _ recordIDs: [String], besides old: Set<String>) throws(ImportError) -> Set<String> {
        var found: Set<String> = []
        for members in resolution.members {
            guard let first = members.map({ recordIDs[$0] }).min() else { continue }
            for id in StableIDs.candidates(first) where !old.contains(id) {
                guard try pool.hasCustomer(id) else { break }
                found.insert(id)
            }
        }
        return found
    }

    /// Notes the relations of customers, those to others beside the part too.
    private func relate(
        _ made: inout [MadeCustomer], _ resolution: Resolution, _ standing: StandingDecisions, _ recordIDs: [String], _ old: Set<String>,
        _ outcome: inout PartOutcome
    ) throws(ImportError) {
        var home: [String: Int] = [:]
        for (i, one) in made.enumerated() { for member in one.members { home[recordIDs[member]] = i } }
        let part = Set(recordIDs)
        let kin = try pool.kin(ofRecords: recordIDs)
        let mine = old.union(made.map(\.customer.id))
        let outside = Set(
            kin.flatMap { [part.contains($0.left) ? nil : $0.leftCustomer, part.contains($0.right) ? nil : $0.rightCustomer] }.compactMap(\.self))
        let firsts = try pool.firstRecords(of: outside)
        // Those beside the part lose what ties them to it and get it anew.
        var others = try pool.standing(outside).reduce(into: [String: WrittenCustomer]()) { $0[$1.customer.id] = $1 }
        for id in others.keys { others[id]?.customer.relations.removeAll { $0.kind != .ambiguous && mine.contains($0.customerID) } }
        func end(_ record: String, _ customer: String?) -> (id: String, first: String)? {
            if part.contains(record) {
                return home[record].map { (made[$0].customer.id, made[$0].members.map { recordIDs[$0] }.min() ?? "") }
            }
            return customer.flatMap { id in others[id] == nil ? nil : (id, firsts[id] ?? "") }
        }
        var found: [Tie: Double] = [:]
        for one in kin {
            guard let a = end(one.left, one.leftCustomer), let b = end(one.right, one.rightCustomer), a.id != b.id else { continue }
            let isTurned = one.kind != .recipient && b.first < a.first
            let tie = Tie(kind: one.kind, from: isTurned ? b.id : a.id, to: isTurned ? a.id : b.id)
            found[tie] = max(found[tie] ?? 0, one.confidence)
        }
        let parted = Set(
            standing.identity.cannotLink.compactMap { pair in home[pair.left].flatMap { a in home[pair.right].map { Set([a, $0]) } } })
        let place = Dictionary(uniqueKeysWithValues: made.indices.map { (made[$0].cluster, $0) })
        for relation in resolution.relations {
            guard let a = place[relation.from], let b = place[relation.to], a != b, !parted.contains([a, b]) else { continue }
            found[Tie(kind: .ambiguous, from: made[a].customer.id, to: made[b].customer.id)] = relation.confidence
        }
        let known = Dictionary(uniqueKeysWithValues: made.indices.map { (made[$0].customer.id, $0) })
        for (tie, confidence) in found {
            for (here, there, isFrom) in [(tie.from, tie.to, true), (tie.to, tie.from, false)] {
                guard let other = known[there].map({ made[$0].customer }) ?? others[there]?.customer else { continue }
                let relation = CustomerRelation(tie.kind, to: other, isFrom: isFrom, confidence)
                if let at = known[here] { made[at].customer.relations.append(relation) } else { others[here]?.customer.relations.append(relation) }
            }
        }
        for i in made.indices { made[i].customer.relations.sort(by: CustomerRelation.precedes) }
        for id in others.keys.sorted() {
            guard var other = others[id] else { continue }
            other.customer.relations.sort(by: CustomerRelation.precedes)
            let signature = MadeCustomer.signature(other.base, other.customer)
            guard signature != other.signature else { continue }
            other.signature = signature
            outcome.changed.append(other)
        }
    }

    private struct Tie: Hashable {
        var kind: CustomerRelation.Kind
        var from: String
        var to: String
    }

    private func questions(_ resolution: Resolution, _ made: [MadeCustomer], _ recordIDs: [String], _ islands: Set<Int>) -> [RankedQuestion] {
        var place: [Int: Int] = [:]
        for (i, one) in made.enumerated() { for member in one.members { place[member] = i } }
        return zip(resolution.review, resolution.reviewRanks).compactMap { link, rank in
            guard let a = place[link.left], let b = place[link.right], a != b, rank.worth > frame.leastWorth ?? -1 else { return nil }
            return RankedQuestion(
                LinkWords.question(link, made[a].customer, made[b].customer), rank: rank, left: recordIDs[link.left], right: recordIDs[link.right],
                island: islands.min() ?? -1)
        }
    }

    /// Whether so many questions were answered that those which were not kept have their turn.
    private func isShort(of questions: [RankedQuestion], _ islands: Set<Int>) throws(ImportError) -> Bool {
        guard frame.leastWorth != nil else { return false }
        return try pool.questionCount(besides: islands) + questions.count < PoolStore.shownQuestions
    }
}

extension Decision {
    private var subjects: [DecisionSubject] { [left, right].compactMap(\.self) + edits.map(\.subject) }
    /// The records that it names.
    fileprivate var recordIDs: [String] { subjects.flatMap(\.recordIDs) }
    /// The accounts that it names.
    fileprivate var accounts: [String] { subjects.flatMap(\.accounts) }
}
