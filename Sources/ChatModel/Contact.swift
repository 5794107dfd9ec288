/// A person as a contact list, an address book, a contact card or a table row gives them.
public struct Contact: Hashable, Sendable, Codable {
    /// Where the account is.
    public var platform: Platform
    /// The platform's stable account id.
    public var id: String?
    /// The id that users see and may change (微信号).
    public var alias: String?
    /// The name the person shows.
    public var nickname: String?
    /// What the seller calls them (备注).
    public var remark: String?
    /// Real name where the source has a column for it.
    public var name: String?
    /// As written in the source.
    public var phones: [String] = []
    /// E-mail addresses.
    public var emails: [String] = []
    /// Postal addresses as written in the source.
    public var addresses: [String] = []
    /// `YYYY-MM-DD`, or `--MM-DD` without a year.
    public var birthDate: String?
    /// `male` or `female`.
    public var gender: String?
    /// Labels.
    public var tags: [String] = []
    /// Firm or shop, where the source has it.
    public var company: String?
    /// Free text beside it.
    public var note: String?
    /// Whether the source is a list of customers, so that everybody in it is one.
    public var isCustomer: Bool?

    /// A person of a platform; everything else is filled in as the source has it.
    public init(platform: Platform, id: String? = nil, nickname: String? = nil) {
        self.platform = platform
        self.id = id
        self.nickname = nickname
    }
}

/// A line of a chain list (接龙) whose author the export names.
public struct SolitaireEntry: Hashable, Sendable, Codable {
    /// The author's account id.
    public var account: String
    /// What the author wrote in the entry.
    public var text: String

    /// An entry and its author.
    public init(account: String, text: String) {
        self.account = account
        self.text = text
    }
}

/// An order as a shop system's table exports it.
public struct TableOrder: Hashable, Sendable, Codable {
    /// Where the account is.
    public var platform: Platform
    /// The shop system’s number of the order.
    public var orderNumber: String?
    /// The buyer's name in the shop system: nickname or member name.
    public var buyer: String?
    /// As written; may be masked.
    public var buyerPhone: String?
    /// Who receives the goods.
    public var recipientName: String?
    /// As written; may be masked or a virtual number, which is no identity key.
    public var recipientPhone: String?
    /// The whole address as one text, divisions first.
    public var addressText: String?
    /// What was ordered.
    public var items: [OrderItem] = []
    /// Total in the currency’s main unit.
    public var amount: Double?
    /// Money that was given back of it.
    public var refunded: Double?
    /// ISO 4217; nil where the table does not say it.
    public var currency: String?
    /// How far it has come.
    public var status: OrderStatus?
    /// When it was placed.
    public var placedAt: Timestamp?
    /// When it was paid.
    public var paidAt: Timestamp?
    /// When it was handed to the courier.
    public var shippedAt: Timestamp?
    /// When the goods arrived.
    public var receivedAt: Timestamp?
    /// The parcels.
    public var trackings: [Tracking] = []
    /// Free text beside it.
    public var note: String?
    /// What the row says of the buyer beside the order.
    public var contact: Contact?

    /// An order of a shop system; everything else is filled in as the table has it.
    public init(platform: Platform, orderNumber: String? = nil) {
        self.platform = platform
        self.orderNumber = orderNumber
    }
}

/// A row of a payment app's bill.
public struct BillEntry: Hashable, Sendable, Codable {
    /// Where the account is.
    public var platform: Platform
    /// When it happened.
    public var at: Timestamp?
    /// The other side's name as the bill shows it.
    public var counterparty: String?
    /// The other side's account as the bill shows it.
    public var counterpartyAccount: String?
    /// Money moved.
    public var payment: Payment
    /// Whether the money came in.
    public var isIncome: Bool
    /// Name of the product.
    public var product: String?
    /// The shop system’s number of the order.
    public var orderNumber: String?
    /// Free text beside it.
    public var note: String?

    /// A row of a bill.
    public init(platform: Platform, at: Timestamp?, counterparty: String?, payment: Payment, isIncome: Bool) {
        self.platform = platform
        self.at = at
        self.counterparty = counterparty
        self.payment = payment
        self.isIncome = isIncome
    }
}
