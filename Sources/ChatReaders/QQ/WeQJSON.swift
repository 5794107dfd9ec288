import ChatBytes
import ChatModel

/// Reads WeQ's JSON and JSON lines: messages as QQ keeps them, element by element.
struct WeQJSON: ExportReader {
    let format = FormatDescription(
        id: "weq-json", name: "WeQ JSON and JSON lines", platform: .qq, extensions: ["json", "jsonl"],
        origin: "WeQ over the database of QQ NT: export a chat as JSON or JSONL.",
        shape: """
            {"meta":{"name":"小溪","platform":"qq","type":"private","ownerId":"100000009"},"members":[{"uid":"u_testxiaoxi","platformId":"100000001","accountName":"小溪"}],
             "messages":[{"msgId":"7300000000000000001","msgSeq":"1","sendTime":1709601121,"senderUin":"100000001","senderUid":"u_testxiaoxi","senderName":"小溪",
              "elements":[{"type":"text","data":{"textContent":"那款茶叶还有吗"}}]}]}
            """,
        fieldMap: """
            meta.name, type → chat.title, chat.kind; groupId, or the other member of a private chat → chat.id
            meta.ownerId of a private chat → sender.is_owner (in a group it is the group's owner, not the seller)
            senderUin, else senderUid → sender.id; groupNickname, else senderName → sender.name
            sendTime → sent_at; elements: text and at → text, reply → quote, others → kind
            """,
        timeZone: "Unix seconds: exact, shown on a clock in China.",
        quirks: """
            Older builds write the bare list, or bare lines, of messages: without names, and without saying which side is the owner. Gray tips are system
            rows.
            """,
        notSupported: "Messages inside a forwarded record, which are third parties'.")

    enum Key: String, JSONKey {
        case meta, members, messages, sendTime, senderUin, senderUid, senderName, groupNickname, elements
        case type = "_type"
        case platformId, uid
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json else { return 0 }
        switch json.root {
        case .array, .lines: return Self.holdsMessages(json, "[].") ? 0.97 : json.has("[].meta.platform", "[]._type", "[].uid", "[].platformId") ? 0.9 : 0
        case .object:
            if Self.holdsMessages(json, "messages[].") || Self.holdsMessages(json, "") { return 0.97 }
            return json.string("meta.platform") == "qq" && json.has("members[].uid", "members[].platformId", "messages") ? 0.9 : 0
        }
    }

    private static func holdsMessages(_ json: JSONHead, _ prefix: String) -> Bool {
        json.has(prefix + "sendTime", prefix + "senderUid", prefix + "elements") && json.hasAny(prefix + "msgSeq", prefix + "senderUin")
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            var reading = WeQReading(format: format.id, stem: source.stem)
            let root = SourceHead(source).json?.root
            var found: JSONRecords?
            switch root {
            case .array?: found = JSONRecords(arrayAt: JSONScanner(bytes), bytes)
            case .object? where SourceHead(source).json?.has("messages") ?? false:
                guard let records = JSONDocument.records(Key.messages, &fields, needed: [.meta, .members], bytes, output) else { return output.accountRest() }
                reading.meta(fields[Key.meta], bytes)
                reading.members(fields[Key.members], bytes)
                found = records
            default: found = JSONRecords(lines: bytes)
            }
            guard var records = found else { return output.accountRest() }
            while records.next(&fields, bytes, output) {
                if fields[Key.type].equals("header", in: bytes) {
                    reading.meta(fields[Key.meta], bytes)
                } else if fields[Key.type].equals("member", in: bytes) {
                    reading.member(fields[Key.platformId], fields[Key.uid], bytes)
                } else if fields[Key.elements].exists || fields[Key.sendTime].exists {
                    try reading.message(fields, records, bytes, output)
                } else {
                    output.report("unknown-record", line: records.number, byteOffset: records.start, "a record of no known type")
                }
            }
            output.accountRest()
        }
    }
}

