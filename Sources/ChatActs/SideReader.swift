public import ChatModel

/// Tells by what is said, and to what it answers, whether the messages of one conversation are a seller's or a customer's.
///
/// The same network reads them as reads acts, with the sides hidden: it has learned the difference from labelled talk with hidden sides.
public struct SideReader {
    private let network: ActNetwork
    private var cutter = TalkTokens()
    private var lexicon = TokenWords()
    private var heard = HeardWords()
    private var past: ActNetwork.Past
    private var last: TalkMessage?
    private var senders: [String: Int] = [:]

    /// A reader for one conversation.
    public init(table: ActTable = .builtin) {
        network = table.network
        past = network.beginning
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
        cutter.load(talk.text)
        let tokens = cutter.tokens
        let found = Clauses.of(tokens)
        let clauses = found.isEmpty ? [0..<tokens.count] : found
        let context = TokenContext(tokens, goods: [], words: lexicon.classes(talk.text, tokens), segments: TalkWord.all(tokens))
        guard !context.solid.isEmpty else { return nil }
        let clauseOf = context.solid.map { token in clauses.lastIndex { $0.lowerBound <= token } ?? 0 }
        let input = MessageInput(talk, after: last, tokens, clauses: found.count, hidesSides: true)
        last = talk
        let inputs = TokenInput.all(context, heard: heard.rows(of: context, by: .customer, hidesSides: true))
        return Double(network.read(input, side: nil, inputs, clauses: clauseOf, count: clauses.count, &past).seller)
    }
}
