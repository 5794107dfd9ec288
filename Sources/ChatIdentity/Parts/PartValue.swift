/// A value that rows share, by which records are brought together or counted when no process sees them all: `phone:1a2b3c4d`.
struct PartValue: Hashable, Sendable {
    /// The keys of blocks, then what is only counted.
    var kind: UInt8
    var hash: UInt32

    /// What many people may stand behind: a number, an account, a door.
    static let shares = BlockingKey.count..<BlockingKey.count + ValueStatistics.Value.allCases.count
    /// A nickname, counted in all rows, also those that stand in no block.
    static let nickname = shares.upperBound
    /// Everything that a row says, where equal rows are one person's.
    static let same = nickname + 1

    /// The kinds by number.
    static let names: [String] =
        BlockingKey.allCases.map(\.name)
        + ValueStatistics.Value.allCases.map { value in
            switch value {
            case .phone: "of-phone"
            case .account: "of-account"
            case .door: "of-door"
            }
        } + ["of-nickname", "same"]
    private static let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt8($0)) })

    init(kind: Int, hash: UInt32) { (self.kind, self.hash) = (UInt8(kind), hash) }

    /// The value that a text names.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = Self.numbers[String(parts[0])], let hash = UInt32(parts[1], radix: 16), hash != 0 else { return nil }
        (self.kind, self.hash) = (kind, hash)
    }

    /// The value as text.
    var text: String { Self.names[Int(kind)] + ":" + String(hash, radix: 16) }

    /// The values of a row, in the order of their kinds.
    static func values(of row: Row) -> [PartValue] {
        var values: [PartValue] = []
        for key in BlockingKey.allCases {
            let hash = key.hash(row)
            if hash != 0 { values.append(PartValue(kind: key.rawValue, hash: hash)) }
        }
        for value in ValueStatistics.Value.allCases {
            let key = value.key(row)
            if key != 0 { values.append(PartValue(kind: shares.lowerBound + value.rawValue, hash: ContentHash.short(key))) }
        }
        if row.nick != 0 { values.append(PartValue(kind: nickname, hash: row.nick)) }
        if Duplicates.isTelling(row) { values.append(PartValue(kind: same, hash: ContentHash.short(Duplicates.hash(row)))) }
        return values
    }
}
