import ChatBytes
import ChatModel

/// Reads messages of a Feishu or Lark chat as its interface gives them.
struct FeishuJSON: ExportReader {

    let format = FormatDescription(
        id: "feishu-json", name: "Feishu API JSON (飞书)", platform: .feishu, extensions: ["json"],
        origin: "The answers of Feishu's im/v1/messages, saved by a script: one page, or a list of messages.",
        shape: """
            {"code":0,"data":{"items":[{"message_id":"om_1","chat_id":"oc_1","msg_type":"text","create_time":"1709601121000","deleted":false,
             "sender":{"id":"ou_1","id_type":"open_id","sender_type":"user"},"body":{"content":"{\\"text\\":\\"@_user_1 在吗\\"}"},
             "mentions":[{"key":"@_user_1","id":"ou_2","name":"小店老板"}]}]}}
            """,
        fieldMap: """
            chat_id → chat.id; sender.id → sender.id; names out of the file's mentions → sender.name
            create_time → sent_at; msg_type → kind; body.content (JSON in a string) → text, with mentions shown by name
            """,
        timeZone: "Milliseconds since 1970: exact, shown on China's clock.",
        quirks: "Rich posts are joined line by line. Whoever is never mentioned has no name.",
        notSupported: "Interactive cards beyond their texts, and what merged messages hold: the interface gives their ids only.")

    private enum Key: String, JSONKey {
        case items, data, sender, body, mentions, deleted
        case messageID = "message_id"
        case chatID = "chat_id"
        case type = "msg_type"
        case time = "create_time"
        case id, key, name, content, text, title, elements, tag, href
        case fileName = "file_name"
        case userName = "user_name"
        case senderType = "sender_type"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json else { return 0 }
        for prefix in ["data.items[].", "items[].", "[].", ""] where json.has(prefix + "message_id", prefix + "msg_type") {
            return json.hasAny(prefix + "chat_id", prefix + "body.content", prefix + "create_time") ? 0.96 : 0.6
        }
        return 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            guard let list = records(bytes) else {
                output.report("json-no-records", line: 1, byteCount: bytes.count, "no list of messages where the format has one")
                return
            }
            let names = names(list, bytes)
            var records = list
            var fields = JSONFields(Key.self)
            var inner = JSONFields(Key.self)
            while records.next(&fields, bytes, output) {
                guard fields[Key.type].isString else {
                    output.report("unknown-record", line: records.number, byteOffset: records.start, "a record without a type")
                    continue
                }
                var sender: Int32?
                if inner.read(fields[Key.sender], bytes), let id = inner[Key.id].text(in: bytes) {
                    sender = output.participant(Participant(id: id, name: names[id] ?? ""))
                }
                let conversation = output.conversation(
                    Conversation(platform: .feishu, format: format.id, id: fields[Key.chatID].text(in: bytes), title: source.stem))
                let sentAt = InstantTime.unix(fields[Key.time], bytes, platform: .feishu)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                let type = fields[Key.type].string(in: bytes) ?? ""
                let kind: MessageKind = fields[Key.deleted].bool(in: bytes) == true ? .recall : Self.kind(type)
                try output.begin(
                    conversation: conversation, sender: kind == .system ? nil : sender, sentAt: sentAt, kind: kind, line: records.number,
                    byteOffset: records.start)
                if inner.read(fields[Key.body], bytes) {
                    var content: [UInt8] = []
                    inner[Key.content].append(to: &content, of: bytes)
                    output.appendText(FeishuContent.text(content, mentions: mentions(fields[Key.mentions], bytes)))
                }
                if kind == .text {
                    let text = output.openText
                    if WeChatRendering.isSolitaire(text.span, 0..<text.count) { output.setKind(.solitaire) }
                }
                try output.end()
            }
            output.accountRest()
        }
    }

    /// The list at the root, in `items`, or in `data.items`; or lines.
    private func records(_ bytes: Span<UInt8>) -> JSONRecords? {
        var scanner = JSONScanner(bytes)
        if scanner.peek(bytes) == .array { return JSONRecords(arrayAt: scanner, bytes) }
        guard scanner.enterObject(bytes) else { return nil }
        while let key = scanner.nextKey(bytes) {
            if key.equals("message_id", in: bytes) { return JSONRecords(lines: bytes) }
            if key.equals("items", in: bytes), scanner.peek(bytes) == .array { return JSONRecords(arrayAt: scanner, bytes) }
            guard key.equals("data", in: bytes), scanner.enterObject(bytes) else { continue }
            while let inner = scanner.nextKey(bytes) {
                if inner.equals("items", in: bytes), scanner.peek(bytes) == .array { return JSONRecords(arrayAt: scanner, bytes) }
            }
        }
        return nil
    }

    /// Names by id, out of every mention of the file.
    private func names(_ list: JSONRecords, _ bytes: Span<UInt8>) -> [String: String] {
        var records = list
        var fields = JSONFields(Key.self)
        var names: [String: String] = [:]
        while records.next(&fields, bytes, nil) {
            for mention in mentions(fields[Key.mentions], bytes) where names[mention.id] == nil { names[mention.id] = mention.name }
        }
        return names
    }

    private func mentions(_ list: JSONValue, _ bytes: Span<UInt8>) -> [(key: String, id: String, name: String)] {
        guard list.isArray else { return [] }
        var result: [(key: String, id: String, name: String)] = []
        var scanner = JSONScanner(bytes, at: list)
        var fields = JSONFields(Key.self)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            guard fields.read(&scanner, bytes), let name = fields[Key.name].text(in: bytes) else { continue }
            result.append((fields[Key.key].string(in: bytes) ?? "", fields[Key.id].string(in: bytes) ?? "", name))
        }
        return result
    }

    private static func kind(_ type: String) -> MessageKind {
        switch type {
        case "text", "post": .text
        case "image": .image
        case "file": .file
        case "audio": .voice
        case "media", "video": .video
        case "sticker": .sticker
        case "location": .location
        case "share_user", "share_chat": .contactCard
        case "interactive", "share_calendar_event", "calendar": .link
        case "hongbao": .redPacket
        case "merge_forward": .forward
        case "system": .system
        case "video_chat": .call
        default: .unknown
        }
    }
}
