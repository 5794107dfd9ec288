public import ChatModel

/// One part of a recipient: where it stands and how sure it is.
public struct ParsedField: Hashable, Sendable {
    /// The part.
    public enum Kind: String, Sendable {
        case name, phone, country, province, city, district, town, detail
        case postalCode = "postal_code"
        case remark
    }

    /// Which part it is.
    public var kind: Kind
    /// UTF-8 byte offsets in the original text; empty (at the place of the address) for a division that was completed and not written.
    public var range: Range<Int>
    /// 0...1.
    public var confidence: Double
    /// The rule that found it.
    public var rule: FieldRule

    /// A part of a recipient.
    public init(_ kind: Kind, _ range: Range<Int>, confidence: Double, rule: FieldRule) {
        self.kind = kind
        self.range = range
        self.confidence = confidence
        self.rule = rule
    }
}

/// A recipient read out of a text, with the places and the doubts.
public struct ParsedRecipient: Hashable, Sendable {
    /// Name, phones and address.
    public var recipient: Recipient
    /// Bytes of the original text that the recipient's parts span.
    public var range: Range<Int>
    /// One entry for each part; phones in the order of `recipient.phones`.
    public var fields: [ParsedField] = []
    /// 0...1 for the whole.
    public var confidence: Double
    /// Other readings of the divisions where the text leaves them open.
    public var alternatives: [PostalAddress] = []
    /// What was not as it should be: `conflict` (a level contradicts a deeper one, which won), `redundant` (said twice), `missing` (a level was
    /// completed), `corrected` (misspelled or of a wrong type), `renamed` (a former name), `ambiguous-district` (see `alternatives`).
    public var warnings: [String] = []
    /// What the writer added that is no part of the address: 到付, 不要放快递柜.
    public var remark: String?

    /// A recipient read out of a range of a text.
    public init(recipient: Recipient, range: Range<Int>, confidence: Double) {
        self.recipient = recipient
        self.range = range
        self.confidence = confidence
    }
}
