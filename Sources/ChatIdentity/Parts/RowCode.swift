import Foundation

/// The rows of a record as text that another process reads back: what its words came to, without the words of addresses and numbers being read again.
///
/// A row is its fields as numbers of seven bits a byte (LEB128), and the characters that comparisons look at.
enum RowCode {
    /// Raised when rows mean something else, so that no process reads another version's.
    static let version: UInt8 = 1

    /// The text of some rows of one record.
    static func text(_ rows: some Collection<Row>, _ pool: [UInt16]) -> String {
        var coder = Coder()
        coder.bytes = [version, UInt8(truncatingIfNeeded: rows.count)]
        for var row in rows {
            fields(of: &row, &coder)
            for (at, count) in [(row.latinAt, row.latinCount), (row.nickAt, row.nickCount), (row.placeAt, row.placeCount)] {
                for i in 0..<Int(count) {
                    var unit = pool[Int(at) + i]
                    coder.code(&unit)
                }
            }
        }
        return Data(coder.bytes).base64EncodedString()
    }

    /// Adds the rows that a text holds to a table, as the rows of its next record; false, and nothing added, where it holds none that this version reads.
    static func read(_ text: [UInt8], into table: inout RecordTable) -> Bool {
        guard let data = Data(base64Encoded: Data(text)), data.count >= 2, data[data.startIndex] == version else { return false }
        var coder = Coder()
        coder.bytes = Array(data)
        coder.isReading = true
        coder.at = 2
        let (rows, units) = (table.rows.count, table.pool.count)
        for _ in 0..<coder.bytes[1] {
            var row = Row()
            fields(of: &row, &coder)
            row.record = Int32(truncatingIfNeeded: table.count)
            row.latinAt = characters(row.latinCount, &coder, &table.pool)
            row.nickAt = characters(row.nickCount, &coder, &table.pool)
            row.placeAt = characters(row.placeCount, &coder, &table.pool)
            table.rows.append(row)
        }
        guard !coder.isBroken, coder.at == coder.bytes.count else {
            table.rows.removeLast(table.rows.count - rows)
            table.pool.removeLast(table.pool.count - units)
            return false
        }
        return true
    }

    private static func characters(_ count: UInt8, _ coder: inout Coder, _ pool: inout [UInt16]) -> UInt32 {
        let at = UInt32(truncatingIfNeeded: pool.count)
        for _ in 0..<count {
            var unit: UInt16 = 0
            coder.code(&unit)
            pool.append(unit)
        }
        return at
    }

    /// Every field but the record and the places of characters, in one order for writing and reading.
    private static func fields(of row: inout Row, _ coder: inout Coder) {
        coder.code(&row.name)
        coder.code(&row.pinyin)
        coder.code(&row.given)
        coder.code(&row.surname)
        coder.code(&row.g0)
        coder.code(&row.g1)
        coder.code(&row.g2)
        coder.code(&row.nameKind)
        coder.code(&row.gender)
        coder.code(&row.nameBucket)
        coder.code(&row.latinCount)
        var isMandarin: UInt8 = row.latinIsMandarin ? 1 : 0
        coder.code(&isMandarin)
        row.latinIsMandarin = isMandarin == 1
        coder.code(&row.nickBucket)
        coder.code(&row.nickOrigin)
        coder.code(&row.nick)
        coder.code(&row.nickStem)
        coder.code(&row.nickAsName)
        coder.code(&row.nickCount)
        coder.code(&row.phoneKind)
        coder.code(&row.phoneShare)
        coder.code(&row.accountShare)
        coder.code(&row.platform)
        coder.code(&row.district)
        coder.code(&row.phone)
        coder.code(&row.account)
        coder.code(&row.place)
        coder.code(&row.road)
        coder.code(&row.roadNumber)
        coder.code(&row.city)
        coder.code(&row.building)
        coder.code(&row.room)
        coder.code(&row.unit)
        coder.code(&row.placeCount)
        coder.code(&row.placeKind)
        coder.code(&row.doorShare)
        var day = UInt32(bitPattern: row.day)
        coder.code(&day)
        row.day = Int32(bitPattern: day)
        coder.code(&row.birth)
        coder.code(&row.postcode)
        var notes = row.notes.rawValue
        coder.code(&notes)
        row.notes = RowNotes(rawValue: notes)
        coder.code(&row.content)
    }

    /// Writes numbers, or reads them back.
    private struct Coder {
        var bytes: [UInt8] = []
        var isReading = false
        /// Where the next number is read.
        var at = 0
        /// Whether a number did not fit, or was missing.
        var isBroken = false

        mutating func code<Number: FixedWidthInteger & UnsignedInteger>(_ number: inout Number) {
            guard isReading else {
                var rest = UInt64(number)
                while rest >= 0x80 {
                    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                    rest >>= 7
                }
                bytes.append(UInt8(truncatingIfNeeded: rest))
                return
            }
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while at < bytes.count, shift < 70 {
                let byte = bytes[at]
                at += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 {
                    if let fitting = Number(exactly: value) { number = fitting } else { isBroken = true }
                    return
                }
                shift += 7
            }
            isBroken = true
        }

        mutating func code<Word: RawRepresentable<UInt8>>(_ word: inout Word) {
            var raw = word.rawValue
            code(&raw)
            if let known = Word(rawValue: raw) { word = known } else { isBroken = true }
        }
    }
}
