public import ChatModel

/// Who does something in a conversation.
public enum LedgerSpeaker: Hashable, Sendable {
    /// The seller, staff and helpers.
    case seller
    /// A customer, by the number that ``OrderLedger/customer(named:)`` gave.
    case customer(Int)
}

/// A message's acts as the ledger takes them.
public struct LedgerEvent: Sendable {
    /// Who does it.
    public var speaker: LedgerSpeaker
    /// When it was sent.
    public var at: Timestamp?
    /// Where it stands; its rule and confidence are the ledger's own for each act.
    public var position: SourcePosition
    /// What it does, in the order of its words.
    public var acts: [DialogueAct]
    /// The money that the message itself moves in the app.
    public var payment: Payment?
    /// Where the words of each act stand in the text, UTF-8 bytes; may be shorter than `acts`.
    public var ranges: [Range<Int>?] = []
    /// Recipients that the message gives.
    public var recipients: [LedgerRecipient] = []
    /// The customer whom a seller's message addresses by the platform's own means; nil where only the talk tells.
    public var addressee: Int?

    /// A message's acts.
    public init(
        by speaker: LedgerSpeaker, at: Timestamp?, position: SourcePosition, acts: [DialogueAct], payment: Payment? = nil, addressee: Int? = nil
    ) {
        self.speaker = speaker
        self.at = at
        self.position = position
        self.acts = acts
        self.payment = payment
        self.addressee = addressee
    }
}

/// A recipient of an account's goods, as a message gives it or names it again.
public struct LedgerRecipient: Sendable {
    /// Index into the account's recipients.
    public var index: Int
    /// Names by which parcels know it.
    public var names: [String]
    /// self, client, mother …; nil where the talk does not say.
    public var relation: String?
    /// Given now for what is ordered; false where it is only the usual one.
    public var isNew: Bool
    /// Place of the act that gives it among the message's acts; nil: it is taken after all of them.
    public var act: Int?

    /// A recipient.
    public init(index: Int, names: [String], relation: String? = nil, isNew: Bool, act: Int? = nil) {
        self.index = index
        self.names = names
        self.relation = relation
        self.isNew = isNew
        self.act = act
    }
}
