import ChatBytes
import ChatModel

/// Reads the pages of echotrace, which keep their messages as a list in the page's script.
struct EchotraceHTML: ExportReader {

    let format = FormatDescription(
        id: "echotrace-html", name: "echotrace HTML", platform: .wechat, extensions: ["html"],
        origin: "echotrace: export a chat as HTML.",
        shape: """
            <title>林小溪 - 聊天记录</title> … const messagesData = [{"createTime":1709601121,"isSend":0,"senderDisplayName":"林小溪","type":"文本消息","content":"在吗"}, …];
            """,
        fieldMap: """
            title → chat.title; the folder's id → chat.id
            createTime, timestamp, or formattedTime → sent_at; isSend → sender.is_owner
            senderUsername → sender.id; senderDisplayName, senderName, sender or name → sender.name
            content or text → text; localType, else the words of type → kind
            [转账] (A 转账给 B) ￥x → payment; [引用 name：text] → quote
            """,
        timeZone: "Unix seconds, shown on a clock in China; a formatted time is the exporting machine's.",
        quirks: "The list may be JSON or a JavaScript literal. The names of its fields have changed between releases: all that were seen are read.",
        notSupported: "Avatars and media, which the page embeds.")

    private enum Key: String, JSONKey {
        case createTime, timestamp, formattedTime, time, date, isSend, isSelf, senderUsername, senderDisplayName, senderName, sender, name, content, text, type,
            localType
        case isSendOld = "is_send"
    }

    func sniff(_ head: SourceHead) -> Double { head.contains("messagesData") && head.firstByte == 0x3C ? 0.97 : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let folder = FolderName(source: source)
            guard let mark = Self.list(bytes), let open = ByteScanning.first(0x5B, in: bytes, mark..<bytes.count),
                var records = JSONRecords(arrayAt: JSONScanner(bytes, open..<bytes.count, isLenient: true), bytes)
            else { return MarkupWalk.accountRest(bytes, output) }
            var title = MarkupWalk.title(bytes, mark) ?? folder.title
            for tail in [" - 聊天记录", " - 微信聊天记录", "的聊天记录"] where title.hasSuffix(tail) { title.removeLast(tail.count) }
            let conversation = output.conversation(
                Conversation(platform: .wechat, format: format.id, id: folder.id, title: title.isEmpty ? folder.title : title, kind: folder.kind))
            var fields = JSONFields(Key.self)
            var senders = SenderTable()
            var content = WeChatContent()
            while records.next(&fields, bytes, output) {
                let kind = Self.kind(fields, bytes)
                let isSystem = kind == .system || kind == .recall
                let time = Self.time(fields, bytes)
                if time == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                try output.begin(
                    conversation: conversation, sender: isSystem ? nil : Self.sender(fields, &senders, bytes, output), sentAt: time, kind: kind,
                    line: records.number, byteOffset: records.start)
                content.append(fields[Key.content].exists ? fields[Key.content] : fields[Key.text], kind: kind, quotes: .referenceTail, bytes, output)
                try output.end()
            }
            MarkupWalk.accountRest(bytes, output)
        }
    }

    /// The place of the list that has messages in it: the page may name it before.
    private static func list(_ bytes: Span<UInt8>) -> Int? {
        var from = 0
        while let mark = ByteScanning.find("messagesData", in: bytes, from..<bytes.count) {
            var at = mark + 12
            while at < bytes.count, bytes[at] == 0x20 { at += 1 }
            if at < bytes.count, bytes[at] == 0x3D { return at }
            from = mark + 12
        }
        return nil
    }

    private static func kind(_ fields: JSONFields, _ bytes: Span<UInt8>) -> MessageKind {
        if let type = fields[Key.localType].integer(in: bytes) ?? fields[Key.type].integer(in: bytes) { return WeChatMessageType.kind(type) ?? .system }
        let name = Array((fields[Key.type].string(in: bytes) ?? "").utf8)
        return WeChatTypeNames.kind(name.span, 0..<name.count) ?? .text
    }

    private static func time(_ fields: JSONFields, _ bytes: Span<UInt8>) -> Timestamp? {
        let unix = fields[Key.createTime].exists ? fields[Key.createTime] : fields[Key.timestamp]
        var local = InstantTime.iso8601(fields[Key.formattedTime], bytes) ?? InstantTime.iso8601(fields[Key.time], bytes)
        if local == nil, let day = fields[Key.date].text(in: bytes), let clock = fields[Key.time].text(in: bytes) {
            local = Timestamp(iso8601: day + " " + clock)
        }
        return InstantTime.joined(
            local: local, unix: InstantTime.unix(unix, bytes, platform: .wechat) ?? InstantTime.unix(fields[Key.time], bytes, platform: .wechat))
    }

    private static func sender(_ fields: JSONFields, _ senders: inout SenderTable, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        let isOwner = fields[Key.isSend].bool(in: bytes) ?? fields[Key.isSendOld].bool(in: bytes) ?? fields[Key.isSelf].bool(in: bytes)
        var name = JSONValue.missing
        for key in [Key.senderDisplayName, .senderName, .name, .sender] where name.isEmpty && fields[key].isString { name = fields[key] }
        return senders.index(id: fields[Key.senderUsername], name: name, isOwner: isOwner, bytes, output)
    }
}
