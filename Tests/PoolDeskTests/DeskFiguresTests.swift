import ChatImport
import ChatModel
import CustomerPool
import Foundation
import ShopSettings
import Synchronization
import TestSupport
import Testing

@testable import PoolDesk

@Suite struct DeskFiguresTests {
    @Test func `the page of figures counts what the other pages show`() async throws {
        try await DeskShop.open { browser in
            let page = try await browser.get("/figures")
            #expect(page.status == 200)
            let figures = browser.desk.work.seen.figures
            #expect(figures.customers == browser.desk.work.seen.count && figures.orders > 0)
            #expect(page.text.contains("<dd>\(figures.customers)</dd>") && page.text.contains("<dd>\(figures.orders)</dd>"))
            #expect(figures.stages.reduce(0) { $0 + $1.customers } == figures.customers)
        }
    }

    @Test func `names that are ticked become the product list`() async throws {
        try await DeskShop.open { browser in
            let page = try await browser.get("/products")
            #expect(page.status == 200 && page.text.contains("name=\"name0\""))
            let answer = try await browser.post(
                "/products", [("keep0", "1"), ("name0", "高山红茶"), ("aliases0", "红茶、山茶"), ("unit0", "罐"), ("price0", "128"), ("name1", "别的")])
            #expect(answer.status == 303)
            let csv = try PoolStore(path: browser.desk.options.pool, for: .reading).setting("catalog")
            #expect(csv == "\"product\",\"aliases\",\"unit\",\"price\"\n\"高山红茶\",\"红茶|山茶\",\"罐\",\"128.0\"\n")
            let again = try await browser.get("/products")
            #expect(again.text.contains("value=\"红茶、山茶\""))
        }
    }

    @Test func `settings that are typed are kept, and what is not taken is marked and not kept`() async throws {
        try await DeskShop.inFolder { folder in
            try DeskShop.makePool(in: folder)
            let shared = Kept()
            var options = DeskShop.options(folder)
            options.settings = DeskSettings {
                () throws(ImportError) in
                [
                    SettingsForm.Field(
                        id: "stages.fan_orders", section: "stages", words: Wording("粉丝", "fan"), allowed: Wording("整数", "a number"), value: "3", example: "",
                        isFlag: false)
                ]
            } keep: { (typed) throws(ImportError) in
                shared.set(typed)
                return typed["stages.fan_orders"] == "x" ? ["stages.fan_orders"] : []
            }
            let desk = try Desk(options)
            await desk.begin()
            let browser = Browser(desk: desk)
            #expect(try await browser.get("/settings").text.contains("name=\"stages.fan_orders\""))
            #expect(try await browser.post("/settings", [("stages.fan_orders", "5"), ("another", "1")]).status == 303)
            #expect(shared.typed == ["stages.fan_orders": "5"])
            let refused = try await browser.post("/settings", [("stages.fan_orders", "x")])
            #expect(refused.status == 422 && refused.text.contains("aria-invalid=\"true\"") && refused.text.contains("value=\"x\""))
        }
    }

    private final class Kept: Sendable {
        private let value = Mutex<[String: String]>([:])

        var typed: [String: String] { value.withLock { $0 } }
        func set(_ typed: [String: String]) { value.withLock { $0 = typed } }
    }
}
