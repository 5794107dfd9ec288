import ChatBytes
import ChatModel

/// Reads the TXT files of DiscordChatExporter.
struct DiscordText: ExportReader {
    let format = FormatDescription(
        id: "discord-txt", name: "Discord (DiscordChatExporter TXT)", platform: Platform(rawValue: "discord"), extensions: ["txt"],
        origin: "DiscordChatExporter: export → Plain text; one file a channel.",
        shape: """
            ==============================================================
            Guild: Direct Messages
            Channel: rina
            ==============================================================

            [05-Jul-24 10:15 AM] rina
            Hello
            """,
        fieldMap: """
            Guild, Channel → chat.title, chat.kind
            bracket → sent_at
            rest of the header → sender.name
            lines up to the next header → text
            """,
        timeZone: "Wall clock of the exporting machine, to the minute, in the format of its language.",
        quirks: """
            Blocks such as {Attachments}, {Embed}, {Reactions} are no text.
            Dates with a month's name, or of three numbers in the order that the file shows; headers stand behind a blank line.
            """,
        notSupported: "Account ids and the owner are not in the text: export JSON for them.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var hasGuild = false
        var hasRule = false
        for line in head.lines.prefix(12) {
            if TextScan.starts(bytes, line, with: "Guild: ") { hasGuild = true }
            if TextScan.starts(bytes, line, with: "==============================================================") { hasRule = true }
        }
        return hasGuild && hasRule ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var survey = DateOrderSurvey()
            var at = 0
            while at < 8 << 20, let line = ByteScanning.line(in: bytes, at: at) {
                at = line.next
                if let stamp = DiscordGrammar.numericStamp(bytes, line.content) { survey.add(stamp.numbers, digits: stamp.digits, separator: stamp.separator) }
            }
            var grammar = DiscordGrammar(title: source.stem, order: survey.decide().order, format: format)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of a DiscordChatExporter TXT.
private struct DiscordGrammar: TextGrammar {
    private var title: String
    private let order: DateOrder
    private let format: FormatDescription
    private var kind = Conversation.Kind.group
    private var conversation: Int32?
    private var isInBlock = false

    init(title: String, order: DateOrder, format: FormatDescription) {
        self.title = title
        self.order = order
        self.format = format
    }

    /// Three numbers at the head of a bracket.
    static func numericStamp(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (numbers: (Int, Int, Int), digits: (Int, Int), separator: UInt8, next: Int)? {
        guard line.count > 12, bytes[line.lowerBound] == 0x5B else { return nil }
        return LineDate.numbers(bytes, line.lowerBound + 1, line.upperBound)
            ?? StampScan.shortDate(bytes, line.lowerBound + 1, line.upperBound)
    }

    private static let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `[05-Jul-24 10:15 AM] name`.
    private func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (sentAt: Timestamp?, name: Range<Int>)? {
        guard line.count > 12, bytes[line.lowerBound] == 0x5B,
            let close = ByteScanning.find("] ", in: bytes, line.lowerBound..<min(line.upperBound, line.lowerBound + 60))
        else { return nil }
        var day: (year: Int, month: Int, day: Int)?
        var at = line.lowerBound + 1
        if let stamp = Self.numericStamp(bytes, line) {
            day = order.date(stamp.numbers.0, stamp.numbers.1, stamp.numbers.2)
            at = stamp.next
        } else if let number = TimeText.number(bytes, at: at, end: close, maxDigits: 2), number.next < close,
            let month = Self.months.firstIndex(where: { ByteScanning.has($0, in: bytes, at: number.next + 1) }), number.next + 5 < close,
            let year = TimeText.number(bytes, at: number.next + 5, end: close, minDigits: 2, maxDigits: 4)
        {
            day = DateOrder.yearMonthDay.date(year.value, month + 1, number.value)
            at = year.next
        }
        if at < close, bytes[at] == 0x2C { at += 1 }
        guard let clock = KakaoScan.clock(bytes, at, close), clock.next == close else { return nil }
        var name = close + 2..<line.upperBound
        if TextScan.ends(bytes, name, with: " (pinned)") { name = name.lowerBound..<name.upperBound - 9 }
        return (day.flatMap { TimeText.timestamp($0, (clock.hour, clock.minute, clock.second)) }, name)
    }

    private static let fields: [StaticString] = ["Guild: ", "Channel: ", "Topic: ", "After: ", "Before: ", "Exported "]
    private static let blocks: [StaticString] = ["{Attachments}", "{Embed}", "{Stickers}", "{Reactions}", "{Forwarded Message}"]

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if state.isAfterBlank, let header = header(bytes, line.content) {
            isInBlock = false
            return .message(
                MessageHead(conversation: conversationIndex(output), sender: output.participant(named: header.name, of: bytes), sentAt: header.sentAt))
        }
        if TextScan.isRule(bytes, line.content) { return .decoration }
        if !state.isOpen {
            if state.messages == 0 {
                if TextScan.starts(bytes, line.content, with: "Guild: "), TextScan.ends(bytes, line.content, with: "Direct Messages") { kind = .direct }
                if TextScan.starts(bytes, line.content, with: "Channel: ") { title = ByteScanning.string(bytes, line.start + 9..<line.end) }
            }
            return Self.fields.contains { TextScan.starts(bytes, line.content, with: $0) } ? .decoration : .text
        }
        if state.isAfterBlank, Self.blocks.contains(where: { TextScan.equals(bytes, line.content, $0) }) { isInBlock = true }
        return isInBlock ? .skipped : .text
    }

    private mutating func conversationIndex(_ output: MessageOutput) -> Int32 {
        if let conversation { return conversation }
        let index = output.conversation(Conversation(platform: format.platform, format: format.id, title: title, kind: kind))
        conversation = index
        return index
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {}
}
