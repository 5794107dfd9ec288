import ChatBytes
import ChatModel

/// What WeFlow's and echotrace's JSON have in common: a session, its messages, and in one flavour a list of senders.
struct WeFlowReading {
    enum Key: String, JSONKey {
        case weflow, session, senders, messages
        case createTime, formattedTime, type, localType, content, isSend, senderUsername, senderDisplayName, senderID
        case quotedSender, quotedContent, linkTitle, linkUrl
        case contactCardUsername, contactCardNickname, contactCardAlias, contactCardWxid
    }

    private enum SessionKey: String, JSONKey {
        case wxid, nickname, remark, displayName, type
    }

    private enum SenderKey: String, JSONKey {
        case senderID, wxid, displayName, nickname, remark, groupNickname
    }

    /// Reads a file whose root holds a session and messages.
    static func read(_ source: ExportSource, format: String, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard var records = JSONDocument.records(Key.messages, &fields, needed: [.session], bytes, output) else { return }
            var scanner = JSONScanner(bytes, at: fields[Key.senders])
            let isByNumber = scanner.peek(bytes) == .array
            var reading = WeFlowReading(isByNumber: isByNumber)
            if !isByNumber, Self.usesNumbers(records, bytes) {
                // The senders of this flavour may follow the messages.
                var tail = JSONFields(Key.self)
                _ = JSONDocument.records(Key.messages, &tail, needed: [.senders], bytes, output)
                fields = tail
                reading = WeFlowReading(isByNumber: true)
            }
            let conversation = output.conversation(session(fields[Key.session], format: format, stem: source.stem, bytes))
            reading.people(fields[Key.senders], bytes)
            while records.next(&fields, bytes, output) { try reading.message(fields, records, conversation, bytes, output) }
            output.accountRest()
        }
    }

    private static func usesNumbers(_ records: JSONRecords, _ bytes: Span<UInt8>) -> Bool {
        var records = records
        var fields = JSONFields(Key.self)
        return records.next(&fields, bytes, nil) && fields[Key.senderID].exists && !fields[Key.senderUsername].exists
    }

    private static func session(_ value: JSONValue, format: String, stem: String, _ bytes: Span<UInt8>) -> Conversation {
        var fields = JSONFields(SessionKey.self)
        guard fields.read(value, bytes) else { return Conversation(platform: .wechat, format: format, title: stem) }
        let id = fields[SessionKey.wxid].text(in: bytes)
        let type = fields[SessionKey.type].string(in: bytes) ?? ""
        let isGroup = type == "群聊" || type == "group" || id?.hasSuffix("@chatroom") == true
        let title =
            fields[SessionKey.remark].text(in: bytes) ?? fields[SessionKey.displayName].text(in: bytes) ?? fields[SessionKey.nickname].text(in: bytes) ?? stem
        return Conversation(platform: .wechat, format: format, id: id, title: title, kind: isGroup ? .group : .direct)
    }

    // MARK: Senders

    private let isByNumber: Bool
    private var numbered: [String: (id: String?, name: String)] = [:]
    private var participants: [String: Int32] = [:]
    private var senders = SenderTable()
    private var content = WeChatContent()

    private init(isByNumber: Bool) { self.isByNumber = isByNumber }

    private mutating func people(_ list: JSONValue, _ bytes: Span<UInt8>) {
        guard list.isArray else { return }
        var fields = JSONFields(SenderKey.self)
        var scanner = JSONScanner(bytes, at: list)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            guard fields.read(&scanner, bytes), let number = fields[SenderKey.senderID].text(in: bytes) else { continue }
            let name =
                fields[SenderKey.groupNickname].text(in: bytes) ?? fields[SenderKey.displayName].text(in: bytes)
                ?? fields[SenderKey.nickname].text(in: bytes) ?? ""
            numbered[number] = (fields[SenderKey.wxid].text(in: bytes), name)
        }
    }

    private mutating func sender(_ fields: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        let isOwner = fields[Key.isSend].bool(in: bytes)
        guard isByNumber, !fields[Key.senderUsername].exists, let number = fields[Key.senderID].text(in: bytes) else {
            return senders.index(id: fields[Key.senderUsername], name: fields[Key.senderDisplayName], isOwner: isOwner, bytes, output)
        }
        let key = number + (isOwner.map { $0 ? "+" : "-" } ?? "")
        if let index = participants[key] { return index }
        guard let person = numbered[number] else { return nil }
        let index = output.participant(Participant(id: person.id, name: person.name, isOwner: isOwner))
        participants[key] = index
        return index
    }

    // MARK: Messages

    private mutating func message(
        _ fields: JSONFields, _ records: JSONRecords, _ conversation: Int32, _ bytes: Span<UInt8>, _ output: MessageOutput
    ) throws(ImportError) {
        let type = fields[Key.localType].integer(in: bytes)
        var kind = type.map { WeChatMessageType.kind($0) ?? .system }
        if kind == nil || kind == .unknown {
            let name = Array((fields[Key.type].string(in: bytes) ?? "").utf8)
            kind = WeChatTypeNames.kind(name.span, 0..<name.count) ?? kind
        }
        let time = InstantTime.joined(
            local: InstantTime.iso8601(fields[Key.formattedTime], bytes), unix: InstantTime.unix(fields[Key.createTime], bytes, platform: .wechat))
        if time == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
        let isSystem = kind == .system
        try output.begin(
            conversation: conversation, sender: isSystem ? nil : sender(fields, bytes, output), sentAt: time, kind: kind ?? .unknown,
            line: records.number, byteOffset: records.start)
        content.append(fields[Key.content], kind: kind, quotes: .referenceTail, bytes, output)
        if let words = fields[Key.quotedContent].text(in: bytes) {
            let name = fields[Key.quotedSender].text(in: bytes)
            output.setExtra { $0.quote = Quote(sender: name, text: words) }
        }
        if output.openKind == .contactCard, let card = card(fields, bytes) { output.setExtra { $0.card = card } }
        if output.isTextEmpty, output.openKind == .link {
            for key in [Key.linkTitle, .linkUrl] where fields[key].isString && !fields[key].isEmpty {
                if !output.isTextEmpty { output.appendByte(0x0A) }
                output.appendText(fields[key], of: bytes)
            }
        }
        try output.end()
    }

    private func card(_ fields: JSONFields, _ bytes: Span<UInt8>) -> Contact? {
        let id = fields[Key.contactCardUsername].text(in: bytes) ?? fields[Key.contactCardWxid].text(in: bytes)
        let name = fields[Key.contactCardNickname].text(in: bytes)
        guard id != nil || name != nil else { return nil }
        var card = Contact(platform: .wechat, id: id, nickname: name)
        card.alias = fields[Key.contactCardAlias].text(in: bytes)
        return card
    }
}
