import ChatModel
import CustomerPool
import Foundation
import PoolWriters
import TestSupport
import Testing

@testable import ChatImport

/// What a seller fills into the packing list and the questions about orders comes back.
@Suite struct OrderReadBackTests {
    /// A customer with an order that is paid and has not left.
    private static func waiting(_ pool: PoolStore) throws -> (customer: Customer, key: String, place: Int)? {
        for customer in try pool.customers() {
            if let place = customer.orders.firstIndex(where: { !$0.waitingShares.isEmpty }) {
                return (customer, OrderKey.key(of: place, in: customer.orders), place)
            }
        }
        return nil
    }

    private static func pool() throws -> PoolStore {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let head = "订单编号,买家会员名,收货人姓名,收货地址,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间,物流公司,物流单号"
        let rows = [
            "A1,tb小满,苏小满,浙江省 杭州市 余杭区 良渚街道柳絮路9号云栖里3幢502,13700009001,高山红茶,2,256.00,买家已付款，等待卖家发货,2024-05-01 10:00:00,,",
            "A2,tb桃子,陶静怡,江苏省 苏州市 吴中区 木渎镇花园路3号,13300009005,百花蜂蜜,1,68.00,买家已付款，等待卖家发货,2024-05-03 10:00:00,,",
        ].map { $0.replacing("买家已付款，等待卖家发货", with: "等待卖家发货") }
        try ([head] + rows).joined(separator: "\n").write(to: folder.appending(path: "订单.csv"), atomically: true, encoding: .utf8)
        let pool = try PoolStore(path: ":memory:")
        var options = ImportRun.Options()
        options.ownerNames = []
        _ = try ImportRun(pool: pool, options: options).run(InputList([folder.path]))
        return pool
    }

    private static func book(_ parcels: [EditedParcel] = [], _ answers: [EditedOrderAnswer] = []) -> EditedWorkbook {
        var book = EditedWorkbook()
        (book.parcels, book.orderAnswers) = (parcels, answers)
        return book
    }

    @Test func `a number in the packing list makes the order a sent one, is no news the second time, and can be taken back`() throws {
        let pool = try Self.pool()
        let (customer, key, place) = try #require(try Self.waiting(pool))
        let filled = EditedParcel(customerID: customer.id, key: key, share: 0, courier: "顺丰", number: "SF1390012345678", cell: "H2")
        #expect(try pool.readBack(Self.book([filled])).parcels == 1)
        let run = ImportRun(pool: pool)
        _ = try run.resolveAgain()
        let sent = try #require(try pool.customer(customer.id)?.orders[place])
        #expect(sent.status == .shipped && sent.trackings == [Tracking(courier: "SF", number: "SF1390012345678")])
        #expect(try pool.readBack(Self.book([filled])) == ReadBack())
        #expect(try PoolView(asOf: CivilDay.number(year: 2024, month: 5, day: 10)).contents(of: pool).insights?.list(.unshipped).entries.count == 1)
        _ = try run.undo()
        #expect(try pool.customer(customer.id)?.orders[place].status == .paid)
    }

    @Test func `what can be no parcel and what is about no order is refused with its cell`() throws {
        let pool = try Self.pool()
        let (customer, key, _) = try #require(try Self.waiting(pool))
        let result = try pool.readBack(
            Self.book(
                [
                    EditedParcel(customerID: customer.id, key: key, share: 0, courier: "顺丰", number: "明天发", cell: "H2"),
                    EditedParcel(customerID: customer.id, key: "o_x-y-z", share: 0, courier: "", number: "SF1390012345678", cell: "H3"),
                ],
                [EditedOrderAnswer(customerID: customer.id, key: key, answer: "也许", quantity: "", amount: "", cells: ["J4", "K4", "L4"])]))
        #expect(result.refused.map(\.reason) == [.parcelNumber, .orderGone, .orderAnswer(.answer)])
        #expect(result.refused.map(\.cell) == ["H2", "H3", "J4"])
        #expect(try pool.decisions().isEmpty)
    }

    @Test func `the right amount holds over later imports`() throws {
        let pool = try Self.pool()
        let (customer, key, place) = try #require(try Self.waiting(pool))
        let answer = EditedOrderAnswer(customerID: customer.id, key: key, answer: "不对", quantity: "3", amount: "300", cells: ["J4", "K4", "L4"])
        #expect(try pool.readBack(Self.book([], [answer])).checkedOrders == 1)
        let run = ImportRun(pool: pool)
        _ = try run.resolveAgain()
        var report = RunReport()
        try run.refresh(&report)
        let order = try #require(try pool.customer(customer.id)?.orders[place])
        #expect(order.amount == 300 && order.items.first?.quantity == 3)
        #expect(try pool.readBack(Self.book([], [answer])).checkedOrders == 0)
    }

    @Test func `a parcel is handed to a courier once, and the next sheet says that it was`() throws {
        let pool = try Self.pool()
        let view = PoolView(asOf: CivilDay.number(year: 2024, month: 5, day: 10))
        let first = try view.contents(of: pool)
        #expect(try Parcels.marks(of: first).isEmpty == false)
        try HandedParcels.remember(first, in: pool)
        #expect(try Parcels.marks(of: view.contents(of: pool)).isEmpty)
        let file = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        let notes = try BuiltinWriters.writer(for: "x", format: "courier-lines").write(view.contents(of: pool), to: file.path)
        #expect(notes.map(\.code) == ["handed-before"] && notes.first?.count == 2)
        #expect(try String(contentsOf: file, encoding: .utf8).isEmpty)
    }

    @Test func `long after its payment an order is in neither list`() throws {
        let pool = try Self.pool()
        let contents = try PoolView(asOf: CivilDay.number(year: 2025, month: 5, day: 10)).contents(of: pool)
        #expect(contents.insights?.list(.unshipped).entries.isEmpty == true)
        #expect(try Parcels.marks(of: contents).isEmpty)
    }
}
