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

    /// At most two digits behind the point: money is said to the cent.
    private static func cents(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e13 else { return "?" }
        let cents = Int((abs(value) * 100).rounded())
        let rest = cents % 100
        let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (value < 0 && cents > 0 ? "-" : "") + "\(cents / 100)" + digits
    }

    /// Whole days.
    static func days(_ value: Double) -> String { number(value.rounded()) }

    /// `¥128`, `128 USD`; the currency is left out when it is unknown.
    static func money(_ value: Double, _ currency: String?) -> String {
        switch currency {
        case "CNY": "¥\(cents(value))"
        case nil: cents(value)
        case let code?: "\(cents(value)) \(code)"
        }
    }
}
