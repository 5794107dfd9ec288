import ChatModel
import PoolWriters
import TestSupport
import Testing

@testable import ChatImport

@Suite struct PrivacyTests {
    /// Two customers in whose every field something stands that a masked view must not show.
    static let customers: [Customer] = {
        var a = Customer(id: "c_a")
        a.name = "欧阳小满"
        a.nicknames = ["小满🌸13700009001", "满满妈"]
        a.accounts = [CustomerAccount(platform: .wechat, id: "wxid_xiaoman", nickname: "满满妈")]
        a.phones = [CustomerPhone(number: "+8613700009001", kind: "mobile"), CustomerPhone(number: "+60123456789", kind: "other")]
        a.emails = ["xiaoman@example.com"]
        a.birthDate = "1990-05-12"
        a.tags = ["满满妈的朋友"]
        a.remark = "欧阳小满，电话 137 0000 9001，住柳絮路9号"
        a.notes = "找北山要地址"
        a.recipients = [
            CustomerRecipient(
                name: "欧阳小满", phone: "+8613700009001",
                address: PostalAddress(country: "CN", province: "浙江省", city: "杭州市", district: "余杭区", town: "良渚街道", detail: "柳絮路9号云栖里3幢502"), isSelf: true)
        ]
        var order = Order(
            placedAt: Timestamp(iso8601: "2024-06-01T10:00:00"), status: .paid, items: [OrderItem(product: "红茶", quantity: 1)], amount: 128, currency: "CNY")
        order.recipient = 0
        order.trackings = [Tracking(courier: "SF", number: "SF1390012345678")]
        order.orderNumber = "202406011234567890"
        order.group = "满满妈的团"
        order.notes = ["送到柳絮路9号云栖里3幢502"]
        order.evidence = [Evidence(position: SourcePosition(file: "exports/满满妈.txt", line: 3), rule: "order", confidence: 0.9)]
        a.orders = [order]
        a.feedback = [
            Feedback(kind: .praise, at: Timestamp(iso8601: "2024-06-03T10:00:00"), quote: "北山也说好喝，微信wxid_xiaoman 或 13700009001"),
            {
                var health = Feedback(kind: .complaint, reason: "allergic", at: Timestamp(iso8601: "2024-06-04T10:00:00"), quote: "我怀孕了能喝吗")
                health.isSensitive = true
                return health
            }(),
        ]
        a.signals = [CustomerSignal(.referredBy, value: "北山", evidence: order.evidence[0])]
        a.evidence = [FieldEvidence(field: "name", evidence: order.evidence[0])]
        a.firstSeen = Timestamp(iso8601: "2024-05-01")
        a.lastSeen = Timestamp(iso8601: "2024-06-30")
        var b = Customer(id: "c_b")
        b.name = "北山"
        b.accounts = [CustomerAccount(platform: .wechat, id: "wxid_beishan", nickname: "北山")]
        b.phones = a.phones
        b.lastSeen = a.lastSeen
        return [a, b]
    }()

    private func contents(_ set: (inout PoolView) -> Void) throws -> PoolContents {
        var view = PoolView()
        set(&view)
        return try view.contents(
            of: PoolContents(
                customers: Self.customers,
                review: [ReviewPair(left: .init(Self.customers[0]), right: .init(Self.customers[1]), weight: 1, reasons: [], words: "北山与满满妈同号")]))
    }

    static let secrets = [
        "欧阳小满", "小满", "满满妈", "北山", "wxid_xiaoman", "wxid_beishan", "13700009001", "137 0000 9001", "60123456789", "xiaoman@", "1990", "柳絮路9号", "云栖里", "良渚",
        "SF1390012345678", "202406011234567890", "怀孕",
    ]

