public import ChatIdentity
public import ChatModel
import GRDB

/// What was made of a chat.
public struct InterpretedChat: Sendable {
    /// The chat.
    public var chat: StoredConversation
    /// A record for each account.
    public var records: [CustomerRecord]
    /// Numbers that the chat shows as the seller's place for goods that come back.
    public var returnPhones: [String: Int] = [:]
    /// Numbers that the seller gave in the chat.
    public var toldPhones: [String: Int] = [:]

    /// What was made of a chat.
    public init(_ chat: StoredConversation, records: [CustomerRecord]) {
        self.chat = chat
        self.records = records
    }
}

extension PoolStore {
    /// Puts the records of chats in place of their earlier ones and marks the chats as interpreted.
    public func replaceRecords(of chats: [InterpretedChat]) throws(ImportError) {
        try write { db in
            try PoolStore.noteUnsettled(db)
            let dropRecords = try db.cachedStatement(sql: "DELETE FROM record WHERE conversation_id = ?")
            let dropPhones = try db.cachedStatement(sql: "DELETE FROM seller_contact WHERE conversation_id = ?")
            let phone = try db.cachedStatement(sql: "INSERT INTO seller_contact (conversation_id, phone, kind) VALUES (?, ?, ?)")
            let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO record (record_id, conversation_id, json) VALUES (?, ?, ?)")
            let done = try db.cachedStatement(sql: "UPDATE conversation SET is_changed = 0 WHERE id = ?")
            for read in chats {
                let ids = read.chat.ids
                for id in ids {
                    try dropRecords.execute(arguments: [id])
                    try dropPhones.execute(arguments: [id])
                }
                for (kind, phones) in [("return", read.returnPhones), ("told", read.toldPhones)] {
                    for number in phones.keys.sorted() { try phone.execute(arguments: [ids[0], number, kind]) }
                }
                for record in read.records { try insert.execute(arguments: [record.recordID, ids[0], record.stored]) }
                for id in ids { try done.execute(arguments: [id]) }
            }
        }
    }

    /// Whether contact lists, orders or bills came in, or who the seller is changed, since records were last made of them by these rules.
    ///
    /// - Parameter rules: a number that changes when the rules do.
    public func hasChangedTables(rules: Int) throws(ImportError) -> Bool { try setting(Self.tablesDone) != String(rules) }

    private static let tablesDone = "tables done"

