import ChatModel

/// Links, questions and relations behind a clustering.
struct Explanation {
    let resolving: Resolving
    let clusters: [Int]
    let edges: [Edge]
    let evidence: PairEvidence

    init(_ resolving: Resolving, clusters: [Int], edges: [Edge]) {
        self.resolving = resolving
        self.clusters = clusters
        self.edges = edges
        evidence = PairEvidence(model: resolving.model)
    }

    private func record(_ row: Int32) -> Int { Int(resolving.table.rows[Int(row)].record) }

    private func code(_ a: Int, _ b: Int) -> Int { LevelVector.code(resolving.table.rows[a], resolving.table.rows[b], resolving.table.pool) }

    /// The link between records `a` and `b` by their rows `x` and `y`.
    private func link(_ a: Int, _ b: Int, _ x: Int, _ y: Int) -> IdentityLink {
        evidence.link(min(a, b), max(a, b), resolving.table.rows[x], resolving.table.rows[y], code: code(x, y))
    }

    /// Edges from strong to weak, ties by content.
    private func ordered(_ chosen: [Edge]) -> [Edge] {
        let rows = resolving.table.rows
        return chosen.map { ($0, ContentHash.mix(rows[Int($0.a)].content &+ rows[Int($0.b)].content)) }
            .sorted { $0.0.weight != $1.0.weight ? $0.0.weight > $1.0.weight : $0.1 < $1.1 }.map(\.0)
    }

    /// A tree of the strongest links over each cluster; decided pairs come first, ties after what stands by itself.
    func links(decided: [(Int, Int)], ties: [IdentityTie]) -> [IdentityLink] {
        var tree = Components(clusters.count)
        var links: [IdentityLink] = []
        for (a, b) in decided where tree.root(a) != tree.root(b) {
            tree.join(a, b)
            var link = link(a, b, resolving.firstRow[a], resolving.firstRow[b])
            link.origin = .decided
            links.append(link)
        }
        func add(_ edges: some Sequence<Edge>) {
            for edge in edges {
                let (a, b) = (record(edge.a), record(edge.b))
                guard tree.root(a) != tree.root(b) else { continue }
                tree.join(a, b)
                links.append(link(a, b, Int(edge.a), Int(edge.b)))
            }
        }
        let inside = ordered(edges.filter { clusters[record($0.a)] == clusters[record($0.b)] })
        add(inside.lazy.filter(\.isStrong))
        for tie in ties where tree.root(tie.left) != tree.root(tie.right) {
            tree.join(tie.left, tie.right)
            links.append(link(tie))
        }
        add(inside)
        return links
    }

    /// A tie with what the comparisons say beside it.
    private func link(_ tie: IdentityTie) -> IdentityLink {
        let best = resolving.best(tie.left, tie.right)
        var link = link(tie.left, tie.right, best.a, best.b)
        link.origin = .tied
        link.comparisons.append(ComparisonOutcome(comparison: "tie", level: tie.kind.rawValue, bits: tie.bits))
        link.weight += tie.bits
        return link
    }

