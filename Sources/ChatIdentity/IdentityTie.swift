/// Evidence beside the columns that two records are one person's: a name that an account has in two places, the person's own words, a number of an order.
///
/// A tie is weighed as comparisons are, and whatever is known of both people can veto it: names, numbers, accounts, cities, dates of birth.
public struct IdentityTie: Hashable, Sendable {
    /// What ties the two.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// The order's number that one names is in the other's list.
        case order = "order-number"
        /// One says that they are the other: 我是圆圆，这是我第二个号.
        case claim
        /// One account name of a platform, seen in two places.
        case nickname
        /// One writes a number, or its end, that is the other's.
        case number = "said-number"
        /// What a masked row shows of name and street fits.
        case masked = "masked-row"
        /// The door in a member's name is the other's: 5-0802阿珂.
        case door = "door-in-name"
        /// One full name in a chat and in a list, of which nothing else tells whether it is one person's.
        case name = "same-name"
        /// Two exports of one chat's title that show two people.
        case title = "chat-title"
    }

    /// Index of a record.
    public var left: Int
    /// Index of another record.
    public var right: Int
    /// What ties the two.
    public var kind: Kind
    /// Whether it may link by itself where nothing speaks against it; else it is worth a question.
    public var mayLink: Bool

    /// A tie between two records.
    public init(_ left: Int, _ right: Int, _ kind: Kind, mayLink: Bool = true) {
        self.left = min(left, right)
        self.right = max(left, right)
        self.kind = kind
        self.mayLink = mayLink
    }

    /// Match weight in bits that it adds to what the comparisons say.
    ///
    /// Fixed, since few pools have enough of them to learn from: a statement or an order's number is wrong once in a thousand and more, a number may be a friend's, a name
    /// is borne by two people of one shop once in some dozen.
    var bits: Double {
        switch kind {
        case .order, .claim: 20
        case .number: 16
        case .nickname: 10
        case .door: 8
        case .masked, .title, .name: 4
        }
    }
}
