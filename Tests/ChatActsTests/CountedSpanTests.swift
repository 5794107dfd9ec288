import Testing

@testable import ChatActs

@Suite("Numbers with a counter tagged as a name")
struct CountedSpanTests {
    @Test(
        "A number with one character is a count, a number with a code word or a longer name is none",
        arguments: [("4墩", ["4", "墩"]), ("3号", ["3号"]), ("5号电池", ["5号电池"]), ("大米", ["大米"])])
    func split(_ text: String, _ pieces: [String]) {
        let bytes = Array(text.utf8)
        var cutter = TalkTokens()
        cutter.load(bytes)
        let span = TaggedSpan(kind: .product, tokens: 0..<cutter.tokens.count, range: 0..<bytes.count)
        let spans = CountedSpans.split([span], cutter.tokens)
        #expect(spans.map { $0.string(bytes) } == pieces)
        #expect(spans.count == 1 || spans.map(\.kind) == [.quantity, .unit] && spans[0].value == 4)
    }
}
