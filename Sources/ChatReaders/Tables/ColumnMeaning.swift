/// What a column of a seller's or a shop system's table holds.
enum ColumnMeaning: Int, CaseIterable, Sendable {
    // Orders.
    case orderNumber, subOrderNumber, product, spec, quantity, unit, unitPrice, amount, goodsAmount, paidAmount, owed, freight, discount, refunded, currency
    case status, payStatus, shipStatus, receiveStatus, refundStatus, placedAt, paidAt, shippedAt, receivedAt, dueAt, payMethod
    case trackingNumber, courier, trackingInfo, buyerNote, note, contactNote
    // People.
    case recipientName, recipientGivenName, recipientFamilyName, recipientPhone, landline, phone, phone2, name, familyName, givenName
    case buyer, buyerName, buyerPhone, remark, email, wechat, qq, customerID, gender, birthday, tags, level, company
    case address, address2, country, province, city, district, town, postcode
    // Messages.
    case text, sentAt, clock, sender, senderID, receiver, direction, kind, conversation, agent
    // Neither.
    case index, aggregate, staff, ignored, sensitive

    /// Columns by which somebody is named.
    static let ofNames: [ColumnMeaning] = [.name, .recipientName, .buyer, .buyerName, .familyName, .givenName, .recipientGivenName, .remark]

    /// Columns by which somebody is named or reached.
    static let ofPeople: [ColumnMeaning] = ofNames + [.phone, .recipientPhone, .landline, .buyerPhone, .email, .wechat]

    /// How many there are.
    static let count = allCases.count

    /// By the name that the data gives it.
    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)", $0) })

    /// Whether it is part of an address.
    var isPlace: Bool { Self.address.rawValue...Self.postcode.rawValue ~= rawValue }

    /// Whether only cells of one look fit it: days, money, states, numbers.
    var isBorneOut: Bool {
        switch self {
        case .placedAt, .paidAt, .shippedAt, .receivedAt, .dueAt, .amount, .unitPrice, .freight, .payStatus, .shipStatus, .receiveStatus, .phone,
            .trackingNumber:
            true
        default: false
        }
    }

    /// What a column that asks for a step holds where its cells are days: 寄了没 over 3月5日.
    var day: ColumnMeaning? {
        switch self {
        case .payStatus: .paidAt
        case .shipStatus: .shippedAt
        case .receiveStatus: .receivedAt
        default: nil
        }
    }

    /// The step that a column is about whose cells are words of states: 钱 over 清 and 欠.
    var state: ColumnMeaning? {
        switch self {
        case .amount, .paidAmount, .owed, .payMethod, .paidAt: .payStatus
        case .shippedAt, .courier, .trackingNumber, .trackingInfo, .freight: .shipStatus
        case .receivedAt, .dueAt: .receiveStatus
        default: nil
        }
    }

    /// Whether numbers of parcels may stand in the column: 发货, Pos.
    var mayHoldParcels: Bool {
        switch self {
        case .freight, .courier, .shipStatus, .shippedAt, .orderNumber: true
        default: false
        }
    }

    /// Whether a column holds what an order's bill is made of.
    var isOfBill: Bool {
        switch self {
        case .quantity, .unitPrice, .amount, .goodsAmount, .freight, .discount: true
        default: false
        }
    }

    /// Whether only tables of messages have such a column.
    var isOfMessages: Bool { Self.text.rawValue...Self.agent.rawValue ~= rawValue }

    /// Whether several columns of a table may hold it.
    var mayRepeat: Bool {
        switch self {
        case .phone2, .email, .note, .buyerNote, .tags, .aggregate, .staff, .ignored, .sensitive, .address2, .freight, .discount, .index, .payMethod: true
        default: false
        }
    }

    /// What the user is told that a column was read as.
    var words: (english: String, chinese: String) {
        switch self {
        case .orderNumber: ("order number", "订单号")
        case .subOrderNumber: ("number of the order's line", "子订单号")
        case .product: ("product", "商品")
        case .spec: ("variant", "规格")
        case .quantity: ("quantity", "数量")
        case .unit: ("unit", "单位")
        case .unitPrice: ("unit price", "单价")
        case .amount: ("amount", "金额")
        case .goodsAmount: ("goods without freight", "货款")
        case .paidAmount: ("paid", "已付")
        case .owed: ("still owed", "欠款")
        case .freight: ("freight", "运费")
        case .discount: ("discount", "优惠")
        case .refunded: ("refunded", "退款")
        case .currency: ("currency", "币种")
        case .status, .payStatus, .shipStatus, .receiveStatus, .refundStatus: ("status", "状态")
        case .placedAt: ("ordered on", "下单时间")
        case .paidAt: ("paid on", "付款时间")
        case .shippedAt: ("shipped on", "发货时间")
        case .receivedAt: ("received on", "收货时间")
        case .dueAt: ("due on", "约定时间")
        case .payMethod: ("means of payment", "付款方式")
        case .trackingNumber, .trackingInfo: ("tracking number", "快递单号")
        case .courier: ("courier", "快递公司")
        case .buyerNote, .note, .contactNote: ("note", "备注")
        case .recipientName, .recipientGivenName, .recipientFamilyName: ("recipient", "收件人")
        case .recipientPhone, .landline: ("recipient's phone", "收件电话")
        case .phone, .phone2: ("phone", "电话")
        case .name, .familyName, .givenName: ("name", "姓名")
        case .buyer: ("nickname", "买家")
        case .buyerName: ("buyer's name", "买家姓名")
        case .buyerPhone: ("buyer's phone", "买家电话")
        case .remark: ("remark name", "备注名")
        case .email: ("e-mail", "邮箱")
        case .wechat: ("WeChat id", "微信号")
        case .qq: ("QQ number", "QQ")
        case .customerID: ("customer number", "客户编号")
        case .gender: ("gender", "性别")
        case .birthday: ("birthday", "生日")
        case .tags, .level: ("label", "标签")
        case .company: ("company", "公司")
        case .address, .address2, .country, .province, .city, .district, .town, .postcode: ("address", "地址")
        case .text: ("text", "内容")
        case .sentAt, .clock: ("time", "时间")
        case .sender, .senderID: ("sender", "发送者")
        case .receiver: ("receiver", "接收者")
        case .direction: ("direction", "收发方向")
        case .kind: ("kind", "类型")
        case .conversation: ("chat", "会话")
        case .agent: ("agent", "客服")
        case .index: ("row number", "序号")
        case .aggregate, .staff, .ignored, .sensitive: ("not read", "未读")
        }
    }
}
