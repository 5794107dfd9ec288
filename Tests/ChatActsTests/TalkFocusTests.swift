import ChatModel
import Testing

@testable import ChatActs

@Suite("What the talk is about")
struct TalkFocusTests {
    private static func line(_ said: String?, spec: String? = nil, quantity: Double? = nil) -> ActLine {
        var line = ActLine()
        (line.said, line.spec, line.quantity) = (said, spec, quantity)
        return line
    }

    @Test("A word is known by the only good of the seller's that begins or ends with it")
    func parts() {
        var focus = TalkFocus()
        for name in ["红豆饼", "scarf voile", "绿豆糕"] {
            focus.advance()
            var line = Self.line(name)
            focus.resolve(&line, bySeller: true)
        }
        #expect(["饼", "scarf", "voile", "糕", "红豆"].allSatisfy(focus.isPart))
        #expect(!["豆", "vo", "茶", "红", "the"].contains(where: focus.isPart))
    }

    @Test("What was only asked about is soon meant no more, when something was offered before")
    func loose() {
        var focus = TalkFocus()
        focus.advance()
        var offered = Self.line("礼盒装")
        focus.resolve(&offered, bySeller: true)
        focus.advance()
        var judged = Self.line("清蒸的")
        focus.resolve(&judged, bySeller: false, isFirm: false)
        var soon = Self.line(nil, quantity: 2)
        focus.resolve(&soon, bySeller: false, isFirm: false)
        #expect(soon.product == "清蒸的")
        for _ in 0..<10 { focus.advance() }
        var later = Self.line(nil, quantity: 6)
        focus.resolve(&later, bySeller: false)
        #expect(later.product == "礼盒装")
    }
}
