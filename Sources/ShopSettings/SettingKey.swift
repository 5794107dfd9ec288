import ChatModel

/// A key of the file: what it is called, what it does, which values it takes.
struct SettingKey: Sendable {
    /// Where the value goes and what it may be.
    enum Target: Sendable {
        case integer(any WritableKeyPath<Settings, Int> & Sendable, ClosedRange<Int>)
        case number(any WritableKeyPath<Settings, Double> & Sendable, ClosedRange<Double>)
        /// A number in per cent that is kept as a part of one.
        case percent(any WritableKeyPath<Settings, Double> & Sendable, ClosedRange<Double>)
        case optionalNumber(any WritableKeyPath<Settings, Double?> & Sendable, ClosedRange<Double>)
        case flag(any WritableKeyPath<Settings, Bool> & Sendable)
        case text(any WritableKeyPath<Settings, String> & Sendable)
        case optionalText(any WritableKeyPath<Settings, String?> & Sendable)
        case texts(any WritableKeyPath<Settings, [String]> & Sendable)
        /// A list that rises, of a fixed length or, where that is nil, of any.
        case integers(any WritableKeyPath<Settings, [Int]> & Sendable, count: Int)
        case numbers(any WritableKeyPath<Settings, [Double]> & Sendable, counts: Set<Int>)
        /// Words with a number each.
        case table(any WritableKeyPath<Settings, [String: Double]> & Sendable, ClosedRange<Double>)
    }

    /// The section; empty for the top of the file.
    var section: String
    var name: String
    var target: Target
    /// What stands above it in the file.
    var comment: String
    /// An example that stands in the file as a comment, where the default is empty.
    var example: String?

    init(_ section: String, _ name: String, _ target: Target, _ comment: String, example: String? = nil) {
        self.section = section
        self.name = name
        self.target = target
        self.comment = comment
        self.example = example
    }

    /// The key as messages name it.
    var path: String { section.isEmpty ? name : "\(section).\(name)" }

