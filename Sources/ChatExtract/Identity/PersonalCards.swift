import ChatModel

/// Identity and bank card numbers, masked; an identity card also tells birthday and gender.
public struct PersonalCards: Extractor {
    /// The extractor's name.
    public static let id = "card"
    /// Needs a digit.
    public let trigger = ExtractorTrigger(anyOf: .digit)
    private let isMasked: Bool

    /// The extractor.
    ///
    /// - Parameter masked: whether all but the ends of a number are hidden.
    public init(masked: Bool = true) { isMasked = masked }

    /// Adds the cards of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        for number in message.numbers {
            switch number.kind {
            case .idCard:
                findings.add(.idCard, number.range, of: message.text, value: shown(number.value, 6), confidence: number.confidence, rule: "id_card")
                guard number.value.utf8.count == 18, number.confidence > 0.8 else { continue }
                let digits = Array(number.value.utf8)
                let date =
                    String(decoding: digits[6..<10], as: UTF8.self) + "-" + String(decoding: digits[10..<12], as: UTF8.self) + "-"
                    + String(decoding: digits[12..<14], as: UTF8.self)
                findings.add(.birthday, number.range, of: message.text, value: date, confidence: 0.9, rule: "birthday.id_card")
                findings.add(.gender, number.range, of: message.text, value: digits[16] & 1 == 1 ? "male" : "female", confidence: 0.9, rule: "gender.id_card")
            case .bankCard:
                findings.add(.bankCard, number.range, of: message.text, value: shown(number.value, 4), confidence: number.confidence, rule: "bank_card")
            default: break
            }
        }
    }

    private func shown(_ value: String, _ head: Int) -> String { isMasked ? Self.masked(value, head: head) : value }

    /// A text with the middle of every identity and bank card number hidden; what is kept of a message goes through here.
    public static func masked(in text: String) -> String {
        guard text.utf8.contains(where: { $0 &- 0x30 < 10 || $0 >= 0xEF }) else { return text }
        let message = MessageText(text)
        var bytes = message.text.original
        for number in message.numbers.reversed() where number.kind == .idCard || number.kind == .bankCard {
            var digits = Array(number.range).filter { message.text.bytes[$0] &- 0x30 < 10 || message.text.bytes[$0] | 0x20 == 0x78 }
            guard digits.count > 8 else { continue }
            digits.removeFirst(number.kind == .idCard ? 6 : 4)
            digits.removeLast(4)
            for at in digits.reversed() { bytes.replaceSubrange(message.text.originalRange(at..<at + 1), with: [0x2A]) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A number with everything between its first `head` and its last four places hidden.
    public static func masked(_ value: String, head: Int) -> String {
        let count = value.count
        guard count > head + 4 else { return value }
        return String(value.prefix(head)) + String(repeating: "*", count: count - head - 4) + String(value.suffix(4))
    }
}
