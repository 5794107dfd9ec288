/// How frequent names and nicknames are, and how many people's names stand behind a number, an account, a door.
enum ValueStatistics {
    /// Records whose worth of built-in name frequencies is blended with the data's own.
    private static let nameWeight = 2000.0

    /// Fills the buckets and shares of all rows.
    static func fill(_ rows: inout [Row], _ pool: [UInt16], threads: Int) {
        var names = NameCounts()
        for row in rows { names.add(row) }
        fillNames(&rows, names)
        fillNicknames(&rows, pool)
        let shares = shares(rows, pool, threads: threads)
        for i in rows.indices {
            rows[i].phoneShare = shares[0][i]
            rows[i].accountShare = shares[1][i]
            rows[i].doorShare = shares[2][i]
        }
    }

    /// How many people stand behind every row's number, account and door.
    static func shares(_ rows: [Row], _ pool: [UInt16], threads: Int) -> [[UInt8]] {
        Parallel.map(Value.allCases.count, threads: threads) { which in
            Value(rawValue: which).map { value in exclusivity(rows, pool, value) { value.key($0) } } ?? []
        }
    }

    /// The most exact place that an address names: door, else building, else place.
    static func doorKey(_ row: Row) -> UInt64 {
        guard row.place != 0 || row.road != 0 && row.roadNumber != 0 else { return 0 }
        let region = row.city != 0 ? UInt64(row.city) : UInt64(row.district) << 16
        var h = ContentHash.combine(region, row.place != 0 ? UInt64(row.place) : UInt64(row.road) << 20 ^ UInt64(row.roadNumber))
        h = ContentHash.combine(h, UInt64(row.building) << 32 | UInt64(row.room))
        return h | 1
    }

    /// Fills how frequent the name of every row is.
    static func fillNames(_ rows: inout [Row], _ names: NameCounts) {
        let all = Double(names.total) + nameWeight
        for i in rows.indices where rows[i].nameKind == .full {
            let surname = rows[i].surname
            let share = surname < 0x10000 ? Double(HanTable.shared.surnameShare(UInt16(surname))) / 100_000 : 0.0001
            let f = (Double(names.surnames[surname == 0 ? 1 : surname]) + nameWeight * max(share, 0.0001)) / all
            let g = (Double(names.givens[rows[i].given]) + nameWeight * (rows[i].g1 == 0 ? 0.002 : 0.0003)) / all
            rows[i].nameBucket = bucket(f * g)
        }
    }

    /// Bucket 0 holds names of one person in 256 and more, each further bucket names half as frequent.
    private static func bucket(_ frequency: Double) -> UInt8 {
        var f = frequency * 256
        var b: UInt8 = 0
        while f < 0.5, b < NameComparison.exactBuckets - 1 {
            f *= 2
            b += 1
        }
        return b
    }

    private static func fillNicknames(_ rows: inout [Row], _ pool: [UInt16]) {
        var counts = CountTable()
        for row in rows where row.nick != 0 { counts.add(row.nick) }
        for i in rows.indices where rows[i].nick != 0 {
            rows[i].nickBucket = NicknameComparison.bucket(counts[rows[i].nick])
            rows[i].nickOrigin = origin(rows[i], pool)
        }
    }

    /// Whether a nickname is the row's own real name (2) or is made of it (1).
    static func origin(_ row: Row, _ pool: [UInt16]) -> UInt8 {
        let held = CrossComparison.oneWay(nick: row, name: row, pool)
        return held == CrossComparison.full ? 2 : held > 0 && held < CrossComparison.none ? 1 : 0
    }

    // MARK: Kept

    /// Bytes of a row that are kept.
    private static let width = 9

    /// What was counted for a row, and the blocks that it stands in, as bytes.
    static func bytes(_ row: Row, active: UInt32) -> [UInt8] {
        let counted = [row.nameBucket, row.nickBucket, row.phoneShare, row.accountShare, row.doorShare]
        return counted + (0..<4).map { UInt8(truncatingIfNeeded: active >> (8 * UInt32($0))) }
    }

