import ChatBytes
import ChatModel

/// Reads text copied out of the chat window of 千牛 (旺旺).
struct QianniuCopy: LineReader {
    let format = FormatDescription(
        id: "qianniu-copy", name: "Qianniu copy (千牛 / 旺旺 复制粘贴)", platform: .taobao, extensions: ["txt"],
        origin: "千牛工作台: select messages in a chat → 复制, pasted into a text file.",
        shape: """
            样例买家01 2024-3-5 9:12:01
            你好，这件有货吗
            已读
            样例旗舰店:小美2024-3-5 9:12:30
            亲，有的哦
            """,
        fieldMap: """
            name before the time, before `-->`, or on the line before the time → sender.name
            `shop:agent` → sender.is_owner
            time → sent_at
            lines up to the next header → text
            file name → chat.title
            """,
        timeZone: "Wall clock of the machine, to the second; the file names no zone.",
        quirks: """
            The time may abut the name; a name that ends in digits loses none: the year has four.
            已读, 未读, 发送中, page links and hand-over notices are no text.
            """,
        notSupported: "Masked buyer names (t**1) are no identity; the classic 旺旺 export with `cntaobao` ids is unknown to us.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var headers = 0
        var evidence = 0
        for (i, line) in head.lines.enumerated() {
            if QianniuGrammar.isStatus(bytes, line) { evidence += 1 }
            if TextScan.isBlank(bytes, line) { continue }
            if QianniuGrammar.loneTime(bytes, line) != nil {
                if i > 0, !TextScan.isBlank(bytes, head.lines[i - 1]) {
                    headers += 1
                    evidence += 1
                }
                continue
            }
            guard let header = CopyHeader.parse(bytes, line), header.date != nil, header.style == .dashes, header.clock.second != nil, !header.isTwelveHour,
                header.id == nil, !header.isBracketed
            else { continue }
            headers += 1
            if header.blanks == 0 || QianniuGrammar.isShop(bytes, header.name) || TextScan.contains(bytes, header.name, " --> ") { evidence += 1 }
        }
        return headers > 0 && evidence > 0 ? (headers > 1 ? 0.85 : 0.6) : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let conversation = output.conversation(Conversation(platform: .taobao, format: format.id, title: source.stem, kind: .direct))
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = QianniuGrammar(conversation: conversation)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of copied 千牛 text.
private struct QianniuGrammar: TextGrammar {
    let conversation: Int32
    private var lastStamp: Timestamp?
    private var isAfterName = false

    init(conversation: Int32) { self.conversation = conversation }

    private static let statuses: [StaticString] = ["已读", "未读", "发送中", "商品详情页", "商品推荐", "已送达", "发送失败"]

    static func isStatus(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count < 30 else { return false }
        return statuses.contains { TextScan.equals(bytes, TextScan.trim(bytes, line), $0) }
    }

    private static func isNoise(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        if isStatus(bytes, line) || TextScan.starts(bytes, line, with: "当前用户来自") || TextScan.starts(bytes, line, with: "原因：【") { return true }
        return TextScan.starts(bytes, line, with: "由 ") && TextScan.contains(bytes, line, " 转交给 ")
    }

    /// `shop:agent`: the selling side.
    static func isShop(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool {
        ByteScanning.first(0x3A, in: bytes, name) != nil || TextScan.contains(bytes, name, "：")
    }

    /// A line that is a date and a time alone.
    static func loneTime(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Timestamp? {
        guard line.count >= 15, line.count < 24, let stamp = TimeText.dateTime(bytes, at: line.lowerBound, end: line.upperBound), stamp.next == line.upperBound,
            stamp.value.precision == .second
        else { return nil }
        return stamp.value
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if isAfterName {
            isAfterName = false
            return .skipped
        }
        if let header = CopyHeader.parse(bytes, line.content), header.style == .dashes, header.clock.second != nil {
            let stamp = header.stamp(nil)
            lastStamp = stamp
            return .message(head(header.name, stamp, bytes, output))
        }
        if line.end - line.start < 100, let next = ByteScanning.line(in: bytes, at: line.next), let stamp = Self.loneTime(bytes, next.content) {
            lastStamp = stamp
            isAfterName = true
            return .message(head(line.content, stamp, bytes, output))
        }
        if Self.isNoise(bytes, line.content) { return .skipped }
        if line.end - line.start < 200, SystemText.isNotice(bytes, line.content) {
            let kind: MessageKind = SystemText.isRecall(bytes, line.content) ? .recall : .system
            return .message(MessageHead(conversation: conversation, sentAt: lastStamp, kind: kind, inlineText: line.start, isComplete: true))
        }
        return .text
    }

    private func head(_ name: Range<Int>, _ stamp: Timestamp?, _ bytes: Span<UInt8>, _ output: MessageOutput) -> MessageHead {
        var name = TextScan.trim(bytes, name)
        if let arrow = ByteScanning.find(" --> ", in: bytes, name) { name = name.lowerBound..<arrow }
        let sender = output.participant(named: name, of: bytes, isOwner: Self.isShop(bytes, name) ? true : nil)
        return MessageHead(conversation: conversation, sender: sender, sentAt: stamp)
    }

    /// Status lines may stand between two lines of a text: they are taken out.
    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard message.head.kind == .text else { return }
        message.render(in: bytes)
        message.classify(in: bytes)
        guard message.head.kind == .text else { return }
        let lines = TextScan.lines(bytes, message.text)
        guard lines.contains(where: { Self.isNoise(bytes, $0) }) else { return }
        var text: [UInt8] = []
        for line in lines where !Self.isNoise(bytes, line) {
            if !text.isEmpty { text.append(0x0A) }
            ByteScanning.append(line, of: bytes, to: &text)
        }
        message.replacement = text
    }
}
