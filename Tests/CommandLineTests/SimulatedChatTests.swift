import ChatModel
import Foundation
import TestSupport
import Testing

/// The simulated seller's chats, as the app exports them, through the whole program.
@Suite struct SimulatedChatTests {
    /// All 400 customers where the script asks for the figures.
    private static let customers = ProcessInfo.processInfo.environment["FIGURES"] == "1" ? 400 : 80

    /// A chat in which every purchase is asked for, paid, sent and received, in words that vary.
    private static func chat(_ buyer: SimulatedSeller.Buyer, _ purchases: [SimulatedSeller.Purchase], _ number: Int) -> String {
        var text = "Dear:\n\n    \(buyer.name)\(number) 和 茶山小铺 在微信上的聊天记录如下，请查收。\n"
        func say(_ who: String, _ clock: String, _ words: String) { text += "\n\n\(who)  \(clock)\n\n\(words)\n" }
        for (i, purchase) in purchases.enumerated() {
            text += "\n—————  \(Timestamp(dayNumber: purchase.day))  —————\n"
            let (product, count) = (buyer.product, purchase.quantity)
            let asks = ["要\(count)\(product.unit)\(product.name)", "再来\(count)\(product.unit)\(product.name)", "\(product.name)，\(count)\(product.unit)，老地址"]
            say("\(buyer.name)\(number)", "10:1\(i % 10)", asks[i % asks.count])
            say("茶山小铺", "10:20", "好的，一共\(Int(product.price) * count)元")
            say("\(buyer.name)\(number)", "10:31", "已转账")
            say("茶山小铺", "16:02", "已发货")
        }
        return text
    }

    @Test func `who stays away is told from their chats alone`() throws {
        let seller = SimulatedSeller(seed: 11, customers: Self.customers)
        let day = seller.lastDay
        try Program.inFolder { folder in
            let chats = folder.appending(path: "chats")
            try FileManager.default.createDirectory(at: chats, withIntermediateDirectories: true)
            var known: [String: (buyer: SimulatedSeller.Buyer, purchases: [SimulatedSeller.Purchase])] = [:]
            for (i, buyer) in seller.buyers.enumerated() {
                let purchases = buyer.known(on: day)
                guard !purchases.isEmpty else { continue }
                known["\(buyer.name)\(i)"] = (buyer, purchases)
                try Self.chat(buyer, purchases, i).write(to: chats.appending(path: "\(i).txt"), atomically: true, encoding: .utf8)
            }
            let date = Timestamp(dayNumber: day).description
            let outcome = try Program.shell(
                "chatpool import chats --owner 茶山小铺 --as-of \(date) -o c.jsonl 2>/dev/null; cat c.jsonl; echo ===; chatpool due --all --json --as-of \(date)",
                in: folder)
            let parts = outcome.output.components(separatedBy: "===\n")
            #expect(parts.count == 2)
            func objects(_ text: String) -> [[String: Any]] {
                text.split(separator: "\n").compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            }
            var names: [String: String] = [:]
            var (hits, flagged, gone, orders, said, people) = (0, 0, 0, 0, 0, 0)
            for customer in objects(parts[0]) {
                guard let nickname = (customer["nicknames"] as? [String])?.first, let truth = known[nickname], let id = customer["id"] as? String else {
                    continue
                }
                names[id] = nickname
                people += 1
                said += truth.purchases.count
                orders += (customer["orders"] as? [[String: Any]])?.count { $0["status"] as? String != "inquired" } ?? 0
                let isGone = truth.buyer.isGone(after: day)
                if isGone { gone += 1 }
                if customer["stage"] as? String == "lapsed" {
                    flagged += 1
                    if isGone { hits += 1 }
                }
            }
            var errors: [Double] = []
            for line in objects(parts.last ?? "") {
                guard let id = line["customer_id"] as? String, let truth = names[id].flatMap({ known[$0] }), let interval = line["interval_days"] as? Double,
                    let last = truth.purchases.last, let next = truth.buyer.next(after: day), day - last.day < 14
                else { continue }
                errors.append(abs(interval - Double(next.day - last.day)))
            }
            let precision = Double(hits) / Double(max(1, flagged))
            let recall = Double(hits) / Double(max(1, gone))
            let error = errors.reduce(0, +) / Double(max(1, errors.count))
            print(
                "chats of \(people) customers: \(orders) orders found of \(said); overdue precision \(precision) recall \(recall) (\(flagged) flagged, \(gone) gone); interval error \(error) days over \(errors.count)"
            )
            #expect(people == known.count)
            #expect(abs(orders - said) <= said / 50)
            #expect(precision >= 0.95)
            #expect(recall >= 0.8)
            if errors.count >= 20 { #expect(error <= 15) }
        }
    }
}
