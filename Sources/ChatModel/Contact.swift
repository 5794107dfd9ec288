/// A person as a contact list, an address book, a contact card or a table row gives them.
public struct Contact: Hashable, Sendable, Codable {
    public var platform: Platform
    /// The platform's stable account id.
    public var id: String?
    /// The id that users see and may change (微信号).
    public var alias: String?
    public var nickname: String?
    /// What the seller calls them (备注).
    public var remark: String?
    /// Real name where the source has a column for it.
    public var name: String?
    /// As written in the source.
    public var phones: [String] = []
    public var emails: [String] = []
    /// Postal addresses as written in the source.
    public var addresses: [String] = []
    /// `YYYY-MM-DD`, or `--MM-DD` without a year.
    public var birthDate: String?
    /// `male` or `female`.
    public var gender: String?
    public var tags: [String] = []
    public var company: String?
    public var note: String?

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
    public var platform: Platform
    public var orderNumber: String?
    /// The buyer's name in the shop system: nickname or member name.
    public var buyer: String?
    public var buyerPhone: String?
    public var recipientName: String?
    /// As written; may be masked or a virtual number, which is no identity key.
    public var recipientPhone: String?
    /// The whole address as one text, divisions first.
    public var addressText: String?
    public var items: [OrderItem] = []
    public var amount: Double?
    public var currency: String = "CNY"
    public var status: OrderStatus?
    public var placedAt: Timestamp?
    public var paidAt: Timestamp?
    public var shippedAt: Timestamp?
    public var receivedAt: Timestamp?
    public var trackings: [Tracking] = []
    public var note: String?

    /// An order of a shop system; everything else is filled in as the table has it.
    public init(platform: Platform, orderNumber: String? = nil) {
        self.platform = platform
        self.orderNumber = orderNumber
    }
}

/// A row of a payment app's bill.
public struct BillEntry: Hashable, Sendable, Codable {
    public var platform: Platform
    public var at: Timestamp?
    /// The other side's name as the bill shows it.
    public var counterparty: String?
    /// The other side's account as the bill shows it.
    public var counterpartyAccount: String?
    public var payment: Payment
    /// Whether the money came in.
    public var isIncome: Bool
    public var product: String?
    public var orderNumber: String?
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
