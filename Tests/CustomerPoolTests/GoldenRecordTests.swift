import ChatModel
import CustomerPool
import Testing

@Suite struct GoldenRecordTests {
    private func evidence(_ day: Int) -> Evidence {
        Evidence(
            position: SourcePosition(file: "a.txt", line: day), at: Timestamp(wallSeconds: Int64(day) * 86_400, precision: .day), rule: "test", confidence: 0.9)
    }

    private func record(_ id: String, platform: Platform = .wechat, day: Int) -> CustomerRecord {
        var record = CustomerRecord(recordID: id, platform: platform, conversation: id)
        record.firstSeen = Timestamp(wallSeconds: Int64(day) * 86_400, precision: .day)
        record.lastSeen = record.firstSeen
        return record
    }

    @Test func `mobiles stand before landlines and virtual numbers, the last used first`() {
        var a = record("a", day: 10)
        a.phones = [Attested("+865718888000", evidence: [evidence(9)]), Attested("+8613700009001", evidence: [evidence(1)])]
        var b = record("b", day: 20)
        b.phones = [Attested("+8618400001111;ext=1234", evidence: [evidence(30)]), Attested("+8613700009002", evidence: [evidence(20)])]
        let customer = GoldenRecord.customer(id: "c_1", of: [a, b])
        #expect(customer.phones.map(\.number) == ["+8613700009002", "+8613700009001", "+865718888000", "+8618400001111;ext=1234"])
        #expect(customer.phones.map(\.kind) == ["mobile", "mobile", "landline", "virtual"])
        #expect(customer.evidence.contains { $0.field == "phones/0" })
    }

    @Test func `the name said most often wins, and another recipient's name never does`() {
        var a = record("a", day: 1)
        var own = RecipientUse(Recipient(name: "苏小满", phones: ["+8613700009001"]), isSelf: true, lastUsed: a.lastSeen)
        own.useCount = 3
        var other = RecipientUse(Recipient(name: "何秀珍", phones: ["+8613500009033"]), isSelf: false, lastUsed: a.lastSeen)
        other.useCount = 9
        a.recipients = [own, other]
        a.names = [Attested("小苏", evidence: [evidence(1)])]
        let customer = GoldenRecord.customer(id: "c_1", of: [a])
        #expect(customer.name == "苏小满")
        #expect(!customer.phones.contains { $0.number == "+8613500009033" })
        #expect(customer.recipients.count == 2)
    }

    @Test func `orders keep their recipient when records are put together`() {
        var a = record("a", day: 1)
        a.recipients = [RecipientUse(Recipient(name: "苏小满", phones: ["+8613700009001"]), isSelf: true, lastUsed: a.lastSeen)]
        var b = record("b", platform: .wecom, day: 5)
        b.recipients = [
            RecipientUse(Recipient(name: "苏小满", phones: ["+8613700009001"]), isSelf: true, lastUsed: b.lastSeen),
            RecipientUse(Recipient(name: "何秀珍", phones: ["+8613500009033"]), isSelf: false, lastUsed: b.firstSeen),
        ]
        var order = Order(placedAt: b.firstSeen, status: .paid, items: [OrderItem(product: "茶", quantity: 2)], amount: 256, currency: "CNY")
        order.recipient = 1
        b.orders = [order]
        let customer = GoldenRecord.customer(id: "c_1", of: [a, b])
        #expect(customer.recipients.count == 2)
        #expect(customer.orders.first?.recipient.map { customer.recipients[$0].name } == "何秀珍")
        #expect(customer.preferences == [Preference(product: "茶", orders: 1)])
    }

    @Test func `the order of records does not matter`() {
        var records = (0..<6).map { record("r\($0)", day: $0 / 2) }
        for i in records.indices {
            records[i].nicknames = [Attested("昵称\(i % 3)", evidence: [evidence(i)])]
            records[i].phones = [Attested("+861370000900\(i % 4)", evidence: [evidence(i)])]
        }
        #expect(GoldenRecord.customer(id: "c", of: records) == GoldenRecord.customer(id: "c", of: records.reversed()))
    }

