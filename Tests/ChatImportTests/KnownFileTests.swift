import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

/// A file that was read and is as it was is not read again, and nothing comes out otherwise for it.
@Suite struct KnownFileTests {
    private func isUnchanged(_ report: RunReport) -> [Bool] { report.files.map { $0.format == FileReport.unchanged } }

    private func set(_ path: String, modified: TimeInterval) throws {
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: modified)], ofItemAtPath: path)
    }

    @Test func `a second import of a folder reads no file and says what the first one said of the pool`() throws {
        try SampleShop.inFolder { folder in
            try SampleShop.write(SampleShop(people: 12, seed: 3).chats, to: folder)
            let pool = try PoolStore(path: ":memory:")
            let first = try SampleShop.run(pool).run(InputList([folder.path]))
            let customers = try pool.customers()
            let second = try SampleShop.run(pool).run(InputList([folder.path]))
            #expect(!isUnchanged(first).contains(true) && !isUnchanged(second).contains(false))
            #expect(second.newMessages == 0 && second.changedCustomers == 0 && second.customersBefore == first.customers)
            #expect(
                [second.customers, second.orders, second.conversations] == [first.customers, first.orders, first.conversations]
                    && second.stages == first.stages && second.ownerNames == first.ownerNames && second.ownerGround == first.ownerGround)
            #expect(try pool.customers() == customers)
        }
    }

    @Test func `a file is known by its time, else by its contents, and read when they are others`() throws {
        try SampleShop.inFolder { folder in
            let chat = SampleShop(people: 1, seed: 3).chats[0]
            try SampleShop.write([chat], to: folder)
            let path = folder.appending(path: chat.file).path
            let pool = try PoolStore(path: ":memory:")
            func imported() throws -> RunReport { try SampleShop.run(pool).run(InputList([path])) }
            #expect(isUnchanged(try imported()) == [false])
            try set(path, modified: 1_700_000_000)
            #expect(isUnchanged(try imported()) == [true], "written again as it was")
            try chat.text.replacingOccurrences(of: "好的", with: "行的").write(toFile: path, atomically: true, encoding: .utf8)
            #expect(isUnchanged(try imported()) == [false], "as long, and other words")
            try (chat.text + "\n阿禾  10:59\n\n再见\n").write(toFile: path, atomically: true, encoding: .utf8)
            let longer = try imported()
            #expect(isUnchanged(longer) == [false] && longer.newMessages == 1)
        }
    }

    @Test func `a table that was written at another time is read again, since rows without a year are of that year`() throws {
        try SampleShop.inFolder { folder in
            let path = folder.appending(path: "订单.csv").path
            let rows = """
                订单编号,买家会员名,收货人姓名,收货地址,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间
                A1002,tb桃子,陶静怡,江苏省 苏州市 吴中区 木渎镇花园路3号,13300009005,高山红茶,1,128.00,交易成功,2024-05-02 10:00:00

                """
            try rows.write(toFile: path, atomically: true, encoding: .utf8)
            let pool = try PoolStore(path: ":memory:")
            #expect(isUnchanged(try SampleShop.run(pool).run(InputList([path]))) == [false])
            #expect(isUnchanged(try SampleShop.run(pool).run(InputList([path]))) == [true])
            try set(path, modified: 1_600_000_000)
            #expect(isUnchanged(try SampleShop.run(pool).run(InputList([path]))) == [false])
        }
    }

    @Test func `a file that cannot be read is tried and told of each time`() throws {
        try SampleShop.inFolder { folder in
            try Data([0x89, 0x50, 0x4E, 0x47, 0, 0, 1]).write(to: folder.appending(path: "picture.png"))
            let pool = try PoolStore(path: ":memory:")
            for _ in 0..<2 { #expect(try SampleShop.run(pool).run(InputList([folder.path])).files.map { $0.failure?.code } == [.unknownFormat]) }
        }
    }

    @Test func `what is set otherwise holds though no file is read`() throws {
        try SampleShop.inFolder { folder in
            try SampleShop.write(SampleShop(people: 12, seed: 5).chats, to: folder)
            let pool = try PoolStore(path: ":memory:")
            var run = SampleShop.run(pool)
            _ = try run.run(InputList([folder.path]))
            run.options.insights.lapsedDays = 1
            run.options.asOf = CivilDay.number(year: 2030, month: 1, day: 1)
            let later = try run.run(InputList([folder.path]))
            #expect(later.stages[.lapsed] == later.customers && !isUnchanged(later).contains(false))
            // Nobody bears the name: nothing is made anew, and the next run does not take that for an outcome.
            run.options.ownerNames = ["无此人"]
            #expect(try !run.run(InputList([folder.path])).refusedOwners.isEmpty)
            let whole = try PoolStore(path: ":memory:")
            run = SampleShop.run(whole)
            run.options.region = "MY"
            _ = try run.run(InputList([folder.path]))
            var other = SampleShop.run(pool)
            other.options.region = "MY"
            _ = try other.run(InputList([folder.path]))
            #expect(SampleShop.withoutIDs(try pool.customers()) == SampleShop.withoutIDs(try whole.customers()))
        }
    }

    @Test(arguments: 0..<4) func `a folder that grows between imports ends in the pool of importing it once`(round: Int) throws {
        let seed = UInt64(round) &* 6151 &+ 29
        try SampleShop.inFolder { folder in
            var random = SplitMix64(seed: seed)
            var chats = SampleShop(people: 8, seed: seed).chats + Self.goodsChats
            chats.shuffle(using: &random)
            let pool = try PoolStore(path: ":memory:")
            var written: [SampleShop.Chat] = []
            while !chats.isEmpty {
                let count = min(chats.count, 1 + Int(random.next() % 5))
                let next = Array(chats.prefix(count))
                chats.removeFirst(count)
                written += next
                try SampleShop.write(next, to: folder)
                // Some files come again as they were, written later.
                if let again = written.randomElement(using: &random) { try SampleShop.write([again], to: folder) }
                let report = try SampleShop.run(pool).run(InputList([folder.path]))
                #expect(isUnchanged(report).count(where: \.self) == written.count - count, "seed \(seed)")
            }
            let whole = try PoolStore(path: ":memory:")
            _ = try SampleShop.run(whole).run(InputList([folder.path]))
            #expect(SampleShop.withoutIDs(try pool.customers()) == SampleShop.withoutIDs(try whole.customers()), "seed \(seed)")
        }
    }

    /// Chats of which each says a name that is a good because the others say it too.
    private static let goodsChats: [SampleShop.Chat] = ["月影", "星河", "松涛"].enumerated().map { i, nickname in
        let lines = [
            "Dear:", "", "    \(nickname) 和 阿禾 在微信上的聊天记录如下，请查收。", "", "—————  2024-04-0\(i + 1)  —————", "", "", "\(nickname)  10:10", "", "要\(i + 1)盒雪顶云雾", "",
            "阿禾  10:11", "", "好的", "", "\(nickname)  10:12", "", "雪顶云雾什么时候发", "",
        ]
        return SampleShop.Chat(file: "goods-\(i).txt", text: lines.joined(separator: "\n"))
    }
}
