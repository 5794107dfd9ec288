import ChatBytes
import ChatModel
import Glibc

/// Goes through the rows of a file's tables: of each sheet, with the layout that its first rows have.
struct TableWalk {
    /// The row read last.
    private(set) var row = CSVRow()
    /// How the rows of the present table are read.
    private(set) var layout: TableLayout?
    /// How many tables have begun.
    private(set) var tables = 0
    /// The sheet of a workbook that the rows stand in.
    private(set) var sheet: String?
    /// How many sheets have begun; 0 for a file that is no workbook.
    private(set) var sheets = 0
    /// A day that stands alone in a row above: `3月5日`.
    private(set) var day: String?
    /// The last heading that names a month.
    private var heading: (start: Int, record: Int)?
    private let name: String
    private let latest: Int?
    private let dialect: CSVDialect
    /// Finds the header of a shop system; nil to look for any.
    private let signature: [[String]]?
    private var scanner: CSVScanner
    private var isBegun = false
    private var headerBytes: [UInt8] = []

    /// - Parameter signature: header names of a shop system, one of each must be in the header.
    init(_ source: ExportSource, _ bytes: Span<UInt8>, signature: [[String]]? = nil) {
        name = source.stem
        latest = Self.day(of: source)
        dialect = Self.dialect(of: bytes)
        self.signature = signature?.map { $0.map { HeaderName.key($0) } }
        scanner = CSVScanner(dialect: dialect)
    }

    /// How the rows are parted; a workbook's are parted by commas whatever stands in them.
    static func dialect(of bytes: Span<UInt8>) -> CSVDialect {
        bytes.count > 0 && bytes[0] == SheetMark.byte ? CSVDialect() : CSVDialect.sniff(bytes)
    }

    /// The day on which the file was last written: rows that name no year speak of the days before it.
    private static func day(of source: ExportSource) -> Int? {
        guard let path = source.diskPath else { return nil }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Int(status.st_mtim.tv_sec) / 86_400
    }

    /// Reads the next row of data; titles, headers, sums and blank rows are decoration.
    ///
    /// - Returns: false at the end.
    mutating func next(_ bytes: Span<UInt8>, _ output: MessageOutput?) -> Bool {
        if !isBegun {
            isBegun = true
            if bytes.count > 0, bytes[0] != SheetMark.byte { begin(bytes, start: 0, record: 0) }
        }
        while scanner.next(bytes, into: &row) {
            let size = row.end - row.start
            if row.isSheetName {
                sheet = row.text(0, of: bytes)
                sheets += 1
                begin(bytes, start: row.end, record: 0)
            } else if let layout, !row.isBlank, row.record > layout.headerRecord, !isDecoration(bytes, layout) {
                if row.damage != nil {
                    output?.report(
                        "unclosed-quote", line: row.record, byteOffset: row.start, "a quote was opened and never closed: the cell ends at the next row")
                }
                return true
            }
            output?.account(decorationBytes: size)
        }
        return false
    }

    private mutating func begin(_ bytes: Span<UInt8>, start: Int, record: Int) {
        day = nil
        heading = nil
        let sample = TableSample(bytes, dialect, start: start, record: record, sheet: sheet)
        if let signature {
            let place = sample.rows.firstIndex { row in
                let keys = row.map { HeaderName.key($0) }
                return signature.allSatisfy { names in names.contains(where: keys.contains) }
            }
            layout = place.flatMap { TableLayout(sample, name: name, latest: latest, forced: .orders, headerIndex: $0) }
        } else {
            layout = TableLayout(sample, name: name, latest: latest)
        }
        tables += 1
        scanner.expectedCount = layout?.headerCells.count ?? 0
    }

