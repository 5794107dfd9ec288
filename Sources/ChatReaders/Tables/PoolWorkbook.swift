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
            待发货: 快递, 快递单号 → the order has left with this parcel
            待核对: 订单对不对, 正确数量, 正确金额 → 对 says that the order is right, 不对 that it is not, the others what is
            订单明细: 状态, 商品, 金额 → what the seller says of that order, where it is not what was written
            待核对: 是同一个人吗 → 是 merges the two customers of the row, 不是 keeps them apart, 不知道 leaves the question open
            a row without 客户编号 that has a number or an address → somebody new
            """,
        timeZone: "No times.",
        quirks:
            "The sheets 客户总表 (also under another name), 待发货 and 待核对 are read; so are 状态, 商品 and 金额 of 订单明细; what else was changed there, sheets and columns of the seller's own are said and not taken over, and the file is kept beside. A cell counts when it differs from what was written into this copy: the sheet 说明 says which writing it is.",
        notSupported:
            "The figures of 客户总表 and the other columns of the follow-up lists are made anew with each writing; what is changed there is not taken over. An emptied name, stage or label goes back to what the chats say."
    )

    private static let headers = EditableField.allCases.map { (field: $0, key: HeaderName.key($0.header)) }
    private static let idKey = HeaderName.key(EditableField.keyHeader)
    private static let ownKeys = Set(EditableField.ownHeaders.map(HeaderName.key))
    private static let personKeys = PersonSheet.headers.map(HeaderName.key)
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
            var packing: PackingColumns?
            var edition: Int?
            var own = EditedSheet(name: nil, number: 0)
            while scanner.next(bytes, into: &row) {
                let size = row.end - row.start
                if row.isSheetName {
                    let name = row.text(0, of: bytes)
                    if own.number > 0 { try output.edited(.sheet(own), line: row.record) }
                    own = EditedSheet(name: Self.withoutNumber(name), number: own.number + 1)
                    // A table that is too long for a sheet goes on in another one, whose name ends in its number.
                    sheet =
                        Self.isSheet(name, EditableField.sheet)
                        ? .customers
                        : Self.isSheet(name, OrderSheet.sheet)
                            ? .orders
                            : Self.isSheet(name, ReviewAnswer.sheet) ? .questions : Self.isSheet(name, PackingList.sheet) ? .packing : .other
                    (columns, orders, questions, packing) = (nil, nil, nil, nil)
                    output.account(decorationBytes: size)
                    continue
                }
                Self.look(at: row, in: &own, bytes)
                if edition == nil, row.count > 1, row.text(0, of: bytes) == EditableField.editionLabel {
                    edition = Int(HeadedTable.clean(row.text(1, of: bytes)))
                } else if sheet == nil || sheet == .customers || sheet == .other && row.record <= Self.headRows, columns == nil {
                    columns = Self.columns(row, bytes)
                    if let columns {
                        // A sheet of customers to which the seller gave another name, or a copy of it.
                        if sheet == .other { (sheet, own.name) = (.customers, EditableField.sheet) }
                        // What the seller put above the headers is theirs.
                        let above = own.row == row.record ? nil : own.places.first
                        (own.headers, own.places, own.beyond) = ([], [], above)
                        Self.look(at: row, in: &own, bytes)
                        try output.edited(.head(columns.head(edition, hasSheets: sheet != nil)), line: row.record)
                    }
                } else if sheet == .orders, orders == nil {
                    orders = Self.orderColumns(row, bytes)
                } else if sheet == .questions, questions == nil {
                    questions = Self.questionColumns(row, bytes)
                } else if sheet == .packing, packing == nil {
                    packing = Self.packingColumns(row, bytes)
                } else if sheet == nil || sheet == .customers, let columns, columns.id != nil, !row.isBlank {
                    if let edited = Self.edited(row, columns, edition, bytes) {
                        output.account(messageBytes: size)
                        try output.edited(edited, line: row.record)
                        continue
                    }
                    if Self.isAdded(row, columns, bytes) {
                        for cell in Self.refused(row, columns, bytes) { try output.edited(.refused(cell), line: row.record) }
                        try output.edited(.added(Self.contact(row, columns, bytes), row: row.record), line: row.record)
                    }
                } else if sheet == .orders, let orders, !row.isBlank {
                    if let order = Self.order(row, orders, bytes) {
                        try output.edited(.order(order), line: row.record)
                    } else if (0..<row.count).count(where: { !row.range($0).isEmpty }) > 1 {
                        // One cell alone is the note of a table without rows.
                        try output.edited(.refused(RefusedCell(sheet: OrderSheet.sheet, cell: "\(row.record)", reason: .newOrder)), line: row.record)
                    }
                } else if sheet == .questions, let questions {
                    if let answer = Self.answer(row, questions, bytes) { try output.edited(.answer(answer), line: row.record) }
                    if let answer = Self.orderAnswer(row, questions, bytes) { try output.edited(.orderAnswer(answer), line: row.record) }
                } else if sheet == .packing, let packing, let parcel = Self.parcel(row, packing, bytes) {
                    try output.edited(.parcel(parcel), line: row.record)
                }
                output.account(decorationBytes: size)
            }
            try output.edited(.sheet(own), line: row.record)
        }
    }

    /// Notes the first row of a sheet as its headers, and further down what stands where there is no header.
    private static func look(at row: CSVRow, in sheet: inout EditedSheet, _ bytes: Span<UInt8>) {
        guard !row.isBlank, row.count < 300 else { return }
        guard !sheet.headers.isEmpty else {
            sheet.row = row.record
            sheet.headers = (0..<row.count).map { HeadedTable.clean(row.text($0, of: bytes)) }
            sheet.places = (0..<row.count).map { letters($0) + "\(row.record)" }
            return
        }
        guard sheet.beyond == nil else { return }
        let free = (0..<row.count).first { i in !row.range(i).isEmpty && (i >= sheet.headers.count || sheet.headers[i].isEmpty) }
        if let free { sheet.beyond = letters(free) + "\(row.record)" }
    }

    /// The name of a sheet without the number of one that goes on from another.
    private static func withoutNumber(_ name: String) -> String {
        var rest = name[...]
        while let last = rest.utf8.last, 0x30...0x39 ~= last { rest.removeLast() }
        return rest.isEmpty ? name : String(rest)
    }

    /// Rows of a sheet in which the headers of a table of customers are looked for where its name tells nothing.
    private static let headRows = 30

    private enum Sheet { case customers, orders, questions, packing, other }

    private static func isSheet(_ name: String, _ own: String) -> Bool {
        name.hasPrefix(own) && name.dropFirst(own.count).utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private struct Columns {
        var id: Int?
        var fields: [(field: EditableField, place: Int)]
        /// Where the columns of ``PersonSheet`` stand.
        var others: [Int?]

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
        /// Where the order's key stands and, as far as they are there, its answer, quantity and amount.
        var order: Int?
        var said: [Int?]
    }

    private struct PackingColumns {
        var id: Int
        var key: Int
        var number: Int
        var share: Int?
        var courier: Int?
    }

    private static let answerKey = HeaderName.key(ReviewAnswer.header)
    private static let otherKey = HeaderName.key(ReviewAnswer.otherKeyHeader)
    private static let orderMarkKey = HeaderName.key(OrderKey.header)
    private static let orderAnswerKeys = [OrderAnswer.header, OrderAnswer.quantityHeader, OrderAnswer.amountHeader].map(HeaderName.key)

    private static func packingColumns(_ row: CSVRow, _ bytes: Span<UInt8>) -> PackingColumns? {
        guard row.count > requiredColumns, row.count < 300 else { return nil }
        let cells = keys(row, bytes)
        func place(_ header: String) -> Int? { cells.firstIndex(of: HeaderName.key(header)) }
        guard let id = place(EditableField.keyHeader), let key = place(OrderKey.header), let number = place(PackingList.numberHeader) else { return nil }
        return PackingColumns(id: id, key: key, number: number, share: place(PackingList.shareHeader), courier: place(PackingList.courierHeader))
    }

    /// The text of a cell; empty in a row that ends before it.
    private static func cell(_ place: Int?, _ row: CSVRow, _ bytes: Span<UInt8>) -> String {
        guard let place, place < row.count else { return "" }
        return HeadedTable.clean(row.text(place, of: bytes))
    }

    /// The parcel of a row of the packing list; nil where no number was filled in.
    private static func parcel(_ row: CSVRow, _ columns: PackingColumns, _ bytes: Span<UInt8>) -> EditedParcel? {
        let (id, key, number) = (cell(columns.id, row, bytes), cell(columns.key, row, bytes), cell(columns.number, row, bytes))
        guard id.hasPrefix("c_"), !key.isEmpty, !number.isEmpty else { return nil }
        let share = Int(cell(columns.share, row, bytes)).map { $0 - 1 } ?? 0
        return EditedParcel(
            customerID: id, key: key, share: max(0, share), courier: cell(columns.courier, row, bytes), number: number,
            cell: letters(columns.number) + "\(row.record)")
    }

    /// The answer of a row that asks of an order; nil where there is none.
    private static func orderAnswer(_ row: CSVRow, _ columns: QuestionColumns, _ bytes: Span<UInt8>) -> EditedOrderAnswer? {
        let (id, key) = (cell(columns.left, row, bytes), cell(columns.order, row, bytes))
        let said = columns.said.map { cell($0, row, bytes) }
        guard id.hasPrefix("c_"), !key.isEmpty, said.contains(where: { !$0.isEmpty }) else { return nil }
        return EditedOrderAnswer(
            customerID: id, key: key, answer: said[0], quantity: said[1], amount: said[2],
            cells: columns.said.map { place in place.map { letters($0) + "\(row.record)" } ?? "\(row.record)" })
    }

    private static func questionColumns(_ row: CSVRow, _ bytes: Span<UInt8>) -> QuestionColumns? {
        guard row.count > requiredColumns, row.count < 300 else { return nil }
        let cells = keys(row, bytes)
        guard let left = cells.firstIndex(of: idKey), let right = cells.firstIndex(of: otherKey), let answer = cells.firstIndex(of: answerKey) else {
            return nil
        }
        return QuestionColumns(
            left: left, right: right, answer: answer, order: cells.firstIndex(of: orderMarkKey), said: orderAnswerKeys.map { cells.firstIndex(of: $0) })
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
        return Columns(id: id, fields: fields, others: personKeys.map { cells.firstIndex(of: $0) })
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
        edited.others = columns.others.map { place in place.map { $0 < row.count ? row.text($0, of: bytes) : "" } }
        edited.otherPlaces = columns.others.map { place in place.map { letters($0) + "\(row.record)" } ?? "" }
        return edited
    }

    /// Whether a row without an id has anything in the columns that may be changed.
    private static func isAdded(_ row: CSVRow, _ columns: Columns, _ bytes: Span<UInt8>) -> Bool {
        guard let key = columns.id, row.count <= key || row.range(key).isEmpty else { return false }
        return columns.fields.contains { $0.place < row.count && !row.range($0.place).isEmpty }
    }

    /// The cells of a row that the seller added which somebody new cannot have.
    private static func refused(_ row: CSVRow, _ columns: Columns, _ bytes: Span<UInt8>) -> [RefusedCell] {
        columns.fields.compactMap { field, place in
            guard place < row.count, !HeadedTable.clean(row.text(place, of: bytes)).isEmpty else { return nil }
            let reason: RefusedCell.Reason
            switch field {
            case .phone where field.value(ofCell: row.text(place, of: bytes)) == nil: reason = .notAllowed(field)
            case .stage, .doNotContact: reason = .newRow(header: field.header)
            default: return nil
            }
            return RefusedCell(sheet: EditableField.sheet, cell: letters(place) + "\(row.record)", reason: reason)
        }
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
