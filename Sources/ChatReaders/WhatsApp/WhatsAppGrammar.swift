import ChatBytes
import ChatModel

/// The lines of a WhatsApp text.
struct WhatsAppGrammar: TextGrammar {
    private var order: DateOrder
    private var reason: DateOrderSurvey.Reason
    private let survey: WhatsAppSurvey
    private var current: WhatsAppSurvey
    /// How headers are written from here on: kept apart from the survey, since every line asks.
    private var shape: WhatsAppShape?
    private var padding: Int
    private let longNames: [[UInt8]]
    private let conversation: Int32
    private let title: String
    private var senders = NameTable()
    private var cards = WhatsAppCards()
    private var isGroup: Bool
    /// Lines before this offset have been found not to begin a new shape.
    private var refusedUpTo = 0
    /// Whether the open message begins with a header of its own: rows that were copied and pasted follow.
    private var isPasting = false
    private var isYearReported = false
    private var isCalendarReported = false
    private var lastNumbers = (-1, -1, -1)
    private var lastDay: (year: Int, month: Int, day: Int)?
    /// The first second of the last day, when it is one of the calendar.
    private var lastMidnight: Int64?

    init(survey: WhatsAppSurvey, title: String?, format: FormatDescription, _ output: MessageOutput) {
        self.survey = survey
        current = survey
        shape = survey.shape
        padding = survey.padding
        order = survey.order
        reason = survey.reason
        let longer = survey.namesWithColon(title: title)
        longNames = longer.map { Array($0.utf8) }
        let writers = survey.writers
        let other = title.flatMap { name in writers.first { LooseName.equal($0, name) } }
        isGroup = writers.count > 2 || survey.hasGroupNotice
        let shown = other ?? title ?? survey.groupName ?? ""
        self.title = shown
        var chat = Conversation(platform: format.platform, format: format.id, title: shown.isEmpty ? output.source.stem : shown)
        chat.kind = isGroup ? .group : other != nil ? .direct : .unknown
        chat.id = Self.phone(shown)
        conversation = output.conversation(chat)
    }

    /// Tells how dates are read.
    func reportOrder(_ output: MessageOutput, line: Int, byteOffset: Int) {
        guard let shape = current.shape, shape.hasYear, reason != .yearFirst else { return }
        let words =
            switch order {
            case .dayMonthYear: "day first"
            case .monthDayYear: "month first"
            case .yearMonthDay: "year first"
            }
        output.report("date-order", reason == .none ? .warning : .note, line: line, byteOffset: byteOffset, "dates are read \(words): \(reason.rawValue)")
    }

    // MARK: Names

