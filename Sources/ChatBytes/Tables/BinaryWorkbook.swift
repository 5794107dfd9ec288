import ChatModel

/// Makes text of the tables of a workbook of Excel 5 to 2003 (`.xls`, MS-XLS), as ``WorkbookText`` makes it of newer ones.
///
/// Courier programs, accounting and shop back ends write such files to this day. Cells of all sheets of a file stand in memory: a sheet has 65,536 rows at most.
struct BinaryWorkbook {
    /// Larger files are no seller's table: their cells would take a gigabyte.
    private static let mostBytes = 64 << 20

    /// Types of records (MS-XLS 2.3).
    private enum Record {
        static let formula: UInt16 = 0x06
        static let end: UInt16 = 0x0A
        static let epoch: UInt16 = 0x22
        static let password: UInt16 = 0x2F
        static let more: UInt16 = 0x3C
        static let codePage: UInt16 = 0x42
        static let sheet: UInt16 = 0x85
        static let numbers: UInt16 = 0xBD
        static let richLabel: UInt16 = 0xD6
        static let style: UInt16 = 0xE0
        static let strings: UInt16 = 0xFC
        static let sharedLabel: UInt16 = 0xFD
        static let number: UInt16 = 0x203
        static let label: UInt16 = 0x204
        static let boolean: UInt16 = 0x205
        static let formulaText: UInt16 = 0x207
        static let shortNumber: UInt16 = 0x27E
        static let format: UInt16 = 0x41E
        static let oldFormat: UInt16 = 0x1E
        static let begin: UInt16 = 0x809
    }

    private let path: String
    private var strings: [[UInt8]] = []
    private var formats = WorkbookFormats()
    private var sheets: [(name: String, offset: Int)] = []
    /// Excel 97 and later write UTF-16, earlier ones the bytes of a code page.
    private var isWide = true
    private var encoding = TextEncoding.windows1252
    private var rows: [Int: [(column: Int, shown: [UInt8])]] = [:]

    /// The text of a workbook's tables; nil for another document of that time.
    ///
    /// - Throws: `.encrypted`, `.damaged` where its records lead nowhere, `.limitExceeded`.
    static func convert(_ bytes: Span<UInt8>, path: String) throws(ImportError) -> (MappedBytes, [Diagnostic])? {
        guard let file = CompoundFile(bytes) else { return nil }
        guard !file.has("EncryptedPackage") else { throw ImportError(.encrypted, "the workbook is encrypted", at: SourcePosition(file: path)) }
        guard let name = ["Workbook", "Book"].first(where: { file.has($0) }) else { return nil }
        guard bytes.count <= mostBytes else {
            throw ImportError(.limitExceeded, "a workbook of Excel before 2007 of more than \(mostBytes >> 20) MiB", at: SourcePosition(file: path))
        }
        guard let stream = file.stream(name, bytes) else {
            throw ImportError(.damaged, "the workbook's cells are not in it", at: SourcePosition(file: path))
        }
        var book = BinaryWorkbook(path: path)
        let text = try book.text(stream.span)
        return try text.finish()
    }

    private init(path: String) { self.path = path }

    private mutating func text(_ stream: Span<UInt8>) throws(ImportError) -> TableText {
        try readGlobals(stream)
        guard !sheets.isEmpty else { throw ImportError(.damaged, "the workbook has no list of sheets", at: SourcePosition(file: path)) }
        var text = try TableText(path: path)
        for sheet in sheets {
            rows.removeAll(keepingCapacity: true)
            readSheet(stream, from: sheet.offset)
            try text.sheet(sheet.name)
            for row in 0...(rows.keys.max() ?? 0) where !rows.isEmpty { try text.append(line(rows[row] ?? [])) }
        }
        return text
    }

    private func line(_ cells: [(column: Int, shown: [UInt8])]) -> [UInt8] {
        var line: [UInt8] = []
        var column = 0
        for cell in cells.sorted(by: { $0.column < $1.column }) where cell.column >= column {
            line += [UInt8](repeating: 0x2C, count: cell.column - column)
            column = cell.column
            CSVWriting.append(cell.shown.span, 0..<cell.shown.count, to: &line)
        }
        return line + [0x0A]
    }

    // MARK: What holds for all sheets

