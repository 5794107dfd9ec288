import ChatBytes
import ChatModel

/// Reads the TXT files of WechatExporter (iOS backups).
struct WechatExporterText: LineReader {
    let format = FormatDescription(
        id: "wechatexporter-txt", name: "WechatExporter TXT", platform: .wechat, extensions: ["txt"],
        origin: "WechatExporter on an iTunes backup, output format 文本.",
        shape: """
            林小溪 - 微信聊天记录

            林小溪 (2024-03-05 09:12:01):老板，上次那款茶叶还有吗
            小店老板 (2024-03-05 09:12:30):有的
            一斤168
            系统消息: 以上是打招呼的内容
            """,
        fieldMap: """
            first line before ` - 微信聊天记录` → chat.title
            name before the bracket → sender.name
            bracket → sent_at
            rest of the line and the lines up to the next header → text
            「name：quoted」, a rule of dashes, reply → quote and text of a message without author
            微信转账 ￥x - state → payment
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: """
            A transfer's memo has no line end: the next header on the same line is found by a name already seen.
            Quotes carry neither author nor time: the time of the message before is used.
            Notices without a time are recognised by their words.
            Files of the English build: `- WeChat Chat History`, `System Message:`.
            """,
        notSupported: "Account ids and which side is the owner are not in the file: the HTML output has both.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var headers = 0
        var hasTitle = false
        for (i, line) in head.lines.enumerated() {
            if i < 3, Self.title(bytes, line) != nil { hasTitle = true }
            if Self.header(bytes, line) != nil { headers += 1 }
        }
        return hasTitle ? (headers > 0 ? 0.98 : 0.85) : headers > 1 ? 0.75 : headers == 1 ? 0.5 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = WechatExporterGrammar(source: source, bytes, output, format)
            try grammar.read(bytes, into: output)
        }
    }

    /// The chat's title out of the first line.
    static func title(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        for word in [" - 微信聊天记录", " - WeChat Chat History", " - Weixin Chat History"] as [StaticString] where TextScan.ends(bytes, line, with: word) {
            return line.lowerBound..<line.upperBound - word.utf8CodeUnitCount
        }
        return nil
    }

    /// `name (YYYY-MM-DD HH:MM:SS):`; also twelve-hour times.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, sentAt: Timestamp, text: Int)? {
        var times = DayTimes()
        return header(bytes, line, &times)
    }

    /// The same, with the day of the header before.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>, _ times: inout DayTimes) -> (name: Range<Int>, sentAt: Timestamp, text: Int)? {
        var from = line.lowerBound
        while let bracket = ByteScanning.first(0x28, in: bytes, from..<line.upperBound) {
            from = bracket + 1
            guard bracket + 22 <= line.upperBound, bracket > line.lowerBound, bytes[bracket - 1] == 0x20, TextScan.isDigit(bytes, at: bracket + 1) else {
                continue
            }
            if let (stamp, next) = times.read(bytes, at: bracket + 1, end: line.upperBound), next == bracket + 20, bytes[next] == 0x29, bytes[next + 1] == 0x3A
            {
                return (line.lowerBound..<bracket - 1, stamp, bracket + 22)
            }
            guard let stamp = TimeText.dateTime(bytes, at: bracket + 1, end: line.upperBound), stamp.next + 1 < line.upperBound, bytes[stamp.next] == 0x29,
                bytes[stamp.next + 1] == 0x3A
            else { continue }
            return (line.lowerBound..<bracket - 1, stamp.value, stamp.next + 2)
        }
        return nil
    }
}

/// The lines of a WechatExporter file.
private struct WechatExporterGrammar: TextGrammar {
    private let conversation: Int32
    private var names: Set<String>
    private var lastStamp: Timestamp?
    private var isQuoting = false
    private var times = DayTimes()
    private var senders = SenderNames()

    init(source: ExportSource, _ bytes: Span<UInt8>, _ output: MessageOutput, _ format: FormatDescription) {
        var title: String?
        names = []
        var at = 0
        var wasTransfer = false
        while at < 256 << 10, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            if title == nil, let range = WechatExporterText.title(bytes, line.content) { title = ByteScanning.string(bytes, range) }
            guard let header = WechatExporterText.header(bytes, line.content, &times) else { continue }
            if !wasTransfer { names.insert(ByteScanning.string(bytes, header.name)) }
            wasTransfer = Self.isTransfer(bytes, header.text..<line.content.upperBound)
        }
        let name = title ?? source.stem
        let kind: Conversation.Kind = names.count > 2 ? .group : names.contains(name) ? .direct : .unknown
        conversation = output.conversation(Conversation(platform: .wechat, format: format.id, title: name, kind: kind))
    }

    private static let systemWords: [StaticString] = ["系统消息: ", "系统消息:", "System Message: ", "System Message:"]

    private static func isTransfer(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        guard text.lowerBound < text.upperBound, bytes[text.lowerBound] >= 0x80 || bytes[text.lowerBound] == 0x57 else { return false }
        return TextScan.starts(bytes, text, with: "微信转账") || TextScan.starts(bytes, text, with: "Weixin Transfer")
            || TextScan.starts(bytes, text, with: "WeChat Transfer")
            || (TextScan.starts(bytes, text, with: "向") || TextScan.starts(bytes, text, with: "来自")) && TextScan.contains(bytes, text, "转账")
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if line.traits.contains(.colon), let header = WechatExporterText.header(bytes, line.content, &times) {
            lastStamp = header.sentAt
            isQuoting = false
            var head = MessageHead(conversation: conversation, sentAt: header.sentAt, inlineText: header.text)
            var name = header.name
            if state.isOpen, state.head?.kind == .transfer, let own = knownSuffix(bytes, name) {
                name = own
                head.byteOffset = own.lowerBound
            }
            head.sender = senders.participant(name, of: bytes, output)
            if Self.isTransfer(bytes, header.text..<line.end) { head.kind = .transfer }
            return .message(head)
        }
        if state.messages == 0, !state.isOpen, WechatExporterText.title(bytes, line.content) != nil { return .decoration }
        let first = bytes[line.start]
        for word in (first == 0xE7 || first == 0x53 ? Self.systemWords : []) where TextScan.starts(bytes, line.content, with: word) {
            let kind: MessageKind = SystemText.isRecall(bytes, line.content) ? .recall : .system
            return .message(
                MessageHead(conversation: conversation, sentAt: lastStamp, kind: kind, inlineText: line.start + word.utf8CodeUnitCount, isComplete: true))
        }
        if first == 0xE3, TextScan.starts(bytes, line.content, with: "「"), isQuoteHead(bytes, line) {
            isQuoting = true
            return .message(MessageHead(conversation: conversation, sentAt: lastStamp, inlineText: line.start, tag: 1))
        }
        let isInTransfer = state.isOpen && state.head.map { $0.kind == .transfer } == true
        let hasBegun = state.messages > 0 || state.isOpen
        if !isInTransfer, SystemText.isNotice(bytes, line.content), !isQuoting, hasBegun, line.end - line.start < 200 {
            let kind: MessageKind = SystemText.isRecall(bytes, line.content) ? .recall : .system
            return .message(MessageHead(conversation: conversation, sentAt: lastStamp, kind: kind, inlineText: line.start, isComplete: true))
        }
        return .text
    }

    /// A known name at the end of a piece: what stands before it is the memo of a transfer. Nil when the piece is a name itself, or holds none.
    private func knownSuffix(_ bytes: Span<UInt8>, _ piece: Range<Int>) -> Range<Int>? {
        let text = ByteScanning.string(bytes, piece)
        guard !names.contains(text) else { return nil }
        var longest = 0
        for name in names where name.utf8.count > longest && text.hasSuffix(name) { longest = name.utf8.count }
        return longest > 0 ? piece.upperBound - longest..<piece.upperBound : nil
    }

    /// `「name：quoted` whose quote ends with `」` and is followed by a rule of dashes.
    private func isQuoteHead(_ bytes: Span<UInt8>, _ first: TextLine) -> Bool {
        var content = first.content
        var at = first.next
        for _ in 0..<200 {
            if TextScan.ends(bytes, content, with: "」") {
                guard let rule = ByteScanning.line(in: bytes, at: at) else { return false }
                return TextScan.starts(bytes, rule.content, with: "- - - - -")
            }
            guard let next = ByteScanning.line(in: bytes, at: at), WechatExporterText.header(bytes, next.content) == nil else { return false }
            content = next.content
            at = next.next
        }
        return false
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system || message.head.kind == .recall { return }
        message.render(in: bytes, quotes: message.head.tag == 1 ? .cornerBrackets : nil)
        message.classify(in: bytes)
        if message.head.kind == .text, TextScan.starts(bytes, message.text, with: "<< "), TextScan.contains(bytes, message.text, ">>") {
            message.head.kind = .forward
        }
    }
}
