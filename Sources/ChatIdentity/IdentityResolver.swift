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
        var builder = RecordTableBuilder()
        for record in records { builder.add(RawRecord(record)) }
        let decided = DecidedGroups(records, decisions)
        let resolving = Resolving(builder.take(), options: options)
        let edges = resolving.edges()
        let weighed = resolving.clusters(edges, must: decided.must, cannot: decided.cannot)
        let tied = TieLinking(resolving, clusters: weighed, ties: ties, cannot: decided.cannot)
        var resolution = Resolution(clusters: tied.clusters(after: weighed))
        resolution.report = resolving.report
        resolution.report.contradictoryDecisions = decided.contradictions
        guard options.wantsEvidence else { return resolution }
        let explanation = Explanation(resolving, clusters: resolution.clusters, edges: edges)
        resolution.links = explanation.links(decided: decided.must, ties: tied.linked)
        resolution.review = explanation.review(from: options.reviewThreshold, limit: options.reviewLimit, cannot: decided.cannot, ties: tied.open)
        resolution.relations = explanation.relations() + RecipientRelations.find(records, clusters: resolution.clusters)
        return resolution
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
