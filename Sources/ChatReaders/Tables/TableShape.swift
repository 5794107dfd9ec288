import ChatBytes

/// Tables that are laid out otherwise than a record a row, put so: columns that stand side by side twice, a record a column, cards of labels and values,
/// rows of orders with rows of goods under one header, goods below the name of who gets them, two values in each cell of a column.
///
/// People make such tables by hand, so that they are small; what is larger is read as it stands.
struct TableShape: Sendable {
    /// The table with one record a row.
    let bytes: [UInt8]
    /// For each sheet, or for the file, the row that each row was made of.
    let lines: [[Int]]

    private static let mostBytes = 2 << 20
    private static let mostRows = 4_000

    /// Nil for a file whose tables have a record in each row.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count > 0, bytes.count <= Self.mostBytes else { return nil }
        var scanner = CSVScanner(dialect: TableWalk.dialect(of: bytes))
        var row = CSVRow()
        var sheets: [ShapedSheet] = bytes[0] == SheetMark.byte ? [] : [ShapedSheet()]
        var rows = 0
        while scanner.next(bytes, into: &row) {
            if row.isSheetName {
                sheets.append(ShapedSheet(name: row.text(0, of: bytes)))
            } else if row.count <= 120, let last = sheets.indices.last {
                rows += 1
                guard rows <= Self.mostRows else { return nil }
                sheets[last].rows.append((0..<row.count).map { row.text($0, of: bytes) })
                sheets[last].lines.append(row.record)
            } else {
                return nil
            }
        }
        var isShaped = false
        for i in sheets.indices { if sheets[i].shape() { isShaped = true } }
        guard isShaped else { return nil }
        var text = ""
        for sheet in sheets {
            if let name = sheet.name { text += "\u{1D}\(name)\n" }
            for cells in sheet.rows { text += cells.map(Self.quoted).joined(separator: ",") + "\n" }
        }
        self.bytes = Array(text.utf8)
        lines = sheets.map(\.lines)
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
