import ChatModel
import Testing

@testable import ChatActs

/// How names, numbers, units and variants that were told apart become lines of goods.
@Suite("Lines of goods")
struct LineAssemblyTests {
    /// Lines of a marked text: `P name`, `Q number`, `U unit`, `S variant` in braces.
    private static func lines(_ marked: String) -> [String] {
        var text = ""
        var marks: [(TaggedSpan.Kind, Range<Int>)] = []
        var rest = Substring(marked)
        while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
            text += rest[..<open]
            let parts = rest[rest.index(after: open)..<close].split(separator: " ", maxSplits: 1)
            let start = text.utf8.count
            text += parts[1]
            let kind: TaggedSpan.Kind = parts[0] == "P" ? .product : parts[0] == "Q" ? .quantity : parts[0] == "U" ? .unit : .spec
            marks.append((kind, start..<text.utf8.count))
            rest = rest[rest.index(after: close)...]
        }
        text += rest
        var cutter = TalkTokens()
        cutter.load(Array(text.utf8))
        let tokens = cutter.tokens
        let tags: [TokenTag] = tokens.filter { !$0.isBlank }.map { token in
            guard let mark = marks.first(where: { $0.1.contains(token.range.lowerBound) }) else { return .none }
            let begins = mark.1.lowerBound == token.range.lowerBound
            switch mark.0 {
            case .product: return begins ? .productBegin : .product
            case .spec: return begins ? .specBegin : .spec
            case .quantity: return .quantity
            default: return .unit
            }
        }
        let spans = TaggedSpan.all(Array(text.utf8), tokens, tokens.indices.filter { !tokens[$0].isBlank }, tags)
        return LineAssembly.lines(Array(text.utf8), tokens, spans).map { found in
            let line = found.line
            return [line.said ?? "?", line.spec, line.quantity.map { "\($0)" }, line.unit].compactMap(\.self).joined(separator: " ")
        }
    }

    @Test(
        "A number belongs to the name before or behind it, as the list has them",
        arguments: [
            ("{P 苹果} {Q 2}{U 箱} {P 梨}{Q 3}", ["苹果 2.0 箱", "梨 3.0"]), ("{Q 2}{U 箱}{P 苹果} {Q 3}{U 箱}{P 梨}", ["苹果 2.0 箱", "梨 3.0 箱"]),
            ("{Q 两}{U 箱}{P 苹果} {P 梨}{Q 3}", ["苹果 2.0 箱", "梨 3.0"]), ("XB {Q 2} {U boxes}, {P W} {Q 1}", ["? 2.0 boxes", "W 1.0"]),
            ("{S R}{Q 一}{U 盒} {P 淡菜}{Q 2}", ["? R 1.0 盒", "淡菜 2.0"]), ("{S RR}{Q 1} {P 扇贝}{Q 1}{U 排}", ["? RR 1.0", "扇贝 1.0 排"]),
        ])
    func order(_ marked: String, _ lines: [String]) { #expect(Self.lines(marked) == lines) }

    @Test("Half of a unit more counts", arguments: [("{P 豆干}{Q 一}{U 斤}半", ["豆干 1.5 斤"]), ("{P 豆干}{Q 一}{U 斤}", ["豆干 1.0 斤"])])
    func halves(_ marked: String, _ lines: [String]) { #expect(Self.lines(marked) == lines) }

    @Test("A bare number of four digits is a model and counts nothing", arguments: [("{P 台灯}{Q 8806}", ["台灯"]), ("{P 纸杯}{Q 5000}{U 个}", ["纸杯 5000.0 个"])])
    func models(_ marked: String, _ lines: [String]) { #expect(Self.lines(marked) == lines) }

    @Test("A row of nothing but variants is a remark on the rows that are counted")
    func remarks() {
        #expect(Self.lines("{S M} {Q 4}\n{S L} {Q 5}\n{S olive} kabeh") == ["? M 4.0", "? L 5.0"])
        #expect(Self.lines("{S 黑色}") == ["? 黑色"])
    }

    @Test("Pictures around a name are none of it") func pictures() { #expect(Self.lines("{P 🥭芒果} {Q 1}") == ["芒果 1.0"]) }
}
