/// Rows that say the same many times over: all but a few of them join the first without being compared.
enum Duplicates {
    /// Rows of one content that are compared like any others.
    static let limit = 8

    /// For each row that repeats another, the row it repeats, else -1; empty when there are none.
    static func find(_ rows: [Row]) -> [Int32] {
        var entries: [UInt64] = []
        for i in rows.indices where isTelling(rows[i]) { entries.append(UInt64(ContentHash.short(hash(rows[i]))) << 32 | UInt64(i)) }
        HashOrder.sort(&entries)
        var result: [Int32] = []
        HashOrder.forEachRun(entries) { range in
            guard range.count > limit else { return }
            if result.isEmpty { result = [Int32](repeating: -1, count: rows.count) }
            let group = range.map { Int(entries[$0] & 0xFFFF_FFFF) }.sorted { rows[$0].content < rows[$1].content }
            for row in group[limit...] where hash(rows[row]) == hash(rows[group[0]]) { result[row] = Int32(truncatingIfNeeded: group[0]) }
        }
        return result
    }

    /// Groups of rows of one content of which some are not compared, by the first row of each.
    static func groups(_ rows: [Row], _ duplicates: [Int32]) -> [[Int]] {
        let firsts = Set(duplicates.filter { $0 >= 0 }.map { hash(rows[Int($0)]) })
        guard !firsts.isEmpty else { return [] }
        var groups: [UInt64: [Int]] = [:]
        for i in rows.indices where isTelling(rows[i]) {
            let content = hash(rows[i])
            if firsts.contains(content) { groups[content, default: []].append(i) }
        }
        return Array(groups.values)
    }

    /// Whether equal rows are surely one person's: an account, or a name or nickname together with a number or a door.
    static func isTelling(_ r: Row) -> Bool {
        if r.account != 0 { return true }
        guard r.nameKind == .full || r.nick != 0 else { return false }
        return r.phoneKind == .mobile || r.phoneKind == .other || r.place != 0 && r.room != 0
    }

    static func hash(_ r: Row) -> UInt64 {
        var h = ContentHash.combine(UInt64(r.name) << 32 | UInt64(r.nick), r.phone)
        h = ContentHash.combine(h, r.account)
        h = ContentHash.combine(h, UInt64(r.place) << 32 | UInt64(r.road))
        h = ContentHash.combine(h, UInt64(r.building) << 48 | UInt64(r.room) << 32 | UInt64(r.roadNumber) << 16 | UInt64(r.city))
        return ContentHash.mix(h)
    }
}
