import ChatBytes
import ChatModel

/// The rows of a table below the header row that names its columns: CSV, or the text made of a workbook.
struct HeadedTable {
    /// The row read last.
    private(set) var row = CSVRow()
    /// Where the asked columns stand in a row; -1 for one that the table does not have.
    private(set) var columns: [Int] = []
    /// The keys of the header row's cells (see ``HeaderName``).
    private(set) var header: [String] = []
    /// How many headers have been found: each sheet of a workbook has its own.
    private(set) var headerCount = 0
    /// The rows before the header.
    private(set) var preamble: [[String]] = []
    /// The sheet of the workbook that the rows stand in.
    private(set) var sheet: String?
    /// Whether the format's tables begin with their header, so that a row above it is told. Rows of further sheets without a header are others' tables.
    var beginsWithHeader = false
    private let names: [[String]]
    private let required: Int
    private let refused: @Sendable (String) -> Bool
    private var scanner: CSVScanner
    private var reuse: [UInt8] = []
    private var firstColumn = 0
    private var firstCell: [UInt8] = []

    /// A table whose header is among the first rows.
    ///
    /// - Parameters:
    ///   - names: the columns, each with its possible names.
    ///   - required: how many of the first columns must be there.
    ///   - refusing: header keys whose columns must not be taken.
    init(
        _ bytes: Span<UInt8>, _ names: [[String]], required: Int, isQuoted: Bool = true, refusing: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        refused = refusing
        var dialect = CSVDialect.sniff(bytes)
        dialect.isQuoted = isQuoted
        self.names = names.map { $0.map { HeaderKeys.key($0) } }
        self.required = required
        scanner = CSVScanner(dialect: dialect)
    }

    /// Whether a header row has been found.
    var hasHeader: Bool { !columns.isEmpty }

    /// Reads the next row below a header; rows before the first header, blank rows and repeated headers are decoration.
    ///
    /// - Returns: false at the end.
    mutating func next(_ bytes: Span<UInt8>, _ output: MessageOutput? = nil) -> Bool {
        while scanner.next(bytes, into: &row) {
            if row.isSheetName {
                sheet = row.text(0, of: bytes)
                columns = []
                preamble = []
            } else if !row.isBlank {
                if isHeader(bytes) {
                    scanner.expectedCount = row.count
                } else if hasHeader {
                    if row.damage != nil {
                        output?.report(
                            "unclosed-quote", line: row.record, byteOffset: row.start, "a quote was opened and never closed: the cell ends at the next row")
                    }
                    return true
                } else if preamble.count < 40 {
                    if beginsWithHeader, headerCount == 0 {
                        output?.report("row-above-header", line: row.record, byteOffset: row.start, "a row above the header was passed over")
                    }
                    preamble.append((0..<row.count).map { row.text($0, of: bytes) })
                }
            }
            output?.account(decorationBytes: row.end - row.start)
        }
        return false
    }

    /// Whether the row names the columns; takes them over when it does.
    private mutating func isHeader(_ bytes: Span<UInt8>) -> Bool {
        guard row.count >= required, row.count < 200 else { return false }
        if hasHeader {
            // A repeated header says the same words at the same places.
            let first = row.range(firstColumn)
            guard first.count == firstCell.count, ByteScanning.equal(first, of: bytes, firstCell) else { return false }
            return columns.allSatisfy { $0 < 0 || HeaderName.key(row.text($0, of: bytes)) == header[$0] }
        }
        guard preamble.count < 40 else { return false }
        let cells = (0..<row.count).map { row.range($0).count < 200 ? HeaderName.key(row.text($0, of: bytes)) : "" }
        let found = names.map { alternatives in
            for name in alternatives { if let place = cells.firstIndex(of: name), !refused(name) { return place } }
            return -1
        }
        guard found.prefix(required).allSatisfy({ $0 >= 0 }) else { return false }
        columns = found
        header = cells
        headerCount += 1
        firstColumn = found.first { $0 >= 0 } ?? 0
        firstCell = []
        ByteScanning.append(row.range(firstColumn), of: bytes, to: &firstCell)
        return true
    }

    /// A header cell without blanks, marks and guards around it.
    static func clean(_ cell: String) -> String {
        let span = cell.utf8Span.span
        let range = TableCell.trim(span, 0..<span.count)
        return range.count == span.count ? cell : ByteScanning.string(span, range)
    }

    // MARK: Cells

    /// Where the cell of an asked column stands in the bytes; empty when the table does not have it.
    func range(_ column: Int) -> Range<Int> { row.range(columns[column]) }

    /// The cell of an asked column.
    func text(_ column: Int, _ bytes: Span<UInt8>) -> String { row.text(columns[column], of: bytes) }

    /// The cell of an asked column, or nil when it is empty or only blank.
    func value(_ column: Int, _ bytes: Span<UInt8>) -> String? {
        let text = Self.clean(text(column, bytes))
        return text.isEmpty ? nil : text
    }

    /// An integer in a cell.
    func integer(_ column: Int, _ bytes: Span<UInt8>) -> Int? {
        let range = range(column)
        guard !range.isEmpty, range.count < 19 else { return nil }
        var value = 0
        var at = range.lowerBound
        let isNegative = bytes[at] == 0x2D
        if isNegative { at += 1 }
        guard at < range.upperBound else { return nil }
        while at < range.upperBound {
            guard 48...57 ~= bytes[at] else { return nil }
            value = value &* 10 &+ Int(bytes[at] &- 48)
            at += 1
        }
        return isNegative ? 0 &- value : value
    }

    /// Whether a cell is exactly a word.
    func equals(_ column: Int, _ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
        let range = range(column)
        return range.count == word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes, at: range.lowerBound)
    }

    /// Lends the value of a cell: in place where its bytes are the value, else from a buffer.
    mutating func withCell<R>(_ column: Int, _ bytes: Span<UInt8>, _ body: (Span<UInt8>, Range<Int>) -> R) -> R {
        let index = columns[column]
        guard !row.isPlain(index) else { return body(bytes, row.range(index)) }
        reuse.removeAll(keepingCapacity: true)
        row.append(index, of: bytes, to: &reuse)
        return body(reuse.span, 0..<reuse.count)
    }

    /// Whether a head holds a header with the first `required` of the columns among its first rows.
    static func isPlausible(_ head: SourceHead, _ names: [[String]], required: Int, isQuoted: Bool = true) -> Bool {
        guard let first = head.firstByte, first != 0x7B, first != 0x5B, first != 0x3C else { return false }
        return head.rows.rows(of: head.bytes, isQuoted: isQuoted).contains { row in
            row.count >= required && names.prefix(required).allSatisfy { $0.contains { row.keys.contains(HeaderKeys.key($0)) } }
        }
    }
}
