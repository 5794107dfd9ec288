import ChatInterpret
import ChatModel
import Testing

@Suite struct OwnerInferenceTests {
    private func chat(_ title: String, kind: Conversation.Kind = .direct) -> Conversation {
        Conversation(platform: .wechat, format: "test", title: title, kind: kind)
    }

    @Test("Names that the user gives stand beside those that exports flag, never above them")
    func given() {
        var inference = OwnerInference()
        inference.add(chat("小禾"), participants: [(Participant(name: "小禾"), 3), (Participant(name: "店主", isOwner: true), 5)])
        let (owner, ground) = inference.ownership(given: ["另一个名字 "])
        #expect(ground == .given)
        #expect(owner.names == ["另一个名字", "店主"])
    }

    @Test("Flags of the export tell the seller")
    func flagged() {
        var inference = OwnerInference()
        inference.add(chat("小禾"), participants: [(Participant(name: "小禾", isOwner: false), 3), (Participant(id: "w1", name: "店主", isOwner: true), 5)])
        let (owner, ground) = inference.ownership()
        #expect(ground == .flagged)
        #expect(owner.names == ["店主"])
        #expect(owner.accountIDs == ["w1"])
    }

    @Test("The name that writes in most chats is the seller's")
    func recurring() {
        var inference = OwnerInference()
        for name in ["小禾", "阿云", "南风"] { inference.add(chat(name), participants: [(Participant(name: name), 3), (Participant(name: "店主"), 5)]) }
        let (owner, ground) = inference.ownership()
        #expect(ground == .recurring)
        #expect(owner.names == ["店主"])
        #expect(owner.owns(Participant(name: "店主")))
        #expect(!owner.owns(Participant(name: "小禾")))
    }

    @Test("In the only chat, the side that the chat is not named after is the seller")
    func counterpart() {
        var inference = OwnerInference()
        inference.add(chat("小禾"), participants: [(Participant(name: "小禾"), 3), (Participant(name: "店主"), 5)])
        let (owner, ground) = inference.ownership()
        #expect(ground == .counterpart)
        #expect(owner.names == ["店主"])
    }

    @Test("Where exports flag the seller by an account without a name, the name beside a known customer is the seller's")
    func companion() {
        var inference = OwnerInference()
        inference.add(
            chat("小禾"), participants: [(Participant(id: "w1", name: "小禾", isOwner: false), 3), (Participant(id: "w2", name: "", isOwner: true), 5)])
        inference.add(chat("小禾 和 店主"), participants: [(Participant(name: "小禾"), 3), (Participant(name: "店主"), 5)])
        let (owner, ground) = inference.ownership()
        #expect(ground == .flagged)
        #expect(owner.names == ["店主"])
        #expect(owner.accountIDs == ["w2"])
    }

    @Test("Where nothing tells, nobody is taken for the seller")
    func unknown() {
        var inference = OwnerInference()
        inference.add(chat("群", kind: .group), participants: [(Participant(name: "甲"), 3), (Participant(name: "乙"), 5)])
        #expect(inference.ownership().ground == .unknown)
    }

    @Test("Every account of the shop is found by the people it writes with, however many groups a customer writes in")
    func severalAccounts() {
        var inference = OwnerInference()
        for name in ["小禾", "阿云", "南风"] { inference.add(chat("\(name) 和 青禾小铺"), participants: [(Participant(name: name), 3), (Participant(name: "青禾小铺"), 5)]) }
        for name in ["北雁", "西窗"] { inference.add(chat("\(name) 和 小禾自己"), participants: [(Participant(name: name), 3), (Participant(name: "小禾自己"), 5)]) }
        for i in 0..<5 { inference.add(chat("团购群\(i)", kind: .group), participants: [(Participant(name: "北雁"), 3), (Participant(name: "南风"), 1)]) }
        let (owner, ground) = inference.ownership()
        #expect(ground == .recurring)
        #expect(owner.names == ["青禾小铺", "小禾自己"])
        #expect(owner.customers.isSuperset(of: ["小禾", "阿云", "南风", "北雁", "西窗"]))
    }

    @Test("A title names a side that never spoke")
    func silentSide() {
        var inference = OwnerInference()
        inference.add(chat("阿布 和 青禾小铺"), participants: [(Participant(name: "阿布"), 1), (Participant(name: "青禾小铺"), 1)])
        inference.add(chat("岁月 和 青禾小铺"), participants: [(Participant(name: "岁月"), 3)])
        #expect(inference.ownership().ownership.names == ["青禾小铺"])
    }

