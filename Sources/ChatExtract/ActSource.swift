public import ChatModel

/// A message of a conversation, with what is known of it before anybody asks what it does.
public struct HeardMessage {
    /// The message; its conversation tells whether it is a group's.
    public var message: Message
    /// The seller (staff and helpers among them) or a customer.
    public var speaker: Speaker
    /// Tells a conversation's members apart: 0 for the seller's side, customers from 1 in order of appearance.
    public var member: Int
    /// Numbers, recipients, goods and money of the text alone.
    public var scan: MessageScan

    /// A message as it is heard.
    public init(_ message: Message, speaker: Speaker, member: Int, scan: MessageScan) {
        self.message = message
        self.speaker = speaker
        self.member = member
        self.scan = scan
    }
}

/// Tells what the messages of ONE conversation do: a fitted model, rules, or a person's labels.
///
/// It is asked for every kept message in order (pictures and system rows are not asked for), keeps what it needs of the talk itself, and answers with the acts in the order of
/// the words, ellipsis resolved: a line has its `product` where anything tells it. An empty answer is small talk.
public protocol ActSource {
    /// The acts of the next message.
    mutating func acts(of heard: HeardMessage) -> [DialogueAct]
}
