import ChatModel
import CustomerPool
import Foundation
import PoolWriters
import TestSupport
import Testing

@testable import ChatImport

@Suite struct DecisionTests {
    /// A pool of a shop, and its customers.
    private func pool(_ people: Int, seed: UInt64, in folder: URL) throws -> PoolStore {
        try SampleShop.write(SampleShop(people: people, seed: seed).chats, to: folder)
        let pool = try PoolStore(path: folder.appending(path: "p.db").path)
        _ = try SampleShop.run(pool).run(InputList([folder.path]))
        return pool
    }

    private func merge(_ a: Customer, _ b: Customer, in pool: PoolStore) throws -> RunReport {
        var decision = Decision(.merge, at: 0)
        (decision.left, decision.right) = (try pool.subject(a), try pool.subject(b))
        return try SampleShop.run(pool).decide(decision).report
    }

    /// The bytes of everything that the pool writes.
    private func bytes(_ pool: PoolStore) throws -> [[UInt8]] { try pool.customers().map(CustomerLines.line) }

    @Test func `a merge holds in later imports, and the older id goes on meaning the customer`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(8, seed: 1, in: folder)
            let before = try pool.customers()
            let (a, b) = (before[1], before[4])
            let report = try merge(a, b, in: pool)
            #expect(report.customers == before.count - 1)
            #expect(report.changedCustomers == 1)
            #expect(try pool.standingID(b.id) == a.id)
            try SampleShop.write(SampleShop(people: 12, seed: 7).chats, to: folder.appending(path: "more"))
            _ = try SampleShop.run(pool).run(InputList([folder.appending(path: "more").path]))
            let merged = try #require(try pool.customer(b.id))
            #expect(merged.id == a.id)
            #expect(Set(merged.recordIDs).isSuperset(of: a.recordIDs + b.recordIDs))
            #expect(merged.orders.count >= a.orders.count + b.orders.count)
        }
    }

    @Test(arguments: 0..<6) func `merging and taking it back leaves every byte as it was`(round: Int) throws {
        let seed = UInt64(round) &* 977 &+ 5
        try SampleShop.inFolder { folder in
            let pool = try pool(10, seed: seed, in: folder)
            let before = try bytes(pool)
            var random = SplitMix64(seed: seed)
            let customers = try pool.customers()
            for _ in 0..<2 {
                let (a, b) = (Int(random.next() % UInt64(customers.count)), Int(random.next() % UInt64(customers.count)))
                guard a != b, let x = try pool.customer(customers[a].id), let y = try pool.customer(customers[b].id), x.id != y.id else { continue }
                _ = try merge(x, y, in: pool)
            }
            while try SampleShop.run(pool).undo() != nil {}
            #expect(try bytes(pool) == before, "seed \(seed)")
            #expect(try pool.customers().map(\.id) == customers.map(\.id), "seed \(seed)")
        }
    }

    @Test func `a merge that is taken back after more came in gives both their ids back`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(8, seed: 3, in: folder)
            let before = try pool.customers()
            _ = try merge(before[2], before[3], in: pool)
            try SampleShop.write(
                SampleShop(people: 9, seed: 11).chats.map { SampleShop.Chat(file: "n-" + $0.file, text: $0.text.replacing("客", with: "友")) }, to: folder)
            _ = try SampleShop.run(pool).run(InputList([folder.path]))
            _ = try SampleShop.run(pool).undo()
            for customer in [before[2], before[3]] {
                #expect(try pool.customer(customer.id)?.id == customer.id)
                #expect(try pool.customer(customer.id)?.recordIDs == customer.recordIDs)
            }
        }
    }

    @Test func `two customers said to be two stay two, whatever their evidence says`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(40, seed: 2, in: folder)
            let double = try #require(try pool.customers().first { $0.recordIDs.count > 1 })
            let ids = double.recordIDs
            var decision = Decision(.split, at: 0)
            decision.left = try pool.subject(double.id, recordIDs: [ids[0]])
            decision.right = try pool.subject(double.id, recordIDs: Array(ids[1...]))
            _ = try SampleShop.run(pool).decide(decision)
            #expect(try pool.customerID(ofRecord: ids[0]) != pool.customerID(ofRecord: ids[1]))
            #expect(try [ids[0], ids[1]].contains { try pool.customerID(ofRecord: $0) == double.id })
            _ = try SampleShop.run(pool).run(InputList([folder.path]))
            #expect(try pool.customerID(ofRecord: ids[0]) != pool.customerID(ofRecord: ids[1]))
            _ = try SampleShop.run(pool).undo()
            #expect(try pool.customer(double.id) == double)
        }
    }

    @Test func `of a split and a merge the later decision holds`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(5, seed: 4, in: folder)
            let customers = try pool.customers()
            let (a, b) = (customers[0], customers[1])
            _ = try merge(a, b, in: pool)
            var apart = Decision(.notSame, at: 0)
            (apart.left, apart.right) = (try pool.subject(a.id, recordIDs: a.recordIDs), try pool.subject(b.id, recordIDs: b.recordIDs))
            _ = try SampleShop.run(pool).decide(apart)
            #expect(try pool.customerID(ofRecord: a.recordIDs[0]) != pool.customerID(ofRecord: b.recordIDs[0]))
            _ = try merge(try #require(try pool.customer(a.id)), try #require(try pool.customers().first { $0.recordIDs == b.recordIDs }), in: pool)
            #expect(try pool.customerID(ofRecord: a.recordIDs[0]) == pool.customerID(ofRecord: b.recordIDs[0]))
        }
    }

    @Test func `an edit stands against later exports and goes where the customer goes`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(6, seed: 5, in: folder)
            let customers = try pool.customers()
            var edit = Decision(.edit, at: 0)
            edit.edits = [
                SubjectEdit(subject: try pool.subject(customers[3]), values: ["name": "苏小满", "stage": "fan", "remark": "要发票", "phone": "+8613900000001"])
            ]
            let id = try SampleShop.run(pool).decide(edit).id
            func check(_ customer: Customer?) throws {
                let customer = try #require(customer)
                #expect(customer.name == "苏小满")
                #expect(customer.stage == .fan)
                #expect(customer.remark == "要发票")
                #expect(customer.phones.first?.number == "+8613900000001")
                #expect(customer.edited == [.name, .phone, .remark, .stage])
                #expect(customer.evidence.contains { $0.field == "name" && $0.evidence.rule == "decided" && $0.evidence.position.file == "decision \(id)" })
            }
            try check(try pool.customer(customers[3].id))
            _ = try SampleShop.run(pool).run(InputList([folder.path]))
            try check(try pool.customer(customers[3].id))
            _ = try merge(customers[0], customers[3], in: pool)
            try check(try pool.customer(customers[3].id))
            _ = try SampleShop.run(pool).undo(id)
            #expect(try pool.customer(customers[3].id)?.remark == nil)
        }
    }

    @Test func `remarks of two edited customers are put together when they turn out to be one`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(4, seed: 6, in: folder)
            let customers = try pool.customers()
            for (i, words) in [(0, "要发票"), (1, "送到门口")] {
                var edit = Decision(.edit, at: 0)
                edit.edits = [SubjectEdit(subject: try pool.subject(customers[i]), values: ["remark": words])]
                _ = try SampleShop.run(pool).decide(edit)
            }
            _ = try merge(customers[0], customers[1], in: pool)
            #expect(try pool.customer(customers[0].id)?.remark == "要发票；送到门口")
        }
    }
}
