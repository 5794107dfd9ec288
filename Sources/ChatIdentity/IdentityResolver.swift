/// Links records of one person: blocking, comparison, match weights, guarded clustering.
///
/// Deterministic: the same set of records gives the same clusters in any order and on any number of threads.
public struct IdentityResolver: Sendable {
    /// How bold the resolver is.
    public struct Options: Hashable, Sendable {
        /// Match weight, in bits, from which records are linked without asking; 4 is careful, 0 balanced.
        public var linkThreshold: Double = 0
        /// Match weight, in bits, from which an unlinked pair is worth a question.
        public var reviewThreshold: Double = -1
        /// How many pairs are put to the user at most.
        public var reviewLimit: Int = 2000
        /// Whether a nickname, with nothing else that is a person's own beside it, may link two records; false where the records are too few to tell a rare
        /// nickname from a common one.
        public var linksByNicknameAlone: Bool = true
        /// Whether a number with one other digit or with hidden digits, which a slip or chance explains, links only beside the same door or account, and is a question
        /// otherwise: for where somebody can be asked.
        public var asksWhenNear: Bool = false
        /// Threads to use.
        public var threads: Int = 2
        /// Whether links, review pairs and relations are wanted beside the clusters.
        public var wantsEvidence: Bool = true

        /// The balanced defaults.
        public init() {}
    }

    /// How bold the resolver is, and what is wanted from it.
    public var options: Options

    /// A resolver.
    public init(options: Options = Options()) { self.options = options }

    /// Finds out which records are one person.
    ///
    /// Decisions hold against any evidence. Of two records with one id, decisions reach the first.
    ///
    /// - Parameters:
    ///   - records: what was seen.
    ///   - decisions: what somebody decided about them.
    ///   - ties: evidence beside the columns, by the places of records.
    public func resolve(_ records: [IdentityRecord], decisions: IdentityDecisions = IdentityDecisions(), ties: [IdentityTie] = []) -> Resolution {
        guard !records.isEmpty else { return Resolution(clusters: []) }
        return run(Resolving(Self.table(of: records), options: options), records, decisions, ties).resolution
    }

    /// Finds out which records are one person, and what a part of them needs to be resolved alone later.
    ///
    /// - Parameters:
    ///   - records: what was seen.
    ///   - decisions: what somebody decided about them.
    ///   - ties: evidence beside the columns, by the places of records.
    ///   - together: places of records that are never to be resolved without each other.
    public func resolve(
        framing records: [IdentityRecord], decisions: IdentityDecisions, ties: [IdentityTie], together: [[Int]]
    ) -> (resolution: Resolution, frame: IdentityFrame) {
        let resolving = Resolving(Self.table(of: records), options: options)
        let (resolution, decided, edges) = run(resolving, records, decisions, ties)
        var frame = IdentityFrame(model: resolving.model.known)
        frame.statistics = resolving.statistics()
        let pairs = decided.must + decided.cannot + ties.map { ($0.left, $0.right) }
        frame.islands = resolving.islands(edges, pairs: pairs, together: together)
        frame.kin = Explanation(resolving, clusters: resolution.clusters, edges: []).kin() + RecipientRelations.kin(records)
        return (resolution, frame)
    }

    /// Resolves whole islands of a larger set of records alone, as they were resolved among all.
    ///
    /// Of relations only those are found that follow from the clusters (`ambiguous`); others do not depend on who is one person (see ``IdentityFrame/kin``).
    ///
    /// - Parameters:
    ///   - records: the records of some islands, in the order in which they stand among all.
    ///   - model: what was learned of all.
    ///   - statistics: what was counted for each of these records among all.
    ///   - decisions: what somebody decided about them.
    ///   - ties: evidence beside the columns, by the places of records.
    /// - Returns: nil where the statistics are not those of these records.
    public func resolve(
        part records: [IdentityRecord], model: IdentityModel, statistics: [[UInt8]], decisions: IdentityDecisions, ties: [IdentityTie]
    ) -> Resolution? {
        guard !records.isEmpty else { return Resolution(clusters: []) }
        return Resolving(Self.table(of: records), options: options, model: model, statistics: statistics).map { run($0, records, decisions, ties).resolution }
    }

    /// The relations between people whom somebody else told apart.
    ///
    /// - Parameters:
    ///   - records: what was seen.
    ///   - clusters: who each record is, numbered from 0.
    public func relations(_ records: [IdentityRecord], clusters: [Int]) -> [IdentityRelation] {
        guard !records.isEmpty, records.count == clusters.count else { return [] }
        let resolving = Resolving(Self.table(of: records), options: options)
        return Explanation(resolving, clusters: clusters, edges: resolving.edges()).relations() + RecipientRelations.find(records, clusters: clusters)
    }

    private static func table(of records: [IdentityRecord]) -> RecordTable {
        var builder = RecordTableBuilder()
        for record in records { builder.add(RawRecord(record)) }
        return builder.take()
    }

    private func run(
        _ resolving: Resolving, _ records: [IdentityRecord], _ decisions: IdentityDecisions, _ ties: [IdentityTie]
    ) -> (resolution: Resolution, decided: DecidedGroups, edges: [Edge]) {
        let decided = DecidedGroups(records, decisions)
        let edges = resolving.edges()
        let weighed = resolving.clusters(edges, must: decided.must, cannot: decided.cannot)
        let tied = TieLinking(resolving, clusters: weighed, ties: ties, cannot: decided.cannot)
        var resolution = Resolution(clusters: tied.clusters(after: weighed))
        resolution.report = resolving.report
        resolution.report.contradictoryDecisions = decided.contradictions
        guard options.wantsEvidence else { return (resolution, decided, edges) }
        let explanation = Explanation(resolving, clusters: resolution.clusters, edges: edges)
        resolution.links = explanation.links(decided: decided.must, ties: tied.linked)
        (resolution.review, resolution.reviewRanks) = explanation.review(
            from: options.reviewThreshold, limit: options.reviewLimit, cannot: decided.cannot, ties: tied.open)
        if resolving.patterns == nil {
            resolution.relations = explanation.doubts()
        } else {
            resolution.relations = explanation.relations() + RecipientRelations.find(records, clusters: resolution.clusters)
        }
        return (resolution, decided, edges)
    }

    /// The cluster of every record of a table, numbered by first record.
    ///
    /// The table's records are lent for the time of the call, so that a large table is not held twice.
    public func clusters(of table: inout RecordTable) -> [Int] {
        guard table.count > 0 else { return [] }
        var lent = RecordTable()
        swap(&lent, &table)
        let resolving = Resolving(consume lent, options: options)
        table = resolving.table
        return resolving.clusters(resolving.edges())
    }
}