    /// Every key, in the order of the file.
    static let all: [SettingKey] = [
        SettingKey("", "owner", .texts(\.owner), "卖家在聊天中的名字，不填则自动推断 / the seller's names as the chats show them; inferred when empty", example: "[山里人家·阿禾]"),
        SettingKey(
            "", "region", .optionalText(\.region), "店铺所在国家或地区，两个字母，不填则从聊天中判断 / the shop's country, two letters; found out of the chats when empty",
            example: "MY"),
        SettingKey(
            "", "catalog", .optionalText(\.catalog), "商品表（CSV：product, aliases, unit, price），路径相对于本文件 / the product list, relative to this file",
            example: "products.csv"),
        SettingKey(
            "", "team", .texts(\.insights.excluded), "不是客户的人：同事、客服、快递员（名字、微信号或手机号）/ people who are no customers: names, account ids or phones",
            example: "[客服小美, 13700000000]"),

        SettingKey("stages", "loyal_orders", .integer(\.insights.loyalOrders, 1...1000), "忠诚客户：下单次数 / loyal from so many orders"),
        SettingKey(
            "stages", "loyal_orders_of_top_spenders", .integer(\.insights.loyalOrdersOfTopSpenders, 1...1000),
            "消费靠前者几次即忠诚 / loyal from so many orders for top spenders"),
        SettingKey(
            "stages", "top_spender_percent", .percent(\.insights.topSpenderShare, 0...100), "消费靠前的比例，% / the part of buyers that counts as top spenders"),
        SettingKey(
            "stages", "fan_orders", .integer(\.insights.fanOrders, 1...1000), "粉丝：有好评或推荐时的下单次数 / fan from so many orders, with praise or a recommendation"),
        SettingKey(
            "stages", "reseller_recipients", .integer(\.insights.resellerRecipients, 2...1000), "分销商：代发的收件人数 / reseller from so many third-party recipients"),
        SettingKey(
            "stages", "wholesale_quantity", .number(\.insights.wholesaleQuantity, 2...1_000_000),
            "分销商：一单多少件算批发（两次以上）/ pieces that make an order wholesale, twice for a reseller"),
        SettingKey("stages", "lapsed_days", .number(\.insights.lapsedDays, 1...10_000), "流失：没有节奏可循时的天数 / lapsed after so many days without a known rhythm"),
        SettingKey("stages", "lapsed_intervals", .number(\.insights.lapsedIntervals, 1...100), "流失：预期间隔的倍数 / lapsed after so many expected intervals"),
        SettingKey("stages", "at_risk_intervals", .number(\.insights.atRiskIntervals, 1...100), "流失预警：预期间隔的倍数 / at risk after so many expected intervals"),
        SettingKey(
            "stages", "vip_amount", .optionalNumber(\.insights.vipAmount, 0...1e12),
            "VIP 的累计消费，不填则取消费靠前且买过两次的 / money that makes a VIP; top spenders with two orders when empty", example: "2000"),

        SettingKey("scores", "recency_days", .integers(\.insights.recencyDays, count: 4), "R 得 5、4、3、2 分的天数 / days for the scores 5, 4, 3, 2"),
        SettingKey("scores", "frequency_orders", .integers(\.insights.frequencyOrders, count: 5), "F 得 1 到 5 分的次数 / orders for the scores 1 to 5"),
        SettingKey(
            "scores", "money_amounts", .numbers(\.insights.moneyAmounts, counts: [0, 4]),
            "M 得 2 到 5 分的金额，不填则按五等分 / money for the scores 2 to 5; quintiles when empty", example: "[100, 300, 800, 2000]"),
        SettingKey("scores", "money_buyers", .integer(\.insights.moneyBuyers, 5...1_000_000), "有多少买家才按五等分 / buyers from which quintiles are told"),

        SettingKey(
            "repurchase", "usual_interval_days", .number(\.insights.usualIntervalDays, 1...10_000),
            "什么都不知道时的回购天数 / days between purchases when nothing is known"),
        SettingKey(
            "repurchase", "days_per_unit", .table(\.insights.daysPerUnit, 0.01...10_000),
            "每件商品用多少天，按商品名中的词 / days that one piece lasts, by a word in the product's name", example: "{面膜: 15, 奶粉: 7}"),
        SettingKey("repurchase", "just_bought_days", .number(\.insights.purchaseDays, 0...1000), "购买期：到货后天数 / days after arrival that count as just bought"),
        SettingKey(
            "repurchase", "ending_percent", .percent(\.insights.endingShare, 1...100), "结束期从预期间隔的百分之几开始 / nearly used up from this part of the interval"),
        SettingKey(
            "repurchase", "repurchase_percent", .percent(\.insights.repurchaseShare, 50...1000),
            "重购期从预期间隔的百分之几开始 / time to buy again from this part of the interval"),

        SettingKey(
            "lists", "inquiry_silence_days", .integer(\.insights.inquirySilenceDays, 0...1000),
            "咨询未下单：沉默几天后列出 / asked, not ordered: listed after so many days of silence"),
        SettingKey("lists", "inquiry_keep_days", .integer(\.insights.inquiryKeepDays, 1...10_000), "咨询未下单：列出多少天 / listed for so many days"),
        SettingKey(
            "lists", "open_order_days", .integer(\.insights.openOrderDays, 1...10_000),
            "待付款、待发货：列出多少天 / waiting for payment or dispatch: listed for so many days"),
        SettingKey("lists", "due_days", .integer(\.insights.dueDays, 0...1000), "该回购：提前几天列出 / due to buy again: listed so many days before"),
        SettingKey("lists", "birthday_days", .integer(\.insights.birthdayDays, 0...365), "生日：提前几天列出 / birthdays: listed so many days before"),
        SettingKey("lists", "feedback_days", .integer(\.insights.feedbackDays, 1...10_000), "投诉与反馈：列出多少天 / complaints and feedback: listed for so many days"),

        SettingKey("privacy", "mask", .flag(\.privacy.masks), "所有输出打码：张*、138****5678、地址到区 / show names, numbers and addresses in part only"),
        SettingKey("privacy", "only_buyers", .flag(\.privacy.onlyBuyers), "只输出下过单的人 / leave out people who never ordered"),
        SettingKey(
            "privacy", "keep_months", .optionalNumber(\.privacy.keepMonths, 1...1200),
            "多少个月没有动静的人连同聊天一起移出客户池（从池中最近一天往回数），不填则一直保留 / people of whom nothing was seen for so many months leave the pool with their chats; kept when empty",
            example: "24"),
        SettingKey("privacy", "include_sensitive", .flag(\.privacy.includesSensitive), "输出健康等敏感内容 / show health remarks and the like"),
    ]
}
