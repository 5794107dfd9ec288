import ChatBytes
import ChatModel

/// Reads DiscordChatExporter's JSON.
struct DiscordJSON: ExportReader {

    let format = FormatDescription(
        id: "discord-json", name: "Discord JSON", platform: Platform(rawValue: "discord"), extensions: ["json"],
        origin: "Tyrrrz/DiscordChatExporter: export a channel as JSON.",
        shape: """
            {"guild":{"id":"0","name":"Direct Messages"},"channel":{"id":"11","type":"DirectTextChat","category":null,"name":"rina","topic":null},
             "messages":[{"id":"21","type":"Default","timestamp":"2024-07-05T10:15:30.123+07:00","content":"2 pcs please","author":{"id":"31","name":"rina","nickname":"Rina"}}]}
            """,
        fieldMap: """
            channel.id → chat.id; channel.name → chat.title; channel.type DirectTextChat → chat.kind direct, else group
            author.id → sender.id; author.nickname, else name → sender.name
            timestamp → sent_at; content, else names of attachments → text; types other than Default and Reply → kind system
            reference.messageId → quote, out of the message of that id earlier in the file
            """,
        timeZone: "ISO 8601 with offset.",
        quirks: "In a direct chat the one who is not the channel's name is not marked as owner: names and channel names differ.",
        notSupported: "Embeds and reactions.")

    private enum Key: String, JSONKey {
        case guild, channel, messages, id, type, name, nickname, timestamp, content, author, attachments, stickers, fileName, reference, messageId
        case isForwarded = "forwardedMessage"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("guild.id", "channel.id") else { return 0 }
        return json.hasAny("messages", "dateRange", "exportedAt") ? 0.97 : 0.7
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard var records = JSONDocument.records(Key.messages, &fields, needed: [.channel], bytes, output) else { return }
            var inner = JSONFields(Key.self)
            let isRead = inner.read(fields[Key.channel], bytes)
            let isDirect = isRead && inner[Key.type].equals("DirectTextChat", in: bytes)
            let conversation = output.conversation(
                Conversation(
                    platform: Platform(rawValue: "discord"), format: format.id, id: inner[Key.id].text(in: bytes),
                    title: inner[Key.name].string(in: bytes) ?? "",
                    kind: isDirect ? .direct : .group))
            var senders = SenderTable()
            var quotes = QuoteMemory()
            while records.next(&fields, bytes, output) {
                let sentAt = InstantTime.iso8601(fields[Key.timestamp], bytes)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                var sender: Int32?
                if inner.read(fields[Key.author], bytes) {
                    sender = senders.index(
                        id: inner[Key.id], name: inner[Key.nickname].isEmpty ? inner[Key.name] : inner[Key.nickname], isOwner: nil, bytes, output)
                }
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: sentAt, kind: kind(fields, bytes), line: records.number, byteOffset: records.start)
                output.appendText(fields[Key.content], of: bytes)
                if output.openKind == .text, output.isTextEmpty { attachments(fields, bytes, output) }
                if inner.read(fields[Key.reference], bytes) { quotes.fill(inner[Key.messageId], bytes, output) }
                quotes.keep(fields[Key.id], sender: sender, bytes, output)
                try output.end()
            }
            output.accountRest()
        }
    }

    private func kind(_ fields: JSONFields, _ bytes: Span<UInt8>) -> MessageKind {
        let type = fields[Key.type]
        if fields[Key.isForwarded].isObject { return .forward }
        if type.equals("Default", in: bytes) || type.equals("Reply", in: bytes) || type.equals("19", in: bytes) || type.equals("20", in: bytes) { return .text }
        return type.equals("Call", in: bytes) ? .call : .system
    }

    private func attachments(_ fields: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        for key in [Key.attachments, .stickers] where fields[key].isArray {
            var scanner = JSONScanner(bytes, at: fields[key])
            var inner = JSONFields(Key.self)
            _ = scanner.enterArray(bytes)
            while scanner.nextElement(bytes) {
                guard inner.read(&scanner, bytes) else { continue }
                if output.isTextEmpty { output.setKind(key == .stickers ? .sticker : FileKind.kind(inner[Key.fileName].string(in: bytes) ?? "")) }
                if !output.isTextEmpty { output.appendByte(0x0A) }
                output.appendText(inner[key == .stickers ? Key.name : .fileName], of: bytes)
            }
        }
    }
}
