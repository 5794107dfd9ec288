import ChatBytes
import ChatModel

/// One page of MemoTrace being read.
struct MemoTracePage {
    enum Key: String, JSONKey {
        case type, text, timestamp, title, description, url, label, poiname, username, nickname, alias, province, city, sex, path, messages
        case isSend = "is_send"
        case subType = "sub_type"
        case isChatroom = "is_chatroom"
        case displayName = "display_name"
        case displayNameOld = "displayname"
        case fee = "fee_desc"
        case feeOld = "feedesc"
        case memo = "pay_memo"
        case paySubtype = "pay_subtype"
        case paySubtypeOld = "paysubtype"
        case quote = "quote_text"
        case refer = "refer_text"
        case fileName = "file_name"
        case appName = "app_name"
        case voice = "voice_to_text"
        case call = "display_content"
        case company = "open_im_desc"
        case xml = "xml_dict"
    }

    private let conversation: Int32
    private var chat: Conversation
    private let list: Range<Int>
    private var fields = JSONFields(Key.self)
    private var accounts = AccountTable()
    private var text: [UInt8] = []
    private var name: [UInt8] = []

    init(_ bytes: Span<UInt8>, source: ExportSource, output: MessageOutput) {
        let folder = FolderName(source: source)
        chat = Conversation(platform: .wechat, format: "memotrace-html", id: folder.id, title: folder.title, kind: folder.kind)
        let head = 0..<bytes.count
        var from = 0
        if let mark = ByteScanning.find("const chatMessages", in: bytes, head) {
            from = mark
            let page = 0..<mark
            if let start = ByteScanning.find("<title>", in: bytes, page), let end = ByteScanning.find("</title>", in: bytes, start..<mark) {
                let title = MarkupText.string(TextTrimming.trim(bytes, start + 7..<end), of: bytes)
                if !title.isEmpty { chat.title = title }
            }
            if let start = ByteScanning.find("const wxid", in: bytes, page), let open = ByteScanning.first(0x22, in: bytes, start..<mark),
                let close = ByteScanning.first(0x22, in: bytes, open + 1..<mark), close > open + 1
            {
                let id = ByteScanning.string(bytes, open + 1..<close)
                chat.id = id
                chat.kind = id.hasSuffix("@chatroom") ? .group : .direct
            }
        }
        let open = ByteScanning.first(0x5B, in: bytes, from..<bytes.count) ?? bytes.count
        list = open..<bytes.count
        var first = JSONScanner(bytes, list, isLenient: true)
        if chat.kind == .unknown, first.enterArray(bytes), first.nextElement(bytes), fields.read(&first, bytes) {
            // Only version 2 has the field, and only it leaves the wxid out.
            if let isRoom = fields[Key.isChatroom].integer(in: bytes) { chat.kind = isRoom == 1 ? .group : .direct }
        }
        conversation = output.conversation(chat)
    }

    mutating func run(_ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        var scanner = JSONScanner(bytes, list, isLenient: true)
        guard scanner.enterArray(bytes) else { return }
        var number = 0
        while scanner.nextElement(bytes) {
            let start = scanner.offset
            number += 1
            guard fields.read(&scanner, bytes) else {
                scanner.skipValue(bytes)
                output.report("record-not-read", line: number, byteOffset: start, byteCount: scanner.offset - start, "an entry of the list is no message")
                continue
            }
            if try message(bytes, number, start, output) {
                output.account(messageBytes: scanner.offset - start)
            } else {
                output.report("record-not-read", line: number, byteOffset: start, byteCount: scanner.offset - start, "a message without a type or a time")
            }
        }
        if let problem = scanner.problem {
            output.report(problem.kind.rawValue, line: number, byteOffset: problem.offset, "the page's list of messages is damaged or cut")
        }
    }

    /// Whether version 2 wrote the record: its types are small numbers and its values are escaped for HTML.
    private var isOld: Bool { fields[Key.displayNameOld].exists || fields[Key.isChatroom].exists }

    private mutating func message(_ bytes: Span<UInt8>, _ number: Int, _ offset: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        guard let rawType = integer(.type, bytes) else { return false }
        let isOld = isOld
        let sentAt = InstantTime.unix(fields[Key.timestamp], bytes, platform: .wechat)
        guard sentAt != nil || fields[Key.text].exists else { return false }
        // Version 2 gives its system rows the type 0, and calls 50.
        let type = isOld && rawType == 0 ? 10000 : rawType
        let kind = WeChatMessageType.kind(type, subType: integer(.subType, bytes) ?? 0) ?? .unknown
        var sender: Int32?
        if kind != .system { sender = participant(bytes, isOld: isOld, output) }
        try output.begin(conversation: conversation, sender: sender, sentAt: sentAt, kind: kind, line: number, byteOffset: offset)
        text.removeAll(keepingCapacity: true)
        content(kind, isOld: isOld, bytes, output)
        output.appendText(text)
        try output.end()
        return true
    }

    private func integer(_ key: Key, _ bytes: Span<UInt8>) -> Int? { fields[key].integer(in: bytes) }