    @Test func `how somebody is addressed is a name only for want of a better one`() {
        var a = record("a", day: 1)
        a.names = [Attested("王女士", evidence: [evidence(1), evidence(2), evidence(3)]), Attested("王丽", evidence: [evidence(1)])]
        #expect(GoldenRecord.customer(id: "c", of: [a]).name == "王丽")
        a.names.removeLast()
        #expect(GoldenRecord.customer(id: "c", of: [a]).name == "王女士")
    }

    @Test func `of names said equally often the later one stands`() {
        var a = record("a", day: 1)
        a.names = [Attested("王丽", evidence: [evidence(5)]), Attested("王莉", evidence: [evidence(9)])]
        #expect(GoldenRecord.customer(id: "c", of: [a]).name == "王莉")
    }

    @Test func `the address used last comes first`() {
        var a = record("a", day: 1)
        let old = Recipient(name: "王丽", phones: ["+8613700009001"], address: PostalAddress(detail: "柳絮路9号"))
        let new = Recipient(name: "王丽", phones: ["+8613700009001"], address: PostalAddress(detail: "望江巷3号"))
        a.recipients = [
            RecipientUse(old, isSelf: true, lastUsed: Timestamp(wallSeconds: 86_400, precision: .day), evidence: [evidence(1)]),
            RecipientUse(new, isSelf: true, lastUsed: Timestamp(wallSeconds: 9 * 86_400, precision: .day), evidence: [evidence(9)]),
        ]
        let customer = GoldenRecord.customer(id: "c", of: [a])
        #expect(customer.recipients.map { $0.address?.detail } == ["望江巷3号", "柳絮路9号"])
        #expect(customer.evidence.first { $0.field == "recipients/0" }?.evidence.position.line == 9)
    }

    @Test func `masked numbers are no phones`() {
        var a = record("a", day: 1)
        a.phones = [Attested("138****1234", evidence: [evidence(1)]), Attested("+8613700009001", evidence: [evidence(1)])]
        #expect(GoldenRecord.customer(id: "c", of: [a]).phones.map(\.number) == ["+8613700009001"])
    }

    @Test func `an order that two sources show comes once`() {
        var a = record("a", day: 1)
        var order = Order(placedAt: a.firstSeen, status: .paid, items: [OrderItem(product: "茶", quantity: 2)])
        order.orderNumber = "A1001"
        a.orders = [order]
        var b = record("b", platform: .taobao, day: 2)
        b.orders = [order]
        #expect(GoldenRecord.customer(id: "c", of: [a, b]).orders.count == 1)
    }

    @Test func `birthday and gender are those with the surest evidence`() {
        var (a, b) = (record("a", day: 1), record("b", day: 2))
        a.birthDate = Attested("1990-01-01", evidence: [Evidence(position: SourcePosition(file: "a"), rule: "x", confidence: 0.6)])
        b.birthDate = Attested("1990-02-02", evidence: [Evidence(position: SourcePosition(file: "b"), rule: "x", confidence: 0.9)])
        let customer = GoldenRecord.customer(id: "c", of: [a, b])
        #expect(customer.birthDate == "1990-02-02")
        #expect(customer.evidence.first { $0.field == "birth_date" }?.evidence.position.file == "b")
    }

    @Test func `an account seen by name alone is the account with that name and an id`() {
        var (a, b) = (record("a", day: 1), record("b", day: 2))
        a.nicknames = [Attested("小满", evidence: [evidence(1)])]
        b.nicknames = [Attested("小满", evidence: [evidence(2)])]
        b.accountID = "wxid_x"
        b.firstPosition = SourcePosition(file: "b.txt", line: 4)
        let customer = GoldenRecord.customer(id: "c", of: [a, b])
        #expect(customer.accounts == [CustomerAccount(platform: .wechat, id: "wxid_x", nickname: "小满")])
        #expect(customer.evidence.first { $0.field == "accounts/0" }?.evidence.position.description == "b.txt:4")
    }
}
