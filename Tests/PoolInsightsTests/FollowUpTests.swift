import ChatModel
import PoolInsights
import Testing

@Suite struct FollowUpTests {
    private func lists(_ customers: [Customer], _ options: InsightsOptions = InsightsOptions()) -> Insights {
        InsightsBuilder(options: options).insights(of: customers, onDay: Sample.today)
    }

    @Test func `all lists are there, in their order, also when empty`() {
        #expect(lists([]).lists.map(\.kind) == FollowUpKind.allCases)
    }

    @Test func `a question that no order followed waits three days and not for ever`() {
        let result = lists([
            Sample.customer("c_old", [Sample.inquiry(200)]), Sample.customer("c_asked", [Sample.inquiry(10, "花茶")]),
            Sample.customer("c_today", [Sample.inquiry(1)]), Sample.customer("c_bought", [Sample.inquiry(10), Sample.order(8)]),
            Sample.customer("c_again", [Sample.order(40), Sample.inquiry(6, "绿茶")]),
        ]).list(.inquired)
        #expect(result.entries.map(\.customerID) == ["c_again", "c_asked"])
        #expect(result.entries[1].product == "花茶" && result.entries[1].date == Timestamp(dayNumber: Sample.today - 10))
        #expect(result.entries[1].reason.evidence.first?.position.line == 10)
    }

    @Test func `unpaid and unsent orders stand in their lists until they are paid, sent or old`() {
        let customers = [
            Sample.customer("c_unpaid", [Sample.order(2, status: .placed)]), Sample.customer("c_paid", [Sample.order(4, status: .paid)]),
            Sample.customer("c_sent", [Sample.order(4, status: .shipped)]), Sample.customer("c_old", [Sample.order(400, status: .placed)]),
        ]
        let result = lists(customers)
        #expect(result.list(.unpaid).entries.map(\.customerID) == ["c_unpaid"])
        #expect(result.list(.unshipped).entries.map(\.customerID) == ["c_paid"])
        #expect(result.list(.unshipped).entries[0].amount == 100)
    }

    @Test func `who is due to buy again is told the product and the day`() throws {
        let result = lists([
            Sample.customer("c_due", [92, 62, 32].map { Sample.order($0) }), Sample.customer("c_fresh", [62, 32, 2].map { Sample.order($0) }),
        ])
        let entry = try #require(result.list(.repurchase).entries.first)
        #expect(result.list(.repurchase).entries.count == 1)
        #expect(entry.customerID == "c_due" && entry.product == "茶" && entry.date == Timestamp(dayNumber: Sample.today - 2))
        #expect(entry.reason.words.chinese.contains("约 30 天"))
    }

    @Test func `twice as much lasts twice as long`() {
        let customer = Sample.customer([Sample.order(92), Sample.order(62), Sample.order(32, quantity: 2)])
        let forecast = lists([customer]).customers[0].forecasts[0]
        #expect(forecast.intervalDays == 60 && forecast.window == .using)
    }

    @Test func `what the configuration says of a product counts where nobody bought it twice`() {
        var options = InsightsOptions()
        options.daysPerUnit = ["奶粉": 7, "粉": 100]
        let forecast = lists([Sample.customer([Sample.order(10, "山羊奶粉", quantity: 2)])], options).customers[0].forecasts[0]
        #expect(forecast.intervalDays == 14 && forecast.basis == .options)
    }

    @Test func `windows follow the use of the goods`() {
        func window(_ daysAgo: Int) -> RepurchaseWindow {
            lists([Sample.customer([daysAgo + 60, daysAgo + 30, daysAgo].map { Sample.order($0) })]).customers[0].forecasts[0].window
        }
        #expect([1, 10, 25, 32, 40, 59, 61].map(window) == [.purchase, .using, .ending, .ending, .repurchase, .repurchase, .lapsed])
    }