    /// The first colon of a body that may end an author: a blank or nothing behind it.
    static func firstColon(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Int? {
        let end = min(body.upperBound, body.lowerBound + 400)
        var from = body.lowerBound
        while let colon = ByteScanning.first(0x3A, in: bytes, from..<end) {
            if colon + 1 >= body.upperBound || bytes[colon + 1] == 0x20 || ByteScanning.has("\u{A0}", in: bytes, at: colon + 1) {
                return colon > body.lowerBound ? colon : nil
            }
            from = colon + 1
        }
        return tightColon(bytes, body.lowerBound..<end)
    }

    /// The first colon of a body in which none has a blank behind it, as some programs write them: no address of a page, no time, no sentence before it.
    private static func tightColon(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Int? {
        guard let colon = ByteScanning.first(0x3A, in: bytes, body), 1...60 ~= colon - body.lowerBound, bytes[colon + 1] != 0x2F,
            !TextScan.isDigit(bytes, at: colon + 1), !TextScan.isDigit(bytes, at: colon - 1)
        else { return nil }
        var words = 1
        for i in body.lowerBound..<colon where bytes[i] == 0x20 { words += 1 }
        return words <= 4 ? colon : nil
    }

    /// A name without direction marks around it and without the `~` before an unsaved contact's own name.
    static func plainName(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Range<Int> {
        var (start, end) = (name.lowerBound, name.upperBound)
        while start + 3 <= end, StampScan.isMark(bytes, start) { start += 3 }
        if start + 1 < end, bytes[start] == 0x7E, let width = TextScan.blank(bytes, at: start + 1) { start += 1 + width }
        while start + 3 <= end, StampScan.isMark(bytes, start) { start += 3 }
        while end - 3 >= start, StampScan.isMark(bytes, end - 3) { end -= 3 }
        return start..<end
    }

    /// A phone number in a name's place, as `+` and digits.
    static func phone(_ name: String) -> String? {
        var digits = ""
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 48...57: digits.unicodeScalars.append(scalar)
            case 0x2B, 0x20, 0x28, 0x29, 0x2E, 0x2D, 0xA0, 0x202F, 0x2010...0x2015: break
            default: return nil
            }
        }
        return digits.utf8.count >= 7 && name.utf8.first == 0x2B ? "+" + digits : nil
    }

    private mutating func sender(_ raw: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        if let index = senders.index(of: raw, in: bytes, tag: 0) { return index }
        let name = ByteScanning.string(bytes, Self.plainName(bytes, raw))
        let index = output.participant(Participant(id: Self.phone(name), name: name, isOwner: name == survey.owner ? true : nil))
        senders.insert(raw, of: bytes, tag: 0, index: index)
        return index
    }

    // MARK: Headers

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard let stamp = WhatsAppStamp(bytes, line.content) else { return .text }
        if stamp.shape != shape || padding != 0 && stamp.padding == -padding {
            guard line.start >= refusedUpTo, !isPasting, switchesShape(stamp, bytes, line) else {
                output.report("other-shape", .note, line: line.number, byteOffset: line.start, "a header-like line of another shape was taken as text")
                return .text
            }
            current = WhatsAppSurvey()
            current.look(bytes, from: line.start)
            (shape, padding) = (current.shape, current.padding)
            (order, reason) = (current.order, current.reason)
            lastNumbers = (-1, -1, -1)
            reportOrder(output, line: line.number, byteOffset: line.start)
        }
        var head = MessageHead(conversation: conversation, sentAt: stampTime(stamp, line, output), inlineText: stamp.body)
        if let (sender, text) = knownAuthor(bytes, stamp.body..<line.end) {
            head.sender = sender
            head.inlineText = text
            isPasting = beginsWithHeader(bytes, text..<line.end)
            return .message(head)
        }
        isPasting = false
        guard let colon = authorEnd(bytes, stamp.body..<line.end) else {
            // The notice at the top of every chat is the app's furniture: nobody's message, and no event.
            if WhatsAppPhrases.shared.contains(.encryption, bytes, stamp.body..<line.end) { return .decoration }
            head.kind = .system
            return .message(head)
        }
        head.sender = sender(stamp.body..<colon, bytes, output)
        var text = colon + 1
        if text < line.end, let width = TextScan.blank(bytes, at: text) { text += width }
        head.inlineText = min(text, line.end)
        isPasting = beginsWithHeader(bytes, min(text, line.end)..<line.end)
        return .message(head)
    }

    /// Whether a text begins with a stamp: most are turned away by their first byte.
    private func beginsWithHeader(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        guard text.count > 8, bytes[text.lowerBound] == 0x5B || 48...57 ~= bytes[text.lowerBound] else { return false }
        return WhatsAppStamp(bytes, text) != nil
    }

    /// The author of a row who has written before, and where the text begins; nil leaves it to the full reading.
    private func knownAuthor(_ bytes: Span<UInt8>, _ body: Range<Int>) -> (sender: Int32, text: Int)? {
        guard longNames.isEmpty, let colon = ByteScanning.first(0x3A, in: bytes, body.lowerBound..<min(body.upperBound, body.lowerBound + 400)),
            colon + 2 < body.upperBound, bytes[colon + 1] == 0x20, let index = senders.index(of: body.lowerBound..<colon, in: bytes, tag: 0)
        else { return nil }
        return (index, colon + 2)
    }

