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
        for name in ["小禾", "阿云", "南风"] { inference.add(chat("\(name) 和 鹿鸣小铺"), participants: [(Participant(name: name), 3), (Participant(name: "鹿鸣小铺"), 5)]) }
        for name in ["北雁", "西窗"] { inference.add(chat("\(name) 和 小禾自己"), participants: [(Participant(name: name), 3), (Participant(name: "小禾自己"), 5)]) }
        for i in 0..<5 { inference.add(chat("团购群\(i)", kind: .group), participants: [(Participant(name: "北雁"), 3), (Participant(name: "南风"), 1)]) }
        let (owner, ground) = inference.ownership()
        #expect(ground == .recurring)
        #expect(owner.names == ["鹿鸣小铺", "小禾自己"])
        #expect(owner.customers.isSuperset(of: ["小禾", "阿云", "南风", "北雁", "西窗"]))
    }

    @Test("A title names a side that never spoke")
    func silentSide() {
        var inference = OwnerInference()
        inference.add(chat("阿布 和 鹿鸣小铺"), participants: [(Participant(name: "阿布"), 1), (Participant(name: "鹿鸣小铺"), 1)])
        inference.add(chat("岁月 和 鹿鸣小铺"), participants: [(Participant(name: "岁月"), 3)])
        #expect(inference.ownership().ownership.names == ["鹿鸣小铺"])
    }

    @Test(
        "Staff and further accounts in groups are told by the shop's name with a word or number beside it, or by what they do",
        arguments: [
            ("鹿鸣小铺2号", 0, true), ("客服小唐-鹿鸣", 0, true), ("鹿鸣-售后", 0, true), ("小唐", 4, true), ("小唐", 2, false), ("小唐", 0, false), ("鹿鸣妈妈", 0, false),
            ("鹿鸣妈妈", -2, false), ("小袁-鹿鸣小铺", -0.5, true), ("麦兜", 0, false),
        ])
    func staff(name: String, weight: Double, isSeller: Bool) {
        var inference = OwnerInference()
        for name in ["小禾", "阿云"] { inference.add(chat(name), participants: [(Participant(name: name), 3), (Participant(name: "鹿鸣小铺"), 5)]) }
        inference.add(chat("常来群", kind: .group), participants: [(Participant(name: "鹿鸣小铺"), 3), (Participant(name: name), 2), (Participant(name: "豆豆"), 1)])
        var seen = SellerActs()
        for _ in 0..<2 { seen.add(weight: weight / 2) }
        inference.add(seen, by: name)
        #expect(inference.ownership().ownership.names.contains(name) == isSeller)
    }

    @Test("What many members' names share is a house and no shop") func neighbours() {
        var inference = OwnerInference()
        let names = ["银杏里-团长阿芹", "银杏里-1栋302", "银杏里-2栋105", "银杏里-3栋808", "银杏里-5栋1201"]
        inference.add(chat("银杏里团购", kind: .group), participants: names.map { (Participant(name: $0), 6) })
        for (n, name) in names.enumerated() {
            var acts = SellerActs()
            for _ in 0..<6 { acts.add(weight: n == 0 ? 2 : -0.2) }
            inference.add(acts, by: name)
        }
        #expect(inference.ownership().ownership.names == [names[0]])
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
        for name in ["小禾", "阿云", "鹿鸣小铺🌸"] { inference.add(chat(name), participants: [(Participant(name: name), 3), (Participant(name: "鹿鸣小铺"), 5)]) }
        let owner = inference.ownership().ownership
        #expect(owner.owns(Participant(name: "鹿鸣小铺")))
        #expect(!owner.owns(Participant(name: "鹿鸣小铺🌸")))
        #expect(owner.owns(Participant(name: "鹿鸣小铺✨")))
    }

    @Test("Of names with two chats each, the shop's are those of one stem that speak as sellers do")
    func secondAccount() {
        let chats = [("小石子", "烧饼姨"), ("小石子", "烧饼姨2号机"), ("路边看云", "烧饼姨2号机"), ("九月", "烧饼姨")]
        var inference = OwnerInference()
        for (customer, shop) in chats {
            inference.add(chat("\(customer) 和 \(shop)"), participants: [(Participant(name: customer), 3), (Participant(name: shop), 3)])
        }
        #expect(inference.contestedNames == ["小石子", "烧饼姨", "烧饼姨2号机"])
        #expect(inference.ownership().ownership.names == ["烧饼姨", "烧饼姨2号机"])
    }

    @Test("Where nothing else tells, how two sides speak does")
    func talk() {
        var inference = OwnerInference()
        for (a, b) in [("甲", "乙"), ("乙", "丙"), ("丙", "丁")] {
            inference.add(chat("x"), participants: [(Participant(name: a), 3), (Participant(name: b), 3)])
        }
        for (name, weights) in [("甲", [-1.5, -2]), ("丙", [-2, -3, -1]), ("乙", [1, 0.5, 2.5]), ("丁", [2, 1.5, 2])] {
            var acts = SellerActs()
            for weight in weights { acts.add(weight: weight) }
            inference.add(talk: acts, by: name)
        }
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
