import ChatBytes
import ChatModel

/// What ChatLab's two files have in common: header, members, messages.
struct ChatLabReading {
    enum Key: String, JSONKey {
        case type = "_type"
        case chatlab, meta, members, messages
        case sender, accountName, groupNickname, timestamp, content, platformId, chatRecords, platformMessageId, replyToMessageId
        case messageType = "type"
    }

    private enum MetaKey: String, JSONKey {
        case name, platform, type, groupId, ownerId
    }

    private let format: String
    private var conversation: Int32?
    private var value: Conversation
    private var owner: String?
    private var names: [String: String] = [:]
    private var members: [String] = []
    private var senders: [Int32?] = []
    private var table = NameTable()
    private var key: [UInt8] = []
    private var content = WeChatContent()
    private var quotes = QuoteMemory()

    init(format: String, stem: String) {
        self.format = format
        value = Conversation(platform: .unknown, format: format, title: stem)
    }

    // MARK: Header and members

    mutating func meta(_ meta: JSONValue, _ bytes: Span<UInt8>) {
        var fields = JSONFields(MetaKey.self)
        guard fields.read(meta, bytes) else { return }
        if let platform = fields[MetaKey.platform].text(in: bytes) { value.platform = Platform(rawValue: platform.lowercased()) }
        value.title = fields[MetaKey.name].text(in: bytes) ?? value.title
        value.kind = fields[MetaKey.type].equals("group", in: bytes) ? .group : fields[MetaKey.type].equals("private", in: bytes) ? .direct : .unknown
        if value.kind == .group { value.id = fields[MetaKey.groupId].text(in: bytes) }
        owner = fields[MetaKey.ownerId].text(in: bytes)
    }

    mutating func member(_ fields: JSONFields, _ bytes: Span<UInt8>) {
        guard let id = fields[Key.platformId].text(in: bytes) else { return }
        if names[id] == nil { members.append(id) }
        names[id] = fields[Key.groupNickname].text(in: bytes) ?? fields[Key.accountName].text(in: bytes) ?? ""
    }

    mutating func members(_ list: JSONValue, _ bytes: Span<UInt8>) {
        var scanner = JSONScanner(bytes, at: list)
        var fields = JSONFields(Key.self)
        guard scanner.enterArray(bytes) else { return }
        while scanner.nextElement(bytes) {
            if fields.read(&scanner, bytes) { member(fields, bytes) }
        }
    }

    /// The other side of a private chat: the only member who is not the owner, or the one who bears the chat's name.
    private func peer() -> String? {
        let others = members.filter { $0 != owner }
        if owner != nil, others.count == 1 { return others[0] }
        let named = others.filter { names[$0] == value.title }
        return named.count == 1 ? named[0] : nil
    }

    private mutating func conversationIndex(_ output: MessageOutput) -> Int32 {
        if let conversation { return conversation }
        if value.kind == .direct, value.id == nil { value.id = peer() }
        let index = output.conversation(value)
        conversation = index
        return index
    }

    // MARK: Messages

    mutating func message(_ fields: JSONFields, _ records: JSONRecords, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let index = conversationIndex(output)
        let type = fields[Key.messageType].integer(in: bytes) ?? 0
        let kind = Self.kind(type)
        let sentAt = InstantTime.unix(fields[Key.timestamp], bytes, platform: value.platform)
        if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
        let sender = sender(fields, isSystem: kind == .system || kind == .recall, bytes, output)
        try output.begin(conversation: index, sender: sender, sentAt: sentAt, kind: kind, line: records.number, byteOffset: records.start)
        content.append(fields[Key.content], kind: type == 24 || type == 25 ? nil : kind, quotes: .referenceTail, bytes, output)
        quotes.fill(fields[Key.replyToMessageId], bytes, output)
        quotes.keep(fields[Key.platformMessageId], sender: sender, bytes, output)
        try output.end()
    }

    private mutating func sender(_ fields: JSONFields, isSystem: Bool, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        let id = fields[Key.sender]
        let name = fields[Key.groupNickname].isEmpty ? fields[Key.accountName] : fields[Key.groupNickname]
        key.removeAll(keepingCapacity: true)
        (id.isEmpty ? name : id).append(to: &key, of: bytes)
        let tag: UInt8 = (isSystem ? 1 : 0) + (id.isEmpty ? 2 : 0)
        if let index = table.index(of: 0..<key.count, in: key.span, tag: tag) { return senders[Int(index)] }
        let idText = id.text(in: bytes)
        let nameText = idText.flatMap { names[$0] } ?? name.string(in: bytes) ?? ""
        var index: Int32?
        if idText != nil || !nameText.isEmpty, !(isSystem && (idText == nil || idText == "system" || idText == "0")) {
            index = output.participant(Participant(id: idText, name: nameText, isOwner: owner.map { $0 == idText }))
            // A private chat whose members are not listed: whoever is not the owner is the other side.
            if let idText, value.kind == .direct, value.id == nil, owner != nil, owner != idText, let conversation {
                value.id = idText
                output.updateConversation(conversation) { $0.id = idText }
            }
        }
        table.insert(Array(key), tag: tag, index: Int32(senders.count))
        senders.append(index)
        return index
    }

    /// ChatLab's own type numbers.
    private static func kind(_ type: Int) -> MessageKind {
        switch type {
        case 0, 25: .text
        case 1: .image
        case 2: .voice
        case 3: .video
        case 4: .file
        case 5: .sticker
        case 7, 24: .link
        case 8: .location
        case 20: .redPacket
        case 21: .transfer
        case 22, 80: .system
        case 23: .call
        case 26: .forward
        case 27: .contactCard
        case 81: .recall
        default: .unknown
        }
    }
}
