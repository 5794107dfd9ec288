import ChatBytes
import ChatModel

/// Reads the tables of MemoTrace 2 (留痕): `<remark>_utf8.csv` with one chat and `messages.csv` with all of them.
struct MemoTraceCSV: ExportReader {

    let format = FormatDescription(
        id: "memotrace-csv", name: "MemoTrace 2 CSV (留痕)", platform: .wechat, extensions: ["csv"],
        origin: "MemoTrace (WeChatMsg) 2.x: export a chat as CSV (`<remark>_utf8.csv`), or all chats as one table (`messages.csv`).",
        shape: """
            localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender
            1,7,1,0,0,1709601121,2,"老板，上次那款""茶叶""还有吗",2024-03-05 09:12:01,林小溪-老客,小溪,wxid_synthetic0001
            """,
        fieldMap: """
            one chat: Sender → sender.id; Remark or NickName → sender.name; the other side → chat.id, chat.title
            all chats: Remark or NickName → chat.title; Sender → sender.name (我 is the owner); TalkerId parts the chats
            IsSender → sender.is_owner
            StrTime, CreateTime → sent_at with the zone that the two tell
            Type, SubType → kind
            StrContent → text; raw XML of payments → payment
            """,
        timeZone: "The zone of the exporting machine, from the difference between StrTime and CreateTime.",
        quirks: """
            One header, two meanings: 我 as a sender, several TalkerIds, or senders that are no account ids mean all chats.
            App messages are often empty: the body is compressed elsewhere. They keep their kind.
            """,
        notSupported: "Pictures and voice are names of files or XML only.")

    private enum Column: Int, CaseIterable {
        case talker, type, subType, isSender, createTime, content, strTime, remark, nickName, sender
    }

    private static let columnNames: [[String]] = [
        ["TalkerId"], ["Type"], ["SubType"], ["IsSender"], ["CreateTime"], ["StrContent"], ["StrTime"], ["Remark"], ["NickName"], ["Sender"],
    ]

