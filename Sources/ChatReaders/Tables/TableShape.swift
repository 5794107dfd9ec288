import ChatBytes

/// Tables that are laid out otherwise than a record a row, put so: columns that stand side by side twice, a record a column, cards of labels and values,
/// rows of orders with rows of goods under one header, two values in each cell of a column.
///
/// People make such tables by hand, so that they are small; what is larger is read as it stands.
struct TableShape: Sendable {
    /// The table with one record a row.
    let bytes: [UInt8]
    /// For each sheet, or for the file, the row that each row was made of.
    let lines: [[Int]]

    private static let mostBytes = 2 << 20
    private static let mostRows = 4_000

    /// Nil for a file whose tables have a record in each row.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count > 0, bytes.count <= Self.mostBytes else { return nil }
        var scanner = CSVScanner(dialect: TableWalk.dialect(of: bytes))
        var row = CSVRow()
        var sheets: [Sheet] = bytes[0] == SheetMark.byte ? [] : [Sheet()]
        var rows = 0
        while scanner.next(bytes, into: &row) {
            if row.isSheetName {
                sheets.append(Sheet(name: row.text(0, of: bytes)))
            } else if row.count <= 120, let last = sheets.indices.last {
                rows += 1
                guard rows <= Self.mostRows else { return nil }
                sheets[last].rows.append((0..<row.count).map { row.text($0, of: bytes) })
                sheets[last].lines.append(row.record)
            } else {
                return nil
            }
        }
        var isShaped = false
        for i in sheets.indices { if sheets[i].shape() { isShaped = true } }
        guard isShaped else { return nil }
        var text = ""
        for sheet in sheets {
            if let name = sheet.name { text += "\u{1D}\(name)\n" }
            for cells in sheet.rows { text += cells.map(Self.quoted).joined(separator: ",") + "\n" }
        }
        self.bytes = Array(text.utf8)
        lines = sheets.map(\.lines)
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// The rows of one sheet.
private struct Sheet {
    var name: String?
    var rows: [[String]] = []
    /// The number of each row in its sheet.
    var lines: [Int] = []

    init(name: String? = nil) { self.name = name }

    private func clean(_ row: Int, _ column: Int) -> String { column < rows[row].count ? HeadedTable.clean(rows[row][column]) : "" }

    private func isKnown(_ cell: String) -> Bool { !cell.isEmpty && cell.unicodeScalars.count <= 24 && HeaderText(cell).isKnown }

    /// Puts the sheet so that each record is a row.
    ///
    /// - Returns: whether it was laid out otherwise.
    mutating func shape() -> Bool {
        guard rows.count >= 3 else { return false }
        if unfoldBlocks() || unfoldCards() || transpose() { return true }
        let isParted = partRecords()
        return splitColumns() || isParted
    }

    // MARK: Side by side

    /// 名字 电话 住址 | 名字 电话 住址: the same columns once more beside them.
    private mutating func unfoldBlocks() -> Bool {
        for head in rows.indices.prefix(8) {
            let places = rows[head].indices.filter { !clean(head, $0).isEmpty }
            let names = places.map { clean(head, $0) }
            guard
                let size = (2...max(2, names.count / 2)).first(where: { size in
                    names.count >= 2 * size && names.count % size == 0 && Set(names.prefix(size)).count == size
                        && names.indices.allSatisfy { names[$0] == names[$0 % size] }
                }), names.prefix(size).count(where: isKnown) >= 2
            else { continue }
            var shaped = Array(rows[...head].dropLast())
            var numbers = Array(lines[..<head])
            shaped.append(Array(names.prefix(size)))
            numbers.append(lines[head])
            for block in 0..<names.count / size {
                let columns = places[block * size..<(block + 1) * size]
                for row in rows.indices.dropFirst(head + 1) {
                    let cells = columns.map { $0 < rows[row].count ? rows[row][$0] : "" }
                    guard cells.contains(where: { !HeadedTable.clean($0).isEmpty }) else { continue }
                    shaped.append(cells)
                    numbers.append(lines[row])
                }
            }
            (rows, lines) = (shaped, numbers)
            return true
        }
        return false
    }

    // MARK: Cards

