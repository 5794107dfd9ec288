import ChatBytes
import ChatModel

/// The lines of a LINE export.
struct LineGrammar: TextGrammar {
    private let conversation: Int32
    private let order: DateOrder
    /// The other side of a direct chat: everybody else is the owner.
    private let counterpart: [UInt8]?
    /// Names of the PC's form, longest first; in a file of the phone's form those of its rows, for rows of the other form among them.
    private let names: [[UInt8]]
    private let isPhone: Bool
    private var day: (year: Int, month: Int, day: Int)?
    private var lastMinutes = -1
    /// Where the quoted text ends that is being read.
    private var quoteEnd = 0
    private var senders = NameTable()

    init(_ bytes: Span<UInt8>, _ source: ExportSource, _ format: FormatDescription, _ output: MessageOutput) {
        var survey = LineSurvey()
        survey.look(bytes)
        order = survey.order
        isPhone = survey.tabRows * 2 >= survey.pcRows.count
        names = isPhone ? survey.pcRows.isEmpty ? [] : survey.tabNames.sorted { $0.count > $1.count } : survey.prefixes()
        let title = survey.title
        counterpart = title.flatMap { $0.isGroup ? nil : Array($0.name.utf8) }
        let name = title?.name ?? (source.stem.hasPrefix("[LINE]") ? String(source.stem.dropFirst(6)).trimmed : source.stem)
        conversation = output.conversation(
            Conversation(platform: .line, format: format.id, title: name, kind: title.map { $0.isGroup ? .group : .direct } ?? .unknown))
        if let reason = survey.reason {
            output.report("date-order", .note, line: 1, byteOffset: 0, "dates are read \(order == .dayMonthYear ? "day" : "month") first: \(reason)")
        }
    }

