/// An account that belongs to a customer.
public struct CustomerAccount: Hashable, Sendable {
    /// Where the account is.
    public var platform: Platform
    /// The platform’s own id.
    public var id: String?
    /// The name the person shows.
    public var nickname: String?

    /// An account of a customer.
    public init(platform: Platform, id: String? = nil, nickname: String? = nil) {
        self.platform = platform
        self.id = id
        self.nickname = nickname
    }
}

/// A phone of a customer.
public struct CustomerPhone: Hashable, Sendable {
    /// E.164.
    public var number: String
    /// `mobile`, `landline`, `virtual`, `other`.
    public var kind: String

    /// A phone of a customer.
    public init(number: String, kind: String) {
        self.number = number
        self.kind = kind
    }
}

/// A recipient of a customer's goods.
public struct CustomerRecipient: Hashable, Sendable {
    /// The name, cleaned of labels and honorific marks.
    public var name: String?
    /// E.164, or as written when masked.
    public var phone: String?
    /// Where the goods go.
    public var address: PostalAddress?
    /// Whether the goods go to the customer.
    public var isSelf: Bool?
    /// When it was last used.
    public var lastUsed: Timestamp?

    /// A recipient of a customer's goods.
    public init(name: String? = nil, phone: String? = nil, address: PostalAddress? = nil, isSelf: Bool? = nil, lastUsed: Timestamp? = nil) {
        self.name = name
        self.phone = phone
        self.address = address
        self.isSelf = isSelf
        self.lastUsed = lastUsed
    }
}

/// How often a customer ordered a product, asked for it, and complained of it.
public struct Preference: Hashable, Sendable {
    /// Name of the product.
    public var product: String
    /// How many orders it is in.
    public var orders: Int
    /// How many times it was asked about without an order; nil for never.
    public var asked: Int?
    /// How many complaints were of it; nil for none.
    public var complaints: Int?

    /// How often a product was ordered.
    public init(product: String, orders: Int) {
        self.product = product
        self.orders = orders
    }
}

/// Where one field of a customer comes from.
public struct FieldEvidence: Hashable, Sendable {
    /// A JSON-pointer-like path into the customer: `phones/0`.
    public var field: String
    /// Where it was said.
    public var evidence: Evidence

    /// Where a field comes from.
    public init(field: String, evidence: Evidence) {
        self.field = field
        self.evidence = evidence
    }
}

/// Where a customer stands between first question and loyalty.
public enum CustomerStage: String, Sendable, Codable, CaseIterable {
    case prospect, new, `repeat`, loyal, fan, reseller, lapsed
}

/// One person of the pool: the golden record over all their accounts.
public struct Customer: Hashable, Sendable {
    /// `c_…`, stable over re-imports.
    public var id: String
    /// The best real name; nil when only nicknames are known.
    public var name: String?
    /// Names shown on the platforms.
    public var nicknames: [String] = []
    /// All accounts of the person.
    public var accounts: [CustomerAccount] = []
    /// Phone numbers.
    public var phones: [CustomerPhone] = []
    /// E-mail addresses.
    public var emails: [String] = []
    /// Everyone goods were sent to.
    public var recipients: [CustomerRecipient] = []
    /// Orders, oldest first.
    public var orders: [Order] = []
    /// What was said after the sale.
    public var feedback: [Feedback] = []
    /// What they said of who brought them, whom they brought, and of reselling.
    public var signals: [CustomerSignal] = []
    /// Products by number of orders.
    public var preferences: [Preference] = []
    /// Labels.
    public var tags: [String] = []
    /// `YYYY-MM-DD`, or `--MM-DD` without a year.
    public var birthDate: String?
    /// `male` or `female`.
    public var gender: String?
    /// Where the customer stands.
    public var stage: CustomerStage = .prospect
    /// First sign of the person.
    public var firstSeen: Timestamp?
    /// Last sign of the person.
    public var lastSeen: Timestamp?
    /// What the seller wrote beside the customer.
    public var remark: String?
    /// What the seller wrote down of talks and promises.
    public var notes: String?
    /// Whether the seller does not want to write to the customer.
    public var doNotContact = false
    /// Fields that the seller changed: they stand against whatever the chats say, ``stage`` against every rule.
    public var edited: [EditableField] = []
    /// Ties to other customers: household, agents, whom goods go to.
    public var relations: [CustomerRelation] = []
    /// Where it was said.
    public var evidence: [FieldEvidence] = []
    /// The records that were linked into this customer.
    public var recordIDs: [String] = []

    /// A customer with nothing but an id.
    public init(id: String) { self.id = id }
}
