import ChatBytes
import ChatModel

/// What the XML says in which WeChat keeps every message that is not a plain text; format notes §6.
///
/// Formats that carry the payload raw hand it here. What is read: transfers, red packets, cards, places, quotes, forwarded records, chain lists, mini-programs,
/// links, files, pictures and the like, calls, and the app's own notices. People in cards, quotes and records are never the sender.
struct WeChatPayload {
    /// Which kind of message it is.
    var kind: MessageKind = .unknown
    /// What the message shows: the sender's own words where it has any; empty for pictures and the like.
    var text = ""
    /// Money moved.
    var payment: Payment?
    /// What it answers to.
    var quote: Quote?
    /// The person whom a card passes on.
    var card: Contact?
    /// A chain list's entries with their authors' accounts.
    var solitaire: [SolitaireEntry] = []
    /// The account in the `wxid_…:` line before the XML of a group message.
    var author: String?

    /// Payloads in payloads (quotes of quotes, records in records) are read to this depth.
    static let maximumDepth = 4

    /// Whether a text is a payload: it begins with one of the elements that WeChat writes, or with an author's line before one.
    static func isPayload(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let body = authorLine(bytes, range).body
        guard body.count > 6, bytes[body.lowerBound] == 0x3C else { return false }
        for word in roots where ByteScanning.has(word, in: bytes, at: body.lowerBound) { return true }
        return false
    }

    private static let roots: [StaticString] = ["<?xml", "<msg", "<appmsg", "<sysmsg", "<revokemsg", "<voip", "<VoIP", "<location", "<recordinfo", "<noti"]

    /// Reads a payload; nil when the text is none. Damaged XML gives what stands in it.
    static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, depth: Int = 0) -> WeChatPayload? {
        guard depth < maximumDepth, isPayload(bytes, range) else { return nil }
        let line = authorLine(bytes, range)
        var tree = PayloadTree()
        guard tree.read(bytes, line.body) else { return nil }
        var payload = WeChatPayload()
        if let author = line.author { payload.author = ByteScanning.string(bytes, author) }
        payload.fill(tree, bytes, depth)
        return payload
    }

    /// Reads a payload that stands in a buffer of its own.
    static func read(_ text: [UInt8], depth: Int = 0) -> WeChatPayload? { read(text.span, 0..<text.count, depth: depth) }

    /// Parts `wxid_abc:\n<msg>…` into the author's account and the rest.
    static func authorLine(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (author: Range<Int>?, body: Range<Int>) {
        let body = TextTrimming.trim(bytes, range)
        guard !body.isEmpty, bytes[body.lowerBound] != 0x3C else { return (nil, body) }
        let head = body.lowerBound..<min(body.upperBound, body.lowerBound + 80)
        guard let colon = ByteScanning.first(0x3A, in: bytes, head), colon > head.lowerBound, colon + 1 < body.upperBound, bytes[colon + 1] == 0x0A else {
            return (nil, body)
        }
        for i in head.lowerBound..<colon where bytes[i] <= 0x20 || bytes[i] >= 0x80 { return (nil, body) }
        return (head.lowerBound..<colon, TextTrimming.trim(bytes, colon + 1..<body.upperBound))
    }

    /// A text without the line `wxid_abc:` that the app puts before every message of a group, and that some exporters leave there.
    static func withoutAuthor(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard range.count > 8, bytes[range.lowerBound] == 0x77, ByteScanning.has("wxid_", in: bytes, at: range.lowerBound) else { return range }
        let line = authorLine(bytes, range)
        return line.author == nil ? range : line.body
    }

    /// Gives the open message what the payload says.
    func put(into output: MessageOutput) {
        output.setKind(kind)
        output.appendText(text)
        guard payment != nil || quote != nil || card != nil || !solitaire.isEmpty else { return }
        output.setExtra {
            $0.payment = payment
            $0.quote = quote
            $0.card = card
            $0.solitaire = solitaire
        }
    }

    /// The state of a transfer by its `paysubtype`.
    static func state(ofTransfer subtype: Int) -> Payment.State {
        switch subtype {
        case 3, 5, 8: .received
        case 4, 9: .refunded
        case 10: .expired
        default: .sent
        }
    }

    /// Whether an account id is one that WeChat makes up for strangers anew each time, and no key.
    static func isTransientID(_ id: String?) -> Bool {
        guard let id else { return false }
        return id.isEmpty || id.hasPrefix("v1_") || id.hasPrefix("v2_") || id.hasPrefix("v3_") || id.hasSuffix("@stranger")
    }

    // MARK: By root

    private mutating func fill(_ tree: PayloadTree, _ bytes: Span<UInt8>, _ depth: Int) {
        if let notice = tree.root("sysmsg", bytes) ?? tree.root("revokemsg", bytes) { return readNotice(tree, notice, bytes) }
        if let app = tree.first("appmsg", bytes) { return readApp(tree, app, bytes, depth) }
        if let place = tree.first("location", bytes) { return readPlace(tree, place, bytes) }
        if let records = tree.root("recordinfo", bytes) {
            kind = .forward
            text = WeChatRecords.text(tree, records, bytes, depth: depth)
            return
        }
        let elements: [(StaticString, MessageKind)] = [
            ("img", .image), ("voicemsg", .voice), ("videomsg", .video), ("emoji", .sticker), ("voipmsg", .call), ("voipinvitemsg", .call),
            ("voiplocalinfo", .call), ("voipbubblemsg", .call),
        ]
        for (element, kind) in elements {
            guard let node = tree.first(element, bytes) else { continue }
            self.kind = kind
            if kind == .call { text = tree.text("msg", in: node, bytes) }
            return
        }
        guard let message = tree.root("msg", bytes) else { return }
        if tree.attribute("nickname", message, bytes) != nil { readCard(tree, message, bytes) }
    }

    private mutating func readPlace(_ tree: PayloadTree, _ place: Int, _ bytes: Span<UInt8>) {
        kind = .location
        var lines: [String] = []
        for line in [tree.attribute("label", place, bytes), tree.attribute("poiname", place, bytes)] {
            if let line, !line.isEmpty, line != "[位置]", !lines.contains(line) { lines.append(line) }
        }
        text = lines.joined(separator: "\n")
    }

    private mutating func readCard(_ tree: PayloadTree, _ message: Int, _ bytes: Span<UInt8>) {
        // A friend request has the same attributes, and what the stranger wrote.
        if let words = tree.attribute("content", message, bytes), tree.attribute("fromusername", message, bytes) != nil {
            kind = .system
            text = words
            return
        }
        kind = .contactCard
        let nickname = tree.attribute("nickname", message, bytes) ?? ""
        var contact = Contact(platform: .wechat, id: tree.attribute("username", message, bytes), nickname: nickname)
        if Self.isTransientID(contact.id) { contact.id = nil }
        if let alias = tree.attribute("alias", message, bytes), !alias.isEmpty { contact.alias = alias }
        switch tree.attribute("sex", message, bytes) {
        case "1": contact.gender = "male"
        case "2": contact.gender = "female"
        default: break
        }
        if let company = tree.attribute("openimdesc", message, bytes), !company.isEmpty { contact.company = company }
        card = contact
        text = nickname
    }
}
