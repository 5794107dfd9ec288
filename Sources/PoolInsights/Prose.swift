import ChatModel

/// Figures and days as reasons write them.
enum Prose {
    /// `2024-05-01`.
    static func day(_ day: Int) -> String { Timestamp(dayNumber: day).description }

    /// At most one digit behind the point, none where it is zero.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "?" }
        let tenths = Int((abs(value) * 10).rounded())
        let sign = value < 0 && tenths > 0 ? "-" : ""
        return tenths % 10 == 0 ? "\(sign)\(tenths / 10)" : "\(sign)\(tenths / 10).\(tenths % 10)"
    }

    /// Whole days.
    static func days(_ value: Double) -> String { number(value.rounded()) }

    /// `¥128`, `128 USD`; the currency is left out when it is unknown.
    static func money(_ value: Double, _ currency: String?) -> String {
        switch currency {
        case "CNY": "¥\(number(value))"
        case nil: number(value)
        case let code?: "\(number(value)) \(code)"
        }
    }
}
