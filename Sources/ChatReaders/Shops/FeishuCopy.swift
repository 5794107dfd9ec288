import ChatBytes
import ChatModel

/// Reads text copied out of a Feishu (Lark) chat.
struct FeishuCopy: LineReader {
    let format = FormatDescription(
        id: "feishu-copy", name: "Feishu copy (飞书 复制粘贴)", platform: .feishu, extensions: ["txt"],
        origin: "Feishu: select messages in a chat → copy, pasted into a text file; the text of a printed chat has the same shape.",
        shape: """
            林小溪 2024年3月5日 15:23
            老板在吗
            小店老板
            2024年3月5日 15:24
            在的
            """,
        fieldMap: """
            name before the date, or on the line before it → sender.name
            date and time → sent_at
            lines up to the next header → text
            file name → chat.title
            """,
        timeZone: "Wall clock of the machine, to the minute; the file names no zone.",
        quirks: "A line of mentions may stand between the name and the date. A date without a year takes the year in the file's name.",
        notSupported: "Account ids and pictures are not in the copied text.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var headers = 0
        var lone = 0
        for (i, line) in head.lines.enumerated() {
            if FeishuGrammar.loneTime(bytes, line) != nil, i > 0, !TextScan.isBlank(bytes, head.lines[i - 1]) { lone += 1 }
            if let header = CopyHeader.parse(bytes, line), header.style == .chinese { headers += 1 }
        }
        if lone > 0 { return lone + headers > 1 ? 0.75 : 0.6 }
        return headers > 1 ? 0.65 : headers == 1 ? 0.5 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let conversation = output.conversation(Conversation(platform: .feishu, format: format.id, title: source.stem))
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = FeishuGrammar(conversation: conversation, year: NameDate.find(source.stem)?.year)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of copied Feishu text.
private struct FeishuGrammar: TextGrammar {
    let conversation: Int32
    /// The last date, or the year that the file's name tells: dates without a year follow it.
    private var year: Int?
    private var month = 0
    private var skips = 0

    init(conversation: Int32, year: Int?) {
        self.conversation = conversation
        self.year = year
    }

    /// A line `2024年3月5日 15:23`, or without the year.
    static func loneTime(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (year: Int?, month: Int, day: Int, clock: (hour: Int, minute: Int, second: Int?))? {
        let line = TextScan.trim(bytes, line)
        guard 12...40 ~= line.count, TextScan.isDigit(bytes, at: line.lowerBound) else { return nil }
        var year: Int?
        let month: Int
        let day: Int
        var at: Int
        if let full = TimeText.day(bytes, at: line.lowerBound, end: line.upperBound), TextScan.contains(bytes, line, "年") {
            (year, month, day) = (full.value.year, full.value.month, full.value.day)
            at = full.next
        } else {
            guard let m = TimeText.number(bytes, at: line.lowerBound, end: line.upperBound, maxDigits: 2), ByteScanning.has("月", in: bytes, at: m.next),
                let d = TimeText.number(bytes, at: m.next + 3, end: line.upperBound, maxDigits: 2), ByteScanning.has("日", in: bytes, at: d.next),
                1...12 ~= m.value, 1...31 ~= d.value
            else { return nil }
            (month, day) = (m.value, d.value)
            at = d.next + 3
        }
        while at < line.upperBound, let width = TextScan.blank(bytes, at: at) { at += width }
        let period = DayPeriod.leading(bytes, at: at, end: line.upperBound)
        if let period { at = period.next }
        guard var clock = TimeText.clock(bytes, at: at, end: line.upperBound), clock.next == line.upperBound else { return nil }
        if let period { clock.value.hour = period.word.hour24(clock.value.hour) }
        return (year, month, day, clock.value)
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if skips > 0 {
            skips -= 1
            return .skipped
        }
        if let header = CopyHeader.parse(bytes, line.content), header.style == .chinese {
            if let date = header.date { (year, month) = (date.year, date.month) }
            return .message(MessageHead(conversation: conversation, sender: output.participant(named: header.name, of: bytes), sentAt: header.stamp(nil)))
        }
        if let header = Self.shortHeader(bytes, line.content) {
            let stamp = stamp((nil, header.month, header.day, header.clock), line.number, output)
            let sender = output.participant(named: header.name, of: bytes)
            return .message(MessageHead(conversation: conversation, sender: sender, sentAt: stamp))
        }
        guard line.end - line.start < 100, let next = ByteScanning.line(in: bytes, at: line.next) else { return .text }
        var time = Self.loneTime(bytes, next.content)
        var between = 1
        if time == nil, !next.content.isEmpty, bytes[next.content.lowerBound] == 0x40, let third = ByteScanning.line(in: bytes, at: next.next) {
            time = Self.loneTime(bytes, third.content)
            between = 2
        }
        guard let time, Self.loneTime(bytes, line.content) == nil else { return .text }
        skips = between
        let stamp = stamp(time, line.number + between, output)
        let name = TextScan.trim(bytes, line.content)
        return .message(MessageHead(conversation: conversation, sender: output.participant(named: name, of: bytes), sentAt: stamp))
    }

    /// `name 1月1日 00:00`: a header whose date has no year.
    private static func shortHeader(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (
        name: Range<Int>, month: Int, day: Int, clock: (hour: Int, minute: Int, second: Int?)
    )? {
        guard line.count < 200, let mark = ByteScanning.find("月", in: bytes, line) else { return nil }
        var at = mark
        while at > line.lowerBound, 48...57 ~= bytes[at - 1] { at -= 1 }
        guard at > line.lowerBound + 1, bytes[at - 1] == 0x20, let time = loneTime(bytes, at..<line.upperBound), time.year == nil else { return nil }
        let name = TextScan.trim(bytes, line.lowerBound..<at)
        return name.isEmpty ? nil : (name, time.month, time.day, time.clock)
    }

    /// The moment of a date that may lack the year: then it has that of the date before, or the next one when the month goes back.
    private mutating func stamp(
        _ time: (year: Int?, month: Int, day: Int, clock: (hour: Int, minute: Int, second: Int?)), _ line: Int, _ output: MessageOutput
    ) -> Timestamp? {
        if let known = time.year {
            year = known
        } else if let last = year {
            year = time.month < month ? last + 1 : last
        }
        month = time.month
        let stamp = year.flatMap { TimeText.timestamp(($0, time.month, time.day), time.clock) }
        if stamp == nil { output.report("date-incomplete", .note, line: line, "a date lacks the year") }
        return stamp
    }
}
