import ChatBytes
import ChatModel

/// Reads the TXT files of QQNT_Export.
struct QQNTExportText: ExportReader {
    let format = FormatDescription(
        id: "qqnt-export-txt", name: "QQNT_Export TXT", platform: .qq, extensions: ["txt"],
        origin: "QQNT_Export over the database of QQ NT: `output/…/<remark, nick or number>.txt`.",
        shape: """
            2024-03-05 09:12:01 收
            [文本]
            那款茶叶还有吗

            2024-03-05 09:12:11 发
            [被引用的消息][文本]
            那款茶叶还有吗
            [文本]
            有的
            """,
        fieldMap: """
            time at the head of a record → sent_at
            发 → the owner; 收 → the other side, whose name is the file's; in groups the member's name
            lines behind [文本] → text; behind [被引用的消息] → quote; other labels → kind
            file name → chat.title
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks:
            "收, 发, 转发 and 未知 are directions and nobody's name. Texts hold blank lines: a record ends at the next head. Paths and sizes behind pictures are no text.",
        notSupported: "App messages are cut to two characters by the exporter. Account ids: export JSON for those of groups.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var heads = 0
        var labelled = 0
        var begun = 0
        for (i, line) in head.lines.enumerated() where i == 0 || TextScan.isBlank(bytes, head.lines[i - 1]) {
            guard QQNTGrammar.head(bytes, line) != nil else { continue }
            heads += 1
            guard i + 1 < head.lines.count else { continue }
            if QQNTGrammar.label(bytes, head.lines[i + 1]) != nil { labelled += 1 }
            if QQNTGrammar.startsElement(bytes, head.lines[i + 1].lowerBound) { begun += 1 }
        }
        return labelled > 0 && begun * 4 >= heads * 3 ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = QQNTGrammar(bytes, stem: source.stem, format: format.id, output)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of such a file.
private struct QQNTGrammar: TextGrammar {
    private let conversation: Int32
    private let other: Int32
    private let owner: Int32
    private var names = SenderNames()
    private var times = DayTimes()

    static let directions: [StaticString] = ["收", "发", "转发", "未知"]

    init(_ bytes: Span<UInt8>, stem: String, format: String, _ output: MessageOutput) {
        var isGroup = false
        var at = 0
        while at < 256 << 10, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            guard let head = Self.head(bytes, line.content) else { continue }
            if !Self.directions.contains(where: { TextScan.equals(bytes, head.name, $0) }) { isGroup = true }
        }
        conversation = output.conversation(Conversation(platform: .qq, format: format, title: stem, kind: isGroup ? .group : .direct))
        other = output.participant(Participant(name: stem, isOwner: false))
        owner = output.participant(Participant(name: "", isOwner: true))
    }

    /// `YYYY-MM-DD HH:MM:SS who`.
    static func head(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, sentAt: Timestamp)? {
        guard let sentAt = FixedTime.dateTime(bytes, at: line.lowerBound, end: line.upperBound), line.count > 20, bytes[line.lowerBound + 19] == 0x20 else {
            return nil
        }
        return (line.lowerBound + 20..<line.upperBound, sentAt)
    }

    private static let labels: [(word: StaticString, kind: MessageKind)] = [
        ("[文本]", .text), ("[图片]", .image), ("[文件]", .file), ("[语音]", .voice), ("[视频]", .video), ("[表情]", .sticker), ("[提示]", .system),
        ("[红包]", .redPacket), ("[通话]", .call), ("[动态消息]", .unknown),
    ]

    /// The kind of an element's label line, and whether it is one of a quoted message.
    static func label(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (kind: MessageKind, isQuote: Bool)? {
        guard line.count >= 8, bytes[line.lowerBound] == 0x5B else { return nil }
        var rest = line
        let isQuote = TextScan.starts(bytes, line, with: "[被引用的消息]")
        if isQuote { rest = line.lowerBound + 20..<line.upperBound }
        for (word, kind) in labels where TextScan.equals(bytes, rest, word) { return (kind, isQuote) }
        return nil
    }

    /// Whether a line is what the exporter writes behind a picture or a file: a path, a size, an address, nothing.
    private static func isPlace(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        if TextScan.isBlank(bytes, line) || TextScan.equals(bytes, line, "None") || TextScan.contains(bytes, line, "://") { return true }
        if ByteScanning.first(0x5C, in: bytes, line) != nil || ByteScanning.first(0x2F, in: bytes, line) != nil { return true }
        return line.allSatisfy { 48...57 ~= bytes[$0] || bytes[$0] == 0x2E || bytes[$0] == 0x20 }
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard state.isAfterBlank, let head = Self.head(bytes, line.content), Self.startsElement(bytes, line.next) else { return .text }
        var message = MessageHead(conversation: conversation, sentAt: head.sentAt)
        if TextScan.equals(bytes, head.name, "收") {
            message.sender = other
        } else if TextScan.equals(bytes, head.name, "发") {
            message.sender = owner
        } else if TextScan.equals(bytes, head.name, "转发") || TextScan.equals(bytes, head.name, "未知") {
            message.kind = .system
        } else {
            message.sender = names.participant(QQTitle.plain(bytes, head.name), of: bytes, output)
        }
        return .message(message)
    }

    /// Whether the next line begins an element: a label, the rest of an app message, an element that the exporter does not know.
    static func startsElement(_ bytes: Span<UInt8>, _ next: Int) -> Bool {
        guard let line = ByteScanning.line(in: bytes, at: next) else { return true }
        return Self.label(bytes, line.content) != nil || TextScan.equals(bytes, line.content, "[") || TextScan.equals(bytes, line.content, "None")
            || TextScan.isBlank(bytes, line.content)
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        var text: [UInt8] = []
        var quoted: [UInt8] = []
        var kind: MessageKind?
        var current: (kind: MessageKind, isQuote: Bool)?
        for line in TextScan.lines(bytes, message.text) {
            if let label = Self.label(bytes, line) {
                current = label
                if !label.isQuote, kind == nil || kind == .text { kind = label.kind }
                continue
            }
            guard let current else {
                // What the exporter leaves of an app message, or of what it does not know, is no text.
                if line.count > 4, !TextScan.equals(bytes, line, "None") { ByteScanning.append(line, of: bytes, to: &text) }
                continue
            }
            if current.isQuote {
                if !quoted.isEmpty { quoted.append(0x0A) }
                ByteScanning.append(line, of: bytes, to: &quoted)
            } else if current.kind == .text || current.kind == .system || current.kind == .redPacket || current.kind == .call || !Self.isPlace(bytes, line) {
                if !text.isEmpty { text.append(0x0A) }
                ByteScanning.append(line, of: bytes, to: &text)
            }
        }
        while text.last == 0x0A { text.removeLast() }
        if !text.isEmpty, kind == .image || kind == .sticker { kind = .text }
        if message.head.kind == .text { message.head.kind = kind ?? .unknown }
        if message.head.kind == .system {
            message.head.sender = -1
            if SystemText.isRecall(text.span, 0..<text.count) { message.head.kind = .recall }
        }
        message.replacement = text
        guard !quoted.isEmpty else { return }
        var more = message.extra ?? MessageBatch.Extra()
        more.quote = Quote(text: String(decoding: quoted, as: UTF8.self))
        message.extra = more
    }
}
