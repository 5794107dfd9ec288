import ChatBytes
import ChatModel

/// Reads Telegram Desktop's JSON: one chat, or a whole account with its contacts.
struct TelegramJSON: ExportReader {

    let format = FormatDescription(
        id: "telegram-json", name: "Telegram Desktop JSON", platform: .telegram, extensions: ["json"],
        origin:
            "Telegram Desktop: a chat's menu → Export chat history, or Settings → Advanced → Export Telegram data; format “Machine-readable JSON”: `result.json`.",
        shape: """
            {"name":"Мария П","type":"personal_chat","id":7000000001,"messages":[
              {"id":101,"type":"message","date":"2024-07-05T10:15:30","date_unixtime":"1720163730","from":"Мария П","from_id":"user7000000001",
               "text":["Хочу 2 шт, тел. ",{"type":"phone","text":"+79000000001"}]}]}
            """,
        fieldMap: """
            chat name → chat.title; type → chat.kind; id → chat.id (user<id> in a personal chat, as in from_id)
            from_id, from → sender.id, sender.name; in a personal chat everybody but the chat's id is the owner, elsewhere personal_information tells
            date with date_unixtime → sent_at; text (string or list) → text
            media_type, photo, file → kind; contact_information → card; place_name, address → text of a location
            contacts.list → contacts
            """,
        timeZone: "Wall clock of the exporting machine; the Unix time beside it gives the offset (versions since 2022).",
        quirks: """
            Control characters written as \\x0C, which is no JSON, are repaired.
            forwarded_from makes a message a forward: its words are not the sender's.
            Deleted accounts have no name; old exports give from_id as a bare number.
            """,
        notSupported: "Media, stories, sessions and reactions. Replies name the number of the message that they answer, not its words.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object else { return 0 }
        if json.has("personal_information.user_id"), json.hasAny("chats", "contacts", "left_chats", "about") { return 0.97 }
        if json.hasAny("chats.list[].messages", "left_chats.list[].messages") { return 0.95 }
        if json.has("contacts.list[].phone_number") { return 0.9 }
        if json.has("messages"), json.hasAny("messages[].from_id", "messages[].date_unixtime", "messages[].actor_id", "messages[].text_entities") {
            return 0.97
        }
        return json.has("type", "id", "messages") && Self.types[json.string("type") ?? ""] != nil ? 0.9 : 0
    }

    /// Types of chats.
    static let types: [String: Conversation.Kind] = [
        "personal_chat": .direct, "bot_chat": .direct, "saved_messages": .direct, "private_group": .group, "private_supergroup": .group,
        "public_supergroup": .group, "private_channel": .group, "public_channel": .group, "replies": .group, "verification_codes": .direct,
    ]

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = TelegramReading(format: format.id, stem: source.stem)
            var scanner = JSONScanner(bytes)
            try reading.document(&scanner, bytes, output)
            if let problem = scanner.problem {
                output.report(problem.kind.rawValue, line: max(1, reading.number), byteOffset: problem.offset, "the file is damaged or cut")
            }
            output.accountRest()
        }
    }
}
