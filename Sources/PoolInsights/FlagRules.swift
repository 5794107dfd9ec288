import ChatModel

/// The marks beside the stage.
struct FlagRules {
    let options: InsightsOptions
    let ranks: SpendingRanks
    let today: Int

    func flags(of facts: CustomerFacts, stage: CustomerStage) -> [FlagReason] {
        [vip(facts), atRisk(facts, stage), complained(facts.customer), birthday(facts.customer), inquiredOnly(facts.customer, stage)].compactMap(\.self)
    }

    private func vip(_ facts: CustomerFacts) -> FlagReason? {
        let spent = facts.totals.spent ?? 0
        let money = Prose.money(spent, facts.totals.currency)
        let evidence = Array((facts.history.bought.last?.order.evidence ?? []).prefix(1))
        if let limit = options.vipAmount {
            guard spent >= limit else { return nil }
            let words = Wording("累计消费 \(money)，达到 \(Prose.number(limit))", "spent \(money), at least \(Prose.number(limit))")
            return FlagReason(.vip, Reason("vip-amount", words, evidence: evidence))
        }
        guard facts.isTopSpender, facts.history.bought.count >= 2 else { return nil }
        let share = Prose.number(options.topSpenderShare * 100)
        let words = Wording("累计消费 \(money)，排在前 \(share)%", "spent \(money), among the top \(share)%")
        return FlagReason(.vip, Reason("vip-top-spender", words, evidence: evidence))
    }

    private func atRisk(_ facts: CustomerFacts, _ stage: CustomerStage) -> FlagReason? {
        guard stage != .lapsed, stage != .prospect, let pace = facts.pace, pace.isKnown, pace.ratio > options.atRiskIntervals else { return nil }
        let goods = pace.product.isEmpty ? "" : "“\(pace.product)”"
        let words = Wording(
            "\(pace.silence) 天没有下单，\(goods)预期约 \(Prose.days(pace.interval)) 天一次",
            "no order for \(pace.silence) days where about \(Prose.days(pace.interval)) are expected\(goods.isEmpty ? "" : " for \(goods)")")
        let evidence = pace.order.flatMap { facts.customer.orders[$0].evidence.first }
        return FlagReason(.atRisk, Reason("at-risk", words, evidence: evidence.map { [$0] } ?? []))
    }

    private func complained(_ customer: Customer) -> FlagReason? {
        guard let complaint = customer.feedback.last(where: { $0.kind == .complaint }) else { return nil }
        let healed = customer.feedback.contains { $0.kind == .praise && ($0.at?.wallSeconds ?? .min) > (complaint.at?.wallSeconds ?? .min) }
        guard !healed else { return nil }
        let day = complaint.at.map { Prose.day($0.dayNumber) }
        let words = Wording((day.map { "\($0) " } ?? "") + "有投诉，之后没有好评", "complained" + (day.map { " on \($0)" } ?? "") + ", no praise since")
        return FlagReason(.complained, Reason("complained", words, evidence: complaint.evidence.map { [$0] } ?? []))
    }

    private func birthday(_ customer: Customer) -> FlagReason? {
        guard let birthday = Birthday(customer.birthDate) else { return nil }
        let next = birthday.next(from: today)
        guard birthday.month == CivilDay.date(today).month || next - today <= options.birthdayDays else { return nil }
        let words = Wording("生日 \(birthday.month) 月 \(birthday.day) 日", "birthday on \(birthday.month)/\(birthday.day)")
        return FlagReason(.birthdayMonth, Reason("birthday", words, evidence: customer.evidence.filter { $0.field == "birth_date" }.map(\.evidence)))
    }

    private func inquiredOnly(_ customer: Customer, _ stage: CustomerStage) -> FlagReason? {
        guard stage == .prospect, let asked = customer.orders.last(where: { $0.status == .inquired }), let day = PurchaseHistory.day(of: asked),
            today - day >= options.inquirySilenceDays
        else { return nil }
        let words = Wording("\(Prose.day(day)) 问过，\(today - day) 天没有下单", "asked on \(Prose.day(day)), no order in \(today - day) days")
        return FlagReason(.inquiredOnly, Reason("inquired-only", words, evidence: Array(asked.evidence.prefix(1))))
    }
}

/// A day of the year.
struct Birthday {
    var year: Int?
    var month: Int
    var day: Int

    /// Reads `YYYY-MM-DD` and `--MM-DD`; nil for anything else.
    init?(_ text: String?) {
        guard let text else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: true).map { Int($0) }
        switch parts.count {
        case 3: year = parts[0]
        case 2 where text.hasPrefix("--"): year = nil
        default: return nil
        }
        guard let m = parts[parts.count - 2], let d = parts[parts.count - 1], CivilDay.exists(year: 2000, month: m, day: d) else { return nil }
        (month, day) = (m, d)
    }

    /// The first birthday on or after a day; the 29th of February is kept on the 28th in other years.
    func next(from today: Int) -> Int {
        let year = CivilDay.date(today).year
        let dates = (year...year + 1).map { year in
            let real = CivilDay.exists(year: year, month: month, day: day) ? day : day - 1
            return CivilDay.number(year: year, month: month, day: real)
        }
        return dates.first { $0 >= today } ?? today
    }
}
