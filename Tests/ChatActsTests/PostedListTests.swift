import ChatModel
import Testing

@testable import ChatActs

/// Posts whose rows begin with codes, and picks of those codes.
@Suite("Goods posted with codes")
struct PostedListTests {
    private static func tokens(_ text: String) -> [TalkToken] {
        var cutter = TalkTokens()
        cutter.load(Array(text.utf8))
        return cutter.tokens
    }

    private static func rows(_ text: String) -> [PostedList.Row] { PostedList.rows(Array(text.utf8), tokens(text), []) }

    /// A list with the goods of a post.
    private static func list(_ post: String) -> PostedList {
        var focus = TalkFocus()
        focus.advance()
        _ = focus.post(rows(post), bySeller: true)
        return focus.posted
    }

    private static func picks(_ text: String, of post: String) -> [String]? {
        let tokens = tokens(text)
        let list = list(post)
        return PostedPicks.lines(Array(text.utf8), tokens, 0..<tokens.count, of: list)?.map { line in
            "\(line.code.flatMap { list.good($0)?.product } ?? "?")\(line.spec.map { " \($0)" } ?? "")×\(line.quantity.map { "\($0)" } ?? "?")"
        }
    }

    @Test(
        "Rows with letters, circles or keys that follow each other are a post",
        arguments: ["周六送\nA 虾尾1kg $28\nB 手抓饼16张 $13", "①虾尾 28/份\n②手抓饼 13/包", "A款 虾尾 $28\nB款 手抓饼 $13", "1️⃣虾尾28\n2️⃣手抓饼13"])
    func posts(_ text: String) {
        let rows = Self.rows(text)
        #expect(rows.map(\.line.said) == ["虾尾", "手抓饼"])
        #expect(rows.map(\.line.price) == [28, 13])
    }

    @Test(
        "One row alone, codes out of order and rows without a number are no post",
        arguments: ["A 虾尾 $28", "A 虾尾 $28\nC 手抓饼 $13", "A 虾尾\nB 手抓饼", "1. 小王 2盒\n2. 小李 1盒", "今天有虾尾 28\n还有手抓饼 13"])
    func noPosts(_ text: String) { #expect(Self.rows(text).isEmpty) }

    private static let post = "A 虾尾 $28\nB 手抓饼 $13\nC 馄饨 $16"

    @Test(
        "Codes with numbers are picks",
        arguments: [
            ("A2 C1", ["虾尾×2.0", "馄饨×1.0"]), ("B+2", ["手抓饼×2.0"]), ("a x2, b×1", ["虾尾×2.0", "手抓饼×1.0"]), ("B", ["手抓饼×1.0"]), ("B B B", ["手抓饼×3.0"]),
            ("A2多谢啦", ["虾尾×2.0"]), ("再添上 A1 C2", ["虾尾×1.0", "馄饨×2.0"]), ("替邻居拿 B x3", ["手抓饼×3.0"]),
        ])
    func picked(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: Self.post) == goods) }

    private static let colours = "A 圍裙 460 杏色/墨/綠 F\nB 雨靴 920 深綠/淺綠 S/M/L\nC 蛋捲 180/罐"

    @Test(
        "Colours and sizes that stand in a row go with its code, and alone with the only row that has them",
        arguments: [
            ("A杏色+1", ["圍裙 杏色×1.0"]), ("B深綠M+1", ["雨靴 深綠M×1.0"]), ("A墨+1 綠+1", ["圍裙 墨×1.0", "圍裙 綠×1.0"]), ("S深綠+1", ["雨靴 S深綠×1.0"]),
            ("A 墨色 x2", ["圍裙 墨色×2.0"]), ("C+1 A綠+1", ["蛋捲×1.0", "圍裙 綠×1.0"]),
        ])
    func variants(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: Self.colours) == goods) }

    @Test("Numbered rows with prices of the seller's are picked by 四号 and 3号")
    func numbered() {
        let post = "1) 芋圆 $5.50/cup\n2) 豆花 $4\n3) 烧仙草 $3.50\n4) 双皮奶 $18"
        let tokens = Self.tokens(post)
        let prices = tokens.indices.filter { tokens[$0].kind == .number && tokens[$0].value.map { $0 != $0.rounded() || $0 > 3 } ?? false && $0 > 2 }
        let spans = prices.map { TaggedSpan(kind: .price, tokens: $0..<$0 + 1, range: tokens[$0].range, value: tokens[$0].value) }
        var focus = TalkFocus()
        focus.advance()
        let rows = PostedList.rows(Array(post.utf8), tokens, spans, allowsNumbers: true)
        #expect(rows.map(\.line.said) == ["芋圆", "豆花", "烧仙草", "双皮奶"])
        #expect(PostedList.rows(Array(post.utf8), tokens, spans).isEmpty)
        _ = focus.post(rows, bySeller: true)
        for (text, wanted) in [("四号两碗 二号六杯", ["双皮奶×2.0", "豆花×6.0"]), ("3号x10", ["烧仙草×10.0"]), ("3号", []), ("3号去拿", [])] {
            let tokens = Self.tokens(text)
            let lines = PostedPicks.lines(Array(text.utf8), tokens, 0..<tokens.count, of: focus.posted) ?? []
            #expect(lines.map { "\(focus.posted.good($0.code ?? "")?.product ?? "?")×\($0.quantity ?? 0)" } == wanted)
        }
    }

    @Test("A colour that nobody counts, or that no row has, is no pick", arguments: ["綠", "深綠的好看", "A紫色好看嗎", "紅+1"])
    func noVariants(_ text: String) { #expect(Self.picks(text, of: Self.colours) == nil) }

    @Test("A number behind letters is a code, whatever numbers are left out", arguments: [("k12", ["cotton×1.0"]), ("K15 x2", ["silk×2.0"])])
    func longCodes(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: "K12 cotton 1450\nK15 silk 2200") == goods) }

    @Test("Codes of several letters are one post, and words may stand around them where goods are asked for")
    func manyLetters() {
        let list = Self.list("B1 canvas sling 450\nB2 leather tote 600\nT5 rash guard 120\nP3 corduroy 180")
        for (text, wanted) in [("got B2", "leather"), ("B2 for me!!", "leather"), ("sana T5 po muna", "rash")] {
            let tokens = Self.tokens(text)
            let asked = PostedPicks.lines(Array(text.utf8), tokens, 0..<tokens.count, of: list, isAsked: true) ?? []
            #expect(asked.map { $0.code.flatMap { list.good($0)?.product } } == [wanted])
            #expect(PostedPicks.lines(Array(text.utf8), tokens, 0..<tokens.count, of: list) == nil)
        }
    }

    @Test("What says more is none", arguments: ["A还有吗", "B 怎么做的呀 我妈问", "Amy来了", "我要两份虾尾"])
    func notPicked(_ text: String) { #expect(Self.picks(text, of: Self.post) == nil) }

    @Test("A new post with the same first code takes the old one's place") func replaced() {
        var focus = TalkFocus()
        focus.advance()
        for post in [Self.post, "A 枇杷 $33\nB 淡菜 $19"] { _ = focus.post(Self.rows(post), bySeller: true) }
        #expect(focus.posted.good("A")?.product == "枇杷")
        #expect(focus.posted.good("C") == nil)
    }
}
