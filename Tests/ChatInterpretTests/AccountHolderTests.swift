import ChatInterpret
import ChatModel
import Testing

/// Who of the people to whom an account has goods sent is the account's holder.
@Suite struct AccountHolderTests {
    private let mother = "冯巧云 13600008123 浙江省宁波市鄞州区首南西路66号3幢402"
    private let holder = "沈秋雁 13812345678 浙江省杭州市西湖区文三路8号2幢301"

    private func record(nickname: String, platform: Platform = .wechat, id: String = "wxid_yun", _ blocks: [String]) throws -> CustomerRecord {
        let conversation = Conversation(platform: platform, format: "test", id: id, title: nickname, kind: .direct)
        var interpreter = ConversationInterpreter(conversation, ownership: Ownership(names: ["果园小铺"]))
        for (i, block) in blocks.enumerated() {
            interpreter.read(
                Message(
                    conversation: conversation, sender: Participant(id: id, name: nickname, isOwner: false),
                    sentAt: Timestamp(wallSeconds: 1_717_578_000 + Int64(i) * 900_000), text: block, source: SourcePosition(file: "t", line: i + 1, index: i)))
        }
        return try #require(interpreter.finish().records.first)
    }

    private func holders(_ record: CustomerRecord) -> [String] { record.recipients.filter { $0.isSelf == true }.compactMap(\.recipient.name) }

    @Test("Who receives most often holds the account")
    func frequency() throws {
        let record = try record(nickname: "向阳", [mother, holder, holder])
        #expect(holders(record) == ["沈秋雁"])
        #expect(record.names.map(\.value) == ["沈秋雁"])
        #expect(record.phones.map(\.value) == ["+8613812345678"])
    }

    @Test("A nickname that is the given name outweighs who came first", arguments: ["秋雁", "秋雁🌙", "阿雁", "雁子 ~"])
    func nickname(_ nickname: String) throws {
        let record = try record(nickname: nickname, [mother, holder])
        #expect(holders(record) == ["沈秋雁"])
        #expect(record.recipients.first { $0.recipient.name == "冯巧云" }?.isSelf == false)
    }

    @Test("A number that is the account's id is the holder's")
    func accountNumber() throws {
        let record = try record(nickname: "Lucky", platform: .whatsapp, id: "+8613812345678", [mother, mother, holder])
        #expect(holders(record) == ["沈秋雁"])
    }

    @Test("An open choice is settled by the person's account on another platform, and by nothing on the same one")
    func elsewhere() throws {
        let open = try record(nickname: "向阳", [mother, holder])
        #expect(open.recipients.map(\.isSelf) == [true, nil])
        var records = [open, try record(nickname: "小太阳", platform: .qq, id: "10001", [holder])]
        AccountHolder.settle(&records)
        #expect(holders(records[0]) == ["沈秋雁"])
        #expect(records[0].names.map(\.value) == ["沈秋雁"])
        #expect(records[0].phones.map(\.value) == ["+8613812345678"])
        #expect(records[0].recipients.map(\.isSelf) == [false, true])

        records = [open, try record(nickname: "小太阳", id: "wxid_other", [holder])]
        AccountHolder.settle(&records)
        #expect(records[0].recipients.map(\.isSelf) == [true, false])
        #expect(records[0].names.map(\.value) == ["冯巧云"])
    }

    @Test("Goods said to be for somebody else never make that person the holder")
    func forSomebodyElse() throws {
        let record = try record(nickname: "巧云", ["寄给我妈 " + mother])
        #expect(holders(record).isEmpty)
    }
}
