import ChatModel

/// Whom to look after on a day, list by list.
struct FollowUpRules {
    let options: InsightsOptions
    let today: Int

    /// Phones that may tell that two customers are one.
    let sharedPhones: Set<String>
    private var entries: [FollowUpKind: [FollowUpEntry]] = [:]
    /// Customers with such a phone, with no more than their questions need.
    private var sharing: [Customer] = []

    init(options: InsightsOptions, today: Int, sharedPhones: Set<String>) {
        self.options = options
        self.today = today
        self.sharedPhones = sharedPhones
    }

    /// Takes in one more customer.
    mutating func add(_ concluded: ConcludedCustomer) {
        let (customer, insight, history) = (concluded.customer, concluded.insights, concluded.history)
        let open = openOrders(customer)
        entries[.unpaid, default: []] += open.unpaid
        entries[.unshipped, default: []] += open.unshipped
        // Who does not want to be written to is served, and otherwise left in peace.
        if !customer.doNotContact {
            entries[.inquired, default: []] += inquiries(customer)
            entries[.repurchase, default: []] += repurchases(customer, insight, history)
            entries[.lapsing, default: []] += lapsing(customer, insight)
            entries[.birthday, default: []] += birthday(customer)
        }
        entries[.feedback, default: []] += feedback(customer)
        entries[.review, default: []] += ReviewRules.doubts(customer, entry)
        if !sharedPhones.isEmpty, ReviewRules.ownPhones(customer).contains(where: sharedPhones.contains) {
            var known = Customer(id: customer.id)
            (known.name, known.nicknames, known.phones) = (customer.name, customer.nicknames, customer.phones)
            known.evidence = customer.evidence.filter { $0.field.hasPrefix("phones/") }
            sharing.append(known)
        }
    }

    /// Puts the lines of customers in place of earlier ones, where those stood.
    ///
    /// - Parameter ids: whose lines go.
    mutating func replace(_ changed: [ConcludedCustomer], in ids: Set<String>) {
        var fresh = FollowUpRules(options: options, today: today, sharedPhones: sharedPhones)
        for concluded in changed { fresh.add(concluded) }
        for kind in FollowUpKind.allCases {
            var new = Dictionary(grouping: fresh.entries[kind] ?? [], by: \.customerID)
            var kept: [FollowUpEntry] = []
            for entry in entries[kind] ?? [] {
                guard ids.contains(entry.customerID) else {
                    kept.append(entry)
                    continue
                }
                if let lines = new.removeValue(forKey: entry.customerID) { kept += lines }
            }
            for id in new.keys.sorted() { kept += new[id] ?? [] }
            entries[kind] = kept
        }
        sharing.removeAll { ids.contains($0.id) }
        sharing += fresh.sharing
    }

    /// All lists, in the order of their kinds.
    func lists() -> [FollowUpList] {
        var entries = entries
        entries[.review, default: []] += ReviewRules.possibleDoubles(sharing, entry)
        return FollowUpKind.allCases.map { FollowUpList(kind: $0, entries: sorted($0, entries[$0] ?? [])) }
    }

    /// The most urgent first: what waits longest, what is due earliest, the nearest birthday, the newest feedback.
    private func sorted(_ kind: FollowUpKind, _ entries: [FollowUpEntry]) -> [FollowUpEntry] {
        func key(_ entry: FollowUpEntry) -> (Int, Int, Double) {
            let day = entry.date?.dayNumber ?? .max
            switch kind {
            case .unpaid, .unshipped, .repurchase, .birthday: return (0, day, -(entry.amount ?? 0))
            case .lapsing: return (0, 0, -(entry.amount ?? 0))
            case .inquired: return (0, day == .max ? 0 : -day, 0)
            case .feedback: return (entry.reason.rule == "feedback-complaint" ? 0 : 1, day == .max ? 0 : -day, 0)
            case .review: return (0, 0, 0)
            }
        }
        return entries.enumerated().sorted { a, b in
            let (x, y) = (key(a.element), key(b.element))
            return x == y ? a.offset < b.offset : x < y
        }.map(\.element)
    }

    private func entry(_ kind: FollowUpKind, _ customer: Customer, _ reason: Reason, _ next: Wording) -> FollowUpEntry {
        FollowUpEntry(
            kind: kind, customerID: customer.id, name: customer.name ?? customer.nicknames.first, phone: customer.phones.first?.number, reason: reason,
            nextStep: next)
    }

