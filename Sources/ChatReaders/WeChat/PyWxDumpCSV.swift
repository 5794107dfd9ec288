import ChatBytes
import ChatModel

/// Reads the chat tables of PyWxDump, of its older versions, and what Excel makes of them.
struct PyWxDumpCSV: ExportReader {

    let format = FormatDescription(
        id: "pywxdump-csv", name: "PyWxDump CSV", platform: .wechat, extensions: ["csv"],
        origin: "PyWxDump: export a chat as CSV: `export/<wxid>/<wxid>_<first row>_<last row>.csv`.",
        shape: """
            id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime
            1,1000000000000000001,文本,0,wxid_synthetic0001,45678@chatroom,我要2箱,,2024-03-05 09:12:01
            """,
        fieldMap: """
            room_name → chat.id (also of a direct chat); kind group for an id that ends in @chatroom
            talker → sender.id; 我 is the owner, 系统 no sender
            is_sender → sender.is_owner
            CreateTime → sent_at
            type_name → kind
            msg (content in older versions) → text; 转账：￥… → payment; [引用](time)name:text → quote
            """,
        timeZone: "Wall clock of the exporting machine; Unix seconds, where a version has them, are shown on China's clock.",
        quirks: """
            Names are not in the file: sender.name is the account id.
            Excel shows times as 2024/10/4 11:43 and long ids as 7.4E+18 when it saves the file again: the ids are not used.
            """,
        notSupported: "Pictures and voice are paths only. users.json beside the table has the names: import it too.")

    private enum Column {
        static let type = 0
        static let isSender = 1
        static let talker = 2
        static let room = 3
        static let text = 4
        static let time = 5
    }

    private static let columnNames: [[String]] = [["type_name"], ["is_sender"], ["talker"], ["room_name"], ["msg", "content"], ["CreateTime"]]

    func sniff(_ head: SourceHead) -> Double {
        head.begins(with: "room_name") && HeadedTable.isPlausible(head, Self.columnNames, required: Self.columnNames.count) ? 0.99 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var table = HeadedTable(bytes, Self.columnNames, required: Self.columnNames.count)
            table.beginsWithHeader = true
            var accounts = NameTable()
            var chats = NameTable()
            while table.next(bytes, output) {
                let size = table.row.end - table.row.start
                let room = table.range(Column.room)
                let talker = table.range(Column.talker)
                guard !talker.isEmpty || !room.isEmpty else {
                    output.report("bad-row", line: table.row.record, byteOffset: table.row.start, byteCount: size, "a row without a sender and a chat")
                    continue
                }
                var chat = chats.index(of: room, in: bytes, tag: 0) ?? -1
                if chat < 0 {
                    let id = ByteScanning.string(bytes, room)
                    chat = output.conversation(
                        Conversation(
                            platform: .wechat, format: "pywxdump-csv", id: id.isEmpty ? nil : id, title: id,
                            kind: WeChatRows.isRoom(bytes, room) ? .group : id.isEmpty ? .unknown : .direct))
                    chats.insert(room, of: bytes, tag: 0, index: chat)
                }
                let isOwner = table.equals(Column.isSender, "1", bytes)
                var sender: Int32? = accounts.index(of: talker, in: bytes, tag: isOwner ? 1 : 2)
                let isSystem = Self.isNobody(table, bytes)
                if isSystem {
                    sender = nil
                } else if sender == nil {
                    let name = ByteScanning.string(bytes, talker)
                    let index = output.participant(Participant(id: name == "我" ? nil : name, name: name, isOwner: isOwner))
                    accounts.insert(talker, of: bytes, tag: isOwner ? 1 : 2, index: index)
                    sender = index
                }
                try output.begin(
                    conversation: chat, sender: sender, sentAt: WeChatRows.time(bytes, table.range(Column.time)),
                    kind: isSystem ? .system : WeChatTypeNames.kind(bytes, table.range(Column.type)) ?? .unknown, line: table.row.record,
                    byteOffset: table.row.start)
                table.withCell(Column.text, bytes) { value, range in
                    WeChatRows.fill(output, value, range, quotes: .referenceBlock, isTyped: true)
                }
                if output.openKind == .transfer { output.trimBlankLines() }
                output.account(messageBytes: size)
                try output.end()
            }
        }
    }

    private static func isNobody(_ table: HeadedTable, _ bytes: Span<UInt8>) -> Bool {
        table.equals(Column.talker, "系统", bytes) || table.equals(Column.talker, "系统消息", bytes) || table.equals(Column.talker, "未知", bytes)
            || table.range(Column.talker).isEmpty
    }
}
