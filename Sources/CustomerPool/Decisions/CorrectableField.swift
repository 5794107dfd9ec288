import ChatModel

/// A field that `chatpool edit` can correct and the workbook cannot.
public enum CorrectableField: String, Sendable, CaseIterable {
    case phone, email, gender
    case birthDate = "birth_date"

    /// The value as it is kept; nil where it makes no sense for the field.
    ///
    /// - phone: E.164, or a mainland mobile as written at home; becomes the customer's first number.
    /// - gender: `male`, `female` or the Chinese word.
    /// - birth_date: `YYYY-MM-DD` or `--MM-DD`.
    public func value(of text: String) -> String? {
        switch self {
        case .phone:
            let digits = text.utf8.filter { 0x30...0x39 ~= $0 }
            guard (7...15).contains(digits.count) else { return nil }
            let number = String(decoding: digits, as: UTF8.self)
            if text.utf8.first == UInt8(ascii: "+") { return "+" + number }
            return digits.count == 11 && digits[0] == 0x31 ? "+86" + number : nil
        case .email: return text.contains("@") && !text.utf8.contains(0x20) ? text : nil
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
        case .phone:
            customer.phones.removeAll { $0.number == value }
            customer.phones.insert(CustomerPhone(number: value, kind: PhoneKind.of(value).rawValue), at: 0)
            // What the evidence says of phones by their place moves along.
            for i in customer.evidence.indices where customer.evidence[i].field.hasPrefix("phones/") { customer.evidence[i].field = "" }
            customer.evidence.removeAll { $0.field.isEmpty }
        case .email:
            customer.emails.removeAll { $0 == value }
            customer.emails.insert(value, at: 0)
            customer.evidence.removeAll { $0.field.hasPrefix("emails/") }
        case .gender: customer.gender = value
        case .birthDate: customer.birthDate = value
        }
    }

    /// Where the field stands in the customer's evidence.
    var path: String {
        switch self {
        case .phone: "phones/0"
        case .email: "emails/0"
        default: rawValue
        }
    }
}
