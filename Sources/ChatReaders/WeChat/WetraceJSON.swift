import ChatBytes
import ChatModel

/// Reads Wetrace-Plus' JSON: an account with its conversations.
struct WetraceJSON: ExportReader {

    let format = FormatDescription(
        id: "wetrace-json", name: "Wetrace-Plus JSON", platform: .wechat, extensions: ["json"],
        origin: "Wetrace-Plus: export as JSON.",
        shape: """
            {"format":"wetrace-plus","version":1,"account":{"id":"wxid_shop","name":"小店老板"},"conversations":[{"id":"wxid_xiaoxi","name":"林小溪","type":"direct",
             "messages":[{"id":"1","time":"2024-03-05T09:12:01+08:00","sender_id":"wxid_xiaoxi","sender_name":"林小溪","is_self":false,"type":1,"content":"在吗"}]}]}
            """,
        fieldMap: """
            conversations[].id, name, type → chat.id, chat.title, chat.kind
            sender_id, sender_name → sender.id, sender.name; is_self, direction or account.id → sender.is_owner
            time or timestamp → sent_at; type (number or word) and subtype → kind; content → text, payment, quote
            """,
        timeZone: "ISO times as they stand; Unix times are exact and shown on China's clock.",
        quirks: "A conversation's name and type may follow its messages.",
        notSupported: "Pictures and voice are not in the file.")

    private enum ChatKey: String, JSONKey {
        case id, name, type, messages
    }

    private enum Key: String, JSONKey {
        case time, timestamp, direction, type, subtype, content, id, name
        case senderID = "sender_id"
        case senderName = "sender_name"
        case isSelf = "is_self"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object else { return 0 }
        if json.string("format") == "wetrace-plus" { return 0.98 }
        return json.has("account", "conversations[].messages[].sender_id") ? 0.85 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var scanner = JSONScanner(bytes)
            var fields = JSONFields(Key.self)
            var account: String?
            var number = 0
            guard scanner.enterObject(bytes) else { return output.accountRest() }
            while let key = scanner.nextKey(bytes) {
                if key.equals("account", in: bytes), fields.read(&scanner, bytes) {
                    account = fields[Key.id].text(in: bytes)
                } else if key.equals("conversations", in: bytes), scanner.enterArray(bytes) {
                    while scanner.nextElement(bytes) { try chat(&scanner, account, &number, bytes, output) }
                }
            }
            if let problem = scanner.problem {
                output.report(problem.kind.rawValue, line: max(1, number), byteOffset: problem.offset, "the file is damaged or cut")
            }
            output.accountRest()
        }
    }

    private func chat(
        _ scanner: inout JSONScanner, _ account: String?, _ number: inout Int, _ bytes: Span<UInt8>, _ output: MessageOutput
    ) throws(ImportError) {
        var chat = JSONFields(ChatKey.self)
        guard chat.readHead(&scanner, bytes, before: ChatKey.messages) else { return }
        if !chat[ChatKey.id].exists || !chat[ChatKey.name].exists { JSONDocument.readTail(ChatKey.messages, &chat, scanner, bytes, output) }
        guard var records = JSONRecords(arrayAt: scanner, bytes, after: number) else { return }
        let id = chat[ChatKey.id].text(in: bytes)
        let isGroup = chat[ChatKey.type].equals("group", in: bytes) || id?.hasSuffix("@chatroom") == true
        let index = output.conversation(
            Conversation(
                platform: .wechat, format: format.id, id: id, title: chat[ChatKey.name].string(in: bytes) ?? "", kind: isGroup ? .group : .direct))
        var fields = JSONFields(Key.self)
        var senders = SenderTable()
        var content = WeChatContent()
        while records.next(&fields, bytes, output) {
            let kind = kind(fields, bytes)
            let time = fields[Key.time].exists ? fields[Key.time] : fields[Key.timestamp]
            let sentAt = InstantTime.iso8601(time, bytes) ?? InstantTime.unix(time, bytes, platform: .wechat)
            if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
            let sender =
                kind == .system
                ? nil
                : senders.index(
                    id: fields[Key.senderID], name: fields[Key.senderName], isOwner: isOwner(fields, account, bytes), in: index, bytes, output)
            try output.begin(conversation: index, sender: sender, sentAt: sentAt, kind: kind ?? .text, line: records.number, byteOffset: records.start)
            content.append(fields[Key.content], kind: kind, quotes: Self.isPlain(fields, bytes) ? nil : .angleLines, bytes, output)
            try output.end()
        }
        number = records.number
        scanner = records.position
        while scanner.nextKey(bytes) != nil {}
    }

    /// Whether the message is one whose text is what its writer typed.
    private static func isPlain(_ fields: JSONFields, _ bytes: Span<UInt8>) -> Bool {
        fields[Key.type].integer(in: bytes) == 1 || fields[Key.type].equals("text", in: bytes)
    }

    private func kind(_ fields: JSONFields, _ bytes: Span<UInt8>) -> MessageKind? {
        if let type = fields[Key.type].integer(in: bytes) {
            return WeChatMessageType.kind(type, subType: fields[Key.subtype].integer(in: bytes) ?? 0) ?? .system
        }
        let type = Array((fields[Key.type].string(in: bytes) ?? "text").utf8)
        return WeChatTypeNames.kind(type.span, 0..<type.count)
    }

    private func isOwner(_ fields: JSONFields, _ account: String?, _ bytes: Span<UInt8>) -> Bool? {
        if let isSelf = fields[Key.isSelf].bool(in: bytes) { return isSelf }
        if let direction = fields[Key.direction].text(in: bytes) {
            if ["out", "outgoing", "send", "sent"].contains(direction) { return true }
            if ["in", "incoming", "receive", "received", "recv"].contains(direction) { return false }
        }
        return account.flatMap { account in fields[Key.senderID].text(in: bytes).map { $0 == account } }
    }
}
