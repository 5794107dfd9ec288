/// Rows that edges tie together, component by component: components do not touch, so that each is clustered for itself.
struct ClusterPlan: Sendable {
    /// Row numbers with the component in the upper half.
    private(set) var rows: [UInt64] = []
    /// Edge numbers with the component in the upper half.
    private(set) var edges: [UInt64] = []
    /// The rows and edges of each component.
    private(set) var spans: [(rows: Range<Int>, edges: Range<Int>)] = []

    init(groups: Components, count: Int, edges list: [Edge]) {
        var joined = groups
        for edge in list { joined.join(Int(edge.a), Int(edge.b)) }
        var size = [Int32](repeating: 0, count: count)
        var roots = [UInt64](repeating: 0, count: count)
        for i in 0..<count {
            let root = joined.root(i)
            roots[i] = UInt64(root)
            size[root] += 1
        }
        for i in 0..<count where size[Int(roots[i])] > 1 { rows.append(roots[i] << 32 | UInt64(i)) }
        edges = list.indices.map { roots[Int(list[$0].a)] << 32 | UInt64($0) }
        HashOrder.sort(&rows)
        HashOrder.sort(&edges)
        var e = 0
        var found: [(rows: Range<Int>, edges: Range<Int>)] = []
        HashOrder.forEachRun(rows) { range in
            let root = rows[range.lowerBound] >> 32
            let start = e
            while e < edges.count, edges[e] >> 32 == root { e += 1 }
            found.append((range, start..<e))
        }
        spans = found
    }

    /// The row at a place of `rows`.
    func row(_ i: Int) -> Int { Int(rows[i] & 0xFFFF_FFFF) }

    /// The edge number at a place of `edges`.
    func edge(_ i: Int) -> Int { Int(edges[i] & 0xFFFF_FFFF) }
}
