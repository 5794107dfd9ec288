public import ChatModel
import GRDB

/// What was taken out of a pool when a person was forgotten.
public struct ForgetReport: Hashable, Sendable {
    /// Chats that were the person's alone.
    public var chats = 0
    /// Messages.
    public var messages = 0
    /// Messages of others in which the person's numbers and names were blotted out.
    public var blotted = 0
    /// Rows of tables and contact lists.
    public var rows = 0
    /// Decisions about the person.
    public var decisions = 0
    /// Inputs that hold what was forgotten and are not this program's to change.
    public var inputs: [String] = []
    /// Files that the pool was written to before, which may show the person.
    public var copies: [String] = []
    /// Whether nothing of the person is left in the bytes of the pool's files: not while another program holds an earlier state of the pool.
    public var isScrubbed = true
}

extension PoolStore {
    /// Takes a person out of the pool: chats, messages, records, decisions, what was written. What remains is a keyed hash of the accounts, chats and numbers, so
    /// that the same export does not bring the person back.
    ///
    /// The records of other people are to be made anew afterwards from the chats that are marked as changed.
    public func forget(_ customer: Customer, at: Int64 = now) throws(ImportError) -> ForgetReport {
        var report = ForgetReport()
        try write { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try PoolStore.noteUnsettled(db)
            try PoolStore.dropFrame(db)
            // Names of files often are people's: what may stay is noted when it is read again.
            try db.execute(sql: "DELETE FROM known_file")
            try PoolStore.dropContested(db)
            let records = try PoolStore.values(
                CustomerRecord.self, db, sql: "SELECT json FROM record WHERE record_id IN (SELECT record_id FROM customer_record WHERE customer_id = ?)",
                arguments: [customer.id])
            let person = ForgottenPerson(customer, records)
            report.inputs = try inputs(of: person, customer, records, db)
            let hash = KeyedHash(key: try hashKey(db))
            try forgetChats(person, customer, records, hash, &report, db)
            try forgetMentions(person, hash, &report, db)
            try forgetTables(person, &report, db)
            for record in records { try db.execute(sql: "DELETE FROM record WHERE record_id = ?", arguments: [record.recordID]) }
            try forgetDecisions(customer, records, &report, db)
            for key in person.keys { try db.execute(sql: "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)", arguments: [hash.of(key)]) }
            try self.audit(db, "forget", at: at, subject: customer.id, count: report.messages + report.rows)
            for sql in [
                "DELETE FROM redirect WHERE new_id = ?1 OR old_id = ?1", "DELETE FROM written WHERE customer_id = ?1",
                // The person's line may have been answered under an id that was absorbed since.
                "DELETE FROM follow_up WHERE customer_id = ?1 OR customer_id NOT IN (SELECT id FROM customer UNION SELECT old_id FROM redirect)",
                "DELETE FROM customer_record WHERE customer_id = ?1", "DELETE FROM customer WHERE id = ?1",
            ] { try db.execute(sql: sql, arguments: [customer.id]) }
            // What others' text says of the person goes when they are written anew.
            try db.execute(sql: "DELETE FROM review; UPDATE customer SET signature = 0 WHERE instr(json, ?) > 0", arguments: [customer.id])
            try forgetSources(db)
        }
        return report
    }

