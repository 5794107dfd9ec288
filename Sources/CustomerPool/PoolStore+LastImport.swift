public import ChatModel
import GRDB

/// Where a pool stood before the last import that brought something: whatever has a higher number came with it.
public struct ImportMark: Hashable, Sendable, Codable {
    var source: Int64
    var conversation: Int64
    var participant: Int64
    /// When it began, in seconds of Unix time.
    public var at: Int64
    /// Sources that came with it; 0 until it ended.
    public var sources = 0
}

extension PoolStore {
    private static let lastImport = "last import"

    /// Where the pool stands now.
    public func importMark(at: Int64 = now) throws(ImportError) -> ImportMark {
        try read { db in
            func last(_ table: String) throws -> Int64 { try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(table)") ?? 0 }
            return ImportMark(source: try last("source"), conversation: try last("conversation"), participant: try last("participant"), at: at)
        }
    }

    /// Keeps where the pool stood before an import that ended. One that brought no new source leaves the last one that did.
    ///
    /// - Parameter hasGrown: whether a source that was known before has more than before: what came is then not told by its source, and cannot be taken out.
    public func noteImport(since mark: ImportMark, hasGrown: Bool) throws(ImportError) {
        try write { db in
            var mark = mark
            mark.sources = try Int.fetchOne(db, sql: "SELECT count(*) FROM source WHERE id > ?", arguments: [mark.source]) ?? 0
            if hasGrown {
                try db.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [Self.lastImport])
            } else if mark.sources > 0 {
                try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [Self.lastImport, try Self.json(mark)])
            }
        }
    }

    /// The last import that can be taken back; nil when there is none.
    public func lastImport() throws(ImportError) -> ImportMark? {
        guard let text = try setting(Self.lastImport) else { return nil }
        return try read { _ in try Self.value(ImportMark.self, text) }
    }

    /// Takes out what the last import brought: its chats, messages, and rows of tables. What other sources hold too stays, since it came with them.
    ///
    /// The customers are to be made anew afterwards. Files of the import are read again when they are given again.
    ///
    /// - Returns: false when there is no import to take back.
    public func undoImport(at: Int64 = now) throws(ImportError) -> Bool {
        guard let mark = try lastImport() else { return false }
        return try write { db in
            // What was begun and not ended since, or left the pool since, cannot be told apart.
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM source WHERE id > ?", arguments: [mark.source]) == mark.sources else { return false }
            try Self.noteUnsettled(db)
            try Self.dropFrame(db)
            let extents = try Self.extents(db)
            let chats = try Int64.fetchAll(db, sql: "SELECT DISTINCT conversation_id FROM message WHERE source_id > ?", arguments: [mark.source])
            for table in ["message", "contested", "entry", "source_participant"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE source_id > ?", arguments: [mark.source])
                if table == "entry", db.changesCount > 0 { try Self.noteChangedTables(db) }
            }
            let touch = try db.cachedStatement(sql: "UPDATE conversation SET is_changed = 1 WHERE id = ?")
            for chat in chats { try touch.execute(arguments: [chat]) }
            // A chat that was read together with one that goes is read by itself again.
            try db.execute(
                sql: "UPDATE conversation SET home = NULL, is_changed = 1 WHERE home IN (SELECT home FROM conversation WHERE id > ?1) OR home > ?1",
                arguments: [mark.conversation])
            // Chats and writers that nobody knew before.
            for table in ["record", "seller_contact", "shop_name"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE conversation_id > ?", arguments: [mark.conversation])
            }
            try db.execute(sql: "DELETE FROM participant WHERE id > ?", arguments: [mark.participant])
            try db.execute(sql: "DELETE FROM conversation WHERE id > ?", arguments: [mark.conversation])
            try Self.forgetFiles(since: extents, db)
            try db.execute(sql: "DELETE FROM source WHERE id > ?", arguments: [mark.source])
            try db.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [Self.lastImport])
            try self.audit(db, "undo_import", at: at, count: mark.sources)
            return true
        }
    }
}
