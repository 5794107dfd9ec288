import ChatModel
import CustomerPool
import Foundation
import Testing

@testable import ChatImport

/// People of whom nothing was seen for long leave the pool when the seller asks for it.
@Suite struct RetentionTests {
    private static func chat(_ name: String, _ phone: String, _ day: String) -> String {
        """
        [\(day) 09:12:05] \(name): 要2罐高山红茶
        [\(day) 09:12:40] \(name): \(phone) 浙江省杭州市余杭区良渚街道柳絮路9号云栖里3幢1单元502
        [\(day) 09:13:10] 阿禾: 好的，共256元

        """
    }

    private static let group = """
        [2022/3/5 09:12:01] 春茶群: \u{200E}消息和通话已进行端到端加密。
        [2022/3/5 09:12:05] 小满: 要2罐高山红茶
        [2024/5/5 09:14:00] 桃子: 我要1罐高山红茶
        [2024/5/5 09:15:00] 阿禾: 好的

        """
    private static let orders = """
        订单编号,买家会员名,收货人姓名,收货地址,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,退款金额,订单状态,订单创建时间
        A1001,tb旧客,罗明启,浙江省 杭州市 余杭区 良渚街道柳絮路7号,13700009007,高山红茶,2,256.00,0,交易成功,2021-05-01 10:00:00
        A1002,tb桃子,陶静怡,江苏省 苏州市 吴中区 木渎镇花园路3号,13300009005,高山红茶,1,128.00,28.00,交易成功,2024-05-02 10:00:00

        """

    private func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = [
            ("与小满的 WhatsApp 聊天.txt", Self.chat("小满", "苏小满 13700009001", "2022/4/5")), ("与新客的 WhatsApp 聊天.txt", Self.chat("新客", "葛宁 13700009002", "2024/6/1")),
            ("与春茶群的 WhatsApp 聊天.txt", Self.group), ("订单.csv", Self.orders),
        ]
        for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
    }

    private func run(_ pool: PoolStore, _ folder: URL, months: Int?) throws -> RunReport {
        var run = SampleShop.run(pool)
        run.options.keepMonths = months
        return try run.run(InputList([folder.path]))
    }

    private func nicknames(_ pool: PoolStore) throws -> Set<String> { Set(try pool.customers().flatMap(\.nicknames)) }

    @Test func `who was last seen before the limit goes with chats, rows and bytes, again after every import, and others stay as they were`() throws {
        try SampleShop.inFolder { folder in
            let exports = folder.appending(path: "exports")
            try write(to: exports)
            let pool = try PoolStore(path: folder.appending(path: "p.db").path)
            #expect(try run(pool, exports, months: nil).retired == 0)
            #expect(try nicknames(pool) == ["小满", "新客", "桃子", "tb旧客", "tb桃子"])
            let retired = Set(try pool.customers().filter { ["小满", "tb旧客"].contains($0.nicknames.first) }.map(\.id))
            // How sure a message is depends on what was said before it, and that is gone.
            func facts(_ customers: [Customer]) -> [Customer] {
                customers.filter { !retired.contains($0.id) }.map { customer in
                    var customer = customer
                    customer.relations.removeAll { retired.contains($0.customerID) }
                    customer.evidence = []
                    for i in customer.orders.indices { customer.orders[i].evidence = [] }
                    return customer
                }
            }
            let before = facts(try pool.customers())
            for _ in 0..<2 {
                let report = try run(pool, exports, months: 12)
                #expect(report.retired >= 2 && report.retiredBefore?.description == "2023-06-01")
                #expect(try nicknames(pool) == ["新客", "桃子", "tb桃子"])
                #expect(facts(try pool.customers()) == before)
                for word in ["苏小满", "13700009001", "tb旧客", "罗明启"] {
                    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("p.db") {
                        let bytes = try Data(contentsOf: folder.appending(path: name))
                        #expect(bytes.ranges(of: Data(word.utf8)).isEmpty, "\(word) in \(name)")
                    }
                }
            }
            // Without the setting the exports bring them back: nothing was noted that keeps anybody out.
            _ = try run(pool, exports, months: nil)
            #expect(try nicknames(pool).contains("小满"))
        }
    }

    @Test func `who asked not to be written to stays, so that the wish does`() throws {
        try SampleShop.inFolder { folder in
            try write(to: folder)
            let pool = try PoolStore(path: ":memory:")
            _ = try run(pool, folder, months: nil)
            let old = try #require(try pool.customers().first { $0.nicknames.contains("tb旧客") })
            var edit = Decision(.edit, at: 0)
            edit.edits = [SubjectEdit(subject: try pool.subject(old), values: ["do_not_contact": "1"])]
            _ = try SampleShop.run(pool).decide(edit)
            try #require(try pool.customer(old.id)?.doNotContact == true)
            _ = try run(pool, folder, months: 12)
            #expect(try nicknames(pool).contains("tb旧客"))
        }
    }

    @Test func `the limit is the same day of an earlier month, or that month's last`() {
        func limit(_ months: Int, _ year: Int, _ month: Int, _ day: Int) -> String {
            Timestamp(dayNumber: Retention.day(months: months, before: CivilDay.number(year: year, month: month, day: day))).description
        }
        #expect(limit(1, 2024, 3, 31) == "2024-02-29")
        #expect(limit(12, 2024, 2, 29) == "2023-02-28")
        #expect(limit(24, 2024, 6, 15) == "2022-06-15")
        #expect(Retention.day(months: 1_000_000, before: 19_000) == 0)
    }

    @Test func `what a table says was given back is noted at the order`() throws {
        try SampleShop.inFolder { folder in
            try write(to: folder)
            let pool = try PoolStore(path: ":memory:")
            _ = try run(pool, folder, months: nil)
            let order = try #require(try pool.customers().first { $0.nicknames.contains("tb桃子") }?.orders.first { $0.orderNumber == "A1002" })
            #expect(order.notes == ["refunded_part:28"] && order.keptAmount == 100)
        }
    }
}
