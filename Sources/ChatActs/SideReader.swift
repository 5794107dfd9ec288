public import ChatModel

/// Tells by what is said, and to what it answers, whether the messages of one conversation are a seller's or a customer's.
///
/// The same network reads them as reads acts, with the sides hidden: it has learned the difference from labelled talk with hidden sides.
public struct SideReader {
    private let networks: NetworkEnsemble
    private var cutter = TalkCutter(hidesSides: true)
    private var past: NetworkEnsemble.Past
    private var senders: [String: Int] = [:]

    /// A reader for one conversation.
    public init(table: ActTable = .builtin) {
        networks = table.networks
        past = networks.beginning
    }

    /// How much the next message of the chat is a seller's, as log odds: above zero rather a seller's; nil where nothing is said.
    public mutating func weight(of message: Message) -> Double? {
        guard let sender = message.sender, !ActReader.silent.contains(message.kind), !message.text.isEmpty else { return nil }
        let name = sender.id ?? sender.name
        let number = senders[name] ?? senders.count
        senders[name] = number
        let talk = TalkMessage(
            text: Array(message.text.utf8), side: .customer, sender: number, kind: message.kind, payment: message.payment,
            seconds: message.sentAt?.wallSeconds, isGroup: message.conversation.kind != .direct)
        let cut = cutter.cut(talk)
        guard !cut.context.solid.isEmpty else { return nil }
        return Double(networks.read(cut, side: nil, &past).seller)
    }
}
