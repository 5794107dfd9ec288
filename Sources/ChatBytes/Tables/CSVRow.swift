/// One row of a table: where its cells stand in the bytes. Its memory is used again for the next row.
public struct CSVRow: Sendable {
    struct Field {
        var start: Int
        var length: UInt32
        var flags: UInt32

        static let escaped: UInt32 = 1  // has doubled quotes
        static let carriage: UInt32 = 2  // has CR
        static let quoted: UInt32 = 4
    }

    /// What was wrong with a row.
    public enum Damage: Sendable {
        /// A quote was opened and not closed: the cell ends before the next plausible row, or at the end of the file.
        case unclosedQuote
    }

    var fields: [Field] = []
    /// Where the row begins.
    public internal(set) var start = 0
    /// The offset behind the row's line end.
    public internal(set) var end = 0
    /// 1-based number of the row in its file, or in its sheet of a workbook; blank rows counted.
    public internal(set) var record = 0
    /// What was wrong with it.
    public internal(set) var damage: Damage?
    /// Whether the row names the sheet of a workbook whose rows follow; its only cell is the name.
    public internal(set) var isSheetName = false

    /// A row without cells.
    public init() {}

    /// How many cells it has.
    public var count: Int { fields.count }

    /// Whether all cells are empty.
    public var isBlank: Bool {
        for field in fields where field.length > 0 { return false }
        return true
    }

    /// Where a cell's content stands, without its quotes; empty for a cell that the row does not have.
    public func range(_ i: Int) -> Range<Int> {
        guard i >= 0, i < fields.count else { return end..<end }
        let field = fields[i]
        return field.start..<field.start + Int(field.length)
    }

    /// Whether a cell's bytes are its value: no doubled quotes, no CR.
    public func isPlain(_ i: Int) -> Bool { i < 0 || i >= fields.count || fields[i].flags & (Field.escaped | Field.carriage) == 0 }

    /// Whether a cell stands in quotes.
    public func isQuoted(_ i: Int) -> Bool { i >= 0 && i < fields.count && fields[i].flags & Field.quoted != 0 }

    /// Appends a cell's value: doubled quotes are one, line ends are LF.
    public func append(_ i: Int, of bytes: Span<UInt8>, to target: inout [UInt8]) {
        let range = range(i)
        guard !isPlain(i) else {
            ByteScanning.append(range, of: bytes, to: &target)
            return
        }
        let isEscaped = fields[i].flags & Field.escaped != 0
        var at = range.lowerBound
        var plainFrom = at
        while at < range.upperBound {
            let byte = bytes[at]
            let isPair = at + 1 < range.upperBound
            if byte == 0x22, isEscaped, isPair, bytes[at + 1] == 0x22 {
                ByteScanning.append(plainFrom..<at, of: bytes, to: &target)
                at += 1
                plainFrom = at
            } else if byte == 0x0D {
                ByteScanning.append(plainFrom..<at, of: bytes, to: &target)
                if !(isPair && bytes[at + 1] == 0x0A) { target.append(0x0A) }
                plainFrom = at + 1
            }
            at += 1
        }
        ByteScanning.append(plainFrom..<range.upperBound, of: bytes, to: &target)
    }

    /// A cell's value.
    public func text(_ i: Int, of bytes: Span<UInt8>) -> String {
        if isPlain(i) { return ByteScanning.string(bytes, range(i)) }
        var value: [UInt8] = []
        append(i, of: bytes, to: &value)
        return String(decoding: value, as: UTF8.self)
    }
}
