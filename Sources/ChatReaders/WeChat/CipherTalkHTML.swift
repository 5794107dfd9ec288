import ChatBytes
import ChatModel

/// Reads the pages of CipherTalk, which keep their messages as one JSON value in a script.
struct CipherTalkHTML: ExportReader {

    let format = FormatDescription(
        id: "ciphertalk-html", name: "CipherTalk HTML", platform: .wechat, extensions: ["html"],
        origin: "CipherTalk: export a chat as HTML.",
        shape: """
            <title>小溪 - 聊天记录</title> … <script>window.CHAT_DATA = {"meta":{"sessionId":"wxid_xiaoxi","sessionName":"小溪","isGroup":false},
              "messages":[{"timestamp":1709601121,"sender":"wxid_xiaoxi","senderName":"小溪","type":"文本消息","content":"在吗","isSend":false}]};</script>
            """,
        fieldMap: """
            meta.sessionId, sessionName, isGroup → chat.id, chat.title, chat.kind
            sender, senderName → sender.id, sender.name; isSend → sender.is_owner
            timestamp → sent_at; type → kind; content → text; `[转账] ￥x` → payment
            """,
        timeZone: "Unix seconds, shown on a clock in China.",
        quirks: "A message may hold `</script>`: the value is read by its own brackets and strings, not by the page's.",
        notSupported: "The list of members also names people of forwarded records, who are nobody's customers; those records are not read.")

    private enum Key: String, JSONKey {
        case meta, messages, timestamp, sender, senderName, type, content, rawContent, isSend
    }

    private enum MetaKey: String, JSONKey {
        case sessionId, sessionName, isGroup
    }

    func sniff(_ head: SourceHead) -> Double { head.firstByte == 0x3C && head.contains("window.CHAT_DATA = {") ? 0.98 : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard let mark = ByteScanning.find("window.CHAT_DATA = {", in: bytes, 0..<bytes.count) else { return MarkupWalk.accountRest(bytes, output) }
            var scanner = JSONScanner(bytes, mark + 19..<bytes.count)
            guard fields.readHead(&scanner, bytes, before: Key.messages), var records = JSONRecords(arrayAt: scanner, bytes) else {
                output.report("json-no-records", line: 1, byteOffset: mark, "no list of messages where the format has one")
                return MarkupWalk.accountRest(bytes, output)
            }
            var meta = JSONFields(MetaKey.self)
            _ = meta.read(fields[Key.meta], bytes)
            let id = meta[MetaKey.sessionId].text(in: bytes)
            let isGroup = meta[MetaKey.isGroup].bool(in: bytes) == true || id?.hasSuffix("@chatroom") == true
            let conversation = output.conversation(
                Conversation(
                    platform: .wechat, format: format.id, id: id, title: meta[MetaKey.sessionName].text(in: bytes) ?? source.stem,
                    kind: isGroup ? .group : .direct))
            var senders = SenderTable()
            var content = WeChatContent()
            while records.next(&fields, bytes, output) {
                let kind = Self.kind(fields, bytes)
                let sentAt = InstantTime.unix(fields[Key.timestamp], bytes, platform: .wechat)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                let isSystem = kind == .system || kind == .recall
                let sender =
                    isSystem
                    ? nil : senders.index(id: fields[Key.sender], name: fields[Key.senderName], isOwner: fields[Key.isSend].bool(in: bytes), bytes, output)
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: sentAt, kind: kind, line: records.number, byteOffset: records.start)
                content.append(fields[Key.content], kind: kind, quotes: .referenceTail, bytes, output)
                try output.end()
            }
            MarkupWalk.accountRest(bytes, output)
        }
    }

    private static func kind(_ fields: JSONFields, _ bytes: Span<UInt8>) -> MessageKind {
        if let type = fields[Key.type].integer(in: bytes) { return WeChatMessageType.kind(type) ?? .system }
        let name = Array((fields[Key.type].string(in: bytes) ?? "").utf8)
        return WeChatTypeNames.kind(name.span, 0..<name.count) ?? .text
    }
}
