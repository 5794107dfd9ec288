public import ChatModel

/// Who is who: the outcome of resolving a set of records.
public struct Resolution: Sendable {
    /// The cluster of each record, in the order of the records; clusters are numbered from 0 by their first record.
    public var clusters: [Int]
    /// The links that hold the clusters together, strongest first; a tree over each cluster.
    public var links: [IdentityLink]
    /// Pairs in the grey band and refused merges, the most worth asking first.
    public var review: [IdentityLink]
    /// Where each of `review` stands among all questions.
    public var reviewRanks: [ReviewRank] = []
    /// Ties between clusters that are not identity: family, orders for others.
    public var relations: [IdentityRelation]
    /// How the run went.
    public var report: ResolutionReport

    /// An outcome of the parts.
    public init(
        clusters: [Int], links: [IdentityLink] = [], review: [IdentityLink] = [], relations: [IdentityRelation] = [],
        report: ResolutionReport = ResolutionReport()
    ) {
        self.clusters = clusters
        self.links = links
        self.review = review
        self.relations = relations
        self.report = report
    }

    /// How many clusters there are.
    public var clusterCount: Int { (clusters.max() ?? -1) + 1 }

    /// The record indices of every cluster, ascending.
    public var members: [[Int]] {
        var members = [[Int]](repeating: [], count: clusterCount)
        for (record, cluster) in clusters.enumerated() { members[cluster].append(record) }
        return members
    }
}

/// Two records and everything that speaks for and against their being one person.
///
/// `priorBits`, the bits of the comparisons and `residualBits` add up to `weight`, so that they draw as a waterfall.
public struct IdentityLink: Hashable, Sendable, Codable {
    /// Why a link stands.
    public enum Origin: String, Sendable, Codable {
        /// Weighed from the evidence.
        case inferred
        /// A person decided it.
        case decided
        /// Something beside the columns ties the two; see ``IdentityTie``.
        case tied
    }

    /// Index of the record that came first.
    public var left: Int
    /// Index of the record that came later.
    public var right: Int
    /// Match weight: log2 of the odds that both are one person.
    public var weight: Double
    /// Whether the link was weighed or decided.
    public var origin: Origin
    /// The odds before any comparison, log2.
    public var priorBits: Double
    /// What every comparison found.
    public var comparisons: [ComparisonOutcome]
    /// What the weaker rival explanations take away, log2, at most 0.
    public var residualBits: Double
    /// The strongest other explanation: `family`, `agent`, `coincidence`, `namesake` or `random`.
    public var rival: String

    /// A link of its parts.
    public init(
        left: Int, right: Int, weight: Double, origin: Origin = .inferred, priorBits: Double = 0, comparisons: [ComparisonOutcome] = [],
        residualBits: Double = 0, rival: String = "random"
    ) {
        self.left = left
        self.right = right
        self.weight = weight
        self.origin = origin
        self.priorBits = priorBits
        self.comparisons = comparisons
        self.residualBits = residualBits
        self.rival = rival
    }
}

/// A tie between two clusters that is not identity.
public struct IdentityRelation: Hashable, Sendable, Codable {
    /// What ties the two.
    public enum Kind: String, Sendable, Codable {
        /// People of one household: a shared home or phone under several names.
        case household
        /// One orders for the other.
        case agent
        /// One sends goods to the other.
        case recipient
        /// A record fits two customers that contradict each other.
        case ambiguous
    }

    /// What ties the two.
    public var kind: Kind
    /// Number of the cluster that the tie starts from, the agent or sender where there is one.
    public var from: Int
    /// Number of the other cluster.
    public var to: Int
    /// How sure, 0...1.
    public var confidence: Double
    /// The records that show it.
    public var records: [Int]

    /// A tie between clusters.
    public init(kind: Kind, from: Int, to: Int, confidence: Double, records: [Int]) {
        self.kind = kind
        self.from = from
        self.to = to
        self.confidence = confidence
        self.records = records
    }
}

/// Figures of a run.
public struct ResolutionReport: Hashable, Sendable, Codable {
    /// Pairs that were compared.
    public var candidatePairs = 0
    /// Pairs by the blocking key that brought them together.
    public var pairsByKey: [String: Int] = [:]
    /// Blocks so large that they were cut down or passed over.
    public var cappedBlocks = 0
    /// Rounds of expectation maximisation.
    public var rounds = 0
    /// Decisions that contradict each other and were not followed.
    public var contradictoryDecisions = 0

    /// An empty report.
    public init() {}
}