    @Test func `birthdays of the next two weeks stand in the list, over the turn of the month`() {
        var soon = Sample.customer("c_soon", [])
        soon.birthDate = "1988-07-02"
        var today = Sample.customer("c_today", [])
        today.birthDate = "--06-30"
        var past = Sample.customer("c_past", [])
        past.birthDate = "1988-06-29"
        #expect(lists([soon, past, today]).list(.birthday).entries.map(\.customerID) == ["c_today", "c_soon"])
    }

    @Test func `complaints come before praise, health remarks only when asked for`() {
        var customer = Sample.customer([Sample.order(9)])
        var health = Feedback(kind: .complaint, reason: "allergic", at: Timestamp(dayNumber: Sample.today - 2), quote: "脸上过敏了")
        health.isSensitive = true
        customer.feedback = [
            health, Feedback(kind: .praise, at: Timestamp(dayNumber: Sample.today - 1), quote: "好喝"),
            Feedback(kind: .complaint, reason: "late", at: Timestamp(dayNumber: Sample.today - 8), quote: "太慢"),
        ]
        #expect(lists([customer]).list(.feedback).entries.map(\.quote) == ["太慢", "好喝"])
        var options = InsightsOptions()
        options.includesSensitive = true
        #expect(lists([customer], options).list(.feedback).entries.map(\.quote) == ["脸上过敏了", "太慢", "好喝"])
    }

    @Test func `who is not to be written to stands in no list that means writing to them`() {
        var customer = Sample.customer([92, 62, 32].map { Sample.order($0) })
        customer.birthDate = "--07-01"
        customer.doNotContact = true
        let result = lists([customer])
        #expect(result.lists.allSatisfy { $0.entries.isEmpty })
    }

    @Test func `customers that share a phone, and amounts that disagree, are to be checked`() {
        var a = Sample.customer("c_a", [Sample.order(3)])
        var b = Sample.customer("c_b", [Sample.order(3)])
        a.phones = [CustomerPhone(number: "+8613700000001", kind: "mobile")]
        b.phones = a.phones
        b.orders[0].notes = [OrderNote(.unassigned, 120).code]
        let entries = lists([a, b]).list(.review).entries
        #expect(entries.map(\.reason.rule).sorted() == ["order-amounts-disagree", "shared-phone"])
        #expect(entries.first { $0.reason.rule == "shared-phone" }?.otherCustomerID == "c_b")
    }

    @Test func `who brought whom is tied to customers when one has the name`() {
        var new = Sample.customer("c_new", [Sample.order(3)])
        new.signals = [CustomerSignal(.referredBy, value: "小雨", evidence: Sample.evidence(5))]
        var old = Sample.customer("c_old", [Sample.order(30)])
        old.nicknames = ["小雨"]
        let result = lists([new, old]).customers
        #expect(result[0].referredBy?.customerID == "c_old")
        #expect(result[1].referrals.map(\.customerID) == ["c_new"])
    }

    @Test func `figures add up`() {
        let result = lists([
            Sample.customer("c_a", [Sample.order(120, amount: 10, group: "周五团"), Sample.order(1, amount: 20)]),
            Sample.customer("c_b", [Sample.order(1, "蜜", amount: 30), Sample.order(2, amount: 5, status: .refunded)]),
            Sample.customer("c_c", [Sample.inquiry(4)]),
        ])
        let statistics = result.statistics
        #expect(statistics.customers == 3 && statistics.buyers == 2 && statistics.orders == 4 && statistics.amount == 60 && statistics.currency == "CNY")
        #expect(statistics.months.map(\.label) == ["2024-03", "2024-04", "2024-05", "2024-06"])
        #expect(statistics.months.map(\.amount) == [10, 0, 0, 50])
        #expect(statistics.stages.reduce(0) { $0 + $1.customers } == 3)
        #expect(statistics.products.map(\.label) == ["茶", "蜜"])
        #expect(statistics.groups.map(\.label) == ["周五团"])
        #expect(result.customers[0].groups.first?.amount == 10)
    }
}
