import ChatModel

@testable import PoolWriters

extension SamplePool {
    /// The pool with conclusions about it, one entry in every list, each with a hostile text in it.
    static let concluded: PoolContents = {
        var insights = Insights(asOf: Timestamp(iso8601: "2024-06-20") ?? Timestamp(wallSeconds: 0))
        insights.customers = customers.map { customer in
            var one = CustomerInsights(customerID: customer.id)
            one.stage = customer.stage
            one.stageReason = Reason("stage-\(customer.stage.rawValue)", Wording("依据：\(customer.orders.count) 笔订单", "\(customer.orders.count) orders"))
            one.totals.orders = CustomerRow.bought(customer).count
            one.totals.spent = customer.orders.compactMap(\.amount).reduce(0, +)
            one.totals.currency = "CNY"
            one.groups = [GroupHabit(title: hostileTexts[4], orders: 1)]
            one.referredBy = ReferralLink(name: hostileTexts[0])
            one.flags = [FlagReason(.vip, one.stageReason)]
            return one
        }
        insights.lists = FollowUpKind.allCases.enumerated().map { i, kind in
            var entry = FollowUpEntry(
                kind: kind, customerID: i == 0 ? "c_plain" : "c_hostile", name: i == 0 ? "苏小满" : hostileTexts[i], phone: "+8613700009001",
                reason: Reason(kind.rawValue, Wording("原因 \(hostileTexts[4])", "why")), nextStep: Wording("问一问", "ask"))
            entry.quote = hostileTexts[5]
            entry.product = hostileTexts[0]
            entry.amount = 128.5
            entry.date = Timestamp(iso8601: "2024-06-18")
            if kind == .unshipped { entry.order = 0 }
            return FollowUpList(kind: kind, entries: [entry])
        }
        var statistics = PoolStatistics()
        (statistics.customers, statistics.buyers, statistics.orders, statistics.amount, statistics.currency) = (4, 3, 5, 1060, "CNY")
        statistics.repeatBuyers = customers.count { CustomerRow.bought($0).count > 1 }
        statistics.stages = CustomerStage.allCases.enumerated().map { StageCount(stage: $1, customers: $0) }
        statistics.months = [
            StatisticsBar(label: "2024-05", customers: 1, orders: 1, amount: 35), StatisticsBar(label: "2024-06", customers: 3, orders: 4, amount: 1025),
        ]
        statistics.provinces = [StatisticsBar(label: "浙江省", customers: 2, orders: 2, amount: 257)]
        statistics.products = [
            StatisticsBar(label: hostileTexts[0], customers: 1, orders: 1, amount: 1),
            StatisticsBar(label: hostileTexts[4], customers: 1, orders: 1, amount: 1),
        ]
        insights.statistics = statistics
        let pair = ReviewPair(
            left: ReviewPair.Side(plain), right: ReviewPair.Side(hostile), weight: 4.26,
            reasons: [ComparisonOutcome(comparison: "phone", level: "same", bits: 8)], words: "同一手机号（+8.0）")
        return PoolContents(customers: customers, insights: insights, review: [pair], edition: 7)
    }()
}
