import ChatBytes
import ChatModel

/// Reads text copied out of QQ, from the desktop's window or the phone's multi-select.
struct QQCopy: LineReader {
    let format = FormatDescription(
        id: "qq-copy", name: "QQ copy (QQ 复制粘贴, PC and phone)", platform: .qq, extensions: ["txt"],
        origin: "QQ: select messages → 复制 on a PC, or 多选 → 复制 on a phone, pasted into a text file.",
        shape: """
            — —  2024-3-5  — —
            林小溪  09:12:01
            在吗
            小店老板  09:12:30
            在的
            """,
        fieldMap: """
            name at the head, number in brackets → sender.name, sender.id
            date on the header or on a line before → sent_at
            lines up to the next header → text
            file name → chat.title
            """,
        timeZone: "Wall clock of the machine, to the second; the file names no zone.",
        quirks: """
            `nick 2024/3/5 19:02:31`, `nick 3/5/2024 9:16:13 PM`, `nick(10001) 上午 3:13:28`, and times alone under a line with the date.
            Notices (撤回了一条消息, 加入本群) without a time are system rows.
            """,
        notSupported: "Pictures are placeholders; the chat's own number is not in the text.")

    func sniff(_ head: SourceHead) -> Double {
        let survey = CopySurvey(head)
        let bytes = head.bytes.span
        let isMobile = head.lines.contains { PastedDay.read(bytes, $0)?.isDashed == true }
        if isMobile, survey.timeOnly > 0 { return 0.9 }
        let headers = survey.timeOnly + survey.withSeconds
        guard headers > 0, survey.chinese == 0, survey.abutting == 0, survey.bracketed == 0 else { return 0 }
        var score = 0.45
        if survey.accounts > 0 || survey.timeOnly > 1 { score = 0.75 } else if survey.unpadded > 0 || survey.yearLast > 0 { score = 0.65 }
        return headers > 1 ? score : score * 0.6
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let conversation = output.conversation(Conversation(platform: .qq, format: format.id, title: source.stem))
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = QQCopyGrammar(conversation: conversation)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of copied QQ text.
private struct QQCopyGrammar: TextGrammar {
    let conversation: Int32
    private var day: (year: Int, month: Int, day: Int)?
    private var lastStamp: Timestamp?

    init(conversation: Int32) { self.conversation = conversation }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if let date = PastedDay.read(bytes, line.content), date.isDashed || startsMessage(bytes, line.next) {
            day = date.day
            return .decoration
        }
        if let header = CopyHeader.parse(bytes, line.content), header.clock.second != nil,
            header.date != nil || day != nil || header.id != nil || header.isTwelveHour
        {
            if let date = header.date { day = date }
            let stamp = header.stamp(day)
            lastStamp = stamp
            var head = MessageHead(conversation: conversation, sentAt: stamp)
            let title = QQTitle.plain(bytes, header.name)
            let name = title.isEmpty ? header.name : title
            head.sender = header.id.map { output.participant(named: name, id: $0, of: bytes) } ?? output.participant(named: name, of: bytes)
            return .message(head)
        }
        if line.end - line.start < 200, SystemText.isNotice(bytes, line.content) {
            let kind: MessageKind = SystemText.isRecall(bytes, line.content) ? .recall : .system
            return .message(MessageHead(conversation: conversation, sentAt: lastStamp, kind: kind, inlineText: line.start, isComplete: true))
        }
        return .text
    }

    /// Whether the next line with text is a header of a time alone.
    private func startsMessage(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        var at = start
        while let line = ByteScanning.line(in: bytes, at: at) {
            if !TextScan.isBlank(bytes, line.content) {
                guard let header = CopyHeader.parse(bytes, line.content) else { return false }
                return header.date == nil && header.clock.second != nil
            }
            at = line.next
        }
        return false
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard message.head.kind == .text else { return }
        message.render(in: bytes)
        message.classify(in: bytes)
    }
}
