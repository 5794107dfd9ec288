import ChatBytes
import ChatModel

/// Reads the Markdown of MemoTrace 3.
struct MemoTraceMarkdown: LineReader {
    let format = FormatDescription(
        id: "memotrace-md", name: "MemoTrace Markdown (留痕 3.x)", platform: .wechat, extensions: ["md"],
        origin: "MemoTrace 3.x: 导出聊天数据 → Markdown.",
        shape: """
            ## 2024
            ### 2024-03
            #### 2024-03-05
            **09:12:01 林小溪**: 老板，上次那款茶叶还有吗

            **09:12:30 小店老板**: 有的
            """,
        fieldMap: """
            heading of a day + time → sent_at
            name between time and `**:` → sender.name
            rest of the line, and lines up to the next header → text
            【发起转账】 … ￥x → payment; 引用：name: text → quote
            folder name `备注(wxid)` → chat.id, chat.title
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: "Pictures are links, and messages of their kind. A bold piece of text that is no time and name stays text.",
        notSupported: "Account ids of the writers are not in the file: export CSV or HTML for them.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var days = 0
        var headers = 0
        for line in head.lines {
            if MarkdownScan.day(bytes, line) != nil { days += 1 }
            if Self.header(bytes, line) != nil { headers += 1 }
        }
        return days > 0 && headers > 0 ? 0.97 : headers > 1 ? 0.6 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = MemoTraceMarkdownGrammar(conversation: output.conversation(FolderConversation.make(source, bytes, format: format)))
            try grammar.read(bytes, into: output)
        }
    }

    /// `**HH:MM:SS name**: text`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (clock: (hour: Int, minute: Int, second: Int), name: Range<Int>, text: Int)? {
        guard line.count >= 13, bytes[line.lowerBound] == 0x2A, bytes[line.lowerBound + 1] == 0x2A,
            let clock = FixedTime.clock(bytes, at: line.lowerBound + 2, end: line.upperBound)
        else { return nil }
        var name = line.lowerBound + 10
        guard bytes[name] == 0x20 || bytes[name] == 0x2A else { return nil }
        if bytes[name] == 0x20 { name += 1 }
        // Stars may stand in a name: what closes it has a colon behind it.
        let wide = ByteScanning.find("**：", in: bytes, name..<line.upperBound)
        guard let close = ByteScanning.find("**:", in: bytes, name..<(wide ?? line.upperBound)) ?? wide else { return nil }
        var text = close + 2 + (close == wide ? 3 : 1)
        if text < line.upperBound, bytes[text] == 0x20 { text += 1 }
        return (clock, min(name, close)..<close, min(text, line.upperBound))
    }
}

/// The lines of a MemoTrace Markdown.
private struct MemoTraceMarkdownGrammar: TextGrammar {
    let conversation: Int32
    private var midnight: Int64?
    private var names = SenderNames()

    init(conversation: Int32) { self.conversation = conversation }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if let header = MemoTraceMarkdown.header(bytes, line.content) {
            var head = MessageHead(conversation: conversation)
            let seconds = header.clock.hour * 3600 + header.clock.minute * 60 + header.clock.second
            head.sentAt = midnight.map { Timestamp(wallSeconds: $0 + Int64(seconds)) }
            if header.name.isEmpty { head.kind = .system } else { head.sender = names.participant(header.name, of: bytes, output) }
            if !TextScan.isBlank(bytes, header.text..<line.end) { head.inlineText = header.text }
            return .message(head)
        }
        if bytes[line.start] == 0x23, state.isAfterBlank || !state.isOpen {
            if let day = MarkdownScan.day(bytes, line.content) {
                midnight = Int64(day) * 86_400
                return .decoration
            }
            // The file's title, and headings of years and months.
            if MarkdownScan.isYearOrMonth(bytes, line.content) || line.number == 1 && !state.hasBegun { return .decoration }
        }
        return .text
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

/// Headings of Markdown that hold a date.
enum MarkdownScan {
    /// The offset behind the signs and blanks of a heading; nil when the line is none.
    static func heading(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
        var at = line.lowerBound
        while at < line.upperBound, bytes[at] == 0x23, at - line.lowerBound < 6 { at += 1 }
        guard at > line.lowerBound, at < line.upperBound, bytes[at] == 0x20 else { return nil }
        while at < line.upperBound, bytes[at] == 0x20 { at += 1 }
        return at
    }

    /// The number of the day in a heading that holds nothing else.
    static func day(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
        guard let start = heading(bytes, line), let day = TimeText.day(bytes, at: start, end: line.upperBound),
            TextScan.isBlank(bytes, day.next..<line.upperBound)
        else { return nil }
        return CivilDay.number(year: day.value.year, month: day.value.month, day: day.value.day)
    }

    /// `## 2024`, `### 2024-03`.
    static func isYearOrMonth(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard let start = heading(bytes, line), let year = TimeText.number(bytes, at: start, end: line.upperBound, minDigits: 4, maxDigits: 4) else {
            return false
        }
        if TextScan.isBlank(bytes, year.next..<line.upperBound) { return true }
        guard bytes[year.next] == 0x2D, let month = TimeText.number(bytes, at: year.next + 1, end: line.upperBound, maxDigits: 2) else { return false }
        return TextScan.isBlank(bytes, month.next..<line.upperBound)
    }
}