    /// A time at the head of a line: `09:05`, `9:30 PM`, `午後05:38`; a tab or a blank follows.
    static func time(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (hour: Int, minute: Int, period: DayPeriod?, next: Int)? {
        guard line.count >= 5 else { return nil }
        let first = bytes[line.lowerBound]
        guard 48...57 ~= first || first >= 0xE4 else { return nil }
        var at = line.lowerBound
        let end = min(line.upperBound, at + 24)
        var period: DayPeriod?
        if let leading = DayPeriod.leading(bytes, at: at, end: end) {
            period = leading.word
            at = leading.next
        }
        guard let hour = TimeText.number(bytes, at: at, end: end, maxDigits: 2), hour.next < end, bytes[hour.next] == 0x3A,
            let minute = TimeText.number(bytes, at: hour.next + 1, end: end, minDigits: 2, maxDigits: 2), hour.value <= 24, minute.value < 60
        else { return nil }
        at = minute.next
        var next = at
        if at < end, bytes[at] == 0x20 { next += 1 }
        if period == nil, next < end, bytes[next] != 0x09, let trailing = DayPeriod.trailing(bytes, at: next, end: end), trailing.next < line.upperBound,
            bytes[trailing.next] == 0x09 || bytes[trailing.next] == 0x20
        {
            period = trailing.word
            at = trailing.next
        }
        guard at < line.upperBound, bytes[at] == 0x09 || bytes[at] == 0x20 else { return nil }
        return (hour.value, minute.value, period, at)
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if line.start < quoteEnd { return .text }
        let time = line.traits.contains(.colon) && (day != nil || isPhone) ? Self.time(bytes, line.content) : nil
        if time == nil, let date = LineDate.read(bytes, line.content), let found = order.date(date.numbers.0, date.numbers.1, date.numbers.2) {
            day = found
            lastMinutes = -1
            return .decoration
        }
        if let time {
            if bytes[time.next] == 0x09 { return row(line, time, bytes, output) }
            if !names.isEmpty, let role = pcRow(line, time, bytes, output) { return role }
        }
        if line.number <= 4, LineHead.title(bytes, line.content) != nil || LineHead.isSaved(bytes, line.content) { return .decoration }
        return .text
    }

    private mutating func stamp(_ time: (hour: Int, minute: Int, period: DayPeriod?, next: Int)) -> Timestamp? {
        guard let day else { return nil }
        var hour = time.hour
        if let period = time.period {
            hour = period.hour24(hour)
            // 午前12 is noon for some versions: the row before stands later in the morning.
            if case .morning = period, time.hour == 12, lastMinutes > 0, lastMinutes < 13 * 60 { hour = 12 }
        }
        var number = CivilDay.number(year: day.year, month: day.month, day: day.day)
        if hour == 24 {
            hour = 0
            number += 1
        }
        lastMinutes = hour * 60 + time.minute
        return Timestamp(wallSeconds: Int64(number) * 86_400 + Int64(hour * 3600 + time.minute * 60), precision: .minute)
    }

    /// `time<TAB>name<TAB>text`, or a system row of two columns.
    private mutating func row(
        _ line: TextLine, _ time: (hour: Int, minute: Int, period: DayPeriod?, next: Int), _ bytes: Span<UInt8>, _ output: MessageOutput
    ) -> LineRole {
        var head = MessageHead(conversation: conversation, sentAt: stamp(time))
        let start = time.next + 1
        guard let tab = ByteScanning.first(0x09, in: bytes, start..<line.end), tab > start else {
            head.kind = .system
            head.inlineText = start < line.end && bytes[start] == 0x09 ? start + 1 : start
            return .message(head)
        }
        head.sender = sender(start..<tab, bytes, output)
        var text = tab + 1
        if text < line.end, bytes[text] == 0x22, let end = closingQuote(bytes, text + 1, line) {
            quoteEnd = end
            text += 1
            head.tag = end
        }
        head.inlineText = text
        return .message(head)
    }

    /// The offset of the quotation mark that closes a text of several lines; nil when the text is not quoted.
    private func closingQuote(_ bytes: Span<UInt8>, _ start: Int, _ first: TextLine) -> Int? {
        var at = start
        var lineEnd = first.end
        var next = first.next
        var lines = 0
        while lines < 2000 {
            while let mark = ByteScanning.first(0x22, in: bytes, at..<lineEnd) {
                if mark + 1 < lineEnd, bytes[mark + 1] == 0x22 {
                    at = mark + 2
                    continue
                }
                if mark + 1 == lineEnd { return lines > 0 ? mark : nil }
                at = mark + 1
            }
            guard let line = ByteScanning.line(in: bytes, at: next) else { return nil }
            if LineDate.read(bytes, line.content) != nil { return nil }
            if let time = Self.time(bytes, line.content), bytes[time.next] == 0x09 { return nil }
            at = line.content.lowerBound
            lineEnd = line.content.upperBound
            next = line.next
            lines += 1
        }
        return nil
    }

    /// `HH:MM name text` with blanks between.
    private mutating func pcRow(
        _ line: TextLine, _ time: (hour: Int, minute: Int, period: DayPeriod?, next: Int), _ bytes: Span<UInt8>, _ output: MessageOutput
    ) -> LineRole? {
        let minutes = time.hour * 60 + time.minute
        guard time.period != nil || minutes >= lastMinutes else { return nil }
        let start = time.next + 1
        var head = MessageHead(conversation: conversation)
        for name in names {
            let end = start + name.count
            guard end <= line.end, ByteScanning.equal(start..<end, of: bytes, name), end == line.end || bytes[end] == 0x20 else { continue }
            head.sentAt = stamp(time)
            head.sender = sender(start..<end, bytes, output)
            head.inlineText = min(end + 1, line.end)
            return .message(head)
        }
        guard !isPhone else { return nil }
        head.sentAt = stamp(time)
        head.kind = .system
        head.inlineText = start
        return .message(head)
    }

    private mutating func sender(_ name: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        if let index = senders.index(of: name, in: bytes, tag: 0) { return index }
        let isOwner = counterpart.map { !ByteScanning.equal(name, of: bytes, $0) }
        let index = output.participant(named: name, of: bytes, isOwner: isOwner)
        senders.insert(name, of: bytes, tag: 0, index: index)
        return index
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.tag > message.text.lowerBound {
            let text = message.text.lowerBound..<message.head.tag
            // Lines behind the quotation mark belong to no other message.
            let rest = TextScan.trim(bytes, min(message.head.tag + 1, message.text.upperBound)..<message.text.upperBound)
            message.text = text
            if !rest.isEmpty || ByteScanning.find("\"\"", in: bytes, text) != nil {
                message.replacement = Self.undoubled(bytes, text) + (rest.isEmpty ? [] : [0x0A])
                var behind: [UInt8] = []
                ByteScanning.appendLines(rest, of: bytes, to: &behind)
                message.replacement? += behind
            }
        }
        if LinePlaceholder.isUnsend(bytes, message.text) {
            message.head.kind = .recall
            if !isPhone { return }
        }
        guard message.head.kind == .text, let kind = LinePlaceholder.kind(bytes, message.text) else { return }
        message.head.kind = kind
    }

    /// A quoted cell with single quotation marks for the doubled ones, and LF line ends.
    static func undoubled(_ bytes: Span<UInt8>, _ text: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        var at = text.lowerBound
        while at < text.upperBound {
            let byte = bytes[at]
            if byte == 0x0D, at + 1 < text.upperBound, bytes[at + 1] == 0x0A {
                at += 1
                continue
            }
            result.append(byte)
            at += byte == 0x22 && at + 1 < text.upperBound && bytes[at + 1] == 0x22 ? 2 : 1
        }
        return result
    }
}

extension String {
    /// Without blanks at both ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