    // MARK: Before the sale

    /// The newest question that no order followed.
    private func inquiries(_ customer: Customer) -> [FollowUpEntry] {
        let asked = customer.orders.indices.filter { customer.orders[$0].status == .inquired }
        let dated = asked.compactMap { index in PurchaseHistory.day(of: customer.orders[index]).map { (index: index, day: $0) } }
        guard let last = dated.max(by: { ($0.day, $0.index) < ($1.day, $1.index) }) else { return [] }
        let silence = today - last.day
        guard silence >= options.inquirySilenceDays, silence <= options.inquiryKeepDays else { return [] }
        let followed = customer.orders.contains { PurchaseHistory.isBought($0) && (PurchaseHistory.day(of: $0) ?? .min) >= last.day }
        guard !followed else { return [] }
        let order = customer.orders[last.index]
        let product = order.items.first { !$0.product.isEmpty }?.product
        let goods = product.map { "“\($0)”" } ?? ""
        let words = Wording(
            "\(Prose.day(last.day)) 问过\(goods)，\(silence) 天没有下单",
            "asked\(product == nil ? "" : " about \(goods)") on \(Prose.day(last.day)), no order in \(silence) days")
        var line = entry(
            .inquired, customer, Reason("inquired-no-order", words, evidence: Array(order.evidence.prefix(1))),
            Wording("问问还想了解什么，发一次报价或实拍图", "ask what is still open, send a quote or a picture"))
        line.date = Timestamp(dayNumber: last.day)
        line.product = product
        line.order = last.index
        return [line]
    }

    // MARK: The order's life

    private func openOrders(_ customer: Customer) -> (unpaid: [FollowUpEntry], unshipped: [FollowUpEntry]) {
        var unpaid: [FollowUpEntry] = []
        var unshipped: [FollowUpEntry] = []
        for (index, order) in customer.orders.enumerated() {
            guard let day = PurchaseHistory.day(of: order), 0...options.openOrderDays ~= today - day else { continue }
            switch order.status {
            case .placed where order.paidAt == nil:
                let words = Wording("\(Prose.day(day)) 下单，没有付款记录", "ordered on \(Prose.day(day)), no payment seen")
                unpaid.append(
                    line(
                        .unpaid, customer, index, day, Reason("order-unpaid", words, evidence: Array(order.evidence.prefix(1))),
                        Wording("提醒付款，或问是否还要", "remind of the payment, or ask whether it is still wanted")))
            case .paid where !order.waitingShares.isEmpty:
                let paid = order.paidAt?.dayNumber ?? day
                let words = Wording("\(Prose.day(paid)) 已付款，没有发货记录", "paid on \(Prose.day(paid)), not sent as far as is known")
                let missing = order.recipient == nil
                let next =
                    missing ? Wording("核对收件地址后发货", "check the delivery address, then send") : Wording("发货并告知快递单号", "send it and tell the tracking number")
                unshipped.append(
                    line(.unshipped, customer, index, day, Reason("order-unshipped", words, evidence: Array(order.evidence.suffix(1))), next))
            default: break
            }
        }
        return (unpaid, unshipped)
    }

    private func line(_ kind: FollowUpKind, _ customer: Customer, _ index: Int, _ day: Int, _ reason: Reason, _ next: Wording) -> FollowUpEntry {
        var line = entry(kind, customer, reason, next)
        let order = customer.orders[index]
        line.date = Timestamp(dayNumber: day)
        line.product = order.items.map(\.product).first { !$0.isEmpty }
        line.amount = order.amount
        line.currency = order.currency
        line.order = index
        return line
    }

    // MARK: After the sale

    /// Products that are due within days or overdue; nothing while an order of the same goods is open, nothing for those who left.
    private func repurchases(_ customer: Customer, _ insight: CustomerInsights, _ history: PurchaseHistory) -> [FollowUpEntry] {
        guard insight.stage != .lapsed else { return [] }
        return insight.forecasts.compactMap { forecast in
            // A product bought once is no habit of somebody who buys others again.
            guard forecast.basis == .customer || !insight.forecasts.contains(where: { $0.basis == .customer }) else { return nil }
            guard forecast.window != .lapsed, forecast.overdueDays >= -options.dueDays, forecast.basis != .unknown else { return nil }
            let purchase = history.products[forecast.product]?.last
            let status = purchase.map { customer.orders[$0.order].status }
            if status == .placed || status == .paid, forecast.progress < 1 { return nil }
            var line = entry(
                .repurchase, customer, forecast.reason,
                forecast.progress < 1
                    ? Wording("快用完了，提前问要不要补货", "nearly used up: ask ahead whether to send more")
                    : Wording("问用得怎么样，顺带提醒回购", "ask how it was, offer to send it again"))
            line.date = forecast.dueDate
            line.product = forecast.product.isEmpty ? nil : forecast.product
            line.order = purchase?.order
            line.amount = purchase.flatMap { customer.orders[$0.order].amount }
            line.currency = purchase.flatMap { customer.orders[$0.order].currency }
            return line
        }
    }

