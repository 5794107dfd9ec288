public import ChatModel
import GRDB

extension PoolStore {
    /// Decides about messages that say in one minute what another sender's message says, once all sources are read.
    ///
    /// Two exports may call one person by two names, so that another name alone proves nothing. Where one export knows both names they are two people, and a text that
    /// stands once for each of them is two messages.
    ///
    /// - Returns: how many messages were added.
    public func settleContested() throws(ImportError) -> Int {
        try write { db in
            guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM contested)") == true else { return 0 }
            let standing = try db.cachedStatement(
                sql: "SELECT participant_id, source_id FROM message WHERE conversation_id = ? AND minute = ? AND fingerprint = ?")
            let alike = try db.cachedStatement(
                sql: """
                    SELECT (SELECT count(*) FROM message m WHERE m.conversation_id = ?1 AND m.minute = ?2 AND m.kind = ?3 AND m.text = ?4)
                        + (SELECT count(*) FROM contested c WHERE c.conversation_id = ?1 AND c.minute = ?2 AND c.kind = ?3 AND c.text = ?4)
                    """)
            let knows = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM source_participant WHERE source_id = ? AND participant_id = ?)")
            let add = try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO message
                    SELECT conversation_id, minute, ?5, source_id, idx, participant_id, sent_at, utc_offset, precision, kind, text, payment, quote, solitaire,
                        line, byte_offset
                    FROM contested WHERE conversation_id = ?1 AND minute = ?2 AND fingerprint = ?3 AND source_id = ?4
                    """)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT c.conversation_id, c.minute, c.fingerprint, c.source_id, c.participant_id, c.kind, c.text, p.account_id, p.name
                    FROM contested c JOIN participant p ON p.id = c.participant_id ORDER BY c.conversation_id, c.minute, c.fingerprint, c.source_id
                    """)
            var added = 0
            for row in rows {
                let key: StatementArguments = [row[0] as Int64, row[1] as Int64, row[2] as Int64]
                guard let stands = try Row.fetchOne(standing, arguments: key), let other: Int64 = stands[0] else { continue }
                let (source, sender): (Int64, Int64) = (row[3], row[4])
                let (kind, text): (String, String) = (row[5], row[6])
                guard other != sender, try Int.fetchOne(alike, arguments: [row[0] as Int64, row[1] as Int64, kind, text]) == 2,
                    try Bool.fetchOne(knows, arguments: [stands[1] as Int64, sender]) == true || Bool.fetchOne(knows, arguments: [source, other]) == true
                else { continue }
                var hash = Fingerprint()
                hash.add(number: UInt64(bitPattern: row[2] as Int64))
                hash.add((row[7] as String).utf8)
                hash.add((row[8] as String).utf8)
                try add.execute(arguments: key + [source, hash.value])
                guard db.changesCount > 0 else { continue }
                added += 1
                try db.execute(sql: "UPDATE conversation SET is_changed = 1 WHERE id = ?", arguments: [row[0] as Int64])
            }
            try db.execute(sql: "DELETE FROM contested")
            if added > 0 { try PoolStore.noteUnsettled(db) }
            return added
        }
    }

    /// Lets go of what waits for a decision, and of who writes where: before people leave the pool.
    static func dropContested(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM contested")
        try db.execute(sql: "DELETE FROM source_participant")
    }
}
