import ChatModel
import CustomerPool
import Foundation
import Testing

@testable import ChatImport

@Suite struct BillTests {
    @Test func `a bill proves the payment of a chat's order, and makes no customer of anybody else`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let chat = "小满 - 微信聊天记录\n\n小满 (2024-03-05 09:12:30):要两罐红茶\n阿禾 (2024-03-05 09:13:02):一共256元\n小满 (2024-03-05 09:20:00):好的\n"
        let bill = """
            微信支付账单明细
            微信昵称：[阿禾]
            ----------------------微信支付账单明细列表--------------------
            交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
            2024-03-05 09:30:00,转账,小满,"转账备注:红茶",收入,¥256.00,/,已存入零钱,"1000050001202403050001234567890\t",/,/
            2024-03-06 10:00:00,转账,表姐,"转账备注:",收入,¥500.00,/,已存入零钱,"1000050001202403060001234567891\t",/,/

            """
        try chat.write(to: folder.appending(path: "小满.txt"), atomically: true, encoding: .utf8)
        try bill.write(to: folder.appending(path: "bill.csv"), atomically: true, encoding: .utf8)
        let store = try PoolStore(path: ":memory:")
        var options = ImportRun.Options()
        options.ownerNames = ["阿禾"]
        let run = ImportRun(pool: store, options: options)
        _ = try run.run(InputList([folder.path]))
        _ = try run.run(InputList([folder.path]))
        let customers = try store.customers()
        #expect(customers.map(\.nicknames) == [["小满"]])
        let order = try #require(customers.first?.orders.first)
        #expect(customers.first?.orders.count == 1)
        #expect(order.status == .paid)
        #expect(order.amount == 256)
        #expect(order.items.map(\.product) == ["红茶"])
        #expect(order.notes == ["billed"])
        #expect(order.evidence.contains { $0.rule == "bill.paid" })
    }
}
