import ChatBytes
import ChatModel

/// Reads chatlog-keeper's lists of messages.
struct ChatlogKeeperJSON: ExportReader {

    let format = FormatDescription(
        id: "chatlog-keeper-json", name: "chatlog-keeper JSON", platform: .wechat, extensions: ["json", "jsonl"],
        origin: "chatlog-keeper, which archives what chatlog serves.",
        shape: """
            [{"ts":1709601121.0,"sender":"林小溪","sender_wxid":"wxid_xiaoxi","chat_room":"林小溪","conversation_id":"wxid_xiaoxi","content":"在吗","msg_type":1,
              "is_self":false,"account_id":"wxid_shop","conversation_type":"direct","is_group_chat":false,"source_offset":0}]
            """,
        fieldMap: """
            conversation_id → chat.id; chat_room → chat.title; conversation_type, is_group_chat → chat.kind
            sender_wxid, sender → sender.id, sender.name; is_self → sender.is_owner
            ts → sent_at; msg_type → kind; content → text, payment, quote
            """,
        timeZone: "Unix seconds: exact, shown on China's clock.",
        quirks: "One file may hold several chats.",
        notSupported: "Pictures and voice are not in the file.")

    private enum Key: String, JSONKey {
        case ts, sender, content
        case senderID = "sender_wxid"
        case chatRoom = "chat_room"
        case conversationID = "conversation_id"
        case conversationType = "conversation_type"
        case type = "msg_type"
        case isSelf = "is_self"
        case isGroup = "is_group_chat"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root != .object, json.has("[].sender_wxid", "[].content") else { return 0 }
        return json.hasAny("[].source_offset", "[].conversation_id", "[].chat_room") ? 0.97 : 0.5
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var records = JSONRecords(arrayAt: JSONScanner(bytes), bytes) ?? JSONRecords(lines: bytes)
            var fields = JSONFields(Key.self)
            var chats = ConversationTable(platform: .wechat, format: format.id)
            var senders = SenderTable()
            var content = WeChatContent()
            while records.next(&fields, bytes, output) {
                guard let kind = WeChatMessageType.kind(fields[Key.type].integer(in: bytes) ?? 1) else {
                    output.report("status-row", .note, line: records.number, byteOffset: records.start, "a status row that is no message")
                    continue
                }
                let isGroup = fields[Key.isGroup].bool(in: bytes) ?? fields[Key.conversationType].equals("group", in: bytes)
                let chat = chats.index(
                    id: fields[Key.conversationID], title: fields[Key.chatRoom], kind: isGroup ? .group : .direct, bytes, output)
                let sentAt = InstantTime.unix(fields[Key.ts], bytes, platform: .wechat)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                let sender =
                    kind == .system
                    ? nil
                    : senders.index(
                        id: fields[Key.senderID], name: fields[Key.sender], isOwner: fields[Key.isSelf].bool(in: bytes), in: chat, bytes, output)
                try output.begin(conversation: chat, sender: sender, sentAt: sentAt, kind: kind, line: records.number, byteOffset: records.start)
                content.append(fields[Key.content], kind: kind, quotes: kind == .text ? nil : .angleLines, bytes, output)
                try output.end()
            }
            output.accountRest()
        }
    }
}
