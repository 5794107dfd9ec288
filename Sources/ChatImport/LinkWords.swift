import ChatIdentity
public import ChatModel
import CustomerPool

/// What comparisons found, in words.
public enum LinkWords {
    /// What was found at a level of a comparison; the level's own name where there are no words for it.
    public static func finding(_ comparison: String, _ level: String) -> Wording {
        if comparison == "name", level.hasPrefix("exact-"), let bucket = Int(level.dropFirst(6)) {
            if bucket < 4 { return Wording("姓名相同（常见）", "same name, a common one") }
            return bucket < 8 ? Wording("姓名相同", "same name") : Wording("姓名相同（少见）", "same name, a rare one")
        }
        if let words = levels[comparison + "/" + level] { return words }
        if comparison == "email", let words = levels["account/" + level] {
            return Wording(
                words.chinese.replacing("同一账号", with: "同一邮箱"), words.english.replacing("same account", with: "same e-mail address"))
        }
        let plain = level.split(separator: "-").joined(separator: " ")
        return Wording(fields[comparison, default: Wording(comparison, comparison)].chinese + "：" + plain, comparison + ": " + plain)
    }

    /// The other explanation that a link was weighed against.
    public static func rival(_ name: String) -> Wording {
        switch name {
        case "family": Wording("一家人", "people of one household")
        case "agent": Wording("代下单的人", "somebody who orders for others")
        case "coincidence": Wording("巧合", "coincidence")
        case "namesake": Wording("同名的两个人", "two people of one name")
        default: Wording("两个不相干的人", "two unrelated people")
        }
    }

    /// A tie between customers.
    public static func relation(_ kind: CustomerRelation.Kind, isFrom: Bool) -> Wording {
        switch kind {
        case .household: Wording("家庭（共用号码或地址）", "household: shares a number or a home")
        case .agent: isFrom ? Wording("代其下单", "orders for") : Wording("由其代下单", "has orders placed by")
        case .recipient: isFrom ? Wording("寄给", "sends goods to") : Wording("收其寄的货", "is sent goods by")
        case .ambiguous: Wording("可能同一人，与多位客户相符", "fits several customers")
        }
    }

