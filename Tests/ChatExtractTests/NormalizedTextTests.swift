import ChatExtract
import Testing

@Suite("The normalised view of a text")
struct NormalizedTextTests {
    @Test("Full-width, traditional and invisible characters are folded, and every range leads back")
    func folds() {
        let text = NormalizedText("電話：１３８\u{200B}００１３　臺北—Ａ")
        #expect(text.string(0..<text.bytes.count) == "电话:1380013 台北-A")
        #expect(!text.isPlain)
        #expect(text.originalString(7..<10) == "１３８")
        #expect(text.keptString(0..<text.bytes.count) == "電話:1380013 臺北-A")
    }

    @Test("A plain text is its own view")
    func plain() {
        let text = NormalizedText("你好 abc 123\n")
        #expect(text.isPlain)
        #expect(text.originalRange(3..<6) == 3..<6)
        #expect(text.classes.isSuperset(of: [.digit, .letter, .han, .lineEnd]))
        #expect(!text.classes.contains(.at))
    }

    @Test("Carriage returns end lines, and a pair ends one")
    func lines() {
        let text = NormalizedText("a\r\nb\rc")
        #expect(text.string(0..<text.bytes.count) == "a\nb\nc" || text.string(0..<text.bytes.count) == "a\n\nb\nc")
    }

    @Test("A loaded text forgets the one before")
    func reload() {
        var text = NormalizedText("１２３")
        text.load(Array("abc".utf8).span)
        #expect(text.isPlain)
        #expect(text.string(0..<3) == "abc")
        #expect(!text.classes.contains(.digit))
    }
}
