import ChatInterpret
import ChatModel
import Testing

@Suite struct RecipientTests {
    private let name = "沈秋雁"
    private let phone = "13812345678"
    private let address = "浙江省杭州市西湖区文三路8号2幢301"

    @Test("Name, phone and address in messages of their own, with small talk between, are one recipient")
    func pieces() throws {
        var chat = Chat()
        chat.shop("收货信息发一下")
        chat.buyer(name)
        chat.shop("好的")
        chat.buyer(phone)
        chat.buyer("哈哈今天好热")
        chat.buyer(address)
        let record = try #require(chat.read().records.first)
        #expect(record.recipients.count == 1)
        let use = try #require(record.recipients.first)
        #expect(use.recipient.name == name)
        #expect(use.recipient.phones == ["+8613812345678"])
        #expect(use.recipient.address?.district == "西湖区")
        #expect(use.isSelf == true)
        #expect(record.names.map(\.value) == [name])
        #expect(record.phones.map(\.value) == ["+8613812345678"])
    }

    @Test("What the customer puts right later is right in the recipient, and the old number is gone")
    func corrections() throws {
        var chat = Chat()
        chat.buyer("\(name) \(phone) \(address)")
        chat.shop("好的")
        chat.buyer("门牌是302不是301")
        chat.buyer("电话换一下 13912345678")
        let record = try #require(chat.read().records.first)
        #expect(record.recipients.count == 1)
        let use = try #require(record.recipients.first)
        #expect(use.recipient.address?.detail == "文三路8号2幢302")
        #expect(use.recipient.phones == ["+8613912345678"])
        #expect(record.phones.map(\.value) == ["+8613912345678"])
        #expect(use.evidence.contains { $0.rule == "recipient.corrected" })
    }

    @Test("A block that the seller repeats belongs to the customer")
    func confirmation() throws {
        var chat = Chat()
        chat.buyer("\(name) \(phone) \(address)")
        chat.shop("核对一下 \(name)，\(phone)，\(address) 对吗")
        let record = try #require(chat.read().records.first)
        #expect(record.recipients.count == 1)
        #expect(record.recipients.first?.useCount == 2)
    }

    @Test("A return address is nobody's, whoever writes it")
    func returnAddress() {
        var chat = Chat()
        chat.shop("退货寄到\(address) \(name) \(phone)")
        chat.buyer("是退货寄到\(address) \(name) \(phone)吗")
        let result = chat.read()
        #expect(result.records.allSatisfy { $0.recipients.isEmpty && $0.phones.isEmpty })
        #expect(result.sellerContacts.holds("+8613812345678"))
    }

    @Test("The seller's own phone is never a customer's")
    func ownersPhone() {
        var chat = Chat()
        chat.buyer("\(name) \(phone) \(address)")
        let records = chat.read(ownership: Ownership(names: ["果园小铺"], phones: ["+8613812345678"])).records
        #expect(records.allSatisfy { $0.recipients.isEmpty && $0.phones.isEmpty })
    }

    @Test("The same address again is the recipient known")
    func sameAddress() throws {
        var chat = Chat()
        chat.buyer("我要2盒草莓")
        chat.buyer("\(name) \(phone) \(address)")
        chat.buyer("付好了")
        chat.shop("发货了 SF1234567890123")
        chat.buyer("再来3盒草莓", after: 20 * 86_400)
        chat.buyer("老地址")
        #expect(chat.orders().map(\.recipient) == [0, 0])
    }

    @Test("A silent peer still has a record")
    func silentPeer() {
        var chat = Chat()
        chat.shop("在吗亲，新品到了")
        let records = chat.read().records
        #expect(records.map(\.accountID) == ["wxid_yun"])
        #expect(records.first?.nicknames.first?.value == "阿芸")
    }

    @Test("Forwarded records and contact cards are not the speaker's")
    func forwarded() {
        var chat = Chat()
        chat.add(Participant(id: "wxid_yun", name: "阿芸", isOwner: false), "\(name) \(phone) \(address)", kind: .forward)
        chat.add(Participant(id: "wxid_yun", name: "阿芸", isOwner: false), "\(name) \(phone)", kind: .contactCard)
        #expect(chat.read().records.allSatisfy { $0.recipients.isEmpty && $0.phones.isEmpty })
    }
}