    @Test(
        "Staff and further accounts in groups are told by the shop's name with a word or number beside it, or by what they do",
        arguments: [
            ("青禾小铺2号", false, true), ("客服小美-青禾", false, true), ("青禾-售后", false, true), ("小美", true, true), ("小美", false, false), ("青禾妈妈", false, false),
            ("麦兜", false, false),
        ])
    func staff(name: String, acts: Bool, isSeller: Bool) {
        var inference = OwnerInference()
        for name in ["小禾", "阿云"] { inference.add(chat(name), participants: [(Participant(name: name), 3), (Participant(name: "青禾小铺"), 5)]) }
        inference.add(chat("老客群", kind: .group), participants: [(Participant(name: "青禾小铺"), 3), (Participant(name: name), 2), (Participant(name: "豆豆"), 1)])
        if acts {
            var seen = SellerActs()
            for text in ["亲们要的报地址，我来登记", "豆豆已登记，99元"] { seen.read(text) }
            inference.add(seen, by: name)
        }
        #expect(inference.ownership().ownership.names.contains(name) == isSeller)
    }

    @Test("A given name is found without its ornaments; one that nobody bears is refused with those near it")
    func matching() {
        var inference = OwnerInference()
        for name in ["小禾", "阿云"] { inference.add(chat(name), participants: [(Participant(name: name), 3), (Participant(name: "花间小铺🌷"), 5)]) }
        #expect(inference.match(["花间小铺"]).known == ["花间小铺🌷"])
        #expect(inference.match(["花间小铺\u{200D}🌷 "]).known == ["花间小铺🌷"])
        let refused = inference.match(["花间小店"])
        #expect(refused.known.isEmpty)
        #expect(refused.unknown.map(\.name) == ["花间小店"])
        #expect(refused.unknown.first?.nearest == ["花间小铺🌷"])
    }

    @Test("Of the two sides of a direct chat one is the seller, also where the customer bears nearly the seller's name")
    func oneSide() {
        var inference = OwnerInference()
        for name in ["小禾", "阿云", "青禾小铺🌸"] { inference.add(chat(name), participants: [(Participant(name: name), 3), (Participant(name: "青禾小铺"), 5)]) }
        let owner = inference.ownership().ownership
        #expect(owner.owns(Participant(name: "青禾小铺")))
        #expect(!owner.owns(Participant(name: "青禾小铺🌸")))
        #expect(owner.owns(Participant(name: "青禾小铺✨")))
    }

    @Test("Of names with two chats each, the shop's are those of one stem that speak as sellers do")
    func secondAccount() {
        let chats = [("大米饭", "海蛎嫂"), ("大米饭", "海蛎嫂发货号"), ("江边散步", "海蛎嫂发货号"), ("九月", "海蛎嫂")]
        var inference = OwnerInference()
        for (customer, shop) in chats {
            inference.add(chat("\(customer) 和 \(shop)"), participants: [(Participant(name: customer), 3), (Participant(name: shop), 3)])
        }
        #expect(inference.contestedNames == ["大米饭", "海蛎嫂", "海蛎嫂发货号"])
        #expect(inference.ownership().ownership.names == ["海蛎嫂", "海蛎嫂发货号"])
    }

    @Test("Where nothing else tells, how two sides speak does")
    func talk() {
        var inference = OwnerInference()
        for (a, b) in [("甲", "乙"), ("乙", "丙"), ("丙", "丁")] {
            inference.add(chat("x"), participants: [(Participant(name: a), 3), (Participant(name: b), 3)])
        }
        func says(_ name: String, _ texts: [String]) {
            var acts = SellerActs()
            let here = chat("x")
            for text in texts {
                let sender = Participant(name: name)
                acts.read(direct: Message(conversation: here, sender: sender, sentAt: nil, kind: .text, text: text, source: SourcePosition(file: "t")))
            }
            inference.add(talk: acts, by: name)
        }
        says("甲", ["多少钱", "我要两盒"])
        says("丙", ["怎么卖", "来一箱", "我的地址是…"])
        says("乙", ["亲 在的", "包邮", "明天发"])
        says("丁", ["亲 有货", "给您发了", "单号发您"])
        #expect(inference.ownership().ownership.names == ["乙", "丁"])
    }

    @Test("A customer's name is no seller's, whoever gives it")
    func customersName() {
        var inference = OwnerInference()
        for name in ["小禾", "阿云", "南风", "木子"] { inference.add(chat(name), participants: [(Participant(name: name), 3), (Participant(name: "店主"), 5)]) }
        let (known, unknown) = inference.match(["小禾"])
        #expect(known.isEmpty)
        #expect(unknown.map(\.nearest) == [["店主"]])
        #expect(inference.match(["店主"]).known == ["店主"])
    }
}
