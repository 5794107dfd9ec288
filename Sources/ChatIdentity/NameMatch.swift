/// Whether two written names can be one, also in two scripts.
public struct NameMatch {
    private var reader = NameReader(.shared)
    private var pool: [UInt16] = []

    /// A reader of names.
    public init() {}

    /// Whether two full names are the same, or one spells the other: 程立, Cheng Li.
    public mutating func areSame(_ a: String, _ b: String) -> Bool {
        pool.removeAll(keepingCapacity: true)
        let level = NameComparison.level(row(a), row(b), pool)
        return level >= 1 && level <= NameComparison.samePinyin
    }

    /// Whether the letters of a handle spell a full name of Han characters, in either order: huiru.hsu, chengli_88.
    public mutating func isSpelled(_ handle: String, _ name: String) -> Bool {
        let letters = handle.lowercased().utf8.filter { 0x61...0x7A ~= $0 }
        guard letters.count >= 5, handle.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        pool.removeAll(keepingCapacity: true)
        let row = row(name)
        guard row.nameKind == .full, row.latinCount == 0, row.surname != 0, row.g0 >= HanTable.first else { return false }
        let family = row.surname > 0xFFFF ? [UInt16(truncatingIfNeeded: row.surname >> 16), UInt16(truncatingIfNeeded: row.surname)] : [UInt16(row.surname)]
        let given = [row.g0, row.g1, row.g2].filter { $0 != 0 }
        return Romanisation.shared.spells(surname: family + given, letters) || Romanisation.shared.spells(surname: given + family, letters)
    }

    private mutating func row(_ name: String) -> Row {
        var row = Row()
        let bytes = Array(name.utf8)
        reader.read(bytes, 0..<bytes.count, into: &row, pool: &pool)
        return row
    }
}
