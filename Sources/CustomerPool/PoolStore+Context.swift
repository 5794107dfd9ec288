public import ChatModel
import GRDB

/// A message beside the one that a fact rests on.
public struct ContextLine: Hashable, Sendable {
    /// Who wrote it, as the chat shows them; nil for a system message.
    public var sender: String?
    /// Whether the export says that it is the exporting account's.
    public var isOwner: Bool?
    /// When.
    public var at: Timestamp?
    /// What it says; for a picture and the like what the export shows in its place.
    public var text: String
    /// Whether it is the message that the fact rests on.
    public var isMeant: Bool
}

extension PoolStore {
    /// The message that evidence of a customer points to, with the messages around it as its source has them; empty where the place is no message, such as a row of a
    /// table, or is not in the pool any more.
    ///
    /// - Parameter count: how many before it and how many behind it.
    public func lines(around evidence: Evidence, of customerID: String, count: Int = 3) throws(ImportError) -> [ContextLine] {
        guard let index = evidence.position.index else { return [] }
        return try read { db in
            guard let source = try Int64.fetchOne(db, sql: "SELECT id FROM source WHERE path = ?", arguments: [evidence.position.file]) else { return [] }
            let own = "SELECT r.conversation_id FROM record r JOIN customer_record c ON c.record_id = r.record_id WHERE c.customer_id = ?"
            var chats = try Set(Int64?.fetchAll(db, sql: own, arguments: [customerID]).compactMap(\.self))
            if let lines = try self.lines(db, source, index, count, in: chats) { return lines }
            // The same chat out of another export is another row.
            chats = try Set(
                Int64.fetchAll(
                    db,
                    sql: """
                        SELECT id FROM conversation WHERE coalesce(chat_id, title) IN (SELECT json_extract(r.json, '$.conversation') FROM record r
                            JOIN customer_record c ON c.record_id = r.record_id WHERE c.customer_id = ?)
                        """, arguments: [customerID])
            ).subtracting(chats)
            return try self.lines(db, source, index, count, in: chats) ?? []
        }
    }

    private func lines(_ db: Database, _ source: Int64, _ index: Int, _ count: Int, in chats: Set<Int64>) throws -> [ContextLine]? {
        guard !chats.isEmpty else { return nil }
        let home = try Int64.fetchOne(
            db,
            sql:
                "SELECT conversation_id FROM message WHERE conversation_id IN (\(databaseQuestionMarks(count: chats.count))) AND source_id = ? AND idx = ? LIMIT 1",
            arguments: StatementArguments(chats.sorted() + [source, Int64(index)]))
        guard let home else { return nil }
        let (first, last) = (index.subtractingReportingOverflow(count).partialValue, index.addingReportingOverflow(count).partialValue)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT p.name, p.is_owner, m.sent_at, m.utc_offset, m.precision, m.text, m.idx FROM message m LEFT JOIN participant p ON p.id = m.participant_id
                WHERE m.conversation_id = ? AND m.source_id = ? AND m.idx BETWEEN ? AND ? ORDER BY m.minute, m.idx
                """, arguments: [home, source, first, last]
        ).map { row in
            let precision = Timestamp.Precision(rawValue: UInt8(clamping: try row.at(4, as: Int64.self))) ?? .second
            let offset = try row.at(3, as: Int64?.self).map(Int16.init(clamping:))
            return ContextLine(
                sender: try row.at(0), isOwner: try row.at(1),
                at: try row.at(2, as: Int64?.self).map { Timestamp(wallSeconds: $0, offsetMinutes: offset, precision: precision) }, text: try row.at(5),
                isMeant: try row.at(6, as: Int64.self) == Int64(index))
        }
    }
}
