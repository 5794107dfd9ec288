import ChatBytes
import ChatModel

/// Reads the Markdown that signal-export writes.
struct SignalMarkdown: LineReader {
    let format = FormatDescription(
        id: "signal-md", name: "Signal (signal-export Markdown)", platform: Platform(rawValue: "signal"), extensions: ["md", "txt"],
        origin: "signal-export (sigexport) beside Signal Desktop: `<chat>/chat.md`.",
        shape: """
            [2024-07-05 10:15:30] Rina: Halo
            Jl. Mawar 5
            [2024-07-05 10:20:00] Me: Siap
            """,
        fieldMap: """
            bracket → sent_at
            name before `: ` → sender.name; `Me` → sender.is_owner
            `> ` lines → quote
            rest, and lines up to the next header → text
            folder name → chat.title
            """,
        timeZone: "Wall clock of the exporting machine; the file names no zone.",
        quirks: """
            Two blanks at the end of a line are Markdown's line break, not text. Reactions `(- Name: 👍 -)` are no text. `No-Sender` is nobody.
            Older files write `[YYYY-MM-DD, HH:MM]`.
            """,
        notSupported: "Attachments are links in the text. `data.json` and the page beside the file hold the same messages.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var rows = 0
        var evidence = 0
        for line in head.lines {
            guard let row = SignalGrammar.header(bytes, line) else { continue }
            rows += 1
            if TextScan.ends(bytes, line, with: "  ") || TextScan.equals(bytes, row.name, "Me") || TextScan.equals(bytes, row.name, "No-Sender") {
                evidence += 1
            }
        }
        guard rows > 0 else { return 0 }
        return evidence > 0 ? (rows > 1 ? 0.96 : 0.75) : 0.5
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let title = source.stem == "chat" || source.stem == "index" ? source.folderName ?? source.stem : source.stem
        let conversation = output.conversation(Conversation(platform: format.platform, format: format.id, title: title))
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = SignalGrammar(conversation: conversation)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of a Signal Markdown.
private struct SignalGrammar: TextGrammar {
    let conversation: Int32

    /// `[YYYY-MM-DD HH:MM:SS] name: `; a comma before the time and missing seconds are allowed.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (sentAt: Timestamp, name: Range<Int>, text: Int)? {
        guard line.count >= 20, bytes[line.lowerBound] == 0x5B, let day = TimeText.day(bytes, at: line.lowerBound + 1, end: line.upperBound),
            bytes[line.lowerBound + 5] == 0x2D
        else { return nil }
        var at = day.next
        if at < line.upperBound, bytes[at] == 0x2C { at += 1 }
        guard at < line.upperBound, bytes[at] == 0x20, let clock = TimeText.clock(bytes, at: at + 1, end: line.upperBound, acceptsMeridiem: false),
            ByteScanning.has("] ", in: bytes, at: clock.next), let stamp = TimeText.timestamp(day.value, clock.value),
            let colon = WhatsAppGrammar.firstColon(bytes, clock.next + 2..<line.upperBound)
        else { return nil }
        return (stamp, clock.next + 2..<colon, min(colon + 2, line.upperBound))
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard let header = Self.header(bytes, line.content) else { return .text }
        var head = MessageHead(conversation: conversation, sentAt: header.sentAt)
        if !TextScan.isBlank(bytes, header.text..<line.end) { head.inlineText = header.text }
        if TextScan.equals(bytes, header.name, "No-Sender") {
            head.kind = .system
        } else {
            head.sender = output.participant(named: header.name, of: bytes, isOwner: TextScan.equals(bytes, header.name, "Me") ? true : nil)
        }
        return .message(head)
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        var quoted: [String] = []
        var text: [UInt8] = []
        var isText = false
        for line in TextScan.lines(bytes, message.text) {
            let piece = line.lowerBound..<TextScan.trim(bytes, line).upperBound
            if !isText, TextScan.starts(bytes, piece, with: ">") {
                quoted.append(ByteScanning.string(bytes, TextScan.trim(bytes, piece.lowerBound + 1..<piece.upperBound)))
                continue
            }
            if TextScan.starts(bytes, piece, with: "(- "), TextScan.ends(bytes, piece, with: " -)") { continue }
            if piece.isEmpty, !isText { continue }
            if isText { text.append(0x0A) }
            isText = true
            ByteScanning.append(piece, of: bytes, to: &text)
        }
        while text.last == 0x0A { text.removeLast() }
        message.replacement = text
        if !quoted.isEmpty {
            var more = message.extra ?? MessageBatch.Extra()
            more.quote = Quote(text: quoted.joined(separator: "\n"))
            message.extra = more
        }
        guard message.head.kind == .text else { return }
        if text.starts(with: Array("![".utf8)), text.last == 0x29 { message.head.kind = .image }
        if text.first == 0x5B, text.last == 0x29, ByteScanning.find("](./media/", in: text.span, 0..<text.count) != nil { message.head.kind = .file }
        if text.elementsEqual("(This message was deleted)".utf8) { message.head.kind = .recall }
        if text.starts(with: Array("(( ".utf8)), text.last == 0x29 { message.head.kind = .sticker }
    }
}