    /// The best unlinked pair of every two clusters that may be one person, the most doubtful and largest first.
    func review(
        from threshold: Double, limit: Int, cannot: [(Int, Int)], ties: [IdentityTie]
    ) -> (links: [IdentityLink], ranks: [ReviewRank]) {
        let members = clusters.reduce(into: [Int](repeating: 0, count: (clusters.max() ?? -1) + 1)) { $0[$1] += 1 }
        var seen: Set<UInt64> = []
        for (a, b) in cannot { seen.insert(GuardedClustering.pair(clusters[a], clusters[b])) }
        var found: [(rank: ReviewRank, asked: Asked)] = []
        for tie in ties where seen.insert(GuardedClustering.pair(clusters[tie.left], clusters[tie.right])).inserted {
            let worth = Double(members[clusters[tie.left]] + members[clusters[tie.right]])
            found.append((ReviewRank(worth: worth, kind: tie.kind.rank, weight: 0, mark: 0), .tie(tie)))
        }
        let doubtful = ordered(edges.filter { Double($0.weight) >= threshold && clusters[record($0.a)] != clusters[record($0.b)] })
        let rows = rowsOfClusters(doubtful)
        for edge in doubtful {
            let (a, b) = (record(edge.a), record(edge.b))
            guard seen.insert(GuardedClustering.pair(clusters[a], clusters[b])).inserted else { continue }
            // Two records may agree where all that is known of the two people does not: that is no question.
            guard Double(edge.weight) >= Self.refusedWeight || gathered(rows[clusters[a]] ?? [], rows[clusters[b]] ?? []) >= threshold else { continue }
            let p = 1 / (1 + exp2(-Double(edge.weight)))
            let worth = (p * (1 - p) + 0.01) * Double(members[clusters[a]] + members[clusters[b]])
            let mark = ContentHash.mix(resolving.table.rows[Int(edge.a)].content &+ resolving.table.rows[Int(edge.b)].content)
            let rank = ReviewRank(worth: worth, kind: Self.comparisonsRank, weight: Double(edge.weight), mark: mark)
            found.append((rank, .edge(edge)))
        }
        let order = found.indices.sorted { found[$0].rank != found[$1].rank ? found[$0].rank < found[$1].rank : $0 < $1 }.prefix(limit)
        let links = order.map { place in
            switch found[place].asked {
            case .tie(let tie): link(tie)
            case .edge(let edge): link(record(edge.a), record(edge.b), Int(edge.a), Int(edge.b))
            }
        }
        return (links, order.map { found[$0].rank })
    }

    /// What asks a question.
    private enum Asked {
        case tie(IdentityTie)
        case edge(Edge)
    }

    /// Behind the ranks of all kinds of ties.
    private static let comparisonsRank = 100

    /// Bits from which an edge that was not followed is a question whatever else speaks against it.
    private static let refusedWeight = 5.0
    /// Pairs of rows that are looked at for one question.
    private static let gatheredPairs = 4000

    /// The rows of every cluster that one of these edges touches.
    private func rowsOfClusters(_ edges: [Edge]) -> [Int: [Int]] {
        var rows: [Int: [Int]] = [:]
        for edge in edges { for row in [edge.a, edge.b] { rows[clusters[record(row)]] = [] } }
        for row in resolving.table.rows.indices {
            let cluster = clusters[Int(resolving.table.rows[row].record)]
            if rows[cluster] != nil { rows[cluster]?.append(row) }
        }
        return rows
    }

    /// What everything known of two people says; clusters too large to look through say nothing against a question.
    private func gathered(_ a: [Int], _ b: [Int]) -> Double {
        guard a.count * b.count <= Self.gatheredPairs else { return .infinity }
        var all = GatheredEvidence()
        for x in a { for y in b { all.add(resolving.table.rows[x], resolving.table.rows[y], resolving.table.pool) } }
        return Double(resolving.model.weight(all.code) + all.birthBits)
    }

    /// Households and agents: pairs of clusters whose records are best explained so.
    func relations() -> [IdentityRelation] {
        let rows = resolving.table.rows
        var classes: [Int: (PairClass, Double)] = [:]
        var found: [UInt64: IdentityRelation] = [:]
        for part in resolving.blocks.parts.indices {
            resolving.blocks.forEachPair(part: part, of: rows) { x, y, _ in
                let (a, b) = (Int(rows[x].record), Int(rows[y].record))
                guard clusters[a] != clusters[b] else { return }
                let code = code(x, y)
                let (which, sure) = classes[code] ?? evidence.bestClass(code)
                classes[code] = (which, sure)
                guard which == .family || which == .agent, sure >= Self.sureRelation else { return }
                note(which == .family ? .household : .agent, a, b, sure, &found)
            }
        }
        return (found.values + doubts()).sorted { ($0.from, $0.to, $0.kind.rawValue) < ($1.from, $1.to, $1.kind.rawValue) }
    }

