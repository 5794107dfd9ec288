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

    @Test(arguments: 0..<6) func `an import that is taken back leaves the pool as it was, and can be given again`(round: Int) throws {
        let seed = UInt64(round) &* 2371 &+ 11
        try SampleShop.inFolder { folder in
            let chats = SampleShop(people: 14, seed: seed).chats
            let (first, second) = (folder.appending(path: "first"), folder.appending(path: "second"))
            var random = SplitMix64(seed: seed)
            // Some chats come with both, and some a second time with more in them.
            for chat in chats {
                switch random.next() % 4 {
                case 0: try SampleShop.write([chat], to: second)
                case 1:
                    try SampleShop.write([chat], to: first)
                    try SampleShop.write([chat], to: second)
                case 2:
                    try SampleShop.write([chat], to: first)
                    let more = chat.text + "\n阿禾  11:59\n\n已经发货了\n"
                    try SampleShop.write([SampleShop.Chat(file: "more-" + chat.file, text: more)], to: second)
                default: try SampleShop.write([chat], to: first)
                }
            }
            let pool = try PoolStore(path: ":memory:")
            _ = try SampleShop.run(pool).run(InputList([first.path]))
            let before = try pool.customers()
            _ = try SampleShop.run(pool).run(InputList([second.path]))
            let after = SampleShop.withoutIDs(try pool.customers())
            // Nothing new leaves the import that can be taken back.
            _ = try SampleShop.run(pool).run(InputList([first.path, second.path]))
            let report = try #require(try SampleShop.run(pool).undoImport(), "seed \(seed)")
            #expect(report.customers == before.count, "seed \(seed)")
            #expect(SampleShop.withoutIDs(try pool.customers()) == SampleShop.withoutIDs(before), "seed \(seed)")
            #expect(Set(try pool.customers().map(\.id)) == Set(before.map(\.id)), "seed \(seed)")
            #expect(try SampleShop.run(pool).undoImport() == nil, "the import before is not known any more")
            _ = try SampleShop.run(pool).run(InputList([second.path]))
            #expect(SampleShop.withoutIDs(try pool.customers()) == after, "seed \(seed)")
        }
    }

    @Test func `an import that made a file longer which was read before is not taken back`() throws {
        try SampleShop.inFolder { folder in
            let chats = SampleShop(people: 3, seed: 5).chats
            try SampleShop.write(chats, to: folder)
            let pool = try PoolStore(path: ":memory:")
            _ = try SampleShop.run(pool).run(InputList([folder.path]))
            #expect(try pool.lastImport() != nil)
            try SampleShop.write([SampleShop.Chat(file: chats[0].file, text: chats[0].text + "\n阿禾  11:59\n\n已经发货了\n")], to: folder)
            _ = try SampleShop.run(pool).run(InputList([folder.path]))
            #expect(try pool.lastImport() == nil)
            #expect(try SampleShop.run(pool).undoImport() == nil)
        }
    }
}
