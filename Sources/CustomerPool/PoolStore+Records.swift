public import ChatIdentity
public import ChatModel
import GRDB

extension PoolStore {
    /// Puts the records of a chat in place of its earlier ones and marks the chat as interpreted.
    ///
    /// - Parameters:
    ///   - returnPhones: numbers that the chat shows as the seller's place for goods that come back.
    ///   - toldPhones: numbers that the seller gave in the chat.
    public func replaceRecords(
        of chat: StoredConversation, with records: [CustomerRecord], returnPhones: [String: Int], toldPhones: [String: Int]
    ) throws(ImportError) {
        try write { db in
            for id in chat.ids {
                try db.execute(sql: "DELETE FROM record WHERE conversation_id = ?", arguments: [id])
                try db.execute(sql: "DELETE FROM seller_contact WHERE conversation_id = ?", arguments: [id])
            }
            for (kind, phones) in [("return", returnPhones), ("told", toldPhones)] {
                for phone in phones.keys.sorted() {
                    try db.execute(
                        sql: "INSERT INTO seller_contact (conversation_id, phone, kind) VALUES (?, ?, ?)", arguments: [chat.ids[0], phone, kind])
                }
            }
            for record in records {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO record (record_id, conversation_id, json) VALUES (?, ?, ?)",
                    arguments: [record.recordID, chat.ids[0], try PoolStore.json(record)])
            }
            for id in chat.ids { try db.execute(sql: "UPDATE conversation SET is_changed = 0 WHERE id = ?", arguments: [id]) }
        }
    }

    /// Puts the records that come from tables in place of the earlier ones.
    public func replaceTableRecords(with records: [CustomerRecord]) throws(ImportError) {
        try write { db in
            try db.execute(sql: "DELETE FROM record WHERE conversation_id IS NULL")
            for record in records {
                try db.execute(sql: "INSERT OR REPLACE INTO record (record_id, json) VALUES (?, ?)", arguments: [record.recordID, try PoolStore.json(record)])
            }
        }
    }

    /// All records, in the order of their ids.
    public func records() throws(ImportError) -> [CustomerRecord] {
        try read { db in
            try String.fetchAll(db, sql: "SELECT json FROM record ORDER BY record_id").map { try PoolStore.value(CustomerRecord.self, $0) }
        }
    }

    /// Persons of contact lists, orders of tables or rows of bills, with their places.
    public func entries<T: Decodable>(_ kind: String, as type: T.Type) throws(ImportError) -> [(value: T, position: SourcePosition)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT e.json, s.path, e.line FROM entry e JOIN source s ON s.id = e.source_id WHERE e.kind = ? ORDER BY e.source_id, e.line, e.fingerprint",
                arguments: [kind]
            ).map { (try PoolStore.value(type, $0[0]), SourcePosition(file: $0[1], line: $0[2])) }
        }
    }

    /// The customers of the last run with the records that they were made of.
    public func previousCustomers() throws(ImportError) -> [StableIDs.Previous] {
        try read { db in
            var records: [String: [String]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT record_id, customer_id FROM customer_record ORDER BY record_id") {
                records[row[1], default: []].append(row[0])
            }
            return try Row.fetchAll(db, sql: "SELECT id, position FROM customer ORDER BY position").map {
                StableIDs.Previous(id: $0[0], order: $0[1], recordIDs: records[$0[0]] ?? [])
            }
        }
    }

    /// Puts the customers of this run in place of the last one's; ids that were absorbed redirect to those that stand for them.
    public func replaceCustomers(with customers: [Customer], redirects: [String: String]) throws(ImportError) {
        try write { db in
            let positions = try Dictionary(
                uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT id, position FROM customer").map { ($0[0] as String, $0[1] as Int64) })
            var next = (positions.values.max() ?? 0) + 1
            try db.execute(sql: "DELETE FROM customer; DELETE FROM customer_record")
            for customer in customers {
                let position = positions[customer.id] ?? next
                if positions[customer.id] == nil { next += 1 }
                try db.execute(
                    sql: "INSERT INTO customer (id, position, name, phone, stage, json) VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [customer.id, position, customer.name, customer.phones.first?.number, customer.stage.rawValue, try PoolStore.json(customer)])
                for record in customer.recordIDs {
                    try db.execute(sql: "INSERT OR REPLACE INTO customer_record (record_id, customer_id) VALUES (?, ?)", arguments: [record, customer.id])
                }
            }
            for (old, new) in redirects.sorted(by: { $0.key < $1.key }) {
                try db.execute(sql: "INSERT OR REPLACE INTO redirect (old_id, new_id) VALUES (?, ?)", arguments: [old, new])
            }
        }
    }

    /// All customers, oldest id first.
    public func customers() throws(ImportError) -> [Customer] {
        try read { db in
            try String.fetchAll(db, sql: "SELECT json FROM customer ORDER BY position").map { try PoolStore.value(Customer.self, $0) }
        }
    }

    /// How many customers there are.
    public func customerCount() throws(ImportError) -> Int { try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM customer") ?? 0 } }

    /// The row ids of chats that have messages not yet interpreted.
    public func changedConversations() throws(ImportError) -> Set<Int64> {
        try read { db in Set(try Int64.fetchAll(db, sql: "SELECT id FROM conversation WHERE is_changed")) }
    }

    /// The first number for sources of a new run, above all that are in use.
    public func nextSourceID() throws(ImportError) -> Int64 {
        try read { db in (try Int64.fetchOne(db, sql: "SELECT max(id) FROM source") ?? 0) + 1 }
    }

    /// Numbers that chats show to be the seller's, with the number of chats; see `replaceRecords`.
    public func sellerPhones(_ kind: String) throws(ImportError) -> [String: Int] {
        try read { db in
            try Dictionary(
                uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT phone, count(*) FROM seller_contact WHERE kind = ? GROUP BY phone", arguments: [kind]).map {
                    ($0[0] as String, $0[1] as Int)
                })
        }
    }

    /// A setting that was kept, such as the seller's names.
    public func setting(_ name: String) throws(ImportError) -> String? {
        try read { db in try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
    }

    /// Keeps a setting.
    public func setSetting(_ name: String, _ value: String) throws(ImportError) {
        try write { db in try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value]) }
    }

    /// Marks every chat for interpretation, because the seller's identity or the catalogue changed.
    public func markAllChanged() throws(ImportError) {
        try write { db in try db.execute(sql: "UPDATE conversation SET is_changed = 1") }
    }
}
