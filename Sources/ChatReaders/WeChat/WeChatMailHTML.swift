import ChatBytes
import ChatModel

/// Reads the HTML body of the mail that WeChat's “multi-select → mail” sends.
struct WeChatMailHTML: ExportReader {

    let format = FormatDescription(
        id: "wechat-mail-html", name: "WeChat mail, HTML body (微信 多选→邮件)", platform: .wechat, extensions: ["html", "htm"],
        origin: "The same mail as wechat-mail, saved from a mail program as HTML.",
        shape: """
            <p>Dear:</p><p>林小溪 和 小店老板 在微信上的聊天记录如下，请查收。</p>
            <p style="text-align: center;"><span>&mdash;&mdash;&mdash;&mdash;&mdash; 2024-03-05 &mdash;&mdash;&mdash;&mdash;&mdash;</span></p>
            <p><strong>林小溪&nbsp;&nbsp;09:12</strong></p><p>老板，上次那款茶叶还有吗</p>
            """,
        fieldMap: "As wechat-mail, over the page's lines.",
        timeZone: "Wall clock of the phone, to the minute; the file names no zone.",
        quirks: """
            Line ends are `<br>` or paragraphs; blanks are entities. The page is shown as text first and then read as a mail of text.
            Lines and offsets are those of that text: they grow through the file and point before the place in the page.
            """,
        notSupported: "Pictures. A mail saved as .eml is taken apart first: of its text and its HTML the surer is read, and the files sent with it.")

    func sniff(_ head: SourceHead) -> Double {
        guard head.contains("的聊天记录如下"), head.contains("<p") || head.contains("<div") || head.contains("<br") else { return 0 }
        return 0.99
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        var text: [UInt8] = []
        source.withBytes { bytes in
            var scanner = MarkupScanner(bytes)
            Self.lines(&scanner, bytes, to: &text)
        }
        let shown = text
        var grammar = WeChatMailGrammar(shown.span, stem: source.stem, format: format.id)
        try grammar.read(shown.span, into: output)
        source.withBytes { MarkupWalk.accountRest($0, output) }
    }

    /// A line in bold that ends with a clock is a header: of the blanks before the clock, which a page shows as one, there are two in a mail of text.
    private static func partHeader(_ line: inout [UInt8]) {
        var at = line.count
        while at > 0, line[at - 1] == 0x20 || line[at - 1] == 0xA0 || line[at - 1] == 0xC2 { at -= 1 }
        let end = at
        while at > 0, 48...57 ~= line[at - 1] || line[at - 1] == 0x3A { at -= 1 }
        guard at > 1, end - at <= 5, line[at - 1] == 0x20, TimeText.clock(line.span, at: at, end: end, acceptsMeridiem: false)?.next == end else { return }
        line.insert(0x20, at: at)
    }

    /// The page as lines of text: every block and `<br>` ends one, no-break blanks are blanks.
    private static func lines(_ scanner: inout MarkupScanner, _ bytes: Span<UInt8>, to text: inout [UInt8]) {
        var line: [UInt8] = []
        var isHidden = false
        var isStrong = false
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        func endLine() {
            var plain: [UInt8] = []
            for byte in line {
                if byte == 0xA0, plain.last == 0xC2 { plain[plain.count - 1] = 0x20 } else { plain.append(byte) }
            }
            TextTrimming.trim(&plain)
            text.append(contentsOf: plain)
            text.append(0x0A)
            line.removeAll(keepingCapacity: true)
        }
        while true {
            switch scanner.next(bytes) {
            case .atEnd: return endLine()
            case .text:
                guard !isHidden, !scanner.isRaw else { continue }
                var piece: [UInt8] = []
                MarkupText.append(scanner.name, of: bytes, to: &piece)
                for byte in piece {
                    if !isBlank(byte) {
                        line.append(byte)
                    } else if let last = line.last, !(isBlank(last)) {
                        line.append(0x20)
                    }
                }
            case .start where scanner.isNamed("br", bytes): endLine()
            // Headers stand in bold; a mail of text has a blank line before them.
            case .start where scanner.isNamed("strong", bytes) && line.isEmpty:
                endLine()
                isStrong = true
            case .end where scanner.isNamed("strong", bytes):
                if isStrong { partHeader(&line) }
                isStrong = false
            case .start where scanner.isNamed("title", bytes): isHidden = true
            case .end where scanner.isNamed("title", bytes): isHidden = false
            case .end where scanner.isNamed("p", bytes) || scanner.isNamed("div", bytes) || scanner.isNamed("tr", bytes) || scanner.isNamed("li", bytes):
                if !line.isEmpty { endLine() }
            default: continue
            }
        }
    }
}
