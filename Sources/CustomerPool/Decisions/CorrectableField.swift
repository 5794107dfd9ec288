import ChatModel

/// A field that `chatpool edit` can correct and the workbook cannot.
public enum CorrectableField: String, Sendable, CaseIterable {
    case email, gender, recipient
    case birthDate = "birth_date"

    /// The value as it is kept; nil where it makes no sense for the field.
    ///
    /// - gender: `male`, `female` or the Chinese word.
    /// - birth_date: `YYYY-MM-DD` or `--MM-DD`.
    public func value(of text: String) -> String? {
        switch self {
        case .email: return text.contains("@") && !text.utf8.contains(0x20) ? text : nil
        case .recipient: return text.utf8.count <= 200 && !text.utf8.contains(where: { $0 < 0x20 }) ? text : nil
        case .gender:
            switch text {
            case "male", "男": return "male"
            case "female", "女": return "female"
            default: return nil
            }
        case .birthDate:
            let bytes = Array(text.utf8)
            let rest = bytes.starts(with: "--".utf8) ? bytes.dropFirst(2) : bytes.dropFirst(5)
            guard bytes.count == 10 && bytes[4] == 0x2D || bytes.count == 7 && bytes.starts(with: "--".utf8), rest.count == 5 else { return nil }
            let digits = bytes.filter { $0 != 0x2D }
            guard digits.allSatisfy({ 0x30...0x39 ~= $0 }), digits.count == (bytes.count == 10 ? 8 : 4) else { return nil }
            let monthAndDay = digits.suffix(4).map { Int($0) - 48 }
            guard 1...12 ~= monthAndDay[0] * 10 + monthAndDay[1], 1...31 ~= monthAndDay[2] * 10 + monthAndDay[3] else { return nil }
            return text
        }
    }

    /// Gives a customer the value.
    func set(_ value: String, of customer: inout Customer) {
        switch self {
        case .email:
            customer.emails.removeAll { $0 == value }
            customer.emails.insert(value, at: 0)
            customer.evidence.removeAll { $0.field.hasPrefix("emails/") }
        case .gender: customer.gender = value
        case .recipient: customer.setHome(recipient: value)
        case .birthDate: customer.birthDate = value
        }
    }

    /// Where the field stands in the customer's evidence.
    var path: String {
        switch self {
        case .email: "emails/0"
        default: rawValue
        }
    }
}