    /// Where the author of a row ends; nil for a row of the app's own.
    private func authorEnd(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Int? {
        guard let colon = Self.firstColon(bytes, body) else { return nil }
        for name in longNames {
            let start = Self.plainName(bytes, body).lowerBound
            let end = start + name.count
            if end < body.upperBound, bytes[end] == 0x3A, ByteScanning.equal(start..<end, of: bytes, name) { return end }
        }
        // `Rina:see you: at 5`, in files whose authors have no blank behind the colon.
        if let tight = ByteScanning.first(0x3A, in: bytes, body.lowerBound..<colon), tight > body.lowerBound,
            survey.isLikelier(
                ByteScanning.string(bytes, Self.plainName(bytes, body.lowerBound..<tight)),
                than: ByteScanning.string(bytes, Self.plainName(bytes, body.lowerBound..<colon)))
        {
            return tight
        }
        // Quotation marks before the colon: `Ana changed the subject from "A: b" to "C: d"`.
        if Self.hasQuotationMark(bytes, body.lowerBound..<colon) { return nil }
        if colon - body.lowerBound > 16, survey.isNotice(ByteScanning.string(bytes, Self.plainName(bytes, body.lowerBound..<colon))) { return nil }
        return colon
    }

    /// Whether a piece holds a quotation mark of any script: no name does.
    static func hasQuotationMark(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for i in range {
            let byte = bytes[i]
            if byte == 0x22 || (byte == 0xE2 && i + 2 < bytes.count && bytes[i + 1] == 0x80 && 0x9C...0x9F ~= bytes[i + 2])
                || (byte == 0xC2 && i + 1 < bytes.count && (bytes[i + 1] == 0xAB || bytes[i + 1] == 0xBB))
            {
                return true
            }
        }
        return false
    }

    /// Whether another export begins here, in headers of another shape: they go on to the file's end, or for long, or under the app's own first notice.
    ///
    /// Rows that somebody pasted into a message look alike; behind them the file's own headers go on. What phones copy has no year.
    private mutating func switchesShape(_ other: WhatsAppStamp, _ bytes: Span<UInt8>, _ line: TextLine) -> Bool {
        guard let shape = current.shape, other.shape.hasYear || !shape.hasYear else { return false }
        let phrases = WhatsAppPhrases.shared
        var isNoticed = phrases.contains(.encryption, bytes, other.body..<line.end)
        var hits = 1
        var at = line.next
        while at - line.next < 4 << 20, let next = ByteScanning.line(in: bytes, at: at) {
            guard let stamp = WhatsAppStamp(bytes, next.content) else {
                at = next.next
                continue
            }
            if current.accepts(stamp) {
                refusedUpTo = at
                return isNoticed && hits > 1 || hits >= 30
            }
            at = next.next
            guard stamp.shape == other.shape else { continue }
            hits += 1
            if hits < 4, phrases.contains(.encryption, bytes, stamp.body..<next.content.upperBound) { isNoticed = true }
            if hits >= 400 { return true }
        }
        refusedUpTo = at
        return hits >= 3 || isNoticed
    }

    private mutating func stampTime(_ stamp: WhatsAppStamp, _ line: TextLine, _ output: MessageOutput) -> Timestamp? {
        var day: (year: Int, month: Int, day: Int)?
        if stamp.numbers == lastNumbers {
            if let lastMidnight {
                return Timestamp(
                    wallSeconds: lastMidnight + Int64(stamp.hour * 3600 + stamp.minute * 60 + (stamp.second ?? 0)),
                    precision: stamp.second == nil ? .minute : .second)
            }
            day = lastDay
        } else {
            if stamp.shape.hasYear {
                day = order.date(stamp.numbers.0, stamp.numbers.1, stamp.numbers.2)
            } else if let year = NameDate.find(output.source.stem)?.year {
                day = order == .monthDayYear ? (year, stamp.numbers.0, stamp.numbers.1) : (year, stamp.numbers.1, stamp.numbers.0)
            }
            lastNumbers = stamp.numbers
            lastDay = day
            lastMidnight = nil
        }
        if let year = day?.year, 1200..<1500 ~= year {
            if !isCalendarReported {
                isCalendarReported = true
                output.report("calendar", line: line.number, byteOffset: line.start, "years of another calendar: these messages have no time")
            }
            return nil
        }
        guard let day else {
            if !isYearReported {
                isYearReported = true
                output.report("date-incomplete", .note, line: line.number, byteOffset: line.start, "a date lacks its year or is none of the calendar")
            }
            return nil
        }
        if CivilDay.exists(year: day.year, month: day.month, day: day.day) {
            lastMidnight = Int64(CivilDay.number(year: day.year, month: day.month, day: day.day)) * 86_400
        }
        return TimeText.timestamp(day, (stamp.hour, stamp.minute, stamp.second))
    }

    // MARK: Bodies

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard !message.text.isEmpty else { return }
        if message.hasInnerMark { dropByteOrderMarks(&message, bytes) }
        let isMarked = StampScan.isMark(bytes, message.text.lowerBound)
        guard message.head.kind == .text else {
            if isMarked { message.text = Self.withoutMarks(bytes, message.text) }
            return
        }
        let first = bytes[message.text.lowerBound]
        let last = bytes[message.text.upperBound - 1]
        defer { if message.head.kind == .contactCard { cards.complete(&message, output) } }
        let isApp = WhatsAppBody.read(&message, bytes, isMarked: isMarked && (!survey.marksAreCommon || output.totals.messages == 0), first: first, last: last)
        if isApp || (isMarked && message.head.kind == .text && isPhantom(message, bytes, isMarked: isMarked)) {
            message.head.kind = message.head.kind == .text ? .system : message.head.kind
            if message.head.kind == .system { message.head.sender = -1 }
        }
    }

