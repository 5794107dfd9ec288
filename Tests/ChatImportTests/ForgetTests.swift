import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

@Suite struct ForgetTests {
    private static let group = """
        [2024/3/5 09:12:01] 春茶群: 消息和通话已进行端到端加密。
        [2024/3/5 09:12:05] 小满: 要2罐高山红茶
        [2024/3/5 09:12:40] 小满: 苏小满 13700009001 浙江省杭州市余杭区良渚街道柳絮路9号云栖里3幢1单元502
        [2024/3/5 09:13:10] 阿禾: 好的小满，苏小满 137 0000 9001 收到
        [2024/3/5 09:14:00] 桃子: 我也要1罐，陶静怡 13300009005 江苏省苏州市吴中区木渎镇花园路3号
        [2024/3/5 09:15:00] 阿禾: 好的
        [2024/3/5 09:16:00] 桃子: 小满推荐我来的，她的电话是13700009001对吧

        """
    private static let direct = """
        [2024/4/5 09:12:05] 小满: 再来2罐高山红茶
        [2024/4/5 09:12:40] 阿禾: 好的，共256元
        [2024/4/5 09:13:40] 小满: 已付款

        """
    private static let orders = """
        订单编号,买家会员名,收货人姓名,收货地址,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间,物流公司,物流单号
        A1001,tb小满,苏小满,浙江省 杭州市 余杭区 良渚街道柳絮路9号,13700009001,高山红茶,2,256.00,交易成功,2024-05-01 10:00:00,圆通速递,YT9912345670002
        A1002,tb桃子,陶静怡,江苏省 苏州市 吴中区 木渎镇花园路3号,13300009005,高山红茶,1,128.00,交易成功,2024-05-02 10:00:00,圆通速递,YT9912345670003

        """

    private func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in [("与春茶群的 WhatsApp 聊天.txt", Self.group), ("与小满的 WhatsApp 聊天.txt", Self.direct), ("订单.csv", Self.orders)] {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
    }

    /// How often a word stands in the files of a pool.
    private func count(_ word: String, in folder: URL) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("p.db") }.reduce(0) { sum, name in
            sum + (try Data(contentsOf: folder.appending(path: name))).ranges(of: Data(word.utf8)).count
        }
    }

    private static let words = ["苏小满", "小满", "13700009001", "137 0000 9001", "云栖里", "柳絮路", "tb小满"]

    @Test func `who is forgotten is gone from the bytes of the pool, others stay, and no export brings them back`() throws {
        try SampleShop.inFolder { folder in
            let exports = folder.appending(path: "exports")
            try write(to: exports)
            let pool = try PoolStore(path: folder.appending(path: "p.db").path)
            _ = try SampleShop.run(pool).run(InputList([exports.path]))
            let person = try #require(try pool.customers(matching: "苏小满").first)
            let other = try #require(try pool.customers(matching: "13300009005").first)
            let count = try pool.customerCount()
            for word in Self.words where word != "tb小满" { #expect(try self.count(word, in: folder) > 0, "\(word) was never there") }
            _ = try pool.keep(Edition(try pool.customers()))
            let report = try SampleShop.run(pool).forget(person)
            #expect(report.messages >= 3)
            for word in Self.words { #expect(try self.count(word, in: folder) == 0, "\(word) after forgetting") }
            #expect(try pool.customerCount() < count)
            let left = try #require(try pool.customers(matching: "13300009005").first)
            #expect(left.id == other.id)
            #expect(left.orders.count == other.orders.count)

            // The same exports again, and copies of them under other names.
            let copies = folder.appending(path: "copies")
            try write(to: copies)
            for path in [exports, copies] { _ = try SampleShop.run(pool).run(InputList([path.path])) }
            #expect(try pool.customers(matching: "13700009001").isEmpty)
            try pool.scrub()
            for word in Self.words { #expect(try self.count(word, in: folder) == 0, "\(word) after reading the exports again") }
            #expect(try pool.customers(matching: "13300009005").first?.orders.count == other.orders.count)
        }
    }

    @Test func `the audit trail tells of forgetting without saying who, and cannot be changed`() throws {
        try SampleShop.inFolder { folder in
            let exports = folder.appending(path: "exports")
            try write(to: exports)
            let path = folder.appending(path: "p.db").path
            let pool = try PoolStore(path: path)
            _ = try SampleShop.run(pool).run(InputList([exports.path]))
            let person = try #require(try pool.customers(matching: "苏小满").first)
            var edit = Decision(.edit, at: 7)
            edit.edits = [SubjectEdit(subject: try pool.subject(person), values: ["remark": "要发票"])]
            _ = try SampleShop.run(pool).decide(edit)
            #expect(try pool.auditTrail().contains { $0.kind == "edit" && $0.customerID == person.id })
            _ = try SampleShop.run(pool).forget(person)
            let trail = try pool.auditTrail()
            #expect(trail.map(\.kind) == ["import", "edit", "forget"])
            #expect(trail.allSatisfy { $0.customerID == nil })
            #expect(try count(person.id, in: folder) == 0)
            let tool = Process()
            tool.executableURL = URL(filePath: "/usr/bin/env")
            tool.arguments = ["python3", "-c", "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute(sys.argv[2])", path, "DELETE FROM audit"]
            tool.standardError = FileHandle.nullDevice
            try tool.run()
            tool.waitUntilExit()
            #expect(tool.terminationStatus != 0)
            #expect(try pool.auditTrail().count == 3)
        }
    }
}
