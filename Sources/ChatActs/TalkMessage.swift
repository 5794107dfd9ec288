public import ChatModel

/// A message as the act model takes it.
public struct TalkMessage: Sendable {
    /// Whose side the sender is on.
    public enum Side: UInt8, Sendable {
        case seller, customer
    }

    /// UTF-8.
    public var text: [UInt8]
    /// Whose side the sender is on.
    public var side: Side
    /// A number for each sender of the chat.
    public var sender: Int
    /// What the platform says it is.
    public var kind: MessageKind
    /// Of a payment row of the platform.
    public var payment: Payment?
    /// Seconds of wall time; nil where the export has none.
    public var seconds: Int64?
    /// Whether more than two talk.
    public var isGroup: Bool

    /// A message.
    public init(
        text: [UInt8], side: Side, sender: Int, kind: MessageKind = .text, payment: Payment? = nil, seconds: Int64? = nil, isGroup: Bool = false
    ) {
        self.text = text
        self.side = side
        self.sender = sender
        self.kind = kind
        self.payment = payment
        self.seconds = seconds
        self.isGroup = isGroup
    }
}