    /// Rewrites the pool file so that what was deleted is gone from its bytes too.
    ///
    /// - Returns: whether it is. A program that reads the pool meanwhile keeps the journal from being emptied, with all that was in the file; the next scrub empties it.
    @discardableResult public func scrub() throws(ImportError) -> Bool {
        do {
            return try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA secure_delete = ON")
                _ = try Self.empties(db)
                try db.execute(sql: "VACUUM")
                let isEmptied = try Self.empties(db)
                // What could not be emptied now has to be by whoever comes next.
                if isEmptied {
                    if try Self.isUnscrubbed(db) { try db.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [Self.unscrubbed]) }
                } else {
                    try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, '1')", arguments: [Self.unscrubbed])
                }
                return isEmptied
            }
        } catch {
            throw PoolStore.failure(error, path)
        }
    }

    private static let unscrubbed = "unscrubbed"

    private static func isUnscrubbed(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM setting WHERE name = ?)", arguments: [unscrubbed]) ?? false
    }

    /// Whether somebody was forgotten whose words may still stand in the journal.
    public func isUnscrubbed() throws(ImportError) -> Bool { try read { try Self.isUnscrubbed($0) } }

    /// Brings the journal into the file and cuts it off; false when another program's reading kept it from that.
    private static func empties(_ db: Database) throws -> Bool {
        // The first column says whether it was busy.
        do {
            return try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
            return false
        }
    }

    /// The inputs that hold what is about to be forgotten.
    private func inputs(of person: ForgottenPerson, _ customer: Customer, _ records: [CustomerRecord], _ db: Database) throws -> [String] {
        var paths = Set(customer.evidence.map(\.evidence.position.file))
        for record in records { if let file = record.firstPosition?.file { paths.insert(file) } }
        return try String.fetchAll(db, sql: "SELECT path FROM source ORDER BY path").filter(paths.contains)
    }

    // MARK: Chats

    private func forgetChats(
        _ person: ForgottenPerson, _ customer: Customer, _ records: [CustomerRecord], _ hash: KeyedHash, _ report: inout ForgetReport, _ db: Database
    ) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, key, platform, chat_id, title, kind, format FROM conversation ORDER BY id") {
            let (id, platform, title, kind): (Int64, String, String, String) = (
                try row.at(0), try row.at(2), try row.at(4), try row.at(5)
            )
            let key = PoolStore.key(ofRow: try row.at(1))
            let chatID: String? = try row.at(3)
            let hasOthers = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM record r WHERE r.conversation_id = ?1
                        AND r.record_id NOT IN (SELECT record_id FROM customer_record WHERE customer_id = ?2))
                    """, arguments: [id, customer.id])
            let isTheirs =
                kind != Conversation.Kind.group.rawValue && hasOthers == false
                && records.contains { $0.platform.rawValue == platform && ($0.conversation == chatID || chatID == nil && person.goesBy(title, $0)) }
            if isTheirs {
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM message WHERE conversation_id = ?", arguments: [id]) ?? 0
                report.chats += 1
                report.messages += count
                try db.execute(sql: "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)", arguments: [hash.of(ForgottenPerson.chat(key))])
                for table in ["message", "participant", "record", "seller_contact"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE conversation_id = ?", arguments: [id])
                }
                try db.execute(sql: "DELETE FROM conversation WHERE id = ?", arguments: [id])
                continue
            }
            var hasChanged = false
            if try row.at(6) == ForgottenPerson.blockFormat {
                // A pasted block is one person's: with the number goes the block.
                for mark in person.marks {
                    try db.execute(sql: "DELETE FROM message WHERE conversation_id = ? AND instr(text, ?)", arguments: [id, mark])
                    report.messages += db.changesCount
                    hasChanged = hasChanged || db.changesCount > 0
                }
            }
            for member in try Row.fetchAll(db, sql: "SELECT id, account_id, name FROM participant WHERE conversation_id = ?", arguments: [id]) {
                let (participant, account, name): (Int64, String, String) = (member[0], member[1], member[2])
                guard person.isParticipant(platform: platform, account: account, name: name, chat: chatID ?? title) else { continue }
                try db.execute(sql: "DELETE FROM message WHERE participant_id = ?", arguments: [participant])
                report.messages += db.changesCount
                try db.execute(sql: "DELETE FROM participant WHERE id = ?", arguments: [participant])
                try db.execute(
                    sql: "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)",
                    arguments: [hash.of(ForgottenPerson.participant(platform: platform, account: account, name: name, chat: key))])
                hasChanged = true
            }
            if hasChanged {
                try blot(person.names, inConversation: id, key: key, hash, &report, db)
                try db.execute(sql: "UPDATE conversation SET is_changed = 1 WHERE id = ?", arguments: [id])
            }
        }
    }

    /// Blots out the person's numbers and accounts in what others wrote, anywhere.
    private func forgetMentions(_ person: ForgottenPerson, _ hash: KeyedHash, _ report: inout ForgetReport, _ db: Database) throws {
        guard !person.marks.isEmpty else { return }
        let chats = try Int64.fetchAll(
            db, sql: "SELECT DISTINCT conversation_id FROM message WHERE \(Self.mentions(person.marks.count))",
            arguments: StatementArguments(person.marks))
        for chat in chats {
            let key = try String.fetchOne(db, sql: "SELECT key FROM conversation WHERE id = ?", arguments: [chat]) ?? ""
            try blot(person.marks, inConversation: chat, key: PoolStore.key(ofRow: key), hash, &report, db)
            try db.execute(sql: "UPDATE conversation SET is_changed = 1 WHERE id = ?", arguments: [chat])
        }
    }

    private static func mentions(_ count: Int) -> String {
        (1...count).map {
            "instr(text, ?\($0)) OR instr(coalesce(quote, ''), ?\($0)) OR instr(coalesce(solitaire, ''), ?\($0)) OR instr(coalesce(payment, ''), ?\($0))"
        }
        .joined(separator: " OR ")
    }

    /// The fingerprint of a message stays, and a keyed hash of it, so that reading the export or a copy again does not bring its words back.
    private func blot(_ words: [String], inConversation id: Int64, key: String, _ hash: KeyedHash, _ report: inout ForgetReport, _ db: Database) throws {
        for word in words {
            let named = try Row.fetchAll(
                db, sql: "SELECT minute, fingerprint FROM message WHERE (\(Self.mentions(1))) AND conversation_id = ?2", arguments: [word, id])
            for row in named {
                let text = ForgottenPerson.blotted(chat: key, minute: try row.at(0), fingerprint: try row.at(1))
                try db.execute(sql: "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)", arguments: [hash.of(text)])
            }
            try db.execute(
                sql: """
                    UPDATE message SET text = replace(text, ?1, '***'), quote = replace(quote, ?1, '***'), solitaire = replace(solitaire, ?1, '***'),
                        payment = replace(payment, ?1, '***') WHERE conversation_id = ?2 AND (\(Self.mentions(1)))
                    """, arguments: [word, id])
            report.blotted += db.changesCount
        }
    }

    // MARK: Tables, decisions, inputs

    private func forgetTables(_ person: ForgottenPerson, _ report: inout ForgetReport, _ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT kind, fingerprint, json FROM entry") {
            let (kind, fingerprint, json): (String, Int64, String) = (try row.at(0), try row.at(1), try row.at(2))
            guard person.isEntry(kind: kind, json) else { continue }
            try db.execute(sql: "DELETE FROM entry WHERE kind = ? AND fingerprint = ?", arguments: [kind, fingerprint])
            report.rows += 1
        }
        try PoolStore.noteChangedTables(db)
    }

    func forgetDecisions(_ customer: Customer, _ records: [CustomerRecord], _ report: inout ForgetReport, _ db: Database) throws {
        let words = [customer.id] + records.map(\.recordID) + records.compactMap(\.accountID)
        for row in try Row.fetchAll(db, sql: "SELECT id, kind, at, json FROM decision") {
            let json: String = try row.at(3)
            guard words.contains(where: json.contains) else { continue }
            var contents = try PoolStore.value(Decision.Contents.self, json)
            let ids = Set(records.map(\.recordID))
            contents.edits.removeAll { $0.subject.customerID == customer.id || !ids.isDisjoint(with: $0.subject.recordIDs) }
            // A decision about the person and somebody else has lost its meaning; of an edit of many the others' part stays.
            if contents.edits.isEmpty {
                try db.execute(sql: "DELETE FROM decision WHERE id = ?", arguments: [try row.at(0, as: Int64.self)])
            } else {
                try db.execute(sql: "UPDATE decision SET json = ? WHERE id = ?", arguments: [try PoolStore.json(contents), try row.at(0, as: Int64.self)])
            }
            report.decisions += 1
        }
    }

    /// Inputs of which nothing is left lose their names, which often are the person's.
    func forgetSources(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM source WHERE id NOT IN (SELECT source_id FROM message) AND id NOT IN (SELECT source_id FROM entry) AND is_complete")
    }
}