    func sniff(_ head: SourceHead) -> Double {
        head.begins(with: "StrContent") && HeadedTable.isPlausible(head, Self.columnNames, required: Self.columnNames.count) ? 0.99 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let survey = Self.survey(bytes)
            var reading = Reading(survey: survey, stem: source.stem)
            var table = HeadedTable(bytes, Self.columnNames, required: Self.columnNames.count)
            table.beginsWithHeader = true
            while table.next(bytes, output) { try reading.message(&table, bytes, output) }
        }
    }

    // MARK: Which of the two meanings

    /// What a first pass over the table tells.
    private struct Survey {
        var isAllChats = false
        /// Of one chat: the only other side.
        var peer: (id: String, name: String)?
        var isGroup = false
        /// Of all chats: the chats in which more than one other person writes.
        var groups: Set<Int> = []
    }

    private static func survey(_ bytes: Span<UInt8>) -> Survey {
        var survey = Survey()
        var talkers: [Int: Int32] = [:]
        var others = NameTable()
        var otherCount: Int32 = 0
        var accounts = 0
        var names = 0
        var rows = 0
        var table = HeadedTable(bytes, columnNames, required: columnNames.count)
        while table.next(bytes), rows < 50_000 || survey.isAllChats {
            rows += 1
            let sender = table.range(Column.sender.rawValue)
            let talker = table.integer(Column.talker.rawValue, bytes) ?? 0
            let isOwner = table.equals(Column.isSender.rawValue, "1", bytes)
            if talkers[talker] == nil {
                talkers[talker] = -1
                if talkers.count > 1 { survey.isAllChats = true }
            }
            if isOwner {
                if table.equals(Column.sender.rawValue, "我", bytes) { survey.isAllChats = true }
                continue
            }
            guard !sender.isEmpty, !table.equals(Column.type.rawValue, "10000", bytes) else { continue }
            if WeChatRows.isRoom(bytes, sender) { continue }
            var number = others.index(of: sender, in: bytes, tag: 0) ?? -1
            if number < 0 {
                number = otherCount
                others.insert(sender, of: bytes, tag: 0, index: number)
                otherCount += 1
                if otherCount == 1 { survey.peer = (ByteScanning.string(bytes, sender), Reading.name(table, bytes)) }
                if WeChatRows.isAccount(bytes, sender) { accounts += 1 } else { names += 1 }
            }
            guard survey.isAllChats || rows < 50_000 else { continue }
            if let known = talkers[talker], known >= 0, known != number { survey.groups.insert(talker) }
            talkers[talker] = number
        }
        if names > accounts { survey.isAllChats = true }
        survey.isGroup = otherCount > 1
        return survey
    }

    // MARK: Rows

    private struct Reading {
        let survey: Survey
        let stem: String
        private var conversation: Int32?
        private var chats: [Int: Int32] = [:]
        private var senders = NameTable()

        init(survey: Survey, stem: String) {
            self.survey = survey
            self.stem = stem
        }

        mutating func message(_ table: inout HeadedTable, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
            let size = table.row.end - table.row.start
            guard let type = table.integer(Column.type.rawValue, bytes) else {
                output.report("bad-row", line: table.row.record, byteOffset: table.row.start, byteCount: size, "a row without a message type")
                return
            }
            guard let kind = WeChatMessageType.kind(type, subType: table.integer(Column.subType.rawValue, bytes) ?? 0) else {
                output.account(decorationBytes: size)
                return
            }
            let text = table.range(Column.strTime.rawValue)
            let time = WeChatRows.time(
                TimeText.dateTime(bytes, at: text.lowerBound, end: text.upperBound)?.value, unixSeconds: table.integer(Column.createTime.rawValue, bytes))
            let isSystem = kind == .system
            try output.begin(
                conversation: conversationIndex(table, bytes, output), sender: isSystem ? nil : sender(table, bytes, output), sentAt: time, kind: kind,
                line: table.row.record, byteOffset: table.row.start)
            table.withCell(Column.content.rawValue, bytes) { value, range in
                WeChatRows.fill(output, value, range, quotes: nil, isTyped: true)
            }
            output.account(messageBytes: size)
            try output.end()
        }

        /// The name beside the sender: the seller's remark, else the nickname.
        static func name(_ table: HeadedTable, _ bytes: Span<UInt8>) -> String {
            table.value(Column.remark.rawValue, bytes) ?? table.value(Column.nickName.rawValue, bytes) ?? ""
        }

        private mutating func conversationIndex(_ table: HeadedTable, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
            if survey.isAllChats {
                let talker = table.integer(Column.talker.rawValue, bytes) ?? 0
                if let index = chats[talker] { return index }
                let index = output.conversation(
                    Conversation(
                        platform: .wechat, format: "memotrace-csv", title: Self.name(table, bytes), kind: survey.groups.contains(talker) ? .group : .direct))
                chats[talker] = index
                return index
            }
            if let conversation { return conversation }
            var chat = Conversation(platform: .wechat, format: "memotrace-csv", title: stem.hasSuffix("_utf8") ? String(stem.dropLast(5)) : stem)
            if survey.isGroup {
                chat.kind = .group
            } else if let peer = survey.peer {
                chat.kind = .direct
                chat.id = peer.id
                if !peer.name.isEmpty { chat.title = peer.name }
            }
            let index = output.conversation(chat)
            conversation = index
            return index
        }

        private mutating func sender(_ table: HeadedTable, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
            let range = table.range(Column.sender.rawValue)
            let isOwner = table.equals(Column.isSender.rawValue, "1", bytes)
            let tag: UInt8 = isOwner ? 1 : 2
            if let index = senders.index(of: range, in: bytes, tag: tag) { return index }
            guard !range.isEmpty || isOwner else { return nil }
            let id = ByteScanning.string(bytes, range)
            // Of a chat of two the name beside an account is the account's.
            let isNamed = !isOwner && WeChatRows.isAccount(bytes, range) && !survey.groups.contains(table.integer(Column.talker.rawValue, bytes) ?? 0)
            let index =
                survey.isAllChats && !isNamed
                ? output.participant(Participant(name: id, isOwner: isOwner))
                : output.participant(Participant(id: id.isEmpty ? nil : id, name: Self.name(table, bytes), isOwner: isOwner))
            senders.insert(range, of: bytes, tag: tag, index: index)
            return index
        }
    }
}
