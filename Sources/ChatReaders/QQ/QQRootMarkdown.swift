import ChatBytes
import ChatModel

/// Reads the Markdown of QQRootFastDecrypt.
struct QQRootMarkdown: ExportReader {
    let format = FormatDescription(
        id: "qqroot-md", name: "QQRootFastDecrypt Markdown", platform: .qq, extensions: ["md"],
        origin: "QQRootFastDecrypt over the database of QQ NT on a phone: export chats as Markdown.",
        shape: """
            # 2024-03-05

            ### 小溪
            * 09:12:01 那款茶叶还有吗

            ### 山里茶铺
            * 09:12:21 有的
              > 2024-03-05 09:12:01 小溪: 那款茶叶还有吗
            """,
        fieldMap: """
            heading of a day + time of an item → sent_at
            heading of a name → sender.name; `A -> B` → sender and receiver; [系统提示] → system rows
            the item, with `[%\\n%]` turned back into line breaks → text; `> ` line → quote
            主人账号 in the file's head → sender.is_owner
            """,
        timeZone: "Wall clock of the phone, to the second; the file names no zone.",
        quirks: """
            The name stands only where it changes. A time line of all chats in one file names the receiver: the chat is the side that is not in every pair.
            """,
        notSupported: "Account ids are not in the file.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var (days, names, items) = (0, 0, 0)
        for line in head.lines {
            if QQRootGrammar.day(bytes, line) != nil { days += 1 } else if QQRootGrammar.name(bytes, line) != nil { names += 1 }
            if QQRootGrammar.item(bytes, line) != nil { items += 1 }
        }
        return days > 0 && names > 0 && items > 0 ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = QQRootGrammar(bytes, stem: source.stem, format: format.id)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of such a file.
private struct QQRootGrammar: TextGrammar {
    private let sides: QQRootSides
    private var midnight: Int64?
    private var sender: Int32 = -1
    private var conversation: Int32 = -1
    private var isSystem = false

    init(_ bytes: Span<UInt8>, stem: String, format: String) {
        sides = QQRootSides(bytes, stem: stem, format: format) { Self.name(bytes, $0) }
    }

    /// The number of the day in `# YYYY-MM-DD`.
    static func day(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
        guard TextScan.starts(bytes, line, with: "# ") else { return nil }
        return MarkdownScan.day(bytes, line)
    }

    /// The name in `### name`.
    static func name(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        guard line.count > 4, TextScan.starts(bytes, line, with: "### ") else { return nil }
        return TextScan.trim(bytes, line.lowerBound + 4..<line.upperBound)
    }

    /// `* HH:MM:SS text`.
    static func item(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (seconds: Int, text: Int)? {
        guard line.count >= 10, bytes[line.lowerBound] == 0x2A, bytes[line.lowerBound + 1] == 0x20,
            let clock = FixedTime.clock(bytes, at: line.lowerBound + 2, end: line.upperBound)
        else { return nil }
        let text = line.lowerBound + 10
        guard text == line.upperBound || bytes[text] == 0x20 else { return nil }
        return (clock.hour * 3600 + clock.minute * 60 + clock.second, min(text + 1, line.upperBound))
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if state.isAfterBlank || !state.isOpen {
            if let day = Self.day(bytes, line.content) {
                midnight = Int64(day) * 86_400
                return .decoration
            }
            if let name = Self.name(bytes, line.content) {
                take(name, bytes, output)
                return .decoration
            }
        }
        guard conversation >= 0, let item = Self.item(bytes, line.content) else {
            return !state.isOpen && state.messages == 0 && QQRootSides.isHead(bytes, line.content) ? .decoration : .text
        }
        var head = MessageHead(conversation: conversation, sender: isSystem ? -1 : sender, kind: isSystem ? .system : .text, inlineText: item.text)
        head.sentAt = midnight.map { Timestamp(wallSeconds: $0 + Int64(item.seconds)) }
        return .message(head)
    }

    /// A heading of a name: who writes the next items, and in which chat.
    private mutating func take(_ name: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        let said = sides.take(name, bytes, output)
        isSystem = said.sender == nil
        if let writer = said.sender { sender = writer } else if conversation >= 0 { return }
        conversation = said.conversation
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let lines = TextScan.lines(bytes, message.text)
        var text: [UInt8] = []
        for (i, line) in lines.enumerated() {
            if i > 0, TextScan.starts(bytes, line, with: "  > ") || TextScan.starts(bytes, line, with: "> ") {
                message.takeQuote(bytes, TextScan.trim(bytes, line))
                continue
            }
            if i > 0 { text.append(0x0A) }
            ByteScanning.append(line, of: bytes, to: &text)
        }
        if ByteScanning.find("[%\\n%]", in: text.span, 0..<text.count) != nil {
            text = QQRootSides.withBreaks(text)
        } else if lines.count < 2 {
            message.classify(in: bytes)
            return
        }
        while text.last == 0x0A { text.removeLast() }
        if message.head.kind == .text, let kind = PlaceholderText.kind(text.span, 0..<text.count) { message.head.kind = kind }
        message.replacement = text
    }
}
