import ChatModel
import PoolInsights
import Testing

@Suite struct StageTests {
    private func insight(_ customer: Customer, _ options: InsightsOptions = InsightsOptions()) -> CustomerInsights {
        InsightsBuilder(options: options).insights(of: [customer], onDay: Sample.today).customers[0]
    }

    private func stage(_ orders: [Order]) -> CustomerStage { insight(Sample.customer(orders)).stage }

    @Test func `asking is not buying`() {
        #expect(stage([Sample.inquiry(2)]) == .prospect)
        #expect(stage([Sample.order(1, status: .cancelled)]) == .prospect)
        let asked = insight(Sample.customer([Sample.inquiry(5, "花茶")]))
        #expect(asked.has(.inquiredOnly))
        #expect(asked.stageReason.words.chinese.contains("花茶"))
        #expect(!insight(Sample.customer([Sample.inquiry(1)])).has(.inquiredOnly), "somebody who asked yesterday is still being talked to")
    }

    @Test func `one order is new, two repeat, four are loyal, praise after three makes a fan`() {
        #expect(stage([Sample.order(5)]) == .new)
        #expect(stage([Sample.order(35), Sample.order(5)]) == .repeat)
        let four = [Sample.order(95), Sample.order(65), Sample.order(35), Sample.order(5)]
        #expect(stage(four) == .loyal)
        var fan = Sample.customer(Array(four.dropFirst()))
        #expect(insight(fan).stage == .repeat)
        var praise = Feedback(kind: .praise, at: Timestamp(dayNumber: Sample.today - 3), quote: "好喝")
        praise.evidence = Sample.evidence(77)
        fan.feedback = [praise]
        #expect(insight(fan).stage == .fan)
        #expect(insight(fan).stageReason.evidence.first?.position.line == 77)
        fan.feedback = []
        fan.signals = [CustomerSignal(.referred, value: "小雨", evidence: Sample.evidence(78))]
        #expect(insight(fan).stage == .fan)
    }

    @Test func `three orders of a top spender are loyal`() {
        let few = (0..<10).map { Sample.customer("c_\($0)", [Sample.order(50, amount: 50), Sample.order(20, amount: 50)]) }
        let rich = Sample.customer("c_rich", [Sample.order(60, amount: 900), Sample.order(35, amount: 900), Sample.order(10, amount: 900)])
        let result = InsightsBuilder().insights(of: few + [rich], onDay: Sample.today).customers
        #expect(result[10].stage == .loyal && result[10].stageReason.rule == "stage-loyal-money" && result[10].has(.vip))
        #expect(result[0].stage == .repeat && !result[0].has(.vip))
    }

    @Test func `a buyer who stays away for two intervals has lapsed, one and a half are a risk`() {
        let rhythm = [150, 120, 90].map { Sample.order($0) }
        #expect(stage(rhythm) == .lapsed)
        let risk = insight(Sample.customer([140, 110, 80, 50].map { Sample.order($0) }))
        #expect(risk.stage == .loyal && risk.has(.atRisk))
        #expect(!insight(Sample.customer([130, 100, 70, 40].map { Sample.order($0) })).has(.atRisk))
    }

    @Test func `without a rhythm ninety days of silence are the limit`() {
        #expect(stage([Sample.order(89)]) == .new)
        #expect(stage([Sample.order(91)]) == .lapsed)
    }

    @Test func `who asked last week has not left`() {
        #expect(stage([150, 120, 90].map { Sample.order($0) } + [Sample.inquiry(6)]) == .repeat)
    }

    @Test func `agents are told by their words, their recipients and wholesale orders`() {
        var words = Sample.customer([Sample.order(5)])
        words.signals = [CustomerSignal(.reseller, evidence: Sample.evidence(3))]
        #expect(insight(words).stage == .reseller)
        var sends = Sample.customer([Sample.order(5)])
        sends.recipients = (0..<6).map { CustomerRecipient(name: "收件人\($0)", isSelf: false) }
        #expect(insight(sends).stageReason.rule == "stage-reseller-recipients")
        #expect(stage([Sample.order(40, quantity: 60), Sample.order(10, quantity: 80)]) == .reseller)
        var weighed = [Sample.order(40, quantity: 60), Sample.order(10, quantity: 80)]
        for i in weighed.indices { weighed[i].items[0].unit = "斤" }
        #expect(stage(weighed) == .repeat)
    }

