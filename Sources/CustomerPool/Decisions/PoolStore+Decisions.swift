import ChatIdentity
public import ChatModel
import GRDB
import Glibc

extension PoolStore {
    /// Now, in seconds of Unix time; `SOURCE_DATE_EPOCH` stands in where runs must be repeatable.
    public static var now: Int64 {
        if let text = unsafe getenv("SOURCE_DATE_EPOCH"), let seconds = Int64(unsafe String(cString: text)) { return seconds }
        return Int64(time(nil))
    }

    /// Whom a decision about a customer is about.
    public func subject(_ customer: Customer) throws(ImportError) -> DecisionSubject { try subject(customer.id, recordIDs: customer.recordIDs) }

    /// Whom a decision about these records of a customer is about.
    public func subject(_ customerID: String, recordIDs: [String]) throws(ImportError) -> DecisionSubject {
        let accounts = try read { db in
            try recordIDs.compactMap { id in
                try String.fetchOne(
                    db, sql: "SELECT json_extract(json, '$.platform') || '#' || json_extract(json, '$.accountID') FROM record WHERE record_id = ?",
                    arguments: [id])
            }
        }
        return DecisionSubject(customerID: customerID, recordIDs: recordIDs.sorted(), accounts: Set(accounts).sorted())
    }

    /// Keeps a decision, and notes the customers that it is about as they are, for an undo.
    ///
    /// - Returns: its number.
    @discardableResult
    public func decide(_ decision: Decision) throws(ImportError) -> Int64 {
        var decision = decision
        let touched = Set([decision.left, decision.right].compactMap { $0?.customerID })
        if !touched.isEmpty { decision.before = try read { db in try Self.previous(db, customers: touched) }.sorted { $0.order < $1.order } }
        let subjects = touched.isEmpty ? Set(decision.edits.map(\.subject.customerID)) : touched
        return try write { db in
            try db.execute(
                sql: "INSERT INTO decision (kind, at, json) VALUES (?, ?, ?)",
                arguments: [decision.kind.rawValue, decision.at, try PoolStore.json(decision.contents)])
            let id = db.lastInsertedRowID
            for subject in subjects.sorted() { try self.audit(db, decision.kind.rawValue, at: decision.at, subject: subject, decision: id) }
            return id
        }
    }

    /// A decision, whether or not it stands; nil for one that is gone.
    public func decision(_ id: Int64) throws(ImportError) -> Decision? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT id, kind, at, json FROM decision WHERE id = ?", arguments: [id]).flatMap { try Self.decision($0) }
        }
    }

    private static func decision(_ row: Row) throws -> Decision? {
        guard let kind = Decision.Kind(rawValue: try row.at(1)) else { return nil }
        var decision = Decision(kind, at: try row.at(2))
        decision.id = try row.at(0)
        decision.contents = try value(Decision.Contents.self, row.at(3))
        return decision
    }

    /// The decisions that stand, in the order in which they were made.
    public func decisions() throws(ImportError) -> [Decision] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT id, kind, at, json FROM decision WHERE undone_at IS NULL ORDER BY id").compactMap { try Self.decision($0) }
        }
    }

    /// Pairs of customers of whom the seller said that they are two, by their ids now.
    public func partedCustomers() throws(ImportError) -> Set<Set<String>> {
        let apart = try decisions().filter { $0.kind == .notSame || $0.kind == .split }
        guard !apart.isEmpty else { return [] }
        return try read { db in
            let home = try db.cachedStatement(sql: "SELECT customer_id FROM customer_record WHERE record_id = ?")
            let named = Set(apart.flatMap { ($0.left?.recordIDs ?? []) + ($0.right?.recordIDs ?? []) })
            let homes = try named.reduce(into: [String: String]()) { $0[$1] = try String.fetchOne(home, arguments: [$1]) }
            var pairs: Set<Set<String>> = []
            for decision in apart {
                let (left, right) = (decision.left?.recordIDs.compactMap { homes[$0] } ?? [], decision.right?.recordIDs.compactMap { homes[$0] } ?? [])
                for a in Set(left) { for b in Set(right) where a != b { pairs.insert([a, b]) } }
            }
            return pairs
        }
    }

    /// Takes back a decision: the one with this number, else the last that stands.
    ///
    /// - Returns: the decision; nil when there is none that stands.
    public func undo(_ id: Int64? = nil, at: Int64 = now) throws(ImportError) -> Decision? {
        let standing = try decisions()
        guard let decision = id == nil ? standing.last : standing.first(where: { $0.id == id }) else { return nil }
        try write { db in
            try db.execute(sql: "UPDATE decision SET undone_at = ? WHERE id = ?", arguments: [at, decision.id])
            try self.audit(db, "undo", at: at, decision: decision.id)
        }
        return decision
    }
}
