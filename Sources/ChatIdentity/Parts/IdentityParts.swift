import JSONText

/// Identity resolution in pieces for records that no one process sees together: values that bring records together, counts that add up to a model, links within blocks, and clusters of
/// records that links tie. What the pieces come to together is what ``IdentityResolver/clusters(of:)`` gives for all records.
///
/// 1. ``forEachKeyLine(of:_:)`` gives every record's rows and values. Whoever distributes counts the values.
/// 2. ``shareLines(_:)`` tells how many people share a number, an account or a door, and which rows only repeat others.
/// 3. ``count(_:into:)`` counts names, then (with what was counted before) rows and pairs; ``IdentityCounts/learn(threads:)`` makes the model.
/// 4. ``linkLines(_:model:)`` finds the links within blocks: they, and equal rows, tie records to sets that do not touch.
/// 5. ``clusters(of:model:)`` tells who is who in sets of such records.
public struct IdentityParts: Sendable {
    /// How bold the resolver is.
    public var options: IdentityResolver.Options

    /// Pieces that together resolve as a resolver of these options does.
    public init(options: IdentityResolver.Options = IdentityResolver.Options()) { self.options = options }

    /// Calls `body` with the line of each record: its id, its rows, and the values of its rows with the row's number: `phone:1a2b3c4d:0`.
    ///
    /// - Returns: how many records have no id and were left out, since nobody could say whose they are.
    public func forEachKeyLine<Failure: Error>(of table: RecordTable, _ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) -> Int {
        var unnamed = 0
        var start = 0
        var json = JSONWriter()
        for record in 0..<table.count {
            var end = start
            while end < table.rows.count, table.rows[end].record == Int32(record) { end += 1 }
            defer { start = end }
            let id = table.recordID(record)
            guard !id.isEmpty else {
                unnamed += 1
                continue
            }
            json.removeAll()
            json.beginObject()
            json.pair("record_id", String(decoding: id, as: UTF8.self))
            json.pair("rows", RowCode.text(table.rows[start..<end], table.pool))
            json.key("keys")
            json.beginArray()
            for i in start..<end { for value in PartValue.values(of: table.rows[i]) { json.string(value.text + ":\(i - start)") } }
            json.endArray()
            json.endObject()
            json.endLine()
            try body(json.bytes)
        }
        return unnamed
    }

    /// The lines that say how often each value of whole values occurs and how many people share it; of equal rows, whom each is one with and whether it only repeats.
    public func shareLines(_ part: PartTable) -> [UInt8] {
        let (rows, pool) = (part.table.rows, part.table.pool)
        var json = JSONWriter()
        var members: [PartValue: [Int]] = [:]
        for i in rows.indices { for value in PartValue.values(of: rows[i]) where part.chosen.contains(value) { members[value, default: []].append(i) } }
        let shares = ValueStatistics.shares(rows, pool, threads: options.threads)
        for value in part.chosen.sorted(by: { ($0.kind, $0.hash) < ($1.kind, $1.hash) }) {
            let group = members[value] ?? []
            guard let first = group.first else { continue }
            if Int(value.kind) == PartValue.same {
                appendSame(value, group, part, to: &json)
                continue
            }
            json.beginObject()
            json.pair("value", value.text)
            json.key("count")
            json.integer(group.count)
            if PartValue.shares.contains(Int(value.kind)) {
                json.key("share")
                json.integer(Int(shares[Int(value.kind) - PartValue.shares.lowerBound][first]))
            }
            json.endObject()
            json.endLine()
        }
        return json.bytes
    }

    private func appendSame(_ value: PartValue, _ group: [Int], _ part: PartTable, to json: inout JSONWriter) {
        let rows = part.table.rows
        let sorted = group.sorted { rows[$0].content < rows[$1].content }
        for (place, row) in sorted.enumerated() where sorted.count > Duplicates.limit {
            // Two contents may share a hash of 32 bits; then they are not the same.
            let isRepeat = place >= Duplicates.limit && Duplicates.hash(rows[row]) == Duplicates.hash(rows[sorted[0]])
            let record = Int(rows[row].record)
            let first = rows.firstIndex { $0.record == rows[row].record } ?? row
            json.beginObject()
            json.pair("value", value.text)
            json.pair("record_id", part.recordID(record))
            json.key("row")
            json.integer(row - first)
            json.pair("first", part.recordID(Int(rows[sorted[0]].record)))
            json.key("repeats")
            json.bool(isRepeat)
            json.endObject()
            json.endLine()
        }
    }

    /// Counts the names of records: the first of the two rounds of counting.
    public func countNames(_ part: PartTable, into counts: inout IdentityCounts) {
        var names = NameCounts()
        for row in part.table.rows { names.add(row) }
        counts.add(names: names)
        counts.rowTotal += part.table.rows.count
    }

    /// Counts the rows of records that came for themselves, and the pairs of the blocks for which others came: the second round.
    ///
    /// - Parameters:
    ///   - known: what the first round came to, over all records and blocks.
    ///   - counts: what is added to.
    public func count(_ part: PartTable, known: IdentityCounts, into counts: inout IdentityCounts) {
        let table = part.filled(known.names)
        if part.hasWhole {
            let limit = RandomLevels.limit(of: known.rowTotal)
            var start = 0
            for record in 0..<table.count {
                var end = start
                while end < table.rows.count, table.rows[end].record == Int32(record) { end += 1 }
                for i in start..<end { counts.rows.add(table.rows[i], nickname: part.nicknames[i]) }
                let chosen = table.rows[start..<end].filter { $0.content <= limit }
                if !chosen.isEmpty { counts.sample.append(RowCode.text(chosen, table.pool)) }
                start = end
            }
        }
        guard !part.chosen.isEmpty else { return }
        let blocks = CandidateBlocks(table.rows, active: part.active, chosen: part.chosenBlocks, threads: options.threads)
        let found = PatternCounts.count(table.rows, table.pool, blocks, upper: known.blockPairs, threads: options.threads)
        counts.add(codes: found.counts, byKey: found.byKey)
    }

    /// The lines of links, `{"left", "right"}`, within the blocks for which records came: who may be one person with whom, alone or with others.
    ///
    /// - Returns: nil where the model holds no weights.
    public func linkLines(_ part: PartTable, model: IdentityCounts) -> [UInt8]? {
        guard let weights = model.model,
            let resolving = Resolving(filled: part.filled(model.names), active: part.active, chosen: part.chosenBlocks, options: options, model: weights)
        else { return nil }
        var seen: Set<UInt64> = []
        var json = JSONWriter()
        for edge in resolving.edges() {
            let (a, b) = (Int(resolving.table.rows[Int(edge.a)].record), Int(resolving.table.rows[Int(edge.b)].record))
            guard seen.insert(GuardedClustering.pair(a, b)).inserted else { continue }
            json.beginObject()
            json.pair("left", part.recordID(a))
            json.pair("right", part.recordID(b))
            json.endObject()
            json.endLine()
        }
        return json.bytes
    }

    /// The cluster of every record of sets that links tie, numbered by first record, and the table for their ids.
    ///
    /// - Returns: nil where the model holds no weights.
    public func clusters(of part: PartTable, model: IdentityCounts) -> (clusters: [Int], table: RecordTable)? {
        guard let weights = model.model,
            let resolving = Resolving(filled: part.filled(model.names), active: part.active, options: options, model: weights)
        else { return nil }
        return (resolving.clusters(resolving.edges()), resolving.table)
    }
}
