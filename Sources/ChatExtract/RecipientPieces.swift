/// A value cut from a message, with its place and how sure it is.
public struct ParsedPiece: Hashable, Sendable {
    /// The name as written, or the phone's E.164 (a masked or local number as written).
    public var value: String
    /// UTF-8 byte offsets in the original text.
    public var range: Range<Int>
    /// 0...1.
    public var confidence: Double
    /// The rule that found it.
    public var rule: String

    /// A value cut from a message.
    public init(_ value: String, _ range: Range<Int>, confidence: Double, rule: String) {
        self.value = value
        self.range = range
        self.confidence = confidence
        self.rule = rule
    }
}

/// What one message contributes to recipients, whole ones and parts.
///
/// People send a name, a phone and an address in messages of their own. Join the parts of one speaker's messages in order: a part of a kind that the open recipient
/// already has begins the next one; talk between them breaks nothing. Use `isOnlyPieces` to tell a message that is contact data from one that only has some in it:
/// a lone `name` is offered only for such messages, since any short line may look like a name; believe it when a phone or an address stands next to it, or after
/// somebody asked for one.
public struct RecipientPieces: Sendable {
    /// Recipients with an address and a name or a phone, or with a name and a phone, as a ``RecipientParser`` reads them.
    public var recipients: [ParsedRecipient] = []
    /// A name that stands alone, or behind its label.
    public var name: ParsedPiece?
    /// Phones of a message that gives no recipient.
    public var phones: [ParsedPiece] = []
    /// An address without name and phone: `recipient.address` is set and nothing else.
    public var address: ParsedRecipient?
    /// Whether the message holds nothing but these parts and their labels.
    public var isOnlyPieces = false

    /// Nothing.
    public init() {}

    /// Whether the message contributes nothing.
    public var isEmpty: Bool { recipients.isEmpty && name == nil && phones.isEmpty && address == nil }
}
