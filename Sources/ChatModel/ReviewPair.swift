/// The column of the workbook in which a question whether two customers are one person is answered.
public enum ReviewAnswer: String, Sendable, CaseIterable {
    case same = "是"
    case notSame = "不是"
    case unknown = "不知道"

    /// The header of the column.
    public static let header = "是同一个人吗"
    /// The header of the column with the other customer's id.
    public static let otherKeyHeader = "另一位编号"
    /// The sheet.
    public static let sheet = FollowUpKind.review.title.chinese

    /// What a cell says; nil for one that says something else.
    public init?(cell: String) {
        var text = cell.unicodeScalars[...]
        while text.first?.properties.isWhitespace == true { text.removeFirst() }
        while text.last?.properties.isWhitespace == true { text.removeLast() }
        self.init(rawValue: String(text))
    }
}

/// Two customers that may be one person: a question to the seller, who answers on the desk, in the workbook, or by `chatpool merge` or `chatpool not-same`.
public struct ReviewPair: Hashable, Sendable, Codable {
    /// One of the two customers, with what tells them from others.
    public struct Side: Hashable, Sendable, Codable {
        /// The customer's id.
        public var customerID: String
        /// Name, else nickname.
        public var name: String?
        /// The first phone, E.164.
        public var phone: String?
        /// Orders of the customer.
        public var orders: Int
        /// The last sign of the customer.
        public var lastSeen: Timestamp?
        /// Where most goods to the customer go, province to district; not kept with the question but looked up for who is asked.
        public var area: String?
        /// A message that tells who the customer is; looked up like ``area``.
        public var said: String?

        enum CodingKeys: String, CodingKey {
            case name, phone, orders
            case customerID = "customer_id"
            case lastSeen = "last_seen"
        }

        /// What tells a customer from others.
        public init(_ customer: Customer) {
            customerID = customer.id
            name = customer.name ?? customer.nicknames.first
            phone = customer.phones.first?.number
            orders = customer.orders.count(where: \.isBought)
            lastSeen = customer.lastSeen
        }
    }

    /// The customer whose id is older.
    public var left: Side
    /// The other one.
    public var right: Side
    /// Match weight: log2 of the odds that both are one person.
    public var weight: Double
    /// What speaks for and against it, the weightiest first.
    public var reasons: [ComparisonOutcome]
    /// The same in words, in Chinese: `同一手机号（+20.5）；姓名不同（-3.1）`.
    public var words: String

    /// A question to the seller.
    public init(left: Side, right: Side, weight: Double, reasons: [ComparisonOutcome], words: String) {
        self.left = left
        self.right = right
        self.weight = weight
        self.reasons = reasons
        self.words = words
    }
}
