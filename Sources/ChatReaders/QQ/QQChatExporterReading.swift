import ChatBytes
import ChatModel

/// What QQChatExporter's JSON of both generations and its chunks have in common: a chat, and message objects.
struct QQChatExporterReading {
    enum Key: String, JSONKey {
        case chatInfo, messages
        case id, messageId, timestamp, time, sender, type, messageType, content, recalled, isRecalled, system, isSystemMessage, rawMessage
    }

    private enum ChatKey: String, JSONKey {
        case name, type, selfUid, selfUin, peerUid, peerUin
    }

    private enum SenderKey: String, JSONKey {
        case uid, uin, name, nickname, groupCard, remark, senderUin, sendNickName, sendMemberName
    }

    private enum ContentKey: String, JSONKey {
        case text, elements, type, data
    }

    private enum DataKey: String, JSONKey {
        case text, content, senderName, name, senderNick, preview, filename, title, address
    }

    private(set) var chat: Conversation
    private var selfIDs: Set<String> = []
    private var conversation: Int32?
    private var participants: [String: Int32] = [:]
    private var people = JSONFields(SenderKey.self)
    private var content = JSONFields(ContentKey.self)
    private var element = JSONFields(ContentKey.self)
    private var data = JSONFields(DataKey.self)
    private var scratch: [UInt8] = []

    init(format: String, stem: String) { chat = Conversation(platform: .qq, format: format, title: stem) }

    /// Takes the chat's description.
    mutating func take(chatInfo: JSONValue, _ bytes: Span<UInt8>) {
        var fields = JSONFields(ChatKey.self)
        guard fields.read(chatInfo, bytes) else { return }
        chat.title = fields[ChatKey.name].text(in: bytes) ?? chat.title
        let type = fields[ChatKey.type].string(in: bytes) ?? ""
        chat.kind = type == "group" || type == "群聊" ? .group : type == "private" || type == "temp" || type == "私聊" || type == "临时会话" ? .direct : .unknown
        chat.id = fields[ChatKey.peerUin].text(in: bytes).flatMap { $0 == "0" ? nil : $0 } ?? fields[ChatKey.peerUid].text(in: bytes)
        selfIDs = Set([ChatKey.selfUid, .selfUin].compactMap { fields[$0].text(in: bytes) }.filter { $0 != "0" })
    }

    // MARK: Messages

    mutating func message(_ fields: JSONFields, _ records: JSONRecords, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let sentAt = time(fields, bytes)
        if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
        let isRecalled = fields[Key.recalled].bool(in: bytes) ?? fields[Key.isRecalled].bool(in: bytes) ?? false
        var isSystem = fields[Key.system].bool(in: bytes) ?? fields[Key.isSystemMessage].bool(in: bytes) ?? false
        if fields[Key.type].equals("system", in: bytes) { isSystem = true }
        let sender = isSystem ? nil : sender(fields, bytes, output)
        let index = conversation ?? output.conversation(chat)
        conversation = index
        try output.begin(conversation: index, sender: sender, sentAt: sentAt, kind: .text, line: records.number, byteOffset: records.start)
        var kind = MessageKind.text
        if fields[Key.content].isObject, content.read(fields[Key.content], bytes) {
            kind = body(bytes, output)
        } else {
            fields[Key.content].append(to: &scratch, of: bytes)
            output.appendText(fields[Key.content], of: bytes)
        }
        if kind == .text || kind == .unknown || kind == .redPacket {
            let text = output.openText
            if WeChatRendering.isSolitaire(text.span, 0..<text.count) {
                kind = .solitaire
            } else if let shown = PlaceholderText.kind(of: text[...]) {
                kind = shown
            }
            if let payment = WeChatPaymentText.read(text.span, 0..<text.count) {
                kind = payment.kind
                output.setExtra { $0.payment = payment.payment }
            }
        }
        output.setKind(isRecalled ? .recall : isSystem ? (WeChatRendering.isRecall(output.openText.span, 0..<output.openText.count) ? .recall : .system) : kind)
        try output.end()
    }

    /// The wall clock's text with the offset that the milliseconds beside it give; ISO texts in both fields of some builds.
    private func time(_ fields: JSONFields, _ bytes: Span<UInt8>) -> Timestamp? {
        let local = InstantTime.iso8601(fields[Key.time], bytes)
        if let unix = InstantTime.unix(fields[Key.timestamp], bytes, platform: .qq) { return InstantTime.joined(local: local, unix: unix) }
        guard let shown = InstantTime.iso8601(fields[Key.timestamp], bytes) ?? local else { return nil }
        // UTC is the machine's way of writing; the seller's day is China's.
        return shown.offsetMinutes == 0 ? Timestamp(unixSeconds: shown.wallSeconds, offsetMinutes: InstantTime.clock(of: .qq)) : shown
    }

