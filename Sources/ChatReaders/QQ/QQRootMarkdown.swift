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
        notSupported: "Account ids are not in the file. Its TXT and HTML forms.")

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
    private let stem: String
    private let format: String
    private var owner: String?
    private var midnight: Int64?
    private var sender: Int32 = -1
    private var conversation: Int32 = -1
    private var isSystem = false

    /// Finds the owner: in the file's head, else the one side that stands in every pair of sender and receiver.
    init(_ bytes: Span<UInt8>, stem: String, format: String) {
        self.stem = stem
        self.format = format
        var common: Set<String>?
        var at = 0
        var pairs: Set<[String]> = []
        while at < 1 << 20, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            if TextScan.starts(bytes, line.content, with: "主人账号: ") {
                let value = ByteScanning.string(bytes, TextScan.trim(bytes, line.content.lowerBound + 14..<line.content.upperBound))
                owner = value.split(separator: "(").first.map { $0.trimmingBlanks } ?? value
            }
            guard let name = Self.name(bytes, line.content), let pair = Self.pair(bytes, name) else { continue }
            let sides: Set<String> = [pair.0, pair.1]
            pairs.insert(sides.sorted())
            common = common.map { $0.intersection(sides) } ?? sides
        }
        if owner == nil, pairs.count > 1, let common, common.count == 1 { owner = common.first }
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

    private static func pair(_ bytes: Span<UInt8>, _ name: Range<Int>) -> (String, String)? {
        guard let arrow = ByteScanning.find(" -> ", in: bytes, name) else { return nil }
        return (ByteScanning.string(bytes, name.lowerBound..<arrow), ByteScanning.string(bytes, arrow + 4..<name.upperBound))
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
            for label in ["QQ 聊天记录归档", "主人账号: ", "好友范围: ", "导出时间", "----------"] as [StaticString]
            where !state.isOpen && state.messages == 0 && TextScan.starts(bytes, line.content, with: label) {
                return .decoration
            }
            return .text
        }
        var head = MessageHead(conversation: conversation, sender: isSystem ? -1 : sender, kind: isSystem ? .system : .text, inlineText: item.text)
        head.sentAt = midnight.map { Timestamp(wallSeconds: $0 + Int64(item.seconds)) }
        return .message(head)
    }

    /// A heading of a name: who writes the next items, and in which chat.
    private mutating func take(_ name: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        isSystem = TextScan.equals(bytes, name, "[系统提示]")
        var title = stem
        if !isSystem {
            var text = ByteScanning.string(bytes, name)
            if let pair = Self.pair(bytes, name) {
                text = pair.0
                title = pair.0 == owner ? pair.1 : pair.0
                if owner == nil { title = stem }
            }
            sender = output.participant(Participant(name: text, isOwner: owner.map { $0 == text }))
        } else if conversation >= 0 {
            return
        }
        conversation = output.conversation(Conversation(platform: .qq, format: format, title: title))
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
            text = Array(String(decoding: text, as: UTF8.self).split(separator: "[%\\n%]", omittingEmptySubsequences: false).joined(separator: "\n").utf8)
        } else if lines.count < 2 {
            message.classify(in: bytes)
            return
        }
        while text.last == 0x0A { text.removeLast() }
        if message.head.kind == .text, let kind = PlaceholderText.kind(text.span, 0..<text.count) { message.head.kind = kind }
        message.replacement = text
    }
}

extension GatheredMessage {
    /// The quote of a line `> time name: text`.
    fileprivate mutating func takeQuote(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        var at = min(line.lowerBound + 2, line.upperBound)
        if at < line.upperBound, bytes[at] == 0x5B { at += 1 }
        if let time = TimeText.dateTime(bytes, at: at, end: line.upperBound) { at = time.next }
        while at < line.upperBound, bytes[at] == 0x5D || bytes[at] == 0x20 { at += 1 }
        var more = extra ?? MessageBatch.Extra()
        more.quote = WeChatQuote.named(bytes, at..<line.upperBound)
        extra = more
    }
}

extension Substring {
    /// The text without blanks around it.
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
