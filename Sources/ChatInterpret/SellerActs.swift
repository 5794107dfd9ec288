public import ChatModel
import JSONText

/// What somebody does in a group, as far as it tells the seller's side from customers.
public struct SellerActs: Hashable, Sendable {
    /// Messages that call for orders, note them down, ship.
    public private(set) var offers = 0
    /// Messages that order, ask for a price, or give a number to be reached by.
    public private(set) var orders = 0

    /// Nothing seen yet.
    public init() {}

    /// Whether the name behaves as the seller does.
    public var isSellers: Bool { offers >= 2 && orders == 0 }
    /// Whether the name behaves as customers do.
    public var isCustomers: Bool { orders > offers }

    /// How much more it offers than orders.
    var lean: Int { min(offers, 20) - min(orders, 20) }

    /// Takes a message of a chat of two, where money comes from the customer.
    public mutating func read(direct message: Message) {
        if message.payment != nil || message.kind == .transfer || message.kind == .redPacket { orders += 1 }
        guard message.kind == .text else { return }
        let before = offers + orders
        read(message.text)
        if offers + orders == before, Self.holds(Self.servingWords, Array(message.text.utf8)) { offers += 1 }
    }

    /// Adds what was seen elsewhere.
    public mutating func add(_ other: SellerActs) {
        offers += other.offers
        orders += other.orders
    }

    /// Takes a message.
    public mutating func read(_ text: String) {
        let bytes = Array(text.utf8)
        // A list that goes round is everybody's words.
        guard bytes.count <= 600, !text.hasPrefix("#"), !text.contains("\n1"), !text.contains("\n2") else { return }
        func holds(_ words: [StaticString]) -> Bool { Self.holds(words, bytes) }
        if holds(Self.offerWords) {
            offers += 1
        } else if Self.orderHeads.contains(where: { text.hasPrefix($0) }) || holds(Self.orderWords) || Self.holdsMobile(bytes) {
            orders += 1
        }
    }

    private static func holds(_ words: [StaticString], _ bytes: [UInt8]) -> Bool {
        words.contains { ByteScanning.find($0, in: bytes.span, 0..<bytes.count) != nil }
    }

    /// What sellers say to one customer.
    private static let servingWords: [StaticString] = [
        "亲", "您好", "退您", "补您", "给你留", "明天发", "今天发", "后天发", "下午发", "这就发", "马上发", "包邮", "记下了", "记好了", "一共", "合计", "收到 ", "单号", "贵姓", "报下", "稍等", "有货", "没货", "卖完",
        "will send", "will post", "noted", "can do", "postage", "sold out", "out of stock",
    ]
    private static let offerWords: [StaticString] = [
        "亲们", "宝子们", "家人们", "大家好", "各位", "报地址", "报一下地址", "已登记", "登记了", "来登记", "来统计", "已统计", "已安排", "安排发货", "已发货", "已发出", "发货了", "单号发", "快递单号", "到货了", "上新",
        "开团", "截单", "接龙", "截团", "现货", "想要的", "要的报", "要的接", "要的扣", "需要的私", "私我", "今天特价", "欢迎下单", "可以下单", "有需要", "已收款", "收到款", "已改价", "给您", "帮您", "售后",
        "dear customers", "hi everyone", "order now", "pm me", "dm me", "noted your order", "order noted", "will ship", "shipped", "in stock", "pre-order",
        "restock",
        "tracking number", "semua", "ready stock",
    ]
    private static let orderHeads = [
        "要", "我要", "来", "再来", "给我", "帮我", "+", "订", "我订", "下单", "跟", "I want", "I'll take", "Can I", "I would", "mau ", "saya mau",
    ]
    private static let orderWords: [StaticString] = ["多少钱", "怎么卖", "什么价", "还有吗", "有吗", "我要", "我的地址", "how much", "do you have", "berapa"]

    /// Whether eleven digits stand together.
    private static func holdsMobile(_ bytes: [UInt8]) -> Bool {
        var run = 0
        for byte in bytes {
            run = 0x30...0x39 ~= byte ? run + 1 : 0
            if run >= 11 { return true }
        }
        return false
    }
}
