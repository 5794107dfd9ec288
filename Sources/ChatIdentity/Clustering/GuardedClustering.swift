/// Greedy merging, strongest pair first, that looks at all pairs between two clusters before it joins them.
struct GuardedClustering: Sendable {
    /// What rows `a` and `b` say about each other in bits, whether or not they were candidates.
    let score: @Sendable (_ a: Int, _ b: Int) -> Float
    /// What two clusters say about each other as wholes, in bits; nil where no support stands.
    let gathered: @Sendable (_ a: [Int], _ b: [Int]) -> Float?
    /// Whether two clusters are of other people, whatever they share and whoever stands between them.
    var areOthers: @Sendable (_ a: [Int], _ b: [Int]) -> Bool = { _, _ in false }
    /// Orders equal weights, the same in every run.
    let tie: @Sendable (_ a: Int, _ b: Int) -> UInt64
    let threshold: Float
    let gatheringCost: Float
    /// Pairs of rows that must not be joined.
    var forbidden: Set<UInt64> = []

    /// Pairs that are looked at before a merge goes to review instead.
    static let comparisonLimit = 4000
    /// Pairs of rows from which evidence is gathered for one merge.
    static let gatheringLimit = 400
    private static let roundLimit = 4

    /// The state of one component: rows by cluster, and the cluster of each end of each edge.
    private struct State {
        var clusters: [[Int]]
        var clusterOf: [Int32] = []
        /// For each cluster, the places of its rows in `clusterOf`.
        var places: [[Int32]] = []

        init(_ groups: [[Int]]) {
            clusters = groups
            for (c, members) in groups.enumerated() {
                places.append(members.indices.map { Int32(clusterOf.count + $0) })
                clusterOf.append(contentsOf: repeatElement(Int32(c), count: members.count))
            }
        }

        mutating func merge(_ gone: Int, into kept: Int) {
            for place in places[gone] { clusterOf[Int(place)] = Int32(kept) }
            places[kept].append(contentsOf: places[gone])
            clusters[kept].append(contentsOf: clusters[gone])
            places[gone].removeAll()
            clusters[gone].removeAll()
        }
    }

    /// The place of each row among the rows of a component; nearly all components are so small that looking is quicker than hashing.
    private struct Places {
        private var rows: [Int] = []
        private var table: [Int: Int] = [:]

        init(_ groups: [[Int]]) {
            for group in groups { rows += group }
            if rows.count > 24 { for (i, row) in rows.enumerated() { table[row] = i } }
        }

        subscript(row: Int) -> Int? { rows.count > 24 ? table[row] : rows.firstIndex(of: row) }
    }

    /// An edge with the places of its ends.
    private struct PlacedEdge {
        var edge: Edge
        var tie: UInt64
        var a: Int
        var b: Int
    }

    /// The clusters of the members of one component: lists of members.
    ///
    /// - Parameters:
    ///   - groups: Members that belong together from the start.
    ///   - edges: Pairs of members; the strongest are tried first.
    func cluster(groups: [[Int]], edges: [Edge]) -> [[Int]] {
        if groups.count == 1 { return groups }
        if groups.count == 2, groups[0].count == 1, groups[1].count == 1 {
            // Of two single rows their edge says everything.
            let isOne = edges.contains(where: \.isStrong) && mayJoin(groups[0], groups[1])
            return isOne ? [groups[0] + groups[1]] : groups
        }
        var state = State(groups)
        let place = Places(groups)
        var ordered: [PlacedEdge] = []
        ordered.reserveCapacity(edges.count)
        for edge in edges {
            guard let a = place[Int(edge.a)], let b = place[Int(edge.b)] else { continue }
            ordered.append(PlacedEdge(edge: edge, tie: tie(Int(edge.a), Int(edge.b)), a: a, b: b))
        }
        ordered.sort { $0.edge.weight != $1.edge.weight ? $0.edge.weight > $1.edge.weight : $0.tie < $1.tie }
        for placed in ordered where placed.edge.isStrong {
            let (x, y) = (Int(state.clusterOf[placed.a]), Int(state.clusterOf[placed.b]))
            guard x != y, mayJoin(state.clusters[x], state.clusters[y]) else { continue }
            if state.clusters[x].count >= state.clusters[y].count { state.merge(y, into: x) } else { state.merge(x, into: y) }
        }
        consolidate(&state, ordered)
        return state.clusters.filter { !$0.isEmpty }
    }

    /// Merges clusters whose records together say what no pair of records says alone.
    private func consolidate(_ state: inout State, _ edges: [PlacedEdge]) {
        var isChanged = [Bool](repeating: true, count: state.clusters.count)
        for _ in 0..<Self.roundLimit {
            var seen: Set<UInt64> = []
            var wanted: [(weight: Float, tie: UInt64, x: Int, y: Int)] = []
            for placed in edges {
                let (x, y) = (Int(state.clusterOf[placed.a]), Int(state.clusterOf[placed.b]))
                guard x != y, isChanged[x] || isChanged[y] else { continue }
                let pairs = state.clusters[x].count * state.clusters[y].count
                // Of two single rows everything was said by their edge.
                guard pairs > 1, pairs <= Self.gatheringLimit, seen.insert(Self.pair(x, y)).inserted else { continue }
                guard let weight = gathered(state.clusters[x], state.clusters[y]) else { continue }
                let net = weight - gatheringCost * Float(log2(Double(pairs)))
                if net > threshold { wanted.append((net, placed.tie, x, y)) }
            }
            if wanted.isEmpty { return }
            wanted.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.tie < $1.tie }
            isChanged = [Bool](repeating: false, count: state.clusters.count)
            // A cluster that has grown in this round, or lost a merge to a better one, is weighed anew in the next.
            for (_, _, x, y) in wanted {
                if isChanged[x] || isChanged[y] { continue }
                if !forbidden.isEmpty, isForbidden(state.clusters[x], state.clusters[y]) { continue }
                if areOthers(state.clusters[x], state.clusters[y]) { continue }
                state.merge(y, into: x)
                isChanged[x] = true
                isChanged[y] = true
            }
        }
    }

    private func isForbidden(_ a: [Int], _ b: [Int]) -> Bool {
        a.contains { x in b.contains { forbidden.contains(Self.pair(x, $0)) } }
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
        return sum > 0 && !areOthers(a, b)
    }

    static func pair(_ a: Int, _ b: Int) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }
}
