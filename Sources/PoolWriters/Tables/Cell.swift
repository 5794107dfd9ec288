import ChatBytes
import ChatModel

/// A value of a table's cell.
enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    /// A number that is a name: phone, order number, parcel number, id. Spreadsheets must not reckon with it.
    case code(String)
    case number(Double)
    case money(Double)
    /// Money of a currency, shown with its sign.
    case sum(Double, String)
    case day(Timestamp)
    /// A part of 1.
    case share(Double)

    /// The text, or nothing where there is none.
    static func text(orEmpty value: String?) -> Cell { value.flatMap { $0.isEmpty ? nil : .text($0) } ?? .empty }

    /// The code, or nothing where there is none.
    static func code(orEmpty value: String?) -> Cell { value.flatMap { $0.isEmpty ? nil : .code($0) } ?? .empty }

    /// Money, with its currency where one is known.
    static func money(_ value: Double?, in currency: String?) -> Cell { value.map { .sum($0, currency ?? "") } ?? .empty }

    /// The cell as plain text: `128.5`, `2024-05-01`.
    var plain: String {
        switch self {
        case .empty: ""
        case .text(let text), .code(let text): text
        case .number(let value), .money(let value), .share(let value), .sum(let value, _): Cell.decimal(value)
        case .day(let day): Cell.day(day)
        }
    }

    /// At most two digits behind the point.
    static func decimal(_ value: Double) -> String {
        var bytes: [UInt8] = []
        JSONWriter.append(value, digits: 2, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `YYYY-MM-DD`.
    static func day(_ day: Timestamp) -> String { Timestamp(wallSeconds: Int64(day.dayNumber) &* 86_400, precision: .day).description }
}
