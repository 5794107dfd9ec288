public import ChatModel
import GRDB

/// A line of the audit trail: what was done to the pool and when; nothing of it is personal data.
public struct AuditEntry: Hashable, Sendable {
    /// Ascending with time.
    public var id: Int64
    /// Seconds of Unix time.
    public var at: Int64
    /// `import`, `merge`, `split`, `not_same`, `edit`, `undo`, `forget`, `write`.
    public var kind: String
    /// The customer it was about, where there still is one.
    public var customerID: String?
    /// The number of the decision that it was.
    public var decision: Int64?
    /// How many messages, rows or customers it touched.
    public var count: Int?
}

extension PoolStore {
    /// Notes something that was done to the pool.
    public func audit(_ kind: String, at: Int64 = now, customer: String? = nil, count: Int? = nil) throws(ImportError) {
        try write { db in try self.audit(db, kind, at: at, subject: customer, count: count) }
    }

    /// Notes something in a transaction under way. A customer is noted by a keyed hash of the id: an id is made of an account, and who was forgotten must not be
    /// found by trying accounts.
    func audit(_ db: Database, _ kind: String, at: Int64, subject: String? = nil, decision: Int64? = nil, count: Int? = nil) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, kind, subject, decision, count) VALUES (?, ?, ?, ?, ?)",
            arguments: [at, kind, try subject.map { try keyedHash(db, "customer\u{1}" + $0) }, decision, count])
    }

    /// The audit trail, oldest first.
    public func auditTrail() throws(ImportError) -> [AuditEntry] {
        try read { db in
            var ids: [PoolHash: String] = [:]
            // Without a subject there may be no key yet, and a look at the trail must not write one.
            if try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM audit WHERE subject IS NOT NULL)") == true {
                for id in try String.fetchAll(db, sql: "SELECT id FROM customer UNION SELECT old_id FROM redirect") {
                    ids[try keyedHash(db, "customer\u{1}" + id)] = id
                }
            }
            return try Row.fetchAll(db, sql: "SELECT id, at, kind, subject, decision, count FROM audit ORDER BY id").map { row in
                let subject: PoolHash? = try row.at(3)
                return AuditEntry(
                    id: try row.at(0), at: try row.at(1), kind: try row.at(2), customerID: subject.flatMap { ids[$0] }, decision: try row.at(4),
                    count: try row.at(5))
            }
        }
    }
}
