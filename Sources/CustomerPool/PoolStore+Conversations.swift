public import ChatModel
import GRDB

/// A chat in the pool.
public struct StoredConversation: Sendable {
    /// Row ids: more than one where exports of one chat came with and without its id.
    public var ids: [Int64]
    /// The chat; the version with an id where there is one.
    public var conversation: Conversation
    /// Who wrote in it, and how much.
    public var participants: [(participant: Participant, messageCount: Int)]
    /// Whether messages came in since it was last interpreted.
    public var isChanged: Bool
    /// The first source that showed it: later ones have higher numbers.
    public var source: Int64 = 0
    /// The folder of the exports that show it; nil for a chat with an id, whatever the folder.
    public var folder: String?
    /// Tells it from other chats of its name: empty for the first of them.
    public var mark = ""
}

extension PoolStore {
    /// All chats, in the order of their keys: platform, then id or title.
    public func conversations() throws(ImportError) -> [StoredConversation] {
        try read { db in
            var members: [Int64: [(Participant, Int)]] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT p.conversation_id, p.account_id, p.name, p.is_owner, coalesce(n.count, 0) FROM participant p LEFT JOIN
                        (SELECT participant_id, count(*) AS count FROM message GROUP BY participant_id) n ON n.participant_id = p.id
                    ORDER BY p.conversation_id, p.account_id, p.name
                    """)
            while let row = try rows.next() {
                let id: String = row[1]
                members[row[0], default: []].append((Participant(id: id.isEmpty ? nil : id, name: row[2], isOwner: row[3]), row[4]))
            }
            return try Row.fetchAll(db, sql: "SELECT id, platform, format, chat_id, title, kind, is_changed, source_id, key FROM conversation ORDER BY key").map
            { row in
                let conversation = Conversation(
                    platform: Platform(rawValue: row[1]), format: row[2], id: row[3], title: row[4], kind: Conversation.Kind(rawValue: row[5]) ?? .unknown)
                var chat = StoredConversation(ids: [row[0]], conversation: conversation, participants: members[row[0]] ?? [], isChanged: row[6])
                chat.source = row[7]
                let key: String = row[8]
                if let at = key.firstIndex(of: Self.folderMark) { chat.folder = String(key[key.index(after: at)...]) }
                return chat
            }
        }
    }

    /// How many messages two rows of chats show alike, and how many each shows of the time that both cover.
    public func overlap(_ a: Int64, _ b: Int64) throws(ImportError) -> (shared: Int, left: Int, right: Int) {
        try read { db in
            func span(_ id: Int64) throws -> ClosedRange<Int64>? {
                let row = try Row.fetchOne(db, sql: "SELECT min(minute), max(minute) FROM message WHERE conversation_id = ?", arguments: [id])
                guard let first: Int64 = row?[0], let last: Int64 = row?[1] else { return nil }
                return first...last
            }
            guard let x = try span(a), let y = try span(b), x.overlaps(y) else { return (0, 0, 0) }
            let both = x.clamped(to: y)
            func count(_ id: Int64) throws -> Int {
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM message WHERE conversation_id = ? AND minute BETWEEN ? AND ?",
                    arguments: [id, both.lowerBound, both.upperBound]) ?? 0
            }
            let shared =
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM message m JOIN message o ON o.conversation_id = ?2 AND o.minute = m.minute AND o.fingerprint = m.fingerprint
                        WHERE m.conversation_id = ?1 AND m.minute BETWEEN ?3 AND ?4
                        """, arguments: [a, b, both.lowerBound, both.upperBound]) ?? 0
            return (shared, try count(a), try count(b))
        }
    }

    /// Notes which rows are read as one chat; chats that are read otherwise than before count as changed.
    ///
    /// - Returns: messages that rows repeat of the row that they are read with.
    public func settle(_ chats: [StoredConversation]) throws(ImportError) -> Int {
        try write { db in
            let note = try db.cachedStatement(
                sql: """
                    UPDATE conversation SET is_changed = 1, home = ?1, mark = ?2
                    WHERE id = ?3 AND (home IS NOT ?1 OR mark <> ?2)
                    """)
            for chat in chats { for id in chat.ids { try note.execute(arguments: [chat.ids[0], chat.mark, id]) } }
            return try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM conversation v JOIN message m ON m.conversation_id = v.id
                        JOIN message o ON o.conversation_id = v.home AND o.minute = m.minute AND o.fingerprint = m.fingerprint
                    WHERE v.home <> v.id
                    """) ?? 0
        }
    }

    /// Lends every message of a chat in order: by minute, then as the sources have them; what two sources share comes once.
    public func forEachMessage(of chat: StoredConversation, _ body: (Message) -> Void) throws(ImportError) {
        let marks = chat.ids.map { _ in "?" }.joined(separator: ",")
        try read { db in
            var people: [Int64: Participant] = [:]
            for row in try Row.fetchAll(
                db, sql: "SELECT id, account_id, name, is_owner FROM participant WHERE conversation_id IN (\(marks))", arguments: StatementArguments(chat.ids))
            {
                let id: String = row[1]
                people[row[0]] = Participant(id: id.isEmpty ? nil : id, name: row[2], isOwner: row[3])
            }
            let paths = try Dictionary(uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT id, path FROM source").map { ($0[0] as Int64, $0[1] as String) })
            let backwards = try Self.newestFirst(db, chat.ids).map(String.init).joined(separator: ",")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT minute, fingerprint, source_id, idx, participant_id, sent_at, utc_offset, precision, kind, text, payment, quote, solitaire, line, byte_offset
                    FROM message WHERE conversation_id IN (\(marks)) ORDER BY minute, source_id, iif(source_id IN (\(backwards)), -idx, idx)
                    """, arguments: StatementArguments(chat.ids))
            var minute = Int64.min
            var seen: Set<Int64> = []
            while let row = try rows.next() {
                if chat.ids.count > 1 {
                    if row[0] != minute {
                        minute = row[0]
                        seen.removeAll(keepingCapacity: true)
                    }
                    guard seen.insert(row[1]).inserted else { continue }
                }
                let precision = Timestamp.Precision(rawValue: UInt8(clamping: row[7] as Int64)) ?? .second
                let offset: Int64? = row[6]
                let seconds: Int64? = row[5]
                let payment: String? = row[10]
                let quote: String? = row[11]
                let person: Int64? = row[4]
                body(
                    Message(
                        conversation: chat.conversation, sender: person.flatMap { people[$0] },
                        sentAt: seconds.map { Timestamp(wallSeconds: $0, offsetMinutes: offset.map(Int16.init(clamping:)), precision: precision) },
                        kind: MessageKind(rawValue: row[8]) ?? .unknown, text: row[9], payment: try payment.map { try PoolStore.value(Payment.self, $0) },
                        quote: try quote.map { try PoolStore.value(Quote.self, $0) },
                        source: SourcePosition(file: paths[row[2]] ?? "", line: row[13], byteOffset: row[14], index: row[3])))
            }
        }
    }

    /// The sources of a chat that begin with its newest message, as those of Meta and Skype do: inside a minute their order is the other way round.
    private static func newestFirst(_ db: Database, _ ids: [Int64]) throws -> [Int64] {
        let marks = ids.map { _ in "?" }.joined(separator: ",")
        func places(_ end: String) throws -> [Int64: Int64] {
            // SQLite takes a bare column beside min() or max() from the row that has it.
            let rows = try Row.fetchAll(
                db, sql: "SELECT source_id, idx, \(end)(minute) FROM message WHERE conversation_id IN (\(marks)) AND sent_at IS NOT NULL GROUP BY source_id",
                arguments: StatementArguments(ids))
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
        let (oldest, newest) = (try places("min"), try places("max"))
        return oldest.filter { $0.value > newest[$0.key] ?? .max }.keys.sorted()
    }
}
