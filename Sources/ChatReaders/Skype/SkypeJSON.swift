import ChatBytes
import ChatModel

/// Reads Skype's export of an account.
struct SkypeJSON: ExportReader {

    let format = FormatDescription(
        id: "skype-json", name: "Skype JSON", platform: Platform(rawValue: "skype"), extensions: ["json"],
        origin: "secure.skype.com → Export chats: a tar with `messages.json`.",
        shape: """
            {"userId":"8:melati.shop","exportDate":"2024-07-05T10:30","conversations":[{"id":"8:live:rina","displayName":"Rina","MessageList":[
             {"id":"1","displayName":"Rina","originalarrivaltime":"2024-07-05T03:15:30.000Z","messagetype":"RichText","content":"2 pcs &amp; one more","from":"8:live:rina"}]}]}
            """,
        fieldMap: """
            conversations[].id → chat.id (8: direct, 19: group); displayName → chat.title
            from → sender.id; displayName, else the chat's → sender.name; userId → sender.is_owner
            originalarrivaltime → sent_at; messagetype → kind; content without its tags → text; <quote> → quote
            """,
        timeZone: "UTC.",
        quirks: "Messages stand newest first, and stay in that order. Contents are a small HTML.",
        notSupported: "Media files and polls.")

    private enum ChatKey: String, JSONKey {
        case id, displayName
        case messages = "MessageList"
    }

    private enum Key: String, JSONKey {
        case displayName, from, content
        case time = "originalarrivaltime"
        case type = "messagetype"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("userId", "conversations") else { return 0 }
        return json.hasAny("conversations[].MessageList", "exportDate") ? 0.97 : 0.5
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var scanner = JSONScanner(bytes)
            var owner: String?
            var number = 0
            guard scanner.enterObject(bytes) else { return output.accountRest() }
            while let key = scanner.nextKey(bytes) {
                if key.equals("userId", in: bytes) {
                    owner = scanner.value(bytes).text(in: bytes)
                } else if key.equals("conversations", in: bytes), scanner.enterArray(bytes) {
                    while scanner.nextElement(bytes) { try chat(&scanner, owner, &number, bytes, output) }
                }
            }
            if let problem = scanner.problem {
                output.report(problem.kind.rawValue, line: max(1, number), byteOffset: problem.offset, "the file is damaged or cut")
            }
            output.accountRest()
        }
    }

    private func chat(
        _ scanner: inout JSONScanner, _ owner: String?, _ number: inout Int, _ bytes: Span<UInt8>, _ output: MessageOutput
    ) throws(ImportError) {
        var chat = JSONFields(ChatKey.self)
        guard chat.readHead(&scanner, bytes, before: ChatKey.messages) else { return }
        if !chat[ChatKey.id].exists { JSONDocument.readTail(ChatKey.messages, &chat, scanner, bytes, output) }
        guard var records = JSONRecords(arrayAt: scanner, bytes, after: number) else { return }
        let id = chat[ChatKey.id].text(in: bytes)
        let title = chat[ChatKey.displayName].text(in: bytes)
        let isGroup = id?.hasPrefix("19:") ?? false
        let conversation = output.conversation(
            Conversation(platform: Platform(rawValue: "skype"), format: format.id, id: id, title: title ?? id ?? "", kind: isGroup ? .group : .direct))
        var fields = JSONFields(Key.self)
        var people: [String: Int32] = [:]
        var text: [UInt8] = []
        while records.next(&fields, bytes, output) {
            let from = fields[Key.from].text(in: bytes) ?? ""
            if people[from] == nil, !from.isEmpty {
                let name = fields[Key.displayName].text(in: bytes) ?? (from == id ? title : nil) ?? ""
                people[from] = output.participant(Participant(id: from, name: name, isOwner: owner.map { $0 == from }))
            }
            let sentAt = InstantTime.iso8601(fields[Key.time], bytes)
            if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
            let kind = kind(fields[Key.type].string(in: bytes) ?? "")
            try output.begin(
                conversation: conversation, sender: kind == .system ? nil : people[from], sentAt: sentAt, kind: kind, line: records.number,
                byteOffset: records.start)
            text.removeAll(keepingCapacity: true)
            fields[Key.content].append(to: &text, of: bytes)
            let content = SkypeContent(text.span)
            if kind == .contactCard, let card = SkypeContent.card(text.span) {
                output.setExtra { $0.card = card }
                output.appendText(card.nickname ?? card.phones.first ?? "")
            } else {
                output.appendText(content.text)
            }
            if let quote = content.quote { output.setExtra { $0.quote = quote } }
            try output.end()
        }
        number = records.number
        scanner = records.position
        while scanner.nextKey(bytes) != nil {}
    }

    private func kind(_ type: String) -> MessageKind {
        switch type {
        case "RichText", "Text": .text
        case "RichText/UriObject": .image
        case "RichText/Media_Video", "RichText/Media_VideoMsg": .video
        case "RichText/Media_AudioMsg": .voice
        case "RichText/Media_GenericFile": .file
        case "RichText/Media_FlikMsg", "RichText/Media_Card": .sticker
        case "RichText/Contacts": .contactCard
        case "RichText/Location": .location
        case "Event/Call": .call
        default: type.hasPrefix("ThreadActivity/") || type == "Notice" ? .system : .unknown
        }
    }
}
