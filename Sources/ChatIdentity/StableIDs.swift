/// Gives customers their ids and keeps them: a customer of an earlier run is recognised by the records it shares with a cluster of this run.
public enum StableIDs {
    /// A customer of an earlier run.
    public struct Previous: Hashable, Sendable {
        /// The customer's id.
        public var id: String
        /// Ascending with the age of the id: the smaller, the older.
        public var order: Int
        /// The records that it was made of.
        public var recordIDs: [String]

        /// A customer of an earlier run.
        public init(id: String, order: Int, recordIDs: [String]) {
            self.id = id
            self.order = order
            self.recordIDs = recordIDs
        }
    }

    /// Which cluster has which id, and where ids went that no cluster kept.
    public struct Assignment: Hashable, Sendable {
        /// One id for each cluster.
        public var ids: [String]
        /// An id that was absorbed, and the id that stands for it now.
        public var redirects: [String: String]
        /// Ids whose records are all gone.
        public var retired: [String]
        /// New ids split off an older one, by new id.
        public var splitFrom: [String: String]

        /// Which cluster has which id.
        public init(ids: [String], redirects: [String: String] = [:], retired: [String] = [], splitFrom: [String: String] = [:]) {
            (self.ids, self.redirects, self.retired, self.splitFrom) = (ids, redirects, retired, splitFrom)
        }
    }

    /// Assigns ids to clusters.
    ///
    /// On a merge the oldest id stays and the others redirect to it; on a split the part with most of the records keeps the id, ties going to the part
    /// with the smallest record id. A new id is made of the cluster's smallest record id, so that the same records give the same id everywhere.
    ///
    /// - Parameters:
    ///   - clusters: the cluster of each record.
    ///   - recordIDs: the records' ids.
    ///   - previous: the customers of the earlier run that the records were of.
    ///   - isTaken: whether somebody else has an id.
    public static func assign(
        clusters: [Int], recordIDs: [String], previous: [Previous], isTaken: (String) -> Bool = { _ in false }
    ) -> Assignment {
        let count = (clusters.max() ?? -1) + 1
        var smallest = [String?](repeating: nil, count: count)
        var clusterOf: [String: Int] = [:]
        clusterOf.reserveCapacity(recordIDs.count)
        for (cluster, id) in zip(clusters, recordIDs) {
            clusterOf[id] = cluster
            if smallest[cluster].map({ id < $0 }) ?? true { smallest[cluster] = id }
        }
        let old = previous.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
        // The home of an old customer is the cluster that holds most of its records.
        var homes: [Int?] = []
        for customer in old {
            var shares: [Int: Int] = [:]
            for record in customer.recordIDs { if let cluster = clusterOf[record] { shares[cluster, default: 0] += 1 } }
            homes.append(shares.max { ($0.value, smallest[$1.key] ?? "") < ($1.value, smallest[$0.key] ?? "") }?.key)
        }
        var ids = [String?](repeating: nil, count: count)
        var result = Assignment(ids: [], redirects: [:], retired: [], splitFrom: [:])
        var taken = Set(old.map(\.id))
        for (customer, home) in zip(old, homes) {
            guard let home else {
                result.retired.append(customer.id)
                continue
            }
            if let winner = ids[home] { result.redirects[customer.id] = winner } else { ids[home] = customer.id }
        }
        var origin: [Int: String] = [:]
        for customer in old {
            for record in customer.recordIDs {
                if let cluster = clusterOf[record], ids[cluster] == nil, origin[cluster] == nil { origin[cluster] = customer.id }
            }
        }
        for cluster in (0..<count).sorted(by: { (smallest[$0] ?? "") < (smallest[$1] ?? "") }) where ids[cluster] == nil {
            var salt: UInt64 = 0
            var id = mint(smallest[cluster] ?? "", salt)
            while !taken.insert(id).inserted || isTaken(id) {
                salt += 1
                id = mint(smallest[cluster] ?? "", salt)
            }
            ids[cluster] = id
            if let from = origin[cluster] { result.splitFrom[id] = from }
        }
        result.ids = ids.map { $0 ?? "" }
        return result
    }

    /// The first ids that a new customer with a smallest record id may get, in the order in which they are tried.
    public static func candidates(_ recordID: String) -> [String] { (0..<4).map { mint(recordID, $0) } }

    /// `c_` and 13 characters that are made of a record id.
    static func mint(_ recordID: String, _ salt: UInt64) -> String {
        String(decoding: mint(bytes: Array(recordID.utf8)[...], salt), as: UTF8.self)
    }

    /// `c_` and 13 characters that are made of a record id.
    static func mint(bytes: ArraySlice<UInt8>, _ salt: UInt64) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ salt
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = ContentHash.mix(hash)
        var id: [UInt8] = [0x63, 0x5F]
        id.reserveCapacity(15)
        for i in 0..<13 { id.append(alphabet[Int(truncatingIfNeeded: hash >> (60 - 5 * UInt64(i)) & 31)]) }
        return id
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
