import JSONText

/// Records of a larger set with what was counted of their values among all, read from lines: the common input of everything that is done with a part.
///
/// A line is `{"record_id": "r1", "rows": "…", "counts": ["phone:1a2b3c4d 3", "of-phone:99aa 3 1"]}`: rows as ``IdentityParts`` wrote them, and how often each value occurs where it
/// occurs more than once, behind it how many people share it. `repeats` names rows that only repeat others, `value` why the record is here.
public struct PartTable: Sendable {
    private enum Key: String, JSONKey { case rows, counts, repeats, value, recordID = "record_id" }

    private(set) var table = RecordTable()
    /// By row, a bit for each key whose block is in use.
    private(set) var active: [UInt32] = []
    /// By row, how many rows have its nickname.
    private(set) var nicknames: [Int] = []
    /// The values that lines gave as their reason.
    private(set) var chosen: Set<PartValue> = []
    /// Whether some line gave no reason.
    private(set) var hasWhole = false
    /// By value, how many lines gave it.
    private(set) var lines: [PartValue: Int] = [:]
    private var places: [String: Int] = [:]
    private var fields = JSONFields(Key.self)

    /// An empty table.
    public init() {}

    /// How many records there are.
    public var count: Int { table.count }

    /// The value for which a line brings its record; nil where it names none.
    public mutating func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        var scanner = JSONScanner(bytes, range)
        return fields.read(&scanner, bytes) ? fields[Key.value].string(in: bytes) : nil
    }

    /// Takes a line; false where it is none of this form.
    public mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var scanner = JSONScanner(bytes, range)
        guard fields.read(&scanner, bytes), let id = fields[Key.recordID].string(in: bytes), !id.isEmpty else { return false }
        if fields[Key.value].exists {
            guard let value = fields[Key.value].string(in: bytes).flatMap({ PartValue($0) }) else { return false }
            chosen.insert(value)
            lines[value, default: 0] += 1
        } else {
            hasWhole = true
        }
        guard places[id] == nil else { return true }
        var text: [UInt8] = []
        fields[Key.rows].append(to: &text, of: bytes)
        let first = table.rows.count
        guard RowCode.read(text, into: &table) else { return false }
        places[id] = table.count
        table.addRecord(id: Array(id.utf8)[...])
        fill(from: first, counted: counted(bytes), repeats: Set(list(Key.repeats, bytes).compactMap { Int($0) }))
        return true
    }

    private func list(_ key: Key, _ bytes: Span<UInt8>) -> [String] {
        guard fields[key].isArray else { return [] }
        var scanner = JSONScanner(bytes, at: fields[key])
        var texts: [String] = []
        guard scanner.enterArray(bytes) else { return [] }
        while scanner.nextElement(bytes) { if let text = scanner.value(bytes).string(in: bytes) { texts.append(text) } }
        return texts
    }

    private func counted(_ bytes: Span<UInt8>) -> [PartValue: (count: Int, share: UInt8)] {
        var counted: [PartValue: (count: Int, share: UInt8)] = [:]
        for text in list(.counts, bytes) {
            let words = text.split(separator: " ")
            guard words.count >= 2, let value = PartValue(words[0]), let count = Int(words[1]) else { continue }
            counted[value] = (count, words.count > 2 ? UInt8(words[2]) ?? 0 : 0)
        }
        return counted
    }

    /// Puts what was counted into the rows that came last.
    private mutating func fill(from first: Int, counted: [PartValue: (count: Int, share: UInt8)], repeats: Set<Int>) {
        for i in first..<table.rows.count {
            var row = table.rows[i]
            var bits: UInt32 = 0
            var nickname = row.nick == 0 ? 0 : 1
            (row.phoneShare, row.accountShare, row.doorShare) = (0, 0, 0)
            for value in PartValue.values(of: row) {
                guard let known = counted[value] else { continue }
                if let key = BlockingKey(rawValue: Int(value.kind)) {
                    if 2...key.cap ~= known.count, !repeats.contains(i - first) { bits |= 1 << UInt32(key.rawValue) }
                } else if Int(value.kind) == PartValue.nickname {
                    nickname = known.count
                } else if PartValue.shares.contains(Int(value.kind)) {
                    switch ValueStatistics.Value(rawValue: Int(value.kind) - PartValue.shares.lowerBound) {
                    case .phone: row.phoneShare = known.share
                    case .account: row.accountShare = known.share
                    default: row.doorShare = known.share
                    }
                }
            }
            if row.nick != 0 {
                row.nickBucket = NicknameComparison.bucket(nickname)
                row.nickOrigin = ValueStatistics.origin(row, table.pool)
            }
            table.rows[i] = row
            active.append(bits)
            nicknames.append(nickname)
        }
    }

    /// The blocks that the lines brought, by key and value as ``CandidateBlocks`` names them.
    var chosenBlocks: Set<UInt64> { Set(chosen.filter { Int($0.kind) < BlockingKey.count }.map { UInt64($0.kind) << 32 | UInt64($0.hash) }) }

    /// The table with how frequent its names are among all.
    func filled(_ names: NameCounts) -> RecordTable {
        var filled = table
        ValueStatistics.fillNames(&filled.rows, names)
        return filled
    }

    /// The text of a record's id.
    func recordID(_ record: Int) -> String { String(decoding: table.recordID(record), as: UTF8.self) }
}
