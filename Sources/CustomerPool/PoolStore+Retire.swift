public import ChatModel
import GRDB

extension PoolStore {
    /// Takes people out of the pool with their chats, rows of tables and what was decided about them. Unlike with `forget`, no trace stays that would keep them out:
    /// whoever writes again is there again.
    ///
    /// The customers of others are to be made anew afterwards; chats that they shared are marked as changed.
    public func retire(_ customers: [Customer], at: Int64 = now) throws(ImportError) {
        var records: [CustomerRecord] = []
        var members: [String: [CustomerRecord]] = [:]
        for customer in customers {
            members[customer.id] = try self.records(of: customer)
            records += members[customer.id] ?? []
        }
        try write { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try PoolStore.noteUnsettled(db)
            try PoolStore.dropFrame(db)
            let extents = try PoolStore.extents(db)
            try PoolStore.dropContested(db)
            try retireChats(records, db)
            try retireRows(records, db)
            var report = ForgetReport()
            for customer in customers {
                try forgetDecisions(customer, members[customer.id] ?? [], &report, db)
                for sql in [
                    "DELETE FROM redirect WHERE new_id = ?1 OR old_id = ?1", "DELETE FROM written WHERE customer_id = ?1",
                    "DELETE FROM customer_record WHERE customer_id = ?1", "DELETE FROM customer WHERE id = ?1",
                ] { try db.execute(sql: sql, arguments: [customer.id]) }
            }
            try db.execute(sql: "DELETE FROM review")
            try PoolStore.forgetFiles(since: extents, db)
            try forgetSources(db)
            try audit(db, "retire", at: at, count: customers.count)
        }
    }

    /// Chats that are theirs alone go whole; of others their messages go.
    private func retireChats(_ records: [CustomerRecord], _ db: Database) throws {
        var chats: [Int64: [CustomerRecord]] = [:]
        for record in records {
            guard let id = try Int64.fetchOne(db, sql: "SELECT conversation_id FROM record WHERE record_id = ?", arguments: [record.recordID]) else { continue }
            chats[id, default: []].append(record)
            try db.execute(sql: "DELETE FROM record WHERE record_id = ?", arguments: [record.recordID])
        }
        for (id, records) in chats.sorted(by: { $0.key < $1.key }) {
            if try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM record WHERE conversation_id = ?)", arguments: [id]) == false {
                for other in try joined(id, db) {
                    for table in ["message", "participant", "seller_contact"] {
                        try db.execute(sql: "DELETE FROM \(table) WHERE conversation_id = ?", arguments: [other])
                    }
                    try db.execute(sql: "DELETE FROM conversation WHERE id = ?", arguments: [other])
                }
                continue
            }
            for record in records {
                let people = try Int64.fetchAll(
                    db,
                    sql:
                        "SELECT id FROM participant WHERE conversation_id = ? AND (account_id = ? OR account_id = '' AND name IN (SELECT value FROM json_each(?)))",
                    arguments: [id, record.accountID, try PoolStore.json(record.nicknames.map(\.value))])
                for person in people {
                    try db.execute(sql: "DELETE FROM message WHERE conversation_id = ? AND participant_id = ?", arguments: [id, person])
                    try db.execute(sql: "DELETE FROM participant WHERE id = ?", arguments: [person])
                }
            }
            try db.execute(sql: "UPDATE conversation SET is_changed = 1 WHERE id = ?", arguments: [id])
        }
    }

    /// A chat's row and those that are read with it.
    private func joined(_ id: Int64, _ db: Database) throws -> [Int64] {
        let others = try Int64.fetchAll(
            db, sql: "SELECT id FROM conversation WHERE home = (SELECT home FROM conversation WHERE id = ?1) AND id <> ?1 ORDER BY id", arguments: [id])
        return [id] + others
    }

    /// Rows of tables that their records were made of, known by file and line.
    private func retireRows(_ records: [CustomerRecord], _ db: Database) throws {
        var places: Set<SourcePosition> = []
        for record in records where record.conversation.isEmpty {
            let said = record.orders.flatMap(\.evidence) + (record.nicknames + record.names + record.phones + record.emails).flatMap(\.evidence)
            for position in said.map(\.position) + [record.firstPosition].compactMap(\.self) {
                places.insert(SourcePosition(file: position.file, line: position.line))
            }
        }
        guard !places.isEmpty else { return }
        let rows = try Row.fetchAll(db, sql: "SELECT e.kind, e.fingerprint, s.path, e.line FROM entry e JOIN source s ON s.id = e.source_id")
        let drop = try db.cachedStatement(sql: "DELETE FROM entry WHERE kind = ? AND fingerprint = ?")
        for row in rows where places.contains(SourcePosition(file: try row.at(2), line: try row.at(3))) {
            try drop.execute(arguments: [try row.at(0, as: String.self), try row.at(1, as: Int64.self)])
        }
        try PoolStore.noteChangedTables(db)
    }
}
