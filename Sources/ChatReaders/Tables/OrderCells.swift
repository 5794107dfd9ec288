import ChatBytes
import ChatModel

/// The values of one row of an order table, where they stand: most are read without a string.
struct OrderCells {
    /// Where each column's value stands; nil for one that the row does not have. Memory is used again for the next row.
    private var ranges = [Range<Int>?](repeating: nil, count: OrderColumn.count)
    /// Values of cells whose bytes are not their values: doubled quotes are one.
    private var decoded: [Int: String] = [:]

    /// Takes a row over.
    mutating func read(_ table: borrowing HeadedTable, _ offset: Int, _ bytes: Span<UInt8>) {
        if !decoded.isEmpty { decoded.removeAll(keepingCapacity: true) }
        for column in 0..<OrderColumn.count {
            let place = table.columns[offset + column]
            ranges[column] = nil
            guard place >= 0 else { continue }
            if table.row.isPlain(place) {
                ranges[column] = TableCell.valueRange(bytes, table.row.range(place))
            } else if let value = TableCell.value(table.row.text(place, of: bytes)) {
                decoded[column] = value
                ranges[column] = table.row.range(place)
            }
        }
    }

    /// Whether the row has a value of a column.
    func has(_ column: OrderColumn) -> Bool { ranges[column.rawValue] != nil }

    /// A column's value.
    func string(_ column: OrderColumn, _ bytes: Span<UInt8>) -> String? {
        guard let range = ranges[column.rawValue] else { return nil }
        if !decoded.isEmpty, let value = decoded[column.rawValue] { return value }
        return ByteScanning.string(bytes, range)
    }

    /// A column's value as a number.
    func amount(_ column: OrderColumn, _ bytes: Span<UInt8>) -> Double? {
        guard let range = ranges[column.rawValue] else { return nil }
        return TableCell.plainNumber(bytes, range) ?? string(column, bytes).flatMap { TableCell.amount($0) }
    }

    /// A column's value as a time.
    func time(_ column: OrderColumn, _ bytes: Span<UInt8>) -> Timestamp? {
        guard let range = ranges[column.rawValue] else { return nil }
        if let parsed = TimeText.dateTime(bytes, at: range.lowerBound, end: range.upperBound), parsed.next == range.upperBound { return parsed.value }
        return string(column, bytes).flatMap { TableCell.time($0) }
    }
}
