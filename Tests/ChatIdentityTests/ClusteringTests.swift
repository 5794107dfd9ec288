import Testing

@testable import ChatIdentity

@Suite struct ClusteringTests {
    /// Joins the strongest pair whose clusters agree, from scratch after every merge.
    private func naive(_ n: Int, _ weight: (Int, Int) -> Float, _ edges: [Edge], _ apart: Set<UInt64>) -> Set<Set<Int>> {
        var clusters = (0..<n).map { Set([$0]) }
        let ordered = edges.sorted { $0.weight > $1.weight }
        var changed = true
        var refused: Set<Int> = []
        while changed {
            changed = false
            for (e, edge) in ordered.enumerated() where !refused.contains(e) {
                let x = clusters.firstIndex { $0.contains(Int(edge.a)) }!
                let y = clusters.firstIndex { $0.contains(Int(edge.b)) }!
                refused.insert(e)
                guard x != y else { continue }
                var sum: Float = 0
                var isForbidden = false
                for a in clusters[x] {
                    for b in clusters[y] {
                        sum += weight(a, b)
                        isForbidden = isForbidden || apart.contains(GuardedClustering.pair(a, b))
                    }
                }
                guard sum > 0, !isForbidden else { continue }
                clusters[x].formUnion(clusters[y])
                clusters.remove(at: y)
                changed = true
                break
            }
        }
        return Set(clusters)
    }

    @Test(arguments: UInt64(1)...30)
    func `Greedy merging gives what a naive merger gives on random graphs`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let n = Int.random(in: 2...24, using: &random)
        var weights: [UInt64: Float] = [:]
        var edges: [Edge] = []
        for a in 0..<n {
            for b in a + 1..<n {
                // Distinct whole numbers, so that neither ties nor rounding decide.
                let w = Float(Int.random(in: -12...8, using: &random)) + Float(a * n + b) / 4096
                weights[GuardedClustering.pair(a, b)] = w
                if w > 0, Bool.random(using: &random) { edges.append(Edge(a: Int32(a), b: Int32(b), weight: w, isStrong: true)) }
            }
        }
        let apart = Set([GuardedClustering.pair(0, n - 1)])
        let table = weights
        let score: @Sendable (Int, Int) -> Float = { table[GuardedClustering.pair($0, $1)] ?? 0 }
        let clustering = GuardedClustering(
            score: score, gathered: { _, _ in nil }, tie: { UInt64($0 * 1000 + $1) }, threshold: 0, gatheringCost: 1, forbidden: apart)
        let found = clustering.cluster(groups: (0..<n).map { [$0] }, edges: edges)
        #expect(Set(found.map(Set.init)) == naive(n, score, edges, apart), "seed \(seed)")
        #expect(found.flatMap { $0 }.sorted() == Array(0..<n))
    }

    @Test(arguments: UInt64(1)...20)
    func `Components are those of a search through the graph`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let n = 60
        let edges = (0..<40).map { _ in (Int.random(in: 0..<n, using: &random), Int.random(in: 0..<n, using: &random)) }
        var components = Components(n)
        for (a, b) in edges { components.join(a, b) }
        var label = Array(0..<n)
        for _ in 0..<n { for (a, b) in edges { (label[a], label[b]) = (min(label[a], label[b]), min(label[a], label[b])) } }
        for i in 0..<n { for j in 0..<n { #expect((components.root(i) == components.root(j)) == (label[i] == label[j]), "seed \(seed)") } }
    }
}
