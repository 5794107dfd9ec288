import ChatBytes
import ChatModel

/// Reads text copied out of the desktop WeChat's window.
struct WeChatCopy: LineReader {
    let format = FormatDescription(
        id: "wechat-copy", name: "WeChat desktop copy (微信电脑版 复制粘贴)", platform: .wechat, extensions: ["txt"],
        origin: "WeChat on Windows or macOS: select messages (at most 100) → 复制, pasted into a text file.",
        shape: """
            林小溪 2024/03/05 21:03
            老板在吗

            小店老板 2024/03/05 21:04
            在的
            """,
        fieldMap: """
            name at the head → sender.name
            date and time → sent_at
            lines up to the next header → text
            file name → chat.title
            """,
        timeZone: "Wall clock of the machine, to the minute or second; the file names no zone.",
        quirks: """
            Twelve and 24 hours, `-` and `/`, `2024年3月5日`; `name(date time)` is read too.
            Older clients copy no times (`name:` on its own line): headers stand behind blank lines, at least two names alternate, labels such as 地址： are no names.
            """,
        notSupported: "Account ids, pictures and amounts are not in the copied text.")

    func sniff(_ head: SourceHead) -> Double {
        let survey = CopySurvey(head)
        if survey.dated == 0 { return NameLines.sniff(head) }
        guard survey.accounts == 0, survey.abutting == 0, survey.yearLast == 0 || survey.withSeconds == 0 else { return 0.25 }
        var score = 0.7
        if survey.bracketed > 0 {
            score = 0.6
        } else if survey.chinese * 2 > survey.dated {
            score = 0.45
        } else if survey.withSeconds * 2 > survey.dated {
            score = survey.unpadded > 0 ? 0.4 : 0.6
        }
        return survey.dated > 1 ? score : score * 0.75
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let conversation = output.conversation(Conversation(platform: .wechat, format: format.id, title: source.stem))
        try source.withBytes { (bytes) throws(ImportError) in
            if CopySurvey(SourceHead(source)).dated > 0 {
                var grammar = WeChatCopyGrammar(conversation: conversation)
                try grammar.read(bytes, into: output)
            } else {
                var grammar = NameLines(conversation: conversation)
                try grammar.read(bytes, into: output)
            }
        }
    }
}

/// Headers with a date.
private struct WeChatCopyGrammar: TextGrammar {
    let conversation: Int32

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard TextScan.isDigit(bytes, at: line.end - 1) || bytes[line.end - 1] <= 0x29 || bytes[line.end - 1] | 0x20 == 0x6D,
            let header = CopyHeader.parse(bytes, line.content), header.date != nil
        else { return .text }
        return .message(MessageHead(conversation: conversation, sender: output.participant(named: header.name, of: bytes), sentAt: header.stamp(nil)))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        message.render(in: bytes, quotes: .cornerBrackets)
        message.classify(in: bytes)
    }
}

/// Headers without a time: a name and a colon on a line behind a blank one.
private struct NameLines: TextGrammar {
    let conversation: Int32

    private static let labels: [StaticString] = [
        "地址", "收货", "收件", "姓名", "电话", "手机", "联系", "备注", "订单", "注意", "价格", "数量", "规格", "产品", "快递", "时间", "接龙", "总计", "合计",
    ]

    /// The name of a line `name:`.
    static func name(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        let line = TextScan.trim(bytes, line)
        let width = TextScan.ends(bytes, line, with: "：") ? 3 : line.count > 1 && bytes[line.upperBound - 1] == 0x3A ? 1 : 0
        let name = line.lowerBound..<line.upperBound - width
        guard width > 0, 1...120 ~= name.count, !labels.contains(where: { TextScan.contains(bytes, name, $0) }), ByteScanning.find("：", in: bytes, name) == nil
        else { return nil }
        return name
    }

    static func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var counts: [String: Int] = [:]
        var paragraphs = 0
        var headed = 0
        var afterBlank = true
        for line in head.lines {
            let isBlank = TextScan.isBlank(bytes, line)
            if !isBlank, afterBlank {
                paragraphs += 1
                if let name = name(bytes, line) {
                    headed += 1
                    counts[ByteScanning.string(bytes, name), default: 0] += 1
                } else if paragraphs == 1 {
                    return 0
                }
            }
            afterBlank = isBlank
        }
        guard counts.count >= 2, headed * 10 >= paragraphs * 6, counts.count <= 2 || counts.count * 2 <= headed else { return 0 }
        return 0.4
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard state.isAfterBlank, let name = Self.name(bytes, line.content) else { return .text }
        return .message(MessageHead(conversation: conversation, sender: output.participant(named: name, of: bytes)))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        message.render(in: bytes, quotes: .cornerBrackets)
        message.classify(in: bytes)
    }
}
