import ChatBytes
import ChatModel

/// Reads the chat tables of chatlog.
struct ChatlogCSV: ExportReader {

    let format = FormatDescription(
        id: "chatlog-csv", name: "chatlog CSV", platform: .wechat, extensions: ["csv", "txt"],
        origin: "chatlog: `GET /api/v1/chatlog?time=…&talker=…&format=csv`, the answer saved as a file.",
        shape: """
            Time,SenderName,Sender,TalkerName,Talker,Content
            2024-03-05 09:12:01,小溪,wxid_synthetic0001,小溪,wxid_synthetic0001,我要2箱
            """,
        fieldMap: """
            Talker, TalkerName → chat.id, chat.title
            Sender, SenderName → sender.id, sender.name; in a direct chat whoever is not the talker is the owner
            Time → sent_at
            Content → text; [转账|发送 ￥…] → payment; > lines → quote
            """,
        timeZone: "Wall clock of the machine that chatlog ran on.",
        quirks: "The owner's rows have no SenderName. 系统消息 as a sender is the app itself.",
        notSupported: "Pictures and files are addresses of the local server only; cards and chain lists have lost their contents.")

    private enum Column {
        static let time = 0
        static let senderName = 1
        static let sender = 2
        static let talkerName = 3
        static let talker = 4
        static let text = 5
    }

    private static let columnNames: [[String]] = [["Time"], ["SenderName"], ["Sender"], ["TalkerName"], ["Talker"], ["Content"]]

    func sniff(_ head: SourceHead) -> Double {
        head.begins(with: "TalkerName") && HeadedTable.isPlausible(head, Self.columnNames, required: Self.columnNames.count) ? 0.99 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var table = HeadedTable(bytes, Self.columnNames, required: Self.columnNames.count)
            table.beginsWithHeader = true
            var chats = NameTable()
            var senders = NameTable()
            while table.next(bytes, output) {
                let size = table.row.end - table.row.start
                guard let time = WeChatRows.time(bytes, table.range(Column.time)) else {
                    output.report("bad-row", line: table.row.record, byteOffset: table.row.start, byteCount: size, "a row without a time")
                    continue
                }
                let talker = table.range(Column.talker)
                var chat = chats.index(of: talker, in: bytes, tag: 0) ?? -1
                if chat < 0 {
                    let id = table.value(Column.talker, bytes)
                    chat = output.conversation(
                        Conversation(
                            platform: .wechat, format: "chatlog-csv", id: id, title: table.value(Column.talkerName, bytes) ?? id ?? "",
                            kind: WeChatRows.isRoom(bytes, talker) ? .group : id == nil ? .unknown : .direct))
                    chats.insert(talker, of: bytes, tag: 0, index: chat)
                }
                let isSystem = table.equals(Column.sender, "系统消息", bytes) || table.range(Column.sender).isEmpty
                try output.begin(
                    conversation: chat, sender: isSystem ? nil : Self.sender(table, bytes, &senders, output), sentAt: time, kind: isSystem ? .system : .text,
                    line: table.row.record, byteOffset: table.row.start)
                table.withCell(Column.text, bytes) { value, range in
                    WeChatRows.fill(output, value, range, quotes: .angleLines, isTyped: false)
                }
                output.account(messageBytes: size)
                try output.end()
            }
        }
    }

    private static func sender(_ table: HeadedTable, _ bytes: Span<UInt8>, _ senders: inout NameTable, _ output: MessageOutput) -> Int32 {
        let range = table.range(Column.sender)
        let talker = table.range(Column.talker)
        let isGroup = WeChatRows.isRoom(bytes, talker)
        // In a direct chat there are two sides, and the chat has the other one's id.
        let isPeer = WeChatRows.same(bytes, range, talker)
        let tag: UInt8 = isGroup ? 0 : isPeer ? 2 : 1
        if let index = senders.index(of: range, in: bytes, tag: tag) { return index }
        let id = ByteScanning.string(bytes, range)
        let isOwner: Bool? = isGroup ? (id == "我" ? true : nil) : !isPeer
        let name = table.value(Column.senderName, bytes) ?? (isPeer ? table.value(Column.talkerName, bytes) : nil) ?? id
        let index = output.participant(Participant(id: id == "我" ? nil : id, name: name, isOwner: isOwner))
        senders.insert(range, of: bytes, tag: tag, index: index)
        return index
    }
}
