/// A tie of a customer to another one that is not identity.
public struct CustomerRelation: Hashable, Sendable {
    /// What ties the two.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// One household: a shared home or phone under several names.
        case household
        /// The other orders for this one, or this one for the other, see ``CustomerRelation/isFrom``.
        case agent
        /// Goods of one go to the other.
        case recipient
        /// Signs of one person that fit both, while the two contradict each other.
        case ambiguous
    }

    /// What ties the two.
    public var kind: Kind
    /// The other customer.
    public var customerID: String
    /// The other customer's name, as it stood when the pool was brought up to date.
    public var name: String?
    /// Whether the tie starts from this customer: this one is the agent, or sends the goods.
    public var isFrom: Bool
    /// 0...1.
    public var confidence: Double

    /// A tie to another customer.
    public init(kind: Kind, customerID: String, name: String? = nil, isFrom: Bool, confidence: Double) {
        self.kind = kind
        self.customerID = customerID
        self.name = name
        self.isFrom = isFrom
        self.confidence = confidence
    }
}
