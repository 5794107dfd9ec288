/// The same columns once more beside themselves.
extension ShapedSheet {
    /// 名字 电话 住址 | 名字 电话 住址: the same columns once more beside them.
    mutating func unfoldBlocks() -> Bool {
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
}
