import ChatModel
import CustomerPool
import Foundation
import TestSupport

@testable import ChatImport

/// A shop's invented exports: every chat is a file of its own, and some people write under two names or order for somebody else.
struct SampleShop {
    struct Chat {
        var file: String
        var text: String
    }

    private(set) var chats: [Chat] = []
    private static let surnames = Array("苏李陈温罗邵段陶何谭葛鲁")
    private static let given = Array("满木启若依明云静晓梅远帆怡岚琪安宁朗")
    private static let roads = ["柳絮路", "望江巷", "梧桐里", "南塘街", "听雨弄", "石桥路", "采莲街"]
    private static let places = ["浙江省杭州市余杭区", "江苏省苏州市吴中区", "广东省深圳市南山区", "四川省成都市武侯区", "湖北省武汉市洪山区"]
    private static let goods = ["高山红茶", "手工米粉", "蜂蜜", "竹笋干"]

    /// The exports of so many people.
    init(people: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func pick<T>(_ list: [T]) -> T { list[Int(random.next() % UInt64(list.count))] }
        for i in 0..<people {
            let name = "\(pick(Self.surnames))\(pick(Self.given))\(pick(Self.given))"
            let phone = "137\(10_000_000 + Int(random.next() % 89_999_999))"
            let address = "\(pick(Self.places))\(pick(Self.roads))\(1 + random.next() % 200)号\(1 + random.next() % 20)幢\(101 + random.next() % 900)室"
            let writes = random.next() % 4 == 0 ? 2 : 1
            for part in 0..<writes {
                let nickname = "客\(i)号" + (part == 0 ? "" : "的小号")
                var lines = ["Dear:", "", "    \(nickname) 和 阿禾 在微信上的聊天记录如下，请查收。", ""]
                for order in 0..<(1 + Int(random.next() % 2)) {
                    let day = 1 + Int(random.next() % 27)
                    lines += ["—————  2024-0\(3 + part * 2 + order)-\(day < 10 ? "0" : "")\(day)  —————", "", ""]
                    func say(_ who: String, _ minute: Int, _ text: String) { lines += ["\(who)  10:\(10 + minute)", "", text, ""] }
                    say(nickname, 0, "要\(1 + random.next() % 3)罐\(pick(Self.goods))")
                    if order == 0 { say(nickname, 1, "\(name) \(phone) \(address)") }
                    say("阿禾", 2, "好的，共128元")
                }
                chats.append(Chat(file: "chat-\(i)-\(part).txt", text: lines.joined(separator: "\n")))
            }
        }
    }

    /// Writes chats into a folder.
    static func write(_ chats: [Chat], to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for chat in chats { try chat.text.write(to: folder.appending(path: chat.file), atomically: true, encoding: .utf8) }
    }

    /// A run over a pool by the shop's owner.
    static func run(_ pool: PoolStore, threads: Int? = nil) -> ImportRun {
        var options = ImportRun.Options()
        options.ownerNames = ["阿禾"]
        options.threads = threads
        return ImportRun(pool: pool, options: options)
    }

    /// Lends an empty folder.
    static func inFolder<T>(_ body: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// The customers without what depends on the order of imports: their ids.
    static func withoutIDs(_ customers: [Customer]) -> [String] {
        let names = Dictionary(uniqueKeysWithValues: customers.map { ($0.id, $0.recordIDs.joined(separator: " ")) })
        return customers.map { customer in
            var customer = customer
            customer.id = ""
            for i in customer.relations.indices { customer.relations[i].customerID = names[customer.relations[i].customerID] ?? "?" }
            customer.relations.sort { ($0.kind.rawValue, $0.customerID) < ($1.kind.rawValue, $1.customerID) }
            return String(describing: customer)
        }.sorted()
    }
}
