import ChatBytes
import ChatModel

/// Reads the JSON of WeChatDataAnalysis (WeChat 4).
struct DataAnalysisJSON: ExportReader {

    let format = FormatDescription(
        id: "wechatdataanalysis-json", name: "WeChatDataAnalysis JSON", platform: .wechat, extensions: ["json", "zip"],
        origin: "WeChatDataAnalysis: export chats as JSON: `conversations/<number>_<name>_<account>_<hash>/messages.json`.",
        shape: """
            {"schemaVersion":1,"account":"wxid_shop","conversation":{"username":"wxid_xiaoxi","displayName":"小溪","isGroup":false},
             "messages":[{"id":"message_0:Msg_ab12:1","createTime":1709601131,"renderType":"text","isSent":false,"senderUsername":"wxid_xiaoxi",
               "content":"那款茶叶还有吗","senderDisplayName":"小溪"}]}
            """,
        fieldMap: """
            conversation.username, displayName, isGroup → chat.id, chat.title, chat.kind
            senderUsername, senderDisplayName → sender.id, sender.name; isSent → sender.is_owner
            createTime → sent_at; renderType → kind; content, voiceTranscript, title, url, locationPoiname → text
            quoteTitle, quoteContent → quote; amount, transferStatus, paySubType, transferId → payment
            """,
        timeZone: "Unix seconds, shown on a clock in China.",
        quirks: """
            The exporter removes what stands between `<!--` and `-->` also inside messages: where the file holds fewer messages than its meta.json says, that is reported,
            and of several names of one account the most frequent counts.
            manifest.json, meta.json and report.json of the export hold no messages and are passed over.
            """,
        notSupported: "An export in privacy mode has neither names nor texts: it is refused. The list of favourites is no chat. Third parties' merged records.")

    private enum Key: String, JSONKey {
        case account, conversation, messages
        case createTime, renderType, isSent, senderUsername, senderDisplayName, content, quoteTitle, quoteContent, voiceTranscript
        case amount, transferStatus, paySubType, transferId, title, url, locationPoiname, locationLabel
    }

    private enum ChatKey: String, JSONKey {
        case username, displayName, isGroup
    }

    private enum MetaKey: String, JSONKey {
        case messageCount
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("schemaVersion", "account") else { return 0 }
        return json.has("conversation.username") ? 0.98 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard let records = JSONDocument.records(Key.messages, &fields, needed: [.conversation], bytes, output) else { return }
            var chat = JSONFields(ChatKey.self)
            _ = chat.read(fields[Key.conversation], bytes)
            let id = chat[ChatKey.username].text(in: bytes)
            if id == "__favorites__" {
                output.report("favourites", .note, line: 1, "the list of favourites is no chat: nothing was read")
                return output.accountRest()
            }
            guard let id else {
                throw ImportError(
                    .unsupported, "exported in privacy mode: names and texts are left out; export again without it",
                    at: SourcePosition(file: source.path, line: 1))
            }
            let isGroup = chat[ChatKey.isGroup].bool(in: bytes) == true || id.hasSuffix("@chatroom")
            let conversation = output.conversation(
                Conversation(
                    platform: .wechat, format: format.id, id: id, title: chat[ChatKey.displayName].text(in: bytes) ?? id, kind: isGroup ? .group : .direct))
            var reading = Reading(conversation: conversation, names: Self.names(records, bytes))
            var rows = records
            while rows.next(&fields, bytes, output) { try reading.message(fields, rows, bytes, output) }
            Self.compareCount(rows.number, source, output)
            output.accountRest()
        }
    }

    /// The most frequent name of each account.
    private static func names(_ records: JSONRecords, _ bytes: Span<UInt8>) -> [String: String] {
        var rows = records
        var fields = JSONFields(Key.self)
        var counts: [String: [String: Int]] = [:]
        while rows.number < 50_000, rows.next(&fields, bytes, nil) {
            guard let id = fields[Key.senderUsername].text(in: bytes), let name = fields[Key.senderDisplayName].text(in: bytes) else { continue }
            counts[id, default: [:]][name, default: 0] += 1
        }
        return counts.compactMapValues { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
    }

    /// Says how many messages the file lacks of those that the export's own count has.
    private static func compareCount(_ count: Int, _ source: ExportSource, _ output: MessageOutput) {
        guard let meta = source.sibling(named: "meta.json", maximumSize: 1 << 20) else { return }
        meta.withBytes { bytes in
            var fields = JSONFields(MetaKey.self)
            var scanner = JSONScanner(bytes)
            guard fields.read(&scanner, bytes), let expected = fields[MetaKey.messageCount].integer(in: bytes), expected > count else { return }
            output.report("messages-missing", line: 1, "the exporter counted \(expected) messages and the file holds \(count)")
        }
    }

    /// One file being read.
    private struct Reading {
        let conversation: Int32
        let names: [String: String]
        private var senders: [String: Int32] = [:]
        private var content = WeChatContent()

        init(conversation: Int32, names: [String: String]) {
            self.conversation = conversation
            self.names = names
        }

        mutating func message(_ fields: JSONFields, _ records: JSONRecords, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
            let kind = DataAnalysis.kind(fields[Key.renderType].string(in: bytes) ?? "")
            let sentAt = InstantTime.unix(fields[Key.createTime], bytes, platform: .wechat)
            if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
            try output.begin(
                conversation: conversation, sender: kind == .system ? nil : sender(fields, bytes, output), sentAt: sentAt, kind: kind, line: records.number,
                byteOffset: records.start)
            switch kind {
            case .transfer, .redPacket:
                let amount = fields[Key.amount].string(in: bytes).flatMap(DataAnalysis.amount)
                let state = DataAnalysis.state(fields[Key.transferStatus].string(in: bytes) ?? "", fields[Key.paySubType].text(in: bytes))
                let id = fields[Key.transferId].text(in: bytes)
                output.setExtra { $0.payment = Payment(amount: amount, state: state, id: id) }
                output.appendText(fields[Key.content], of: bytes)
            case .voice where !fields[Key.voiceTranscript].isEmpty: output.appendText(fields[Key.voiceTranscript], of: bytes)
            case .location, .link, .miniProgram:
                let parts: [Key] = kind == .location ? [.locationPoiname, .locationLabel] : [.title, .url]
                for key in parts where !fields[key].isEmpty {
                    if !output.isTextEmpty { output.appendByte(0x0A) }
                    output.appendText(fields[key], of: bytes)
                }
                if output.isTextEmpty { output.appendText(fields[Key.content], of: bytes) }
            default: content.append(fields[Key.content], kind: kind, bytes, output)
            }
            if let words = fields[Key.quoteContent].text(in: bytes) {
                let name = fields[Key.quoteTitle].text(in: bytes)
                output.setExtra { $0.quote = Quote(sender: name, text: words) }
            }
            try output.end()
        }

        private mutating func sender(_ fields: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
            guard let id = fields[Key.senderUsername].text(in: bytes) else { return nil }
            let isOwner = fields[Key.isSent].bool(in: bytes)
            let key = (isOwner == true ? "+" : "-") + id
            if let index = senders[key] { return index }
            let index = output.participant(Participant(id: id, name: names[id] ?? fields[Key.senderDisplayName].string(in: bytes) ?? "", isOwner: isOwner))
            senders[key] = index
            return index
        }
    }
}

