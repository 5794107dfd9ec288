import ChatBytes
import ChatModel

/// Reads the workbook, or the CSV for Excel, that this program wrote itself and the seller has worked in since.
///
/// Nothing in it is a source: the reader hands on the cells that a seller may change, and the pool finds out which of them were changed.
struct PoolWorkbook: ExportReader {
    let format = FormatDescription(
        id: "chatpool-workbook", name: "chatpool's own workbook, edited", platform: .unknown, extensions: ["xlsx", "csv"],
        origin: "`chatpool import … -o customers.xlsx` or `-o customers.csv`, edited in a spreadsheet program and saved.",
        shape: """
            客户编号,姓名,昵称,阶段,…,标签,勿扰,备注,跟进记录
            c_7x2kq0v9m3t1a,王丽,小雨,老客户,…,老客、苏州,,要发票,3月回访
            """,
        fieldMap: """
            客户编号 → whose row it is (columns may be moved, rows sorted or left out)
            姓名, 阶段, 标签, 勿扰, 备注, 跟进记录 → what the seller says, where it is not what was written
            """,
        timeZone: "No times.",
        quirks: "Only the sheet 客户总表 is read. A cell counts when it differs from what was written into this copy: the sheet 说明 says which writing it is.",
        notSupported:
            "Other columns and sheets are made anew with each writing; what is changed there is not taken over. An emptied name, stage or label goes back to what the chats say."
    )

    private static let headers = EditableField.allCases.map { (field: $0, key: HeaderName.key($0.header)) }
    private static let idKey = HeaderName.key(EditableField.keyHeader)
    /// Headers of editable columns that a table must have to be one of ours.
    private static let requiredColumns = 4

    func sniff(_ head: SourceHead) -> Double {
        guard head.contains("客户编号"), head.contains("勿扰") else { return 0 }
        let bytes = head.bytes.span
        var scanner = CSVScanner(dialect: CSVDialect.sniff(bytes))
        var row = CSVRow()
        for _ in 0..<400 where scanner.next(bytes, into: &row) { if Self.columns(row, bytes) != nil { return 0.99 } }
        return 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var scanner = CSVScanner(dialect: CSVDialect.sniff(bytes))
            var row = CSVRow()
            var columns: Columns?
            var isOurs = true
            var edition: Int?
            while scanner.next(bytes, into: &row) {
                let size = row.end - row.start
                if row.isSheetName {
                    isOurs = row.text(0, of: bytes) == EditableField.sheet
                    columns = nil
                } else if edition == nil, row.count > 1, row.text(0, of: bytes) == EditableField.editionLabel {
                    edition = Int(HeadedTable.clean(row.text(1, of: bytes)))
                } else if isOurs, columns == nil {
                    columns = Self.columns(row, bytes)
                } else if isOurs, let columns, let edited = Self.edited(row, columns, edition, bytes) {
                    output.account(messageBytes: size)
                    try output.edited(edited, line: row.record)
                    continue
                }
                output.account(decorationBytes: size)
            }
        }
    }

    private struct Columns {
        var id: Int
        var fields: [(field: EditableField, place: Int)]
    }

    /// Where the columns stand, if the row is our header.
    private static func columns(_ row: CSVRow, _ bytes: Span<UInt8>) -> Columns? {
        guard !row.isSheetName, row.count > requiredColumns, row.count < 300 else { return nil }
        let cells = (0..<row.count).map { row.range($0).count < 60 ? HeaderName.key(row.text($0, of: bytes)) : "" }
        guard let id = cells.firstIndex(of: idKey) else { return nil }
        let fields = headers.compactMap { header in cells.firstIndex(of: header.key).map { (field: header.field, place: $0) } }
        return fields.count >= requiredColumns && fields.contains { $0.field == .doNotContact } ? Columns(id: id, fields: fields) : nil
    }

    private static func edited(_ row: CSVRow, _ columns: Columns, _ edition: Int?, _ bytes: Span<UInt8>) -> EditedRow? {
        guard row.count > columns.id else { return nil }
        let id = HeadedTable.clean(row.text(columns.id, of: bytes))
        guard id.hasPrefix("c_") else { return nil }
        var cells: [EditableField: String] = [:]
        // A row that ends early has empty cells behind.
        for (field, place) in columns.fields { cells[field] = place < row.count ? row.text(place, of: bytes) : "" }
        return EditedRow(customerID: id, cells: cells, edition: edition)
    }
}
