import ChatModel

/// What a person should look at: facts that do not agree, addresses that will not do, customers that may be one.
enum ReviewRules {
    typealias Line = (FollowUpKind, Customer, Reason, Wording) -> FollowUpEntry

    /// Doubts about one customer.
    static func doubts(_ customer: Customer, _ line: Line) -> [FollowUpEntry] {
        var entries: [FollowUpEntry] = []
        for (index, order) in customer.orders.enumerated() where PurchaseHistory.isBought(order) {
            let questions = order.notes.compactMap { OrderNote(code: $0) }.filter(\.isQuestion)
            if !questions.isEmpty {
                let sum =
                    order.amount.map { Wording("记为 \(Prose.money($0, order.currency))，", "kept as \(Prose.money($0, order.currency)), ") } ?? Wording("", "")
                var entry = line(
                    .review, customer,
                    Reason(
                        "order-amounts-disagree",
                        Wording(
                            "订单金额前后不一致：" + sum.chinese + questions.map(\.words.chinese).joined(separator: "；"),
                            "the order's amounts do not agree: " + sum.english + questions.map(\.words.english).joined(separator: "; ")),
                        evidence: Array(order.evidence.prefix(3))),
                    Wording("对照聊天核对金额", "compare the amount with the chat"))
                fill(&entry, order, index)
                entry.orderKey = OrderKey.key(of: index, in: customer.orders)
                entries.append(entry)
            }
            guard !order.waitingShares.isEmpty, let at = order.recipient, customer.recipients.indices.contains(at) else { continue }
            let recipient = customer.recipients[at]
            let missing = [
                recipient.name == nil ? Wording("收件人", "name") : nil, recipient.phone == nil ? Wording("电话", "phone") : nil,
                recipient.address?.detail?.isEmpty ?? true ? Wording("详细地址", "street address") : nil,
            ].compactMap(\.self)
            guard !missing.isEmpty else { continue }
            let words = Wording(
                "待发货订单缺少" + missing.map(\.chinese).joined(separator: "、"), "an order to be sent lacks " + missing.map(\.english).joined(separator: ", "))
            var entry = line(
                .review, customer, Reason("recipient-incomplete", words, evidence: Array(order.evidence.prefix(1))), Wording("问客户补全", "ask the customer"))
            fill(&entry, order, index)
            entries.append(entry)
        }
        return entries
    }

    private static func fill(_ entry: inout FollowUpEntry, _ order: Order, _ index: Int) {
        entry.date = order.placedAt.map { Timestamp(dayNumber: $0.dayNumber) }
        entry.product = order.items.map(\.product).first { !$0.isEmpty }
        (entry.amount, entry.currency, entry.order) = (order.amount, order.currency, index)
    }

    /// How many customers may have a phone for it to tell anything.
    static let holders = 2...3

    /// The numbers that a customer goes by; one that dies with its order is none.
    static func ownPhones(_ customer: Customer) -> Set<String> { Set(customer.phones.lazy.filter { $0.kind != "virtual" }.map(\.number)) }

    /// Pairs that share a phone of their own and were not linked. A number that more than three have says nothing.
    static func possibleDoubles(_ customers: [Customer], _ line: Line) -> [FollowUpEntry] {
        var holders: [String: [Int]] = [:]
        for (i, customer) in customers.enumerated() {
            for phone in ownPhones(customer) { holders[phone, default: []].append(i) }
        }
        var seen: Set<[Int]> = []
        var entries: [FollowUpEntry] = []
        for phone in holders.keys.sorted() {
            guard let who = holders[phone], Self.holders ~= who.count else { continue }
            for pair in zip(who, who.dropFirst()) where seen.insert([pair.0, pair.1]).inserted {
                let (a, b) = (customers[pair.0], customers[pair.1])
                let other = b.name ?? b.nicknames.first ?? b.id
                let evidence = [a, b].flatMap { c in c.evidence.filter { $0.field.hasPrefix("phones/") }.prefix(1).map(\.evidence) }
                var entry = line(
                    .review, a, Reason("shared-phone", Wording("与“\(other)”用同一个电话", "has a phone in common with “\(other)”"), evidence: evidence),
                    Wording("看看是不是同一个人，是就合并", "see whether they are one person, and merge them if so"))
                entry.otherCustomerID = b.id
                entries.append(entry)
            }
        }
        return entries
    }
}