/// What the forms of WeChatDataAnalysis have in common.
enum DataAnalysis {
    /// The kind behind a `renderType`.
    static func kind(_ type: String) -> MessageKind {
        switch type {
        case "text", "quote": .text
        case "system": .system
        case "image": .image
        case "voice": .voice
        case "video": .video
        case "emoji": .sticker
        case "location": .location
        case "link": .link
        case "file": .file
        case "transfer": .transfer
        case "redPacket": .redPacket
        case "chatHistory": .forward
        case "voip": .call
        case "miniProgram", "miniprogram", "mini_program": .miniProgram
        case "contactCard", "card": .contactCard
        default: .unknown
        }
    }

    private enum MetaKey: String, JSONKey {
        case username, displayName, isGroup
    }

    /// What the meta.json beside a chat's messages says of it; nil where there is none.
    static func meta(beside source: ExportSource) -> (id: String, title: String?, isGroup: Bool?)? {
        source.sibling(named: "meta.json", maximumSize: 1 << 20)?.withBytes { bytes in
            var fields = JSONFields(MetaKey.self)
            var scanner = JSONScanner(bytes)
            guard fields.read(&scanner, bytes), let id = fields[MetaKey.username].text(in: bytes) else { return nil }
            return (id, fields[MetaKey.displayName].text(in: bytes), fields[MetaKey.isGroup].bool(in: bytes))
        }
    }

    /// An amount such as `￥1,256.00`.
    static func amount(_ text: String) -> Double? {
        Double(String(text.unicodeScalars.filter { "0123456789.".unicodeScalars.contains($0) }))
    }

    /// Whether what stands in a transfer's status line is the sender's own word and no status.
    static func isMemo(_ status: String) -> Bool {
        !["", "转账", "发起转账", "已收款", "已被接收", "已退还", "已被退还", "已过期"].contains(status)
    }

    /// How far a transfer has come: by its words, else by the number of its kind.
    static func state(_ status: String, _ subType: String?) -> Payment.State {
        switch status {
        case "转账", "发起转账": .sent
        case "已收款", "已被接收": .received
        case "已退还", "已被退还": .refunded
        case "已过期": .expired
        default: subType == "3" ? .received : subType == "4" || subType == "9" ? .refunded : subType == "10" ? .expired : .sent
        }
    }
}

/// Passes over the files of an export that hold no messages.
struct DataAnalysisNotes: ExportReader {
    let format = FormatDescription(
        id: "wechatdataanalysis-notes", name: "WeChatDataAnalysis manifest, meta and report", platform: .wechat, extensions: ["json"],
        origin: "WeChatDataAnalysis: `manifest.json`, `report.json` and each chat's `meta.json` stand beside the messages.",
        shape: """
            {"schemaVersion":1,"username":"wxid_xiaoxi","displayName":"小溪","isGroup":false,"messageCount":7}
            """,
        fieldMap: "nothing: the reader of the messages looks into meta.json itself", timeZone: "No times.", quirks: "They are passed over without a complaint.",
        notSupported: "They hold no messages.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("schemaVersion"), !json.has("messages") else { return 0 }
        let isMeta = json.has("username", "displayName")
        return isMeta || json.has("exportId") || json.has("exportedAt", "stats") || json.hasAny("items", "skipped", "failures") && json.has("exportedAt")
            ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) { output.account(decorationBytes: source.size) }
}
