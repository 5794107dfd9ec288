import ChatBytes
public import ChatModel
import ChatReaders

/// Fills the seller's own table: a workbook whose header row says what belongs where, as a CRM system or a courier gives it out.
///
/// The first sheet's header is found by the names that the table readers know. Rows go below what stands there, in the formats of the template's own blank row or
/// columns; every other part of the file stays as it is, byte for byte. A table with columns for parcel numbers, states or payments gets all orders; one with goods or
/// order numbers the parcels to send; any other the customers.
public struct TemplateWriter: PoolWriter {
    /// What the file is; its kind is that of the template.
    public let format = WriterFormat(id: "template", fileExtension: "xlsx", summary: "your own table, filled (--template FILE)", ownsExtension: false)
    private let template: String

    /// A writer that fills the workbook at a path.
    public init(template: String) { self.template = template }

    private typealias Meaning = TableVocabulary.Meaning

    /// Writes a copy of the template with the pool's rows in it.
    @discardableResult public func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let package = try PackagedDocument(path: template)
        let name = try sheetName(package)
        let shared = SheetXML.shared(try package.member(named: "xl/sharedStrings.xml") ?? [])
        guard let bytes = try package.member(named: name), let sheet = SheetXML(bytes, shared: shared) else { throw refused("its first sheet cannot be read") }
        guard let header = header(sheet) else { throw refused("no row of its first sheet has two columns that are known, such as 姓名 and 手机") }
        for (_, meaning) in header.columns where meaning == nil {
            report.add("column-unknown", "columns of the template whose header is not known stay empty", severity: .note)
        }
        let below = sheet.rows.filter { $0.number > header.row }
        let last = below.last { !$0.isBlank }?.number ?? header.row
        report.add(
            "template-rows-kept", "rows that stand below the template's header stay: take examples out before you upload the file", severity: .note,
            count: below.count { !$0.isBlank })
        let sample = Dictionary((below.first?.cells ?? []).compactMap { cell in cell.style.map { (cell.column, $0) } }, uniquingKeysWith: { first, _ in first })
        let styles = sheet.columnStyles().merging(sample) { $1 }
        let rows = try rows(pool, Set(header.columns.compactMap(\.meaning)), &report)
        guard last + rows.count <= Workbook.longestSheet else { throw refused("a sheet holds at most \(Workbook.longestSheet) rows") }
        let xml = rows.enumerated().map { i, row in
            let number = last + 1 + i
            let cells = header.columns.compactMap { column, meaning -> String? in
                guard let meaning, let cell = row[meaning], cell != .empty else { return nil }
                return TemplateWriter.xml(cell, TableSheet<Int>.letters(column) + "\(number)", style: styles[column])
            }
            return (number: number, xml: "<row r=\"\(number)\">\(cells.joined())</row>")
        }
        let file = try AtomicFile(path)
        try package.write(replacing: [name: sheet.inserting(xml, after: last)], to: file.descriptor, path: path)
        try file.commit()
        return report.diagnostics
    }

    private func refused(_ why: String) -> ImportError {
        ImportError(.cannotWrite, "the template cannot be filled: \(why)", at: SourcePosition(file: template))
    }

    /// The part that holds the first sheet.
    private func sheetName(_ package: PackagedDocument) throws(ImportError) -> String {
        let book = try package.member(named: "xl/workbook.xml") ?? []
        let links = try package.member(named: "xl/_rels/workbook.xml.rels") ?? []
        guard let sheet = SheetXML.find("<sheet ", book, 0), let end = SheetXML.find(">", book, sheet), let id = SheetXML.attribute("r:id", book, sheet..<end)
        else {
            throw refused("it is no workbook")
        }
        var at = 0
        while let start = SheetXML.find("<Relationship ", links, at), let stop = SheetXML.find(">", links, start) {
            if SheetXML.attribute("Id", links, start..<stop) == id, let target = SheetXML.attribute("Target", links, start..<stop) {
                return target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            }
            at = stop
        }
        throw refused("its first sheet cannot be found")
    }

    /// The row among the first twenty with the most columns that are known, two at least.
    private func header(_ sheet: SheetXML) -> (row: Int, columns: [(column: Int, meaning: Meaning?)])? {
        var best: (row: Int, columns: [(column: Int, meaning: Meaning?)], count: Int)?
        for row in sheet.rows.prefix(20) {
            var seen: Set<Meaning> = []
            let columns: [(column: Int, meaning: Meaning?)] = row.cells.filter { !($0.text ?? "").isEmpty }.map { cell in
                let meaning = TableVocabulary.meaning(ofHeader: cell.text ?? "")
                // Of two columns with one meaning the first is filled.
                return (cell.column, meaning.flatMap { seen.insert($0).inserted ? $0 : nil })
            }
            if seen.count >= 2, seen.count > best?.count ?? 0 { best = (row.number, columns, seen.count) }
        }
        return best.map { ($0.row, $0.columns) }
    }

    private static func xml(_ cell: Cell, _ place: String, style: String?) -> String {
        let look = style.map { " s=\"\(XMLText.escaped($0))\"" } ?? ""
        switch cell {
        case .number, .money, .sum, .share: return "<c r=\"\(place)\"\(look)><v>\(cell.plain)</v></c>"
        default:
            let text = XMLText.escaped(PlainText.cut(cell.plain, to: Workbook.longestText))
            return "<c r=\"\(place)\"\(look) t=\"inlineStr\"><is><t xml:space=\"preserve\">\(text)</t></is></c>"
        }
    }

    // MARK: Rows

    private func rows(_ pool: PoolContents, _ asked: Set<Meaning>, _ report: inout WriteReport) throws(ImportError) -> [[Meaning: Cell]] {
        let splits = !asked.isDisjoint(with: [.province, .city, .district])
        if !asked.isDisjoint(with: [.trackingNumber, .status, .paidAt, .shippedAt, .receivedAt]) {
            var rows: [[Meaning: Cell]] = []
            try pool.customers.walk { (customer) throws(ImportError) in
                for order in customer.orders { rows.append(TemplateWriter.row(customer, order, recipient(customer, order), splits)) }
            }
            return rows
        }
        if !asked.isDisjoint(with: [.product, .orderNumber, .quantity, .spec]) {
            let parcels = try Parcels(pool)
            parcels.report(&report, besides: .handed)
            // A table that is no courier's may ask for parcels as well: what a courier has stays in it.
            return parcels.dueOrHanded.map { TemplateWriter.row($0.customer, $0.order, $0.recipient, splits) }
        }
        var rows: [[Meaning: Cell]] = []
        try pool.customers.walk { (customer) throws(ImportError) in
            rows.append(TemplateWriter.row(customer, nil, CustomerRow.home(customer), splits))
        }
        return rows
    }

    private func recipient(_ customer: Customer, _ order: Order) -> CustomerRecipient? {
        order.recipient.flatMap { customer.recipients.indices.contains($0) ? customer.recipients[$0] : nil }
    }

    private static func row(_ customer: Customer, _ order: Order?, _ recipient: CustomerRecipient?, _ splits: Bool) -> [Meaning: Cell] {
        let person = Person(customer)
        let phone = order == nil ? person.phones.first : recipient?.phone ?? person.phones.first
        let address = recipient?.address
        var row: [Meaning: Cell] = [
            .name: .text(order == nil ? person.shownName : recipient?.name ?? person.shownName), .nickname: .text(orEmpty: customer.nicknames.first),
            .phone: .code(orEmpty: phone.map(CustomerRow.readable)), .landline: .code(orEmpty: person.landline.map(CustomerRow.readable)),
            .email: .text(orEmpty: person.email), .province: .text(orEmpty: address?.province), .city: .text(orEmpty: address?.city),
            .district: .text(orEmpty: address?.district), .town: .text(orEmpty: address?.town), .birthday: .code(orEmpty: customer.birthDate),
            .address: .text(orEmpty: splits ? address.map { ($0.town ?? "") + ($0.detail ?? "") } : address.map(CustomerRow.oneLine)),
            .gender: .text(orEmpty: customer.gender.map { $0 == "male" ? "男" : "女" }), .tags: .text(orEmpty: customer.tags.joined(separator: "、")),
            .account: .code(orEmpty: person.account(on: .wechat)), .note: .text(orEmpty: order == nil ? customer.remark : order?.notes.joined(separator: "；")),
        ]
        guard let order else { return row }
        row[.orderNumber] = .code(orEmpty: order.orderNumber)
        row[.product] = .text(orEmpty: order.items.map(\.product).joined(separator: "；"))
        let counts = order.items.compactMap(\.quantity)
        row[.quantity] = counts.isEmpty ? .empty : .number(counts.reduce(0, +))
        row[.spec] = .text(orEmpty: order.items.compactMap(\.spec).joined(separator: "；"))
        row[.unitPrice] = order.items.count == 1 ? order.items[0].unitPrice.map(Cell.money) ?? .empty : .empty
        row[.amount] = order.amount.map(Cell.money) ?? .empty
        row[.status] = .text(CustomerRow.status(order.status))
        for (meaning, day) in [(Meaning.placedAt, order.placedAt), (.paidAt, order.paidAt), (.shippedAt, order.shippedAt), (.receivedAt, order.receivedAt)] {
            row[meaning] = day.map(Cell.day) ?? .empty
        }
        row[.trackingNumber] = .code(orEmpty: order.trackings.map(\.number).joined(separator: "、"))
        row[.courier] = .text(orEmpty: order.trackings.first?.courier.map(CustomerRow.courier))
        return row
    }
}
