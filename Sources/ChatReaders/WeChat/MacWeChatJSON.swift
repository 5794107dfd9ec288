import ChatBytes
import ChatModel

/// Reads what wechat-exporter makes of WeChat on a Mac.
struct MacWeChatJSON: ExportReader {

    let format = FormatDescription(
        id: "mac-wechat-json", name: "wechat-exporter JSON (Mac)", platform: .wechat, extensions: ["json"],
        origin: "wechat-exporter on a Mac with WeChatTweak: one `<contact's name>.json` a chat.",
        shape: """
            [{"fromUser":"wxid_xiaoxi","toUser":"wxid_shop","isSentFromSelf":false,"createTime":1709601121,"content":"在吗","message":"在吗"}]
            """,
        fieldMap: """
            file name → chat.title; fromUser, toUser → chat.id, sender.id; isSentFromSelf → sender.is_owner
            createTime → sent_at; content (string or object with title, quoted, content, text), else message → text, quote
            """,
        timeZone: "Unix seconds: exact, shown on China's clock.",
        quirks: "In rooms the text begins with the author's account on a line of its own. Raw XML is read as WeChat's payload.",
        notSupported: "Names of members of rooms: the file has account ids only.")

    private enum Key: String, JSONKey {
        case content, message, createTime, fromUser, toUser, isSentFromSelf
        case title, quoted, text, sender, name
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .array, json.has("[].isSentFromSelf", "[].createTime") else { return 0 }
        return 0.97
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            guard var records = JSONRecords(arrayAt: JSONScanner(bytes), bytes) else { return output.accountRest() }
            var fields = JSONFields(Key.self)
            var inner = JSONFields(Key.self)
            var text: [UInt8] = []
            while records.next(&fields, bytes, output) {
                let isSelf = fields[Key.isSentFromSelf].bool(in: bytes) ?? false
                let from = fields[Key.fromUser].text(in: bytes)
                let to = fields[Key.toUser].text(in: bytes)
                let chat = isSelf ? to : from
                let isRoom = chat?.hasSuffix("@chatroom") ?? false
                text.removeAll(keepingCapacity: true)
                var quote: Quote?
                if fields[Key.content].isObject, inner.read(fields[Key.content], bytes) {
                    for key in [Key.title, .content, .text] where text.isEmpty { inner[key].append(to: &text, of: bytes) }
                    quote = self.quote(inner[Key.quoted], bytes)
                } else {
                    fields[Key.content].append(to: &text, of: bytes)
                }
                if text.isEmpty { fields[Key.message].append(to: &text, of: bytes) }
                let payload = WeChatPayload.read(text)
                var author = payload?.author
                if payload == nil, isRoom, !isSelf { author = Self.takeAuthor(from: &text) }
                let conversation = output.conversation(
                    Conversation(platform: .wechat, format: format.id, id: chat, title: source.stem, kind: isRoom ? .group : chat == nil ? .unknown : .direct))
                let id = isSelf ? (isRoom ? from.flatMap { $0.hasSuffix("@chatroom") ? nil : $0 } : from) : isRoom ? author : from
                let isRecall = WeChatRendering.isRecall(text.span, 0..<text.count)
                let notice = payload == nil ? WeChatPayload.noticeWithTags(text.span, 0..<text.count) : nil
                let isNotice = isRecall || notice != nil || payload?.kind == .system
                let name = isSelf ? "" : isRoom ? id ?? "" : source.stem
                let sender = isNotice || (id == nil && !isSelf) ? nil : output.participant(Participant(id: id, name: name, isOwner: isSelf))
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: InstantTime.unix(fields[Key.createTime], bytes, platform: .wechat),
                    kind: isRecall ? .recall : .text, line: records.number, byteOffset: records.start)
                if let notice {
                    output.setKind(.system)
                    output.appendText(notice)
                } else if let payload {
                    payload.put(into: output)
                } else {
                    output.appendText(text)
                    if !isRecall { PlaceholderText.classify(output) }
                }
                if let quote { output.setExtra { $0.quote = quote } }
                try output.end()
            }
            output.accountRest()
        }
    }

    private func quote(_ value: JSONValue, _ bytes: Span<UInt8>) -> Quote? {
        if let text = value.text(in: bytes) { return Quote(text: text) }
        var fields = JSONFields(Key.self)
        guard value.isObject, fields.read(value, bytes) else { return nil }
        let text = fields[Key.content].text(in: bytes) ?? fields[Key.text].text(in: bytes) ?? fields[Key.title].text(in: bytes)
        return text.map { Quote(sender: fields[Key.name].text(in: bytes) ?? fields[Key.sender].text(in: bytes), text: $0) }
    }

    /// Takes the line `account:` off the beginning.
    private static func takeAuthor(from text: inout [UInt8]) -> String? {
        guard let end = text.firstIndex(of: 0x0A), end > 1, end < 80, text[end - 1] == 0x3A,
            text[..<(end - 1)].allSatisfy({ 48...57 ~= $0 || 97...122 ~= $0 | 0x20 || $0 == 0x5F || $0 == 0x2D || $0 == 0x40 })
        else { return nil }
        let author = String(decoding: text[..<(end - 1)], as: UTF8.self)
        text.removeSubrange(...end)
        return author
    }
}
