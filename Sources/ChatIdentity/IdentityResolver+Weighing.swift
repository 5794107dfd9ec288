extension IdentityResolver {
    /// What the pairs of records of two groups say about their being one person, the strongest pair first.
    ///
    /// Values are weighed as in ``resolve(_:decisions:ties:)`` over all the records; each pair of records is shown by its strongest pair of names and numbers.
    ///
    /// - Parameters:
    ///   - records: all records that are weighed against each other.
    ///   - left: indices of records.
    ///   - right: indices of other records.
    public func weigh(_ records: [IdentityRecord], _ left: [Int], _ right: [Int]) -> [IdentityLink] {
        guard !left.isEmpty, !right.isEmpty else { return [] }
        var builder = RecordTableBuilder()
        for record in records { builder.add(RawRecord(record)) }
        let resolving = Resolving(builder.take(), options: options)
        let table = resolving.table
        var rows: [Int: [Int]] = [:]
        let wanted = Set(left).union(right)
        for i in table.rows.indices where wanted.contains(Int(table.rows[i].record)) { rows[Int(table.rows[i].record), default: []].append(i) }
        let evidence = PairEvidence(model: resolving.model)
        var links: [IdentityLink] = []
        for a in left {
            for b in right where a != b {
                var best: IdentityLink?
                for x in rows[a] ?? [] {
                    for y in rows[b] ?? [] {
                        let (left, right) = (table.rows[x], table.rows[y])
                        let link = evidence.link(min(a, b), max(a, b), left, right, code: LevelVector.code(left, right, table.pool))
                        if best.map({ link.weight > $0.weight }) ?? true { best = link }
                    }
                }
                if let best { links.append(best) }
            }
        }
        return links.sorted { ($1.weight, $0.left, $0.right) < ($0.weight, $1.left, $1.right) }
    }
}
