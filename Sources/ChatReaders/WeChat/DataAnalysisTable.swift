import ChatBytes
import ChatModel

/// Reads the workbooks of WeChatDataAnalysis (WeChat 4).
struct DataAnalysisTable: ExportReader {
    let format = FormatDescription(
        id: "wechatdataanalysis-xlsx", name: "WeChatDataAnalysis XLSX", platform: .wechat, extensions: ["xlsx", "csv"],
        origin: "WeChatDataAnalysis: export chats as Excel: `conversations/<number>_<name>_<account>_<hash>/messages.xlsx`.",
        shape: """
            sheet 消息
            序号,时间,发送者,消息类型,内容,本地 ID,服务 ID
            1,2024-03-05 09:12:11,小溪,text,那款茶叶还有吗,1,7001
            sheet 会话信息
            字段,值
            账号,wxid_shop
            会话,小溪
            用户名,wxid_xiaoxi
            是否群聊,False
            """,
        fieldMap: """
            用户名, 会话, 是否群聊 → chat.id, chat.title, chat.kind
            发送者 → sender.name; in a chat of two the name of 会话 is the other side and every other name the owner
            时间 → sent_at; 消息类型 → kind; 内容 → text; 转写：x → text of a voice message
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: "A message without words stands as JSON in its cell: its kind, its side and its account are taken from there, and it has no text.",
        notSupported: "Amounts of transfers and quoted texts are not in the file, and in groups not the accounts: export JSON for them.")

    private static let names = [["内容"], ["时间"], ["发送者"], ["消息类型"], ["本地 ID"], ["服务 ID"]]
    private static let (text, time, sender, type) = (0, 1, 2, 3)

    private enum Key: String, JSONKey {
        case isSent, senderUsername, renderType, content
    }

    func sniff(_ head: SourceHead) -> Double { HeadedTable.isPlausible(head, Self.names, required: 6) ? 0.98 : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let facts = Self.facts(bytes)
            if facts["用户名"] == "__favorites__" {
                output.report("favourites", .note, line: 1, "the list of favourites is no chat: nothing was read")
                return output.account(decorationBytes: bytes.count)
            }
            let meta = facts["用户名"] == nil ? DataAnalysis.meta(beside: source) : nil
            let id = facts["用户名"] ?? meta?.id
            let title = facts["会话"] ?? meta?.title ?? source.stem
            let isGroup = facts["是否群聊"].map { $0.lowercased() == "true" } ?? meta?.isGroup ?? id?.hasSuffix("@chatroom")
            let conversation = output.conversation(
                Conversation(
                    platform: .wechat, format: format.id, id: id, title: title, kind: isGroup.map { $0 ? .group : .direct } ?? .unknown))
            let isDirect = isGroup == false
            var reading = Reading(
                conversation: conversation, peer: isDirect ? title : nil, peerID: isDirect ? id : nil, owner: facts["账号"].flatMap(Self.account))
            var table = HeadedTable(bytes, Self.names, required: 6)
            table.beginsWithHeader = true
            while table.next(bytes, output) { try reading.message(&table, bytes, output) }
        }
    }

    /// The lines of the sheet that tells of the chat.
    private static func facts(_ bytes: Span<UInt8>) -> [String: String] {
        var table = HeadedTable(bytes, [["字段"], ["值"]], required: 2)
        var facts: [String: String] = [:]
        while facts.count < 100, table.next(bytes) {
            if let field = table.value(0, bytes), let value = table.value(1, bytes) { facts[field] = value }
        }
        return facts
    }

    /// The account behind the name of its folder, which may end in `_` and four characters more; nil where that cannot be told.
    private static func account(_ folder: String) -> String? {
        let parts = folder.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.first == "wxid", parts.count == 2 || parts.count == 3 && parts[2].utf8.count == 4 else { return nil }
        return parts.prefix(2).joined(separator: "_")
    }

    /// One workbook being read.
    private struct Reading {
        let conversation: Int32
        /// The name of the other side in a chat of two.
        let peer: String?
        let peerID: String?
        let owner: String?
        private var scratch: [UInt8] = []

        init(conversation: Int32, peer: String?, peerID: String?, owner: String?) {
            (self.conversation, self.peer, self.peerID, self.owner) = (conversation, peer, peerID, owner)
        }

        mutating func message(_ table: inout HeadedTable, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
            let size = table.row.end - table.row.start
            let stamp = table.range(DataAnalysisTable.time)
            let sentAt = WeChatRows.time(bytes, stamp)
            guard sentAt != nil || !table.range(DataAnalysisTable.text).isEmpty else {
                return output.report(
                    "bad-row", line: table.row.record, byteOffset: table.row.start, byteCount: size, "a row without a time and a text")
            }
            if sentAt == nil { output.report("no-time", line: table.row.record, byteOffset: table.row.start, "a message without a time") }
            var kind = DataAnalysis.kind(table.value(DataAnalysisTable.type, bytes) ?? "")
            scratch.removeAll(keepingCapacity: true)
            table.row.append(table.columns[DataAnalysisTable.text], of: bytes, to: &scratch)
            let fields = whole(scratch.span)
            let name = table.value(DataAnalysisTable.sender, bytes)
            let sender = kind == .system ? nil : self.sender(name, fields, output)
            if fields == nil, kind == .system, SystemText.isRecall(scratch.span, 0..<scratch.count) { kind = .recall }
            try output.begin(
                conversation: conversation, sender: sender, sentAt: sentAt, kind: kind, line: table.row.record, byteOffset: table.row.start)
            if let fields {
                output.appendText(fields.text)
            } else if kind == .voice, let mark = ByteScanning.find("转写：", in: scratch.span, 0..<scratch.count) {
                output.appendText(Array(scratch[(mark + 9)...]))
            } else {
                if kind == .transfer {
                    let words = String(decoding: scratch, as: UTF8.self)
                    output.setExtra { $0.payment = Payment(amount: nil, state: DataAnalysis.state(words, nil)) }
                }
                output.appendText(scratch)
            }
            output.account(messageBytes: size)
            try output.end()
        }

        /// What the cell of a message without words says, which holds the whole message as JSON.
        private func whole(_ text: Span<UInt8>) -> (isSent: Bool?, id: String?, text: String)? {
            guard text.count > 20, ByteScanning.has("{\"id\"", in: text, at: 0) else { return nil }
            var fields = JSONFields(Key.self)
            var scanner = JSONScanner(text)
            guard fields.read(&scanner, text), fields[Key.renderType].isString else { return nil }
            return (fields[Key.isSent].bool(in: text), fields[Key.senderUsername].text(in: text), fields[Key.content].string(in: text) ?? "")
        }

        private func sender(_ name: String?, _ fields: (isSent: Bool?, id: String?, text: String)?, _ output: MessageOutput) -> Int32? {
            guard let name, name != "未知" || fields?.id != nil else { return nil }
            let isOwner = fields?.isSent ?? peer.map { name != $0 }
            let id = fields?.id ?? (isOwner == true ? owner : isOwner == false ? peerID : nil)
            return output.participant(Participant(id: id, name: name, isOwner: isOwner))
        }
    }
}
