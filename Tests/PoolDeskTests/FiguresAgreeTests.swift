import ChatBytes
import ChatImport
import ChatModel
import CustomerPool
import Foundation
import PoolWriters
import Testing

@testable import PoolDesk

/// Order, sale and buyer mean one thing wherever they are counted.
@Suite struct FiguresAgreeTests {
    /// A pool with orders that were called off, orders that nobody has paid, and two currencies.
    private static let rows = [
        "B1,tb一,马一鸣,浙江省 杭州市 西湖区 样例路1号,13700001001,红茶,1,100.00,CNY,交易成功,2026-10-01 10:00:00",
        "B2,tb一,马一鸣,浙江省 杭州市 西湖区 样例路1号,13700001001,红茶,2,200.00,CNY,等待买家付款,2026-10-02 10:00:00",
        "B3,tb二,牛二水,浙江省 杭州市 西湖区 样例路2号,13700001002,蜂蜜,1,68.00,CNY,交易关闭,2026-10-03 10:00:00",
        "B4,tb三,羊三土,浙江省 杭州市 西湖区 样例路3号,13700001003,蜂蜜,1,35.00,USD,交易成功,2026-10-04 10:00:00",
        "B5,tb三,羊三土,浙江省 杭州市 西湖区 样例路3号,13700001003,红茶,1,99.50,CNY,等待卖家发货,2026-11-20 10:00:00",
    ]

    @Test func `the command line, the workbook, the report and the desk say the same figures`() async throws {
        try await DeskShop.inFolder { folder in
            try DeskShop.makePool(in: folder)
            let head = "订单编号,买家会员名,收货人姓名,收货地址,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,币种,订单状态,订单创建时间"
            try ([head] + Self.rows).joined(separator: "\n").write(to: folder.appending(path: "更多.csv"), atomically: true, encoding: .utf8)
            let options = DeskShop.options(folder)
            let pool = try PoolStore(path: options.pool)
            // What `chatpool import` says of the pool.
            let report = try ImportRun(pool: pool, options: options.run).run(InputList([folder.appending(path: "更多.csv").path]))
            let customers = try pool.customers()
            let orders = customers.flatMap(\.orders)
            #expect(orders.contains { $0.status == .cancelled } && orders.contains(where: \.isUnpaid))
            let sums = MoneySum.sums(of: orders)
            #expect(sums.count > 1 && sums.contains { $0.unpaid > 0 })

            // The definition, over the customers themselves.
            let counted = orders.count(where: \.isBought)
            let buyers = customers.count { $0.orders.contains(where: \.isBought) }
            #expect(report.orders == counted && report.customers == customers.count)

            // What every writer gets.
            let view = PoolView(asOf: DeskShop.day)
            let contents = try view.contents(of: pool)
            let statistics = try #require(contents.insights?.statistics)
            #expect(statistics.orders == counted && statistics.buyers == buyers && statistics.sums == sums)
            #expect(statistics.buyers == contents.customers.outlines.count(where: \.hasBought))
            var spent = 0.0
            var ordered = 0
            try contents.customers.walkMembers { member in
                ordered += member.insights?.totals.orders ?? 0
                if member.insights?.totals.currency == statistics.currency { spent += member.insights?.totals.spent ?? 0 }
                for sum in member.insights?.totals.otherSums ?? [] where sum.currency == statistics.currency { spent += sum.sold }
            }
            #expect(ordered == counted && abs(spent - statistics.amount) < 0.01)

            // The desk.
            let desk = try Desk(options)
            await desk.begin()
            let figures = desk.work.seen.figures
            #expect(figures.orders == counted && figures.buyers == buyers && figures.sums == sums && figures.customers == customers.count)
            let page = try await Browser(desk: desk, language: "zh-CN").get("/figures").text
            let sold = sums.filter { $0.sold > 0 }.map {
                $0.currency == "CNY" ? "¥" + DeskPages.grouped($0.sold) : $0.currency + " " + DeskPages.grouped($0.sold)
            }
            #expect(page.contains("<dd>\(sold.joined(separator: "、"))</dd>"))

            // The workbook and the report, as they are read.
            let book = folder.appending(path: "w.xlsx").path
            try BuiltinWriters.writer(for: book).write(contents, to: book)
            let text = try ExportSource.open(book).withBytes { bytes in String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self) }
            for line in ["买家,\(buyers)", "订单,\(counted)", "客户,\(customers.count)"] { #expect(text.contains(line), "\(line)") }
            let html = folder.appending(path: "r.html").path
            try BuiltinWriters.writer(for: html).write(contents, to: html)
            let report2 = try String(contentsOfFile: html, encoding: .utf8)
            for tile in ["<b>\(buyers)</b><span>买家", "<b>\(counted)</b><span>订单", "<b>\(sold.joined(separator: "、"))</b><span>销售额"] {
                #expect(report2.contains(tile), "\(tile)")
            }
        }
    }
}
