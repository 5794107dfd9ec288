/// What a file is that no reader knows, and what to do about it: for files that could have held a chat.
public enum FileHint {
    /// A sentence about a source, or nil when nothing is known of it, or it could never have been a chat.
    public static func sentence(for source: ExportSource) -> String? {
        let head = source.head()
        let bytes = head.span
        let suffix = MemberName.fileExtension(source.fileName)
        if ByteScanning.has("SQLite format 3", in: bytes, at: 0) { return database(source, bytes) }
        if ByteScanning.has("%PDF-", in: bytes, at: 0) { return "a PDF: export the chat as text, or save the table as CSV or xlsx" }
        if BinaryContents.isCompoundFile(bytes) {
            if isEncrypted(bytes) { return "an encrypted Office document: save it without a password" }
            return oldDocuments.contains(suffix) ? "a document of Office before 2007: save the chat as plain text, a table as xlsx" : nil
        }
        if source.looksBinary, let locked = locked(source, bytes, suffix) { return locked }
        if !bytes.isEmpty, bytes[0] == 0x3C, ByteScanning.find("<w:document", in: bytes, 0..<min(bytes.count, 4096)) != nil { return word }
        guard ByteScanning.has("PK", in: bytes, at: 0) else { return nil }
        if ByteScanning.find("word/document.xml", in: bytes, 0..<bytes.count) != nil { return word }
        if ByteScanning.find("opendocument.spreadsheet", in: bytes, 0..<bytes.count) != nil { return "an OpenDocument table: save it as xlsx or CSV" }
        if ByteScanning.find("opendocument.text", in: bytes, 0..<bytes.count) != nil { return "an OpenDocument text: save the chat as plain text" }
        if ByteScanning.find("ppt/presentation.xml", in: bytes, 0..<bytes.count) != nil { return "a slide document: no chat" }
        return nil
    }

    private static let word = "a Word document: save the chat as plain text"

    private static let oldDocuments: Set<String> = ["", "doc", "dot", "wps", "xls", "xlt", "et", "ppt", "msg"]

    /// What lies under a key: nothing but its name, or its first bytes, tells what it is.
    private static func locked(_ source: ExportSource, _ bytes: Span<UInt8>, _ suffix: String) -> String? {
        if suffix.hasPrefix("crypt") { return "an encrypted backup of WhatsApp: export the chats in WhatsApp itself (Export chat)" }
        if suffix == "wec" { return "an export of WeChatDataAnalysis under a password: unlock it there first" }
        if ByteScanning.find("QQ_NT DB", in: bytes, 0..<min(bytes.count, 1024)) != nil { return "the database of QQ: export its chats with QQChatExporter" }
        // A database under a key is pages of noise.
        guard ["db", "sqlite", "sqlite3", "db3"].contains(suffix), source.originalSize >= 1024, source.originalSize % 512 == 0 else { return nil }
        return "a database under a key: export its chats with an exporter of its app, such as WeFlow, MemoTrace or QQChatExporter"
    }

    /// Tables by which the databases of apps are known, and the way to a file that can be read. Of iMessage and WhatsApp only older and newer ones come here; see ``ChatDatabase``.
    private static let databases: [(table: StaticString, sentence: String)] = [
        ("chat_message_join", "a database of iMessage, older or newer than those that can be read: export its chats as text with imessage-exporter"),
        ("ZWAMESSAGE", "a database of WhatsApp on an iPhone, older or newer than those that can be read: export the chats in WhatsApp itself (Export chat)"),
        ("message_media", "a database of WhatsApp on Android, older or newer than those that can be read: export the chats in WhatsApp itself (Export chat)"),
        ("message_add_on", "a database of WhatsApp on Android, older or newer than those that can be read: export the chats in WhatsApp itself (Export chat)"),
        ("wa_contacts", "the address book of WhatsApp: its chats stand in msgstore.db"),
        ("rcontact", "the database of WeChat on Android: export its chats with an exporter such as WeFlow or MemoTrace"),
        ("Name2ID", "a database of WeChat: export its chats with an exporter such as WeFlow or MemoTrace"),
        ("Name2Id", "a database of WeChat: export its chats with an exporter such as WeFlow or MemoTrace"),
        ("Chat_", "a database of WeChat: export its chats with an exporter such as WeFlow or MemoTrace"),
        ("c2c_msg_table", "the database of QQ: export its chats with QQChatExporter"),
        ("group_msg_table", "the database of QQ: export its chats with QQChatExporter"),
        ("ChatMessages", "the database of Viber: export the chats in Viber itself"),
        ("participants_info", "the database of Viber: export the chats in Viber itself"),
        ("chat_history", "the database of LINE: export the chats in LINE itself"),
        ("chat_logs", "the database of KakaoTalk: export the chats in KakaoTalk itself"),
        ("sms", "the messages of an Android phone: export them with SMS Backup & Restore"),
    ]

    private static func database(_ source: ExportSource, _ bytes: Span<UInt8>) -> String {
        // What the tables are called may stand anywhere in a large file; where it cannot be opened the head has to do.
        let tables = ReadOnlyDatabase(source)?.tables() ?? []
        for (table, sentence) in databases {
            let name = table.description
            let isThere =
                tables.isEmpty
                ? name != "sms" && ByteScanning.find(table, in: bytes, 0..<bytes.count) != nil
                : tables.contains { $0 == name || name.hasSuffix("_") && $0.hasPrefix(name) }
            if isThere { return sentence }
        }
        return "a database: export its chats or tables as text, CSV or xlsx"
    }

    /// Whether a compound document holds an encrypted package: its name stands in the directory in UTF-16.
    static func isEncrypted(_ bytes: Span<UInt8>) -> Bool {
        ByteScanning.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", in: bytes, 0..<bytes.count) != nil
    }
}
