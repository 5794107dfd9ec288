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
    /// The seller's account that the user named for the exports that show it.
    public var account: String? { folder.flatMap { $0.first == PoolStore.accountMark ? String($0.dropFirst()) : nil } }
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
                let id: String = try row.at(1)
                let member = Participant(id: id.isEmpty ? nil : id, name: try row.at(2), isOwner: try row.at(3))
                members[try row.at(0), default: []].append((member, try row.at(4)))
            }
            return try Row.fetchAll(db, sql: "SELECT id, platform, format, chat_id, title, kind, is_changed, source_id, key FROM conversation ORDER BY key").map
            { row in
                let number: Int64 = try row.at(0)
                let conversation = Conversation(
                    platform: Platform(rawValue: try row.at(1)), format: try row.at(2), id: try row.at(3), title: try row.at(4),
                    kind: Conversation.Kind(rawValue: try row.at(5)) ?? .unknown)
                var chat = StoredConversation(ids: [number], conversation: conversation, participants: members[number] ?? [], isChanged: try row.at(6))
                chat.source = try row.at(7)
                let key: String = try row.at(8)
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
                guard let row, let first = try row.at(0, as: Int64?.self), let last = try row.at(1, as: Int64?.self), first <= last else { return nil }
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
}
