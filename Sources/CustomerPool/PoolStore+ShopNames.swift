public import ChatModel
import GRDB

/// How often the talk of a chat says each name of goods.
public struct ChatNames: Sendable {
    /// The chat.
    public var chat: StoredConversation
    /// How much each name counts.
    public var counts: [String: Int]

    /// What a chat's talk says.
    public init(_ chat: StoredConversation, counts: [String: Int]) {
        self.chat = chat
        self.counts = counts
    }
}

extension PoolStore {
    /// Puts the names that chats say in place of those that they said before.
    public func replaceNames(of chats: [ChatNames]) throws(ImportError) {
        try write { db in
            let drop = try db.cachedStatement(sql: "DELETE FROM shop_name WHERE conversation_id = ?")
            let insert = try db.cachedStatement(
                sql: "INSERT INTO shop_name (conversation_id, name, count) VALUES (?, ?, ?)")
            for read in chats {
                for id in read.chat.ids { try drop.execute(arguments: [id]) }
                for (name, count) in read.counts.sorted(by: { $0.key < $1.key }) {
                    try insert.execute(arguments: [read.chat.ids[0], name, count])
                }
            }
        }
    }

    /// The names that all chats together say so often.
    public func shopNames(atLeast count: Int) throws(ImportError) -> Set<String> {
        try write { db in
            // Of chats that left the pool nothing counts.
            try db.execute(sql: "DELETE FROM shop_name WHERE conversation_id NOT IN (SELECT id FROM conversation)")
            return try Set(
                String.fetchAll(
                    db, sql: "SELECT name FROM shop_name GROUP BY name HAVING sum(count) >= ?", arguments: [count]))
        }
    }

    /// The names by which the chats were last interpreted.
    public func usedNames() throws(ImportError) -> Set<String> {
        try read { db in
            let names = try String.fetchOne(
                db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [Self.usedNames])
            return try names.map { try PoolStore.value(Set<String>.self, $0) } ?? []
        }
    }

    private static let usedNames = "shop names"

    /// Notes by which names chats are interpreted from now on, and that some have to be interpreted anew for it.
    public func use(_ names: Set<String>, changing chats: [StoredConversation]) throws(ImportError) {
        try write { db in
            let change = try db.cachedStatement(sql: "UPDATE conversation SET is_changed = 1 WHERE id = ?")
            for chat in chats { for id in chat.ids { try change.execute(arguments: [id]) } }
            try Self.noteUnsettled(db)
            try db.execute(
                sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
                arguments: [Self.usedNames, try PoolStore.json(names.sorted())])
        }
    }
}
