import Testing

@testable import ChatActs

/// What is heard of words that come back in a chat.
@Suite("Heard words")
struct HeardWordsTests {
    /// Rows of each message's words, in order.
    private static func rows(_ talk: [(TalkMessage.Side, String)], hidesSides: Bool = false) -> [[Int]] {
        var (heard, cutter, lexicon) = (HeardWords(), TalkTokens(), TokenWords())
        return talk.map { side, text in
            cutter.load(Array(text.utf8))
            let context = TokenContext(
                cutter.tokens, goods: [], words: lexicon.classes(Array(text.utf8), cutter.tokens), segments: TalkWord.all(cutter.tokens))
            return heard.rows(of: context, by: side, hidesSides: hidesSides)
        }
    }

    @Test("A word is new, then known; the other side's last words are told from its own") func sides() {
        let rows = Self.rows([(.seller, "karipap 2"), (.customer, "karipap"), (.customer, "karipap"), (.customer, "laksa"), (.seller, "karipap")])
        #expect(rows[0] == [0, 0])
        #expect(rows[1] == [3])
        #expect(rows[2][0] > rows[1][0])
        #expect(Set([rows[1], rows[2], rows[4]]).count == 3)
    }

    @Test("Numbers come back by their value, signs never") func numbers() {
        let rows = Self.rows([(.seller, "38 !"), (.customer, "38 45 !")])
        #expect(rows[1][0] > 0)
        #expect(rows[1][1] == 0 && rows[1][2] == 0)
    }

    @Test("Every row is one of the table's, however often a word is said, with sides or without")
    func isBounded() {
        let talk = (0..<400).map { ($0.isMultiple(of: 3) ? TalkMessage.Side.seller : .customer, "ok 好的 2") }
        for hides in [false, true] {
            let rows = Self.rows(talk, hidesSides: hides).joined()
            #expect(rows.allSatisfy { 0..<HeardWords.rows ~= $0 })
            if hides { #expect(Set(rows).isSubset(of: [0, 1, 4, 7, 10])) }
        }
    }
}
