/// An account that belongs to a customer.
public struct CustomerAccount: Hashable, Sendable, Codable {
    public var platform: Platform
    public var id: String?
    public var nickname: String?

    /// An account of a customer.
    public init(platform: Platform, id: String? = nil, nickname: String? = nil) {
        self.platform = platform
        self.id = id
        self.nickname = nickname
    }
}

/// A phone of a customer.
public struct CustomerPhone: Hashable, Sendable, Codable {
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
public struct CustomerRecipient: Hashable, Sendable, Codable {
    public var name: String?
    public var phone: String?
    public var address: PostalAddress?
    /// Whether the goods go to the customer.
    public var isSelf: Bool?
    public var lastUsed: Timestamp?

    enum CodingKeys: String, CodingKey {
        case name, phone, address
        case isSelf = "is_self"
        case lastUsed = "last_used"
    }

    /// A recipient of a customer's goods.
    public init(name: String? = nil, phone: String? = nil, address: PostalAddress? = nil, isSelf: Bool? = nil, lastUsed: Timestamp? = nil) {
        self.name = name
        self.phone = phone
        self.address = address
        self.isSelf = isSelf
        self.lastUsed = lastUsed
    }
}

/// How often a customer ordered a product.
public struct Preference: Hashable, Sendable, Codable {
    public var product: String
    public var orders: Int

    /// How often a product was ordered.
    public init(product: String, orders: Int) {
        self.product = product
        self.orders = orders
    }
}

/// Where one field of a customer comes from.
public struct FieldEvidence: Hashable, Sendable, Codable {
    /// A JSON-pointer-like path into the customer: `phones/0`.
    public var field: String
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
public struct Customer: Hashable, Sendable, Codable {
    /// `c_…`, stable over re-imports.
    public var id: String
    /// The best real name; nil when only nicknames are known.
    public var name: String?
    public var nicknames: [String] = []
    public var accounts: [CustomerAccount] = []
    public var phones: [CustomerPhone] = []
    public var emails: [String] = []
    public var recipients: [CustomerRecipient] = []
    public var orders: [Order] = []
    public var feedback: [Feedback] = []
    public var preferences: [Preference] = []
    public var tags: [String] = []
    public var birthDate: String?
    public var gender: String?
    public var stage: CustomerStage = .prospect
    public var firstSeen: Timestamp?
    public var lastSeen: Timestamp?
    /// What the seller wrote beside the customer.
    public var remark: String?
    public var evidence: [FieldEvidence] = []
    /// The records that were linked into this customer.
    public var recordIDs: [String] = []

    enum CodingKeys: String, CodingKey {
        case id, name, nicknames, accounts, phones, emails, recipients, orders, feedback, preferences, tags, gender, stage, remark, evidence
        case birthDate = "birth_date"
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
        case recordIDs = "record_ids"
    }

    /// A customer with nothing but an id.
    public init(id: String) { self.id = id }
}
