public import ChatIdentity
public import ChatModel
public import CustomerPool

/// Says why records are one customer, or why two customers are not, with the messages behind each comparison.
public struct Explaining: Sendable {
    /// A value that a comparison looked at, and where it was said.
    public struct Voice: Hashable, Sendable {
        /// The record that shows it.
        public var recordID: String
        /// The value.
        public var value: String
        /// Where it was said.
        public var position: SourcePosition
        /// A few words of the message; nil where it is a row of a table.
        public var excerpt: String?
    }

    /// Why a link stands.
    public enum Origin: String, Sendable {
        /// Weighed from the evidence.
        case inferred
        /// The seller merged them.
        case decided
        /// Both show one account.
        case account
        /// Something beside the columns ties them: a name that messengers show, the person's own words, an order's number.
        case tied
    }

    /// Two records and what ties them.
    public struct Link: Sendable {
        /// The link with its comparisons; left and right index the records of the pool.
        public var link: IdentityLink
        /// The record that came first.
        public var left: CustomerRecord
        /// The other record.
        public var right: CustomerRecord
        /// Why it stands.
        public var origin: Origin
        /// What each comparison looked at, in the order of `link.comparisons`.
        public var voices: [[Voice]]
    }

    /// Why two customers are not one.
    public enum Verdict: Sendable {
        /// They are one.
        case isOne
        /// The seller said that they are two.
        case decided(Decision)
        /// The best pair weighs less than it takes.
        case tooWeak(Double)
        /// A pair is heavy enough, but other records of the two speak against it by more.
        case contradicted(best: Double, sum: Double)
        /// A pair is heavy enough, but rests on a name or nickname alone.
        case unsupported(Double)
    }

    private let pool: PoolStore
    private let resolution: PoolResolution
    private let places: [String: Int]

