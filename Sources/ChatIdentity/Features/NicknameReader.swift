/// Brings a nickname into comparable form: without ornaments, without the A00 that lifts it in a contact list.
struct NicknameReader {
    static let keep = 12

    private let han: HanTable
    private var text: NormalText

    init(_ han: HanTable) {
        self.han = han
        text = NormalText(han)
    }

    /// Reads a nickname into a row; its characters go to the pool.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>, into row: inout Row, pool: inout [UInt16]) {
        text.read(bytes, range)
        var skip = 0
        while skip < text.units.count, text.units[skip] == 0x61 || 0x30...0x39 ~= text.units[skip] { skip += 1 }
        if skip > 0, text.units.count - skip >= 2, HanTable.isHan(text.units[skip]) { text.removeFirst(skip) }
        let u = text.units
        guard !u.isEmpty else {
            // Nothing but ornaments: still a value of its own.
            if !range.isEmpty { row.nick = ContentHash.short(ContentHash.bytes(bytes, range)) }
            return
        }
        row.nick = ContentHash.short(ContentHash.text(u, 0..<u.count))
        var stem = u.count
        while stem > 0, u[stem - 1] < 0x3A { stem -= 1 }
        row.nickStem = stem >= 2 ? ContentHash.short(ContentHash.text(u, 0..<stem)) : row.nick
        row.nickAt = UInt32(truncatingIfNeeded: pool.count)
        row.nickCount = UInt8(min(u.count, Self.keep))
        pool.append(contentsOf: u.prefix(Self.keep))
        if 2...4 ~= u.count, u.allSatisfy(HanTable.isHan), han.surnameShare(u[0]) > 0 || han.compoundShare(u[0], u[1]) > 0 {
            row.nickAsName = row.nick
        }
    }
}
