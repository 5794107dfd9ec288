/// A record a column.
extension ShapedSheet {
    /// Names of columns below each other in the first one: the table is turned.
    mutating func transpose() -> Bool {
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
}
