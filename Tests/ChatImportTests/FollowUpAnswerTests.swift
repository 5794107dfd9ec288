import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

@Suite struct FollowUpAnswerTests {
    private func entry(_ id: String, _ product: String) -> FollowUpEntry {
        var entry = FollowUpEntry(kind: .unpaid, customerID: id, reason: Reason("unpaid", Wording("", "")), nextStep: Wording("", ""))
        (entry.date, entry.product) = (Timestamp(dayNumber: 19_800), product)
        return entry
    }

    @Test func `what is done is of one line alone, and what is later comes again on its day`() throws {
        let pool = try PoolStore(path: ":memory:")
        _ = try ImportRun(pool: pool).run(InputList([Repository.fixtures.appending(path: "demo").path]))
        let customers = try pool.customers()
        let (tea, honey) = (entry(customers[0].id, "高山红茶"), entry(customers[0].id, "百花蜂蜜"))
        try pool.answer(FollowUpAnswer(tea, until: nil))
        try pool.answer(FollowUpAnswer(honey, until: 100))
        #expect(try pool.followUpAnswers(onDay: 99) == [FollowUpAnswer(tea, until: nil), FollowUpAnswer(honey, until: nil)])
        #expect(try pool.followUpAnswers(onDay: 100) == [FollowUpAnswer(tea, until: nil)])
        try pool.takeBack(FollowUpAnswer(tea, until: nil))
        #expect(try pool.followUpAnswers(onDay: 100).isEmpty)
    }

    @Test func `an answer goes on with a customer who was absorbed, and goes with one who is forgotten`() throws {
        try SampleShop.inFolder { folder in
            let pool = try PoolStore(path: folder.appending(path: "p.db").path)
            let run = ImportRun(pool: pool)
            _ = try run.run(InputList([Repository.fixtures.appending(path: "demo").path]))
            let customers = try pool.customers()
            let line = entry(customers[5].id, "高山红茶")
            try pool.answer(FollowUpAnswer(line, until: nil))
            let decision = try #require(try SellerDecisions(pool).merge(customers[2], customers[5]))
            _ = try run.decide(decision)
            let kept = try #require(try pool.standingID(customers[5].id))
            #expect(try pool.followUpAnswers(onDay: 0).map(\.customerID) == [kept])
            _ = try run.forget(try #require(try pool.customer(kept)))
            #expect(try pool.followUpAnswers(onDay: 0).isEmpty)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("p.db") {
                #expect(try Data(contentsOf: folder.appending(path: name)).firstRange(of: Data(customers[5].id.utf8)) == nil, "\(name)")
            }
        }
    }

    @Test func `the lines around a message are those of its chat, and a row of a table has none`() throws {
        let pool = try PoolStore(path: ":memory:")
        _ = try ImportRun(pool: pool).run(InputList([Repository.fixtures.appending(path: "demo").path]))
        var (messages, rows) = (0, 0)
        for customer in try pool.customers() {
            for evidence in customer.evidence.map(\.evidence) {
                let lines = try pool.lines(around: evidence, of: customer.id, count: 2)
                guard evidence.position.index != nil, !lines.isEmpty else {
                    rows += 1
                    continue
                }
                messages += 1
                #expect(lines.count <= 5 && lines.count { $0.isMeant } == 1)
                #expect(zip(lines, lines.dropFirst()).allSatisfy { a, b in (a.at?.wallSeconds ?? 0) / 60 <= (b.at?.wallSeconds ?? .max) / 60 })
            }
        }
        #expect(messages > 20 && rows > 5)
    }
}
