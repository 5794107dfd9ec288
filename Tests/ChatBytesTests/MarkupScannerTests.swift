import ChatBytes
import Testing

@Suite("Walking HTML and XML")
struct MarkupScannerTests {
    private func tokens(_ text: String, _ language: MarkupScanner.Language = .html) -> [String] {
        let bytes = Array(text.utf8)
        var scanner = MarkupScanner(bytes.span, language: language)
        var found: [String] = []
        while true {
            let token = scanner.next(bytes.span)
            let name = ByteScanning.string(bytes.span, scanner.name)
            switch token {
            case .start: found.append("<\(name)\(scanner.isEmptyElement ? "/" : "")>")
            case .end: found.append("</\(name)>")
            case .text: found.append(scanner.isRaw ? "raw:\(name)" : name)
            case .comment: found.append("!\(name)")
            case .other: found.append("?")
            case .atEnd: return found
            }
        }
    }

    private func decoded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return MarkupText.string(0..<bytes.count, of: bytes.span)
    }

    @Test("Tags, texts, comments, scripts and sections are told apart")
    func kinds() {
        #expect(tokens("<p a=1>x<br/>y</p><!-- c --><!DOCTYPE html>") == ["<p>", "x", "<br/>", "y", "</p>", "! c ", "?"])
        #expect(tokens("<script>if (a < b) '</div>'</script>z") == ["<script>", "raw:if (a < b) '</div>'", "</script>", "z"])
        #expect(tokens("<a><![CDATA[<b>&]]></a>", .xml) == ["<a>", "raw:<b>&", "</a>"])
    }

    @Test("What is no tag is text")
    func strayBrackets() {
        #expect(tokens("1 < 2 <3 a") == ["1 < 2 <3 a"])
        #expect(tokens("a <b c <i>d</i>").contains("<i>"))
        #expect(tokens("x <p unfinished").joined() == "x <p unfinished")
    }

    @Test("Attributes are found quoted, in apostrophes and bare")
    func attributes() {
        let bytes = Array(#"<div id=msg1 CLASS="msg  chat left" title='a "b" &amp; c' hidden>"#.utf8)
        var scanner = MarkupScanner(bytes.span)
        _ = scanner.next(bytes.span)
        #expect(scanner.attribute("id", bytes.span).map { ByteScanning.string(bytes.span, $0) } == "msg1")
        #expect(scanner.attribute("title", bytes.span).map { MarkupText.string($0, of: bytes.span) } == #"a "b" & c"#)
        #expect(scanner.attribute("none", bytes.span) == nil)
        let (isChat, isCha) = (scanner.hasClass("chat", bytes.span), scanner.hasClass("cha", bytes.span))
        #expect(isChat && !isCha)
    }

    @Test("Entities become characters, and only characters")
    func entities() {
        #expect(decoded("a &lt;b&gt; &amp;amp; &#39;&#x4F60;&nbsp;&hellip;") == "a <b> &amp; '你\u{A0}…")
        #expect(decoded("&#55357;&#56832; &#55357; &#0;") == "😀 \u{FFFD} \u{FFFD}")
        #expect(decoded("&lol9; &; & &#xZZ; &#99999999;") == "&lol9; &; & &#xZZ; \u{FFFD}")
    }

    @Test("Unclosed quotes, comments and tags take linear time")
    func linear() {
        for piece in ["<a b=\"", "<a b='", "<!--", "<a ", "</a ", "<![CDATA[", "<script>", "&#", "&a"] {
            let text = String(repeating: piece, count: 60_000)
            _ = tokens(text)
            _ = decoded(text)
        }
    }
}
