/// Delivery notes and statements of one customer, who stands above the goods.
extension ShapedSheet {
    /// 客户：样例文具店 and 电话：… above a table of goods: columns of their own in the rows where an order begins.
    mutating func unfoldNote() -> Bool {
        guard let header = rows.indices.prefix(30).first(where: { isGoodsHeader($0) }), header > 0 else { return false }
        var labels: [(name: String, value: String)] = []
        for row in 0..<header {
            for column in rows[row].indices {
                for (name, value) in labelled(row, column) where !labels.contains(where: { $0.name == name }) { labels.append((name, value)) }
            }
        }
        let words = TableWords.shared
        guard labels.contains(where: { words.meaning("customer", of: $0.name) != nil }) else { return false }
        let width = rows[header].count
        let meanings = rows[header].map { HeaderText(HeadedTable.clean($0)).candidates.first?.meaning }
        let starts = meanings.indices.filter { meanings[$0].map { [.orderNumber, .placedAt].contains($0) } ?? false }
        let counts = meanings.indices.filter { meanings[$0].map { [.quantity, .amount].contains($0) } ?? false }
        var shaped = rows
        shaped[header] += labels.map(\.name)
        var isBegun = false
        for row in (header + 1)..<rows.count {
            guard counts.contains(where: { MoneyText(clean(row, $0)) != nil }),
                meanings.indices.contains(where: { meanings[$0] == .product && !clean(row, $0).isEmpty })
            else { continue }
            guard starts.contains(where: { !clean(row, $0).isEmpty }) || !isBegun else { continue }
            isBegun = true
            shaped[row] = (0..<width).map { $0 < rows[row].count ? rows[row][$0] : "" } + labels.map(\.value)
        }
        guard isBegun else { return false }
        // Rows of one width are a table, whatever parts their cells.
        rows = shaped.map { $0 + [String](repeating: "", count: max(0, width + labels.count - $0.count)) }
        return true
    }

    /// Whether a row heads goods with their numbers, and nobody.
    private func isGoodsHeader(_ row: Int) -> Bool {
        let cells = rows[row].map { HeadedTable.clean($0) }.filter { !$0.isEmpty }
        guard 3...40 ~= cells.count, cells.allSatisfy({ $0.unicodeScalars.count <= 16 }) else { return false }
        // 单位 counts goods here, and is nobody's firm.
        let meanings = cells.compactMap { cell in
            let candidates = HeaderText(cell).candidates
            return candidates.contains { $0.meaning == .unit } ? .unit : candidates.first?.meaning
        }
        return meanings.contains(.product) && meanings.contains { $0 == .quantity || $0 == .amount } && meanings.count * 2 > cells.count
            && !meanings.contains(where: ColumnMeaning.ofPeople.contains)
    }

    /// The labels of a cell with their values: `电话：138…`, or a label alone beside its value.
    private func labelled(_ row: Int, _ column: Int) -> [(name: String, value: String)] {
        let cell = clean(row, column)
        guard let cut = cell.firstIndex(where: { ":：".contains($0) }) else { return [] }
        let name = HeadedTable.clean(String(cell[..<cut]))
        var value = HeadedTable.clean(String(cell[cell.index(after: cut)...]))
        if value.isEmpty, column + 1 < rows[row].count { value = clean(row, column + 1) }
        let isOfPerson = TableWords.shared.meaning("customer", of: name) != nil
        let meaning = HeaderText(name).candidates.first?.meaning
        guard !value.isEmpty, isOfPerson || meaning.map({ ColumnMeaning.ofPeople.contains($0) || $0 == .address }) ?? false, name.unicodeScalars.count <= 12
        else {
            return []
        }
        return [(name, value)]
    }
}
