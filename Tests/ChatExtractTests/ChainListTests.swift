import ChatExtract
import Testing

@Suite struct ChainListTests {
    @Test("Only a number that follows the last one begins an entry")
    func numbersGoUpByOne() throws {
        let list = try #require(ChainList("#接龙\n3. 周年庆 苹果 8.7元/斤\n例 小王 2斤\n\n1. 阿云 2斤\n送货上门\n2. A 海 1斤\n5. 不是一行"))
        #expect(list.title == "3. 周年庆 苹果 8.7元/斤")
        #expect(list.entries.map(\.text) == ["阿云 2斤 送货上门", "A 海 1斤 5. 不是一行"])
    }

    @Test("A list that lost its line ends is cut at its numbers")
    func unfoldsFlatLists() throws {
        let list = try #require(ChainList("#接龙 草莓 35/斤 1. 糖 2斤 2. 七 +1"))
        #expect(list.entries.map(\.text) == ["糖 2斤", "七 +1"])
    }

    @Test("Numbered talk without a title or a mark is no list", arguments: ["1. 先付款\n2. 再发货", "你好\n在吗", "1.5斤多少钱"])
    func leavesTalkAlone(text: String) {
        #expect(ChainList(text) == nil)
    }
}
