public import ChatModel
import Glibc
import JSONText

/// The databases of messengers that are read themselves, since what stands in them is plain: of iMessage, and of WhatsApp on both kinds of phones.
///
/// Each chat is lent as a source of its own in the lines of ChatLab's interchange format, so that everything behind is as with any export.
public enum ChatDatabase {
    /// Whether a source is a database whose chats can be lent.
    public static func isReadable(_ source: ExportSource) -> Bool {
        guard source.looksBinary, source.withBytes({ ByteScanning.has("SQLite format 3", in: $0, at: 0) }) else { return false }
        return ReadOnlyDatabase(source).flatMap(ChatQuery.init) != nil
    }

    /// Lends every chat with a message as a source; its path is `chat.db/<title>.jsonl`.
    ///
    /// - Throws: `.damaged` where the database breaks off, `.cannotWrite` without room for a chat, and what `body` throws; chats lent before stay valid.
    public static func forEachChat(
        of source: ExportSource, report: (Diagnostic) -> Void, _ body: (ExportSource) throws(ImportError) -> Void
    ) throws(ImportError) {
        guard let database = ReadOnlyDatabase(source), let query = ChatQuery(database), let rows = database.rows(query.sql) else {
            throw ImportError(.damaged, "the database cannot be read", at: SourcePosition(file: source.path))
        }
        if let path = source.diskPath, hasJournal(path) {
            report(
                Diagnostic(
                    "database-journal", .warning, at: SourcePosition(file: source.path),
                    "the newest messages stand in the journal beside it (-wal) and are not read: close the program whose it is and copy the database again"))
        }
        var chat: ChatLines?
        do throws(ImportError) {
            while try rows.next() {
                let key = rows.integer(0)
                if chat?.key != key {
                    if let whole = try chat?.finish(beside: source) { try body(whole) }
                    chat = try ChatLines(key, query, rows)
                }
                try chat?.append(query, rows)
            }
        } catch  where error.code == .damaged {
            if let whole = try chat?.finish(beside: source) { try body(whole) }
            throw ImportError(.damaged, error.message, at: SourcePosition(file: source.path))
        }
        if let whole = try chat?.finish(beside: source) { try body(whole) }
    }

    private static func hasJournal(_ path: String) -> Bool {
        var status = stat()
        // A journal of its head alone holds nothing.
        return unsafe stat(path + "-wal", &status) == 0 && status.st_size > 32
    }
}

/// How the messages of a database are asked for: chat by chat, in the order of time.
///
/// The columns: key of the chat, its id, its title, whether it is a group, whether the owner wrote, the writer's id and name, when, the app's own number of the kind,
/// the text, a text in an archive of objects, the message's id, a file's type, a file's name.
struct ChatQuery {
    enum App { case iMessage, android, iPhone }

    let app: App
    let sql: String

    var platform: String { app == .iMessage ? "imessage" : "whatsapp" }

