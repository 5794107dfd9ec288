import Testing

@testable import ChatActs

/// The fitted table, and tables that are none.
@Suite("Table of acts")
struct ActTableTests {
    @Test("The table in the program is of this version") func builtin() {
        #expect(!ActTable.builtin.columns.isEmpty)
        #expect(ActTable.builtin.columns.allSatisfy { $0.act != nil })
        #expect(ActTable.builtin.thresholds.allSatisfy { 0...1 ~= $0 })
    }

    @Test("Damaged tables are refused", arguments: [0, 1, 4, 20, 400, 200_000])
    func cut(_ length: Int) {
        #expect(ActTable([UInt8](repeating: 0x20, count: length)) == nil)
        #expect(ActTable([0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0x41, count: length)) == nil)
    }

    @Test("Words are cut where words end") func words() {
        var cutter = TalkTokens()
        cutter.load(Array("给我来两罐红茶".utf8))
        let cut = TalkWord.all(cutter.tokens).map { word in
            String(String.UnicodeScalarView(word.tokens.compactMap { Unicode.Scalar(cutter.tokens[$0].scalar) }))
        }
        #expect(cut.last == "红茶")
        #expect(cut.joined() == "给我来两罐红茶")
    }
}
