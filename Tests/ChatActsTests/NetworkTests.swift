import ChatModel
import Testing

@testable import ChatActs

/// The network of the program: what it makes of a message depends on the message and on what was said before, and on nothing else.
@Suite("The act network")
struct NetworkTests {
    private static func read(_ texts: [(side: TalkMessage.Side, text: String)]) -> [ActNetwork.Answer] {
        let networks = ActTable.builtin.networks
        var (past, cutter) = (networks.beginning, TalkCutter())
        return texts.map { side, text in
            let cut = cutter.cut(TalkMessage(text: Array(text.utf8), side: side, sender: Int(side.rawValue)))
            return networks.read(cut, side: side, &past)
        }
    }

    @Test("Probabilities for each clause, weights for each token", arguments: ["要两箱苹果，地址不变", "", "🍎", "nak 2 kotak, alamat sama", "①2 ②1"])
    func shapes(_ text: String) {
        let answer = Self.read([(.customer, text)])[0]
        let columns = ActTable.builtin.columns.count
        for chances in answer.chances { #expect(chances.count == columns && !chances.contains { !(0...1 ~= $0) }) }
        #expect(answer.tags.count % TokenTag.allCases.count == 0)
        #expect(!answer.tags.contains { !$0.isFinite })
    }

    @Test("A message reads the same the second time, and otherwise after other talk") func past() {
        let asked = Self.read([(.seller, "要几箱？"), (.customer, "两")])[1]
        let again = Self.read([(.seller, "要几箱？"), (.customer, "两")])[1]
        let alone = Self.read([(.seller, "在路上了 快递明天到"), (.customer, "两")])[1]
        #expect(asked.chances == again.chances && asked.tags == again.tags)
        #expect(asked.chances != alone.chances)
    }

    @Test("Thousands of messages leave it where it was") func isBounded() {
        let talk: [(side: TalkMessage.Side, text: String)] = (0..<2000).map {
            ($0.isMultiple(of: 2) ? .customer : .seller, $0.isMultiple(of: 3) ? "要两箱" : "好的 一共60")
        }
        let answers = Self.read(talk)
        #expect(!answers.contains { $0.tags.contains { !$0.isFinite } })
    }
}
