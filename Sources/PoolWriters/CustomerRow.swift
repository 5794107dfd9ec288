import ChatModel

/// A customer as one row of a table, with what is concluded about them: the columns that workbook and CSV share.
struct CustomerRow {
    let customer: Customer
    var insights: CustomerInsights?
    var followUps: [FollowUpEntry] = []

    init(customer: Customer, insights: CustomerInsights? = nil, followUps: [FollowUpEntry] = []) {
        self.customer = customer
        self.insights = insights
        self.followUps = followUps
    }

    init(_ member: PoolCustomers.Member, _ followUps: FollowUpIndex) {
        self.init(customer: member.customer, insights: member.insights, followUps: followUps[member.customer.id])
    }

    /// The columns, after the customer list of shop systems; what the seller writes stands beside name and phone, scores and what programs go by at the end.
    static let columns: [TableColumn<CustomerRow>] = everyday + figures + person + technical

    /// The columns that nobody reads every day.
    static let foldedColumns = technical.count

    /// The columns that fit on a printed page.
    static let printedColumns = everyday.count

    private static let everyday: [TableColumn<CustomerRow>] = [
        edited(.name, widest: 14),
        edited(.nickname, widest: 14),
        edited(.stage),
        TableColumn(EditableField.phone.header, isEditable: true) { .code(orEmpty: EditableField.phone.cell(of: $0.customer)) },
        edited(.tags, widest: 20), edited(.doNotContact), edited(.remark, widest: 34, wraps: true), edited(.notes, widest: 34, wraps: true),
        TableColumn("标记", widest: 13, wraps: true) { row in .text(orEmpty: row.insights?.flags.map(\.flag.title.chinese).joined(separator: "、")) },
        TableColumn("下单次数", link: .orders) { .number(Double($0.insights?.totals.orders ?? bought($0.customer).count)) },
        TableColumn("消费金额") { row in
            if let totals = row.insights?.totals { return .money(totals.spent, in: totals.currency) }
            return MoneySum.sums(of: row.customer.orders).first.map { .money($0.sold, in: $0.currency) } ?? .empty
        },
        TableColumn("最近下单") { bought($0.customer).compactMap(\.placedAt).max().map(Cell.day) ?? .empty },
        TableColumn("预计回购日") { row in row.next.map { .day($0.dueDate) } ?? .empty },
        TableColumn("常买商品", widest: 18, wraps: true) { row in
            let products = row.customer.preferences.prefix(3)
            return .text(orEmpty: products.map { $0.orders > 1 ? "\($0.product)×\($0.orders)" : $0.product }.joined(separator: "、"))
        },
        TableColumn("待跟进", widest: 34, wraps: true) { row in
            .text(orEmpty: row.followUps.prefix(2).map { "\($0.kind.title.chinese)：\($0.reason.words.chinese)" }.joined(separator: "；"))
        },
        edited(.province, widest: 10), edited(.city, widest: 10), edited(.district, widest: 10), edited(.address, widest: 28, wraps: true),
    ]

    private static let figures: [TableColumn<CustomerRow>] = [
        TableColumn("判断依据", widest: 36, wraps: true) { .text(orEmpty: $0.insights?.stageReason.words.chinese) },
        TableColumn("笔单价") { .money($0.insights?.totals.averageOrder, in: $0.insights?.totals.currency) },
        TableColumn("购买件数") { $0.insights?.totals.pieces.map(Cell.number) ?? .empty },
        TableColumn("退款金额") { .money($0.insights?.totals.refunded, in: $0.insights?.totals.currency) },
        TableColumn("未付金额") { .money($0.insights?.totals.unpaid, in: $0.insights?.totals.currency) },
        TableColumn("其他币种") { row in
            let sums = row.insights?.totals.otherSums.filter { $0.sold > 0 } ?? []
            return .text(orEmpty: sums.map { "\(Cell.decimal($0.sold)) \($0.currency)" }.joined(separator: "、"))
        },
        TableColumn("首次下单") { bought($0.customer).compactMap(\.placedAt).min().map(Cell.day) ?? .empty },
        TableColumn("反馈", widest: 34, wraps: true) { row in
            .text(
                orEmpty: row.customer.feedback.filter { !$0.isSensitive }.last.map {
                    ($0.kind == .praise ? "好评：" : $0.kind == .complaint ? "投诉：" : "建议：") + $0.quote
                })
        },
        TableColumn("投诉数") { row in
            let count = row.customer.feedback.count { $0.kind == .complaint }
            return count > 0 ? .number(Double(count)) : .empty
        },
        TableColumn("介绍人") { .text(orEmpty: $0.insights?.referredBy?.name) },
        TableColumn("介绍来") { row in
            let count = row.insights?.referrals.count ?? 0
            return count > 0 ? .number(Double(count)) : .empty
        },
        TableColumn("团", widest: 24, wraps: true) { row in
            .text(orEmpty: row.insights?.groups.prefix(3).map { "\($0.title)×\($0.orders)" }.joined(separator: "、"))
        },
        TableColumn("自提点", widest: 24) { .text(orEmpty: $0.insights?.pickupPoints.joined(separator: "、")) },
    ]

