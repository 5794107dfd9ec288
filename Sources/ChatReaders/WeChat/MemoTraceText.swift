import ChatBytes
import ChatModel

/// Reads the TXT files of MemoTrace (WeChatMsg, 留痕), versions 2 and 3.
struct MemoTraceText: LineReader {
    let format = FormatDescription(
        id: "memotrace-txt", name: "MemoTrace TXT (留痕 / WeChatMsg, 2.x and 3.x)", platform: .wechat, extensions: ["txt"],
        origin: "MemoTrace: 导出聊天数据 → TXT; 2.x writes `聊天记录/<备注>/<备注>.txt`, 3.x `聊天记录/<备注>(<wxid>)/<备注>.txt`.",
        shape: """
            2024-03-05 09:12:01 林小溪
            老板，上次那款茶叶还有吗

            2024-03-05 09:20:00 林小溪
            【发起转账】:￥336.00
            备注: 茶叶2斤
            """,
        fieldMap: """
            time at the head of a record → sent_at
            rest of the header → sender.name (2.x escapes it for HTML and JavaScript: undone)
            lines up to the next header → text
            【发起转账】 … ￥x → payment
            引用:name:text (2.x), 引用：name: text (3.x) → quote
            folder name `备注(wxid)` → chat.id, chat.title
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: """
            A header stands behind a blank line, unless the file has lost them all; a header with nothing under it is a system line (2.x), as is a header of a time alone (3.x).
            2.x indents links by twelve blanks and leaves transfers out.
            """,
        notSupported: "Account ids of the writers are not in the file: export CSV or HTML for them. The masked text made for training (`_chat.txt`) is refused."
    )

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var headers = 0
        var named = 0
        var quoted = 0
        var numbered = 0
        var afterBlank = true
        var afterHeader = false
        var adjacent = 0
        let isSpaced = HeadSpacing.isSpaced(bytes) { Self.header(bytes, $0) != nil }
        for line in head.lines {
            let wasHeader = afterHeader
            defer { afterBlank = TextScan.isBlank(bytes, line) }
            let found = Self.header(bytes, line)
            afterHeader = found != nil
            if wasHeader, afterHeader { adjacent += 1 }
            guard afterBlank || !isSpaced, let header = found else { continue }
            headers += 1
            if header.name.isEmpty { continue }
            named += 1
            if let header = QQTextGrammar.header(bytes, line), header.id != nil { numbered += 1 }
            if bytes[header.name.lowerBound] == 0x27, bytes[header.name.upperBound - 1] == 0x27 { quoted += 1 }
        }
        // A log has line under line with a time, and nothing below them.
        guard named > 0, quoted == 0, adjacent < 2 || adjacent <= headers, isSpaced || adjacent * 2 < headers else { return 0 }
        if head.contains("消息对象:") || head.contains("消息对象：") { return 0.3 }
        if numbered * 2 > headers { return 0.4 }
        return headers > 1 ? 0.8 : 0.6
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = MemoTraceGrammar(
                conversation: output.conversation(FolderConversation.make(source, bytes, format: format)),
                isSpaced: HeadSpacing.isSpaced(bytes) { Self.header(bytes, $0) != nil })
            if !grammar.isSpaced { HeadSpacing.report(output) }
            try grammar.read(bytes, into: output)
        }
    }

    /// `YYYY-MM-DD HH:MM:SS name`, or the time alone.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, sentAt: Timestamp)? {
        var times = DayTimes()
        return header(bytes, line, &times)
    }

    /// The same, with the day of the header before.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>, _ times: inout DayTimes) -> (name: Range<Int>, sentAt: Timestamp)? {
        let after = line.lowerBound + 19
        guard let (sentAt, next) = times.read(bytes, at: line.lowerBound, end: line.upperBound), next == after else { return nil }
        if after >= line.upperBound { return (after..<after, sentAt) }
        guard bytes[after] == 0x20 else { return nil }
        return (min(after + 1, line.upperBound)..<line.upperBound, sentAt)
    }
}

/// The lines of a MemoTrace file.
private struct MemoTraceGrammar: TextGrammar {
    let conversation: Int32
    /// Whether heads stand under blank lines.
    let isSpaced: Bool
    private var times = DayTimes()
    private var names = SenderNames()

    init(conversation: Int32, isSpaced: Bool) {
        self.conversation = conversation
        self.isSpaced = isSpaced
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard state.isAfterBlank || !isSpaced || !state.hasBegun, let header = MemoTraceText.header(bytes, line.content, &times) else { return .text }
        var head = MessageHead(conversation: conversation, sentAt: header.sentAt)
        if header.name.isEmpty {
            head.kind = .system
            return .message(head)
        }
        let next = ByteScanning.line(in: bytes, at: line.next)
        if next.map({ TextScan.isBlank(bytes, $0.content) && startsHeaderOrEnds(bytes, $0.next) }) ?? true {
            head.kind = .system
            head.inlineText = header.name.lowerBound
            return .message(head)
        }
        head.sender = names.participant(escaped: header.name, of: bytes, output)
        return .message(head)
    }

    /// Whether nothing but blank lines stands before the next header or the end.
    private func startsHeaderOrEnds(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        var at = start
        while let line = ByteScanning.line(in: bytes, at: at) {
            if !TextScan.isBlank(bytes, line.content) { return MemoTraceText.header(bytes, line.content) != nil }
            at = line.next
        }
        return true
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system {
            if SystemText.isRecall(bytes, message.text) { message.head.kind = .recall }
            return
        }
        message.render(in: bytes, quotes: .referenceLine)
        message.classify(in: bytes)
        if message.head.kind == .contactCard { message.addCard(in: bytes) }
    }
}