    /// The ambiguities, one of every two clusters.
    func doubts() -> [IdentityRelation] {
        var found: [UInt64: IdentityRelation] = [:]
        for relation in ambiguities() { found[GuardedClustering.pair(relation.from, relation.to)] = relation }
        return found.values.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }

    /// The same for pairs of records, whichever cluster they came into.
    func kin() -> [IdentityKin] {
        let rows = resolving.table.rows
        let (blocks, pool) = (resolving.blocks, resolving.table.pool)
        let found = Parallel.map(blocks.parts.count, threads: resolving.threads) { part in
            var classes: [Int: (PairClass, Double)] = [:]
            var found: [UInt64: IdentityKin] = [:]
            blocks.forEachPair(part: part, of: rows) { x, y, _ in
                let (a, b) = (Int(rows[x].record), Int(rows[y].record))
                guard a != b else { return }
                let code = LevelVector.code(rows[x], rows[y], pool)
                let (which, sure) = classes[code] ?? evidence.bestClass(code)
                classes[code] = (which, sure)
                guard which == .family || which == .agent, sure >= Self.sureRelation else { return }
                let key = GuardedClustering.pair(a, b) << 1 ^ (which == .family ? 0 : 1 << 63)
                if let old = found[key], old.confidence >= sure { return }
                found[key] = IdentityKin(kind: which == .family ? .household : .agent, left: min(a, b), right: max(a, b), confidence: sure)
            }
            return found
        }
        var all: [UInt64: IdentityKin] = [:]
        for part in found { all.merge(part) { $0.confidence >= $1.confidence ? $0 : $1 } }
        return all.values.sorted { ($0.left, $0.right, $0.kind.rawValue) < ($1.left, $1.right, $1.kind.rawValue) }
    }

    /// How sure the better explanation has to be.
    private static let sureRelation = 0.7

    /// Records that would be linked to another customer nearly as gladly as to their own, which that customer contradicts.
    private func ambiguities() -> [IdentityRelation] {
        var home: [Int: Float] = [:]
        var abroad: [Int: Edge] = [:]
        for edge in ordered(edges.filter(\.isStrong)) {
            let ends = (record(edge.a), record(edge.b))
            for (mine, other) in [ends, (ends.1, ends.0)] {
                if clusters[mine] == clusters[other] {
                    if home[mine] == nil { home[mine] = edge.weight }
                } else if abroad[mine] == nil {
                    abroad[mine] = edge
                }
            }
        }
        return abroad.sorted { $0.key < $1.key }.compactMap { mine, edge in
            guard let own = home[mine], own - edge.weight < Self.ambiguousGap else { return nil }
            let other = record(edge.a) == mine ? record(edge.b) : record(edge.a)
            return IdentityRelation(
                kind: .ambiguous, from: clusters[mine], to: clusters[other], confidence: 1 / (1 + exp2(Double(own - edge.weight))), records: [mine, other])
        }
    }

    /// Bits by which one customer must fit a record better than another.
    private static let ambiguousGap: Float = 3

    private func note(_ kind: IdentityRelation.Kind, _ a: Int, _ b: Int, _ sure: Double, _ found: inout [UInt64: IdentityRelation]) {
        let key = GuardedClustering.pair(clusters[a], clusters[b]) << 1 ^ (kind == .household ? 0 : 1 << 63)
        let records = [min(a, b), max(a, b)]
        if let old = found[key], old.confidence > sure || old.confidence == sure && old.records.lexicographicallyPrecedes(records) { return }
        let (from, to) = (min(clusters[a], clusters[b]), max(clusters[a], clusters[b]))
        found[key] = IdentityRelation(kind: kind, from: from, to: to, confidence: sure, records: records)
    }
}
