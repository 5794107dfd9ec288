import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

/// Decisions that are carried out on a part of the pool, held against a pool in which everything is resolved again each time.
@Suite struct PartResolutionTests {
    /// Orders of people who have much in common: few names, doors, numbers and accounts, so that households, namesakes and people who order for others come of them.
    private static func orders(_ count: Int, seed: UInt64) -> String {
        var random = SplitMix64(seed: seed)
        func pick<T>(_ list: [T]) -> T { list[Int(random.next() % UInt64(list.count))] }
        let names = "苏李陈温罗".flatMap { a in "满木启若".flatMap { b in "梅远帆".map { "\(a)\(b)\($0)" } } }
        var lines = ["订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,订单创建时间,宝贝标题,宝贝总数量"]
        for i in 0..<count {
            let person = Int(random.next() % UInt64(count / 2 + 1))
            let isOther = random.next() % 5 == 0
            let name = isOther ? pick(names) : names[person % names.count]
            let phone = 13_700_000_000 + (random.next() % 7 == 0 ? Int(random.next() % 40) : person / 2) * 7919
            let place = ["浙江省 杭州市 余杭区", "广东省 深圳市 南山区"][person % 2]
            let door = random.next() % 6 == 0 ? pick([1, 2, 3, 4]) : person % 23
            let day = 1 + random.next() % 28
            lines.append(
                "2024\(10_000_000 + i),buyer\(person),\(20 * (1 + random.next() % 9)),交易成功,\(name),\(place) 样例路\(1 + door)号\(door % 3 + 1)单元,\(phone),2024-0\(1 + random.next() % 9)-\(day < 10 ? "0" : "")\(day) 10:00:00,\(pick(["高山红茶", "蜂蜜", "竹笋干"])),\(1 + random.next() % 3)"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func run(_ pool: PoolStore, isInParts: Bool) -> ImportRun {
        var run = SampleShop.run(pool)
        run.options.leastForParts = isInParts ? 0 : .max
        return run
    }

    /// Two pools of the same exports: one is resolved in parts.
    private func pools(_ folder: URL, seed: UInt64) throws -> (parts: PoolStore, whole: PoolStore) {
        let exports = folder.appending(path: "exports")
        try SampleShop.write(SampleShop(people: 12, seed: seed).chats, to: exports)
        try Self.orders(90, seed: seed).write(to: exports.appending(path: "订单.csv"), atomically: true, encoding: .utf8)
        var made: [PoolStore] = []
        for isInParts in [true, false] {
            let pool = try PoolStore(path: folder.appending(path: "\(isInParts).db").path)
            _ = try run(pool, isInParts: isInParts).run(InputList([exports.path]))
            made.append(pool)
        }
        return (made[0], made[1])
    }

    /// Everything that decisions change; a stage is told by figures over the pool as they were when all of it was resolved.
    private func state(_ pool: PoolStore) throws -> [String] {
        let customers = try pool.customers().map { customer in
            var customer = customer
            customer.stage = .prospect
            return String(describing: customer)
        }
        return customers + (try pool.review().map { String(describing: $0) })
    }

    /// A decision about random customers; nil where they do not lend themselves to it.
    private func decision(_ pool: PoolStore, _ random: inout SplitMix64) throws -> Decision? {
        let customers = try pool.customers()
        func pick() -> Customer { customers[Int(random.next() % UInt64(customers.count))] }
        let (a, b) = (pick(), pick())
        let decisions = SellerDecisions(pool)
        switch random.next() % 6 {
        case 0, 1: return try decisions.merge(a, b)
        case 2: return try decisions.notSame(a, b)
        case 3:
            let asked = try pool.review()
            guard let pair = asked.isEmpty ? nil : asked[Int(random.next() % UInt64(asked.count))], let x = try pool.customer(pair.left.customerID),
                let y = try pool.customer(pair.right.customerID)
            else { return nil }
            return random.next() % 2 == 0 ? try decisions.merge(x, y) : try decisions.notSame(x, y)
        case 4:
            guard let double = customers.filter({ $0.recordIDs.count > 1 }).randomElement(using: &random) else { return nil }
            guard case .decision(let split) = try decisions.split(double, { $0.recordID == double.recordIDs[0] }) else { return nil }
            return split
        default:
            let values = [["name": "改名\(random.next() % 10)"], ["remark": "备注\(random.next() % 9)"], ["phone": "+8613900000001"], ["tags": "老客、爱茶"]]
            return try decisions.edit(a, values[Int(random.next() % 4)])
        }
    }

    @Test(arguments: 0..<10) func `what is decided on a part comes to what it comes to on the whole pool`(round: Int) throws {
        let seed = UInt64(round) &* 6151 &+ 29
        try SampleShop.inFolder { folder in
            let (parts, whole) = try pools(folder, seed: seed)
            #expect(try state(parts) == state(whole), "seed \(seed)")
            var random = SplitMix64(seed: seed)
            var carried = 0
            for step in 0..<14 {
                if random.next() % 5 == 0 {
                    let standing = try parts.decisions().map(\.id)
                    guard let id = standing.randomElement(using: &random) else { continue }
                    _ = try run(parts, isInParts: true).undo(id)
                    _ = try run(whole, isInParts: false).undo(id)
                } else {
                    guard let decision = try decision(parts, &random) else { continue }
                    let isInParts = try parts.frame() != nil
                    _ = try run(parts, isInParts: true).decide(decision)
                    _ = try run(whole, isInParts: false).decide(decision)
                    if isInParts { carried += 1 }
                }
                let (mine, theirs) = (try state(parts), try state(whole))
                #expect(mine == theirs, "seed \(seed), step \(step)")
                if mine != theirs { return }
            }
            #expect(carried > 4, "seed \(seed): \(carried) decisions were carried out on parts")
            // Forgetting somebody resolves everything again.
            let person = try parts.customers()[3]
            _ = try run(parts, isInParts: true).forget(person)
            _ = try run(whole, isInParts: false).forget(try #require(try whole.customer(person.id)))
            #expect(try state(parts) == state(whole), "seed \(seed), forgotten")
        }
    }

    @Test func `a remark writes one customer, and a merge that is taken back leaves every byte as it was`() throws {
        try SampleShop.inFolder { folder in
            let (pool, _) = try pools(folder, seed: 7)
            let before = try pool.customers().map { String(describing: $0) }
            let customers = try pool.customers()
            #expect(try run(pool, isInParts: true).decide(try SellerDecisions(pool).edit(customers[2], ["remark": "要发票"])).report.changedCustomers == 1)
            #expect(try run(pool, isInParts: true).undo() != nil)
            let merge = try #require(try SellerDecisions(pool).merge(customers[1], customers[8]))
            #expect(try run(pool, isInParts: true).decide(merge).report.customers == customers.count - 1)
            #expect(try run(pool, isInParts: true).undo() != nil)
            #expect(try pool.customers().map { String(describing: $0) } == before)
        }
    }

    @Test func `after a decision an import with nothing new still finds everything settled`() throws {
        try SampleShop.inFolder { folder in
            let (pool, _) = try pools(folder, seed: 8)
            let exports = folder.appending(path: "exports").path
            _ = try run(pool, isInParts: true).decide(try SellerDecisions(pool).edit(try pool.customers()[0], ["remark": "要发票"]))
            #expect(try pool.settled() != nil)
            let report = try run(pool, isInParts: true).run(InputList([exports]))
            #expect(report.changedCustomers == 0)
            #expect(report.customers == (try pool.customerCount()))
            #expect(try pool.frame() != nil)
        }
    }
}
