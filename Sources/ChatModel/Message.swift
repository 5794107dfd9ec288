/// What a message carries.
public enum MessageKind: String, Sendable, Codable, CaseIterable {
    case text, image, voice, video, file, sticker, location
    case contactCard = "contact_card"
    case link
    case miniProgram = "mini_program"
    case transfer
    case redPacket = "red_packet"
    case call, system, recall, forward, solitaire, unknown
}

/// Money that a message moves inside the app.
public struct Payment: Hashable, Sendable, Codable {
    /// How far the money has come.
    public enum State: String, Sendable, Codable {
        case sent, received, refunded, expired
    }

    /// The amount in the currency's main unit; nil where the export leaves it out (red packets).
    public var amount: Double?
    /// ISO 4217.
    public var currency: String
    /// How far the money has come.
    public var state: State
    /// The platform's id of the payment: several messages of one payment share it.
    public var id: String?

    /// Money that a message moves.
    public init(amount: Double?, currency: String = "CNY", state: State, id: String? = nil) {
        self.amount = amount
        self.currency = currency
        self.state = state
        self.id = id
    }
}

/// What a message answers to: somebody else's words.
public struct Quote: Hashable, Sendable, Codable {
    /// The quoted person's name as shown, where the export has it.
    public var sender: String?
    /// The quoted text, often shortened by the app.
    public var text: String

    /// Somebody else's words inside a message.
    public init(sender: String? = nil, text: String) {
        self.sender = sender
        self.text = text
    }
}

/// One message as a value of its own, for code that handles single messages; bulk code works on a ``MessageBatch``.
public struct Message: Hashable, Sendable {
    /// The chat it belongs to.
    public var conversation: Conversation
    /// Nil for system rows and where the export lost the author.
    public var sender: Participant?
    /// When it was sent.
    public var sentAt: Timestamp?
    /// Which kind it is.
    public var kind: MessageKind
    /// What the sender wrote, as written, with LF line ends; placeholders such as `[图片]` stay.
    public var text: String
    /// Money moved.
    public var payment: Payment?
    /// What it answers to, or the words said.
    public var quote: Quote?
    /// A chain list's entries with the accounts that wrote them, where the export tells.
    public var solitaire: [SolitaireEntry] = []
    /// Where it stands.
    public var source: SourcePosition

    /// A message with all its parts.
    public init(
        conversation: Conversation, sender: Participant?, sentAt: Timestamp?, kind: MessageKind = .text, text: String, payment: Payment? = nil,
        quote: Quote? = nil, source: SourcePosition
    ) {
        self.conversation = conversation
        self.sender = sender
        self.sentAt = sentAt
        self.kind = kind
        self.text = text
        self.payment = payment
        self.quote = quote
        self.source = source
    }
}