    /// Those at risk, and those who left not long ago and had bought more than once; the ones who spent most first.
    private func lapsing(_ customer: Customer, _ insight: CustomerInsights) -> [FollowUpEntry] {
        let flag = insight.flags.first { $0.flag == .atRisk }
        let recent = insight.stage == .lapsed && insight.totals.orders >= 2 && (insight.forecasts.last?.progress ?? .infinity) <= options.lapsedIntervals * 1.5
        guard flag != nil || recent else { return [] }
        var line = entry(
            .lapsing, customer, flag?.reason ?? insight.stageReason,
            flag != nil
                ? Wording("主动问候，给一个回头的理由（赠品、老客价）", "say hello and give a reason to come back")
                : Wording("问问为什么没再来，试一次挽回", "ask why they stopped coming, try once to win them back"))
        line.date = insight.totals.lastOrder
        line.product = insight.habits.first?.product
        line.amount = insight.totals.spent
        line.currency = insight.totals.currency
        return [line]
    }

    private func birthday(_ customer: Customer) -> [FollowUpEntry] {
        guard let birthday = Birthday(customer.birthDate) else { return [] }
        let next = birthday.next(from: today)
        guard next - today <= options.birthdayDays else { return [] }
        let left = next - today
        let words = Wording(
            "生日 \(birthday.month) 月 \(birthday.day) 日，" + (left == 0 ? "就是今天" : "还有 \(left) 天"),
            "birthday on \(birthday.month)/\(birthday.day), " + (left == 0 ? "today" : left == 1 ? "tomorrow" : "in \(left) days"))
        let evidence = customer.evidence.filter { $0.field == "birth_date" }.map(\.evidence)
        var line = entry(.birthday, customer, Reason("birthday", words, evidence: evidence), Wording("送祝福，可附一份小礼或优惠", "send wishes, perhaps with a small gift"))
        line.date = Timestamp(dayNumber: next)
        return [line]
    }

    private func feedback(_ customer: Customer) -> [FollowUpEntry] {
        customer.feedback.compactMap { feedback in
            guard options.includesSensitive || !feedback.isSensitive, let day = feedback.at?.dayNumber, 0...options.feedbackDays ~= today - day else {
                return nil
            }
            let (rule, what, next): (String, Wording, Wording) =
                switch feedback.kind {
                case .complaint:
                    (
                        "feedback-complaint", Wording("\(Prose.day(day)) 投诉", "complained on \(Prose.day(day))"),
                        Wording("道歉并给出处理办法，处理完回访", "apologise, settle it, ask again afterwards")
                    )
                case .praise:
                    (
                        "feedback-praise", Wording("\(Prose.day(day)) 好评", "praised on \(Prose.day(day))"),
                        Wording("道谢，可请她分享给朋友", "thank them, ask to tell a friend")
                    )
                case .suggestion:
                    (
                        "feedback-suggestion", Wording("\(Prose.day(day)) 提了建议", "suggested something on \(Prose.day(day))"),
                        Wording("回复是否采纳", "answer whether it will be done")
                    )
                }
            let reason = feedback.reason.map { Wording("\(what.chinese)（\(Self.complaint($0))）", "\(what.english) (\($0))") } ?? what
            var line = entry(.feedback, customer, Reason(rule, reason, evidence: feedback.evidence.map { [$0] } ?? []), next)
            line.date = Timestamp(dayNumber: day)
            line.product = feedback.product
            line.quote = feedback.quote
            return line
        }
    }

    /// What went wrong, in Chinese; words that are not known stay.
    private static func complaint(_ reason: String) -> String {
        let names = ["damaged": "破损", "missing": "少件", "late": "太慢", "wrong": "发错", "allergic": "过敏", "quality": "质量"]
        return names[reason] ?? reason
    }
}
