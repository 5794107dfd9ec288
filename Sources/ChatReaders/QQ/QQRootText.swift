import ChatBytes
import ChatModel

/// Reads the TXT of QQRootFastDecrypt where the file shows that it is one: the form of its rows is that of other apps too.
struct QQRootText: ExportReader {
    let format = FormatDescription(
        id: "qqroot-txt", name: "QQRootFastDecrypt TXT", platform: .qq, extensions: ["txt"],
        origin: "QQRootFastDecrypt over the database of QQ NT on a phone: export chats as TXT.",
        shape: """
            QQ 聊天记录归档
            主人账号: 山里茶铺 (100000009)
            [2024-03-05 09:12:01] 小溪: 那款茶叶还有吗
            [2024-03-05 09:12:21] 山里茶铺: [引用-> [2024-03-05 09:12:01] 小溪: 那款茶叶还有吗 <-] 有的
            """,
        fieldMap: """
            bracket → sent_at; name before the colon → sender.name; `A -> B` → sender and receiver; [系统提示] → system rows
            rest, with `[%\\n%]` turned back into line breaks → text; `[引用-> … <-] ` → quote
            主人账号 in the file's head → sender.is_owner
            """,
        timeZone: "Wall clock of the phone, to the second; the file names no zone.",
        quirks: "A time line of all chats in one file names the receiver: the chat is the side that is not in every pair.",
        notSupported: """
            Account ids are not in the file. Without its head, a quote or receivers a file cannot be told from WhatsApp's: export Markdown or HTML.
            """)

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var (rows, pairs, marks) = (0, 0, 0)
        for (i, line) in head.lines.enumerated() {
            if i < 3, TextScan.equals(bytes, line, "QQ 聊天记录归档") { marks += 1 }
            guard let header = QQRootTextGrammar.header(bytes, line) else { continue }
            rows += 1
            if ByteScanning.find(" -> ", in: bytes, header.name) != nil || TextScan.equals(bytes, header.name, "[系统提示]") { pairs += 1 }
            if ByteScanning.has("[引用-> ", in: bytes, at: header.text), TextScan.contains(bytes, line, " <-] ") { marks += 1 }
        }
        return rows > 0 && (marks > 0 || rows > 1 && pairs == rows) ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = QQRootTextGrammar(sides: QQRootSides(bytes, stem: source.stem, format: format.id) { Self.name(bytes, $0) })
            try grammar.read(bytes, into: output)
        }
    }

    private static func name(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? { QQRootTextGrammar.header(bytes, line)?.name }
}

/// The lines of such a file.
private struct QQRootTextGrammar: TextGrammar {
    private let sides: QQRootSides
    private var conversation: Int32?

    init(sides: QQRootSides) { self.sides = sides }

    /// `[YYYY-MM-DD HH:MM:SS] name: text`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, sentAt: Timestamp, text: Int)? {
        guard line.count > 23, bytes[line.lowerBound] == 0x5B, ByteScanning.has("] ", in: bytes, at: line.lowerBound + 20),
            let sentAt = FixedTime.dateTime(bytes, at: line.lowerBound + 1, end: line.upperBound)
        else { return nil }
        let start = line.lowerBound + 22
        let near = start..<min(line.upperBound, start + 300)
        if let colon = ByteScanning.find(": ", in: bytes, near), colon > start { return (start..<colon, sentAt, colon + 2) }
        guard bytes[line.upperBound - 1] == 0x3A, line.upperBound - 1 > start else { return nil }
        return (start..<line.upperBound - 1, sentAt, line.upperBound)
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard let header = Self.header(bytes, line.content) else {
            return !state.isOpen && state.messages == 0 && QQRootSides.isHead(bytes, line.content) ? .decoration : .text
        }
        let said = sides.take(header.name, bytes, output)
        // The app's own rows name no chat: they stand in the one that was spoken of last.
        if said.sender != nil || conversation == nil { conversation = said.conversation }
        return .message(
            MessageHead(
                conversation: conversation ?? said.conversation, sender: said.sender ?? -1, sentAt: header.sentAt, kind: said.sender == nil ? .system : .text,
                inlineText: header.text))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if ByteScanning.has("[引用-> ", in: bytes, at: message.text.lowerBound), let end = ByteScanning.find(" <-] ", in: bytes, message.text) {
            message.takeQuote(bytes, message.text.lowerBound + 8..<end)
            message.text = end + 5..<message.text.upperBound
        }
        guard ByteScanning.find("[%\\n%]", in: bytes, message.text) != nil else { return message.classify(in: bytes) }
        var text: [UInt8] = []
        ByteScanning.appendLines(message.text, of: bytes, to: &text)
        message.replacement = QQRootSides.withBreaks(text)
    }
}
