import ChatBytes
import ChatModel

/// Reads the TXT files of WeFlow and echotrace.
struct WeFlowText: LineReader {
    let format = FormatDescription(
        id: "weflow-txt", name: "WeFlow / echotrace TXT", platform: .wechat, extensions: ["txt"],
        origin: "WeFlow or echotrace: 导出 → TXT; one file a chat.",
        shape: """
            2024-03-05 09:12:01 '林小溪'
            老板，上次那款茶叶还有吗

            2024-03-05 09:12:30 '我'
            有的
            """,
        fieldMap: """
            time → sent_at
            name in single quotes → sender.name; `我` → sender.is_owner
            lines up to the next header → text
            [转账] (A 转账给 B) ￥x memo → payment
            [引用 name：text] → quote
            file name → chat.title
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: "In groups the owner stands under the own display name, not 我.",
        notSupported: "Account ids are not in the file: export JSON for them.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var headers = 0
        for line in head.lines where Self.header(bytes, line) != nil { headers += 1 }
        return headers > 1 ? 0.95 : headers == 1 ? 0.85 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = WeFlowGrammar(conversation: output.conversation(FolderConversation.make(source, bytes, format: format)))
            try grammar.read(bytes, into: output)
        }
    }

    /// `YYYY-MM-DD HH:MM:SS 'name'`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, sentAt: Timestamp)? {
        guard line.count >= 22, bytes[line.upperBound - 1] == 0x27, bytes[line.lowerBound + 20] == 0x27, bytes[line.lowerBound + 19] == 0x20,
            let sentAt = FixedTime.dateTime(bytes, at: line.lowerBound, end: line.upperBound)
        else { return nil }
        return (line.lowerBound + 21..<max(line.lowerBound + 21, line.upperBound - 1), sentAt)
    }
}

/// The lines of a WeFlow file.
private struct WeFlowGrammar: TextGrammar {
    let conversation: Int32

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard let header = WeFlowText.header(bytes, line.content) else { return .text }
        var head = MessageHead(conversation: conversation, sentAt: header.sentAt)
        if TextScan.equals(bytes, header.name, "系统消息") || header.name.isEmpty {
            head.kind = .system
        } else {
            head.sender = output.participant(named: header.name, of: bytes, isOwner: TextScan.equals(bytes, header.name, "我") ? true : nil)
        }
        return .message(head)
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system {
            if SystemText.isRecall(bytes, message.text) { message.head.kind = .recall }
            return
        }
        message.render(in: bytes, quotes: .referenceTail)
    }
}
