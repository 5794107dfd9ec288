import ChatModel
import Foundation
import Testing

@testable import ChatActs

/// What a customer means by a colour or size that stood beside a good.
@Suite("Offered goods")
struct OfferedGoodsTests {
    /// Goods after messages of the seller's, whose names are given.
    private static func offered(_ posts: [(text: String, names: [String])]) -> OfferedGoods {
        var (goods, cutter) = (OfferedGoods(), TalkTokens())
        for (at, post) in posts.enumerated() {
            let text = Array(post.text.utf8)
            cutter.load(text)
            let spans = post.names.compactMap { name -> TaggedSpan? in
                guard let found = post.text.range(of: name) else { return nil }
                let start = post.text.utf8.distance(from: post.text.startIndex, to: found.lowerBound)
                let range = start..<start + name.utf8.count
                guard let first = cutter.tokens.firstIndex(where: { $0.range.lowerBound == range.lowerBound }),
                    let last = cutter.tokens.lastIndex(where: { $0.range.upperBound == range.upperBound })
                else { return nil }
                return TaggedSpan(kind: .product, tokens: first..<last + 1, range: range)
            }
            goods.take(cutter.tokens, spans, names: post.names, at: at)
        }
        return goods
    }

    private static let fruit = offered([("樱桃 2kg J size 38 JJ size 45\n生蚝 Sydney rock 一打22", ["樱桃", "生蚝"])])

    @Test(
        "The only good beside whose name the words stand", arguments: [("JJ", "樱桃"), ("J size", "樱桃"), ("rock", "生蚝"), ("XL", nil), ("", nil), ("J rock", nil)])
    func variants(_ words: String, _ product: String?) { #expect(Self.fruit.product(with: words, at: 3) == product) }

    @Test("Of several goods with the same colour the newest offer's, when it is one") func several() {
        let goods = Self.offered([("Zahra navy mocca", ["Zahra"]), ("Bergo navy abu", ["Bergo"])])
        #expect(goods.product(with: "navy", at: 2) == "Bergo")
        #expect(goods.product(with: "mocca", at: 2) == "Zahra")
        let one = Self.offered([("Zahra navy, Bergo navy", ["Zahra", "Bergo"])])
        #expect(one.product(with: "navy", at: 1) == nil)
    }

    @Test("Long after, nothing is meant") func reach() { #expect(Self.fruit.product(with: "JJ", at: 1000) == nil) }
}
