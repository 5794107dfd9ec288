/// Two names in one header: two values in each cell, or rows of orders with rows of goods.
extension ShapedSheet {
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
    mutating func splitColumns() -> Bool {
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
    mutating func partRecords() -> Bool {
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
