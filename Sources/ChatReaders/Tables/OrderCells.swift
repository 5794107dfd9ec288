import ChatBytes
import ChatModel

/// The values of one row of an order table, where they stand: most are read without a string.
struct OrderCells {
    /// Which cells of a row hold the columns that the table has.
    private var places: [(column: Int, cell: Int)] = []
    /// Where each column's value stands, by the meaning's place; empty for one that the row does not have. Memory is used again for the next row.
    private var ranges = [Range<Int>](repeating: 0..<0, count: ColumnMeaning.count)
    /// Values of cells whose bytes are not their values: doubled quotes are one.
    private var decoded: [(column: Int, value: String)] = []
    private var days = [DateColumn?](repeating: nil, count: ColumnMeaning.count)
    private var money = [MoneyText.Style](repeating: MoneyText.Style(), count: ColumnMeaning.count)
    /// The values of the row above, where cells repeat them in words.
    private var above: [Int: String] = [:]
    /// The addresses above, with what else stands in their cells.
    private var cellsAbove: [String] = []
    private var dayMemory: [CellMemory<Timestamp?>] = []
    /// The values of a person's last row, by name: what 同上 beside a name refers to.
    private var byPerson: [String: [Int: String]] = [:]
    /// What signs mean in the columns of states.
    private(set) var marks = TableMarks()

    /// What 老地方 may stand for.
    private static let places: Set<ColumnMeaning> = [.address, .address2, .recipientName, .recipientPhone, .phone]

    /// Takes the places of the columns over from a table's layout.
    mutating func find(_ layout: TableLayout) {
        places = []
        days = [DateColumn?](repeating: nil, count: ColumnMeaning.count)
        dayMemory = [CellMemory<Timestamp?>](repeating: CellMemory(), count: ColumnMeaning.count)
        for column in 0..<ColumnMeaning.count { ranges[column] = 0..<0 }
        marks = layout.marks
        above = [:]
        byPerson = [:]
        cellsAbove = []
        for (cell, meaning) in layout.meanings.enumerated() {
            guard let meaning, !places.contains(where: { $0.column == meaning.rawValue }) else { continue }
            places.append((meaning.rawValue, cell))
            days[meaning.rawValue] = layout.days[cell]
            money[meaning.rawValue] = layout.money[cell] ?? MoneyText.Style()
        }
    }

