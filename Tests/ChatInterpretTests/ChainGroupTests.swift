import ChatInterpret
import ChatModel
import Testing

@Suite struct ChainGroupTests {
    /// A seeded generator (SplitMix64).
    private struct Random {
        var state: UInt64
        mutating func below(_ n: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(n))
        }
    }

    @Test("Two months of a group: what members ordered is what the last lists say")
    func twoMonths() {
        let seed: UInt64 = 60
        var random = Random(state: seed)
        let goods = [("草莓", "盒", 35), ("脐橙", "箱", 59), ("土鸡蛋", "盒", 38), ("羊肉卷", "斤", 66), ("山药", "根", 12)]
        let words = ["小溪", "阿梨", "Lucky", "A 海棠", "周周", "豆包妈", "Mr.孟", "青柠"]
        let members = (0..<60).map { Participant(id: "m\($0)", name: "\(words[$0 % 8])\($0 / 8 == 0 ? "" : "·\($0 / 8)")", isOwner: false) }
        var chat = Chat(kind: .group, title: "果园团购群")
        var expected: [String: Double] = [:]
        for list in 0..<30 {
            let good = goods[list % goods.count]
            let title = "#接龙\n第\(list + 1)期 \(good.0) \(good.2)元/\(good.1) 今晚截单"
            chat.add(chat.seller, title, after: 86_400)
            var lines: [(member: Int, count: Int)] = []
            func post(_ member: Int) {
                let body = lines.enumerated().map { n, line in
                    let name = members[line.member].name
                    return "\(n + 1). \(name) "
                        + [line.count == 0 ? "取消" : "\(line.count)\(good.1)", line.count == 0 ? "取消" : "+\(line.count)"][line.member % 2]
                }
                chat.add(members[member], title + "\n\n" + body.joined(separator: "\n"), after: 300)
            }
            for _ in 0..<(5 + random.below(10)) {
                let member = random.below(60)
                if let own = lines.firstIndex(where: { $0.member == member }) {
                    // Edits or cancels the own line.
                    lines[own].count = random.below(4)
                } else {
                    lines.append((member, 1 + random.below(5)))
                }
                post(member)
            }
            for line in lines { expected["m\(line.member)", default: 0] += Double(line.count) }
        }
        var found: [String: Double] = [:]
        for record in chat.read().records {
            // Who takes an entry back leaves an order that was called off.
            for order in record.orders where order.status != .cancelled {
                for item in order.items { found[record.accountID ?? "", default: 0] += item.quantity ?? 0 }
            }
        }
        #expect(found.filter { $0.value > 0 } == expected.filter { $0.value > 0 }, "seed \(seed)")
    }

    @Test("An entry is its nickname's, else the poster's; a product has its title's price and unit")
    func authors() throws {
        var chat = Chat(kind: .group, title: "群")
        let mother = Participant(id: "a", name: "小溪", isOwner: false)
        let other = Participant(id: "b", name: "阿梨", isOwner: false)
        chat.add(other, "早上好")
        chat.add(mother, "#接龙\n草莓 35元/盒\n\n1. 小溪 2盒")
        chat.add(mother, "#接龙\n草莓 35元/盒\n\n1. 小溪 2盒\n2. 阿梨 1盒\n3. 我妈 3盒")
        let records = chat.read().records
        let totals = Dictionary(uniqueKeysWithValues: records.map { ($0.accountID ?? "", $0.orders.flatMap(\.items).compactMap(\.quantity)) })
        #expect(totals["a"] == [2, 3])
        #expect(totals["b"] == [1])
        #expect(records.first { $0.accountID == "b" }?.orders.first?.amount == 35)
    }

    @Test("The export's own word on who wrote an entry wins")
    func solitaireExtras() {
        var chat = Chat(kind: .group, title: "群")
        let a = Participant(id: "a", name: "小溪", isOwner: false)
        let b = Participant(id: "b", name: "阿梨", isOwner: false)
        chat.add(b, "在的")
        chat.add(a, "#接龙\n草莓 35元/盒\n\n1. 果果 2盒", kind: .solitaire)
        chat.messages[1].solitaire = [SolitaireEntry(account: "b", text: "果果 2盒")]
        let records = chat.read().records
        #expect(records.first { $0.accountID == "b" }?.orders.count == 1)
    }

    @Test("Who stands in a list before they say anything gets their line, and who posts it first only the last one")
    func linesOfOthers() throws {
        var chat = Chat(kind: .group, title: "果园团购群")
        let (yan, zhou) = (Participant(id: "m1", name: "小燕子", isOwner: false), Participant(id: "m2", name: "5栋老周", isOwner: false))
        chat.add(zhou, "#接龙\n今日团购：水蜜桃 69元/箱\n\n1. 小燕子 1箱\n2. 7-502王 3箱\n3. 5栋老周 2箱")
        chat.add(yan, "收到")
        chat.add(yan, "团长我改2箱")
        chat.add(yan, "", kind: .transfer, payment: Payment(amount: 138, state: .sent, id: "t9"))
        let records = chat.read().records
        let bought = { (name: String) in records.first { $0.nicknames.contains { $0.value == name } }?.orders ?? [] }
        #expect(bought("5栋老周").map { $0.items.map(\.quantity) } == [[2]])
        let order = try #require(bought("小燕子").first)
        #expect(bought("小燕子").count == 1)
        #expect(order.items.map(\.quantity) == [2])
        #expect(order.amount == 138)
        #expect(order.status == .paid)
    }
}