    /// Notes that records have to be made anew of contact lists, orders and bills.
    static func noteChangedTables(_ db: Database) throws {
        try noteUnsettled(db)
        try db.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [tablesDone])
    }

    /// Puts the records that come from tables in place of the earlier ones.
    ///
    /// - Parameters:
    ///   - records: those that stand from now on.
    ///   - rules: the number of the rules by which they were made.
    public func replaceTableRecords(with records: [CustomerRecord], rules: Int) throws(ImportError) {
        try write { db in
            try PoolStore.noteUnsettled(db)
            var known: [String: String] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT record_id, json FROM record WHERE conversation_id IS NULL") { known[try row.at(0)] = try row.at(1) }
            let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO record (record_id, json) VALUES (?, ?)")
            for record in records {
                let json = record.stored
                if known.removeValue(forKey: record.recordID) == json { continue }
                try insert.execute(arguments: [record.recordID, json])
            }
            let drop = try db.cachedStatement(sql: "DELETE FROM record WHERE record_id = ?")
            for id in known.keys.sorted() { try drop.execute(arguments: [id]) }
            try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [Self.tablesDone, String(rules)])
        }
    }

    /// All records as they are stored, in the order of their ids.
    public func recordTexts() throws(ImportError) -> StoredTexts {
        try read { db in
            var texts = StoredTexts()
            // Read as they lie on the disk, then put in order: the ids alone are in an index.
            let numbers = try Int64.fetchAll(db, sql: "SELECT number FROM record ORDER BY record_id")
            try texts.append(try Row.fetchCursor(db, sql: "SELECT json FROM record ORDER BY number"))
            let places = numbers.indices.sorted { numbers[$0] < numbers[$1] }
            var order = [Int](repeating: 0, count: places.count)
            for (stored, place) in places.enumerated() { order[place] = stored }
            texts.sort(order)
            return texts
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
            ).map { (try PoolStore.value(type, $0.at(0)), SourcePosition(file: try $0.at(1), line: try $0.at(2))) }
        }
    }

    /// The customers of the last run with the records that they were made of.
    public func previousCustomers() throws(ImportError) -> [StableIDs.Previous] {
        try read { db in
            var records: [String: [String]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT record_id, customer_id FROM customer_record ORDER BY record_id") {
                records[try row.at(1), default: []].append(try row.at(0))
            }
            return try Row.fetchAll(db, sql: "SELECT id, position FROM customer ORDER BY position").map {
                StableIDs.Previous(id: try $0.at(0), order: try $0.at(1), recordIDs: records[try $0.at(0)] ?? [])
            }
        }
    }

    /// The signatures of the customers as they stand, by id (see ``CustomerSignature``).
    public func signatures() throws(ImportError) -> [String: Int64] {
        try read { db in
            var found: [String: Int64] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT id, signature FROM customer")
            while let row = try rows.next() { found[try row.at(0)] = try row.at(1) }
            return found
        }
    }

    /// Puts the customers of this run in place of the last one's. Only those that are new or changed are written.
    ///
    /// - Parameters:
    ///   - changed: the new and changed customers with their signatures.
    ///   - ids: the ids of all customers of this run; others are taken out.
    ///   - redirects: ids that were absorbed, and the ids that stand for them.
    ///   - positions: places in the order of customers that are given back, by id; a new customer comes last.
    public func replaceCustomers(
        changed: [WrittenCustomer], ids: Set<String>, redirects: [String: String], positions: [String: Int] = [:]
    ) throws(ImportError) {
        try write { db in
            try PoolStore.noteUnsettled(db)
            let gone = Set(try String.fetchAll(db, sql: "SELECT id FROM customer")).subtracting(ids)
            try Self.write(db, gone: gone, changed: changed, redirects: redirects, positions: positions)
        }
    }

    static func write(
        _ db: Database, gone: Set<String>, changed: [WrittenCustomer], redirects: [String: String], positions: [String: Int]
    ) throws {
        let kept = try Int64.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'next position'")
        var next = max(kept ?? 1, (try Int64.fetchOne(db, sql: "SELECT max(position) FROM customer") ?? 0) + 1)
        let dropRecords = try db.cachedStatement(sql: "DELETE FROM customer_record WHERE customer_id = ?")
        let drop = try db.cachedStatement(sql: "DELETE FROM customer WHERE id = ?")
        for id in gone.sorted() {
            try drop.execute(arguments: [id])
            try dropRecords.execute(arguments: [id])
        }
        for one in changed { try dropRecords.execute(arguments: [one.customer.id]) }
        let known = try db.cachedStatement(sql: "SELECT position FROM customer WHERE id = ?")
        let isTaken = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM customer WHERE position = ?)")
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO customer (id, position, name, phone, stage, json, signature, base) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, stage = excluded.stage, json = excluded.json,
                    signature = excluded.signature, base = excluded.base
                """)
        let member = try db.cachedStatement(sql: "INSERT OR REPLACE INTO customer_record (record_id, customer_id) VALUES (?, ?)")
        for one in changed {
            let customer = one.customer
            let before = try Int64.fetchOne(known, arguments: [customer.id])
            var position = before ?? positions[customer.id].map(Int64.init) ?? next
            if before == nil, try Bool.fetchOne(isTaken, arguments: [position]) == true { position = next }
            next = max(next, position + 1)
            try insert.execute(
                arguments: [
                    customer.id, position, customer.name, customer.phones.first?.number, customer.stage.rawValue, customer.stored, one.signature, one.base,
                ])
            for record in customer.recordIDs { try member.execute(arguments: [record, customer.id]) }
        }
        try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES ('next position', ?)", arguments: [String(next)])
        let redirect = try db.cachedStatement(sql: "INSERT OR REPLACE INTO redirect (old_id, new_id) VALUES (?, ?)")
        for (old, new) in redirects.sorted(by: { $0.key < $1.key }) { try redirect.execute(arguments: [old, new]) }
        // An id that has come back stands for itself.
        let back = try db.cachedStatement(sql: "DELETE FROM redirect WHERE old_id = ?")
        for one in changed { try back.execute(arguments: [one.customer.id]) }
    }

    /// Puts the questions of this run in place of the last one's.
    public func replaceReview(with questions: [RankedQuestion]) throws(ImportError) {
        try write { db in
            try db.execute(sql: "DELETE FROM review")
            try Self.insert(db, questions)
        }
    }

    /// Pairs of customers that may be one person, the most worth asking first.
    public func review() throws(ImportError) -> [ReviewPair] {
        try read { db in
            try String.fetchAll(
                db, sql: "SELECT json FROM review ORDER BY worth DESC, kind, weight DESC, mark, left_record, right_record LIMIT ?",
                arguments: [Self.shownQuestions]
            ).map { try PoolStore.value(ReviewPair.self, $0) }
        }
    }

    /// All customers, oldest id first.
    public func customers() throws(ImportError) -> [Customer] {
        try read { db in try PoolStore.values(Customer.self, db, sql: "SELECT json FROM customer ORDER BY position") }
    }

    /// How many customers there are.
    public func customerCount() throws(ImportError) -> Int { try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM customer") ?? 0 } }

    /// The row ids of chats that have messages not yet interpreted.
    public func changedConversations() throws(ImportError) -> Set<Int64> {
        try read { db in Set(try Int64.fetchAll(db, sql: "SELECT id FROM conversation WHERE is_changed")) }
    }

    /// The ids of records that were made of groups: where an export does not tell, of chats of more than two.
    public func recordsOfGroups() throws(ImportError) -> Set<String> {
        try read { db in
            Set(
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT r.record_id FROM record r JOIN conversation c ON c.id = r.conversation_id
                        WHERE c.kind = 'group' OR c.kind = 'unknown' AND (
                            SELECT count(DISTINCT CASE p.account_id WHEN '' THEN p.name ELSE p.account_id END) FROM participant p
                            WHERE p.conversation_id = c.id) > 2
                        """))
        }
    }

    /// The first number for sources of a new run, above all that are in use.
    public func nextSourceID() throws(ImportError) -> Int64 {
        try read { db in (try Int64.fetchOne(db, sql: "SELECT max(id) FROM source") ?? 0) + 1 }
    }

    /// Numbers that chats show to be the seller's, with the number of chats; see ``InterpretedChat``.
    public func sellerPhones(_ kind: String) throws(ImportError) -> [String: Int] {
        try read { db in
            try Dictionary(
                uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT phone, count(*) FROM seller_contact WHERE kind = ? GROUP BY phone", arguments: [kind]).map {
                    (try $0.at(0, as: String.self), try $0.at(1, as: Int.self))
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
        try write { db in
            try db.execute(sql: "UPDATE conversation SET is_changed = 1")
            try Self.noteChangedTables(db)
        }
    }
}
