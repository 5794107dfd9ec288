public import ChatModel
import GRDB

/// A workbook, or a CSV, of this program as it came back.
public struct EditedWorkbook: Sendable {
    /// The rows of its customers.
    public var rows: [EditedRow] = []
    /// The rows of its orders.
    public var orders: [EditedOrder] = []
    /// The columns of its tables of customers.
    public var heads: [EditedHead] = []
    /// People whom the seller added, with their rows; nil for a row that tells neither a number nor an address.
    public var added: [(contact: Contact?, row: Int)] = []
    /// Answers to questions whether two customers are one person.
    public var answers: [EditedAnswer] = []
    /// What its sheets look like.
    public var sheets: [EditedSheet] = []
    /// Cells that can mean nothing, whatever the pool holds.
    public var refused: [RefusedCell] = []

    /// Nothing came back.
    public init() {}

    /// Takes in a part of it.
    public mutating func add(_ part: EditedPart) {
        switch part {
        case .head(let head): heads.append(head)
        case .order(let order): orders.append(order)
        case .added(let contact, let row): added.append((contact, row))
        case .answer(let answer): answers.append(answer)
        case .sheet(let sheet): sheets.append(sheet)
        case .refused(let cell): refused.append(cell)
        }
    }
}

/// What came of a workbook that was read back.
public struct ReadBack: Hashable, Sendable {
    /// Rows with a customer of this pool.
    public var rows = 0
    /// Rows whose customer this pool does not know.
    public var unknownRows = 0
    /// Customers of whom a cell was changed.
    public var customers = 0
    /// Cells that were changed.
    public var cells = 0
    /// People whom the seller added.
    public var added = 0
    /// Questions whether two customers are one person that were answered.
    public var answers = 0
    /// Rows that were written and are not there any more; their customers stay.
    public var removedRows = 0
    /// Changed cells that were not taken over.
    public var refused: [RefusedCell] = []
    /// Headers of columns that are gone.
    public var missing: [String] = []
    /// Whether the column with the customers' ids is gone, so that no row can be told.
    public var hasNoKey = false
    /// Whether the file says that it is a writing which this pool does not know.
    public var hasUnknownEdition = false
    /// Sheets that this pool did not write; what stands in them is the seller's own.
    public var ownSheets: [EditedSheet] = []
    /// Where columns begin that this pool did not write: `客户总表!AW1`.
    public var ownColumns: [String] = []
    /// Orders that were written and are not there any more; they stay.
    public var removedOrders = 0

    /// Nothing was read.
    public init() {}

    /// Whether the pool now holds everything that was changed, so that the file may be written over.
    public var isWhole: Bool {
        unknownRows == 0 && refused.isEmpty && missing.isEmpty && !hasNoKey && !hasUnknownEdition && ownSheets.isEmpty && ownColumns.isEmpty
    }
    /// Whether a file of this program was read at all.
    public var isAnything: Bool { rows + unknownRows + added + answers > 0 || !isWhole }

    /// Adds what came of another one.
    public mutating func add(_ other: ReadBack) {
        rows += other.rows
        unknownRows += other.unknownRows
        customers += other.customers
        cells += other.cells
        added += other.added
        answers += other.answers
        removedRows += other.removedRows
        refused += other.refused
        missing += other.missing.filter { !missing.contains($0) }
        hasNoKey = hasNoKey || other.hasNoKey
        hasUnknownEdition = hasUnknownEdition || other.hasUnknownEdition
        ownSheets += other.ownSheets
        ownColumns += other.ownColumns
        removedOrders += other.removedOrders
    }
}

/// What stands in the cells that a seller may change, of all customers that are about to be written.
public struct Edition: Sendable {
    fileprivate var cells: [(id: String, cells: String, orders: String?, person: String?)] = []
    fileprivate let layout: String?

    /// The cells of these customers.
    ///
    /// - Parameter layout: the sheets that are written and the headers of their columns, none where a sheet is no table; nil where that is not known.
    public init(_ customers: [Customer] = [], layout: [(sheet: String, headers: [String])]? = nil) {
        self.layout = layout.map { sheets in
            sheets.map { ([$0.sheet] + $0.headers).map(PoolStore.normal).joined(separator: String(PoolStore.separator)) }
                .joined(separator: String(PoolStore.rowSeparator))
        }
        for customer in customers { add(customer) }
    }