    @Test func `a stage that the seller set stands against every rule`() {
        var customer = Sample.customer([Sample.order(5)])
        customer.stage = .fan
        customer.edited = [.stage]
        #expect(insight(customer).stage == .fan)
        #expect(insight(customer).stageReason.rule == "stage-by-seller")
    }

    @Test func `a complaint stands until praise comes after it`() {
        var customer = Sample.customer([Sample.order(20)])
        customer.feedback = [Feedback(kind: .complaint, reason: "late", at: Timestamp(dayNumber: Sample.today - 15), quote: "怎么还没到")]
        #expect(insight(customer).has(.complained))
        customer.feedback.append(Feedback(kind: .praise, at: Timestamp(dayNumber: Sample.today - 2), quote: "收到了很好"))
        #expect(!insight(customer).has(.complained))
    }

    @Test(arguments: [("1990-06-12", true), ("--07-08", true), ("--08-20", false), ("1990-02-30", false), ("x", false), ("--13-01", false)])
    func `the birthday's month is flagged, and a birthday in the next days`(date: String, expected: Bool) {
        var customer = Sample.customer([Sample.order(5)])
        customer.birthDate = date
        #expect(insight(customer).has(.birthdayMonth) == expected)
    }

    @Test func `scores are fixed thresholds, and money is ranked only among buyers enough`() throws {
        let rfm = try #require(insight(Sample.customer([Sample.order(80), Sample.order(45)])).rfm)
        #expect(rfm == RFM(recencyDays: 45, frequency: 2, money: 200, recencyScore: 4, frequencyScore: 2, moneyScore: nil))
        let many = (0..<100).map { Sample.customer("c_\($0)", [Sample.order(5, amount: Double($0 / 10) * 10 + 10)]) }
        let scores = InsightsBuilder().insights(of: many, onDay: Sample.today).customers.map { $0.rfm?.moneyScore }
        #expect(scores[0] == 1 && scores[99] == 5)
        #expect(Set(scores[0..<10]).count == 1, "equal amounts score alike")
        var options = InsightsOptions()
        options.moneyAmounts = [50, 100, 150, 400]
        #expect(insight(Sample.customer([Sample.order(80), Sample.order(45)]), options).rfm?.moneyScore == 4)
    }

    @Test func `refunds are taken off the money`() {
        let totals = insight(Sample.customer([Sample.order(30, amount: 80), Sample.order(10, amount: 120, status: .refunded)])).totals
        #expect(totals.orders == 2 && totals.spent == 80 && totals.refunded == 120 && totals.averageOrder == 80)
    }

    @Test func `own team, couriers and bots are in no list and no figure`() {
        var courier = Sample.customer("c_courier", [Sample.inquiry(5)])
        courier.nicknames = ["圆通快递小张"]
        var bot = Sample.customer("c_bot", [])
        bot.nicknames = ["群助手"]
        var team = Sample.customer("c_team", [Sample.order(3)])
        team.nicknames = ["客服小美"]
        var buyer = Sample.customer("c_buyer", [Sample.order(3)])
        buyer.nicknames = ["快递站老板娘"]
        var options = InsightsOptions()
        options.excluded = ["客服小美"]
        let result = InsightsBuilder(options: options).insights(of: [courier, bot, team, buyer], onDay: Sample.today)
        #expect(result.customers.map { $0.exclusion?.rule } == ["courier", "bot", "excluded-by-options", nil])
        #expect(result.statistics.customers == 1)
        #expect(result.lists.allSatisfy { $0.entries.allSatisfy { $0.customerID == "c_buyer" } })
    }
}
