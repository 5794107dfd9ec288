import Testing

@testable import ChatActs

/// Which row of tags the decoder chooses.
@Suite("Decoding tags")
struct TagDecoderTests {
    private static let all = TokenTag.allCases
    private static let none = [Float](repeating: 0, count: (all.count + 1) * all.count)

    /// Weights that favour one tag for each token.
    private static func weights(_ tags: [TokenTag], by strength: Float = 5) -> [Float] {
        tags.flatMap { tag in all.map { $0 == tag ? strength : 0 } }
    }

    @Test("The favoured tags come out where they can follow each other") func plain() {
        let tags: [TokenTag] = [.quantity, .unit, .productBegin, .product, .none]
        #expect(TagDecoder.tags(Self.weights(tags), transitions: Self.none, codes: [Bool](repeating: false, count: 5)) == tags)
    }

    @Test("A name never goes on without having begun") func begins() {
        let tags = TagDecoder.tags(Self.weights([.none, .product, .product]), transitions: Self.none, codes: [false, false, false])
        for (before, tag) in zip([TokenTag.none] + tags, tags) where tag.isInside { #expect(before.inside == tag) }
    }

    @Test("A number in a circle is a code or nothing") func codes() {
        let tags = TagDecoder.tags(Self.weights([.quantity, .productBegin]), transitions: Self.none, codes: [true, true])
        #expect(tags.allSatisfy { $0 == .code || $0 == .none })
    }

    @Test("Transitions weigh as much as the tokens") func transitions() {
        var transitions = Self.none
        let (from, to) = (Int(TokenTag.quantity.rawValue), Int(TokenTag.unit.rawValue))
        transitions[from * Self.all.count + to] = 3
        let weights = Self.weights([.quantity, .none], by: 2)
        #expect(TagDecoder.tags(weights, transitions: transitions, codes: [false, false]) == [.quantity, .unit])
    }

    @Test("No tokens, no tags") func empty() { #expect(TagDecoder.tags([], transitions: Self.none, codes: []).isEmpty) }
}
