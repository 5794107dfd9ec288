import ChatBytes
import ChatModel

/// The values of one row of an order table, where they stand: most are read without a string.
struct OrderCells {
    /// Which cells of a row hold the columns that the table has.
    private var places: [(column: Int, cell: Int)] = []
    /// Where each column's value stands; empty for one that the row does not have. Memory is used again for the next row.
    private var ranges = [Range<Int>](repeating: 0..<0, count: OrderColumn.count)
    /// Values of cells whose bytes are not their values: doubled quotes are one.
    private var decoded: [(column: Int, value: String)] = []

    /// Takes the places of the columns over from a table whose header has been found; the first of them stands at `offset` of the asked ones.
    mutating func find(_ table: borrowing HeadedTable, _ offset: Int) {
        places = []
        for column in 0..<OrderColumn.count {
            ranges[column] = 0..<0
            let cell = table.columns[offset + column]
            if cell >= 0 { places.append((column, cell)) }
        }
    }

    /// Takes a row over.
    mutating func read(_ row: CSVRow, _ bytes: Span<UInt8>) {
        if !decoded.isEmpty { decoded.removeAll(keepingCapacity: true) }
        for (column, cell) in places {
            if row.isPlain(cell) {
                ranges[column] = TableCell.valueRange(bytes, row.range(cell)) ?? 0..<0
            } else if let inner = TableCell.quotedFormula(bytes, row.range(cell)) {
                ranges[column] = TableCell.valueRange(bytes, inner) ?? 0..<0
            } else if let value = TableCell.value(row.text(cell, of: bytes)) {
                decoded.append((column, value))
                ranges[column] = row.range(cell)
            } else {
                ranges[column] = 0..<0
            }
        }
    }

    /// Whether the row has a value of a column.
    func has(_ column: OrderColumn) -> Bool { !ranges[column.rawValue].isEmpty }

    /// Where a column's value stands as it is written; nil for one that the row does not have.
    func range(_ column: OrderColumn) -> Range<Int>? { has(column) ? ranges[column.rawValue] : nil }

    /// A column's value.
    func string(_ column: OrderColumn, _ bytes: Span<UInt8>) -> String? {
        guard let range = range(column) else { return nil }
        for (place, value) in decoded where place == column.rawValue { return value }
        return ByteScanning.string(bytes, range)
    }

    /// A column's value as a number.
    func amount(_ column: OrderColumn, _ bytes: Span<UInt8>) -> Double? {
        guard let range = range(column) else { return nil }
        return TableCell.plainNumber(bytes, range) ?? string(column, bytes).flatMap { TableCell.amount($0) }
    }

    /// A column's value as a time.
    func time(_ column: OrderColumn, _ bytes: Span<UInt8>) -> Timestamp? {
        guard let range = range(column) else { return nil }
        if let parsed = TimeText.dateTime(bytes, at: range.lowerBound, end: range.upperBound), parsed.next == range.upperBound { return parsed.value }
        return string(column, bytes).flatMap { TableCell.time($0) }
    }
}
