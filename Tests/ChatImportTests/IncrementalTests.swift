import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

@Suite struct IncrementalTests {
    @Test(arguments: 0..<8) func `importing one export after the other, in any order, ends in the pool of importing all at once`(round: Int) throws {
        let seed = UInt64(round) &* 7919 &+ 17
        try SampleShop.inFolder { folder in
            let chats = SampleShop(people: 14, seed: seed).chats
            try SampleShop.write(chats, to: folder)
            let whole = try PoolStore(path: ":memory:")
            _ = try SampleShop.run(whole).run(InputList([folder.path]))
            let expected = SampleShop.withoutIDs(try whole.customers())
            var random = SplitMix64(seed: seed)
            var paths = chats.map { folder.appending(path: $0.file).path }
            paths.shuffle(using: &random)
            let pool = try PoolStore(path: ":memory:")
            while !paths.isEmpty {
                let count = min(paths.count, 1 + Int(random.next() % 4))
                _ = try SampleShop.run(pool).run(InputList(Array(paths.prefix(count))))
                paths.removeFirst(count)
            }
            #expect(SampleShop.withoutIDs(try pool.customers()) == expected, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<4) func `overlapping exports of the demo shop in any order make the same customers`(round: Int) throws {
        let seed = UInt64(round) &* 104_729 &+ 3
        let demo = Repository.fixtures.appending(path: "demo")
        let whole = try PoolStore(path: ":memory:")
        _ = try ImportRun(pool: whole).run(InputList([demo.path]))
        let expected = Set(try whole.customers().map { $0.recordIDs })
        var random = SplitMix64(seed: seed)
        var parts = try FileManager.default.contentsOfDirectory(atPath: demo.path).sorted()
        parts.shuffle(using: &random)
        let pool = try PoolStore(path: ":memory:")
        for part in parts { _ = try ImportRun(pool: pool).run(InputList([demo.appending(path: part).path])) }
        #expect(Set(try pool.customers().map { $0.recordIDs }) == expected, "seed \(seed), order \(parts)")
        #expect(try pool.customers().reduce(0) { $0 + $1.orders.count } == whole.customers().reduce(0) { $0 + $1.orders.count }, "seed \(seed), order \(parts)")
    }

    @Test func `ids stay for 99 of 100 records when a tenth more comes`() throws {
        try SampleShop.inFolder { folder in
            let chats = SampleShop(people: 400, seed: 42).chats
            let pool = try PoolStore(path: ":memory:")
            try SampleShop.write(chats.enumerated().filter { $0.offset % 10 != 0 }.map(\.element), to: folder)
            _ = try SampleShop.run(pool).run(InputList([folder.path]))
            var before: [String: String] = [:]
            for customer in try pool.customers() { for record in customer.recordIDs { before[record] = customer.id } }
            try SampleShop.write(chats.enumerated().filter { $0.offset % 10 == 0 }.map(\.element), to: folder)
            let report = try SampleShop.run(pool).run(InputList([folder.path]))
            let kept = try before.count { try pool.customerID(ofRecord: $0.key) == $0.value }
            #expect(Double(kept) >= 0.99 * Double(before.count), "\(kept) of \(before.count)")
            // Only customers with something new are written; stages that depend on the whole pool may move a few more.
            #expect(report.changedCustomers < report.customers / 2, "\(report.changedCustomers) of \(report.customers)")
        }
    }

    @Test func `an import of what is known writes no customer`() throws {
        try SampleShop.inFolder { folder in
            try SampleShop.write(SampleShop(people: 20, seed: 9).chats, to: folder)
            let pool = try PoolStore(path: ":memory:")
            #expect(try SampleShop.run(pool).run(InputList([folder.path])).changedCustomers > 0)
            #expect(try SampleShop.run(pool).run(InputList([folder.path])).changedCustomers == 0)
        }
    }
}
