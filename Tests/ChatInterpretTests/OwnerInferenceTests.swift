import ChatInterpret
import ChatModel
import Testing

@Suite struct OwnerInferenceTests {
    private func chat(_ title: String, kind: Conversation.Kind = .direct) -> Conversation {
        Conversation(platform: .wechat, format: "test", title: title, kind: kind)
    }

    @Test("Names that the user gives win")
    func given() {
        var inference = OwnerInference()
        inference.add(chat("小禾"), participants: [(Participant(name: "小禾"), 3), (Participant(name: "店主", isOwner: true), 5)])
        let (owner, ground) = inference.ownership(given: ["另一个名字 "])
        #expect(ground == .given)
        #expect(owner.names == ["另一个名字"])
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
}
