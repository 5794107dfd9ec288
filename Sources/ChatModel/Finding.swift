/// Something that an extractor recognised in a text.
public struct Finding: Hashable, Sendable {
    /// What was recognised; the raw value is the `type` in JSON lines.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case phone, email, name, address, recipient
        case postalCode = "postal_code"
        case wechatID = "wechat_id"
        case qqNumber = "qq_number"
        case account, birthday, gender, nickname, company
        case money, quantity, product
        case tracking
        case orderNumber = "order_number"
        case idCard = "id_card"
        case bankCard = "bank_card"
        case date, link
    }

    /// Which kind it is.
    public var kind: Kind
    /// UTF-8 byte offsets in the text.
    public var range: Range<Int>
    /// The normalised value: E.164 for a phone, digits for a number, the cleaned text else.
    public var value: String
    /// Probability that kind and value are right, 0...1.
    public var confidence: Double
    /// The rule that found it, such as `phone.mobile`.
    public var rule: String

    /// Something recognised in a text.
    public init(_ kind: Kind, _ range: Range<Int>, value: String, confidence: Double, rule: String) {
        self.kind = kind
        self.range = range
        self.value = value
        self.confidence = confidence
        self.rule = rule
    }
}

/// Where a fact of the pool was said, and why it is believed.
public struct Evidence: Hashable, Sendable, Codable {
    /// The message.
    public var position: SourcePosition
    /// UTF-8 byte offsets in the message's text, where the fact is a piece of it.
    public var start: Int?
    /// UTF-8 byte offset behind the last.
    public var end: Int?
    /// When it was said.
    public var at: Timestamp?
    /// The rule that found it.
    public var rule: String
    /// 0...1.
    public var confidence: Double

    /// Where a fact was said, and why it is believed.
    public init(position: SourcePosition, range: Range<Int>? = nil, at: Timestamp? = nil, rule: String, confidence: Double) {
        self.position = position
        start = range?.lowerBound
        end = range?.upperBound
        self.at = at
        self.rule = rule
        self.confidence = confidence
    }
}
