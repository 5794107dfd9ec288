/// Whom to look after, by occasion.
public enum FollowUpKind: String, Sendable, Codable, CaseIterable {
    case inquired, unpaid, unshipped, repurchase, lapsing, birthday, feedback, review

    /// The list's name: also the name of its sheet.
    public var title: Wording {
        switch self {
        case .inquired: Wording("咨询未下单", "asked, not ordered")
        case .unpaid: Wording("待付款", "waiting for payment")
        case .unshipped: Wording("待发货", "waiting to be sent")
        case .repurchase: Wording("该回购", "due to buy again")
        case .lapsing: Wording("流失预警", "about to leave")
        case .birthday: Wording("生日", "birthdays")
        case .feedback: Wording("投诉与反馈", "complaints and feedback")
        case .review: Wording("待核对", "to be checked")
        }
    }
}

/// One line of a follow-up list.
public struct FollowUpEntry: Hashable, Sendable, Codable {
    /// Which list it stands in.
    public var kind: FollowUpKind
    /// Whom it is about.
    public var customerID: String
    /// The real name, else a nickname; nil when nothing is known.
    public var name: String?
    /// The first phone, E.164.
    public var phone: String?
    /// Why it is in the list.
    public var reason: Reason
    /// The day that matters: asked on, ordered on, due on, birthday.
    public var date: Timestamp?
    /// Name of the product.
    public var product: String?
    /// Money at stake, in `currency`'s main unit.
    public var amount: Double?
    /// ISO 4217.
    public var currency: String?
    /// Index into the customer's orders, when it is about one.
    public var order: Int?
    /// The key of that order (see ``OrderKey``), where the line is a question about it.
    public var orderKey: String?
    /// The customer's words, for feedback and questions; never a sensitive remark unless asked for.
    public var quote: String?
    /// The other customer, when it is about two.
    public var otherCustomerID: String?
    /// What to do next.
    public var nextStep: Wording

    /// One line of a follow-up list.
    public init(kind: FollowUpKind, customerID: String, name: String? = nil, phone: String? = nil, reason: Reason, nextStep: Wording) {
        self.kind = kind
        self.customerID = customerID
        self.name = name
        self.phone = phone
        self.reason = reason
        self.nextStep = nextStep
    }
}

/// A follow-up list, the most urgent entries first.
public struct FollowUpList: Hashable, Sendable, Codable {
    /// Which list.
    public var kind: FollowUpKind
    /// Its lines.
    public var entries: [FollowUpEntry]

    /// A list.
    public init(kind: FollowUpKind, entries: [FollowUpEntry] = []) {
        self.kind = kind
        self.entries = entries
    }
}
