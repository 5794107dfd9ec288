/// How far an order has come.
public enum OrderStatus: String, Sendable, Codable, CaseIterable {
    case inquired, placed, paid, shipped, received, refunded, cancelled
}

/// One product of an order.
public struct OrderItem: Hashable, Sendable, Codable {
    /// The catalogue's name where there is a catalogue, else the most frequent spelling.
    public var product: String
    /// How many; nil when not said.
    public var quantity: Double?
    /// The counter as written: 盒, 斤, pcs.
    public var unit: String?
    /// Price of one unit in the order's currency.
    public var unitPrice: Double?
    /// Colour, size and the like, as written.
    public var spec: String?

    enum CodingKeys: String, CodingKey {
        case product, quantity, unit, spec
        case unitPrice = "unit_price"
    }

    /// One product of an order.
    public init(product: String, quantity: Double? = nil, unit: String? = nil, unitPrice: Double? = nil, spec: String? = nil) {
        self.product = product
        self.quantity = quantity
        self.unit = unit
        self.unitPrice = unitPrice
        self.spec = spec
    }
}

/// A parcel.
public struct Tracking: Hashable, Sendable, Codable {
    /// SF YTO ZTO STO YUNDA JTSD JD DBL EMS CAINIAO …; nil when the number alone was said and its shape does not tell.
    public var courier: String?
    /// The number.
    public var number: String

    /// A parcel by its number.
    public init(courier: String? = nil, number: String) {
        self.courier = courier
        self.number = number
    }
}

/// A share of an order that goes to one recipient.
public struct Consignment: Hashable, Sendable {
    /// The share's goods; empty when the talk does not say which.
    public var items: [OrderItem]
    /// Index into the recipients of the record or customer that holds the order.
    public var recipient: Int?
    /// The share's parcels.
    public var trackings: [Tracking]

    /// A share of an order.
    public init(items: [OrderItem] = [], recipient: Int? = nil, trackings: [Tracking] = []) {
        self.items = items
        self.recipient = recipient
        self.trackings = trackings
    }
}

/// What one customer asked for at one time, and what became of it.
public struct Order: Hashable, Sendable {
    /// When it was placed.
    public var placedAt: Timestamp?
    /// How far it has come.
    public var status: OrderStatus
    /// What was ordered.
    public var items: [OrderItem]
    /// Total in `currency`'s main unit.
    public var amount: Double?
    /// ISO 4217.
    public var currency: String?
    /// Index into the recipients of the record or customer that holds the order.
    public var recipient: Int?
    /// The parcels.
    public var trackings: [Tracking] = []
    /// The shares of an order that goes to several recipients; empty for one that goes to one. `recipient` is the first share's, `trackings` are all of them.
    public var consignments: [Consignment] = []
    /// The shop system’s number of the order.
    public var orderNumber: String?
    /// When it was asked about, for an inquiry that no order followed.
    public var inquiredAt: Timestamp?
    /// When it was paid.
    public var paidAt: Timestamp?
    /// When it was handed to the courier.
    public var shippedAt: Timestamp?
    /// When the goods arrived.
    public var receivedAt: Timestamp?
    /// The account that ordered.
    public var account: AccountReference?
    /// Title of the group in which it was ordered; nil for a direct chat.
    public var group: String?
    /// What does not agree (stated total against quote × quantity) or was noted.
    public var notes: [String] = []
    /// Where it was said.
    public var evidence: [Evidence] = []

    /// Money that was given back while the order stands, by its notes; 0 for none.
    public var refundedPart: Double {
        notes.reduce(0) { sum, note in
            guard let note = OrderNote(code: note), note.kind == .refundedPart, let amount = note.amount, amount > 0, amount.isFinite else { return sum }
            return sum + amount
        }
    }

    /// What the seller has of the order: the amount without what was given back; nil when the amount is unknown.
    public var keptAmount: Double? { amount.map { status == .refunded ? 0 : max(0, $0 - refundedPart) } }

    /// An order; everything else is filled in as its life goes on.
    public init(placedAt: Timestamp?, status: OrderStatus, items: [OrderItem], amount: Double? = nil, currency: String? = nil) {
        self.placedAt = placedAt
        self.status = status
        self.items = items
        self.amount = amount
        self.currency = currency
    }
}

/// What a customer said after the sale.
public struct Feedback: Hashable, Sendable {
    /// Praise, or what went wrong.
    public enum Kind: String, Sendable, Codable {
        case praise, complaint, suggestion
    }

    /// Which kind it is.
    public var kind: Kind
    /// damaged missing late wrong allergic quality …; nil for praise.
    public var reason: String?
    /// When it happened.
    public var at: Timestamp?
    /// The customer's words.
    public var quote: String
    /// Name of the product.
    public var product: String?
    /// Health remarks and the like; left out of exports unless asked for.
    public var isSensitive: Bool = false
    /// Where it was said.
    public var evidence: Evidence?

    /// What a customer said after the sale.
    public init(kind: Kind, reason: String? = nil, at: Timestamp?, quote: String, product: String? = nil) {
        self.kind = kind
        self.reason = reason
        self.at = at
        self.quote = quote
        self.product = product
    }
}
