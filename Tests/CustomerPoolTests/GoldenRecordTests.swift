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
}
