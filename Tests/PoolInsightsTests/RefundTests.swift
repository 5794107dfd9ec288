import ChatModel
import Testing

@testable import PoolInsights

/// Money that went back is nobody's spending, whether the whole order or a part of it.
@Suite struct RefundTests {
    private func refunded(_ order: Order, _ amounts: Double...) -> Order {
        var order = order
        order.notes = amounts.map { OrderNote(.refundedPart, $0).code } + ["送赠品"]
        return order
    }

    private func insights(_ orders: [Order]) -> Insights { InsightsBuilder().insights(of: [Sample.customer(orders)], onDay: Sample.today) }

    @Test func `a refunded part is taken off what the customer, the month, the product and the group brought`() {
        let found = insights([refunded(Sample.order(20, amount: 100, group: "团"), 30), Sample.order(10, amount: 50, group: "团")])
        let customer = found.customers[0]
        #expect(customer.totals.spent == 120 && customer.totals.refunded == 30 && customer.totals.orders == 2)
        #expect(customer.rfm?.money == 120)
        #expect(customer.groups.first?.amount == 120)
        #expect(found.statistics.amount == 120)
        #expect(found.statistics.months.reduce(0) { $0 + $1.amount } == 120)
        #expect(found.statistics.products.first?.amount == 120)
    }

    @Test func `several parts add up, never to more than the order`() {
        #expect(refunded(Sample.order(1, amount: 100), 30, 20.5).keptAmount == 49.5)
        #expect(refunded(Sample.order(1, amount: 100), 90, 90).keptAmount == 0)
        #expect(insights([refunded(Sample.order(1, amount: 100), 90, 90)]).customers[0].totals.refunded == 100)
        #expect(refunded(Sample.order(1, amount: nil), 30).keptAmount == nil)
        #expect(Sample.order(1, amount: 80, status: .refunded).keptAmount == 0)
        #expect(Sample.order(1, amount: 80).keptAmount == 80)
    }

    @Test(arguments: ["refunded_part", "refunded_part:", "refunded_part:x", "refunded_part:-5", "refunded_part:nan", "refunded_part:inf", "退款 30"])
    func `a note that names no sum takes nothing off`(note: String) {
        var order = Sample.order(1, amount: 100)
        order.notes = [note]
        #expect(insights([order]).customers[0].totals.spent == 100)
    }
}