    /// The group's title and other names that only the app writes under are nobody.
    private func isPhantom(_ message: GatheredMessage, _ bytes: Span<UInt8>, isMarked: Bool) -> Bool {
        guard isMarked, message.head.kind == .text, message.head.sender >= 0, survey.isWhole else { return false }
        guard let nameEnd = nameEnd(message, bytes) else { return false }
        let name = ByteScanning.string(bytes, nameEnd)
        return survey.authors[name].map { $0.ordinary == 0 } ?? false
    }

    private func nameEnd(_ message: GatheredMessage, _ bytes: Span<UInt8>) -> Range<Int>? {
        let line = ByteScanning.line(in: bytes, at: message.byteOffset)?.content ?? message.text
        guard let stamp = WhatsAppStamp(bytes, line), let colon = Self.firstColon(bytes, stamp.body..<line.upperBound) else { return nil }
        return Self.plainName(bytes, stamp.body..<colon)
    }

    static func withoutMarks(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Range<Int> {
        var start = text.lowerBound
        while start + 3 <= text.upperBound, StampScan.isMark(bytes, start) { start += 3 }
        return start..<text.upperBound
    }

    /// Byte order marks at the heads of lines are the exporter's; everything else of a body stays.
    private func dropByteOrderMarks(_ message: inout GatheredMessage, _ bytes: Span<UInt8>) {
        guard message.text.count > 3, ByteScanning.find("\n\u{FEFF}", in: bytes, message.text) != nil else { return }
        var text: [UInt8] = []
        for (i, line) in TextScan.lines(bytes, message.text).enumerated() {
            if i > 0 { text.append(0x0A) }
            ByteScanning.append(TextScan.starts(bytes, line, with: "\u{FEFF}") ? line.lowerBound + 3..<line.upperBound : line, of: bytes, to: &text)
        }
        message.replacement = text
    }
}
