import ChatInterpret
import ChatModel

/// A small invented conversation, written turn by turn.
struct Chat {
    var conversation: Conversation
    var messages: [Message] = []
    var clock: Int64 = 1_717_578_000
    let seller = Participant(id: "seller", name: "果园小铺", isOwner: true)

    init(kind: Conversation.Kind = .direct, title: String = "阿芸") {
        conversation = Conversation(platform: .wechat, format: "test", id: kind == .direct ? "wxid_yun" : "room", title: title, kind: kind)
    }

    mutating func add(_ sender: Participant, _ text: String, kind: MessageKind = .text, payment: Payment? = nil, after seconds: Int64 = 60) {
        clock += seconds
        messages.append(
            Message(
                conversation: conversation, sender: sender, sentAt: Timestamp(wallSeconds: clock), kind: kind, text: text, payment: payment,
                source: SourcePosition(file: "t", line: messages.count + 1, index: messages.count)))
    }

    /// The customer of the direct chat says something.
    mutating func buyer(_ text: String, after seconds: Int64 = 60) { add(Participant(id: "wxid_yun", name: "阿芸", isOwner: false), text, after: seconds) }

    /// The seller says something.
    mutating func shop(_ text: String, after seconds: Int64 = 60) { add(seller, text, after: seconds) }

    func read(ownership: Ownership = Ownership(names: ["果园小铺"]), region: String = "CN") -> Interpretation {
        var interpreter = ConversationInterpreter(conversation, ownership: ownership, region: region)
        for message in messages { interpreter.read(message) }
        return interpreter.finish()
    }

    /// The orders that were placed.
    func orders() -> [Order] { read().records.flatMap(\.orders).filter { $0.status != .inquired } }
}
