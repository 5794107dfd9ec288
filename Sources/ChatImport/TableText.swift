import ChatExtract
import ChatModel

/// Phones and addresses out of the cells of a table.
enum TableText {
    /// The numbers of a cell, E.164; masked ones as written.
    static func phones(_ cell: String) -> [String] {
        let digits = cell.filter(\.isNumber)
        if cell.contains("*") { return [cell] }
        return digits.count == 11 && digits.hasPrefix("1") ? ["+86" + digits] : []
    }

    /// The address of a cell.
    static func address(_ cell: String) -> PostalAddress? { PostalAddress(detail: cell) }
}
