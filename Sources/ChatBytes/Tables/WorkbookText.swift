import ChatModel

/// Makes text of a workbook's tables, so that readers of CSV read them too: every sheet in order, each behind a line with its name (see ``SheetMark``).
///
/// Office Open XML (ECMA-376, SpreadsheetML): shared and inline strings, numbers, dates by their formats. A row of the sheet is a row of the text, blank ones too,
/// so that row numbers agree. Only the shared strings stay in memory.
struct WorkbookText: ~Copyable {
    private static let maximumColumns = 16_384

    private let path: String
    private var output: TableText
    private var strings = SharedStrings()
    private var formats = WorkbookFormats()
    private var line: [UInt8] = []
    private var value: [UInt8] = []
    private var diagnostics: [Diagnostic] = []

    /// The text of a workbook, given as the zip that it is.
    ///
    /// - Throws: `.damaged` when it has no list of sheets, `.encrypted`, `.limitExceeded`.
    static func convert(_ zip: ExportSource) throws(ImportError) -> (MappedBytes, [Diagnostic]) {
        let document = try PackagedDocument(zip)
        guard let name = document.names.first(where: { $0 == "xl/workbook.xml" || ($0.hasPrefix("xl/") && $0.hasSuffix("/workbook.xml")) }),
            let list = try document.member(named: name)
        else { throw ImportError(.damaged, "the workbook has no list of sheets", at: SourcePosition(file: zip.path)) }
        let relations = try document.member(named: "xl/_rels/workbook.xml.rels").map { WorkbookFormats.relations($0.span) } ?? [:]
        var text = try WorkbookText(path: zip.path)
        text.formats.readWorkbook(list.span)
        if let styles = try document.member(named: "xl/styles.xml") { text.formats.readStyles(styles.span) }
        if let shared = try document.source(named: "xl/sharedStrings.xml") { text.strings.read(shared) }
        for (i, sheet) in text.formats.sheets.enumerated() {
            let target = relations[sheet.relation] ?? "worksheets/sheet\(i + 1).xml"
            let part = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            guard let source = try document.source(named: part) else {
                text.diagnostics.append(Diagnostic("sheet-missing", at: SourcePosition(file: zip.path), "a sheet of the workbook is not in it"))
                continue
            }
            try text.sheet(sheet.name, source)
        }
        return try text.finish()
    }

    private init(path: String) throws(ImportError) {
        self.path = path
        output = try TableText(path: path)
    }

    private consuming func finish() throws(ImportError) -> (MappedBytes, [Diagnostic]) {
        let found = diagnostics
        let (mapped, more) = try output.finish()
        return (mapped, found + more)
    }

    // MARK: Sheets

    /// What the cell being read says of itself.
    private struct Cell {
        var column = 0
        var type = CellType.number
        var style = 0
    }

    private enum CellType {
        case number, shared, text, boolean, error
    }

    private mutating func sheet(_ name: String, _ source: ExportSource) throws(ImportError) {
        try output.sheet(name)
        try source.withBytes { (bytes) throws(ImportError) in
            var scanner = MarkupScanner(bytes, language: .xml)
            var cell: Cell?
            var row = 0
            var nextColumn = 0
            var isValue = false
            var column = 0
            walk: while true {
                switch scanner.next(bytes) {
                case .atEnd: break walk
                case .start:
                    let tag = WorkbookFormats.local(bytes, scanner.name)
                    if tag.count == 1, bytes[tag.lowerBound] == 0x63 {  // c
                        cell = self.cell(scanner, bytes, nextColumn)
                        nextColumn = (cell?.column ?? nextColumn) + 1
                        value.removeAll(keepingCapacity: true)
                        if scanner.isEmptyElement { cell = nil }
                    } else if tag.count == 1, bytes[tag.lowerBound] == 0x76 || bytes[tag.lowerBound] == 0x74 {  // v, t
                        isValue = cell != nil && !scanner.isEmptyElement
                    } else if MarkupName.equals(bytes, tag, "row") {
                        let number = scanner.attribute("r", bytes).flatMap { Self.integer(bytes, $0) } ?? row + 1
                        // Rows that the sheet leaves out are blank ones.
                        if number > row + 1, number - row < 100_000 { try output.append([UInt8](repeating: 0x0A, count: number - row - 1)) }
                        row = max(number, row + 1)
                        line.removeAll(keepingCapacity: true)
                        (column, nextColumn) = (0, 0)
                        if scanner.isEmptyElement { try endRow() }
                    }
                case .text:
                    if isValue {
                        scanner.isRaw ? ByteScanning.append(scanner.name, of: bytes, to: &value) : MarkupText.append(scanner.name, of: bytes, to: &value)
                    }
                case .end:
                    let tag = WorkbookFormats.local(bytes, scanner.name)
                    if tag.count == 1, bytes[tag.lowerBound] == 0x63 {
                        if let done = cell, done.column < Self.maximumColumns, done.column >= column {
                            while column < done.column {
                                line.append(0x2C)
                                column += 1
                            }
                            Self.append(done, &value, strings, formats, to: &line)
                        }
                        cell = nil
                    } else if tag.count == 1 {
                        isValue = false
                    } else if MarkupName.equals(bytes, tag, "row") {
                        try endRow()
                        source.discard(upTo: scanner.offset)
                    } else if MarkupName.equals(bytes, tag, "sheetData") {
                        break walk
                    }
                case .comment, .other: break
                }
            }
            if !line.isEmpty { try endRow() }
        }
    }

    private func cell(_ scanner: MarkupScanner, _ bytes: Span<UInt8>, _ nextColumn: Int) -> Cell {
        var cell = Cell(column: nextColumn)
        if let place = scanner.attribute("r", bytes) {
            var column = 0
            for at in place {
                let letter = bytes[at] & 0xDF
                guard 65...90 ~= letter, column < 100_000 else { break }
                column = column * 26 + Int(letter) - 64
            }
            if column > 0 { cell.column = column - 1 }
        }
        if let style = scanner.attribute("s", bytes).flatMap({ Self.integer(bytes, $0) }) { cell.style = style }
        if let type = scanner.attribute("t", bytes), !type.isEmpty {
            switch (type.count, bytes[type.lowerBound]) {
            case (1, 0x73): cell.type = .shared
            case (1, 0x62): cell.type = .boolean
            case (1, 0x65): cell.type = .error
            case (1, 0x6E): cell.type = .number
            default: cell.type = .text
            }
        }
        return cell
    }

    private static func integer(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count < 10 else { return nil }
        var value = 0
        for at in range {
            guard 48...57 ~= bytes[at] else { return nil }
            value = value * 10 + Int(bytes[at] - 48)
        }
        return value
    }

    /// Adds the cell's value to the line.
    private static func append(_ cell: Cell, _ value: inout [UInt8], _ strings: borrowing SharedStrings, _ formats: WorkbookFormats, to line: inout [UInt8]) {
        switch cell.type {
        case .shared:
            let index = integer(value.span, 0..<value.count) ?? -1
            CSVWriting.append(strings.bytes.span, strings.range(index), to: &line)
        case .number:
            formats.format(&value, style: cell.style)
            CSVWriting.append(value.span, 0..<value.count, to: &line)
        case .boolean: line.append(contentsOf: value == [0x31] ? "TRUE".utf8 : "FALSE".utf8)
        case .text: CSVWriting.append(value.span, 0..<value.count, to: &line)
        case .error: break
        }
    }

    private mutating func endRow() throws(ImportError) {
        line.append(0x0A)
        try output.append(line)
        line.removeAll(keepingCapacity: true)
    }
}
