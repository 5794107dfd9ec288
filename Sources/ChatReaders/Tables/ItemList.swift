import ChatBytes
import ChatModel

/// The products of one cell: one name, or several with their counts, as group-buying systems put them together.
///
/// `草莓 3斤装*2；蓝莓 125g*1`, `面膜(3件);洗面奶(1件)`, `苹果 x2` and lines of such.
enum ItemList {
    /// The products that a cell names; one product with the whole cell as its name where no list can be made out.
    static func parse(_ cell: String) -> [OrderItem] {
        var pieces = split(cell, .products)
        if pieces.count == 1 {
            // Commas stand inside names too: they part products only when every piece has a count.
            let finer = split(cell, .commas)
            if finer.count > 1, finer.allSatisfy({ item($0).quantity != nil }) { pieces = finer }
        }
        let items = pieces.map(item).filter { !$0.product.isEmpty }
        return items
    }

    private static func split(_ cell: String, _ separators: CellSeparators) -> [String] {
        let bytes = cell.utf8Span.span
        return separators.pieces(of: bytes).compactMap {
            let piece = TableCell.trim(bytes, $0)
            return piece.isEmpty ? nil : ByteScanning.string(bytes, piece)
        }
    }

    /// One product with the count behind its name: `*2`, `x2`, `×2`, `(2件)`, `【2】`, ` 2盒`, `数量:2`.
    private static func item(_ piece: String) -> OrderItem {
        guard mayEndInCount(piece.utf8Span.span) else { return OrderItem(product: piece) }
        var scalars = Array(piece.unicodeScalars)
        var isBracketed = false
        if let last = scalars.last, [")", "）", "】", "]"].contains(last) {
            isBracketed = true
            scalars.removeLast()
        }
        var end = scalars.count
        var unit = ""
        while end > 0, scalars.count - end < 2, !isDigit(scalars[end - 1]), scalars[end - 1].value >= 0x2E80 {
            unit.unicodeScalars.insert(scalars[end - 1], at: unit.unicodeScalars.startIndex)
            end -= 1
        }
        var start = end
        while start > 0, end - start < 5, isDigit(scalars[start - 1]) || scalars[start - 1] == "." { start -= 1 }
        let digits = String(String.UnicodeScalarView(scalars[start..<end]))
        guard start < end, start > 0, let count = Double(digits), count > 0, unit.isEmpty || units.contains(unit) else { return OrderItem(product: piece) }
        var before = start
        while before > 0, scalars[before - 1] == " " || scalars[before - 1] == "\t" { before -= 1 }
        guard before > 0 else { return OrderItem(product: piece) }
        let mark = scalars[before - 1]
        let isMarked = ["*", "＊", "x", "X", "×", ":", "："].contains(mark)
        let isOpened = isBracketed && ["(", "（", "【", "["].contains(mark)
        guard isMarked || isOpened || (!isBracketed && before < start && ["份", "件", "单"].contains(unit)) else { return OrderItem(product: piece) }
        if isMarked || isOpened { before -= 1 }
        if isMarked, isBracketed, before > 0, ["(", "（", "【", "["].contains(scalars[before - 1]) { before -= 1 }
        var name = String(String.UnicodeScalarView(scalars[..<before]))
        for word in ["数量", "购买数量", "份数"] where name.hasSuffix(word) { name.removeLast(word.count) }
        name = HeadedTable.clean(name)
        guard !name.isEmpty else { return OrderItem(product: piece) }
        return OrderItem(product: name, quantity: count, unit: unit.isEmpty ? nil : unit)
    }

    /// Whether a digit stands near the end, behind which a unit and a bracket have room.
    private static func mayEndInCount(_ bytes: Span<UInt8>) -> Bool {
        var at = bytes.count - 1
        while at >= 0, bytes.count - at <= 12 {
            if 48...57 ~= bytes[at] { return true }
            at -= 1
        }
        return false
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { 48...57 ~= scalar.value }

    private static let units: Set<String> = [
        "件", "份", "盒", "箱", "袋", "瓶", "斤", "个", "包", "套", "支", "罐", "单", "只", "条", "双", "提", "桶", "板", "串", "对", "把", "片", "公斤", "组", "块", "本", "杯", "枚", "筐",
        "篮",
    ]
}