    /// Takes in one more customer.
    ///
    /// - Parameters:
    ///   - customer: as it is written.
    ///   - orders: the cells of the rows of its orders (see `OrderSheet`); nil where no table of orders is written.
    ///   - person: the other cells of its row (see `PersonSheet`); nil where they are not kept.
    public mutating func add(_ customer: Customer, orders: [[String]]? = nil, person: [String]? = nil) {
        let texts = EditableField.allCases.map { PoolStore.normal($0.cell(of: customer)) }
        let rows = orders.map { rows in
            rows.map { $0.map(PoolStore.normal).joined(separator: String(PoolStore.separator)) }.joined(separator: String(PoolStore.rowSeparator))
        }
        let others = person?.map(PoolStore.normal).joined(separator: String(PoolStore.separator))
        cells.append((customer.id, texts.joined(separator: String(PoolStore.separator)), rows, others))
    }
}

extension PoolStore {
    fileprivate static let separator: Character = "\u{1F}"
    fileprivate static let rowSeparator: Character = "\u{1E}"

    /// Keeps what stands in the cells of customers that are about to be written, so that a workbook that comes back can be compared with it.
    ///
    /// - Returns: the number of this writing, which goes into the workbook.
    public func keep(_ written: Edition, at: Int64 = now) throws(ImportError) -> Int {
        try write { db in
            try db.execute(sql: "INSERT INTO edition (at, customers, layout) VALUES (?, ?, ?)", arguments: [at, written.cells.count, written.layout])
            let edition = Int(db.lastInsertedRowID)
            var last: [String: (cells: String, orders: String?, person: String?)] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT customer_id, cells, orders, person, max(edition) FROM written GROUP BY customer_id")
            while let row = try rows.next() { last[try row.at(0)] = (try row.at(1), try row.at(2), try row.at(3)) }
            let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO written (customer_id, edition, cells, orders, person) VALUES (?, ?, ?, ?, ?)")
            for (id, cells, orders, person) in written.cells {
                if let known = last[id], known.cells == cells, orders == nil || known.orders == orders, person == nil || known.person == person { continue }
                try insert.execute(arguments: [id, edition, cells, orders ?? last[id]?.orders, person ?? last[id]?.person])
            }
            return edition
        }
    }

    /// Takes over what the seller changed in a workbook of this pool: cells that are not as they were written.
    ///
    /// A row is known by its customer's id, also when another customer has absorbed it since.
    public func readBack(_ rows: [EditedRow], at: Int64 = now) throws(ImportError) -> ReadBack {
        var book = EditedWorkbook()
        book.rows = rows
        return try readBack(book, at: at)
    }

    /// Takes over what the seller changed in a workbook of this pool, and says what of it cannot be taken over.
    ///
    /// People whom the seller added are counted and come in another way: as the entries of a contact list (see ``SourceImport``).
    public func readBack(_ book: EditedWorkbook, at: Int64 = now) throws(ImportError) -> ReadBack {
        var (result, edits, order) = try read { db in try self.changes(book.rows, db) }
        try read { db in
            try self.judge(book, &result, db)
            try self.compareOrders(book, &result, db)
            for row in book.rows { try self.comparePerson(row, &result, db) }
        }
        try takeOver(book.answers, &result, at: at)
        guard !edits.isEmpty else { return result }
        var decision = Decision(.edit, at: at)
        for id in order {
            guard let customer = try customer(id), let values = edits[id] else { continue }
            decision.edits.append(SubjectEdit(subject: try subject(customer), values: values))
            result.cells += values.count
        }
        result.customers = order.count
        try decide(decision)
        return result
    }

