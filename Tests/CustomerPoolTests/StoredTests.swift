import ChatModel
import Foundation
import GRDB
import Testing

@testable import CustomerPool

@Suite struct StoredTests {
    private static let evidence: Evidence = {
        var evidence = Evidence(
            position: SourcePosition(file: "exports/长长的文件名.txt", line: 3, byteOffset: 120, index: 2), range: 4..<9,
            at: Timestamp(iso8601: "2024-05-01T09:12:01+08:00"),
            rule: "phone.mobile", confidence: 0.951)
        evidence.at = Timestamp(iso8601: "2024-05-01")
        return evidence
    }()
    private static let address = PostalAddress(
        country: "CN", province: "浙江省", city: "杭州市", district: "余杭区", town: "良渚街道", detail: "柳絮路9号 \"云栖\"\\里\n3幢", postalCode: "310000")

    private static let order: Order = {
        var order = Order(
            placedAt: Timestamp(iso8601: "2024-05-01T09:12:00"), status: .shipped,
            items: [OrderItem(product: "红茶", quantity: 1.5, unit: "斤", unitPrice: 88.123_456_789, spec: "散装")], amount: 132.19, currency: "CNY")
        order.recipient = 1
        order.trackings = [Tracking(courier: "SF", number: "SF1390000006771")]
        order.consignments = [Consignment(items: order.items, recipient: 0, trackings: order.trackings)]
        order.orderNumber = "202400000000006771"
        order.inquiredAt = Timestamp(iso8601: "2024-04-30T23:59:59Z")
        order.paidAt = Timestamp(iso8601: "2024-05-01T10:00:00-03:30")
        order.shippedAt = Timestamp(iso8601: "2024-05-02")
        order.receivedAt = Timestamp(iso8601: "2024-05-05T08:00:00")
        order.account = AccountReference(platform: .taobao, id: "tb9")
        order.group = "周末团购群"
        order.notes = ["quoted:178"]
        order.evidence = [evidence]
        return order
    }()

    private static let feedback: Feedback = {
        var feedback = Feedback(kind: .complaint, reason: "allergic", at: Timestamp(iso8601: "2024-05-06"), quote: "起疹子了😣", product: "面膜")
        feedback.isSensitive = true
        feedback.evidence = evidence
        return feedback
    }()

    /// A customer of whom every field is known.
    static let customer: Customer = {
        var customer = Customer(id: "c_1")
        customer.name = "苏小满"
        customer.nicknames = ["满满🌸", ""]
        customer.accounts = [CustomerAccount(platform: .wechat, id: "wxid_1", nickname: "满满🌸")]
        customer.phones = [CustomerPhone(number: "+8613700009001", kind: "mobile")]
        customer.emails = ["a@example.com"]
        customer.recipients = [
            CustomerRecipient(name: "苏", phone: "+8613700009001", address: address, isSelf: false, lastUsed: Timestamp(iso8601: "2024-05-01")),
            CustomerRecipient(),
        ]
        customer.orders = [order]
        customer.feedback = [feedback]
        customer.signals = [CustomerSignal(.referredBy, value: "北山", evidence: evidence)]
        var preference = Preference(product: "红茶", orders: 2)
        (preference.asked, preference.complaints) = (1, 3)
        customer.preferences = [preference]
        customer.tags = ["老客"]
        customer.birthDate = "--05-12"
        customer.gender = "female"
        customer.stage = .loyal
        customer.firstSeen = Timestamp(iso8601: "2024-01-01T00:00:00")
        customer.lastSeen = Timestamp(iso8601: "2024-06-01T00:00:00")
        customer.remark = "备注\t\u{1}"
        customer.notes = "记录"
        customer.doNotContact = true
        customer.edited = [.name, .stage]
        customer.relations = [CustomerRelation(kind: .agent, customerID: "c_2", name: "北山", isFrom: true, confidence: 0.123)]
        customer.evidence = [FieldEvidence(field: "phones/0", evidence: evidence)]
        customer.recordIDs = ["r1", "r2"]
        return customer
    }()