    /// Loads a pool.
    public init(_ pool: PoolStore, options: ImportRun.Options = ImportRun.Options()) throws(ImportError) {
        self.pool = pool
        resolution = try PoolResolution(pool, options)
        places = Dictionary(resolution.records.enumerated().map { ($1.recordID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The records of a customer, as they are numbered in explanations.
    public func records(of customer: Customer) -> [CustomerRecord] { customer.recordIDs.compactMap { places[$0].map { resolution.records[$0] } } }

    /// The links that hold a customer's records together, strongest first.
    public func links(of customer: Customer) throws(ImportError) -> [Link] {
        guard customer.recordIDs.count > 1 else { return [] }
        let members = Set(customer.recordIDs.compactMap { places[$0] })
        let found = resolution.resolver.resolve(resolution.sightings(), decisions: resolution.decisions, ties: resolution.ties).links
        var links: [Link] = []
        for link in found where members.contains(link.left) && members.contains(link.right) { links.append(try explained(link)) }
        return links
    }

    /// What the pairs of records of two customers say, strongest first, and why the two are not one.
    public func compare(_ a: Customer, _ b: Customer) throws(ImportError) -> (links: [Link], verdict: Verdict) {
        let (left, right) = (a.recordIDs.compactMap { places[$0] }, b.recordIDs.compactMap { places[$0] })
        let pairs = resolution.resolver.weigh(resolution.sightings(), left, right)
        var links: [Link] = []
        for link in pairs.prefix(5) { links.append(try explained(link)) }
        if a.id == b.id { return (links, .isOne) }
        let cannot = resolution.standing.identity.cannotLink
        for x in a.recordIDs {
            for y in b.recordIDs where cannot.contains(IdentityDecisions.Pair(x, y)) {
                let known = try pool.decisions()
                if let decision = known.last(where: { $0.parts(x, y) }) ?? known.last(where: { $0.kind == .split || $0.kind == .notSame }) {
                    return (links, .decided(decision))
                }
            }
        }
        let best = pairs.first?.weight ?? -20
        let threshold = resolution.resolver.options.linkThreshold
        if best <= threshold { return (links, .tooWeak(best)) }
        let sum = pairs.reduce(0) { $0 + min(max($1.weight, -20), 20) }
        return (links, sum <= 0 ? .contradicted(best: best, sum: sum) : .unsupported(best))
    }

    // MARK: Parts

    private func explained(_ link: IdentityLink) throws(ImportError) -> Link {
        let (left, right) = (resolution.records[link.left], resolution.records[link.right])
        let pair = IdentityDecisions.Pair(left.recordID, right.recordID)
        var origin = Origin.inferred
        if resolution.standing.identity.mustLink.contains(pair) {
            origin = .decided
        } else if left.platform == right.platform, let id = left.accountID, id == right.accountID {
            origin = .account
        } else if link.origin == .tied {
            origin = .tied
        }
        var voices: [[Voice]] = []
        for comparison in link.comparisons {
            var found: [Voice] = []
            for record in [left, right] {
                let other = record.recordID == left.recordID ? right : left
                for (value, evidence) in Self.values(comparison.comparison, record, beside: other) {
                    found.append(
                        Voice(
                            recordID: record.recordID, value: value, position: evidence.position,
                            excerpt: try pool.excerpt(evidence, of: record.recordID)))
                }
            }
            voices.append(found)
        }
        return Link(link: link, left: left, right: right, origin: origin, voices: voices)
    }

    /// The value of a record that a comparison looked at, the one that the other record shares where there is one.
    private static func values(_ comparison: String, _ record: CustomerRecord, beside other: CustomerRecord) -> [(String, Evidence)] {
        func shared(_ mine: [Attested<String>], _ theirs: [String]) -> [(String, Evidence)] {
            let said = mine.compactMap { value in value.evidence.first.map { (value.value, $0) } }
            return (said.first { theirs.contains($0.0) } ?? said.first).map { [$0] } ?? []
        }
        func uses(_ record: CustomerRecord) -> [RecipientUse] { record.recipients.filter { $0.isSelf != false } }
        switch comparison {
        case "phone":
            let mine = record.phones + uses(record).flatMap { use in use.recipient.phones.map { Attested($0, evidence: use.evidence) } }
            return shared(mine, other.phones.map(\.value) + uses(other).flatMap(\.recipient.phones))
        case "name":
            let mine = record.names + uses(record).compactMap { use in use.recipient.name.map { Attested($0, evidence: use.evidence) } }
            return shared(mine, other.names.map(\.value) + uses(other).compactMap(\.recipient.name))
        case "nickname", "cross": return shared(record.nicknames, other.nicknames.map(\.value) + other.names.map(\.value))
        case "tie": return tied(record)
        case "birth-date": return record.birthDate.flatMap { date in date.evidence.first.map { [(date.value, $0)] } } ?? []
        case "email":
            return shared(record.emails, other.emails.map(\.value))
        case "account": return record.nicknames.first?.evidence.first.map { [(record.accountID ?? record.nicknames[0].value, $0)] } ?? []
        case "address":
            let mine = uses(record).compactMap { use in use.recipient.address.map { (Self.line($0), use.evidence.first) } }
            let theirs = uses(other).compactMap { $0.recipient.address.map(Self.line) }
            let best = mine.first { theirs.contains($0.0) } ?? mine.first
            return best.flatMap { best in best.1.map { [(best.0, $0)] } } ?? []
        default: return []
        }
    }

    /// What a record shows of a tie: its own words, a number, else its name.
    private static func tied(_ record: CustomerRecord) -> [(String, Evidence)] {
        let said = record.knownAs + record.orderNumbers + record.nicknames
        return said.first { !$0.evidence.isEmpty }.flatMap { value in value.evidence.first.map { [(value.value, $0)] } } ?? []
    }

    private static func line(_ address: PostalAddress) -> String {
        let city = address.city == address.province ? nil : address.city
        return [address.province, city, address.district, address.town, address.detail].compactMap(\.self).joined()
    }
}
