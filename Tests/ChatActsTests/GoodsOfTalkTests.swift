import ChatModel
import Testing

@testable import ChatActs

/// Which good a line means where its name is not said, or said in part.
@Suite("Goods of talk")
struct GoodsOfTalkTests {
    private func line(_ said: String? = nil, code: String? = nil, spec: String? = nil, price: Double? = nil, unit: String? = nil) -> ActLine {
        var line = ActLine()
        (line.said, line.code, line.spec, line.price, line.unit) = (said, code, spec, price, unit)
        return line
    }

    /// A focus after a seller's post of coded goods.
    private func posted() -> TalkFocus {
        var focus = TalkFocus()
        focus.advance()
        for var offer in [line("鸡蛋", code: "①", price: 28, unit: "板"), line("土豆", code: "②", price: 9, unit: "袋")] {
            focus.resolve(&offer, bySeller: true)
        }
        focus.advance()
        return focus
    }

    @Test("A code means the good of the post, in a circle or not", arguments: [("②", "土豆"), ("2", "土豆"), ("1", "鸡蛋")])
    func codes(_ code: String, _ product: String) {
        var (focus, asked) = (posted(), line(code: code))
        focus.resolve(&asked, bySeller: false)
        #expect(asked.product == product)
    }

    @Test("A code of no post means nothing") func unknownCode() {
        var (focus, asked) = (posted(), line(code: "⑦"))
        focus.resolve(&asked, bySeller: false)
        #expect(asked.product == nil)
    }

    @Test("A unit or a price tells which of several") func units() {
        var focus = posted()
        var asked = line(unit: "板")
        focus.resolve(&asked, bySeller: false)
        #expect(asked.product == "鸡蛋")
        focus = posted()
        asked = line(price: 9)
        focus.resolve(&asked, bySeller: false)
        #expect(asked.product == "土豆")
    }

    @Test("Without anything named before, nothing is meant") func nothing() {
        var (focus, asked) = (TalkFocus(), line(unit: "箱"))
        focus.advance()
        focus.resolve(&asked, bySeller: false)
        #expect(asked.product == nil)
    }

    @Test("The product list's own name stands for an alias") func listed() {
        var focus = TalkFocus(listed: [("肉松卷", "海苔肉松卷"), ("海苔肉松卷", "海苔肉松卷")])
        var asked = line("肉松卷")
        focus.advance()
        focus.resolve(&asked, bySeller: false)
        #expect(asked.product == "海苔肉松卷")
    }
}
