import ChatModel

/// A customer as one row of a table: the columns that workbook and CSV share.
struct CustomerRow {
    struct Column {
        var title: String
        var value: @Sendable (Customer) -> Cell
    }

    static let columns: [Column] = [
        Column(title: EditableField.name.header) { text(EditableField.name.cell(of: $0)) },
        Column(title: "昵称") { text($0.nicknames.first) },
        Column(title: "其他昵称") { text($0.nicknames.dropFirst().joined(separator: "、")) },
        Column(title: EditableField.stage.header) { text(EditableField.stage.cell(of: $0)) },
        Column(title: "手机") { .code(orEmpty: $0.phones.first.map { readable($0.number) }) },
        Column(title: "其他电话") { .code(orEmpty: $0.phones.dropFirst().map { readable($0.number) }.joined(separator: "、")) },
        Column(title: "省") { text(home($0)?.address?.province) },
        Column(title: "市") { text(home($0)?.address?.city) },
        Column(title: "区") { text(home($0)?.address?.district) },
        Column(title: "详细地址") { text(home($0)?.address.map { ($0.town ?? "") + ($0.detail ?? "") }) },
        Column(title: "其他收件人") { text(others($0)) },
        Column(title: "下单次数") { .number(Double(bought($0).count)) },
        Column(title: "消费金额") { customer in
            let amounts = bought(customer).compactMap(\.amount)
            return amounts.isEmpty ? .empty : .money(amounts.reduce(0, +))
        },
        Column(title: "最近下单") { bought($0).compactMap(\.placedAt).max().map(Cell.day) ?? .empty },
        Column(title: "常买商品") { text($0.preferences.prefix(3).map { $0.orders > 1 ? "\($0.product)×\($0.orders)" : $0.product }.joined(separator: "、")) },
        Column(title: "平台") { text(unique($0.accounts.map { platform($0.platform) }).joined(separator: "、")) },
        Column(title: "账号") { .code(orEmpty: unique($0.accounts.compactMap(\.id)).joined(separator: "、")) },
        Column(title: "反馈") {
            text($0.feedback.filter { !$0.isSensitive }.last.map { ($0.kind == .praise ? "好评：" : $0.kind == .complaint ? "投诉：" : "建议：") + $0.quote })
        },
        Column(title: "首次联系") { $0.firstSeen.map(Cell.day) ?? .empty },
        Column(title: "最近联系") { $0.lastSeen.map(Cell.day) ?? .empty },
        Column(title: EditableField.tags.header) { text(EditableField.tags.cell(of: $0)) },
        Column(title: EditableField.doNotContact.header) { text(EditableField.doNotContact.cell(of: $0)) },
        Column(title: EditableField.remark.header) { text(EditableField.remark.cell(of: $0)) },
        Column(title: EditableField.notes.header) { text(EditableField.notes.cell(of: $0)) },
        Column(title: EditableField.keyHeader) { .code($0.id) },
    ]

    private static func text(_ value: String?) -> Cell { .text(orEmpty: value) }

    private static func unique(_ values: [String]) -> [String] { values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    static func bought(_ customer: Customer) -> [Order] { customer.orders.filter { $0.status != .inquired && $0.status != .cancelled } }

    /// The recipient whose address stands in the customer's own row.
    static func home(_ customer: Customer) -> CustomerRecipient? {
        customer.recipients.first { $0.isSelf == true && $0.address != nil } ?? customer.recipients.first { $0.isSelf == nil && $0.address != nil }
    }

    private static func others(_ customer: Customer) -> String {
        let home = home(customer)
        return customer.recipients.filter { $0 != home }.map { recipient in
            let address = recipient.address.map(oneLine) ?? ""
            return [recipient.name ?? "", recipient.phone.map(readable) ?? "", address].filter { !$0.isEmpty }.joined(separator: " ")
        }.joined(separator: "；")
    }

    /// The country as an address names it; nothing for one that is not told.
    static func country(_ code: String?) -> String {
        switch code {
        case nil: ""
        case "CN": "中国"
        case "HK": "中国香港"
        case "MO": "中国澳门"
        case "TW": "中国台湾"
        case let code?: code
        }
    }

    /// An address as one line; a municipality's name comes once.
    static func oneLine(_ address: PostalAddress) -> String {
        let city = address.city == address.province ? nil : address.city
        return [address.province, city, address.district, address.town, address.detail].compactMap(\.self).joined()
    }

    /// A number as people at home write it: a mainland mobile without +86, an extension behind 转.
    static func readable(_ number: String) -> String {
        let parts = number.split(separator: ";", maxSplits: 1)
        guard let main = parts.first else { return number }
        let local = main.hasPrefix("+86") && main.dropFirst(3).first == "1" ? String(main.dropFirst(3)) : String(main)
        return parts.count > 1 && parts[1].hasPrefix("ext=") ? "\(local)转\(parts[1].dropFirst(4))" : local
    }

    static func status(_ status: OrderStatus) -> String {
        switch status {
        case .inquired: "咨询"
        case .placed: "已下单"
        case .paid: "已付款"
        case .shipped: "已发货"
        case .received: "已收货"
        case .refunded: "已退款"
        case .cancelled: "已取消"
        }
    }

    /// The courier's name as senders say it; codes that are not known stay.
    static func courier(_ code: String) -> String {
        switch code {
        case "SF": "顺丰"
        case "YTO": "圆通"
        case "ZTO": "中通"
        case "STO": "申通"
        case "YUNDA": "韵达"
        case "JTSD": "极兔"
        case "JD": "京东"
        case "DBL": "德邦"
        case "EMS": "邮政EMS"
        case "CAINIAO": "菜鸟"
        default: code
        }
    }

    static func platform(_ platform: Platform) -> String {
        switch platform {
        case .wechat: "微信"
        case .wecom: "企业微信"
        case .qq: "QQ"
        case .taobao: "淘宝"
        case .feishu: "飞书"
        case .whatsapp: "WhatsApp"
        case .telegram: "Telegram"
        case .line: "LINE"
        default: platform.rawValue
        }
    }
}