    /// Fills the buckets and shares of rows with what was counted among more of them.
    ///
    /// - Parameter kept: for each record, the bytes of its rows one behind the other.
    /// - Returns: the blocks that each row stands in; nil where the bytes are not those of these rows.
    static func fill(_ rows: inout [Row], _ pool: [UInt16], kept: [[UInt8]]) -> [UInt32]? {
        var active = [UInt32](repeating: 0, count: rows.count)
        var at = 0
        for i in rows.indices {
            let record = Int(rows[i].record)
            at = i > 0 && rows[i - 1].record == rows[i].record ? at + width : 0
            guard record < kept.count, kept[record].count >= at + width else { return nil }
            let bytes = kept[record][at..<at + width]
            (rows[i].nameBucket, rows[i].nickBucket, rows[i].phoneShare) = (bytes[at], bytes[at + 1], bytes[at + 2])
            (rows[i].accountShare, rows[i].doorShare) = (bytes[at + 3], bytes[at + 4])
            for k in 0..<4 { active[i] |= UInt32(bytes[at + 5 + k]) << (8 * UInt32(k)) }
            if rows[i].nick != 0 { rows[i].nickOrigin = origin(rows[i], pool) }
        }
        return active
    }

    /// What many people may stand behind.
    enum Value: Int, CaseIterable, Sendable {
        case phone, account, door

        /// The value of a row, 0 for none.
        func key(_ row: Row) -> UInt64 {
            switch self {
            case .phone: row.phoneKind == .none || row.phoneKind == .masked ? 0 : row.phone
            case .account: row.account
            case .door: ValueStatistics.doorKey(row)
            }
        }
    }

    /// For every row, how many people stand behind its value.
    ///
    /// 0 is one name, 1 one name but more accounts, cities or numbers than one person has, 2 two names,
    /// 3 more. For doors the number of further names, at most 3.
    private static func exclusivity(_ rows: [Row], _ pool: [UInt16], _ value: Value, _ key: (Row) -> UInt64) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: rows.count)
        var entries: [UInt64] = []
        for i in rows.indices {
            let k = key(rows[i])
            if k != 0 { entries.append(UInt64(ContentHash.short(k)) << 32 | UInt64(i)) }
        }
        HashOrder.sort(&entries)
        HashOrder.forEachRun(entries) { range in
            guard range.count > 1 else { return }
            var named = range.compactMap { i -> Int? in
                let row = Int(entries[i] & 0xFFFF_FFFF)
                return rows[row].nameKind == .full ? row : nil
            }
            named.sort { rows[$0].name < rows[$1].name }
            var people: [Int] = []
            var previous: UInt32 = 0
            for row in named where rows[row].name != previous {
                previous = rows[row].name
                if people.allSatisfy({ !NameComparison.isCompatible(rows[$0], rows[row], pool) }) { people.append(row) }
                if people.count == 4 { break }
            }
            var share = UInt8(max(people.count, 1) - 1)
            if value != .door {
                let isWide = isWide(rows, range.lazy.map { Int(entries[$0] & 0xFFFF_FFFF) }, value)
                share = share >= 2 || share == 1 && isWide ? 3 : share == 1 ? 2 : isWide ? 1 : 0
            }
            for i in range { result[Int(entries[i] & 0xFFFF_FFFF)] = share }
        }
        return result
    }

    /// Whether a value is seen with more nicknames and accounts (phone) or more cities and numbers (account) than one person has.
    private static func isWide(_ rows: [Row], _ group: some Sequence<Int>, _ value: Value) -> Bool {
        var first: [UInt64] = []
        var second: [UInt64] = []
        func note(_ value: UInt64, _ list: inout [UInt64]) {
            if value != 0, list.count < 8, !list.contains(value) { list.append(value) }
        }
        for i in group {
            if value == .phone {
                note(UInt64(rows[i].nick), &first)
                note(rows[i].account, &second)
            } else {
                note(UInt64(rows[i].city), &first)
                note(rows[i].phoneKind == .mobile ? rows[i].phone : 0, &second)
            }
        }
        return first.count >= 3 || second.count >= (value == .phone ? 4 : 3)
    }
}