    /// `+20.5`
    public static func bits(_ value: Double) -> String {
        let tenths = Int((min(max(value, -9999), 9999) * 10).rounded())
        return (tenths < 0 ? "-" : "+") + "\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// The question whether two customers are one person.
    static func question(_ link: IdentityLink, _ a: Customer, _ b: Customer) -> ReviewPair {
        let reasons = link.comparisons.map { ComparisonOutcome(comparison: $0.comparison, level: $0.level, bits: ($0.bits * 100).rounded() / 100) }
            .sorted { abs($0.bits) != abs($1.bits) ? abs($0.bits) > abs($1.bits) : $0.comparison < $1.comparison }
        let words = reasons.map { "\(finding($0.comparison, $0.level).chinese)（\(bits($0.bits))）" }.joined(separator: "；")
        return ReviewPair(
            left: ReviewPair.Side(telling: a), right: ReviewPair.Side(telling: b), weight: (link.weight * 100).rounded() / 100, reasons: reasons, words: words)
    }

    private static let fields: [String: Wording] = [
        "name": Wording("姓名", "name"), "nickname": Wording("昵称", "nickname"), "cross": Wording("昵称与姓名", "nickname and name"),
        "phone": Wording("电话", "phone"), "account": Wording("账号", "account"), "address": Wording("地址", "address"),
        "birth-date": Wording("生日", "birthday"), "tie": Wording("其他线索", "other sign"),
    ]

    private static let levels: [String: Wording] = [
        "tie/nickname": Wording("同一平台上同名", "same name on the platform"), "tie/claim": Wording("本人这样说", "their own words"),
        "tie/order-number": Wording("订单号在对方的订单里", "the number of an order of the other"),
        "tie/said-number": Wording("聊天里写的号码是对方的", "wrote a number that is the other's"),
        "tie/masked-row": Wording("打码订单的姓和街道对得上", "surname and street of the masked row fit"),
        "tie/door-in-name": Wording("群昵称里的门牌是对方的", "the door in the nickname is the other's"),
        "tie/same-name": Wording("姓名相同，别无印证", "same name, and nothing else that tells"),
        "tie/chat-title": Wording("同一聊天名的两份导出", "two exports of one chat's title"),
        "phone/same-one-name-behind": Wording("同一电话", "same phone"),
        "phone/same-several-nicknames-behind": Wording("同一电话（几个昵称用过）", "same phone, several nicknames behind it"),
        "phone/same-two-names-behind": Wording("同一电话（两个姓名用过）", "same phone, two names behind it"),
        "phone/same-many-names-behind": Wording("同一电话（多人用过）", "same phone, many names behind it"),
        "phone/same-both-named": Wording("同一电话，姓名也都有", "same phone, both with a name"),
        "phone/masked-fits": Wording("打码的电话对得上", "masked number fits"), "phone/one-digit-off": Wording("电话差一位", "one digit off"),
        "phone/differs": Wording("电话不同", "other phone"),
        "account/same-one-name-behind": Wording("同一账号", "same account"),
        "account/same-several-places-behind": Wording("同一账号（寄往几处）", "same account, several places behind it"),
        "account/same-two-names-behind": Wording("同一账号（两个姓名用过）", "same account, two names behind it"),
        "account/same-many-names-behind": Wording("同一账号（多人用过）", "same account, many names behind it"),
        "account/same-both-named": Wording("同一账号，姓名也都有", "same account, both with a name"),
        "account/differs": Wording("同平台不同账号", "other account of the same platform"),
        "address/same-door-one-name-behind": Wording("同一门牌", "same door"),
        "address/same-door-two-names-behind": Wording("同一门牌（两个姓名）", "same door, two names behind it"),
        "address/same-door-many-names-behind": Wording("同一门牌（多人）", "same door, many names behind it"),
        "address/same-door-both-named": Wording("同一门牌，姓名也都有", "same door, both with a name"),
        "address/same-door-spelled-nearly": Wording("门牌写法相近", "same door, spelled nearly alike"),
        "address/same-building": Wording("同一栋楼", "same building"),
        "address/same-building-many-names-behind": Wording("同一栋楼（多人）", "same building, many names behind it"),
        "address/same-street-number-and-place": Wording("同一路号", "same street and number"), "address/same-place": Wording("同一小区或单位", "same estate or firm"),
        "address/same-shared-place": Wording("同一代收点或前台", "same pick-up point or desk"),
        "address/nearly-same-place": Wording("小区名称相近", "nearly the same place"), "address/same-place-other-door": Wording("同小区不同门牌", "same estate, other door"),
        "address/same-district": Wording("同区", "same district"), "address/same-city": Wording("同城", "same city"),
        "address/other-city": Wording("不同城市", "other city"),
        "name/same-pinyin": Wording("姓名同音", "name sounds the same"), "name/same-given": Wording("名相同，缺姓", "same given name"),
        "name/lost-character": Wording("姓名少一字", "one character lost"), "name/near-spelling": Wording("拼写相近", "spelled nearly alike"),
        "name/same-surname": Wording("只知同姓", "same surname, no more known"),
        "name/same-honorific": Wording("同姓同称呼", "same surname and title"), "name/alias": Wording("称呼对得上", "a by-name that fits"),
        "name/one-character-differs": Wording("姓名差一字", "one character differs"),
        "name/same-surname-other-given": Wording("同姓不同名", "same surname, other given name"), "name/surname-typo": Wording("姓写法相近", "surname nearly alike"),
        "name/gender-differs": Wording("称呼的性别不同", "titles of other gender"), "name/surname-differs": Wording("姓不同", "other surname"),
        "name/given-differs": Wording("名不同", "other given name"), "name/alias-differs": Wording("称呼不同", "other by-name"),
        "name/differs": Wording("姓名不同", "other name"),
        "nickname/exact-rare": Wording("昵称相同（少见）", "same nickname, a rare one"), "nickname/exact-uncommon": Wording("昵称相同（不常见）", "same nickname, uncommon"),
        "nickname/exact-mid": Wording("昵称相同", "same nickname"), "nickname/exact-popular": Wording("昵称相同（常见）", "same nickname, a popular one"),
        "nickname/exact-very-popular": Wording("昵称相同（很常见）", "same nickname, a very popular one"),
        "nickname/same-own-name": Wording("昵称就是姓名", "nickname is the person's name"),
        "nickname/same-made-of-name-rare": Wording("昵称来自姓名（少见）", "same nickname, made of the name, rare"),
        "nickname/same-made-of-name": Wording("昵称来自姓名", "same nickname, made of the name"), "nickname/near": Wording("昵称相近", "nearly the same nickname"),
        "nickname/differs": Wording("昵称不同", "other nickname"),
        "birth-date/same-date": Wording("出生日期相同", "same date of birth"),
        "birth-date/nearly-same-date": Wording("出生日期差一位", "date of birth nearly the same"),
        "birth-date/same-day-of-the-year": Wording("生日相同", "same birthday"),
        "birth-date/same-day-other-year": Wording("生日相同，年份不同", "same birthday, other year"), "birth-date/differs": Wording("生日不同", "other birthday"),
        "cross/holds-full-name": Wording("昵称含对方姓名", "nickname holds the other's name"),
        "cross/holds-given-name": Wording("昵称含对方的名", "nickname holds the other's given name"),
        "cross/holds-a-character": Wording("昵称含对方姓名的一字", "nickname holds a character of the other's name"),
        "cross/holds-surname": Wording("昵称含对方的姓", "nickname holds the other's surname"),
        "cross/holds-nothing": Wording("昵称与对方姓名无关", "nickname holds nothing of the other's name"),
    ]
}