    private mutating func readGlobals(_ stream: Span<UInt8>) throws(ImportError) {
        var at = 0
        while let (type, data) = Self.record(stream, at) {
            at = data.upperBound
            switch type {
            case Record.begin: isWide = stream.littleEndian16(data.lowerBound) ?? 0x600 >= 0x600
            case Record.password: throw ImportError(.encrypted, "the workbook is encrypted", at: SourcePosition(file: path))
            case Record.codePage: encoding = Self.encoding(codePage: stream.littleEndian16(data.lowerBound) ?? 1252)
            case Record.epoch: formats.countFrom1904(stream.littleEndian16(data.lowerBound) == 1)
            case Record.format, Record.oldFormat:
                guard let number = stream.littleEndian16(data.lowerBound) else { continue }
                let code = string(stream, data.lowerBound + 2, data.upperBound, isShort: !isWide)
                formats.addCode(String(decoding: code, as: UTF8.self), number: Int(number))
            case Record.style: formats.addStyle(number: Int(stream.littleEndian16(data.lowerBound + 2) ?? 0))
            case Record.sheet:
                // Only sheets of cells: charts and macros hold none.
                guard let offset = stream.littleEndian32(data.lowerBound), data.count > 6, stream[data.lowerBound + 5] == 0 else { continue }
                let name = string(stream, data.lowerBound + 6, data.upperBound, isShort: true)
                sheets.append((String(decoding: name, as: UTF8.self), Int(offset)))
            case Record.strings:
                var pieces = [data]
                while let (type, more) = Self.record(stream, at), type == Record.more {
                    pieces.append(more)
                    at = more.upperBound
                }
                var reader = SharedStringReader(pieces)
                strings = reader.all(stream)
            case Record.end: return
            default: continue
            }
        }
    }

    private static func record(_ stream: Span<UInt8>, _ at: Int) -> (type: UInt16, data: Range<Int>)? {
        guard let type = stream.littleEndian16(at), let length = stream.littleEndian16(at + 2), at + 4 + Int(length) <= stream.count else { return nil }
        return (type, at + 4..<at + 4 + Int(length))
    }

    private static func encoding(codePage: UInt16) -> TextEncoding {
        switch codePage {
        case 932: .shiftJIS
        case 936, 54936: .gb18030
        case 949: .cp949
        case 950: .big5
        case 65001: .utf8
        default: .windows1252
        }
    }

    /// A string behind its length: of one byte (`isShort`) or of two.
    private func string(_ stream: Span<UInt8>, _ start: Int, _ end: Int, isShort: Bool) -> [UInt8] {
        guard start + 2 <= end else { return [] }
        let length = isShort ? Int(stream[start]) : Int(stream.littleEndian16(start) ?? 0)
        let at = start + (isShort ? 1 : 2)
        guard isWide else {
            let raw = (at..<min(at + length, end)).map { stream[$0] }
            return encoding.utf8(of: raw)
        }
        guard at < end else { return [] }
        return Self.letters(stream, at + 1, count: length, isDouble: stream[at] & 1 == 1, end: end)
    }

