import ChatIdentity
import ChatInterpret
import ChatModel
import CustomerPool
import PoolInsights

/// Records into customers: who is who, what the seller decided, and one golden record for each person.
///
/// Everything is weighed anew, since one more record may change what a phone or a name is worth; but only customers that came out differently are written. So one
/// more import ends in the same pool as all imports at once.
struct PoolResolution {
    /// Changes when customers come out differently of the same records.
    static let rules = 5

    let pool: PoolStore
    let options: ImportRun.Options
    let threads: Int
    let records: [CustomerRecord]
    private let signatures: [UInt64]
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
        for i in records.indices where records[i] != raw[i] {
            var signature = CustomerSignature(rules: Self.rules)
            signature.add(records[i])
            signatures[i] = UInt64(bitPattern: signature.value)
        }
        self.records = records
        self.signatures = signatures
        standing = StandingDecisions(try pool.decisions(), records: records)
        decisions = standing.identity
        ties = IdentityTies.find(records, groups: try pool.recordsOfGroups())
    }

    /// The resolver that pools are resolved by.
    var resolver: IdentityResolver {
        var resolver = IdentityResolver()
        resolver.options.threads = threads
        resolver.options.reviewLimit = 500
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
        let resolution = resolver.resolve(sightings(), decisions: decisions, ties: ties)
        let recordIDs = records.map(\.recordID)
        var previous = try pool.previousCustomers()
        if let undone {
            let back = Set(undone.before.map(\.id))
            previous = previous.filter { !back.contains($0.id) } + undone.before
        }
        let assignment = StableIDs.assign(clusters: resolution.clusters, recordIDs: recordIDs, previous: previous)
        var customers = try golden(resolution, assignment.ids, edits: standing.edits(clusters: resolution.clusters, recordIDs: recordIDs))
        relate(&customers, resolution.relations)
        let all = customers.map(\.customer)
        let stages = InsightsBuilder(options: options.insights).stages(of: all, onDay: options.asOf ?? InsightsBuilder.lastDay(of: all))
        for i in customers.indices { customers[i].customer.stage = stages[i] }
        let known = try pool.signatures()
        let changed = customers.compactMap { made -> (customer: Customer, signature: Int64)? in
            let signature = signature(of: made)
            return known[made.customer.id] == signature ? nil : (made.customer, signature)
        }
        try pool.replaceCustomers(
            changed: changed, ids: Set(customers.map(\.customer.id)), redirects: assignment.redirects,
            positions: undone?.before.reduce(into: [:]) { $0[$1.id] = $1.order } ?? [:])
        try pool.replaceReview(with: questions(resolution.review, customers))
        report.changedCustomers = changed.count
        report.customers = customers.count
        report.orders = customers.reduce(0) { $0 + $1.customer.orders.count { $0.status != .inquired } }
        report.stages = customers.reduce(into: [:]) { $0[$1.customer.stage, default: 0] += 1 }
    }

    // MARK: Customers

    /// A customer with what it was made of.
    private struct Made {
        var customer: Customer
        var cluster: Int
        var members: [Int]
        var edits: [String: FieldEdit]
    }

    private func golden(_ resolution: Resolution, _ ids: [String], edits: [Int: [String: FieldEdit]]) throws(ImportError) -> [Made] {
        let (members, records) = (resolution.members, records)
        let size = 128
        let made = try Parallel.map(Array(stride(from: 0, to: members.count, by: size)), threads: threads) { (_, start) throws(ImportError) in
            (start..<min(start + size, members.count)).compactMap { cluster -> Made? in
                let group = members[cluster].map { records[$0] }
                // A contact list alone makes no customer: its people count once they wrote, ordered, or can be reached.
                guard group.contains(where: { !$0.tags.contains(TableRecords.contactOnly) }) else { return nil }
                var customer = GoldenRecord.customer(id: ids[cluster], of: group)
                customer.tags.removeAll { $0.hasPrefix("\u{1}") }
                let edits = edits[cluster] ?? [:]
                FieldEdit.apply(edits, to: &customer)
                return Made(customer: customer, cluster: cluster, members: members[cluster], edits: edits)
            }
        }
        return made.flatMap { $0 }
    }

    private func signature(of made: Made) -> Int64 {
        var signature = CustomerSignature(rules: Self.rules)
        signature.add(made.customer.id)
        for id in made.members.sorted(by: { records[$0].recordID < records[$1].recordID }) { signature.add(signatures[id]) }
        for (field, edit) in made.edits.sorted(by: { $0.key < $1.key }) {
            signature.add(field)
            signature.add(edit.value)
            signature.add(UInt64(bitPattern: edit.decision))
        }
        signature.add(made.customer.stage.rawValue)
        signature.add(made.customer.relations)
        return signature.value
    }

    // MARK: Relations and questions

    /// Notes each relation at both of its ends.
    private func relate(_ customers: inout [Made], _ relations: [IdentityRelation]) {
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
                let other = customers[there].customer
                customers[here].customer.relations.append(
                    CustomerRelation(
                        kind: kind, customerID: other.id, name: other.name ?? other.nicknames.first, isFrom: isFrom,
                        confidence: (relation.confidence * 1000).rounded() / 1000))
            }
        }
        for i in customers.indices where customers[i].customer.relations.count > 1 {
            customers[i].customer.relations.sort { ($0.kind.rawValue, $0.customerID, $0.isFrom ? 0 : 1) < ($1.kind.rawValue, $1.customerID, $1.isFrom ? 0 : 1) }
        }
    }

    private func questions(_ links: [IdentityLink], _ customers: [Made]) -> [ReviewPair] {
        var place: [Int: Int] = [:]
        for (i, made) in customers.enumerated() { for member in made.members { place[member] = i } }
        return links.compactMap { link in
            guard let a = place[link.left], let b = place[link.right], a != b else { return nil }
            return LinkWords.question(link, customers[a].customer, customers[b].customer)
        }
    }
}
