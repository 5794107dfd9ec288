import ChatBytes
import ChatModel

/// Reads the Markdown of WeFlow and echotrace.
struct WeFlowMarkdown: LineReader {
    let format = FormatDescription(
        id: "weflow-md", name: "WeFlow / echotrace Markdown", platform: .wechat, extensions: ["md"],
        origin: "WeFlow or echotrace: 导出 → Markdown; one file a chat.",
        shape: """
            # 林小溪

            - 会话ID: wxid_xiaoxi
            - 会话类型: 私聊

            ---

            ## 2024-03-05 09:12:01 林小溪

            老板，上次那款茶叶还有吗
            """,
        fieldMap: """
            first heading → chat.title; 会话ID → chat.id; 会话类型 → chat.kind
            headings of a time and a name → sent_at, sender.name; `我` → sender.is_owner
            lines up to the next heading of this form → text
            [转账] (A 转账给 B) ￥x memo → payment; [引用 name：text] → quote
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: "A heading without a time and a name is text.",
        notSupported: "Account ids of the writers are not in the file: export JSON for them.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var headers = 0
        for line in head.lines where Self.header(bytes, line) != nil { headers += 1 }
        return headers > 0 ? (headers > 1 || head.contains("会话ID") ? 0.97 : 0.8) : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = WeFlowMarkdownGrammar(chat: FolderConversation.make(source, bytes, format: format))
            try grammar.read(bytes, into: output)
        }
    }

    /// `## YYYY-MM-DD HH:MM:SS name`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, sentAt: Timestamp)? {
        guard line.count >= 22, bytes[line.lowerBound] == 0x23, let start = MarkdownScan.heading(bytes, line),
            let sentAt = FixedTime.dateTime(bytes, at: start, end: line.upperBound)
        else { return nil }
        let after = start + 19
        guard after >= line.upperBound || bytes[after] == 0x20 else { return nil }
        return (min(after + 1, line.upperBound)..<line.upperBound, sentAt)
    }
}

/// The lines of a WeFlow Markdown.
private struct WeFlowMarkdownGrammar: TextGrammar {
    private var chat: Conversation
    private var conversation: Int32?

    init(chat: Conversation) { self.chat = chat }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if let header = WeFlowMarkdown.header(bytes, line.content) {
            let index = conversation ?? output.conversation(chat)
            conversation = index
            var head = MessageHead(conversation: index, sentAt: header.sentAt)
            let name = TextScan.trim(bytes, header.name)
            if name.isEmpty || TextScan.equals(bytes, name, "系统消息") {
                head.kind = .system
            } else {
                head.sender = output.participant(named: name, of: bytes, isOwner: TextScan.equals(bytes, name, "我") ? true : nil)
            }
            return .message(head)
        }
        guard conversation == nil else { return .text }
        if bytes[line.start] == 0x23, let start = MarkdownScan.heading(bytes, line.content) {
            chat.title = ByteScanning.string(bytes, TextScan.trim(bytes, start..<line.end))
        } else if let id = value("会话ID", bytes, line.content) {
            chat.id = id
            if id.hasSuffix("@chatroom") { chat.kind = .group }
        } else if let type = value("会话类型", bytes, line.content) {
            chat.kind = type == "群聊" ? .group : type == "私聊" ? .direct : chat.kind
        } else if !TextScan.starts(bytes, line.content, with: "- "), !TextScan.starts(bytes, line.content, with: "* "),
            !TextScan.starts(bytes, line.content, with: "> "), !TextScan.starts(bytes, line.content, with: "---")
        {
            return .text
        }
        return .decoration
    }

    /// The value of a bullet `- **label**: value`, with or without the stars.
    private func value(_ label: StaticString, _ bytes: Span<UInt8>, _ line: Range<Int>) -> String? {
        guard bytes[line.lowerBound] == 0x2D || bytes[line.lowerBound] == 0x2A, let at = ByteScanning.find(label, in: bytes, line) else { return nil }
        var value = at + label.utf8CodeUnitCount..<line.upperBound
        while let first = value.first {
            if bytes[first] == 0x2A || bytes[first] == 0x3A || bytes[first] == 0x20 || bytes[first] == 0x60 {
                value = first + 1..<value.upperBound
            } else if ByteScanning.has("：", in: bytes, at: first) {
                value = min(first + 3, value.upperBound)..<value.upperBound
            } else {
                break
            }
        }
        while let last = value.last, bytes[last] <= 0x20 || bytes[last] == 0x60 { value = value.lowerBound..<last }
        return value.isEmpty ? nil : ByteScanning.string(bytes, value)
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system {
            if SystemText.isRecall(bytes, message.text) { message.head.kind = .recall }
            return
        }
        message.render(in: bytes, quotes: .referenceTail)
        message.classify(in: bytes)
    }
}