    /// Takes over answers to the question whether two customers are one person. What holds already, from an earlier reading of the same workbook or since, is no news.
    private func takeOver(_ answers: [EditedAnswer], _ result: inout ReadBack, at: Int64) throws(ImportError) {
        guard !answers.isEmpty else { return }
        let parted = try partedCustomers()
        for answer in answers {
            guard let said = ReviewAnswer(cell: answer.text) else {
                result.refused.append(RefusedCell(sheet: ReviewAnswer.sheet, cell: answer.cell, reason: .answer))
                continue
            }
            guard said != .unknown else { continue }
            guard let left = try customer(answer.left), let right = try customer(answer.right) else {
                result.unknownRows += 1
                continue
            }
            // Two that were made one since have no answer any more; two that were parted have it.
            guard left.id != right.id, said == .same || !parted.contains([left.id, right.id]) else { continue }
            var decision = Decision(said == .same ? .merge : .notSame, at: at)
            (decision.left, decision.right) = (try subject(left), try subject(right))
            try decide(decision)
            result.answers += 1
        }
    }

    /// What the table as a whole says: columns and rows that are gone, rows that are new.
    private func judge(_ book: EditedWorkbook, _ result: inout ReadBack, _ db: Database) throws {
        result.refused += book.refused
        try judge(book.sheets, edition: book.heads.lazy.compactMap(\.edition).first, &result, db)
        for (contact, row) in book.added {
            if contact == nil {
                result.refused.append(RefusedCell(sheet: EditableField.sheet, cell: "\(row)", reason: .nobody))
            } else {
                result.added += 1
            }
        }
        for head in book.heads {
            result.hasNoKey = result.hasNoKey || !head.hasKey
            // A table of an earlier version has fewer columns that may be changed; those were not taken out.
            let known = try String.fetchOne(
                db, sql: "SELECT cells FROM written WHERE edition <= ? ORDER BY edition DESC LIMIT 1", arguments: [head.edition ?? Int.max])
            let count = known.map { $0.split(separator: Self.separator, omittingEmptySubsequences: false).count } ?? EditableField.allCases.count
            let written = Set(EditableField.allCases.prefix(count).map(\.header))
            for header in head.missing where written.contains(header) && !result.missing.contains(header) { result.missing.append(header) }
        }
        guard let edition = book.heads.compactMap(\.edition).first else { return }
        guard let row = try Row.fetchOne(db, sql: "SELECT customers FROM edition WHERE number = ?", arguments: [edition]) else {
            result.hasUnknownEdition = true
            return
        }
        if !result.hasNoKey, let customers = try row.at(0, as: Int?.self) { result.removedRows = max(0, customers - Set(book.rows.map(\.customerID)).count) }
    }

    /// Finds sheets and columns that this pool did not write.
    private func judge(_ sheets: [EditedSheet], edition: Int?, _ result: inout ReadBack, _ db: Database) throws {
        let text = try String.fetchOne(
            db, sql: "SELECT layout FROM edition WHERE number <= ? AND layout IS NOT NULL ORDER BY number DESC LIMIT 1", arguments: [edition ?? Int.max])
        guard let text, !sheets.isEmpty else { return }
        var written: [String: Set<String>] = [:]
        for sheet in text.split(separator: Self.rowSeparator) {
            let parts = sheet.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
            written[parts[0]] = Set(parts.dropFirst())
        }
        for sheet in sheets {
            let name = sheet.name ?? EditableField.sheet
            guard let headers = written[name] else {
                result.ownSheets.append(sheet)
                continue
            }
            // What is no table is made anew as a whole, and is recognised by its name alone.
            guard !headers.isEmpty else { continue }
            for (header, place) in zip(sheet.headers, sheet.places) where !header.isEmpty && !headers.contains(Self.normal(header)) {
                result.ownColumns.append("\(name)!\(place)")
            }
            if let beyond = sheet.beyond { result.ownColumns.append("\(name)!\(beyond)") }
            let key = EditableField.keyHeader
            if name == OrderSheet.sheet, !sheet.headers.contains(where: { Self.normal($0) == key }) { result.missing.append("\(name) \(key)") }
        }
    }

