public import ChatModel

/// Makes text of tables that stand in markup, as ``WorkbookText`` makes it of workbooks: OpenDocument spreadsheets, and pages of HTML that shop systems call `.xls`.
public struct MarkupTables {
    /// A sheet of OpenDocument ends with a million empty rows that are said in one attribute; more repeats than this are such an end.
    private static let mostRepeats = 1000
    private static let mostBytes = 256 << 20

    private let isHTML: Bool
    private var text: [UInt8] = []
    private var line: [UInt8] = []
    private var value: [UInt8] = []
    private var given: [UInt8]?
    /// Blank cells that stand before the next filled one: those at the end of a row are none.
    private var blanks = 0
    private var cells = 0
    private var isInCell = false
    private var cellRepeats = 1
    private var rowRepeats = 1
    private var blankRows = 0
    private var depth = 0
    /// The column of the next cell, and for how many more rows columns are covered by cells above them.
    private var column = 0
    private var covered: [Int: Int] = [:]
    private var covering: [Int: Int] = [:]

    private init(isHTML: Bool) { self.isHTML = isHTML }

    /// The tables of an HTML page as a source of rows; nil for a page without a table of two rows.
    ///
    /// - Throws: when the text cannot be put aside.
    public static func source(ofPage page: ExportSource) throws(ImportError) -> ExportSource? {
        guard page.size < mostBytes else { return nil }
        var tables = MarkupTables(isHTML: true)
        page.withBytes { tables.read($0, language: .html) }
        page.rewind()
        guard tables.text.count(where: { $0 == 0x0A }) > 2 else { return nil }
        return ExportSource(
            path: page.path, diskPath: page.diskPath, mapped: MappedBytes(tables.text), start: 0, encoding: page.encoding, diagnostics: page.diagnostics,
            originalSize: page.originalSize)
    }

    /// The text of an OpenDocument spreadsheet, given as the zip that it is; nil for another document.
    static func convert(_ zip: ExportSource) throws(ImportError) -> MappedBytes? {
        let document = try PackagedDocument(zip)
        guard let kind = try document.member(named: "mimetype"), String(decoding: kind.prefix(80), as: UTF8.self).contains("opendocument.spreadsheet"),
            let content = try document.source(named: "content.xml")
        else { return nil }
        var tables = MarkupTables(isHTML: false)
        content.withBytes { tables.read($0, language: .xml) }
        return MappedBytes(tables.text)
    }

    private mutating func read(_ bytes: Span<UInt8>, language: MarkupScanner.Language) {
        var scanner = MarkupScanner(bytes, language: language)
        while text.count < Self.mostBytes {
            switch scanner.next(bytes) {
            case .atEnd:
                endRow()
                return
            case .start:
                begin(WorkbookFormats.local(bytes, scanner.name), scanner, bytes)
                if scanner.isEmptyElement { end(WorkbookFormats.local(bytes, scanner.name), bytes) }
            case .end: end(WorkbookFormats.local(bytes, scanner.name), bytes)
            case .text:
                if isInCell {
                    scanner.isRaw ? ByteScanning.append(scanner.name, of: bytes, to: &value) : MarkupText.append(scanner.name, of: bytes, to: &value)
                }
            case .comment, .other: continue
            }
        }
    }

    private mutating func begin(_ tag: Range<Int>, _ scanner: MarkupScanner, _ bytes: Span<UInt8>) {
        func number(_ name: StaticString) -> Int {
            scanner.attribute(name, bytes).flatMap { Int(ByteScanning.string(bytes, $0)) } ?? 1
        }
        if MarkupName.equals(bytes, tag, "table") {
            depth += 1
            guard depth == 1 else { return }
            let name = isHTML ? "" : scanner.attribute("table:name", bytes).map { MarkupText.string($0, of: bytes) } ?? ""
            covered = [:]
            text += [SheetMark.byte] + name.utf8.filter { $0 >= 0x20 } + [0x0A]
            blankRows = 0
        } else if MarkupName.equals(bytes, tag, isHTML ? "tr" : "table-row") {
            endRow()
            rowRepeats = isHTML ? 1 : number("table:number-rows-repeated")
        } else if MarkupName.equals(bytes, tag, isHTML ? "td" : "table-cell") || MarkupName.equals(bytes, tag, isHTML ? "th" : "covered-table-cell") {
            endCell()
            isInCell = true
            value.removeAll(keepingCapacity: true)
            given = isHTML ? nil : Self.given(scanner, bytes)
            cellRepeats = number(isHTML ? "colspan" : "table:number-columns-repeated")
            if isHTML { place(rows: number("rowspan")) }
        } else if isInCell, MarkupName.equals(bytes, tag, isHTML ? "br" : "line-break") || !isHTML && MarkupName.equals(bytes, tag, "p") && !value.isEmpty {
            value.append(0x0A)
        }
    }