/// One such file being read.
private struct WeQReading {
    private enum MetaKey: String, JSONKey {
        case name, type, groupId, ownerId, platformId, uid
    }

    private enum ElementKey: String, JSONKey {
        case type, data
    }

    private enum DataKey: String, JSONKey {
        case textContent, faceText, emojiDesc, fileName, subType, origElements, replyOrigSenderNick, replyTextSummary, pttTranscript, markdownTextSummary,
            markdownContent, recallDisplayText, emojiBounceTextSummary, shareLocationText, arkData, walletRedbagType
    }

    private enum ArkKey: String, JSONKey {
        case prompt
    }

    private var chat: Conversation
    private var ownerID: String?
    private var conversation: Int32?
    private var senders = SenderTable()
    /// The numbers of members by their other ids, for rows that lack the number.
    private var numbers: [String: String] = [:]
    private var element = JSONFields(ElementKey.self)
    private var data = JSONFields(DataKey.self)

    init(format: String, stem: String) { chat = Conversation(platform: .qq, format: format, title: stem) }

    // MARK: Chat

    mutating func meta(_ value: JSONValue, _ bytes: Span<UInt8>) {
        var fields = JSONFields(MetaKey.self)
        guard fields.read(value, bytes) else { return }
        chat.title = fields[MetaKey.name].text(in: bytes) ?? chat.title
        let type = fields[MetaKey.type].string(in: bytes)
        chat.kind = type == "group" ? .group : type == "private" ? .direct : .unknown
        chat.id = fields[MetaKey.groupId].text(in: bytes)
        // A group's `ownerId` is whoever founded the group, who need not be the seller.
        if chat.kind == .direct { ownerID = fields[MetaKey.ownerId].text(in: bytes) }
    }

