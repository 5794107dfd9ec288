import ChatBytes
import ChatModel

/// Reads the TXT files of QQChatExporter (NTQQ).
struct QQChatExporterText: LineReader {
    let format = FormatDescription(
        id: "qq-chat-exporter-txt", name: "QQChatExporter TXT", platform: .qq, extensions: ["txt"],
        origin: "QQChatExporter beside NTQQ: 导出 → TXT.",
        shape: """
            聊天名称: 样例团购群
            聊天类型: 群聊

            阿华:
            时间: 2024-01-01 00:01:40
            内容: 我要两盒
            资源: 1 个文件
              - image: screenshot.png
            """,
        fieldMap: """
            聊天名称, 聊天类型 → chat.title, chat.kind
            line before 时间, without its colon → sender.name
            时间 → sent_at
            内容 and the lines under it → text
            回复 → quote
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks:
            "A group title in brackets before the name is taken off. 资源 and 提及 lines, numbering lines such as [12], the banner and the footer are no text. 系统消息 is no sender.",
        notSupported: "Account numbers are not in the file: export JSON for them.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        if let first = head.lines.first, TextScan.starts(bytes, first, with: "[QQChatExporter") { return 0.99 }
        let times = head.lines.filter { QQChatExporterGrammar.time(bytes, $0) != nil }.count
        if head.contains("QQ聊天记录导出文件") { return times > 0 ? 0.95 : 0.8 }
        return times > 1 && head.contains("\n内容: ") ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = QQChatExporterGrammar(stem: source.stem)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of a QQChatExporter TXT.
private struct QQChatExporterGrammar: TextGrammar {
    private var title: String
    private var kind = Conversation.Kind.unknown
    private var conversation: Int32?
    private var isInTail = false
    private var reply: Range<Int>?

    init(stem: String) { title = stem }

    static func time(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Timestamp? {
        TextScan.starts(bytes, line, with: "时间: ") ? FixedTime.dateTime(bytes, at: line.lowerBound + 8, end: line.upperBound) : nil
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if bytes[line.end - 1] == 0x3A, let next = ByteScanning.line(in: bytes, at: line.next), let stamp = Self.time(bytes, next.content) {
            var head = MessageHead(conversation: conversationIndex(output), sentAt: stamp)
            let name = withoutTitle(bytes, line.start..<line.end - 1)
            if TextScan.equals(bytes, name, "系统消息") { head.kind = .system } else { head.sender = output.participant(named: name, of: bytes) }
            isInTail = false
            return .message(head)
        }
        if isNumbering(bytes, line) || TextScan.isRule(bytes, line.content) { return .decoration }
        guard state.isOpen else {
            if state.messages == 0 { takeField(bytes, line.content) }
            return Self.isFurniture(bytes, line.content) ? .decoration : .text
        }
        if !state.hasText, !isInTail {
            if Self.time(bytes, line.content) != nil { return .skipped }
            if TextScan.starts(bytes, line.content, with: "内容:") {
                let start = line.start + 7
                return .textFrom(start < line.end && bytes[start] == 0x20 ? start + 1 : start)
            }
        }
        if TextScan.starts(bytes, line.content, with: "资源: ") && TextScan.ends(bytes, line.content, with: "个文件")
            || TextScan.starts(bytes, line.content, with: "提及: ")
        {
            isInTail = true
            return .skipped
        }
        if TextScan.starts(bytes, line.content, with: "回复: "), TextScan.contains(bytes, line.content, " - ") {
            isInTail = true
            reply = line.start + 8..<line.end
            return .skipped
        }
        if isInTail, TextScan.starts(bytes, line.content, with: "  - ") { return .skipped }
        // More lines of what is quoted: behind the reply stands nothing of the message any more.
        if let open = reply {
            reply = open.lowerBound..<line.end
            return .skipped
        }
        return .text
    }

    private static let fields: [StaticString] = [
        "聊天名称", "聊天类型", "参与人数", "成员数量", "导出时间", "消息总数", "时间范围", "总计导出", "导出工具", "导出者", "群号", "群主", "QQ号",
    ]

    /// Whether a line stands in the block above or below the messages.
    private static func isFurniture(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let line = TextScan.trim(bytes, line)
        guard !line.isEmpty else { return true }
        if bytes[line.lowerBound] == 0x5B, bytes[line.upperBound - 1] == 0x5D { return true }
        if TextScan.equals(bytes, line, "QQ聊天记录导出文件") || TextScan.equals(bytes, line, "导出完成") { return true }
        return fields.contains { TextScan.starts(bytes, line, with: $0) }
    }

    private mutating func takeField(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        if let value = QQTextGrammar.field("聊天名称", bytes, line) { title = ByteScanning.string(bytes, TextScan.trim(bytes, value)) }
        if let value = QQTextGrammar.field("聊天类型", bytes, line) {
            if TextScan.contains(bytes, value, "群") { kind = .group } else if TextScan.contains(bytes, value, "私聊") { kind = .direct }
        }
    }

    /// The name without the group's title before it: `[title] name`, `【title】name`.
    private func withoutTitle(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Range<Int> {
        guard TextScan.starts(bytes, name, with: "[") else { return QQTitle.plain(bytes, name) }
        guard let close = ByteScanning.find("] ", in: bytes, name), close - name.lowerBound <= 60,
            close + 2 < name.upperBound
        else { return name }
        return close + 2..<name.upperBound
    }

    /// `[12]` before a message.
    private func isNumbering(_ bytes: Span<UInt8>, _ line: TextLine) -> Bool {
        guard bytes[line.start] == 0x5B, bytes[line.end - 1] == 0x5D, line.end - line.start < 12,
            let number = TimeText.number(bytes, at: line.start + 1, end: line.end, maxDigits: 9), number.next == line.end - 1,
            let name = ByteScanning.line(in: bytes, at: line.next), let time = ByteScanning.line(in: bytes, at: name.next)
        else { return false }
        return Self.time(bytes, time.content) != nil
    }

    private mutating func conversationIndex(_ output: MessageOutput) -> Int32 {
        if let conversation { return conversation }
        let index = output.conversation(Conversation(platform: .qq, format: "qq-chat-exporter-txt", title: title, kind: kind))
        conversation = index
        return index
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system {
            if SystemText.isRecall(bytes, message.text) { message.head.kind = .recall }
        } else {
            message.render(in: bytes)
            message.classify(in: bytes)
        }
        if let reply, let dash = ByteScanning.find(" - ", in: bytes, reply) {
            // `01-01 00:01 name - quoted`
            let name = TextScan.isDigit(bytes, at: reply.lowerBound) && dash - reply.lowerBound > 12 ? reply.lowerBound + 12..<dash : reply.lowerBound..<dash
            var more = message.extra ?? MessageBatch.Extra()
            var quoted: [UInt8] = []
            ByteScanning.appendLines(dash + 3..<reply.upperBound, of: bytes, to: &quoted)
            more.quote = Quote(sender: ByteScanning.string(bytes, name), text: String(decoding: quoted, as: UTF8.self))
            message.extra = more
        }
        reply = nil
    }
}
