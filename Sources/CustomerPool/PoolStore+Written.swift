public import ChatModel
import GRDB

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
    static let separator: Character = "\u{1F}"
    static let rowSeparator: Character = "\u{1E}"

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
        let changes = try read { db in
            try self.judge(book, &result, db)
            let changes = try self.compareOrders(book, &result, db)
            for row in book.rows { try self.comparePerson(row, &result, db) }
            return changes
        }
        for (id, field, value) in try values(of: changes, &result) {
            if edits[id] == nil { order.append(id) }
            edits[id, default: [:]][field] = value
        }
        try takeOver(book.answers, &result, at: at)
        try takeOver(book.parcels, book.orderAnswers, &result, at: at)
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

    /// Takes over what was said of orders: numbers of parcels, and answers to questions. What holds already is no news.
    private func takeOver(_ parcels: [EditedParcel], _ answers: [EditedOrderAnswer], _ result: inout ReadBack, at: Int64) throws(ImportError) {
        var values: [String: [String: String]] = [:]
        var people: [String: Customer] = [:]
        /// The order that a row names, of whoever has it now.
        func order(_ id: String, _ key: String) throws(ImportError) -> (Customer, Order)? {
            if people[id] == nil { people[id] = try self.customer(id) }
            guard let customer = people[id], let place = OrderKey.find(key, in: customer.orders) else { return nil }
            return (customer, customer.orders[place])
        }
        for row in parcels {
            func refuse(_ reason: RefusedCell.Reason) { result.refused.append(RefusedCell(sheet: PackingList.sheet, cell: row.cell, reason: reason)) }
            guard let parcels = PackingList.parcels(courier: row.courier, number: row.number) else {
                refuse(.parcelNumber)
                continue
            }
            guard !parcels.isEmpty else { continue }
            guard let (customer, order) = try order(row.customerID, row.key) else {
                refuse(.orderGone)
                continue
            }
            guard parcels.contains(where: { parcel in !order.trackings.contains { $0.number == parcel.number } }) else { continue }
            let edit = OrderEdit.parcels(share: row.share, parcels)
            values[customer.id, default: [:]][edit.field(of: row.key)] = edit.value
            result.parcels += 1
        }
        for row in answers {
            func refuse(_ reason: RefusedCell.Reason, _ cell: Int) {
                result.refused.append(RefusedCell(sheet: ReviewAnswer.sheet, cell: row.cells[cell], reason: reason))
            }
            guard let (customer, order) = try order(row.customerID, row.key) else {
                refuse(.orderGone, 0)
                continue
            }
            do throws(OrderAnswer.Problem) {
                let said = try OrderAnswer.values(of: order, key: row.key, answer: row.answer, quantity: row.quantity, amount: row.amount)
                var after = order
                for (field, value) in said.sorted(by: { $0.key < $1.key }) { OrderEdit.read(field, value)?.edit.apply(to: &after) }
                guard after != order else { continue }
                values[customer.id, default: [:]].merge(said) { $1 }
                result.checkedOrders += 1
            } catch {
                let cell =
                    switch error {
                    case .answer: 0
                    case .quantity: 1
                    case .amount: 2
                    }
                refuse(.orderAnswer(error), cell)
            }
        }
        guard !values.isEmpty else { return }
        var decision = Decision(.edit, at: at)
        for (id, values) in values.sorted(by: { $0.key < $1.key }) {
            guard let customer = try customer(id) else { continue }
            decision.edits.append(SubjectEdit(subject: try subject(customer), values: values))
        }
        try decide(decision)
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
    static func normal(_ cell: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cell.utf8.count)
        for byte in cell.utf8 where byte >= 0x20 || byte == 0x0A { bytes.append(byte) }
        if bytes.count > 1, bytes[0] == 0x27, "=+-@".utf8.contains(bytes[1]) { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether two texts are one; of texts too long for a cell the part that fits decides.
    static func isSame(_ a: String, _ b: String) -> Bool {
        a == b || a.utf16.count > 30_000 && a.utf16.prefix(30_000).elementsEqual(b.utf16.prefix(30_000))
    }
}
