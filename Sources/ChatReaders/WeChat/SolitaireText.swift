import ChatBytes
import ChatModel

/// Reads files that hold nothing but copied chain lists (接龙).
struct SolitaireText: ExportReader {
    let format = FormatDescription(
        id: "wechat-solitaire", name: "Chain lists (接龙)", platform: .wechat, extensions: ["txt"],
        origin: "WeChat: a 接龙 message, copied and pasted into a text file; several lists may follow each other.",
        shape: """
            #接龙
            3月5日 车厘子团 59元/盒

            1. 小溪 林小溪 2盒 3-2-101
            2. 阿华 1盒
            """,
        fieldMap: """
            the whole list → text of one message of kind solitaire
            file name → chat.title
            """,
        timeZone: "No times.",
        quirks: "`#接龙` or `#Group Note` begins a list; a list without it is recognised by entries numbered from 1 upwards that name numbers of things.",
        notSupported: "Who posted a list is not in the text: the authors are the names in the entries.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var expected = 1
        var marks = 0
        var counted = 0
        for line in head.lines {
            if SolitaireGrammar.isMark(bytes, line) {
                marks += 1
                expected = 1
            }
            if SolitaireGrammar.entry(bytes, line) == expected {
                expected += 1
                if SolitaireGrammar.hasCount(bytes, line) { counted += 1 }
            }
        }
        if marks > 0 { return expected > 1 ? 0.55 : 0.3 }
        guard expected > 3, counted * 2 >= expected - 1, let first = head.lines.first(where: { !TextScan.isBlank(bytes, $0) }) else { return 0 }
        // A numbered list is one of people who join only where its head says so.
        if TextScan.contains(bytes, 0..<bytes.count, "接龙") { return 0.32 }
        let isHeaded = SolitaireGrammar.entry(bytes, first) == nil && Self.words.contains { TextScan.contains(bytes, first, $0) }
        return isHeaded ? 0.32 : 0
    }

    private static let words: [StaticString] = ["团", "报名", "预订", "预定", "登记", "统计", "下单", "拼", "订货", "Group Note", "sign up", "Sign up"]

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let conversation = output.conversation(Conversation(platform: .wechat, format: format.id, title: source.stem, kind: .group))
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = SolitaireGrammar(conversation: conversation)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of copied lists.
private struct SolitaireGrammar: TextGrammar {
    let conversation: Int32

    static func isMark(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let line = TextScan.trim(bytes, line)
        return TextScan.starts(bytes, line, with: "#接龙") || TextScan.starts(bytes, line, with: "＃接龙") || TextScan.equals(bytes, line, "#Group Note")
    }

    /// The number of an entry `N. text`.
    static func entry(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
        guard let number = TimeText.number(bytes, at: line.lowerBound, end: line.upperBound, maxDigits: 4), number.next < line.upperBound else { return nil }
        let next = number.next
        if bytes[next] == 0x2E { return TextScan.isDigit(bytes, at: next + 1) ? nil : number.value }
        return ByteScanning.has("、", in: bytes, at: next) || ByteScanning.has("．", in: bytes, at: next) ? number.value : nil
    }

    private static let units: [StaticString] = [
        "份", "盒", "箱", "件", "斤", "袋", "瓶", "包", "个", "套", "只", "单", "张", "支", "罐", "提", "筐", "桶", "串", "条", "板",
    ]

    /// Whether an entry orders something: `2盒`, `+1`, `*2`.
    static func hasCount(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        var at = line.lowerBound
        while at < line.upperBound, let digit = (at..<line.upperBound).first(where: { 48...57 ~= bytes[$0] }) {
            var end = digit
            while end < line.upperBound, 48...57 ~= bytes[end] { end += 1 }
            let isMarked = digit > line.lowerBound && (bytes[digit - 1] == 0x2B || bytes[digit - 1] == 0x2A)
            if isMarked || units.contains(where: { ByteScanning.has($0, in: bytes, at: end) }) { return true }
            at = end
        }
        return false
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard !state.isOpen || Self.isMark(bytes, line.content) else { return .text }
        return .message(MessageHead(conversation: conversation, kind: .solitaire, inlineText: line.start))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {}
}
