public import ChatModel
import GRDB

extension PoolStore {
    /// Messages that are held of a chat at a time: nearly every chat has fewer.
    private static let held = 2048

    /// Lends every message of a chat in order: by minute, then as the sources have them; what two sources share comes
    /// once.
    ///
    /// What is done with the messages of a chat that is not long does not keep other threads from the pool.
    ///
    /// - Parameters:
    ///   - chat: the chat, as ``conversations()`` lists it.
    ///   - limit: how many are walked at most; all when left out.
    ///   - body: is lent each message.
    public func forEachMessage(of chat: StoredConversation, first limit: Int = .max, _ body: (Message) -> Void) throws(ImportError) {
        var messages: [Message] = []
        try read { db in
            var rows = try ChatRows(db, chat)
            while messages.count < limit, let message = try rows.next() {
                messages.append(message)
                if messages.count < Self.held { continue }
                // A long chat is not held: the rest of it is lent while the pool is read.
                for message in messages { body(message) }
                messages.removeAll()
                while let message = try rows.next() { body(message) }
            }
        }
        for message in messages { body(message) }
    }
}

/// The messages of one chat, read row by row.
private struct ChatRows {
    private let conversation: Conversation
    /// Whether exports may show the same message in several rows.
    private let isJoined: Bool
    private let rows: RowCursor
    private let path: Statement
    private var paths: [Int64: String] = [:]
    private var people: [Int64: Participant] = [:]
    private var minute = Int64.min
    private var seen: Set<Int64> = []

    init(_ db: Database, _ chat: StoredConversation) throws {
        conversation = chat.conversation
        isJoined = chat.ids.count > 1
        let marks = databaseQuestionMarks(count: chat.ids.count)
        let participants = try db.cachedStatement(
            sql: "SELECT id, account_id, name, is_owner FROM participant WHERE conversation_id IN (\(marks))")
        for row in try Row.fetchAll(participants, arguments: StatementArguments(chat.ids)) {
            let id: String = try row.at(1)
            people[try row.at(0)] = Participant(id: id.isEmpty ? nil : id, name: try row.at(2), isOwner: try row.at(3))
        }
        path = try db.cachedStatement(sql: "SELECT path FROM source WHERE id = ?")
        let backwards = try Self.newestFirst(db, chat.ids)
        let turned = databaseQuestionMarks(count: backwards.count)
        let order = backwards.isEmpty ? "idx" : "iif(source_id IN (\(turned)), -idx, idx)"
        let messages = try db.cachedStatement(
            sql: """
                SELECT minute, fingerprint, source_id, idx, participant_id, sent_at, utc_offset, precision, kind, text,
                    payment, quote, solitaire, line, byte_offset
                FROM message WHERE conversation_id IN (\(marks)) ORDER BY minute, source_id, \(order)
                """)
        rows = try Row.fetchCursor(messages, arguments: StatementArguments(chat.ids + backwards))
    }

    mutating func next() throws -> Message? {
        while let row = try rows.next() {
            if isJoined {
                let own: Int64 = try row.at(0)
                if own != minute {
                    minute = own
                    seen.removeAll(keepingCapacity: true)
                }
                guard seen.insert(try row.at(1)).inserted else { continue }
            }
            return try message(row)
        }
        return nil
    }

    private mutating func message(_ row: Row) throws -> Message {
        let precision = Timestamp.Precision(rawValue: UInt8(clamping: try row.at(7, as: Int64.self))) ?? .second
        let offset: Int64? = try row.at(6)
        let seconds: Int64? = try row.at(5)
        let payment: String? = try row.at(10)
        let quote: String? = try row.at(11)
        let person: Int64? = try row.at(4)
        let zone = offset.map(Int16.init(clamping:))
        let sentAt = seconds.map { Timestamp(wallSeconds: $0, offsetMinutes: zone, precision: precision) }
        return Message(
            conversation: conversation, sender: person.flatMap { people[$0] }, sentAt: sentAt,
            kind: MessageKind(rawValue: try row.at(8)) ?? .unknown, text: try row.at(9),
            payment: try payment.map { try PoolStore.value(Payment.self, $0) },
            quote: try quote.map { try PoolStore.value(Quote.self, $0) },
            source: try SourcePosition(file: file(row.at(2)), line: row.at(13), byteOffset: row.at(14), index: row.at(3)))
    }

    /// The path of a source; a chat has few of them, the pool may have one for each chat.
    private mutating func file(_ source: Int64) throws -> String {
        if let known = paths[source] { return known }
        let found = try String.fetchOne(path, arguments: [source]) ?? ""
        paths[source] = found
        return found
    }

    /// The sources of a chat that begin with its newest message, as those of Meta and Skype do: inside a minute their
    /// order is the other way round.
    private static func newestFirst(_ db: Database, _ ids: [Int64]) throws -> [Int64] {
        func places(_ end: String) throws -> [Int64: Int64] {
            // SQLite takes a bare column beside min() or max() from the row that has it.
            let marks = databaseQuestionMarks(count: ids.count)
            let ends = try db.cachedStatement(
                sql: """
                    SELECT source_id, idx, \(end)(minute) FROM message
                    WHERE conversation_id IN (\(marks)) AND sent_at IS NOT NULL GROUP BY source_id
                    """)
            let rows = try Row.fetchAll(ends, arguments: StatementArguments(ids))
            return Dictionary(try rows.map { (try $0.at(0), try $0.at(1)) }, uniquingKeysWith: { first, _ in first })
        }
        let (oldest, newest) = (try places("min"), try places("max"))
        return oldest.filter { $0.value > newest[$0.key] ?? .max }.keys.sorted()
    }
}
