import ChatBytes
import ChatModel

/// Reads text copied out of Telegram Desktop's window.
struct TelegramCopy: LineReader {
    let format = FormatDescription(
        id: "telegram-copy", name: "Telegram Desktop copy", platform: .telegram, extensions: ["txt"],
        origin: "Telegram Desktop: select messages (at most 100) → copy as text, pasted into a text file.",
        shape: """
            Rina, [05/03/2024 09:12]
            Two boxes please

            Shop, [05/03/2024 09:13]
            In reply to Rina
            Yes
            """,
        fieldMap: """
            name before `, [` → sender.name; bracket → sent_at
            lines up to the next header → text; `In reply to x` behind a header → quote without words
            file name → chat.title
            """,
        timeZone: "Wall clock of the machine, to the minute; the file names no zone.",
        quirks: "The date is written as the machine's language has it: the order of day and month is found as in WhatsApp's text.",
        notSupported: "Account ids and pictures are not in the copied text.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        let rows = head.lines.filter { TelegramCopyGrammar.header(bytes, $0) != nil }.count
        return rows > 1 ? 0.9 : rows == 1 ? 0.6 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var survey = DateOrderSurvey()
            var at = 0
            while at < 8 << 20, let line = ByteScanning.line(in: bytes, at: at) {
                at = line.next
                if let header = TelegramCopyGrammar.header(bytes, line.content) {
                    survey.add(header.date.numbers, digits: header.date.digits, separator: header.date.separator, meridiem: header.clock.meridiem)
                }
            }
            let conversation = output.conversation(Conversation(platform: .telegram, format: format.id, title: source.stem))
            var grammar = TelegramCopyGrammar(conversation: conversation, order: survey.decide().order)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of such a text.
private struct TelegramCopyGrammar: TextGrammar {
    let conversation: Int32
    let order: DateOrder

    /// `name, [date time]`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, date: StampScan.Date, clock: StampScan.Clock)? {
        guard line.count > 12, line.count < 300, bytes[line.upperBound - 1] == 0x5D else { return nil }
        var open = line.upperBound - 2
        while open > line.lowerBound, bytes[open] != 0x5B { open -= 1 }
        guard open - line.lowerBound > 2, bytes[open] == 0x5B, bytes[open - 1] == 0x20, bytes[open - 2] == 0x2C else { return nil }
        var at = open + 1
        guard let date = StampScan.date(bytes, &at, line.upperBound), date.digits.1 > 0 else { return nil }
        StampScan.skipJoiner(bytes, &at, line.upperBound)
        guard let clock = StampScan.clock(bytes, &at, line.upperBound), at == line.upperBound - 1 else { return nil }
        return (line.lowerBound..<open - 2, date, clock)
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard let header = Self.header(bytes, line.content) else { return .text }
        let day = order.date(header.date.numbers.0, header.date.numbers.1, header.date.numbers.2)
        let stamp = day.flatMap { TimeText.timestamp($0, (header.clock.hour, header.clock.minute, header.clock.second)) }
        return .message(MessageHead(conversation: conversation, sender: output.participant(named: header.name, of: bytes), sentAt: stamp))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard TextScan.starts(bytes, message.text, with: "In reply to ") else { return message.classify(in: bytes) }
        let end = ByteScanning.first(0x0A, in: bytes, message.text) ?? message.text.upperBound
        let name = TextScan.trim(bytes, message.text.lowerBound + 12..<AttachmentName.lineEnd(bytes, message.text))
        var more = message.extra ?? MessageBatch.Extra()
        more.quote = Quote(sender: ByteScanning.string(bytes, name), text: "")
        message.extra = more
        message.text = min(end + 1, message.text.upperBound)..<message.text.upperBound
    }
}