    /// Finds what is not as it was written in the table of orders: changed cells, rows that are new, rows that are gone.
    private func compareOrders(_ book: EditedWorkbook, _ result: inout ReadBack, _ db: Database) throws {
        guard !book.orders.isEmpty, let edition = try Int.fetchOne(db, sql: "SELECT max(number) FROM edition") else { return }
        let found = Dictionary(grouping: book.orders, by: \.customerID)
        for id in Set(book.rows.map(\.customerID)).union(found.keys).sorted() {
            let written = try orders(of: id, edition, db)
            let own = found[id] ?? []
            result.removedOrders += max(0, written.count - own.count)
            if !written.isEmpty { for order in own { compare(order, among: own, written, &result) } }
        }
    }

    /// The cells of a customer's orders as they were last written.
    private func orders(of id: String, _ edition: Int, _ db: Database) throws -> [[String]] {
        let text = try String.fetchOne(
            db.cachedStatement(sql: "SELECT orders FROM written WHERE customer_id = ? AND edition <= ? AND orders IS NOT NULL ORDER BY edition DESC LIMIT 1"),
            arguments: [id, edition])
        guard let text, !text.isEmpty else { return [] }
        return text.split(separator: Self.rowSeparator, omittingEmptySubsequences: false).map {
            $0.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Finds the cells of an order's row that are not as they were written: of the rows that were written and are not there any more, the one most like it is meant.
    private func compare(_ order: EditedOrder, among all: [EditedOrder], _ rows: [[String]], _ result: inout ReadBack) {
        func likeness(_ row: [String], _ cells: [String?]) -> Int { zip(row, cells).count { $1 == nil || Self.isSameCell($0, $1 ?? "") } }
        if rows.contains(where: { likeness($0, order.cells) == min($0.count, order.cells.count) }) { return }
        let others = all.filter { $0.row != order.row }
        let free = rows.filter { row in !others.contains { likeness(row, $0.cells) == min(row.count, $0.cells.count) } }
        guard let meant = free.max(by: { likeness($0, order.cells) < likeness($1, order.cells) }) else {
            result.refused.append(RefusedCell(sheet: OrderSheet.sheet, cell: "\(order.row)", reason: .newOrder))
            return
        }
        for (i, header) in OrderSheet.headers.enumerated() where i < meant.count {
            guard let cell = order.cells[i], !Self.isSameCell(meant[i], cell) else { continue }
            result.refused.append(RefusedCell(sheet: OrderSheet.sheet, cell: "\(order.columns[i])\(order.row)", reason: .order(header: header)))
        }
    }

    /// Finds the cells of a customer's row that come out of the chats and are not as they were written: as any writing had them, where the file does not say which it is.
    private func comparePerson(_ row: EditedRow, _ result: inout ReadBack, _ db: Database) throws {
        guard !row.others.isEmpty else { return }
        let all = try String.fetchAll(
            db.cachedStatement(sql: "SELECT person FROM written WHERE customer_id = ? AND edition <= ? AND person IS NOT NULL ORDER BY edition DESC"),
            arguments: [row.customerID, row.edition ?? Int.max])
        let writings = (row.edition == nil ? all : Array(all.prefix(1))).map {
            $0.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
        }
        guard !writings.isEmpty else { return }
        for (i, header) in PersonSheet.headers.enumerated() where i < row.others.count {
            guard let cell = row.others[i], !writings.contains(where: { i >= $0.count || Self.isSameCell($0[i], cell) }) else { continue }
            result.refused.append(RefusedCell(sheet: EditableField.sheet, cell: row.otherPlaces[i], reason: .person(header: header)))
        }
    }

    /// Whether two cells say the same; spreadsheet programs write numbers each in their own way.
    private static func isSameCell(_ written: String, _ found: String) -> Bool {
        let found = normal(found)
        if isSame(written, found) { return true }
        // A day may come back with an hour.
        if written.utf8.count == 10, written.utf8.dropFirst(4).first == 0x2D, found.hasPrefix(written), found.utf8.dropFirst(10).first == 0x20 { return true }
        guard let a = Double(written), let b = Double(found) else { return false }
        return abs(a - b) < 0.005
    }

    /// The cells of rows that are not as they were written, by customer, and the customers in the order of the rows.
    private func changes(_ rows: [EditedRow], _ db: Database) throws -> (result: ReadBack, edits: [String: [String: String]], order: [String]) {
        var result = ReadBack()
        var edits: [String: [String: [String]]] = [:]
        var order: [String] = []
        for row in rows {
            guard let id = try self.standingID(row.customerID, db) else {
                result.unknownRows += 1
                continue
            }
            result.rows += 1
            let written = try cells(row.customerID, edition: row.edition, db)
            // Most rows come back as they went: those customers need not be looked at.
            if let written, row.cells.allSatisfy({ field, cell in written[field].map { Self.isSame(Self.normal(cell), $0) } ?? true }) { continue }
            // A CSV does not say which writing it is: what stood in a cell at any of them was not changed by the seller.
            let earlier = row.edition == nil ? try allCells(row.customerID, db) : []
            guard let customer = try self.customer(standing: id, db) else { continue }
            var values: [String: String] = [:]
            for (field, cell) in row.cells.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let cell = Self.normal(cell)
                // What an earlier version did not keep cannot be told from what it wrote.
                if let written, written[field] == nil { continue }
                if earlier.contains(where: { $0[field].map { Self.isSame(cell, $0) } ?? false }) { continue }
                let before = written?[field] ?? Self.normal(field.cell(of: customer))
                guard !Self.isSame(cell, before), field.value(ofCell: cell) != field.value(ofCell: before) || field.value(ofCell: cell) == nil else { continue }
                guard let value = field.value(ofCell: cell), !value.isEmpty || field.mayBeEmptied || customer.edited.contains(field) else {
                    result.refused.append(RefusedCell(sheet: EditableField.sheet, cell: row.places[field] ?? field.header, reason: .notAllowed(field)))
                    continue
                }
                // What the pool holds already, from an earlier reading of the same workbook, is no news.
                if value == field.value(ofCell: field.cell(of: customer)) { continue }
                values[field.rawValue] = value
            }
            if values.isEmpty { continue }
            if edits[customer.id] == nil { order.append(customer.id) }
            for (field, value) in values { edits[customer.id, default: [:]][field, default: []].append(value) }
        }
        // Two rows of one person, who was two when they were written: what stands beside both is kept.
        let together = edits.mapValues { fields in
            Dictionary(uniqueKeysWithValues: fields.map { ($0, $1.count == 1 ? $1[0] : StandingDecisions.together(EditableField(rawValue: $0), $1)) })
        }
        return (result, together, order)
    }

    /// What was written into a customer's cells, at an edition or last.
    private func cells(_ customerID: String, edition: Int?, _ db: Database) throws -> [EditableField: String]? {
        let last = try db.cachedStatement(sql: "SELECT cells FROM written WHERE customer_id = ? AND edition <= ? ORDER BY edition DESC LIMIT 1")
        return try String.fetchOne(last, arguments: [customerID, edition ?? Int.max]).flatMap(Self.fields)
    }

    /// What was ever written into a customer's cells.
    private func allCells(_ customerID: String, _ db: Database) throws -> [[EditableField: String]] {
        let all = try db.cachedStatement(sql: "SELECT cells FROM written WHERE customer_id = ? ORDER BY edition")
        return try String.fetchAll(all, arguments: [customerID]).compactMap(Self.fields)
    }

    private static func fields(_ text: String) -> [EditableField: String]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= EditableField.allCases.count else { return nil }
        // An earlier version knew fewer fields: the first of them.
        return Dictionary(uniqueKeysWithValues: zip(EditableField.allCases, parts))
    }

    /// A cell as it survives a spreadsheet program: one kind of line end, no control characters, no guard against formulas.
    fileprivate static func normal(_ cell: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cell.utf8.count)
        for byte in cell.utf8 where byte >= 0x20 || byte == 0x0A { bytes.append(byte) }
        if bytes.count > 1, bytes[0] == 0x27, "=+-@".utf8.contains(bytes[1]) { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether two texts are one; of texts too long for a cell the part that fits decides.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        a == b || a.utf16.count > 30_000 && a.utf16.prefix(30_000).elementsEqual(b.utf16.prefix(30_000))
    }
}
