import ChatBytes
import ChatModel

/// Reads the TXT files of imessage-exporter.
struct IMessageText: LineReader {
    let format = FormatDescription(
        id: "imessage-exporter-txt", name: "iMessage (imessage-exporter TXT)", platform: Platform(rawValue: "imessage"), extensions: ["txt"],
        origin: "imessage-exporter: `imessage-exporter -f txt`; one file a chat.",
        shape: """
            May 17, 2024  5:29:42 PM (Read by you after 2 minutes, 3 seconds)
            +15550000001
            Hi, 2 please
            Ship to 1 Main St
            """,
        fieldMap: """
            first line of a record → sent_at
            second line → sender.name and sender.id (phone or e-mail); `Me` → sender.is_owner
            lines up to the next record → text
            file name → chat.title, chat.id
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: """
            Reactions (Reactions:, Tapbacks:) and replies repeated with four blanks before them are no text.
            A record begins only where a line of a date is followed by a sender; a date with text behind it is an announcement.
            """,
        notSupported: "Attachments are paths in the text.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var rows = 0
        for line in head.lines where IMessageGrammar.stamp(bytes, line) != nil { rows += 1 }
        return rows > 1 ? 0.95 : rows == 1 ? 0.75 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        var chat = Conversation(platform: format.platform, format: format.id, title: source.stem)
        if let phone = WhatsAppGrammar.phone(source.stem) {
            chat.id = phone
            chat.kind = .direct
        } else if source.stem.contains(", ") {
            chat.kind = .group
        }
        let conversation = output.conversation(chat)
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = IMessageGrammar(conversation: conversation)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of an imessage-exporter file.
private struct IMessageGrammar: TextGrammar {
    let conversation: Int32
    private var isAtSender = false
    private var isInReactions = false
    private var sender: Range<Int>?

    init(conversation: Int32) { self.conversation = conversation }

    /// `May 17, 2024  5:29:42 PM`, and what stands behind it.
    static func stamp(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (sentAt: Timestamp, next: Int)? {
        guard line.count >= 22, 65...90 ~= bytes[line.lowerBound], let date = KakaoScan.date(bytes, line.lowerBound, line.upperBound),
            let clock = KakaoScan.clock(bytes, date.next, line.upperBound), clock.second != nil,
            let stamp = TimeText.timestamp(date.value, (clock.hour, clock.minute, clock.second))
        else { return nil }
        return (stamp, clock.next)
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if isAtSender {
            isAtSender = false
            return .skipped
        }
        if bytes[line.start] != 0x20, state.isAfterBlank || !state.hasText, let stamp = Self.stamp(bytes, line.content) {
            isInReactions = false
            var rest = stamp.next
            while rest < line.end, bytes[rest] == 0x20 { rest += 1 }
            if rest < line.end, bytes[rest] != 0x28 {
                return .message(MessageHead(conversation: conversation, sentAt: stamp.sentAt, kind: .system, inlineText: rest, isComplete: true))
            }
            guard let next = ByteScanning.line(in: bytes, at: line.next), !next.content.isEmpty, next.content.count < 200 else { return .text }
            isAtSender = true
            let name = TextScan.trim(bytes, next.content)
            let text = ByteScanning.string(bytes, name)
            let isOwner = text == "Me"
            let id = isOwner ? nil : WhatsAppGrammar.phone(text) ?? (text.contains("@") ? text : nil)
            let sender = output.participant(Participant(id: id, name: text, isOwner: isOwner))
            return .message(MessageHead(conversation: conversation, sender: sender, sentAt: stamp.sentAt))
        }
        guard state.isOpen else { return .text }
        if TextScan.equals(bytes, line.content, "Reactions:") || TextScan.equals(bytes, line.content, "Tapbacks:") {
            isInReactions = true
            return .skipped
        }
        if isInReactions, TextScan.contains(bytes, line.content, " by ") { return .skipped }
        isInReactions = false
        if TextScan.starts(bytes, line.content, with: "    ") || TextScan.equals(bytes, line.content, "This message responded to an earlier message.") {
            return .skipped
        }
        return .text
    }

    /// Lines of the app between two lines of text are taken out.
    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard message.head.kind == .text, TextScan.contains(bytes, message.text, "\n    ") || TextScan.contains(bytes, message.text, "actions:") else { return }
        var text: [UInt8] = []
        var isSkipping = false
        for line in TextScan.lines(bytes, message.text) {
            if TextScan.equals(bytes, line, "Reactions:") || TextScan.equals(bytes, line, "Tapbacks:") {
                isSkipping = true
                continue
            }
            if isSkipping, TextScan.contains(bytes, line, " by ") { continue }
            isSkipping = false
            if TextScan.starts(bytes, line, with: "    ") { continue }
            if !text.isEmpty { text.append(0x0A) }
            ByteScanning.append(line, of: bytes, to: &text)
        }
        while let last = text.last, last == 0x0A { text.removeLast() }
        message.replacement = text
    }
}
