import ChatModel
import CustomerPool
import Foundation
import Testing

@testable import ChatImport

/// Buyers of whom a shop's table shows a hidden name and nothing else.
@Suite struct HiddenNameTests {
    private func customers(_ rows: [String]) throws -> [Customer] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let head = "订单编号,收货人,联系手机,收货地址,商品,数量,金额,下单时间"
        try ([head] + rows).joined(separator: "\n").write(to: folder.appending(path: "订单.csv"), atomically: true, encoding: .utf8)
        let pool = try PoolStore(path: ":memory:")
        _ = try ImportRun(pool: pool).run(InputList([folder.path]))
        return try pool.customers()
    }

    @Test func `what is left of a name shows whose order it is, and ties nobody to anybody`() throws {
        let found = try customers([
            "A1,郭**,138****6120,湖北省 黄冈市 浠水县 清泉镇,竹笋干,1,45,2026-05-01 10:00:00", "A2,郭**,187****2906,湖北省 黄冈市 浠水县 清泉镇,手工米粉,2,70,2026-05-02 10:00:00",
        ])
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.nicknames == ["郭**"] && $0.name == nil && $0.phones.isEmpty && $0.orders.count == 1 })
    }

    @Test func `a whole name beside it is enough`() throws {
        let found = try customers(["A1,苏小满,13700009001,浙江省 杭州市 余杭区 柳絮路9号,竹笋干,1,45,2026-05-01 10:00:00"])
        #expect(found.count == 1 && found[0].nicknames.isEmpty)
    }
}
