/// Links clusters by ties, and finds the ties that are a question.
struct TieLinking {
    /// Ties by which clusters were linked.
    private(set) var linked: [IdentityTie] = []
    /// Ties that are a question.
    private(set) var open: [IdentityTie] = []

    private let resolving: Resolving
    private let evidence: PairEvidence
    private var root: [Int]
    private var rows: [[Int]]
    private var forbidden: [Int: Set<Int>] = [:]

    /// - Parameters:
    ///   - clusters: the cluster of each record.
    ///   - cannot: pairs of records that somebody said are two people's.
    init(_ resolving: Resolving, clusters: [Int], ties: [IdentityTie], cannot: [(Int, Int)]) {
        self.resolving = resolving
        evidence = PairEvidence(model: resolving.model)
        let count = (clusters.max() ?? -1) + 1
        root = Array(0..<count)
        rows = [[Int]](repeating: [], count: count)
        for row in resolving.table.rows.indices { rows[clusters[Int(resolving.table.rows[row].record)]].append(row) }
        for (a, b) in cannot {
            forbidden[clusters[a], default: []].insert(clusters[b])
            forbidden[clusters[b], default: []].insert(clusters[a])
        }
        link(ties, clusters)
    }

    /// The cluster of each record after linking, numbered by first record.
    func clusters(after clusters: [Int]) -> [Int] {
        guard !linked.isEmpty else { return clusters }
        var numbers: [Int: Int] = [:]
        return clusters.map { cluster in
            let at = find(cluster)
            if let known = numbers[at] { return known }
            numbers[at] = numbers.count
            return numbers.count - 1
        }
    }

    private mutating func link(_ ties: [IdentityTie], _ clusters: [Int]) {
        let across = ties.filter { clusters[$0.left] != clusters[$0.right] && !isForbidden(clusters[$0.left], clusters[$0.right]) }
        var found: [IdentityTie: Contradiction] = [:]
        for tie in across where found[tie] == nil { found[tie] = between(clusters[tie.left], clusters[tie.right]) }
        let standing = across.filter { found[$0]?.rules(out: $0.kind) == false }
        // What is a question by itself is an answer where another kind of evidence says the same.
        var kinds: [UInt64: Set<IdentityTie.Kind>] = [:]
        for tie in standing { kinds[GuardedClustering.pair(clusters[tie.left], clusters[tie.right]), default: []].insert(tie.kind) }
        // And what somebody says of who they are is one where a number or a place says the same.
        let confirmed = Set(standing.filter { $0.kind == .claim && !$0.mayLink && shareThing($0) })
        func mayLink(_ tie: IdentityTie) -> Bool {
            let kinds = kinds[GuardedClustering.pair(clusters[tie.left], clusters[tie.right])] ?? []
            return !kinds.contains(.title) && (tie.mayLink || kinds.count { $0.supports } > 1 || confirmed.contains(tie))
        }
        // A name that fits two people who cannot be one, or of whom that is a question itself, is neither's.
        let doubtful = Set(standing.lazy.filter { $0.kind == .nickname && !mayLink($0) }.map { GuardedClustering.pair(clusters[$0.left], clusters[$0.right]) })
        var partners: [Int: Set<Int>] = [:]
        for tie in standing where tie.kind != .name {
            partners[clusters[tie.left], default: []].insert(clusters[tie.right])
            partners[clusters[tie.right], default: []].insert(clusters[tie.left])
        }
        var torn: Set<Int> = []
        for (cluster, others) in partners where others.count > 1 {
            let list = others.sorted()
            for (at, a) in list.enumerated() {
                for b in list[(at + 1)...] where isForbidden(a, b) || doubtful.contains(GuardedClustering.pair(a, b)) || !between(a, b).isEmpty {
                    torn.insert(cluster)
                }
            }
        }
        for tie in standing.sorted(by: { ($0.kind.rank, $0.left, $0.right) < ($1.kind.rank, $1.left, $1.right) }) {
            let (a, b) = (find(clusters[tie.left]), find(clusters[tie.right]))
            if a == b { continue }
            let isOpen = !mayLink(tie) || torn.contains(clusters[tie.left]) || torn.contains(clusters[tie.right])
            if !isOpen, !isForbidden(a, b), between(a, b).isEmpty || tie.kind == .claim && found[tie]?.isSubset(of: [.accounts, .phones]) == true,
                weight(tie) > Double(resolving.rules.threshold)
            {
                merge(b, into: a)
                linked.append(tie)
            } else if !isForbidden(a, b) {
                open.append(tie)
            }
        }
        // What came to be one by another tie is no question.
        open = open.filter { find(clusters[$0.left]) != find(clusters[$0.right]) && !isForbidden(clusters[$0.left], clusters[$0.right]) }
    }

    /// Whether two records have a number, an account or a place in common: who says that they are somebody and gives that person's door is they.
    private func shareThing(_ tie: IdentityTie) -> Bool {
        let best = resolving.best(tie.left, tie.right)
        let (rows, pool) = (resolving.table.rows, resolving.table.pool)
        return Support.hasKey(LevelVector.unpack(LevelVector.code(rows[best.a], rows[best.b], pool)))
    }

    /// What the records' best pair of rows and the tie say together, in bits.
    private func weight(_ tie: IdentityTie) -> Double { resolving.best(tie.left, tie.right).weight + tie.bits }

    private func between(_ a: Int, _ b: Int) -> Contradiction {
        Contradiction.between(rows[find(a)], rows[find(b)], resolving.table.rows, resolving.table.pool)
    }

    private func isForbidden(_ a: Int, _ b: Int) -> Bool {
        guard !forbidden.isEmpty else { return false }
        let (a, b) = (find(a), find(b))
        return (forbidden[a] ?? []).contains { find($0) == b }
    }

    private func find(_ i: Int) -> Int {
        var i = i
        while root[i] != i { i = root[i] }
        return i
    }

    private mutating func merge(_ gone: Int, into kept: Int) {
        root[gone] = kept
        rows[kept] += rows[gone]
        rows[gone] = []
        if let others = forbidden[gone] { forbidden[kept, default: []].formUnion(others) }
        for other in forbidden[gone] ?? [] { forbidden[find(other), default: []].insert(kept) }
    }
}

extension IdentityTie.Kind {
    /// The surest first.
    var rank: Int {
        switch self {
        case .order: 0
        case .claim: 1
        case .number: 2
        case .nickname: 3
        case .door: 4
        case .masked: 5
        case .title: 6
        case .name: 7
        }
    }

    /// Whether it makes an answer of another kind that alone is a question.
    fileprivate var supports: Bool { self != .masked && self != .title && self != .name }
}
