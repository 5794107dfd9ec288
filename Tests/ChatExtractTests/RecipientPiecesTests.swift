import ChatExtract
import ChatModel
import Testing

@Suite("Parts of recipients")
struct RecipientPiecesTests {
    var parser = RecipientParser()

    private mutating func pieces(_ text: String, eager: Bool = false) -> RecipientPieces { parser.pieces(in: Array(text.utf8).span, eager: eager) }

    @Test("A name on its own is offered as one")
    mutating func name() {
        let found = pieces("沈月华")
        #expect(found.name?.value == "沈月华")
        #expect(found.isOnlyPieces)
        #expect(pieces("沈月华收").name?.value == "沈月华")
        #expect(pieces("姓名：沈月华").name?.rule == "name.label")
    }

    @Test("Talk is no name", arguments: ["好的", "在吗", "谢谢老板", "收到", "多少钱", "今天能发吗"])
    mutating func talk(text: String) {
        #expect(pieces(text).isEmpty)
    }

    @Test("A phone on its own is a part, whatever its spacing")
    mutating func phone() {
        #expect(pieces("157 1234 0088").phones.map(\.value) == ["+8615712340088"])
        #expect(pieces("157 1234 0088").isOnlyPieces)
        let change = pieces("电话换一下 15712340088")
        #expect(change.phones.map(\.value) == ["+8615712340088"])
    }

    @Test("An address without name and phone is a part")
    mutating func address() {
        let found = pieces("浙江省杭州市西湖区文三西路88号春江苑6栋2单元301")
        #expect(found.recipients.isEmpty)
        #expect(found.address?.recipient.address?.district == "西湖区")
        #expect(found.isOnlyPieces)
    }

    @Test("A town is called what the customer calls it, whatever rank the table gives it", arguments: ["流泗镇", "流泗乡", "流泗街道"])
    mutating func townOfAnotherRank(town: String) throws {
        let found = pieces("江西省九江市湖口县\(town)样例路26号")
        let address = try #require(found.address?.recipient.address)
        #expect(address.district == "湖口县")
        #expect(address.town == town)
        #expect(address.detail == "样例路26号")
    }

    @Test("An address without divisions counts where one was asked for")
    mutating func asked() {
        #expect(pieces("春江苑6栋2单元301").address == nil)
        #expect(pieces("春江苑6栋2单元301", eager: true).address?.recipient.address?.detail == "春江苑6栋2单元301")
    }

    @Test("A whole recipient is no part")
    mutating func whole() {
        let found = pieces("沈月华 15712340088 浙江省杭州市西湖区文三西路88号")
        #expect(found.recipients.count == 1)
        #expect(found.name == nil && found.phones.isEmpty && found.address == nil)
    }
}
