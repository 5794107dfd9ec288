import ChatBytes
import ChatModel

/// Reads PyWxDump's chats as JSON.
struct PyWxDumpJSON: ExportReader {

    let format = FormatDescription(
        id: "pywxdump-json", name: "PyWxDump JSON", platform: .wechat, extensions: ["json", "js"],
        origin: "PyWxDump: export a chat as JSON: `export/<wxid>/<wxid>_<first row>_<last row>.json`.",
        shape: """
            [{"id":1,"MsgSvrID":"1000000000000000001","type_name":"文本","is_sender":0,"talker":"wxid_xiaoxi","room_name":"45678@chatroom","msg":"我要2箱",
              "src":"","extra":{},"CreateTime":"2024-03-05 09:12:01"}]
            """,
        fieldMap: """
            room_name → chat.id (also of a direct chat); talker → sender.id; 我 is the owner, 系统 no sender; is_sender → sender.is_owner
            users.json beside the file → sender.name, chat.title
            type_name → kind; CreateTime → sent_at; msg → text; 转账：￥… → payment; [引用](time)name:text → quote
            """,
        timeZone: "Wall clock of the exporting machine; Unix seconds, where a version has them, are shown on China's clock.",
        quirks:
            "Older versions name the text content instead of msg. The HTML export keeps the same list in its data.js, with the users beside it. Without users.json names are the account ids.",
        notSupported: "Pictures and voice are paths only.")

    private enum Key: String, JSONKey {
        case type = "type_name"
        case isSender = "is_sender"
        case talker
        case room = "room_name"
        case msg, content
        case time = "CreateTime"
    }

    func sniff(_ head: SourceHead) -> Double {
        if head.contains("local_msg_list") || head.contains("local_msg_count") { return 0.98 }
        guard let json = head.json, json.root == .array, json.has("[].type_name", "[].is_sender", "[].talker") else { return 0 }
        return json.has("[].room_name") ? 0.97 : 0.7
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let beside = PyWxDumpUsers.beside(source)
        try source.withBytes { (bytes) throws(ImportError) in
            var users = beside
            if ByteScanning.find("local_m", in: bytes, 0..<min(bytes.count, 4096)) != nil,
                let mark = ByteScanning.find("local_user_list", in: bytes, 0..<bytes.count),
                let open = ByteScanning.first(0x7B, in: bytes, mark..<bytes.count)
            {
                users.read(bytes.extracting(open..<bytes.count))
            }
            guard var records = JSONRecords(arrayAt: Self.list(bytes), bytes) else { return output.accountRest() }
            var fields = JSONFields(Key.self)
            var chats: [String: Int32] = [:]
            var people: [String: Int32] = [:]
            var content = WeChatContent()
            while records.next(&fields, bytes, output) {
                let room = fields[Key.room].string(in: bytes) ?? ""
                let talker = fields[Key.talker].string(in: bytes) ?? ""
                let isOwner = fields[Key.isSender].bool(in: bytes)
                if chats[room] == nil { chats[room] = output.conversation(Self.conversation(room, users)) }
                let isNobody = talker.isEmpty || talker == "系统" || talker == "系统消息" || talker == "未知"
                if !isNobody, people[talker] == nil { people[talker] = output.participant(Self.participant(talker, isOwner: isOwner, users)) }
                let sentAt = WeChatRows.time(bytes, fields[Key.time].range)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                try output.begin(
                    conversation: chats[room] ?? 0, sender: isNobody ? nil : people[talker], sentAt: sentAt, line: records.number, byteOffset: records.start)
                let type = Array((fields[Key.type].string(in: bytes) ?? "").utf8)
                let kind: MessageKind? = isNobody ? .system : WeChatTypeNames.kind(type.span, 0..<type.count)
                content.append(
                    fields[Key.msg].exists ? fields[Key.msg] : fields[Key.content], kind: kind, quotes: .referenceBlock, bytes, output)
                if output.openKind == .transfer { output.trimBlankLines() }
                try output.end()
            }
            output.accountRest()
        }
    }

    /// The list itself, or the one in the `data.js` of the HTML export.
    private static func list(_ bytes: Span<UInt8>) -> JSONScanner {
        guard ByteScanning.find("local_m", in: bytes, 0..<min(bytes.count, 4096)) != nil,
            let mark = ByteScanning.find("local_msg_list", in: bytes, 0..<bytes.count), let open = ByteScanning.first(0x5B, in: bytes, mark..<bytes.count)
        else { return JSONScanner(bytes) }
        return JSONScanner(bytes, open..<bytes.count, isLenient: true)
    }

    private static func conversation(_ room: String, _ users: PyWxDumpUsers) -> Conversation {
        let user = users[room]
        return Conversation(
            platform: .wechat, format: "pywxdump-json", id: room.isEmpty ? nil : room, title: user?.remark ?? user?.nickname ?? room,
            kind: room.hasSuffix("@chatroom") ? .group : room.isEmpty ? .unknown : .direct)
    }

    private static func participant(_ id: String, isOwner: Bool?, _ users: PyWxDumpUsers) -> Participant {
        let user = users[id]
        return Participant(id: id == "我" ? nil : id, name: user?.nickname ?? user?.remark ?? id, isOwner: isOwner)
    }
}
