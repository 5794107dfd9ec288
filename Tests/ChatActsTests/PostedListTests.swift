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
        return list.picks(Array(text.utf8), tokens, 0..<tokens.count)?.map { line in
            "\(line.code.flatMap { list.good($0)?.product } ?? "?")×\(line.quantity.map { "\($0)" } ?? "?")"
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
            ("A2谢谢", ["虾尾×2.0"]),
        ])
    func picked(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: Self.post) == goods) }

    @Test("A number behind letters is a code, whatever numbers are left out", arguments: [("k12", ["cotton×1.0"]), ("K15 x2", ["silk×2.0"])])
    func longCodes(_ text: String, _ goods: [String]) { #expect(Self.picks(text, of: "K12 cotton 1450\nK15 silk 2200") == goods) }

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