    private mutating func participant(_ bytes: Span<UInt8>, isOld: Bool, _ output: MessageOutput) -> Int32 {
        let value = fields[Key.displayName].exists ? fields[Key.displayName] : fields[Key.displayNameOld]
        let isOwner = fields[Key.isSend].bool(in: bytes)
        name.removeAll(keepingCapacity: true)
        value.append(to: &name, of: bytes)
        if !isOld {
            // The table decodes entities, which version 3 does not write: an ampersand is to stay one.
            name = name.contains(0x26) ? name.flatMap { $0 == 0x26 ? Array("&amp;".utf8) : [$0] } : name
        }
        let count = name.count
        var id: Range<Int>?
        if chat.kind == .direct, isOwner == false, let peer = chat.id {
            name.append(contentsOf: peer.utf8)
            id = count..<name.count
        }
        let bytes = name
        return accounts.participant(id: id, name: 0..<count, isOwner: isOwner, of: bytes.span, output)
    }

    /// Adds a field's text behind what there is, on a line of its own.
    private mutating func append(_ key: Key, isOld: Bool, _ bytes: Span<UInt8>) {
        guard !fields[key].isEmpty else { return }
        if !text.isEmpty { text.append(0x0A) }
        append(fields[key], isOld: isOld, bytes)
    }

    private mutating func append(_ value: JSONValue, isOld: Bool, _ bytes: Span<UInt8>) {
        guard isOld else { return value.append(to: &text, of: bytes) }
        var raw: [UInt8] = []
        value.append(to: &raw, of: bytes)
        MarkupText.append(0..<raw.count, of: raw.span, to: &text)
    }

    private func string(_ key: Key, isOld: Bool, _ bytes: Span<UInt8>) -> String? {
        guard !fields[key].isEmpty else { return nil }
        var raw: [UInt8] = []
        fields[key].append(to: &raw, of: bytes)
        return isOld ? MarkupText.string(0..<raw.count, of: raw.span) : String(decoding: raw, as: UTF8.self)
    }

    private mutating func content(_ kind: MessageKind, isOld: Bool, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        switch kind {
        case .text, .unknown, .solitaire:
            append(.text, isOld: isOld, bytes)
            if text.isEmpty { append(.title, isOld: isOld, bytes) }
            if text.isEmpty { MemoTraceExtra.appendTitle(fields[Key.xml], bytes, to: &text) }
            if let words = string(.quote, isOld: isOld, bytes) ?? string(.refer, isOld: isOld, bytes) {
                let all = Array(words.utf8)
                let quote = WeChatQuote.named(all.span, 0..<all.count, isWide: true)
                output.setExtra { $0.quote = quote }
            }
            if WeChatRendering.isSolitaire(text.span, 0..<text.count) { output.setKind(.solitaire) }
        case .system:
            append(.text, isOld: isOld, bytes)
            output.setKind(WeChatMessageType.systemKind(text.span, 0..<text.count))
        case .voice:
            append(.voice, isOld: isOld, bytes)
        case .file: append(.fileName, isOld: isOld, bytes)
        case .call:
            append(.call, isOld: isOld, bytes)
            append(.text, isOld: isOld, bytes)
        case .location:
            append(.label, isOld: isOld, bytes)
            append(.poiname, isOld: isOld, bytes)
        case .transfer: transfer(isOld: isOld, bytes, output)
        case .redPacket:
            append(.text, isOld: isOld, bytes)
            output.setExtra { $0.payment = Payment(amount: nil, state: .sent) }
        case .contactCard: card(isOld: isOld, bytes, output)
        case .forward:
            append(.title, isOld: isOld, bytes)
            MemoTraceExtra.appendRecords(fields[Key.messages], bytes, to: &text)
        default:
            append(.title, isOld: isOld, bytes)
            append(.description, isOld: isOld, bytes)
            append(.url, isOld: isOld, bytes)
            if text.isEmpty, kind != .image, kind != .video, kind != .sticker { append(.text, isOld: isOld, bytes) }
        }
    }

    private mutating func transfer(isOld: Bool, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        append(.text, isOld: isOld, bytes)
        append(.fee, isOld: isOld, bytes)
        append(.feeOld, isOld: isOld, bytes)
        let amount = WeChatPaymentText.amount(text.span, 0..<text.count)
        append(.memo, isOld: isOld, bytes)
        let subtype = integer(.paySubtype, bytes) ?? integer(.paySubtypeOld, bytes) ?? 1
        let id = MemoTraceExtra.transferID(fields[Key.xml], bytes)
        output.setExtra { $0.payment = Payment(amount: amount, state: WeChatPayload.state(ofTransfer: subtype), id: id) }
    }

    private mutating func card(isOld: Bool, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        append(.nickname, isOld: isOld, bytes)
        append(.alias, isOld: isOld, bytes)
        var card = Contact(platform: .wechat, id: string(.username, isOld: isOld, bytes), nickname: string(.nickname, isOld: isOld, bytes))
        card.alias = string(.alias, isOld: isOld, bytes)
        card.company = string(.company, isOld: isOld, bytes)
        let sex = string(.sex, isOld: isOld, bytes)
        card.gender = sex == "男" ? "male" : sex == "女" ? "female" : nil
        if WeChatPayload.isTransientID(card.id) { card.id = nil }
        let found = card
        output.setExtra { $0.card = found }
    }
}