    /// The question for a database; nil when it is none of those that are known, or one of another age.
    init?(_ database: ReadOnlyDatabase) {
        func has(_ table: String, _ needed: String...) -> Set<String>? {
            let columns = database.columns(of: table)
            return columns.isSuperset(of: needed) ? columns : nil
        }
        if let message = has("message", "handle_id", "date", "is_from_me", "text"), let chat = has("chat", "chat_identifier"), has("handle", "id") != nil,
            has("chat_message_join", "chat_id", "message_id") != nil
        {
            app = .iMessage
            func m(_ name: String) -> String { message.contains(name) ? "m.\(name)" : "NULL" }
            func c(_ name: String) -> String { chat.contains(name) ? "c.\(name)" : "NULL" }
            let hasFiles = has("attachment", "mime_type") != nil && has("message_attachment_join", "message_id", "attachment_id") != nil
            func file(_ column: String) -> String {
                hasFiles
                    ? "(SELECT a.\(column) FROM message_attachment_join x JOIN attachment a ON a.ROWID = x.attachment_id WHERE x.message_id = m.ROWID LIMIT 1)"
                    : "NULL"
            }
            sql = """
                SELECT c.ROWID, c.chat_identifier, \(c("display_name")), \(c("style")) = 43, m.is_from_me, h.id, NULL, m.date, \(m("associated_message_type")),
                    m.text, \(m("attributedBody")), \(m("guid")), \(file("mime_type")), \(file("transfer_name"))
                FROM chat_message_join j JOIN message m ON m.ROWID = j.message_id JOIN chat c ON c.ROWID = j.chat_id LEFT JOIN handle h ON h.ROWID = m.handle_id
                ORDER BY c.ROWID, m.date, m.ROWID
                """
        } else if has("message", "chat_row_id", "from_me", "sender_jid_row_id", "timestamp", "message_type", "text_data", "key_id") != nil,
            has("chat", "jid_row_id", "subject") != nil, has("jid", "user", "server") != nil
        {
            app = .android
            sql = """
                SELECT c._id, j.user || '@' || j.server, c.subject, j.server = 'g.us', m.from_me,
                    CASE WHEN j.server = 'g.us' THEN s.user || '@' || s.server ELSE j.user || '@' || j.server END, NULL, m.timestamp, m.message_type, m.text_data,
                    NULL, m.key_id, NULL, NULL
                FROM message m JOIN chat c ON c._id = m.chat_row_id JOIN jid j ON j._id = c.jid_row_id LEFT JOIN jid s ON s._id = m.sender_jid_row_id
                WHERE j.user <> 'status' AND j.server <> 'broadcast' AND j.server <> 'newsletter' ORDER BY c._id, m.timestamp, m._id
                """
        } else if let message = has("ZWAMESSAGE", "ZCHATSESSION", "ZISFROMME", "ZMESSAGEDATE", "ZTEXT", "ZMESSAGETYPE"),
            has("ZWACHATSESSION", "ZCONTACTJID", "ZPARTNERNAME") != nil
        {
            app = .iPhone
            let members = has("ZWAGROUPMEMBER", "ZMEMBERJID", "ZCONTACTNAME") != nil && message.contains("ZGROUPMEMBER")
            let isGroup = "s.ZCONTACTJID LIKE '%@g.us'"
            sql = """
                SELECT s.Z_PK, s.ZCONTACTJID, s.ZPARTNERNAME, \(isGroup), m.ZISFROMME, CASE WHEN \(isGroup) THEN \(members ? "g.ZMEMBERJID" : "NULL") ELSE s.ZCONTACTJID END,
                    CASE WHEN \(isGroup) THEN \(members ? "g.ZCONTACTNAME" : "NULL") ELSE s.ZPARTNERNAME END, m.ZMESSAGEDATE, m.ZMESSAGETYPE, m.ZTEXT, NULL,
                    \(message.contains("ZSTANZAID") ? "m.ZSTANZAID" : "NULL"), NULL, NULL
                FROM ZWAMESSAGE m JOIN ZWACHATSESSION s ON s.Z_PK = m.ZCHATSESSION \(members ? "LEFT JOIN ZWAGROUPMEMBER g ON g.Z_PK = m.ZGROUPMEMBER" : "")
                WHERE s.ZCONTACTJID NOT LIKE '%@status' AND s.ZCONTACTJID NOT LIKE '%@broadcast' ORDER BY s.Z_PK, m.ZMESSAGEDATE, m.Z_PK
                """
        } else {
            return nil
        }
    }

    /// Seconds of Unix time; iMessage counts from 2001, in seconds and since 2017 in billionths.
    func seconds(_ rows: ReadOnlyDatabase.Rows) -> Int {
        let value = rows.number(7)
        guard value.isFinite, abs(value) < 4e18 else { return 0 }
        switch app {
        case .iMessage: return value == 0 ? 0 : Int(abs(value) > 1e11 ? value / 1e9 : value) + Self.appleEpoch
        case .android: return Int(value / 1000)
        case .iPhone: return value == 0 ? 0 : Int(value) + Self.appleEpoch
        }
    }

    private static let appleEpoch = 978_307_200

    /// ChatLab's number of the kind.
    func type(_ rows: ReadOnlyDatabase.Rows) -> Int {
        let own = rows.integer(8)
        switch app {
        case .iMessage:
            // Hearts and thumbs on another message.
            if own >= 2000 { return 80 }
            guard let mime = rows.text(12) else { return rows.text(13) == nil ? 0 : 4 }
            return mime.hasPrefix("image/") ? 1 : mime.hasPrefix("audio/") ? 2 : mime.hasPrefix("video/") ? 3 : 4
        case .android: return [0: 0, 1: 1, 2: 2, 3: 3, 4: 27, 5: 8, 7: 80, 9: 4, 10: 23, 13: 3, 15: 81, 16: 8, 20: 5, 42: 1, 43: 3][own] ?? 99
        case .iPhone: return [0: 0, 1: 1, 2: 3, 3: 2, 4: 27, 5: 8, 6: 80, 7: 0, 8: 4, 10: 80, 11: 3, 14: 81, 15: 5][own] ?? 99
        }
    }

