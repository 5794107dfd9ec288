import ChatBytes
import ChatModel

/// Reads the JSON answer of chatlog's HTTP service.
struct ChatlogJSON: ExportReader {

    let format = FormatDescription(
        id: "chatlog-json", name: "chatlog JSON", platform: .wechat, extensions: ["json", "txt"],
        origin: "sjzar/chatlog: GET /api/v1/chatlog?time=…&talker=…&format=json, the answer saved as a file.",
        shape: """
            [{"seq":1709601121000,"time":"2024-03-05T09:12:01+08:00","talker":"wxid_xiaoxi","talkerName":"林小溪","isChatRoom":false,"sender":"wxid_xiaoxi",
              "senderName":"林小溪","isSelf":false,"type":1,"subType":0,"content":"老板，上次那款茶叶还有吗"}]
            """,
        fieldMap: """
            talker → chat.id; talkerName → chat.title; isChatRoom → chat.kind
            sender, senderName → sender.id, sender.name; isSelf → sender.is_owner
            time → sent_at; type and subType → kind
            content → text, payment; contents.refer → quote; contents.title, url, desc, label → text where content has none
            """,
        timeZone: "RFC 3339 with offset.",
        quirks: """
            One file may hold several chats.
            Own messages carry no name in most versions.
            A quoted message comes as `> ` lines in content, as contents.refer, or both: it goes to quote, not into text.
            Rows of type 51 and 9999 are no messages.
            """,
        notSupported: "Contact cards and shared chain lists come as bare placeholders: the exporter leaves their contents out.")

    private enum Key: String, JSONKey {
        case time, talker, talkerName, isChatRoom, sender, senderName, isSelf, type, subType, content, contents
    }

    private enum ContentsKey: String, JSONKey {
        case title, url, desc, label, cityname, refer, recordInfo
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .array, json.has("[].talker", "[].sender") else { return 0 }
        return json.has("[].isSelf", "[].talkerName") ? 0.97 : json.has("[].isChatRoom") ? 0.9 : 0.3
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            guard var records = JSONRecords(arrayAt: JSONScanner(bytes), bytes) else { return output.accountRest() }
            var fields = JSONFields(Key.self)
            var contents = JSONFields(ContentsKey.self)
            var chats = ConversationTable(platform: .wechat, format: format.id)
            var senders = SenderTable()
            var content = WeChatContent()
            while records.next(&fields, bytes, output) {
                let type = fields[Key.type].integer(in: bytes) ?? 1
                guard let kind = WeChatMessageType.kind(type, subType: fields[Key.subType].integer(in: bytes) ?? 0) else {
                    output.report("status-row", .note, line: records.number, byteOffset: records.start, "a status row that is no message")
                    continue
                }
                let isGroup = fields[Key.isChatRoom].bool(in: bytes)
                let chat = chats.index(
                    id: fields[Key.talker], title: fields[Key.talkerName], kind: isGroup.map { $0 ? .group : .direct } ?? .unknown, bytes, output)
                let isSystem = kind == .system || fields[Key.sender].equals("系统消息", in: bytes)
                let sender =
                    isSystem
                    ? nil
                    : senders.index(id: fields[Key.sender], name: fields[Key.senderName], isOwner: fields[Key.isSelf].bool(in: bytes), in: chat, bytes, output)
                let sentAt = InstantTime.iso8601(fields[Key.time], bytes)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                try output.begin(
                    conversation: chat, sender: sender, sentAt: sentAt, kind: kind, line: records.number, byteOffset: records.start)
                let isApp = type & 0xFFFF_FFFF == 49
                content.append(fields[Key.content], kind: kind, quotes: isApp ? .angleLines : nil, bytes, output)
                if fields[Key.contents].isObject, contents.read(fields[Key.contents], bytes) { add(contents, bytes, output) }
                try output.end()
            }
            output.accountRest()
        }
    }

    /// What the parts of a message say beyond its text.
    private func add(_ contents: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        if contents[ContentsKey.refer].isObject {
            var refer = JSONFields(Key.self)
            if refer.read(contents[ContentsKey.refer], bytes) {
                let name = refer[Key.senderName].text(in: bytes) ?? refer[Key.sender].text(in: bytes)
                let text = refer[Key.content].string(in: bytes) ?? ""
                output.setExtra { $0.quote = Quote(sender: name, text: text) }
            }
        }
        guard output.isTextEmpty else { return }
        for key in [ContentsKey.label, .title, .desc, .url] {
            let value = contents[key]
            guard value.isString, !value.isEmpty else { continue }
            if !output.isTextEmpty { output.appendByte(0x0A) }
            output.appendText(value, of: bytes)
        }
    }
}