    private mutating func sender(_ fields: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        var uid: String?
        var uin: String?
        var name: String?
        if people.read(fields[Key.sender], bytes) {
            uid = people[SenderKey.uid].text(in: bytes)
            uin = people[SenderKey.uin].text(in: bytes)
            name =
                people[SenderKey.groupCard].text(in: bytes) ?? people[SenderKey.name].text(in: bytes) ?? people[SenderKey.nickname].text(in: bytes)
                ?? people[SenderKey.remark].text(in: bytes)
        }
        if uin == nil || name == nil, fields[Key.rawMessage].isObject, people.read(fields[Key.rawMessage], bytes) {
            uin = uin ?? people[SenderKey.senderUin].text(in: bytes)
            name = name ?? people[SenderKey.sendMemberName].text(in: bytes) ?? people[SenderKey.sendNickName].text(in: bytes)
        }
        guard uid != "未知", name != "系统消息" else { return nil }
        guard let id = (uin == "0" ? nil : uin) ?? uid else { return name.map { output.participant(Participant(name: $0)) } }
        // Some rows lack the number: the other id leads to the same person.
        if let index = participants[id] ?? uid.flatMap({ participants[$0] }) { return index }
        let isOwner = selfIDs.isEmpty ? nil : !selfIDs.isDisjoint(with: [uid, uin].compactMap { $0 })
        let index = output.participant(Participant(id: id, name: name ?? "", isOwner: isOwner))
        participants[id] = index
        if let uid { participants[uid] = index }
        return index
    }

    // MARK: Bodies

    /// Puts the text in, the quoted words apart, and tells the kind by the elements.
    private mutating func body(_ bytes: Span<UInt8>, _ output: MessageOutput) -> MessageKind {
        var media: MessageKind?
        var hasText = false
        var quote: Quote?
        if content[ContentKey.elements].isArray {
            var scanner = JSONScanner(bytes, at: content[ContentKey.elements])
            _ = scanner.enterArray(bytes)
            while scanner.nextElement(bytes) {
                guard element.read(&scanner, bytes) else { continue }
                let type = element[ContentKey.type].string(in: bytes) ?? ""
                switch type {
                case "text": hasText = true
                case "at", "face", "mface", "market_face": if type != "at" { media = media ?? (type == "face" ? nil : .sticker) } else { hasText = true }
                case "reply": quote = self.quote(element[ContentKey.data], bytes)
                default: media = media ?? Self.kind(type)
                }
            }
        }
        scratch.removeAll(keepingCapacity: true)
        content[ContentKey.text].append(to: &scratch, of: bytes)
        let own = quote == nil ? 0 : Self.behindReply(scratch)
        if let quote { output.setExtra { $0.quote = quote } }
        output.appendText(Array(scratch[own...]))
        return hasText || media == nil ? .text : media ?? .text
    }

    private mutating func quote(_ value: JSONValue, _ bytes: Span<UInt8>) -> Quote? {
        guard data.read(value, bytes) else { return nil }
        let sender = data[DataKey.senderName].text(in: bytes) ?? data[DataKey.senderNick].text(in: bytes) ?? data[DataKey.name].text(in: bytes)
        let text = data[DataKey.content].text(in: bytes) ?? data[DataKey.text].text(in: bytes) ?? data[DataKey.preview].text(in: bytes)
        return Quote(sender: sender, text: text ?? "")
    }

    /// Where the sender's own words begin behind `[回复 name: text]`, whose text may hold brackets itself.
    private static func behindReply(_ text: [UInt8]) -> Int {
        guard text.starts(with: "[回复".utf8) else { return 0 }
        var depth = 0
        for (i, byte) in text.enumerated() {
            if byte == 0x5B { depth += 1 }
            if byte == 0x5D { depth -= 1 }
            guard depth == 0 else { continue }
            var at = i + 1
            while at < text.count, text[at] == 0x20 || text[at] == 0x0A { at += 1 }
            return at
        }
        return 0
    }

    private static func kind(_ element: String) -> MessageKind {
        switch element {
        case "image", "pic": .image
        case "file": .file
        case "audio", "voice", "ptt": .voice
        case "video": .video
        case "location": .location
        case "forward", "multi_forward": .forward
        case "json", "ark", "share", "markdown": .link
        case "wallet", "red_packet": .redPacket
        case "system", "tip", "gray_tip": .system
        case "call": .call
        case "contact", "card": .contactCard
        default: .unknown
        }
    }
}
