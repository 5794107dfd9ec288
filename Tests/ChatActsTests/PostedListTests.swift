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
        arguments: ["周六送\nA 虾尾1kg $28\nB 手抓饼20片 $13", "①虾尾 28/份\n②手抓饼 13/包", "A款 虾尾 $28\nB款 手抓饼 $13", "1️⃣虾尾28\n2️⃣手抓饼13"])
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
            ("A2谢谢", ["虾尾×2.0"]), ("那我凑一下 A1 C2", ["虾尾×1.0", "馄饨×2.0"]), ("帮同事要 B x3", ["手抓饼×3.0"]),
        ])
    func picked(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: Self.post) == goods) }

    private static let colours = "A 棉T 590 米白/黑/藍 F\nB 寬褲 780 深藍/淺藍 S/M/L\nC 起司餅 250/盒"

    @Test(
        "Colours and sizes that stand in a row go with its code, and alone with the only row that has them",
        arguments: [
            ("A米白+1", ["棉T 米白×1.0"]), ("B深藍M+1", ["寬褲 深藍M×1.0"]), ("A黑+1 藍+1", ["棉T 黑×1.0", "棉T 藍×1.0"]), ("S深藍+1", ["寬褲 S深藍×1.0"]),
            ("A 黑色 x2", ["棉T 黑色×2.0"]), ("C+1 A藍+1", ["起司餅×1.0", "棉T 藍×1.0"]),
        ])
    func variants(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: Self.colours) == goods) }

    @Test("Numbered rows with prices of the seller's are picked by 四号 and 3号")
    func numbered() {
        let post = "1) 肉粽 $4.50/pc\n2) 娘惹粽 $4\n3) 碱水粽 $2.50\n4) 猫山王 $22"
        let tokens = Self.tokens(post)
        let prices = tokens.indices.filter { tokens[$0].kind == .number && tokens[$0].value.map { $0 != $0.rounded() || $0 > 3 } ?? false && $0 > 2 }
        let spans = prices.map { TaggedSpan(kind: .price, tokens: $0..<$0 + 1, range: tokens[$0].range, value: tokens[$0].value) }
        var focus = TalkFocus()
        focus.advance()
        let rows = PostedList.rows(Array(post.utf8), tokens, spans, allowsNumbers: true)
        #expect(rows.map(\.line.said) == ["肉粽", "娘惹粽", "碱水粽", "猫山王"])
        #expect(PostedList.rows(Array(post.utf8), tokens, spans).isEmpty)
        _ = focus.post(rows, bySeller: true)
        for (text, wanted) in [("四号两盒 二号五个", ["猫山王×2.0", "娘惹粽×5.0"]), ("3号x10", ["碱水粽×10.0"]), ("3号", []), ("3号去拿", [])] {
            let tokens = Self.tokens(text)
            let lines = PostedPicks.lines(Array(text.utf8), tokens, 0..<tokens.count, of: focus.posted) ?? []
            #expect(lines.map { "\(focus.posted.good($0.code ?? "")?.product ?? "?")×\($0.quantity ?? 0)" } == wanted)
        }
    }

    @Test("A colour that nobody counts, or that no row has, is no pick", arguments: ["藍", "深藍的好看", "A紫色好看嗎", "紅+1"])
    func noVariants(_ text: String) { #expect(Self.picks(text, of: Self.colours) == nil) }

    @Test("A number behind letters is a code, whatever numbers are left out", arguments: [("k12", ["cotton×1.0"]), ("K15 x2", ["silk×2.0"])])
    func longCodes(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: "K12 cotton 1450\nK15 silk 2200") == goods) }

    @Test("Codes of several letters are one post, and words may stand around them where goods are asked for")
    func manyLetters() {
        let list = Self.list("B1 Coach sling 450\nB2 Longchamp tote 600\nT5 polo 120\nP3 maong 180")
        for (text, wanted) in [("mine B2", "Longchamp"), ("B2 mine!!", "Longchamp"), ("sige T5 na lang", "polo")] {
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
        for post in [Self.post, "A 樱桃 $38\nB 生蚝 $22"] { _ = focus.post(Self.rows(post), bySeller: true) }
        #expect(focus.posted.good("A")?.product == "樱桃")
        #expect(focus.posted.good("C") == nil)
    }
}