    /// Puts a cell into the next column that no cell above reaches into.
    private mutating func place(rows: Int) {
        while covered[column] ?? 0 > 0 {
            blanks += 1
            column += 1
        }
        let width = min(max(1, cellRepeats), Self.mostRepeats)
        if rows > 1 { for spanned in column..<column + width { covering[spanned] = rows - 1 } }
        column += width
    }

    /// What a cell holds where it is no text: its day or its number, not how they are shown.
    private static func given(_ scanner: MarkupScanner, _ bytes: Span<UInt8>) -> [UInt8]? {
        if let day = scanner.attribute("office:date-value", bytes) {
            var shown = ByteScanning.string(bytes, day)
            if shown.hasSuffix("T00:00:00") { shown.removeLast(9) }
            return shown.utf8.map { $0 == 0x54 ? 0x20 : $0 }
        }
        guard let type = scanner.attribute("office:value-type", bytes), MarkupName.equals(bytes, type, "float"),
            let number = scanner.attribute("office:value", bytes)
        else { return nil }
        return Array(ByteScanning.string(bytes, number).utf8)
    }

    private mutating func end(_ tag: Range<Int>, _ bytes: Span<UInt8>) {
        if MarkupName.equals(bytes, tag, isHTML ? "td" : "table-cell") || MarkupName.equals(bytes, tag, isHTML ? "th" : "covered-table-cell") {
            endCell()
        } else if MarkupName.equals(bytes, tag, isHTML ? "tr" : "table-row") {
            endRow()
        } else if MarkupName.equals(bytes, tag, "table") {
            endRow()
            depth = max(0, depth - 1)
        }
    }

    private mutating func endCell() {
        guard isInCell else { return }
        isInCell = false
        var shown = given ?? value
        while let last = shown.last, last <= 0x20 { shown.removeLast() }
        if let start = shown.firstIndex(where: { $0 > 0x20 }) { shown.removeFirst(start) }
        // What spans several columns stands in the first of them; what is repeated stands in all.
        let repeats = shown.isEmpty || isHTML ? 1 : min(cellRepeats, Self.mostRepeats)
        if shown.isEmpty {
            blanks += min(cellRepeats, 16_384)
            return
        }
        for _ in 0..<repeats {
            if cells > 0 || blanks > 0 { line += [UInt8](repeating: 0x2C, count: blanks + (cells > 0 ? 1 : 0)) }
            CSVWriting.append(shown.span, 0..<shown.count, to: &line)
            (cells, blanks) = (cells + 1, 0)
        }
        if isHTML, cellRepeats > 1 { blanks += min(cellRepeats, 16_384) - 1 }
    }

    private mutating func endRow() {
        endCell()
        defer {
            line.removeAll(keepingCapacity: true)
            (cells, blanks, rowRepeats) = (0, 0, 1)
            if column > 0 {
                covered = covered.compactMapValues { $0 > 1 ? $0 - 1 : nil }.merging(covering) { $1 }
                (column, covering) = (0, [:])
            }
        }
        guard depth > 0, rowRepeats > 0 else { return }
        guard !line.isEmpty else {
            blankRows += rowRepeats
            return
        }
        if blankRows > 0 { text += [UInt8](repeating: 0x0A, count: min(blankRows, Self.mostRepeats)) }
        blankRows = 0
        line.append(0x0A)
        for _ in 0..<min(rowRepeats, Self.mostRepeats) { text += line }
    }
}