    /// UTF-8 of so many letters of two bytes, or of one where the upper ones are zero.
    fileprivate static func letters(_ stream: Span<UInt8>, _ start: Int, count: Int, isDouble: Bool, end: Int) -> [UInt8] {
        var units: [UInt16] = []
        for i in 0..<count {
            let at = start + (isDouble ? 2 * i : i)
            guard at + (isDouble ? 2 : 1) <= end else { break }
            units.append(isDouble ? stream.littleEndian16(at) ?? 0xFFFD : UInt16(stream[at]))
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    // MARK: A sheet

    private mutating func readSheet(_ stream: Span<UInt8>, from offset: Int) {
        var at = offset
        var depth = 0
        var awaitsText: (row: Int, column: Int)?
        while let (type, data) = Self.record(stream, at) {
            at = data.upperBound
            let row = Int(stream.littleEndian16(data.lowerBound) ?? 0)
            let column = Int(stream.littleEndian16(data.lowerBound + 2) ?? 0)
            let style = Int(stream.littleEndian16(data.lowerBound + 4) ?? 0)
            let value = data.lowerBound + 6
            switch type {
            case Record.begin: depth += 1
            case Record.end:
                depth -= 1
                if depth <= 0 { return }
            // A chart within the sheet has records of its own.
            case _ where depth > 1: continue
            case Record.sharedLabel:
                guard let index = stream.littleEndian32(value), Int(index) < strings.count else { continue }
                put(strings[Int(index)], row, column)
            case Record.label, Record.richLabel: put(string(stream, value, data.upperBound, isShort: false), row, column)
            case Record.number: if let number = stream.littleEndianDouble(value) { put(number, style, row, column) }
            case Record.shortNumber: if let packed = stream.littleEndian32(value) { put(Self.unpacked(packed), style, row, column) }
            case Record.numbers:
                for (i, place) in stride(from: data.lowerBound + 4, through: data.upperBound - 8, by: 6).enumerated() {
                    guard let style = stream.littleEndian16(place), let packed = stream.littleEndian32(place + 2) else { continue }
                    put(Self.unpacked(packed), Int(style), row, column + i)
                }
            case Record.boolean:
                guard data.count >= 8, stream[value + 1] == 0 else { continue }
                put(Array((stream[value] == 0 ? "FALSE" : "TRUE").utf8), row, column)
            case Record.formula:
                guard data.count >= 14 else { continue }
                guard stream.littleEndian16(value + 6) == 0xFFFF else {
                    if let number = stream.littleEndianDouble(value) { put(number, style, row, column) }
                    continue
                }
                // The result is no number: a text follows, or it is said in a byte.
                if stream[value] == 0 { awaitsText = (row, column) }
                if stream[value] == 1 { put(Array((stream[value + 2] == 0 ? "FALSE" : "TRUE").utf8), row, column) }
            case Record.formulaText:
                if let place = awaitsText { put(string(stream, data.lowerBound, data.upperBound, isShort: false), place.row, place.column) }
                awaitsText = nil
            default: continue
            }
        }
    }

    /// A number in 30 bits: the upper ones of a binary fraction, or a whole number; each may be meant in hundredths.
    private static func unpacked(_ packed: UInt32) -> Double {
        let number = packed & 2 == 0 ? Double(bitPattern: UInt64(packed & ~3) << 32) : Double(Int32(bitPattern: packed) >> 2)
        return packed & 1 == 0 ? number : number / 100
    }

    private mutating func put(_ shown: [UInt8], _ row: Int, _ column: Int) {
        if !shown.isEmpty { rows[row, default: []].append((column, shown)) }
    }

    private mutating func put(_ number: Double, _ style: Int, _ row: Int, _ column: Int) {
        guard number.isFinite else { return }
        var shown = Array("\(number)".utf8)
        if shown.suffix(2) == [0x2E, 0x30] { shown.removeLast(2) }
        formats.format(&shown, style: style)
        put(shown, row, column)
    }
}

/// Reads the strings that all sheets share: they go on over the ends of records, and what a letter takes may change there (MS-XLS 2.5.293).
private struct SharedStringReader {
    private let pieces: [Range<Int>]
    private var piece = 0
    private var at: Int

    init(_ pieces: [Range<Int>]) {
        self.pieces = pieces
        at = pieces[0].lowerBound
    }

    private var isAtEnd: Bool { piece >= pieces.count || piece == pieces.count - 1 && at >= pieces[piece].upperBound }

    mutating func all(_ stream: Span<UInt8>) -> [[UInt8]] {
        at += 8
        var found: [[UInt8]] = []
        while !isAtEnd { found.append(next(stream)) }
        return found
    }

    private mutating func byte(_ stream: Span<UInt8>) -> UInt8 {
        while piece < pieces.count, at >= pieces[piece].upperBound { advance() }
        guard piece < pieces.count else { return 0 }
        at += 1
        return stream[at - 1]
    }

    private mutating func advance() {
        piece += 1
        if piece < pieces.count { at = pieces[piece].lowerBound }
    }

    private mutating func word(_ stream: Span<UInt8>) -> Int { Int(byte(stream)) | Int(byte(stream)) << 8 }

    private mutating func next(_ stream: Span<UInt8>) -> [UInt8] {
        var count = word(stream)
        let flags = byte(stream)
        let runs = flags & 8 == 0 ? 0 : word(stream)
        let phonetic = flags & 4 == 0 ? 0 : word(stream) | word(stream) << 16
        var isDouble = flags & 1 == 1
        var text: [UInt8] = []
        while count > 0, piece < pieces.count {
            let size = isDouble ? 2 : 1
            let here = min(count, (pieces[piece].upperBound - at) / size)
            text += BinaryWorkbook.letters(stream, at, count: here, isDouble: isDouble, end: pieces[piece].upperBound)
            (at, count) = (at + here * size, count - here)
            guard count > 0 else { break }
            // The rest stands in the next record, behind a byte that says anew what a letter takes.
            advance()
            if piece < pieces.count { isDouble = byte(stream) & 1 == 1 }
        }
        skip(runs * 4 + phonetic)
        return text
    }

    private mutating func skip(_ length: Int) {
        var rest = length
        while rest > 0, piece < pieces.count {
            let here = min(rest, pieces[piece].upperBound - at)
            (at, rest) = (at + here, rest - here)
            if rest > 0 { advance() }
        }
    }
}
