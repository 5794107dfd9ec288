import ChatBytes

/// The first rows of a table, as strings.
struct TableSample: Sendable {
    /// The cells of each row that is not blank.
    private(set) var rows: [[String]] = []
    /// The number of each row in its file or sheet.
    private(set) var records: [Int] = []
    /// The sheet's name, for a workbook.
    var sheet: String?
    private let isSheet: Bool
    /// Rows that were not closed as they should, or that the end of the head cuts.
    private static let most = 120

    /// - Parameters:
    ///   - start: where the sheet or the file begins.
    ///   - record: the number of the row before.
    ///   - isWhole: whether the bytes end where the file does: the last row of a head may be cut.
    init(_ bytes: Span<UInt8>, _ dialect: CSVDialect, start: Int = 0, record: Int = 0, sheet: String? = nil, isWhole: Bool = true) {
        self.sheet = sheet
        isSheet = sheet != nil
        var scanner = CSVScanner(dialect: dialect, start: start)
        var row = CSVRow()
        while rows.count < Self.most, scanner.next(bytes, into: &row) {
            if row.isSheetName { break }
            if row.isBlank || row.count > 400 { continue }
            if !isWhole, row.end >= bytes.count, !rows.isEmpty { break }
            var cells = (0..<row.count).map { HeadedTable.clean(row.text($0, of: bytes)) }
            // A workbook's rows end with their last cell; blank ones behind it say nothing.
            if isSheet { while cells.last?.isEmpty == true { cells.removeLast() } }
            rows.append(cells)
            records.append(record + row.record)
        }
    }

    /// How many cells the widest row has.
    var width: Int { rows.reduce(0) { max($0, $1.count) } }

    /// Whether most rows have the same cells, at least two of them filled.
    var isEven: Bool {
        let wide = rows.filter { $0.count > 1 && $0.count(where: { !$0.isEmpty }) > 1 }
        guard wide.count >= 2, !isSheet else { return wide.count >= 2 }
        var widths: [Int: Int] = [:]
        for row in wide { widths[row.count, default: 0] += 1 }
        // A heading alone in its row, with as many blank cells behind it, is even too: —— 3月5日 ——,,,
        let width = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        return rows.count { $0.count == width } * 10 >= rows.count * 6
    }
}
