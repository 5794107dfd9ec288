import ChatModel
import ShopSettings
import Testing

@Suite struct SettingsFormTests {
    private static let file = """
        # mine
        owner: [阿禾]  # and nobody else

        stages:
            # from the third
            fan_orders: 3
            vip_amount: 2000
        lists: {due_days: 3}
        repurchase:
          days_per_unit:
            面膜: 15
          ending_percent: 60

        """

    @Test func `what is typed as it stands changes nothing`() throws {
        for yaml in ["", Settings.defaultFile, Self.file] {
            let form = try SettingsForm(yaml: yaml)
            let typed = Dictionary(uniqueKeysWithValues: form.fields.map { ($0.id, $0.value) })
            #expect(typed.count > 30)
            #expect(form.file(typing: typed).text == yaml)
        }
    }

    @Test func `only the lines of changed keys are written anew`() throws {
        let (text, refused) = try SettingsForm(yaml: Self.file).file(typing: [
            "stages.fan_orders": "5", "stages.loyal_orders": "5", "owner": "阿禾，店铺二号", "repurchase.days_per_unit": "面膜：20，奶粉: 7", "privacy.mask": "true",
            "stages.vip_amount": "",
        ])
        #expect(refused.isEmpty)
        #expect(
            text == """
                # mine
                owner: ["阿禾", "店铺二号"]

                stages:
                    loyal_orders: 5
                    # from the third
                    fan_orders: 5
                    vip_amount:
                lists: {due_days: 3}
                repurchase:
                  days_per_unit: {"面膜": 20, "奶粉": 7}
                  ending_percent: 60

                privacy:
                  mask: true

                """)
        let settings = try Settings(yaml: text)
        #expect(settings.insights.fanOrders == 5 && settings.insights.daysPerUnit == ["面膜": 20, "奶粉": 7] && settings.insights.vipAmount == nil)
    }

    @Test(arguments: [
        ("stages.fan_orders", "many"), ("stages.fan_orders", "0"), ("scores.recency_days", "30, 20, 10, 5"), ("privacy.mask", "maybe"),
        ("repurchase.days_per_unit", "面膜"), ("lists.due_days", "5"),
    ]) func `what a key does not take, or its file has no line for, is refused and everything else kept`(key: String, typed: String) throws {
        let (text, refused) = try SettingsForm(yaml: Self.file).file(typing: [key: typed, "region": "MY"])
        #expect(refused == [key])
        #expect(try Settings(yaml: text).region == "MY")
        #expect(try Settings(yaml: text).insights == Settings(yaml: Self.file).insights)
    }

    @Test func `quotes and signs of the file in a value stay a value`() throws {
        let (text, refused) = try SettingsForm(yaml: "").file(typing: ["owner": "a\"b: {c} #d\\"])
        #expect(refused.isEmpty)
        #expect(try Settings(yaml: text).owner == ["a\"b: {c} #d\\"])
    }
}