    /// Takes a row over.
    mutating func read(_ row: CSVRow, _ bytes: Span<UInt8>) {
        if !decoded.isEmpty { decoded.removeAll(keepingCapacity: true) }
        for (column, cell) in places {
            if !marks.strokes.isEmpty, let meaning = ColumnMeaning(rawValue: column), marks.strokes.contains(meaning), row.text(cell, of: bytes) == "/" {
                ranges[column] = row.range(cell)
            } else if row.isPlain(cell) {
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

    /// Puts a value in place of 同上, and nothing in place of 老地方: the person's last address stands anyway.
    ///
    /// Beside the name of somebody who stood in an earlier row the words mean that row, else the row above.
    mutating func resolveDittos(_ bytes: Span<UInt8>) {
        var name: String?
        for column in [ColumnMeaning.name, .recipientName, .buyer, .buyerName] where name == nil {
            if let text = string(column, bytes), OrderWords.ditto(text) != "same" { name = text }
        }
        let earlier = name.flatMap { byPerson[$0] } ?? [:]
        for (column, _) in places where !ranges[column].isEmpty {
            guard let meaning = ColumnMeaning(rawValue: column), let text = string(meaning, bytes) else { continue }
            if meaning == .address, let known = known(text) {
                decoded.removeAll { $0.column == column }
                decoded.append((column, known))
                above[column] = known
                continue
            }
            switch OrderWords.ditto(text) {
            case "same":
                decoded.removeAll { $0.column == column }
                if let value = earlier[column] ?? above[column] {
                    decoded.append((column, value))
                    above[column] = value
                } else {
                    ranges[column] = 0..<0
                }
            case "before" where Self.places.contains(meaning):
                // A cell for everything that is left out as known holds the number too.
                if meaning == .address, let cell = earlier[column], !has(.phone), !has(.recipientPhone), CellShape(cell).contains(.holdsPhone) {
                    decoded.removeAll { $0.column == column }
                    decoded.append((column, cell))
                    above[column] = cell
                    continue
                }
                ranges[column] = 0..<0
                above[column] = earlier[column]
            default:
                if meaning == .address, text.utf8.contains(where: { 48...57 ~= $0 }), cellsAbove.count < 4096 { cellsAbove.append(text) }
                above[column] = text
                if let name, byPerson.count < 4096 { byPerson[name, default: [:]][column] = text }
            }
        }
    }

    /// How many of the table's columns the row has a value of.
    var filled: Int { places.count { !ranges[$0.column].isEmpty } }

    /// 林小溪 老地方, 林小溪 13800001234 同上: the last earlier cell that holds the number, or the name.
    private func known(_ text: String) -> String? {
        guard text.utf8.count <= 80 else { return nil }
        let pieces = text.split { " ，,;；:：\n".contains($0) }.map(String.init)
        let names = pieces.filter { OrderWords.ditto($0) == nil }
        guard names.count < pieces.count else { return nil }
        if let number = names.first(where: { CellShape($0).contains(.phone) }), names.count <= 2 { return cellsAbove.last { $0.contains(number) } }
        guard names.count == 1, let name = names.first, name.unicodeScalars.count >= 2 else { return nil }
        return cellsAbove.last { $0.contains(name) }
    }

    /// Whether the table has a column.
    func hasColumn(_ column: ColumnMeaning) -> Bool { places.contains { $0.column == column.rawValue } }

    /// Whether the row has a value of a column.
    func has(_ column: ColumnMeaning) -> Bool { !ranges[column.rawValue].isEmpty }

    /// Where a column's value stands as it is written; nil for one that the row does not have.
    func range(_ column: ColumnMeaning) -> Range<Int>? { has(column) ? ranges[column.rawValue] : nil }

    /// A column's value.
    func string(_ column: ColumnMeaning, _ bytes: Span<UInt8>) -> String? {
        guard let range = range(column) else { return nil }
        for (place, value) in decoded where place == column.rawValue { return value }
        return ByteScanning.string(bytes, range)
    }

    /// A column's value as a number.
    func amount(_ column: ColumnMeaning, _ bytes: Span<UInt8>) -> Double? {
        guard let range = range(column) else { return nil }
        let style = money[column.rawValue]
        if decoded.isEmpty, !style.groupsByDot, let plain = TableCell.plainNumber(bytes, range) { return plain }
        return string(column, bytes).flatMap { text in TableCell.amount(text, style) ?? (column == .quantity ? nil : MoneyText.sum(text)) }
    }

    /// A column's value as a number with what stands beside it.
    func money(_ column: ColumnMeaning, _ bytes: Span<UInt8>) -> MoneyText? {
        string(column, bytes).flatMap { MoneyText($0, money[column.rawValue]) }
    }

    /// A column's value as a time.
    mutating func time(_ column: ColumnMeaning, _ bytes: Span<UInt8>) -> Timestamp? {
        guard let range = range(column) else { return nil }
        if !decoded.isEmpty, let text = string(column, bytes) { return days[column.rawValue].map { $0.timestamp(text) } ?? TableCell.time(text) }
        if let parsed = TimeText.dateTime(bytes, at: range.lowerBound, end: range.upperBound), parsed.next == range.upperBound { return parsed.value }
        guard let day = days[column.rawValue] else { return string(column, bytes).flatMap { TableCell.time($0) } }
        let text = string(column, bytes) ?? ""
        return dayMemory[column.rawValue].value(of: range, in: bytes) { day.timestamp(text) }
    }
}