    /// A record of which every field is known.
    static let record: CustomerRecord = {
        var record = CustomerRecord(recordID: "r1", platform: .wechat, accountID: "wxid_1", conversation: "满满🌸")
        record.nicknames = [Attested("满满🌸", evidence: [evidence])]
        record.names = [Attested("苏小满", evidence: [evidence, evidence])]
        record.phones = [Attested("+8613700009001")]
        record.emails = [Attested("a@example.com", evidence: [evidence])]
        record.otherIdentities = [Attested(OtherIdentity(kind: "qq_number", value: "100001"), evidence: [evidence])]
        record.birthDate = Attested("1990-05-12", evidence: [evidence])
        record.gender = Attested("female")
        var use = RecipientUse(
            Recipient(name: "苏", phones: ["+8613700009001"], address: address), isSelf: true, firstUsed: Timestamp(iso8601: "2024-01-01"),
            lastUsed: Timestamp(iso8601: "2024-05-01"), evidence: [evidence])
        use.useCount = 4
        record.recipients = [use]
        record.orders = [order]
        record.feedback = [feedback]
        record.signals = [CustomerSignal(.reseller, value: "x", evidence: evidence)]
        record.knownAs = [Attested("群里阿木", evidence: [evidence])]
        record.othersPhones = ["+8613900000009"]
        record.orderNumbers = [Attested("202400000000006771", evidence: [evidence])]
        record.identityNotes = [.changedNumber, .returning]
        record.tags = ["老客"]
        record.notes = [Attested("肤质: 干性")]
        record.firstSeen = Timestamp(iso8601: "2024-01-01T00:00:00")
        record.lastSeen = Timestamp(iso8601: "2024-06-01T00:00:00")
        record.messageCount = 12
        record.firstPosition = evidence.position
        return record
    }()

    private func read<Value: Stored>(_ type: Value.Type, _ text: String) throws -> Value {
        var texts = SharedTexts()
        let bytes = Array(text.utf8)
        return try StoredReader.value(type, in: bytes.span, 0..<bytes.count, &texts)
    }