    /// Repeated headers, sums, a day alone in its row, a header of another table below.
    private mutating func isDecoration(_ bytes: Span<UInt8>, _ layout: TableLayout) -> Bool {
        var filled = 0
        var digits = 0
        var first = -1
        for i in 0..<row.count where !row.range(i).isEmpty {
            if first < 0 { first = i }
            filled += 1
        }
        guard first >= 0 else { return true }
        // Rows with digits in two cells are data, but for sums: only a look at the first cell is needed.
        for i in first..<row.count where filled > 2 && digits < 2 { if Self.hasDigit(bytes, row.range(i)) { digits += 1 } }
        let text = row.range(first).count <= 40 ? HeadedTable.clean(row.text(first, of: bytes)) : ""
        if filled == 1 || filled == 2 && layout.meanings.count > 4 {
            if filled == 1, let said = TitleDay.heading(text) {
                day = said
                return true
            }
            // 【A棟】, 上半月: one cell alone heads the rows below it.
            if filled == 1, isHeading(text, first, layout) {
                heading = YearText.month(in: [text]) == nil ? nil : (row.start, row.record)
                return true
            }
        }
        if Self.maySum(text) || signature == nil && isNobodys(bytes, layout) {
            let cells = (0..<row.count).map { HeadedTable.clean(row.text($0, of: bytes)) }
            if TableRowKind.isTotal(cells) || TableRowKind.isPrices(cells) { return true }
        }
        if signature == nil, layout.hasHeader, row.record <= layout.headerRecord + 3, TableRowKind.isExample((0..<row.count).map { row.text($0, of: bytes) }) {
            return true
        }
        guard digits < 2, filled > 1, layout.hasHeader else { return false }
        let cells = (0..<row.count).map { HeadedTable.clean(row.text($0, of: bytes)) }
        if Self.isSame(cells, layout.headerCells) {
            // 3月 alone above it: the rows below are that month's.
            if let heading, signature == nil { begin(bytes, start: heading.start, record: heading.record - 1) }
            return true
        }
        guard digits == 0, filled > 2 else { return false }
        let known = cells.reduce(0) {
            $0 + (!$1.isEmpty && HeaderText($1).isKnown && CellShape($1).intersection([.name, .status, .courier, .address]).isEmpty ? 1 : 0)
        }
        guard known * 10 >= filled * 7, signature == nil else { return false }
        begin(bytes, start: row.start, record: row.record - 1)
        return true
    }

    /// Whether a cell that stands alone in a wide row of orders is no order: nothing else is said of it.
    private func isHeading(_ text: String, _ column: Int, _ layout: TableLayout) -> Bool {
        // In a list of people a name alone is somebody; a phrase is none.
        let isPhrase =
            layout.kind == .people && layout.meanings.count > 3 && CellShape(text).intersection([.name, .called, .handle]).isEmpty
            && text.unicodeScalars.count > 4 && text.unicodeScalars.contains { $0.value >= 0x2E80 }
        guard layout.kind == .orders && layout.meanings.count > 4 || isPhrase, text.unicodeScalars.count <= 30,
            CellShape(text).intersection([.phone, .email]).isEmpty
        else {
            return false
        }
        guard column < layout.meanings.count, let meaning = layout.meanings[column] else { return column == 0 }
        return [.name, .buyer, .recipientName, .index, .orderNumber, .placedAt, .remark].contains(meaning) && (column == 0 || !layout.isSparse(column))
    }

    private static func isSame(_ cells: [String], _ header: [String]) -> Bool {
        let (a, b) = (cells.filter { !$0.isEmpty }, header.filter { !$0.isEmpty })
        return a == b
    }

    private static func hasDigit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range where 48...57 ~= bytes[at] { return true }
        return false
    }

    /// Whether nothing in the row says to whom it belongs, as in a row of sums.
    private func isNobodys(_ bytes: Span<UInt8>, _ layout: TableLayout) -> Bool {
        !layout.personal.contains { $0 < row.count && !TableCell.trim(bytes, row.range($0)).isEmpty }
    }

    /// Whether a first cell may begin a row of sums: it is no number.
    private static func maySum(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        return !(48...57 ~= first) && text.utf8.count <= 40
    }
}
