/// Greedy merging, strongest pair first, that looks at all pairs between two clusters before it joins them.
struct GuardedClustering: Sendable {
    /// What rows `a` and `b` say about each other in bits, whether or not they were candidates.
    let score: @Sendable (_ a: Int, _ b: Int) -> Float
    /// What two clusters say about each other as wholes, in bits; nil where no support stands.
    let gathered: @Sendable (_ a: [Int], _ b: [Int]) -> Float?
    /// Orders equal weights, the same in every run.
    let tie: @Sendable (_ a: Int, _ b: Int) -> UInt64
    let threshold: Float
    let gatheringCost: Float
    /// Pairs of rows that must not be joined.
    var forbidden: Set<UInt64> = []

    /// Pairs that are looked at before a merge goes to review instead.
    static let comparisonLimit = 4000

    /// The clusters of the members of one component: lists of members.
    ///
    /// - Parameters:
    ///   - groups: Members that belong together from the start.
    ///   - edges: Pairs of members; the strongest are tried first.
    func cluster(groups: [[Int]], edges: [Edge]) -> [[Int]] {
        var clusters = groups
        var clusterOf: [Int: Int] = [:]
        for (c, members) in clusters.enumerated() { for m in members { clusterOf[m] = c } }
        let ordered = edges.map { ($0, tie(Int($0.a), Int($0.b))) }.sorted { $0.0.weight != $1.0.weight ? $0.0.weight > $1.0.weight : $0.1 < $1.1 }
        for (edge, _) in ordered where edge.isStrong {
            guard let x = clusterOf[Int(edge.a)], let y = clusterOf[Int(edge.b)], x != y else { continue }
            guard mayJoin(clusters[x], clusters[y]) else { continue }
            let (keep, gone) = clusters[x].count >= clusters[y].count ? (x, y) : (y, x)
            for m in clusters[gone] { clusterOf[m] = keep }
            clusters[keep].append(contentsOf: clusters[gone])
            clusters[gone].removeAll()
        }
        consolidate(&clusters, &clusterOf, ordered.map(\.0))
        return clusters.filter { !$0.isEmpty }
    }

    /// Merges clusters whose records together say what no pair of records says alone.
    private func consolidate(_ clusters: inout [[Int]], _ clusterOf: inout [Int: Int], _ edges: [Edge]) {
        for _ in 0..<4 {
            var seen: Set<UInt64> = []
            var wanted: [(weight: Float, tie: UInt64, x: Int, y: Int)] = []
            for edge in edges {
                guard let x = clusterOf[Int(edge.a)], let y = clusterOf[Int(edge.b)], x != y, seen.insert(Self.pair(x, y)).inserted else { continue }
                let (a, b) = (clusters[x], clusters[y])
                guard a.count * b.count <= 400, let weight = gathered(a, b) else { continue }
                let net = weight - gatheringCost * Float(log2(Double(a.count * b.count)))
                if net > threshold { wanted.append((net, tie(Int(edge.a), Int(edge.b)), x, y)) }
            }
            if wanted.isEmpty { return }
            wanted.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.tie < $1.tie }
            var touched: Set<Int> = []
            for (_, _, x, y) in wanted where !touched.contains(x) && !touched.contains(y) {
                if !forbidden.isEmpty, clusters[x].contains(where: { a in clusters[y].contains { forbidden.contains(Self.pair(a, $0)) } }) { continue }
                touched.insert(x)
                touched.insert(y)
                for m in clusters[y] { clusterOf[m] = x }
                clusters[x].append(contentsOf: clusters[y])
                clusters[y].removeAll()
            }
        }
    }

    private func mayJoin(_ a: [Int], _ b: [Int]) -> Bool {
        guard a.count * b.count <= Self.comparisonLimit else { return false }
        var sum: Float = 0
        for x in a {
            for y in b {
                if !forbidden.isEmpty, forbidden.contains(Self.pair(x, y)) { return false }
                sum += score(x, y)
            }
        }
        return sum > 0
    }

    static func pair(_ a: Int, _ b: Int) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }
}