    /// Fields of the value, and of all values in it, that are as they are when nothing is known.
    private func unset(_ value: Any, _ path: String) -> [String] {
        if let stored = value as? any StoredObject { return blankFields(stored, path) }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { unset($0.value, path) } ?? [path]
        case .collection, .set: return mirror.children.isEmpty ? [path] : mirror.children.first.map { unset($0.value, path) } ?? []
        default: return []
        }
    }

    private func blankFields<Value: StoredObject>(_ value: Value, _ path: String) -> [String] {
        zip(Mirror(reflecting: value).children, Mirror(reflecting: Value.blank).children).flatMap { own, blank -> [String] in
            let name = "\(path).\(own.label ?? "")"
            return "\(own.value)" == "\(blank.value)" ? [name] : unset(own.value, name)
        }
    }

    @Test func `a customer of whom everything is known comes back as it was stored`() throws {
        #expect(unset(Self.customer, "customer").isEmpty, "a new field belongs into this test, and into StoredCustomer or where its type is stored")
        #expect(try read(Customer.self, Self.customer.stored) == Self.customer)
    }

    @Test func `a record of which everything is known comes back as it was stored`() throws {
        #expect(unset(Self.record, "record").isEmpty, "a new field belongs into this test, and into StoredCustomerRecord or where its type is stored")
        #expect(try read(CustomerRecord.self, Self.record.stored) == Self.record)
    }

    @Test func `every field may be missing, and fields that are not known are passed over`() throws {
        #expect(try read(Customer.self, "{}") == Customer(id: ""))
        #expect(
            try read(Order.self, #"{"status":"paid","colour":{"a":[1,{"b":"}"}]},"amount":3}"#)
                == {
                    var o = Order(placedAt: nil, status: .paid, items: []); o.amount = 3; return o
                }())
    }

    @Test func `a customer that the first version stored is read, with whatever it does not have left blank`() throws {
        let text = #"""
            {"accounts":[{"nickname":"buyer3234","platform":"taobao"}],"emails":[],"evidence":[{"evidence":{"at":"2024-06-23T20:59:00","confidence":0.95,"position":{"file":"orders.csv","line":6772},"rule":"order-table"},"field":"name"}],"feedback":[],"first_seen":"2024-06-23T20:59:00","id":"c_00vnx0hb2v2gz","name":"周勇洋","nicknames":["buyer3234"],"orders":[{"account":{"platform":"taobao"},"amount":89,"currency":"CNY","evidence":[],"items":[{"product":"面膜","quantity":1}],"notes":[],"placed_at":"2024-06-23T20:59:00","status":"received","trackings":[]}],"phones":[{"kind":"mobile","number":"+8613025610046"}],"preferences":[],"recipients":[],"record_ids":["table:taobao:buyer3234"],"stage":"repeat","tags":[]}
            """#
        let customer = try read(Customer.self, text)
        #expect(customer.name == "周勇洋" && customer.stage == .repeat && customer.orders.first?.items == [OrderItem(product: "面膜", quantity: 1)])
        #expect(customer.evidence.first?.evidence.position == SourcePosition(file: "orders.csv", line: 6772))
        #expect(!customer.doNotContact && customer.edited.isEmpty && customer.relations.isEmpty && customer.signals.isEmpty)
    }

    @Test func `a pool of an earlier version opens, and all of it is read in its order`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString).db").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        do {
            let queue = try DatabaseQueue(path: path)
            try PoolSchema.migrator.migrate(queue, upTo: "3 decisions, editions, the forgotten, audit")
            try queue.write { db in
                try PoolViews.bringUpToDate(db)
                try db.execute(
                    sql: """
                        INSERT INTO customer (id, position, json) VALUES ('c_b', 7, '{"id":"c_b","stage":"new"}'), ('c_a', 2, '{"id":"c_a","last_seen":"2024-05-01T10:00:00"}');
                        INSERT INTO record (record_id, conversation_id, json) VALUES ('r2', 1, '{"recordID":"r2"}'), ('r1', NULL, '{"recordID":"r1"}');
                        """)
            }
        }
        let pool = try PoolStore(path: path)
        #expect(try pool.customers().map(\.id) == ["c_a", "c_b"] && pool.customer("c_b")?.stage == .new)
        #expect(try pool.recordTexts().records(0..<2).map(\.recordID) == ["r1", "r2"])
        #expect(try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM customers") } == 2)
        let stored = try StoredCustomers(pool)
        #expect(try stored.texts(at: [1, 0]).customers(0..<2).map(\.id) == ["c_b", "c_a"])
        #expect(try stored.texts(at: [0, 1]).customers(0..<2).map(\.id) == ["c_a", "c_b"])
        #expect(try stored.lastDay() == CivilDay.number(year: 2024, month: 5, day: 1))
        try pool.replaceTableRecords(with: [CustomerRecord(recordID: "r0", platform: .wechat, conversation: "")], rules: 1)
        #expect(try pool.recordTexts().records(0..<2).map(\.recordID) == ["r0", "r2"])
    }

    @Test(arguments: [#"{"id":"c_1""#, "", "[]", "null", #"{"id":"c_1","stage":"of-a-later-version"}"#, #"{"orders":[{"status":"lost"}]}"#])
    func `what cannot be read is an error and no guess`(text: String) {
        #expect(throws: ImportError.self) { try read(Customer.self, text) }
    }

    @Test func `a text that repeats is the same text, and another one is not`() {
        var texts = SharedTexts()
        for name in ["exports/聊天记录.txt", "exports/聊天记录2.txt", "short", "", "exports/聊天记录.txt"] {
            let bytes = Array(name.utf8)
            #expect(texts.text(bytes.span, 0..<bytes.count) == name)
        }
    }
}
