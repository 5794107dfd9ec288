public import ChatExtract
public import ChatModel

/// A product in a message: the name is unknown where neither the message nor the talk before it tells.
public struct ReadItem: Hashable, Sendable {
    /// The catalogue's name, or the most frequent or the written one.
    public var product: String?
    /// How many of `unit`.
    public var quantity: Double?
    /// The counter as written: 盒, 斤, pcs.
    public var unit: String?
    /// Price of one unit.
    public var unitPrice: Double?
    /// Colour, size and the like, as written.
    public var spec: String?

    /// A product in a message.
    public init(product: String? = nil, quantity: Double? = nil, unit: String? = nil, unitPrice: Double? = nil, spec: String? = nil) {
        self.product = product
        self.quantity = quantity
        self.unit = unit
        self.unitPrice = unitPrice
        self.spec = spec
    }
}

/// What one message says, read with the conversation before it: a line of `chatpool extract`.
public struct MessageReading: Sendable {
    /// What the message is about; nil for small talk, offers and bare contact data.
    public var intent: Intent?
    /// Products that are ordered, confirmed or asked about.
    public var items: [ReadItem] = []
    /// Total that was stated or paid, in `currency`'s main unit.
    public var amount: Double?
    /// ISO 4217; nil when the message and its quotes name no price.
    public var currency: String?
    /// Parcels named.
    public var trackings: [Tracking] = []
    /// Numbers of orders and payments named.
    public var orderNumbers: [String] = []
    /// E.164.
    public var phones: [String] = []
    /// Mail addresses named.
    public var emails: [String] = []
    /// Recipients given in the message alone.
    public var recipients: [Recipient] = []
    /// The same recipients with their places and doubts, in the same order.
    public var parsedRecipients: [ParsedRecipient] = []
    /// Everything recognised, by position.
    public var findings: [Finding] = []

    /// A reading that found nothing.
    public init() {}
}
