import ChatBytes
import ChatModel

/// Reads the TXT export of QQ's message manager.
struct QQText: LineReader {
    let format = FormatDescription(
        id: "qq-txt", name: "QQ message manager TXT (QQ 消息管理器)", platform: .qq, extensions: ["txt"],
        origin: "QQ on Windows: 消息管理器 → 导出消息记录 / 全部导出 → 文本文件. One file may hold many chats.",
        shape: """
            消息记录（此消息记录为文本格式，不支持重新导入）

            ================================================================
            消息分组:我的QQ群
            ================================================================
            消息对象:样例团购群
            ================================================================

            2024-03-05 9:12:01 【群主】小店老板(10001)
            今天车厘子59一盒
            """,
        fieldMap: """
            消息对象 → chat.title
            headers with numbers, or a 消息分组 of groups → chat.kind
            nick(QQ) or nick<mail> → sender.name, sender.id
            date and time → sent_at
            lines up to the next header → text
            """,
        timeZone: "Wall clock of the machine, to the second; the file names no zone.",
        quirks: """
            Hours are not padded; English systems add AM and PM.
            A title such as 【群主】 before the nick is taken off. The last bracket of the line is the number: a nick may hold brackets itself, or be empty.
            Headers stand behind a blank line, unless the file has lost them all. Messages of 系统消息(10000) are system rows.
            """,
        notSupported: "A friend's number and a group's number are not in the file; pictures are placeholders.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        for line in head.lines.prefix(10) where TextScan.starts(bytes, line, with: "消息记录（") || TextScan.starts(bytes, line, with: "消息记录(") { return 0.99 }
        if head.lines.contains(where: { QQTextGrammar.field("消息对象", bytes, $0) != nil }) { return 0.95 }
        var headers = 0
        var telling = 0
        var afterBlank = true
        let isSpaced = QQTextGrammar.isSpaced(bytes)
        for line in head.lines {
            defer { afterBlank = TextScan.isBlank(bytes, line) }
            guard afterBlank || !isSpaced, let header = QQTextGrammar.header(bytes, line) else { continue }
            headers += 1
            if header.id != nil || bytes[line.lowerBound + 12] == 0x3A { telling += 1 }
        }
        return telling > 1 && telling * 2 > headers ? 0.85 : telling == 1 ? 0.5 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = QQTextGrammar(stem: source.stem, isSpaced: QQTextGrammar.isSpaced(bytes))
            if !grammar.isSpaced { HeadSpacing.report(output) }
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of the message manager's export.
struct QQTextGrammar: TextGrammar {
    private let stem: String
    /// Whether heads stand under blank lines.
    let isSpaced: Bool
    private var group: String?
    private var conversation: Int32?
    private var times = DayTimes()
    private var names = SenderNames()

    init(stem: String, isSpaced: Bool = true) {
        self.stem = stem
        self.isSpaced = isSpaced
    }

    /// Whether heads stand under blank lines: in files that have lost them every head counts.
    static func isSpaced(_ bytes: Span<UInt8>) -> Bool { HeadSpacing.isSpaced(bytes) { header(bytes, $0) != nil } }

    /// What a header holds.
    struct Header {
        var sentAt: Timestamp
        var name: Range<Int>
        var id: Range<Int>?
    }

    /// `YYYY-MM-DD H:MM:SS name`, `…name(number)`, `…name<mail>`.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Header? {
        var times = DayTimes()
        return header(bytes, line, &times)
    }

    /// The same, with the day of the header before.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>, _ times: inout DayTimes) -> Header? {
        guard line.count >= 18, 48...57 ~= bytes[line.lowerBound], bytes[line.lowerBound + 4] == 0x2D || bytes[line.lowerBound + 4] == 0x2F else { return nil }
        if let fixed = times.read(bytes, at: line.lowerBound, end: line.upperBound) {
            let at = fixed.next
            let hasMeridiem =
                at + 3 < line.upperBound && bytes[at] == 0x20 && bytes[at + 2] | 0x20 == 0x6D && (bytes[at + 1] | 0x20 == 0x61 || bytes[at + 1] | 0x20 == 0x70)
                && bytes[at + 3] == 0x20
            if !hasMeridiem { return rest(bytes, line, fixed.time, at) }
        }
        guard let slow = TimeText.dateTime(bytes, at: line.lowerBound, end: line.upperBound), slow.value.precision == .second else { return nil }
        return rest(bytes, line, slow.value, slow.next)
    }

    private static func rest(_ bytes: Span<UInt8>, _ line: Range<Int>, _ sentAt: Timestamp, _ start: Int) -> Header? {
        guard start < line.upperBound, bytes[start] == 0x20, !NamePlausibility.beginsWithZone(bytes, start + 1..<line.upperBound) else { return nil }
        var header = Header(sentAt: sentAt, name: start + 1..<line.upperBound, id: nil)
        let last = bytes[line.upperBound - 1]
        guard last == 0x29 || last == 0x3E else { return header }
        var at = line.upperBound - 2
        while at > start, last == 0x29 ? 48...57 ~= bytes[at] : bytes[at] != 0x3C && bytes[at] != 0x20 { at -= 1 }
        let inside = at + 1..<line.upperBound - 1
        if bytes[at] == (last == 0x29 ? 0x28 : 0x3C), last == 0x29 ? 4...12 ~= inside.count : ByteScanning.first(0x40, in: bytes, inside) != nil {
            header.id = inside
            header.name = start + 1..<at
        }
        return header
    }

    /// The value of `label:value`.
    static func field(_ label: StaticString, _ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        guard TextScan.starts(bytes, line, with: label) else { return nil }
        let at = line.lowerBound + label.utf8CodeUnitCount
        if ByteScanning.has("：", in: bytes, at: at) { return at + 3..<line.upperBound }
        return at < line.upperBound && bytes[at] == 0x3A ? at + 1..<line.upperBound : nil
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if state.isAfterBlank || !isSpaced || !state.hasBegun, let header = Self.header(bytes, line.content, &times) { return message(header, bytes, output) }
        if bytes[line.start] == 0x3D, isRule(bytes, line.content) { return isBlock(bytes, line) || !state.isOpen ? .decoration : .text }
        guard !state.isOpen else { return .text }
        if TextScan.starts(bytes, line.content, with: "消息记录（") || TextScan.starts(bytes, line.content, with: "消息记录(") { return .decoration }
        if let value = Self.field("消息分组", bytes, line.content) {
            group = ByteScanning.string(bytes, value)
            return .decoration
        }
        if let value = Self.field("消息对象", bytes, line.content) {
            let title = ByteScanning.string(bytes, TextScan.trim(bytes, value))
            let kind: Conversation.Kind = isGroup(bytes, line.next) ? .group : .direct
            conversation = output.conversation(Conversation(platform: .qq, format: "qq-txt", title: title, kind: kind))
            return .decoration
        }
        return .text
    }

    /// A rule of `=`.
    private func isRule(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count >= 16 else { return false }
        for i in line where bytes[i] != 0x3D && bytes[i] != 0x20 { return false }
        return true
    }

    /// Whether a field of a chat's head stands under a rule: a rule that somebody typed is text.
    private func isBlock(_ bytes: Span<UInt8>, _ rule: TextLine) -> Bool {
        guard let next = ByteScanning.line(in: bytes, at: rule.next) else { return false }
        return Self.field("消息分组", bytes, next.content) != nil || Self.field("消息对象", bytes, next.content) != nil
    }

    /// Whether the chat whose head ends here is a group's: its headers carry numbers, or its list is one of groups.
    private func isGroup(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        var at = start
        for _ in 0..<40 {
            guard let line = ByteScanning.line(in: bytes, at: at) else { break }
            if let header = Self.header(bytes, line.content) {
                if let id = header.id, !TextScan.equals(bytes, id, "10000") { return true }
                if header.id == nil { return false }
            }
            at = line.next
        }
        return group.map { $0.hasSuffix("群") || $0.hasSuffix("群聊") || $0.hasSuffix("多人聊天") || $0.hasSuffix("讨论组") } ?? false
    }

    private mutating func message(_ header: Header, _ bytes: Span<UInt8>, _ output: MessageOutput) -> LineRole {
        var head = MessageHead(conversation: conversationIndex(output), sentAt: header.sentAt)
        if let id = header.id {
            if TextScan.equals(bytes, id, "10000") || TextScan.equals(bytes, id, "1000000") {
                head.kind = .system
                return .message(head)
            }
            head.sender = names.participant(QQTitle.plain(bytes, header.name), id: id, of: bytes, output)
        } else if TextScan.equals(bytes, header.name, "系统消息") {
            head.kind = .system
        } else {
            head.sender = names.participant(header.name, of: bytes, output)
        }
        return .message(head)
    }

    private mutating func conversationIndex(_ output: MessageOutput) -> Int32 {
        if let conversation { return conversation }
        let index = output.conversation(Conversation(platform: .qq, format: "qq-txt", title: stem))
        conversation = index
        return index
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system {
            if SystemText.isRecall(bytes, message.text) { message.head.kind = .recall }
            return
        }
        message.render(in: bytes)
        message.classify(in: bytes)
    }
}
