import ChatBytes
import ChatModel

/// Reads the TXT files of wechat-dump (Android database).
struct WechatDumpText: LineReader {
    let format = FormatDescription(
        id: "wechat-dump-txt", name: "wechat-dump TXT", platform: .wechat, extensions: ["txt"],
        origin: "wechat-dump: `dump-msg.py` on a decrypted Android database; one file a chat.",
        shape: """
            1|林小溪:2024-03-05 09:12:01:老板，上次那款茶叶还有吗
            1|me:2024-03-05 09:12:30:有的
            一斤168
            3|林小溪:2024-03-05 09:13:00:Image|img:0123456789abcdef.jpg
            """,
        fieldMap: """
            number before the bar → kind
            name; `me` → sender.name, sender.is_owner
            time → sent_at
            rest, and the lines up to the next header → text
            file name → chat.title
            """,
        timeZone: "Wall clock of the exporting machine; fractions of a second are dropped.",
        quirks: "A name ends at the first `:date`. Cards are raw XML: the card's nickname and account are taken. `|img:file` behind a text is taken off.",
        notSupported: "System messages are not in the file.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var headers = 0
        for line in head.lines where Self.header(bytes, line) != nil { headers += 1 }
        return headers > 1 ? 0.95 : headers == 1 ? 0.7 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let name = FolderName(source: source)
            let chat = Conversation(platform: .wechat, format: format.id, id: name.id, title: name.title, kind: name.kind)
            var grammar = WechatDumpGrammar(conversation: output.conversation(chat))
            try grammar.read(bytes, into: output)
        }
    }

    /// What a text of wechat-dump stands for, where no number says it.
    static func kind(_ text: Span<UInt8>) -> MessageKind? {
        let words: [(word: StaticString, kind: MessageKind)] = [
            ("LOCATION:", .location), ("LOCATION SHARING", .location), ("NAMECARD:", .contactCard), ("FILE:", .file), ("URL:", .link), ("VIDEO FILE", .video),
            ("WeChat VIDEO", .video), ("REQUEST VIDEO CHAT", .call),
        ]
        return words.first { ByteScanning.has($0.word, in: text, at: 0) }?.kind
    }

    /// The card in `NAMECARD: <msg nickname="…" alias="…" …>`.
    static func card(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Contact? {
        var card = Contact(platform: .wechat)
        card.nickname = attribute(" nickname=\"", bytes, text)
        card.alias = attribute(" alias=\"", bytes, text)
        card.id = attribute(" username=\"", bytes, text)
        return card.nickname != nil || card.id != nil ? card : nil
    }

    private static func attribute(_ name: StaticString, _ bytes: Span<UInt8>, _ text: Range<Int>) -> String? {
        guard let hit = ByteScanning.find(name, in: bytes, text) else { return nil }
        let start = hit + name.utf8CodeUnitCount
        guard let end = ByteScanning.first(0x22, in: bytes, start..<text.upperBound), end > start else { return nil }
        return EscapedName.plain(bytes, start..<end)
    }

    /// `type|name:time:`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (type: Int, name: Range<Int>, sentAt: Timestamp, text: Int)? {
        guard !line.isEmpty else { return nil }
        // Shared places have a number whose sign bit is set.
        let isNegative = bytes[line.lowerBound] == 0x2D
        let digits = line.lowerBound + (isNegative ? 1 : 0)
        guard TextScan.isDigit(bytes, at: digits), let type = TimeText.number(bytes, at: digits, end: line.upperBound, maxDigits: 10),
            type.next < line.upperBound, bytes[type.next] == 0x7C
        else { return nil }
        let start = type.next + 1
        var from = start
        while let colon = ByteScanning.first(0x3A, in: bytes, from..<line.upperBound) {
            from = colon + 1
            guard let stamp = FixedTime.dateTime(bytes, at: colon + 1, end: line.upperBound) else { continue }
            var at = colon + 20
            if at < line.upperBound, bytes[at] == 0x2E {
                at += 1
                while at < line.upperBound, 48...57 ~= bytes[at] { at += 1 }
            }
            guard at < line.upperBound, bytes[at] == 0x3A else { continue }
            return (isNegative ? 0 &- type.value : type.value, start..<colon, stamp, at + 1)
        }
        return nil
    }
}

/// The lines of a wechat-dump file.
private struct WechatDumpGrammar: TextGrammar {
    let conversation: Int32

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard let header = WechatDumpText.header(bytes, line.content) else { return .text }
        let isOwner = TextScan.equals(bytes, header.name, "me")
        return .message(
            MessageHead(
                conversation: conversation, sender: output.participant(named: header.name, of: bytes, isOwner: isOwner), sentAt: header.sentAt,
                kind: Self.kind(header.type), inlineText: header.text))
    }

    private static func kind(_ type: Int) -> MessageKind {
        switch type {
        case 1: .text
        case 3: .image
        case 34: .voice
        case 42, 66: .contactCard
        case 43, 62: .video
        case 47: .sticker
        case 48, -1_879_048_186: .location
        case 49: .link
        case 50, 52, 53, 64: .call
        case 10000, 10002: .system
        case 419_430_449: .transfer
        case 436_207_665: .redPacket
        case 822_083_633: .text
        case 1_090_519_089: .file
        case 16_777_265: .link
        default: .text
        }
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if let image = ByteScanning.find("|img:", in: bytes, message.text), ByteScanning.first(0x0A, in: bytes, image..<message.text.upperBound) == nil {
            message.text = message.text.lowerBound..<image
        }
        if message.head.kind == .contactCard, let card = WechatDumpText.card(bytes, message.text) {
            var more = message.extra ?? MessageBatch.Extra()
            more.card = card
            message.extra = more
        }
        message.render(in: bytes)
    }
}
