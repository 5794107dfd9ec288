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

    private static let rainwear = offered([("雨衣 adult R size 38 RR size 45\n雨靴 Nordic rubber 一双22", ["雨衣", "雨靴"])])

    @Test(
        "The only good beside whose name the words stand",
        arguments: [("RR", "雨衣"), ("R size", "雨衣"), ("rubber", "雨靴"), ("XL", nil), ("", nil), ("R rubber", nil)])
    func variants(_ words: String, _ product: String?) { #expect(Self.rainwear.product(with: words, at: 3) == product) }

    @Test("Of several goods with the same colour the newest offer's, when it is one") func several() {
        let goods = Self.offered([("Linnea olive rust", ["Linnea"]), ("Tova olive grey", ["Tova"])])
        #expect(goods.product(with: "olive", at: 2) == "Tova")
        #expect(goods.product(with: "rust", at: 2) == "Linnea")
        let one = Self.offered([("Linnea olive, Tova olive", ["Linnea", "Tova"])])
        #expect(one.product(with: "olive", at: 1) == nil)
    }

    @Test("Long after, nothing is meant") func reach() { #expect(Self.rainwear.product(with: "RR", at: 1000) == nil) }
}
