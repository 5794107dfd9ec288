/// The run itself, over a table: statistics, blocks, model, then clusters.
struct Resolving: Sendable {
    let table: RecordTable
    let threads: Int
    let rules: MergeRules
    let blocks: CandidateBlocks
    /// What was counted to learn the model; nil where it was known before.
    let patterns: PatternCounts?
    let model: MatchModel
    /// For each row that repeats another, that row, else -1; empty when there are none.
    let duplicates: [Int32]
    /// The first row of each record.
    let firstRow: [Int]

    init(_ source: consuming RecordTable, options: IdentityResolver.Options) {
        var table = source
        threads = options.threads
        rules = MergeRules(options)
        ValueStatistics.fill(&table.rows, table.pool, threads: threads)
        duplicates = Duplicates.find(table.rows)
        blocks = CandidateBlocks(table.rows, duplicates: duplicates, threads: threads)
        let patterns = PatternCounts(table.rows, table.pool, blocks, threads: threads)
        self.patterns = patterns
        let counts = RowCounts(table.rows)
        let random = RandomLevels.estimate(counts, table.rows, table.pool, patterns, threads: threads)
        model = MatchModel(patterns, random: random, counts: counts, isKnownByBirth: !options.asksWhenNear && counts.areKnownByBirth)
        firstRow = Self.firstRows(table)
        self.table = table
    }

    /// A run over some records of a larger set, of which all that is counted and learned is known; nil where what is known is not that of these records.
    init?(_ source: consuming RecordTable, options: IdentityResolver.Options, model known: IdentityModel, statistics: [[UInt8]]) {
        var table = source
        guard let active = ValueStatistics.fill(&table.rows, table.pool, kept: statistics) else { return nil }
        self.init(filled: table, active: active, options: options, model: known)
    }

    /// A run over some records of a larger set whose rows say what was counted among all.
    ///
    /// - Parameters:
    ///   - active: by row, a bit for each key whose block is in use among all.
    ///   - chosen: the blocks that are looked through (see ``CandidateBlocks``).
    init?(
        filled source: consuming RecordTable, active: [UInt32], chosen: Set<UInt64>? = nil, options: IdentityResolver.Options, model known: IdentityModel
    ) {
        let table = source
        guard let model = MatchModel(known) else { return nil }
        threads = options.threads
        rules = MergeRules(options)
        duplicates = Duplicates.find(table.rows)
        blocks = CandidateBlocks(table.rows, active: active, chosen: chosen, threads: threads)
        patterns = nil
        self.model = model
        firstRow = Self.firstRows(table)
        self.table = table
    }

    private static func firstRows(_ table: RecordTable) -> [Int] {
        var firstRow = [Int](repeating: -1, count: table.count)
        for i in table.rows.indices where firstRow[Int(table.rows[i].record)] < 0 { firstRow[Int(table.rows[i].record)] = i }
        return firstRow
    }

    /// How the run went so far.
    var report: ResolutionReport {
        var report = ResolutionReport()
        if let patterns {
            report.candidatePairs = patterns.pairs
            for key in BlockingKey.allCases { report.pairsByKey[key.name] = patterns.pairsByKey[key.rawValue] }
        }
        report.cappedBlocks = blocks.cappedBlocks
        report.rounds = model.rounds
        return report
    }

    /// Pairs that may be linked, and pairs a little below that may be linked together with others.
    func edges() -> [Edge] {
        let (rows, pool, blocks, model, rules) = (table.rows, table.pool, blocks, model, rules)
        let least = rules.threshold - rules.reach
        let found = Parallel.map(blocks.parts.count, threads: threads) { part in
            var edges: [Edge] = []
            blocks.forEachPair(part: part, of: rows) { a, b, _ in
                let code = LevelVector.code(rows[a], rows[b], pool)
                let birth = BirthDateComparison.bits(rows[a], rows[b])
                let weight = model.weight(code) + birth
                guard weight > least, rows[a].record != rows[b].record else { return }
                edges.append(
                    Edge(
                        a: Int32(truncatingIfNeeded: a), b: Int32(truncatingIfNeeded: b), weight: weight,
                        isStrong: rules.allows(weight, code, birthBits: birth, hasOtherNumber: Self.haveOtherNumbers(rows[a], rows[b]))))
            }
            return edges
        }
        return found.flatMap { $0 }
    }

    /// Whether two rows have other numbers.
    @inline(__always)
    private static func haveOtherNumbers(_ a: Row, _ b: Row) -> Bool {
        a.phoneKind != .none && b.phoneKind != .none && PhoneComparison.level(a, b) == PhoneComparison.differs
    }

    /// The pair of rows of two records that weighs most, and its weight in bits.
    func best(_ left: Int, _ right: Int) -> (a: Int, b: Int, weight: Double) {
        var best = (a: firstRow[left], b: firstRow[right], weight: -Double.infinity)
        for x in rows(of: left) {
            for y in rows(of: right) {
                let weight = Double(
                    model.weight(LevelVector.code(table.rows[x], table.rows[y], table.pool)) + BirthDateComparison.bits(table.rows[x], table.rows[y]))
                if weight > best.weight { best = (x, y, weight) }
            }
        }
        return best
    }

    /// The rows of a record, which stand side by side.
    private func rows(of record: Int) -> Range<Int> {
        var end = firstRow[record]
        while end < table.rows.count, table.rows[end].record == Int32(record) { end += 1 }
        return firstRow[record]..<end
    }

