import ChatModel

@testable import PoolWriters

/// A small pool: a regular buyer, a buyer abroad with a parcel waiting, a prospect, and one with everything in the name that may do harm.
enum SamplePool {
    static let customers = [plain, abroad, prospect, hostile]
    static let contents = PoolContents(customers: customers)

    static let plain: Customer = {
        var customer = Customer(id: "c_plain")
        customer.name = "苏小满"
        customer.nicknames = ["小满"]
        customer.accounts = [CustomerAccount(platform: .wechat, id: "wxid_x", nickname: "小满")]
        customer.phones = [CustomerPhone(number: "+8613700009001", kind: "mobile"), CustomerPhone(number: "+8657188880001", kind: "landline")]
        customer.emails = ["xiaoman@example.com"]
        customer.birthDate = "1990-05-12"
        customer.gender = "female"
        customer.tags = ["老客", "茶"]
        customer.recipients = [
            CustomerRecipient(
                name: "苏小满", phone: "+8613700009001",
                address: PostalAddress(country: "CN", province: "浙江省", city: "杭州市", district: "余杭区", town: "良渚街道", detail: "柳絮路9号", postalCode: "311113"),
                isSelf: true, lastUsed: Timestamp(iso8601: "2024-06-10T09:00:00"))
        ]
        var order = Order(
            placedAt: Timestamp(iso8601: "2024-06-10T09:00:00"), status: .paid,
            items: [OrderItem(product: "高山红茶", quantity: 2, unit: "罐", unitPrice: 128)], amount: 256, currency: "CNY")
        order.recipient = 0
        order.trackings = [Tracking(courier: "SF", number: "SF1390012345678")]
        order.orderNumber = "202406100000000001"
        order.evidence = [Evidence(position: SourcePosition(file: "chats/小满.txt", line: 12, index: 3), at: order.placedAt, rule: "order", confidence: 0.9)]
        customer.orders = [order]
        customer.preferences = [Preference(product: "高山红茶", orders: 2)]
        customer.feedback = [Feedback(kind: .praise, at: Timestamp(iso8601: "2024-06-14T20:00:00"), quote: "茶很香，还会再来")]
        customer.evidence = [
            FieldEvidence(
                field: "phones/0",
                evidence: Evidence(position: SourcePosition(file: "chats/小满.txt", line: 14, index: 5), range: 4..<15, rule: "phone.mobile", confidence: 0.99))
        ]
        customer.stage = .new
        customer.firstSeen = Timestamp(iso8601: "2024-06-01T10:00:00")
        customer.lastSeen = Timestamp(iso8601: "2024-06-14T20:00:00")
        return customer
    }()

    static let abroad: Customer = {
        var customer = Customer(id: "c_abroad")
        customer.name = "Tan Mei Ling"
        customer.accounts = [CustomerAccount(platform: .whatsapp, id: "60123009007", nickname: "Mei")]
        customer.phones = [CustomerPhone(number: "+60123009007", kind: "mobile")]
        customer.birthDate = "--11-02"
        customer.recipients = [
            CustomerRecipient(
                name: "Tan Mei Ling", phone: "+60123009007", address: PostalAddress(country: "MY", detail: "12 Jalan Melur 3, 81100 Johor Bahru")),
            CustomerRecipient(
                name: "何秀珍", phone: "+8618412345678;ext=1234",
                address: PostalAddress(country: "CN", province: "北京市", city: "北京市", district: "海淀区", detail: "清河路1号 \"南\"门"), isSelf: false),
        ]
        var sent = Order(
            placedAt: Timestamp(iso8601: "2024-05-01"), status: .received, items: [OrderItem(product: "Oolong", quantity: 1)], amount: 35, currency: "MYR")
        sent.recipient = 0
        var waiting = Order(
            placedAt: Timestamp(iso8601: "2024-06-02T08:00:00"), status: .paid, items: [OrderItem(product: "红茶<大>", quantity: 3, unit: "盒")], amount: 384,
            currency: "CNY")
        waiting.recipient = 1
        var lost = waiting
        lost.recipient = nil
        customer.orders = [sent, waiting, lost]
        customer.stage = .loyal
        return customer
    }()

    static let prospect: Customer = {
        var customer = Customer(id: "c_prospect")
        customer.nicknames = ["River 🌊"]
        customer.orders = [Order(placedAt: nil, status: .inquired, items: [OrderItem(product: "百花蜂蜜")])]
        customer.lastSeen = Timestamp(iso8601: "2024-06-20T20:00:00")
        return customer
    }()

    /// Names and texts that must stay text in every file.
    static let hostileTexts = [
        "=HYPERLINK(\"http://x.example\",\"y\")", "+1", "@x", "-2", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a,b\"c\nd",
        "\u{202E}gnp.exe",
        "\u{200B}=1+1", "\t=1+1", "\r\n=cmd|' /C calc'!A0", "＝1+1", "a;=1+1", "\u{1}\u{8}\u{FEFF}", "]]>&amp;<b>", "javascript:alert(1)", "שלום +1",
    ]

    static let hostile: Customer = {
        var customer = Customer(id: "c_hostile")
        customer.name = hostileTexts[0]
        customer.nicknames = Array(hostileTexts.dropFirst())
        customer.phones = [CustomerPhone(number: "+8613700009002", kind: "mobile")]
        customer.recipients = [
            CustomerRecipient(name: hostileTexts[4], phone: "+8613700009002", address: PostalAddress(country: "CN", province: "浙江省", detail: hostileTexts[5]))
        ]
        customer.tags = ["=1+1", "* x ::: y"]
        customer.remark = String(repeating: "长", count: 40_000)
        var order = Order(placedAt: Timestamp(iso8601: "2024-06-03"), status: .paid, items: [OrderItem(product: hostileTexts[0], quantity: 1)], amount: 1)
        order.recipient = 0
        order.notes = [hostileTexts[10]]
        order.orderNumber = "=1+1"
        customer.orders = [order]
        customer.feedback = [Feedback(kind: .complaint, at: nil, quote: hostileTexts[4])]
        customer.preferences = [Preference(product: hostileTexts[0], orders: 1)]
        return customer
    }()
}
