import ChatModel

/// Turns raw records into rows of a table.
public struct RecordTableBuilder: Sendable {
    /// Rows that one record may have at most.
    static let rowLimit = 12

    /// The records so far.
    public private(set) var table = RecordTable()
    private var names = NameReader(.shared)
    private var nicknames = NicknameReader(.shared)
    private var addresses = AddressReader(.shared)

    /// An empty table's builder.
    public init() {}

    /// Makes room before many records are added.
    public mutating func reserve(records: Int) { table.reserve(records: records) }

    /// Takes the table and starts a new one.
    public mutating func take() -> RecordTable {
        let finished = table
        table = RecordTable()
        return finished
    }

    private static let noPlatform = Platform.unknown.rawValue.utf8

    /// Adds a record.
    ///
    /// Several names, phones, nicknames or addresses make several rows.
    /// The n-th name, phone and address are taken to belong together; a value that stands alone belongs to all.
    public mutating func add(_ raw: RawRecord) {
        var counts = Counts()
        for value in raw.values { counts.count(value.field) }
        let record = Int32(truncatingIfNeeded: table.count)
        var id: Range<Int>?
        for v in 0..<min(max(counts.most, 1), Self.rowLimit) {
            var row = Row()
            row.record = record
            var seen = Counts()
            var platform: Range<Int>?
            var account: Range<Int>?
            var email: Range<Int>?
            var content = ContentHash.seed ^ UInt64(v)
            for value in raw.values {
                let position = seen.position(value.field)
                seen.count(value.field)
                let total = counts.position(value.field)
                guard total <= 1 || v % total == position else { continue }
                content = ContentHash.combine(content, ContentHash.bytes(raw.bytes, value.range) ^ UInt64(value.field.rawValue))
                switch value.field {
                case .recordID: id = value.range
                case .name: names.read(raw.bytes, value.range, into: &row, pool: &table.pool)
                case .nickname: nicknames.read(raw.bytes, value.range, into: &row, pool: &table.pool)
                case .phone: PhoneReader.read(raw.bytes, value.range, into: &row)
                case .address: addresses.read(raw.bytes, value.range, into: &row, pool: &table.pool)
                case .platform: platform = value.range
                case .accountID: account = value.range
                case .email: email = value.range
                case .seenAt: row.day = Self.day(raw.bytes, value.range)
                case .birthDate: row.birth = BirthDateComparison.read(raw.bytes, value.range)
                case .note: row.notes.formUnion(Self.notes(raw.bytes[value.range]))
                case .ignored: break
                }
            }
            let space = platform.map { ContentHash.bytes(raw.bytes, $0) } ?? 0
            // A list that no platform wrote is none.
            if account != nil || platform.map({ !raw.bytes[$0].elementsEqual(Self.noPlatform) }) ?? false {
                row.platform = UInt16(truncatingIfNeeded: ContentHash.mix(space)) | 1
            }
            if let account {
                row.account = ContentHash.combine(space, ContentHash.bytes(raw.bytes, account)) | 1
            }
            row.content = ContentHash.mix(content)
            // An e-mail address is an account as well; beside a platform's account it stands in a row of its own.
            if account != nil || email == nil { table.rows.append(row) }
            guard let email else { continue }
            row.account = ContentHash.bytes(raw.bytes, email) | 1
            row.platform = 0
            row.content = ContentHash.mix(row.content &+ 1)
            table.rows.append(row)
        }
        if let id { table.addRecord(id: raw.bytes[id]) } else { table.addRecord(id: []) }
    }

    private static func notes(_ bytes: ArraySlice<UInt8>) -> RowNotes {
        switch IdentityNote(rawValue: String(decoding: bytes, as: UTF8.self)) {
        case .changedNumber: .changedNumber
        case .otherAccount: .otherAccount
        default: []
        }
    }

    /// Days since 1970 of a date that begins with `YYYY-MM-DD`; 0 when it does not.
    private static func day(_ bytes: [UInt8], _ range: Range<Int>) -> Int32 {
        guard range.count >= 10 else { return 0 }
        func number(_ from: Int, _ count: Int) -> Int {
            var n = 0
            for i in 0..<count {
                let b = bytes[range.lowerBound + from + i]
                guard 0x30...0x39 ~= b else { return 0 }
                n = n * 10 + Int(b - 0x30)
            }
            return n
        }
        let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2))
        guard year > 1900, 1...12 ~= month, 1...31 ~= day else { return 0 }
        return Int32((year - 1970) * 372 + (month - 1) * 31 + day)
    }

    private struct Counts {
        private var name = 0
        private var nickname = 0
        private var phone = 0
        private var account = 0
        private var address = 0
        private var platform = 0
        private var email = 0

        var most: Int { max(max(name, nickname), max(phone, account), max(address, email)) }

        mutating func count(_ field: RawRecord.Field) {
            switch field {
            case .name: name += 1
            case .nickname: nickname += 1
            case .phone: phone += 1
            case .accountID: account += 1
            case .address: address += 1
            case .platform: platform += 1
            case .email: email += 1
            default: break
            }
        }

        func position(_ field: RawRecord.Field) -> Int {
            switch field {
            case .name: name
            case .nickname: nickname
            case .phone: phone
            case .accountID: account
            case .address: address
            case .platform: platform
            case .email: email
            default: 0
            }
        }
    }
}
