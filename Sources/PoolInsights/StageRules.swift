import ChatModel

/// Where a customer stands, by what they bought and when (the rules are written down in `docs/INSIGHTS.md`).
struct StageRules {
    let options: InsightsOptions
    /// Counters of weight and length: fifty of them are no wholesale order.
    private static let measures: Set<String> = ["斤", "g", "G", "克", "两", "ml", "ML", "毫升", "米", "cm", "厘米", "kg", "公斤"]

    /// The stage with its reason.
    func stage(of facts: CustomerFacts) -> (CustomerStage, Reason) {
        if facts.customer.edited.contains(.stage) {
            return (facts.customer.stage, Reason("stage-by-seller", Wording("人工设定", "set by the seller")))
        }
        let history = facts.history
        let count = history.bought.count
        guard count > 0 else { return (.prospect, prospect(facts.customer)) }
        let last = history.bought[count - 1]
        let evidence = last.order.evidence.prefix(1)
        if let reason = reseller(facts) { return (.reseller, reason) }
        if let pace = facts.pace, let reason = lapsed(pace, facts) { return (.lapsed, reason) }
        let times = Wording("买过 \(count) 次", "\(count) orders")
        if count >= options.fanOrders, let (why, where_) = fan(facts) {
            return (.fan, Reason("stage-fan", Wording("\(times.chinese)，\(why.chinese)", "\(times.english), \(why.english)"), evidence: where_ + evidence))
        }
        if count >= options.loyalOrders { return (.loyal, Reason("stage-loyal-orders", times, evidence: Array(evidence))) }
        if count >= options.loyalOrdersOfTopSpenders, facts.isTopSpender {
            let share = Prose.number(options.topSpenderShare * 100)
            let words = Wording("\(times.chinese)，消费排在前 \(share)%", "\(times.english), among the top \(share)% by money")
            return (.loyal, Reason("stage-loyal-money", words, evidence: Array(evidence)))
        }
        let day = last.order.placedAt.map { Prose.day($0.dayNumber) }
        let since = Wording(day.map { "，最近一次 \($0)" } ?? "", day.map { ", the last on \($0)" } ?? "")
        if count > 1 {
            return (.repeat, Reason("stage-repeat", Wording(times.chinese + since.chinese, times.english + since.english), evidence: Array(evidence)))
        }
        return (
            .new, Reason("stage-new", Wording("只买过 1 次" + (day.map { "（\($0)）" } ?? ""), "1 order" + (day.map { " (\($0))" } ?? "")), evidence: Array(evidence))
        )
    }

    private func prospect(_ customer: Customer) -> Reason {
        guard let asked = customer.orders.last(where: { $0.status == .inquired }) else {
            return Reason("stage-prospect", Wording("聊过，没有订单", "wrote, ordered nothing"))
        }
        let product = asked.items.first?.product ?? ""
        let what = product.isEmpty ? Wording("问过，没有下单", "asked, ordered nothing") : Wording("问过“\(product)”，没有下单", "asked about “\(product)”, ordered nothing")
        return Reason("stage-prospect-asked", what, evidence: Array(asked.evidence.prefix(1)))
    }

    private func lapsed(_ pace: Pace, _ facts: CustomerFacts) -> Reason? {
        let limit = pace.isKnown ? options.lapsedIntervals * pace.interval : options.lapsedDays
        let silence = pace.ratio * pace.interval
        guard silence > limit else { return nil }
        let evidence = pace.order.flatMap { facts.customer.orders[$0].evidence.first }
        let goods = pace.product.isEmpty ? "" : "“\(pace.product)”"
        let words =
            pace.isKnown
            ? Wording(
                "\(pace.silence) 天没有下单，\(goods)预期约 \(Prose.days(pace.interval)) 天一次，已超过 \(Prose.number(options.lapsedIntervals)) 倍",
                "no order for \(pace.silence) days where about \(Prose.days(pace.interval)) are expected\(goods.isEmpty ? "" : " for \(goods)"): more than \(Prose.number(options.lapsedIntervals)) times as long"
            )
            : Wording(
                "\(pace.silence) 天没有下单（没有节奏可循，以 \(Prose.days(options.lapsedDays)) 天为限）",
                "no order for \(pace.silence) days (no rhythm known, the limit is \(Prose.days(options.lapsedDays)))")
        return Reason("stage-lapsed", words, evidence: evidence.map { [$0] } ?? [])
    }

    private func fan(_ facts: CustomerFacts) -> (Wording, [Evidence])? {
        if let praise = facts.customer.feedback.last(where: { $0.kind == .praise }) {
            let day = praise.at.map { Prose.day($0.dayNumber) }
            return (Wording("好评过" + (day.map { "（\($0)）" } ?? ""), "praised" + (day.map { " (\($0))" } ?? "")), praise.evidence.map { [$0] } ?? [])
        }
        guard !facts.referrals.isEmpty else { return nil }
        return (
            Wording("推荐过 \(facts.referrals.count) 人", "recommended the shop to \(facts.referrals.count)"), Array(facts.referrals.flatMap(\.evidence).prefix(2))
        )
    }

    private func reseller(_ facts: CustomerFacts) -> Reason? {
        let customer = facts.customer
        let others = Set(customer.recipients.compactMap { $0.isSelf == false ? $0.name : nil }).count
        if others >= options.resellerRecipients {
            let words = Wording("发给 \(others) 位不同的收件人", "sends to \(others) other recipients")
            return Reason(
                "stage-reseller-recipients", words, evidence: Array(customer.evidence.filter { $0.field.hasPrefix("recipients/") }.map(\.evidence).prefix(3)))
        }
        if let said = customer.signals.last(where: { $0.kind == .reseller }) {
            return Reason("stage-reseller-words", Wording("谈过代理、批发或一件代发", "speaks of agency, wholesale or drop shipping"), evidence: [said.evidence])
        }
        let wholesale = facts.history.bought.filter { pair in
            pair.order.items.contains { ($0.quantity ?? 0) >= options.wholesaleQuantity && !Self.measures.contains($0.unit ?? "") }
        }
        guard wholesale.count >= 2, let last = wholesale.last else { return nil }
        let words = Wording(
            "\(wholesale.count) 次一单 \(Prose.number(options.wholesaleQuantity)) 件以上",
            "\(wholesale.count) orders of \(Prose.number(options.wholesaleQuantity)) pieces or more")
        return Reason("stage-reseller-quantity", words, evidence: Array(last.order.evidence.prefix(1)))
    }
}
