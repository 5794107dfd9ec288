import Testing

@testable import ChatActs

/// How messages are cut into tokens, and what numbers mean.
@Suite("Tokens of talk")
struct TalkTokenTests {
    private func tokens(_ text: String) -> [TalkToken] {
        var cutter = TalkTokens()
        cutter.load(Array(text.utf8))
        return cutter.tokens
    }

    private func values(_ text: String) -> [Double] { tokens(text).compactMap(\.value) }

    @Test(
        "Digits with separators and factors are one number",
        arguments: [
            ("12.5元", 12.5), ("1,256", 1256), ("75.000", 75_000), ("3k", 3000), ("75rb", 75_000), ("75 ribu", 75_000), ("1.2w", 12_000), ("2 juta", 2_000_000),
            ("3万", 30_000), ("５斤", 5),
        ])
    func numbers(_ text: String, _ value: Double) { #expect(values(text) == [value]) }

    @Test("A measure's letter is no factor", arguments: [("5千克", 5.0), ("2千瓦", 2), ("5 kg", 5), ("3 k", 3)])
    func measures(_ text: String, _ value: Double) { #expect(values(text) == [value]) }

    @Test("A clock is two numbers") func clock() { #expect(values("10:30") == [10, 30]) }

    @Test("Numbers in a circle or on a key name a place in a list", arguments: ["③", "❸", "3\u{FE0F}\u{20E3}"])
    func places(_ text: String) throws {
        let token = try #require(tokens(text + "来俩").first)
        #expect(token.kind == .number && token.value == nil)
        #expect(token.range.upperBound == text.utf8.count)
        #expect(token.key == tokens("⑩").first?.key)
    }

    @Test(
        "Words of numbers have values, with accents and without",
        arguments: [("two", 2.0), ("três", 3), ("tres", 3), ("SEPULUH", 10), ("fünf", 5), ("hai", 2)])
    func words(_ text: String, _ value: Double) {
        #expect(tokens(text).first?.kind == .word)
        #expect(values(text) == [value])
    }

    @Test("Tokens cover the text in order, whatever it is") func cover() {
        for text in ["", "①②", "a①b 3k万", "\u{FE0F}1\u{FE0F}", "1\u{20E3}2", "ប្រ 10", "🇲🇾2 pcs"] {
            var at = 0
            for token in tokens(text) {
                #expect(token.range.lowerBound == at, "\(text)")
                at = token.range.upperBound
            }
            #expect(at == text.utf8.count, "\(text)")
        }
    }

    @Test("Endings and stems are those of the letters without accents") func letters() throws {
        let (a, b) = (try #require(tokens("pagué").first), try #require(tokens("pague").first))
        #expect(a.key != b.key)
        #expect(a.letters == b.letters)
        #expect(try #require(tokens("pagaron").first).letters.stem == tokens("pagado").first?.letters.stem)
    }
}
