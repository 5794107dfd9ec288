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
            姓名, 昵称, 阶段, 手机, 省, 市, 区, 详细地址, 标签, 勿扰, 备注, 跟进记录 → what the seller says, where it is not what was written
            待核对: 是同一个人吗 → 是 merges the two customers of the row, 不是 keeps them apart, 不知道 leaves the question open
            a row without 客户编号 that has a number or an address → somebody new
            """,
        timeZone: "No times.",
        quirks:
            "The sheets 客户总表 and 待核对 are read; what was changed in 订单明细 is said with its cell and not taken over. A cell counts when it differs from what was written into this copy: the sheet 说明 says which writing it is.",
        notSupported:
            "Other columns and sheets are made anew with each writing; what is changed there is not taken over. An emptied name, stage or label goes back to what the chats say."
    )

    private static let headers = EditableField.allCases.map { (field: $0, key: HeaderName.key($0.header)) }
    private static let idKey = HeaderName.key(EditableField.keyHeader)
    private static let ownKeys = Set(EditableField.ownHeaders.map(HeaderName.key))
    private static let orderKeys = OrderSheet.headers.map(HeaderName.key)
    /// Headers of editable columns that a table must have to be one of ours.
    private static let requiredColumns = 4
    /// Headers that no other table has, of which so many show ours where the seller took out a column.
    private static let requiredOwnColumns = 3

    func sniff(_ head: SourceHead) -> Double {
        guard head.contains("客户编号") && head.contains("勿扰") || head.contains("判断依据") || head.contains("预计回购日") else { return 0 }
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
            var sheet: Sheet?
            var columns: Columns?
            var orders: OrderColumns?
            var questions: QuestionColumns?
            var edition: Int?
            while scanner.next(bytes, into: &row) {
                let size = row.end - row.start
                if row.isSheetName {
                    let name = row.text(0, of: bytes)
                    // A table that is too long for a sheet goes on in another one, whose name ends in its number.
                    sheet =
                        Self.isSheet(name, EditableField.sheet)
                        ? .customers
                        : Self.isSheet(name, OrderSheet.sheet)
                            ? .orders
                            : Self.isSheet(name, ReviewAnswer.sheet) ? .questions : .other
                    (columns, orders, questions) = (nil, nil, nil)
                } else if edition == nil, row.count > 1, row.text(0, of: bytes) == EditableField.editionLabel {
                    edition = Int(HeadedTable.clean(row.text(1, of: bytes)))
                } else if sheet == nil || sheet == .customers, columns == nil {
                    columns = Self.columns(row, bytes)
                    if let columns { try output.edited(.head(columns.head(edition, hasSheets: sheet != nil)), line: row.record) }
                } else if sheet == .orders, orders == nil {
                    orders = Self.orderColumns(row, bytes)
                } else if sheet == .questions, questions == nil {
                    questions = Self.questionColumns(row, bytes)
                } else if sheet == nil || sheet == .customers, let columns, columns.id != nil, !row.isBlank {
                    if let edited = Self.edited(row, columns, edition, bytes) {
                        output.account(messageBytes: size)
                        try output.edited(edited, line: row.record)
                        continue
                    }
                    if Self.isAdded(row, columns, bytes) { try output.edited(.added(Self.contact(row, columns, bytes), row: row.record), line: row.record) }
                } else if sheet == .orders, let orders, let order = Self.order(row, orders, bytes) {
                    try output.edited(.order(order), line: row.record)
                } else if sheet == .questions, let questions, let answer = Self.answer(row, questions, bytes) {
                    try output.edited(.answer(answer), line: row.record)
                }
                output.account(decorationBytes: size)
            }
        }
    }

    private enum Sheet { case customers, orders, questions, other }

    private static func isSheet(_ name: String, _ own: String) -> Bool {
        name.hasPrefix(own) && name.dropFirst(own.count).utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private struct Columns {
        var id: Int?
        var fields: [(field: EditableField, place: Int)]

        func head(_ edition: Int?, hasSheets: Bool) -> EditedHead {
            let missing = EditableField.allCases.filter { field in !fields.contains { $0.field == field } }.map(\.header)
            return EditedHead(edition: edition, missing: missing, hasKey: id != nil, hasSheets: hasSheets)
        }
    }

    private struct OrderColumns {
        var id: Int
        var places: [Int?]
    }

    private struct QuestionColumns {
        var left: Int
        var right: Int
        var answer: Int
    }

    private static let answerKey = HeaderName.key(ReviewAnswer.header)
    private static let otherKey = HeaderName.key(ReviewAnswer.otherKeyHeader)

    private static func questionColumns(_ row: CSVRow, _ bytes: Span<UInt8>) -> QuestionColumns? {
        guard row.count > requiredColumns, row.count < 300 else { return nil }
        let cells = keys(row, bytes)
        guard let left = cells.firstIndex(of: idKey), let right = cells.firstIndex(of: otherKey), let answer = cells.firstIndex(of: answerKey) else {
            return nil
        }
        return QuestionColumns(left: left, right: right, answer: answer)
    }

    /// The answer of a row; nil where there is none, and in a row that asks of one customer alone.
    private static func answer(_ row: CSVRow, _ columns: QuestionColumns, _ bytes: Span<UInt8>) -> EditedAnswer? {
        guard row.count > max(columns.left, columns.right, columns.answer) else { return nil }
        let (left, right) = (HeadedTable.clean(row.text(columns.left, of: bytes)), HeadedTable.clean(row.text(columns.right, of: bytes)))
        let text = HeadedTable.clean(row.text(columns.answer, of: bytes))
        guard left.hasPrefix("c_"), right.hasPrefix("c_"), !text.isEmpty else { return nil }
        return EditedAnswer(left: left, right: right, text: text, cell: letters(columns.answer) + "\(row.record)")
    }

    /// Where the columns stand, if the row is our header.
    private static func columns(_ row: CSVRow, _ bytes: Span<UInt8>) -> Columns? {
        guard !row.isSheetName, row.count > requiredColumns, row.count < 300 else { return nil }
        let cells = keys(row, bytes)
        let id = cells.firstIndex(of: idKey)
        let fields = headers.compactMap { header in cells.firstIndex(of: header.key).map { (field: header.field, place: $0) } }
        let own = Set(cells).intersection(ownKeys).count
        guard fields.count >= requiredColumns, id != nil && fields.contains(where: { $0.field == .doNotContact }) || own >= requiredOwnColumns else {
            return nil
        }
        return Columns(id: id, fields: fields)
    }

    private static func keys(_ row: CSVRow, _ bytes: Span<UInt8>) -> [String] {
        (0..<row.count).map { row.range($0).count < 60 ? HeaderName.key(row.text($0, of: bytes)) : "" }
    }

    private static func orderColumns(_ row: CSVRow, _ bytes: Span<UInt8>) -> OrderColumns? {
        guard row.count > requiredColumns, row.count < 300 else { return nil }
        let cells = keys(row, bytes)
        return cells.firstIndex(of: idKey).map { id in OrderColumns(id: id, places: orderKeys.map { cells.firstIndex(of: $0) }) }
    }

    private static func edited(_ row: CSVRow, _ columns: Columns, _ edition: Int?, _ bytes: Span<UInt8>) -> EditedRow? {
        guard let key = columns.id, row.count > key else { return nil }
        let id = HeadedTable.clean(row.text(key, of: bytes))
        guard id.hasPrefix("c_") else { return nil }
        var cells: [EditableField: String] = [:]
        // A row that ends early has empty cells behind.
        for (field, place) in columns.fields { cells[field] = place < row.count ? row.text(place, of: bytes) : "" }
        var edited = EditedRow(customerID: id, cells: cells, edition: edition)
        for (field, place) in columns.fields { edited.places[field] = letters(place) + "\(row.record)" }
        return edited
    }

    /// Whether a row without an id has anything in the columns that may be changed.
    private static func isAdded(_ row: CSVRow, _ columns: Columns, _ bytes: Span<UInt8>) -> Bool {
        guard let key = columns.id, row.count <= key || row.range(key).isEmpty else { return false }
        return columns.fields.contains { $0.place < row.count && !row.range($0.place).isEmpty }
    }

    /// The person of a row that the seller added.
    private static func contact(_ row: CSVRow, _ columns: Columns, _ bytes: Span<UInt8>) -> Contact? {
        var cells: [EditableField: String] = [:]
        for (field, place) in columns.fields where place < row.count {
            let text = HeadedTable.clean(row.text(place, of: bytes))
            if !text.isEmpty { cells[field] = text }
        }
        let address = [EditableField.province, .city, .district, .address].compactMap { cells[$0] }.joined()
        guard cells[.phone] != nil || !address.isEmpty else { return nil }
        var contact = Contact(platform: .unknown, nickname: cells[.nickname])
        contact.name = cells[.name]
        contact.phones = cells[.phone].map { [$0] } ?? []
        contact.addresses = address.isEmpty ? [] : [address]
        contact.tags = cells[.tags].map { $0.split(whereSeparator: { "、，,；;".contains($0) }).map(String.init) } ?? []
        contact.note = [cells[.remark], cells[.notes]].compactMap(\.self).joined(separator: "；")
        if contact.note?.isEmpty == true { contact.note = nil }
        contact.isCustomer = true
        return contact
    }

    private static func order(_ row: CSVRow, _ columns: OrderColumns, _ bytes: Span<UInt8>) -> EditedOrder? {
        guard row.count > columns.id else { return nil }
        let id = HeadedTable.clean(row.text(columns.id, of: bytes))
        guard id.hasPrefix("c_") else { return nil }
        let cells = columns.places.map { place in place.map { $0 < row.count ? row.text($0, of: bytes) : "" } }
        return EditedOrder(customerID: id, cells: cells, row: row.record, columns: columns.places.map { $0.map(letters) ?? "" })
    }

    /// `A` for the first column, `AA` for the 27th.
    private static func letters(_ column: Int) -> String {
        var (text, rest) = ("", column)
        repeat {
            text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
            rest = rest / 26 - 1
        } while rest >= 0
        return text
    }
}
