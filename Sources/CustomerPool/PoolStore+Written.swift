public import ChatModel
import GRDB

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
    /// Changed cells that make no sense for their column and were left out.
    public var notUnderstood = 0

    /// Nothing was read.
    public init() {}

    /// Adds what came of another one.
    public mutating func add(_ other: ReadBack) {
        rows += other.rows
        unknownRows += other.unknownRows
        customers += other.customers
        cells += other.cells
        notUnderstood += other.notUnderstood
    }
}

/// What stands in the cells that a seller may change, of all customers that are about to be written.
public struct Edition: Sendable {
    fileprivate var cells: [(id: String, cells: String)] = []

    /// The cells of these customers.
    public init(_ customers: [Customer] = []) { for customer in customers { add(customer) } }

    /// Takes in one more customer.
    public mutating func add(_ customer: Customer) {
        let texts = EditableField.allCases.map { PoolStore.normal($0.cell(of: customer)) }
        cells.append((customer.id, texts.joined(separator: String(PoolStore.separator))))
    }
}

extension PoolStore {
    fileprivate static let separator: Character = "\u{1F}"

    /// Keeps what stands in the cells of customers that are about to be written, so that a workbook that comes back can be compared with it.
    ///
    /// - Returns: the number of this writing, which goes into the workbook.
    public func keep(_ written: Edition, at: Int64 = now) throws(ImportError) -> Int {
        try write { db in
            try db.execute(sql: "INSERT INTO edition (at) VALUES (?)", arguments: [at])
            let edition = Int(db.lastInsertedRowID)
            var last: [String: String] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT customer_id, cells, max(edition) FROM written GROUP BY customer_id")
            while let row = try rows.next() { last[row[0]] = row[1] }
            let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO written (customer_id, edition, cells) VALUES (?, ?, ?)")
            for (id, cells) in written.cells where last[id] != cells { try insert.execute(arguments: [id, edition, cells]) }
            return edition
        }
    }

    /// Takes over what the seller changed in a workbook of this pool: cells that are not as they were written.
    ///
    /// A row is known by its customer's id, also when another customer has absorbed it since.
    public func readBack(_ rows: [EditedRow], at: Int64 = now) throws(ImportError) -> ReadBack {
        let (found, edits, order) = try read { db in try self.changes(rows, db) }
        var result = found
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

    /// The cells of rows that are not as they were written, by customer, and the customers in the order of the rows.
    private func changes(_ rows: [EditedRow], _ db: Database) throws -> (result: ReadBack, edits: [String: [String: String]], order: [String]) {
        var result = ReadBack()
        var edits: [String: [String: String]] = [:]
        var order: [String] = []
        for row in rows {
            guard let id = try self.standingID(row.customerID, db) else {
                result.unknownRows += 1
                continue
            }
            result.rows += 1
            let written = try cells(row.customerID, edition: row.edition, db)
            // Most rows come back as they went: those customers need not be looked at.
            if let written, row.cells.allSatisfy({ field, cell in written[field].map { Self.isSame(Self.normal(cell), $0) } ?? false }) { continue }
            guard let customer = try self.customer(standing: id, db) else { continue }
            var values: [String: String] = [:]
            for (field, cell) in row.cells.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let cell = Self.normal(cell)
                let before = written?[field] ?? Self.normal(field.cell(of: customer))
                guard !Self.isSame(cell, before), field.value(ofCell: cell) != field.value(ofCell: before) else { continue }
                guard let value = field.value(ofCell: cell) else {
                    result.notUnderstood += 1
                    continue
                }
                // What the pool holds already, from an earlier reading of the same workbook, is no news.
                if value == field.value(ofCell: field.cell(of: customer)) { continue }
                values[field.rawValue] = value
            }
            if values.isEmpty { continue }
            if edits[customer.id] == nil { order.append(customer.id) }
            edits[customer.id, default: [:]].merge(values) { $1 }
        }
        return (result, edits, order)
    }

    /// What was written into a customer's cells, at an edition or last.
    private func cells(_ customerID: String, edition: Int?, _ db: Database) throws -> [EditableField: String]? {
        let last = try db.cachedStatement(sql: "SELECT cells FROM written WHERE customer_id = ? AND edition <= ? ORDER BY edition DESC LIMIT 1")
        guard let text = try String.fetchOne(last, arguments: [customerID, edition ?? Int.max]) else { return nil }
        let parts = text.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == EditableField.allCases.count else { return nil }
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
