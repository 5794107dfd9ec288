/// Cards of labels and values.
extension ShapedSheet {
    /// `姓名：` beside the name, `电话：` beside the number below it, card by card.
    mutating func unfoldCards() -> Bool {
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
}
