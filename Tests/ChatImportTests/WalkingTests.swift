import ChatModel
import CustomerPool
import Foundation
import PoolWriters
import TestSupport
import Testing

@testable import ChatImport

/// A pool on disk is walked; one in memory is not. Both must give the same files.
@Suite struct WalkingTests {
    private func views() -> [PoolView] {
        var masked = PoolView()
        (masked.privacy.masks, masked.privacy.onlyBuyers) = (true, true)
        var early = PoolView(asOf: CivilDay.number(year: 2024, month: 5, day: 1))
        early.privacy.includesSensitive = true
        return [PoolView(), masked, early]
    }

    private func pool(in folder: URL) throws -> PoolStore {
        try SampleShop.write(SampleShop(people: 30, seed: 3).chats, to: folder.appending(path: "exports"))
        let pool = try PoolStore(path: folder.appending(path: "pool.db").path)
        _ = try SampleShop.run(pool).run(InputList([folder.appending(path: "exports").path]))
        return pool
    }

    @Test func `a pool on disk and its customers in memory are written alike`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(in: folder)
            for view in views() {
                let walked = try view.contents(of: pool)
                let held = try view.contents(of: PoolContents(customers: try pool.customers(), review: try pool.review()))
                #expect(walked.customers.count > 0)
                #expect(walked.insights == held.insights)
                for writer in BuiltinWriters.all where writer.format.fileExtension != "xlsx" {
                    #expect(try Written.text(writer, walked) == Written.text(writer, held), "\(writer.format.id)")
                }
            }
        }
    }

    @Test func `what is imported while a file is written is not in it`() throws {
        try SampleShop.inFolder { folder in
            let pool = try pool(in: folder)
            let contents = try PoolView().contents(of: pool)
            let writer = try BuiltinWriters.writer(for: "x.jsonl")
            let before = try Written.text(writer, contents)
            try pool.replaceCustomers(changed: [], ids: [], redirects: [:])
            #expect(try pool.customers().isEmpty)
            #expect(try Written.text(writer, contents) == before)
        }
    }

    @Test func `customers come in the order in which they are asked for`() throws {
        let customers = (0..<1300).map { Customer(id: "c_\($0)") }
        let held = PoolCustomers(customers)
        let order = Array((0..<1300).reversed())
        var seen: [String] = []
        try held.walkMembers(order) { seen.append($0.customer.id) }
        #expect(seen == customers.reversed().map(\.id))
    }
}