    /// The cluster of every record, numbered by first record.
    ///
    /// - Parameters:
    ///   - edges: What `edges()` gave.
    ///   - must: Pairs of records that are one from the start.
    ///   - cannot: Pairs of records that stay apart.
    func clusters(_ edges: [Edge], must: [(Int, Int)] = [], cannot: [(Int, Int)] = []) -> [Int] {
        let count = table.rows.count
        var whole = Components(count)
        for i in 0..<count { whole.join(firstRow[Int(table.rows[i].record)], i) }
        let held = Set(cannot.flatMap { [$0.0, $0.1] })
        for (row, first) in duplicates.enumerated() where first >= 0 && !held.contains(Int(table.rows[row].record)) { whole.join(Int(first), row) }
        for (a, b) in must { whole.join(firstRow[a], firstRow[b]) }
        let groups = (0..<count).map { whole.root($0) }
        let plan = ClusterPlan(groups: whole, count: count, edges: edges)
        let clustering = clustering(forbidden: Set(cannot.map { GuardedClustering.pair(firstRow[$0.0], firstRow[$0.1]) }))
        let partCount = max(1, min(256, plan.spans.count / 64))
        let found = Parallel.map(partCount, threads: threads) { part in
            var result: [[Int]] = []
            for span in plan.spans[plan.spans.count * part / partCount..<plan.spans.count * (part + 1) / partCount] {
                // Rows of one group come out of order when there are several groups, so that they are sorted by it first.
                let rows = span.rows.map(plan.row).filter { duplicates.isEmpty || duplicates[$0] < 0 }
                let order = rows.map { (groups[$0], $0) }.sorted { $0 < $1 }
                var members: [[Int]] = []
                for (i, (group, row)) in order.enumerated() {
                    if i > 0, order[i - 1].0 == group { members[members.count - 1].append(row) } else { members.append([row]) }
                }
                result += clustering.cluster(groups: members, edges: span.edges.map { edges[plan.edge($0)] })
            }
            return result
        }
        var final = whole
        for part in found { for cluster in part { for row in cluster.dropFirst() { final.join(cluster[0], row) } } }
        return number(&final)
    }

    // MARK: Kept

    /// What was counted for each record among all.
    func statistics() -> [[UInt8]] {
        var kept = [[UInt8]](repeating: [], count: table.count)
        for (i, row) in table.rows.enumerated() { kept[Int(row.record)] += ValueStatistics.bytes(row, active: blocks.active[i]) }
        return kept
    }

    /// The island of each record: what could be joined, and what decides about that, lies within one.
    ///
    /// - Parameters:
    ///   - edges: what `edges()` gave.
    ///   - pairs: pairs of records that something else ties or parts.
    ///   - together: records that belong into one island for other reasons.
    func islands(_ edges: [Edge], pairs: [(Int, Int)], together: [[Int]]) -> [Int] {
        var sea = Components(table.count)
        for edge in edges { sea.join(Int(table.rows[Int(edge.a)].record), Int(table.rows[Int(edge.b)].record)) }
        for (a, b) in pairs { sea.join(a, b) }
        let alike = duplicates.isEmpty ? [] : Duplicates.groups(table.rows, duplicates).map { $0.map { Int(table.rows[$0].record) } }
        for group in together + alike { for other in group.dropFirst() { sea.join(group[0], other) } }
        var numbers: [Int: Int] = [:]
        return (0..<table.count).map { record in
            let root = sea.root(record)
            if let known = numbers[root] { return known }
            numbers[root] = numbers.count
            return numbers.count - 1
        }
    }

    private func clustering(forbidden: Set<UInt64>) -> GuardedClustering {
        let (rows, pool, blocks, model, rules) = (table.rows, table.pool, blocks, model, rules)
        return GuardedClustering(
            score: { a, b in
                let code = LevelVector.code(rows[a], rows[b], pool)
                let birth = BirthDateComparison.bits(rows[a], rows[b])
                if blocks.areCandidates(a, b) { return min(max(model.weight(code) + birth, -rules.clip), rules.clip) }
                if birth < 0 { return birth }
                let name = UInt8(code / (LevelVector.codeCount / NameComparison.levelCount))
                if name == NameComparison.surnameDiffers || name == NameComparison.genderDiffers { return rules.otherSurname }
                return name >= NameComparison.oneCharacterDiffers ? rules.otherName : 0
            },
            gathered: { a, b in
                var evidence = GatheredEvidence()
                for x in a { for y in b { evidence.add(rows[x], rows[y], pool) } }
                let weight = model.weight(evidence.code) + evidence.birthBits
                return rules.allows(weight, evidence.code, birthBits: evidence.birthBits) ? weight : nil
            },
            areOthers: { a, b in
                guard rules.asksWhenNear else { return false }
                var differ = false
                for x in a {
                    for y in b {
                        let levels = LevelVector.unpack(LevelVector.code(rows[x], rows[y], pool))
                        if Support.isPersonal(levels) { return false }
                        differ = differ || Support.isOther(levels) || Support.areTwoAccounts(rows[x], rows[y], levels)
                    }
                }
                return differ
            },
            tie: { a, b in ContentHash.mix(rows[a].content &+ rows[b].content) },
            threshold: rules.threshold, gatheringCost: rules.gathering, forbidden: forbidden)
    }

    private func number(_ final: inout Components) -> [Int] {
        var numbers = [Int32](repeating: -1, count: table.rows.count)
        var clusters = [Int](repeating: 0, count: table.count)
        var next: Int32 = 0
        for record in 0..<table.count where firstRow[record] >= 0 {
            let root = final.root(firstRow[record])
            if numbers[root] < 0 {
                numbers[root] = next
                next += 1
            }
            clusters[record] = Int(numbers[root])
        }
        return clusters
    }
}