    /// `姓名：` beside the name, `电话：` beside the number below it, card by card.
    private mutating func unfoldCards() -> Bool {
        var labels: [(row: Int, column: Int, name: String, value: String)] = []
        var others = 0
        for row in rows.indices {
            var taken = -1
            for column in rows[row].indices where column > taken {
                let cell = clean(row, column)
                guard !cell.isEmpty else { continue }
                if let last = cell.last, "：:".contains(last), cell.count <= 12 {
                    labels.append((row, column, String(cell.dropLast()), column + 1 < rows[row].count ? rows[row][column + 1] : ""))
                    taken = column + 1
                } else if let cut = cell.firstIndex(where: { "：:".contains($0) }), cell[..<cut].count <= 8, isKnown(String(cell[..<cut])) {
                    labels.append((row, column, String(cell[..<cut]), String(cell[cell.index(after: cut)...])))
                } else if cell.contains(where: { $0.isLetter || $0.isNumber }) {
                    others += 1
                }
            }
        }
        let names = labels.map(\.name)
        guard labels.count >= 8, labels.count > others * 2, let first = names.first, names.count(where: { $0 == first }) >= 2 else { return false }
        var columns: [String] = []
        for name in names where !columns.contains(name) { columns.append(name) }
        guard columns.count >= 3, columns.count <= 30, columns.count(where: isKnown) >= 2, labels.count >= columns.count * 2 else { return false }
        var shaped: [[String]] = [columns]
        var numbers = [lines[labels[0].row]]
        for column in Set(labels.map(\.column)).sorted() {
            var card: [String]?
            var line = 0
            for label in labels where label.column == column {
                guard let place = columns.firstIndex(of: label.name) else { continue }
                if label.name == first || card?[place].isEmpty == false {
                    if let card, card.contains(where: { !HeadedTable.clean($0).isEmpty }) {
                        shaped.append(card)
                        numbers.append(line)
                    }
                    card = nil
                }
                if card == nil { (card, line) = ([String](repeating: "", count: columns.count), lines[label.row]) }
                card?[place] = label.value
            }
            if let card, card.contains(where: { !HeadedTable.clean($0).isEmpty }) {
                shaped.append(card)
                numbers.append(line)
            }
        }
        (rows, lines) = (shaped, numbers)
        return true
    }

    // MARK: A record a column

    /// Names of columns below each other in the first one: the table is turned.
    private mutating func transpose() -> Bool {
        let width = rows.map(\.count).max() ?? 0
        guard 3...60 ~= width, rows.count <= 60 else { return false }
        // The longest run of rows with a name and two values or more.
        var run = 0..<0
        var start: Int?
        for row in 0...rows.count {
            let isRow =
                row < rows.count && !clean(row, 0).isEmpty && clean(row, 0).count <= 12 && rows[row].indices.dropFirst().count { !clean(row, $0).isEmpty } >= 2
            if isRow { start = start ?? row }
            if !isRow, let begun = start {
                if row - begun > run.count { run = begun..<row }
                start = nil
            }
        }
        guard run.count >= 4 else { return false }
        let names = run.map { clean($0, 0) }
        let known = names.count(where: isKnown)
        guard known >= 4, known * 10 >= names.count * 6, Set(names).count == names.count else { return false }
        // A row that heads columns has more names than the first column.
        let heads = rows.indices.prefix(12).map { row in rows[row].indices.count { isKnown(clean(row, $0)) } }.max() ?? 0
        guard heads * 2 <= known, (1..<width).contains(where: { column in run.count { !clean($0, column).isEmpty } >= 3 }) else { return false }
        var shaped = Array(rows[..<run.lowerBound])
        var numbers = Array(lines[..<run.lowerBound])
        shaped.append(names)
        numbers.append(lines[run.lowerBound])
        for column in 1..<width {
            let cells = run.map { column < rows[$0].count ? rows[$0][column] : "" }
            guard cells.contains(where: { !HeadedTable.clean($0).isEmpty }) else { continue }
            shaped.append(cells)
            numbers.append(lines[run.lowerBound])
        }
        (rows, lines) = (shaped, numbers)
        return true
    }

    // MARK: Two names in one header

    /// The two names of `单号/下单`, `数量×单价`; nil unless both are known and differ.
    private static func twoNames(_ header: String) -> (String, String)? {
        let names = header.split(whereSeparator: { "/／×＊*+＋\n".contains($0) }).map { HeadedTable.clean(String($0)) }
        guard names.count == 2, HeaderText(header).candidates.first.map({ $0.score < 0.9 || header.contains("×") || header.contains("/") }) ?? true else {
            return nil
        }
        let meanings = names.map { HeaderText($0).candidates.first { $0.score >= 0.5 }?.meaning }
        guard let first = meanings[0], let second = meanings[1], first != second else { return nil }
        return (names[0], names[1])
    }

    /// The first row among the first ones whose cells are headers.
    private func headRow() -> Int? {
        rows.indices.prefix(10).first { row in
            let filled = rows[row].indices.filter { !clean(row, $0).isEmpty }
            guard filled.count >= 4 else { return false }
            let known = filled.count { isKnown(clean(row, $0)) || Self.twoNames(clean(row, $0)) != nil }
            return known * 2 > filled.count
        }
    }

