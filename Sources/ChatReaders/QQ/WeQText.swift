import ChatBytes
import ChatModel

/// Reads the TXT files of WeQ.
struct WeQText: ExportReader {
    let format = FormatDescription(
        id: "weq-txt", name: "WeQ TXT", platform: .qq, extensions: ["txt"],
        origin: "WeQ over the database of QQ NT: export a chat as TXT.",
        shape: """
            [2024-03-05 09:12:01] 100000001: 那款茶叶还有吗
            [2024-03-05 09:12:11] 100000009: [回复: 那款茶叶还有吗] 有的
            """,
        fieldMap: """
            bracket → sent_at; number before the colon → sender.id
            rest, and lines up to the next header → text; `[回复: …] ` → quote
            file name → chat.title
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: "Every writer is a number of five to eleven digits; with names among them the file is of another kind.",
        notSupported: "Names and which side is the owner are not in the file: WeQ's HTML and ChatLab have them.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var rows = 0
        for line in head.lines {
            guard WeQGrammar.stamp(bytes, line) != nil else { continue }
            guard WeQGrammar.header(bytes, line) != nil else { return 0 }
            rows += 1
        }
        guard rows > 0, let first = head.lines.first(where: { !TextScan.isBlank(bytes, $0) }), WeQGrammar.header(bytes, first) != nil else { return 0 }
        return 0.97
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let conversation = output.conversation(Conversation(platform: .qq, format: format.id, title: source.stem))
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = WeQGrammar(conversation: conversation)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of such a file.
private struct WeQGrammar: TextGrammar {
    let conversation: Int32
    private var senders = NameTable()

    init(conversation: Int32) { self.conversation = conversation }

    static func stamp(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Timestamp? {
        guard line.count > 22, bytes[line.lowerBound] == 0x5B, ByteScanning.has("] ", in: bytes, at: line.lowerBound + 20) else { return nil }
        return FixedTime.dateTime(bytes, at: line.lowerBound + 1, end: line.upperBound)
    }

    /// `[time] number: text`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (id: Range<Int>, sentAt: Timestamp, text: Int)? {
        guard let sentAt = stamp(bytes, line) else { return nil }
        let start = line.lowerBound + 22
        var at = start
        while at < line.upperBound, 48...57 ~= bytes[at] { at += 1 }
        guard 5...11 ~= at - start, at < line.upperBound, bytes[at] == 0x3A else { return nil }
        return (start..<at, sentAt, min(at + 2, line.upperBound))
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard let header = Self.header(bytes, line.content) else { return .text }
        let sender: Int32
        if let index = senders.index(of: header.id, in: bytes, tag: 0) {
            sender = index
        } else {
            let id = ByteScanning.string(bytes, header.id)
            sender = output.participant(Participant(id: id, name: id))
            senders.insert(header.id, of: bytes, tag: 0, index: sender)
        }
        return .message(MessageHead(conversation: conversation, sender: sender, sentAt: header.sentAt, inlineText: header.text))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if TextScan.starts(bytes, message.text, with: "[回复: "), let close = ByteScanning.find("] ", in: bytes, message.text) {
            var more = message.extra ?? MessageBatch.Extra()
            more.quote = Quote(text: ByteScanning.string(bytes, message.text.lowerBound + 9..<close))
            message.extra = more
            message.text = close + 2..<message.text.upperBound
        }
        message.classify(in: bytes)
    }
}