    mutating func members(_ value: JSONValue, _ bytes: Span<UInt8>) {
        guard value.isArray else { return }
        var fields = JSONFields(MetaKey.self)
        var scanner = JSONScanner(bytes, at: value)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            guard fields.read(&scanner, bytes) else {
                _ = scanner.value(bytes)
                continue
            }
            member(fields[MetaKey.platformId], fields[MetaKey.uid], bytes)
        }
    }

    /// A member of a private chat who is not the owner is the other side.
    mutating func member(_ platformID: JSONValue, _ uid: JSONValue, _ bytes: Span<UInt8>) {
        let id = platformID.text(in: bytes)
        if let uid = uid.text(in: bytes) { numbers[uid] = id }
        if chat.kind == .direct, chat.id == nil, let ownerID, id != ownerID { chat.id = id }
    }

    // MARK: Messages

    mutating func message(_ fields: JSONFields, _ records: JSONRecords, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        typealias Key = WeQJSON.Key
        let sentAt = InstantTime.unix(fields[Key.sendTime], bytes, platform: .qq)
        if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
        let content = self.content(fields[Key.elements], bytes)
        let index = conversation ?? output.conversation(chat)
        conversation = index
        let isSystem = content.kind == .system || content.kind == .recall
        let hasNumber = !fields[Key.senderUin].equals("0", in: bytes) && !fields[Key.senderUin].isEmpty
        let id = fields[hasNumber ? Key.senderUin : .senderUid]
        let name = fields[Key.groupNickname].isEmpty ? fields[Key.senderName] : fields[Key.groupNickname]
        var sender: Int32?
        if !isSystem, !hasNumber, let number = id.text(in: bytes).flatMap({ numbers[$0] }) {
            sender = output.participant(Participant(id: number, name: name.string(in: bytes) ?? "", isOwner: ownerID.map { number == $0 }))
        } else if !isSystem {
            sender = senders.index(id: id, name: name, isOwner: ownerID.map { id.text(in: bytes) == $0 }, bytes, output)
        }
        try output.begin(
            conversation: index, sender: sender, sentAt: sentAt, kind: content.kind, line: records.number, byteOffset: records.start)
        output.appendText(content.text)
        if let quote = content.quote { output.setExtra { $0.quote = quote } }
        try output.end()
    }

    /// The words of a message's elements, what they answer to, and the kind that the elements show.
    private mutating func content(_ value: JSONValue, _ bytes: Span<UInt8>) -> (kind: MessageKind, text: String, quote: Quote?) {
        var text = ""
        var shown: MessageKind?
        var hasWords = false
        var quote: Quote?
        var scanner = JSONScanner(bytes, at: value)
        guard scanner.enterArray(bytes) else { return (.unknown, "", nil) }
        while scanner.nextElement(bytes) {
            guard element.read(&scanner, bytes) else {
                _ = scanner.value(bytes)
                continue
            }
            let type = element[ElementKey.type].string(in: bytes) ?? ""
            guard data.read(element[ElementKey.data], bytes) else {
                shown = shown ?? Self.kind(type, isSticker: false, isTransfer: false)
                continue
            }
            if type == "reply" {
                let originals = data[DataKey.origElements]
                let sender = data[DataKey.replyOrigSenderNick].text(in: bytes)
                let summary = data[DataKey.replyTextSummary].text(in: bytes)
                let words = originals.isArray ? content(originals, bytes).text : ""
                quote = Quote(sender: sender, text: words.isEmpty ? summary ?? "" : words)
                continue
            }
            if type == "text" || type == "at" || type == "face" || type == "markdown" { hasWords = true }
            let kind = Self.kind(
                type, isSticker: data[DataKey.subType].integer(in: bytes) == 1, isTransfer: data[DataKey.walletRedbagType].integer(in: bytes) == 1)
            if let kind { shown = shown ?? kind }
            text += words(type, bytes)
        }
        return (hasWords ? .text : shown ?? (text.isEmpty && quote == nil ? .unknown : .text), text, quote)
    }

    private func words(_ type: String, _ bytes: Span<UInt8>) -> String {
        switch type {
        case "text", "at": return value(.textContent, bytes)
        case "face":
            let name = value(.faceText, bytes)
            return name.isEmpty ? "" : "[\(name)]"
        case "mface", "emojiBounce":
            let summary = value(.emojiBounceTextSummary, bytes)
            return summary.isEmpty ? value(.emojiDesc, bytes) : summary
        case "file", "onlineFile", "onlineFolder", "grayTipFileRecv": return value(.fileName, bytes)
        case "ptt": return value(.pttTranscript, bytes)
        case "markdown":
            let summary = value(.markdownTextSummary, bytes)
            return summary.isEmpty ? value(.markdownContent, bytes) : summary
        case "grayTipRevoke": return value(.recallDisplayText, bytes)
        case "shareLocation": return value(.shareLocationText, bytes)
        case "ark":
            let card = Array(value(.arkData, bytes).utf8)
            var fields = JSONFields(ArkKey.self)
            var scanner = JSONScanner(card.span)
            return fields.read(&scanner, card.span) ? fields[ArkKey.prompt].string(in: card.span) ?? "" : ""
        default: return ""
        }
    }

    private func value(_ key: DataKey, _ bytes: Span<UInt8>) -> String { data[key].string(in: bytes) ?? "" }

    /// The kind that an element other than words shows; nil for words.
    private static func kind(_ type: String, isSticker: Bool, isTransfer: Bool) -> MessageKind? {
        switch type {
        case "text", "at", "face", "markdown", "reply": nil
        case "pic": isSticker ? .sticker : .image
        case "mface", "emojiBounce": .sticker
        case "video": .video
        case "ptt": .voice
        case "file", "onlineFile", "onlineFolder": .file
        case "ark", "qqDynamic": .link
        case "multiMsg": .forward
        case "call": .call
        case "wallet": isTransfer ? .transfer : .redPacket
        case "shareLocation": .location
        case "grayTipRevoke": .recall
        default: type.hasPrefix("grayTip") ? .system : .unknown
        }
    }
}