    /// The account as other exports of the app name it: a number with its country where the id is one.
    func account(_ id: String) -> String {
        guard app != .iMessage, let at = id.firstIndex(of: "@"), id[at...] == "@s.whatsapp.net" else { return id }
        let user = id[..<at]
        return !user.isEmpty && user.utf8.allSatisfy { 48...57 ~= $0 } ? "+" + user : id
    }

    /// The text of a message; iMessage leaves it in an archive of objects alone.
    func text(_ rows: ReadOnlyDatabase.Rows) -> String {
        var text = rows.text(9) ?? ""
        if text.isEmpty, !rows.isNull(10) { text = Self.archived(rows.blob(10)) ?? "" }
        // The place of a picture in the text.
        if text.unicodeScalars.contains("\u{FFFC}") { text = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{FFFC}" })) }
        return text.isEmpty ? rows.text(13) ?? "" : text
    }

    /// The first string of a `typedstream`: behind the class's name a plus sign, the length in one, two or four bytes, and UTF-8.
    static func archived(_ bytes: [UInt8]) -> String? {
        let span = bytes.span
        guard let name = ByteScanning.find("NSString", in: span, 0..<bytes.count) else { return nil }
        guard var at = bytes[(name + 8)..<min(bytes.count, name + 20)].firstIndex(of: 0x2B).map({ $0 + 1 }), at < bytes.count else { return nil }
        func little(_ count: Int) -> Int? {
            guard at + count < bytes.count else { return nil }
            return (1...count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * ($1 - 1)) }
        }
        var length = Int(bytes[at])
        if length == 0x81 || length == 0x82 {
            let size = length == 0x81 ? 2 : 4
            guard let long = little(size) else { return nil }
            length = long
            at += size
        }
        guard length <= bytes.count - at - 1 else { return nil }
        return String(decoding: bytes[(at + 1)..<(at + 1 + length)], as: UTF8.self)
    }
}

/// One chat on its way into lines.
private struct ChatLines {
    let key: Int
    private let title: String
    private let file: TemporaryFile
    private var json = JSONWriter()
    private var messages = 0
    /// The account of whoever has the phone, which no database names plainly.
    private static let owner = "me"

    init(_ key: Int, _ query: ChatQuery, _ rows: ReadOnlyDatabase.Rows) throws(ImportError) {
        self.key = key
        file = try TemporaryFile()
        let isGroup = rows.integer(3) != 0
        let id = query.account(rows.text(1) ?? "\(key)")
        title = rows.text(2).flatMap { $0.isEmpty ? nil : $0 } ?? id
        json.beginObject()
        json.pair("_type", "header")
        json.key("chatlab")
        json.beginObject()
        json.pair("version", "0.0.2")
        json.endObject()
        json.key("meta")
        json.beginObject()
        json.pair("name", title)
        json.pair("platform", query.platform)
        json.pair("type", isGroup ? "group" : "private")
        if isGroup { json.pair("groupId", id) }
        json.pair("ownerId", Self.owner)
        json.endObject()
        json.endObject()
        json.endLine()
        guard !isGroup else { return }
        json.beginObject()
        json.pair("_type", "member")
        json.pair("platformId", id)
        json.pair("accountName", title)
        json.endObject()
        json.endLine()
    }

    mutating func append(_ query: ChatQuery, _ rows: ReadOnlyDatabase.Rows) throws(ImportError) {
        let type = query.type(rows)
        let text = query.text(rows)
        // What the app keeps for itself, such as that a key changed.
        if type == 80 || type == 99, text.isEmpty { return }
        messages += 1
        let isOwn = rows.integer(4) != 0
        let id = isOwn ? Self.owner : rows.text(5).map(query.account)
        json.beginObject()
        json.pair("_type", "message")
        if let id { json.pair("sender", id) }
        json.pair("accountName", isOwn ? "Me" : rows.text(6).flatMap { $0.isEmpty ? nil : $0 } ?? id ?? "")
        json.key("timestamp")
        json.integer(query.seconds(rows))
        json.key("type")
        json.integer(type)
        json.pair("content", text)
        if let message = rows.text(11), !message.isEmpty { json.pair("platformMessageId", message) }
        json.endObject()
        json.endLine()
        if json.bytes.count > 256 << 10 {
            try file.write(json.bytes)
            json.removeAll()
        }
    }

    /// The chat as a source; nil when nobody wrote in it.
    mutating func finish(beside source: ExportSource) throws(ImportError) -> ExportSource? {
        guard messages > 0 else { return nil }
        try file.write(json.bytes)
        json.removeAll()
        let name = title.map { $0 == "/" || $0 == "\0" ? "_" : $0 }
        return try ExportSource.descriptor(file.descriptor, path: "\(source.path)/\(String(name)).jsonl")
    }
}