    private static let person: [TableColumn<CustomerRow>] = [
        TableColumn("其他收件人", widest: 40, wraps: true) { .text(orEmpty: others($0.customer)) },
        TableColumn("其他电话") { .code(orEmpty: $0.customer.phones.dropFirst().map { readable($0.number) }.joined(separator: "、")) },
        TableColumn("邮箱") { .text(orEmpty: $0.customer.emails.joined(separator: "、")) },
        TableColumn("其他昵称", widest: 24, wraps: true) { .text(orEmpty: $0.customer.nicknames.dropFirst().joined(separator: "、")) },
        TableColumn("平台") { row in .text(orEmpty: unique(row.customer.accounts.map { platform($0.platform) }).joined(separator: "、")) },
        TableColumn("性别") { row in .text(orEmpty: row.customer.gender.map { $0 == "male" ? "男" : $0 == "female" ? "女" : $0 }) },
        TableColumn("生日") { .code(orEmpty: $0.customer.birthDate.map { $0.hasPrefix("--") ? String($0.dropFirst(2)) : $0 }) },
        TableColumn("首次联系") { $0.customer.firstSeen.map(Cell.day) ?? .empty },
        TableColumn("最近联系") { $0.customer.lastSeen.map(Cell.day) ?? .empty },
        TableColumn("关联客户", widest: 28, wraps: true) { row in
            .text(orEmpty: row.customer.relations.map { relation($0) }.joined(separator: "、"))
        },
    ]

    private static let technical: [TableColumn<CustomerRow>] = [
        TableColumn("平均回购天数") { ($0.insights?.totals.averageIntervalDays).map { .number($0.rounded()) } ?? .empty },
        TableColumn("R") { ($0.insights?.rfm?.recencyScore).map { .number(Double($0)) } ?? .empty },
        TableColumn("F") { ($0.insights?.rfm?.frequencyScore).map { .number(Double($0)) } ?? .empty },
        TableColumn("M") { ($0.insights?.rfm?.moneyScore).map { .number(Double($0)) } ?? .empty },
        TableColumn("账号") { .code(orEmpty: unique($0.customer.accounts.compactMap(\.id)).joined(separator: "、")) },
        TableColumn("可信度") { row in row.confidence.map(Cell.share) ?? .empty },
        TableColumn("出处条数", link: .evidence) { row in row.customer.evidence.isEmpty ? .empty : .number(Double(row.customer.evidence.count)) },
        TableColumn(EditableField.keyHeader) { .code($0.customer.id) },
    ]

    private static func edited(_ field: EditableField, widest: Int = 20, wraps: Bool = false) -> TableColumn<CustomerRow> {
        TableColumn(field.header, isEditable: true, widest: widest, wraps: wraps) { .text(orEmpty: field.cell(of: $0.customer)) }
    }

    /// What the customer will need next: the first of the forecasts, which come most urgent first, that is not given up.
    private var next: RepurchaseForecast? { insights?.forecasts.first { $0.window != .lapsed } }

    /// The doubt that counts: the least sure of name, first phone and first recipient.
    private var confidence: Double? {
        customer.evidence.lazy.filter { ["name", "phones/0", "recipients/0"].contains($0.field) }.map(\.evidence.confidence).min()
    }

    private static func relation(_ relation: CustomerRelation) -> String {
        let kind =
            switch relation.kind {
            case .household: "同一家庭"
            case .agent: relation.isFrom ? "代其下单" : "由其代下单"
            case .recipient: relation.isFrom ? "寄给" : "收其货"
            case .ambiguous: "可能同一人"
            }
        return "\(kind) \(relation.name ?? relation.customerID)"
    }

    static func unique(_ values: [String]) -> [String] { values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    static func bought(_ customer: Customer) -> [Order] { customer.orders.filter(\.isBought) }

    /// The recipient whose address stands in the customer's own row.
    static func home(_ customer: Customer) -> CustomerRecipient? { customer.home }

    static func others(_ customer: Customer) -> String {
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
    static func readable(_ number: String) -> String { EditableField.readable(number) }

    static func status(_ status: OrderStatus) -> String { status.chinese }

    /// The courier's name as senders say it; codes that are not known stay.
    static func courier(_ code: String) -> String { CourierName.chinese(code) }

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