    @Test(arguments: BuiltinWriters.all.map(\.format.id))
    func `no masked output shows a name, a number or an address`(id: String) throws {
        let masked = try contents { $0.privacy.masks = true }
        let writer = try BuiltinWriters.writer(for: "x", format: id)
        let text = try Written.text(writer, masked)
        for secret in Self.secrets { #expect(!text.contains(secret), "\(id) shows \(secret)") }
    }

    @Test func `no masked list, forecast, figure or question shows a name, a number or an address`() throws {
        let masked = try contents { $0.privacy.masks = true }
        var text = "\(try masked.customers.members(at: Array(0..<masked.customers.count)))\(masked)"
        for list in masked.followUps { for entry in list.entries { text += String(decoding: FollowUpLines.line(entry), as: UTF8.self) } }
        for secret in Self.secrets { #expect(!text.contains(secret), "\(secret)") }
        #expect(text.contains("137****9001") && text.contains("欧*"))
    }

    @Test func `a masked view still says what is needed`() throws {
        let customer = try contents { $0.privacy.masks = true }.customers.members(at: [0])[0].customer
        #expect(customer.name == "欧*" && customer.phones.map(\.number) == ["137****9001", "+60*******89"])
        #expect(customer.recipients[0].address == PostalAddress(country: "CN", province: "浙江省", city: "杭州市", district: "余杭区", detail: "***"))
        #expect(customer.birthDate == "--05-12" && customer.emails == ["x***@example.com"])
        #expect(customer.orders[0].amount == 128 && customer.orders[0].items[0].product == "红茶")
    }

    @Test func `people who never ordered are left out everywhere`() throws {
        let buyers = try contents { $0.privacy.onlyBuyers = true }
        #expect(buyers.customers.outlines.map(\.id) == ["c_a"])
        #expect(try buyers.customers.members(at: [0]).map(\.insights?.customerID) == ["c_a"])
        #expect(buyers.review.isEmpty)
        #expect(try #require(buyers.insights).lists.allSatisfy { $0.entries.allSatisfy { $0.customerID == "c_a" && $0.otherCustomerID == nil } })
    }

    @Test(arguments: BuiltinWriters.all.map(\.format.id)) func `people who never ordered stand in no output`(id: String) throws {
        // The buyer's own words and recommender may name anybody: only what the other one alone has counts.
        let text = try Written.text(try BuiltinWriters.writer(for: "x", format: id), contents { $0.privacy.onlyBuyers = true })
        for sign in ["c_b", "wxid_beishan"] { #expect(!text.contains(sign), "\(id) shows \(sign)") }
    }

    @Test func `pairs that may be one person stand in the list to be checked, each once, with the commands that answer`() throws {
        let list = try #require(try contents { _ in }.followUps.first { $0.kind == .review })
        let question = try #require(list.entries.first)
        #expect(question.customerID == "c_a" && question.otherCustomerID == "c_b" && question.reason.rule == "same-person")
        #expect(question.reason.words.chinese == "与“北山”是不是同一个人？北山与满满妈同号")
        #expect(question.nextStep.english == "chatpool merge c_a c_b, or chatpool not-same c_a c_b")
        // The two share a number: that alone would be asked a second time.
        #expect(list.entries.count { $0.otherCustomerID != nil } == 1)
        #expect(try contents { $0.privacy.onlyBuyers = true }.followUps.allSatisfy { $0.entries.allSatisfy { $0.otherCustomerID == nil } })
    }

    @Test func `the workbook reaches the tests as text`() throws {
        let text = try Written.text(try BuiltinWriters.writer(for: "x.xlsx"), contents { _ in })
        #expect(text.contains("欧阳小满") && text.contains("wxid_beishan") && text.contains("是不是同一个人"))
    }

    @Test(arguments: BuiltinWriters.all.map(\.format.id)) func `health remarks show only when asked for`(
        id: String
    ) throws {
        let writer = try BuiltinWriters.writer(for: "x", format: id)
        #expect(!(try Written.text(writer, try contents { _ in })).contains("怀孕"))
        let asked = try contents { $0.privacy.includesSensitive = true }
        #expect(asked.insights?.list(.feedback).entries.contains { $0.quote?.contains("怀孕") == true } == true)
        if id == "jsonl" { #expect(try Written.text(writer, asked).contains("怀孕")) }
    }

    @Test(arguments: [
        ("13700009001", "137****9001"), ("+8613700009001", "137****9001"), ("+8613700009001;ext=1234", "137****9001"), ("+60123456789", "+60*******89"),
        ("+8657188001122", "+86*********22"), ("110", "***"), ("", "***"),
    ]) func `numbers are masked by their kind`(number: String, shown: String) { #expect(Masking.phone(number) == shown) }

    @Test(arguments: [
        ("2024-05-01 下单 2 盒 128元", "2024-05-01 下单 2 盒 128元"), ("打13700009001", "打137****9001"), ("打137-0000-9001谢谢", "打137****9001谢谢"),
        ("８６１３７００００９００１", "***"), ("3幢502室", "*幢*室"), ("卡号 6222 0212 3456 7890", "卡号 ***"), ("", ""),
    ]) func `numbers within a text are masked, days and sums stay`(text: String, shown: String) { #expect(TextMask().masked(text) == shown) }
}
