import ChatImport
import ChatModel
import CustomerPool
import Foundation
import PoolWriters
import TestSupport
import Testing

@testable import PoolDesk

extension DeskPageTests {
    @Test func `a template that was sent is filled, and one that is none is answered`() async throws {
        try await DeskShop.open { browser in
            func fill(_ bytes: [UInt8]) async throws -> Browser.Answer {
                let batch = try await browser.post("/import/begin", []).text
                #expect(try await browser.send("PUT", "/import/file?batch=\(batch)&name=template.xlsx", bytes).status == 200)
                return try await browser.post("/write/template", [("batch", batch)])
            }
            let template = try Data(contentsOf: Repository.fixtures.appending(path: "writers/template.xlsx"))
            let filled = try await fill(Array(template))
            #expect(filled.status == 200 && filled.text.contains("filled.xlsx"))
            #expect(try await browser.get("/write/file?name=filled.xlsx").bytes.starts(with: [0x50, 0x4B]))
            let refused = try await fill(Array("no workbook".utf8))
            #expect(refused.status == 200 && refused.text.contains("role=\"alert\""))
            #expect(try await browser.post("/write/template", [("batch", "7")]).headers["location"] == "/write?said=template_none")
        }
    }

    @Test func `an order is checked on the page, is not asked about again, and can be taken back`() async throws {
        try await DeskShop.inFolder { folder in
            try DeskShop.makePool(in: folder)
            let options = DeskShop.options(folder)
            let chat = [
                "Dear:", "", "    小禾苗 和 阿禾 在微信上的聊天记录如下，请查收。", "", "—————  2026-11-18  —————", "", "", "小禾苗  10:10", "", "要2罐高山红茶", "",
                "小禾苗  10:11", "", "禾小苗 13700009055 浙江省杭州市余杭区良渚街道柳絮路9号云栖里3幢7", "", "阿禾  10:12", "", "好的，共256元", "", "小禾苗  10:13", "",
                "[转账] ¥200.00", "",
            ].joined(separator: "\n")
            try chat.write(to: folder.appending(path: "小禾苗.txt"), atomically: true, encoding: .utf8)
            _ = try ImportRun(pool: try PoolStore(path: options.pool), options: options.run).run(InputList([folder.appending(path: "小禾苗.txt").path]))
            let desk = try Desk(options)
            await desk.begin()
            let browser = Browser(desk: desk)
            let question = try #require(desk.work.seen.orderQuestions.first)
            let key = try #require(question.orderKey)
            let page = try await browser.get("/check")
            #expect(page.text.contains("name=\"order\" value=\"\(key)\""))
            #expect(
                try await browser.post("/check", [("order", key), ("customer", question.customerID), ("answer", "wrong"), ("amount", "viel")]).headers[
                    "location"]
                    == "/check?said=not_allowed#orders")
            #expect(
                try await browser.post("/check", [("order", key), ("customer", question.customerID), ("answer", "wrong"), ("amount", "200")]).headers[
                    "location"]
                    == "/check?said=order_checked#orders")
            #expect(!(try await browser.get("/check").text.contains(key)))
            let pool = try PoolStore(path: options.pool, for: .reading)
            func order() throws -> Order? {
                let customer = try pool.customer(question.customerID)
                return customer.flatMap { one in OrderKey.find(key, in: one.orders).map { one.orders[$0] } }
            }
            #expect(try order()?.amount == 200 && order()?.notes.contains("checked") == true)
            _ = try await browser.post("/history", [("id", "last")])
            #expect(try order()?.amount != 200)
            #expect(try await browser.get("/check").text.contains(key))
        }
    }
}
