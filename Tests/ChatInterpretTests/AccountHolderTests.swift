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
        #expect(open.recipients.map(\.isSelf) == [nil, nil])
        #expect(open.names.isEmpty && open.phones.isEmpty)
        var records = [open, try record(nickname: "小太阳", platform: .qq, id: "10001", [holder])]
        AccountHolder.settle(&records)
        #expect(holders(records[0]) == ["沈秋雁"])
        #expect(records[0].names.map(\.value) == ["沈秋雁"])
        #expect(records[0].phones.map(\.value) == ["+8613812345678"])
        #expect(records[0].recipients.map(\.isSelf) == [false, true])

        records = [open, try record(nickname: "小太阳", id: "wxid_other", [holder])]
        AccountHolder.settle(&records)
        #expect(records[0].recipients.map(\.isSelf) == [false, false])
        #expect(records[0].names.isEmpty)
    }

    @Test("Goods said to be for somebody else never make that person the holder")
    func forSomebodyElse() throws {
        let record = try record(nickname: "巧云", ["寄给我妈 " + mother])
        #expect(holders(record).isEmpty)
    }

    @Test(
        "Words before a block say whose it is",
        arguments: ["寄给我妈 一箱", "送朋友的 地址发你", "给我女儿寄一箱苹果", "帮我同事带一份", "It's a gift for my sister", "收件人写我爸"])
    func announced(_ words: String) throws {
        let record = try record(nickname: "向阳", [words, mother])
        #expect(holders(record).isEmpty)
        #expect(record.phones.isEmpty)
    }

    @Test("Who orders for many holds none of their names", arguments: [4, 12])
    func agent(_ count: Int) throws {
        let surnames = ["陆", "顾", "施", "汤", "龚", "殷", "倪", "严", "华", "戚", "邵", "芮"]
        let blocks = (0..<count).map { "\(surnames[$0])一帆 139008176\(10 + $0) 上海市浦东新区花木街道锦绣路\(10 + $0)号" }
        let record = try record(nickname: "向阳", blocks + [blocks[0]])
        #expect(holders(record).isEmpty)
    }

    @Test(
        "A number that the customer gives as theirs is theirs, one of somebody else is not",
        arguments: [
            ("我电话 13600870364", true), ("电话 13600870364", true), ("手机号：13600870364", true), ("13600870364", true), ("我的号码是13600870364 到了打我", true),
            ("快递员电话13600870364", false), ("你打我老公的 13600870364", false), ("你的电话是13600870364吗", false),
        ])
    func bareNumber(_ text: String, _ isOwn: Bool) throws {
        let record = try record(nickname: "向阳", ["在吗", text])
        #expect(record.phones.map(\.value) == (isOwn ? ["+8613600870364"] : []))
    }

    @Test("An account that is a number is reached by it")
    func accountPhone() throws {
        let record = try record(nickname: "Lucky", platform: .whatsapp, id: "+447400123456", ["hello"])
        #expect(record.phones.map(\.value) == ["+447400123456"])
    }
}
