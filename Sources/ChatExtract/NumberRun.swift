/// A number of a text with everything that belongs to it, classified once as a whole: no part of it is anything else.
public struct NumberRun: Hashable, Sendable {
    /// What the number is.
    public enum Kind: String, Sendable {
        /// A mainland mobile, +86 1….
        case mobile
        /// A mainland landline with its area code.
        case landline
        /// 400 and 800 numbers.
        case service
        /// A number written with another country's code.
        case foreign
        /// A Taiwan number as dialled there.
        case taiwan
        /// 138****1234.
        case maskedPhone
        /// Digits that may be a local or foreign number where an address or a label says so.
        case local
        /// A mainland identity card number.
        case idCard
        case bankCard
        /// A long number or a code of letters and digits: order, parcel, payment.
        case serial
        /// Six digits on their own.
        case postcode
        case date
        case time
        /// Digits with a currency at their side.
        case price
        /// A number of an address: 18号, 3栋, 1203室.
        case house
        /// Digits inside a link.
        case link
        /// Any other number.
        case plain
    }

    /// What it is.
    public var kind: Kind
    /// In the view: country code, separators and extension included.
    public var range: Range<Int>
    /// The label that stands before the number, if one does.
    public var label: NumberLabel
    /// E.164 with `;ext=` for a phone with a known country, the writing for a masked one, digits for cards; empty for the rest.
    public var value: String
    /// 0...1.
    public var confidence: Double

    /// A number of a text.
    public init(_ kind: Kind, _ range: Range<Int>, label: NumberLabel = .none, value: String = "", confidence: Double = 1) {
        self.kind = kind
        self.range = range
        self.label = label
        self.value = value
        self.confidence = confidence
    }

    /// Whether this is a phone number, or may be one beside an address.
    var mayBePhone: Bool { isPhone || kind == .taiwan || kind == .local }

    /// Whether this is a phone number whatever stands around it.
    public var isPhone: Bool {
        switch kind {
        case .mobile, .landline, .service, .foreign, .maskedPhone: true
        default: false
        }
    }
}
