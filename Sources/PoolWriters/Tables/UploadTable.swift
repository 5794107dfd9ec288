import ChatBytes
import ChatModel

/// A CSV file as another system imports it: its own headers, its limits kept, split into several files where it takes only so many rows.
struct UploadTable<Row: Sendable>: PoolWriter {
    /// A column of the target.
    struct Column: Sendable {
        var title: String
        /// The longest value that the target takes, in UTF-16 units.
        var limit: Int?
        /// Whether the target refuses a row without it.
        var isRequired: Bool
        var value: @Sendable (Row) -> Cell

        init(_ title: String, limit: Int? = nil, isRequired: Bool = false, _ value: @escaping @Sendable (Row) -> Cell) {
            self.title = title
            self.limit = limit
            self.isRequired = isRequired
            self.value = value
        }
    }

    let format: WriterFormat
    /// Rows that the target takes in one file, the header not counted.
    var rowsPerFile = Int.max
    /// Bytes that the target takes in one file.
    var bytesPerFile = Int.max
    /// ASCII characters that the target refuses.
    var refused: Set<UInt8> = []
    let columns: [Column]
    /// Begins a file: what makes the rows of one customer after the other.
    let rows: @Sendable () -> (Customer, inout WriteReport) -> [Row]

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let csv = CSVRows(profile: .upload, refused: refused)
        var unused = WriteReport(path)
        let header = csv.bytes(of: columns.map { .text($0.title) }, &unused)
        let rows = rows()
        let isWhole = path == "-"
        var (files, count, size) = (1, 0, header.count)
        var text = try TextFile(path)
        text.output.append(header)
        try pool.customers.walk { (customer) throws(ImportError) in
            for row in rows(customer, &report) {
                guard let cells = cells(of: row, &report) else { continue }
                let bytes = csv.bytes(of: cells, &report)
                if !isWhole, count > 0, count == rowsPerFile || size + bytes.count > bytesPerFile {
                    files += 1
                    var full = try TextFile(Self.numbered(path, files))
                    full.output.append(header)
                    swap(&text, &full)
                    try full.commit()
                    (count, size) = (0, header.count)
                }
                text.output.append(bytes)
                do throws(ImportError) { try text.output.flushIfFull() } catch { throw text.named(error) }
                (count, size) = (count + 1, size + bytes.count)
            }
        }
        try text.commit()
        if isWhole, count > rowsPerFile || size > bytesPerFile {
            report.add("limit-exceeded", "more rows than the target takes in one file: name a file with -o and it is split")
        }
        if files > 1 { report.add("split", "written as \(files) files, numbered from -2 on, because of the target's limits", severity: .note) }
        return report.diagnostics
    }

    /// The cells of a row within the target's limits; nil when one is missing that the target demands.
    private func cells(of row: Row, _ report: inout WriteReport) -> [Cell]? {
        var cells: [Cell] = []
        for column in columns {
            var cell = column.value(row)
            if case .text(let text) = cell {
                var text = PlainText.clean(text)
                if let limit = column.limit, text.utf16.count > limit {
                    text = PlainText.cut(text, to: limit)
                    report.add("field-cut", "\(column.title) holds at most \(limit) characters: longer texts were cut")
                }
                cell = .text(orEmpty: text)
            }
            if column.isRequired, cell == .empty {
                report.add("row-left-out", "the target demands \(column.title): rows without it were left out")
                return nil
            }
            cells.append(cell)
        }
        return cells
    }

    /// `leads-2.csv` for the second file of `leads.csv`.
    private static func numbered(_ path: String, _ number: Int) -> String {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "\(path)-\(number)" }
        return path.dropLast(name[dot...].count) + "-\(number)" + name[dot...]
    }
}
