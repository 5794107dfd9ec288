import ChatModel
import Foundation
import ShopSettings
import TestSupport
import Testing

@Suite struct SettingsTests {
    @Test func `the file that is printed is the defaults, and it is the one in the documentation`() throws {
        #expect(try Settings(yaml: Settings.defaultFile) == Settings())
        if let difference = Golden.difference(Settings.defaultFile, Repository.root.appending(path: "docs/chatpool.yaml")) { Issue.record("\(difference)") }
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "stages:\n", "stages:\n  fan_orders:\n"]) func `what says nothing changes nothing`(yaml: String) throws
    {
        #expect(try Settings(yaml: yaml) == Settings())
    }

    @Test func `every kind of value is taken`() throws {
        let settings = try Settings(
            yaml: """
                owner: 阿禾
                team: [客服小美, 13700000000]
                region: MY
                catalog: products.csv
                stages: {lapsed_intervals: 2.5, top_spender_percent: 10, vip_amount: 2000}
                scores:
                  recency_days: [10, 20, 30, 40]
                  money_amounts: [1, 2, 3, 4.5]
                repurchase:
                  days_per_unit: {面膜: 15, 奶粉: 7}
                privacy:
                  mask: true
                """)
        #expect(settings.owner == ["阿禾"] && settings.insights.excluded == ["客服小美", "13700000000"])
        #expect(settings.region == "MY" && settings.catalog == "products.csv")
        #expect(settings.insights.lapsedIntervals == 2.5 && settings.insights.topSpenderShare == 0.1 && settings.insights.vipAmount == 2000)
        #expect(settings.insights.recencyDays == [10, 20, 30, 40] && settings.insights.moneyAmounts == [1, 2, 3, 4.5])
        #expect(settings.insights.daysPerUnit == ["面膜": 15, "奶粉": 7])
        #expect(settings.privacy.masks)
        #expect(settings.insights.fanOrders == InsightsOptions().fanOrders)
    }

    @Test(arguments: [
        ("stagse:\n  fan_orders: 3\n", 1, "there is no key 'stagse'"),
        ("region: CN\nstages:\n  fan_order: 3\n", 3, "did you mean 'stages.fan_orders'"),
        ("fan_orders: 3\n", 1, "'stages.fan_orders' is one"),
        ("stages:\n  fan_orders: three\n", 2, "'stages.fan_orders' takes a whole number from 1 to 1000"),
        ("stages:\n  fan_orders: 0\n", 2, "a whole number"),
        ("stages:\n  fan_orders: [3]\n", 2, "a whole number"),
        ("stages: 3\n", 1, "is a section"),
        ("scores:\n  recency_days: [30, 20, 60, 90]\n", 2, "a list of 4 whole numbers that rise"),
        ("privacy:\n  mask: maybe\n", 2, "true or false"),
        ("repurchase:\n  days_per_unit: {面膜: viel}\n", 2, "words with a number each"),
        ("repurchase:\n  usual_interval_days: .nan\n", 2, "a number"),
        ("- a\n- b\n", 1, "keys and values"),
        ("stages:\n  fan_orders: 3\n  fan_orders: 4\n", 3, "a second time"),
        ("region: \"CN\n", 2, "not YAML"),
    ]) func `what cannot be taken is an error with its line`(yaml: String, line: Int, message: String) {
        do {
            _ = try Settings(yaml: yaml)
            Issue.record("taken: \(yaml)")
        } catch {
            #expect(error.message.contains(message), "\(error)")
            #expect(abs((error.line ?? 0) - line) <= (message.hasSuffix("time") ? 1 : 0), "\(error)")
        }
    }
}
