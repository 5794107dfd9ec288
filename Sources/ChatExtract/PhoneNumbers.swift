import ChatModel

/// Phone numbers: mainland mobiles in every spacing, landlines, 400 numbers, numbers with a country code, masked ones.
///
/// A number that only an address can explain (Hong Kong, seven-digit landlines) is left to ``RecipientParser``.
public struct PhoneNumbers: Extractor {
    /// The extractor's name.
    public static let id = "phone"
    /// Needs a digit.
    public let trigger = ExtractorTrigger(anyOf: .digit)

    /// The extractor; it has no state.
    public init() {}

    /// Adds the phones of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        for number in message.numbers {
            guard let rule = Self.rule(number) else { continue }
            findings.add(.phone, number.range, of: message.text, value: number.value, confidence: number.confidence, rule: rule.rawValue)
        }
    }

    /// The rule that made a number a phone; nil when it is none by itself.
    static func rule(_ number: NumberRun) -> FieldRule? {
        switch number.kind {
        case .mobile: .phoneMobile
        case .landline: .phoneLandline
        case .service: .phoneService
        case .foreign: .phoneInternational
        case .maskedPhone: .phoneMasked
        case .taiwan: number.label == .phone ? .phoneTaiwan : nil
        default: nil
        }
    }
}