    /// `单号/下单` over cells of two lines, `数量×单价` over `2×89.00`: each value gets its own column.
    private mutating func splitColumns() -> Bool {
        guard let head = headRow() else { return false }
        var split: [Int: (names: (String, String), separator: Character)] = [:]
        for column in rows[head].indices {
            guard let names = Self.twoNames(clean(head, column)) else { continue }
            let cells = rows.indices.dropFirst(head + 1).map { clean($0, column) }.filter { !$0.isEmpty }
            let separator = ["\n", "×", "*", "x"].map { Character($0) }.first { mark in
                cells.count > 1 && cells.count { Self.halves($0, mark) != nil } * 10 >= cells.count * 7
            }
            if let separator { split[column] = (names, separator) }
        }
        guard !split.isEmpty else { return false }
        for row in rows.indices {
            var cells: [String] = []
            for (column, cell) in rows[row].enumerated() {
                guard let (names, mark) = split[column] else {
                    cells.append(cell)
                    continue
                }
                if row == head {
                    cells += [names.0, names.1]
                } else if let (a, b) = Self.halves(HeadedTable.clean(cell), mark) {
                    cells += [a, b]
                } else {
                    cells += [cell, ""]
                }
            }
            rows[row] = cells
        }
        return true
    }

    private static func halves(_ cell: String, _ mark: Character) -> (String, String)? {
        let parts = cell.split(separator: mark).map { HeadedTable.clean(String($0)) }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return (parts[0], parts[1])
    }

    /// Rows of orders and rows of their goods under one header: `日期/货号`, `客户/品名`, told apart by the first column.
    private mutating func partRecords() -> Bool {
        guard let head = headRow() else { return false }
        let width = rows[head].count
        var names: [Int: (String, String)] = [:]
        for column in 1..<max(1, width) { if let two = Self.twoNames(clean(head, column)) { names[column] = two } }
        guard names.count >= 2 else { return false }
        var byMark: [String: [Int]] = [:]
        for row in rows.indices.dropFirst(head + 1) where !clean(row, 0).isEmpty { byMark[clean(row, 0), default: []].append(row) }
        let marks = byMark.filter { $0.value.count >= 2 && $0.key.count <= 6 }.sorted { $0.value[0] < $1.value[0] }
        guard marks.count == 2, byMark.count <= 6 else { return false }
        // The first mark's rows begin the records; in each column the goods' cells say which name is theirs.
        let goods = marks[1].value
        var memory: [String: CellShape] = [:]
        func profile(_ rows: [Int], _ column: Int) -> ColumnProfile {
            var profile = ColumnProfile()
            for row in rows { profile.add(clean(row, column), &memory) }
            return profile
        }
        var second: Set<Int> = []
        for (column, two) in names {
            let ofGoods: Set<ColumnMeaning> = [.product, .spec, .quantity, .unit, .unitPrice, .ignored]
            func fit(_ name: String, _ rows: [Int]) -> Double {
                guard let meaning = HeaderText(name).candidates.first?.meaning else { return 0 }
                return meaning.fit(profile(rows, column)) + (ofGoods.contains(meaning) == (rows == goods) ? 0.1 : 0)
            }
            let (orders, items) = (marks[0].value, goods)
            if fit(two.0, orders) + fit(two.1, items) >= fit(two.1, orders) + fit(two.0, items) { second.insert(column) }
        }
        var shaped = Array(rows[..<head])
        var numbers = Array(lines[..<head])
        func spread(_ row: Int, isGoods: Bool) -> [String] {
            (0..<width).flatMap { column -> [String] in
                let cell = column < rows[row].count ? rows[row][column] : ""
                guard let two = names[column] else {
                    // What a line comes to is in what the order comes to.
                    let isSum = isGoods && HeaderText(clean(head, column)).candidates.first?.meaning == .amount
                    return [column == 0 && row != head || isSum ? "" : cell]
                }
                if row == head { return [two.0, two.1] }
                return isGoods == second.contains(column) ? ["", cell] : [cell, ""]
            }
        }
        shaped.append(spread(head, isGoods: false))
        numbers.append(lines[head])
        for row in rows.indices.dropFirst(head + 1) {
            let mark = clean(row, 0)
            guard mark == marks[0].key || mark == marks[1].key else {
                shaped.append(rows[row].count > width ? Array(rows[row].prefix(1)) : [rows[row].joined(separator: " ")])
                numbers.append(lines[row])
                continue
            }
            shaped.append(spread(row, isGoods: mark == marks[1].key))
            numbers.append(lines[row])
        }
        (rows, lines) = (shaped, numbers)
        return true
    }
}
