import ChatBytes
import ChatModel

/// The products of one cell: one name, or several with their counts, as sellers and group-buying systems put them together.
///
/// `草莓 3斤装*2；蓝莓 125g*1`, `面膜(3件);洗面奶(1件)`, `红茶2罐+白茶1饼`, `2罐红茶 1盒白茶`, `2x Kek Batik, 1x Teh`, and lines of such.
enum ItemList {
    /// The products that a cell names; one product with the whole cell as its name where no list can be made out.
    ///
    /// - Parameter isCounted: whether another column has the number: what stands behind a name without a sign is then its size.
    ///   - isBare: whether the column writes counts right behind the names: 红茶1 白茶2.
    static func parse(_ cell: String, isCounted: Bool = true, isBare: Bool = false) -> [OrderItem] {
        if let items = labelled(cell) { return items }
        if !isCounted, let items = bareCounted(cell, least: isBare ? 1 : 2) { return items }
        let pieces = split(cell, .products)
        if pieces.count > 1 { return pieces.flatMap { parse($0, isCounted: isCounted) } }
        for separators in [CellSeparators.commas, .joints] {
            let finer = split(cell, separators)
            if finer.count > 1, let items = list(finer, isCounted) { return items }
        }
        if !isCounted, let items = blankParted(cell) ?? unparted(cell) { return items }
        let whole = item(cell, isCounted).item
        return whole.product.isEmpty ? [] : [whole]
    }

    /// 红茶1 白茶2: small numbers right behind the names of a list. Sizes are larger, or have their units.
    static func bareCounted(_ cell: String, least: Int) -> [OrderItem]? {
        guard cell.utf8.count <= 200 else { return nil }
        let pieces = cell.split { " 、，,+＋;；\n".contains($0) }.map { HeaderText.withoutBrackets(String($0)).base }
        guard pieces.count >= least, pieces.count <= 20 else { return nil }
        var items: [OrderItem] = []
        for piece in pieces {
            let scalars = Array(piece.unicodeScalars)
            let digits = scalars.reversed().prefix { 48...57 ~= $0.value }.count
            let name = scalars.dropLast(digits)
            guard 1...2 ~= digits, name.count >= 2, name.last.map({ 0x4E00...0x9FFF ~= $0.value }) ?? false,
                let count = Double(String(String.UnicodeScalarView(scalars.suffix(digits)))), 1...20 ~= count
            else { return nil }
            items.append(OrderItem(product: String(String.UnicodeScalarView(name)), quantity: count))
        }
        return items
    }

    /// 换机油180+补胎40: what stands behind the names are their prices where they come to the amount. Nil for anything else.
    static func priced(_ cell: String, total: Double) -> [OrderItem]? {
        guard cell.utf8.count <= 200, total > 0 else { return nil }
        let pieces = cell.split { "+＋、，,/；;\n".contains($0) }.map { HeadedTable.clean(String($0)) }
        var items: [OrderItem] = []
        for piece in pieces {
            let scalars = Array(piece.unicodeScalars)
            let tail = scalars.reversed().prefix { 48...57 ~= $0.value || $0 == "." }.count
            let name = HeadedTable.clean(String(String.UnicodeScalarView(scalars.dropLast(tail))))
            // 风筝×1@60 says how many.
            guard let mark = name.last, !"×x*@＊✕".contains(mark) else { return nil }
            guard let price = Double(String(String.UnicodeScalarView(scalars.suffix(tail)))), price >= 5,
                name.unicodeScalars.contains(where: { $0.properties.isAlphabetic })
            else { return nil }
            items.append(OrderItem(product: name, unitPrice: price))
        }
        let sum = items.reduce(0) { $0 + ($1.unitPrice ?? 0) }
        return abs(sum - total) < 0.01 ? items : nil
    }

    /// Whether numbers that stand alone behind names belong to them, as in a column of models: in most cells nothing is counted, or what would be counts are large.
    static func namesHoldNumbers(_ cells: [String]) -> Bool {
        let bare = cells.compactMap { bareNumber($0) }
        guard !bare.isEmpty else { return false }
        let counted = cells.count { counts(in: $0) > 0 }
        return counted * 2 <= cells.count || bare.count * 2 > counted && bare.count { $0 > 5 } * 2 > bare.count
    }

    /// The number alone behind a blank at the end of one name: `Teh 2`.
    static func bareNumber(_ cell: String) -> Int? {
        guard let last = cell.split(separator: " ").last, last.utf8.count < cell.utf8.count, last.utf8.count <= 2, last.utf8.allSatisfy({ 48...57 ~= $0 }),
            !cell.contains(where: { "、，,+＋;；\n".contains($0) })
        else { return nil }
        return Int(last)
    }

    /// `[1] 商品名稱:樣品乳液; 商品選項名稱:50ml; 價格: $ 100; 數量: 3;`: goods whose values stand behind the names of their columns.
    private static func labelled(_ cell: String) -> [OrderItem]? {
        guard cell.contains(where: { ":：".contains($0) }), cell.contains(where: { ";；\n".contains($0) }) else { return nil }
        var items: [OrderItem] = []
        var open: OrderItem?
        for field in cell.split(whereSeparator: { ";；\n".contains($0) }) {
            guard let cut = field.firstIndex(where: { ":：".contains($0) }) else { continue }
            var label = String(field[..<cut])
            if let close = label.lastIndex(where: { "]】)）".contains($0) }) { label = String(label[label.index(after: close)...]) }
            let value = HeadedTable.clean(String(field[field.index(after: cut)...]))
            guard label.unicodeScalars.count <= 16, !value.isEmpty else { continue }
            switch HeaderText(HeadedTable.clean(label)).candidates.first?.meaning {
            case .product:
                if let open { items.append(open) }
                open = OrderItem(product: value)
            case .spec: open?.spec = value
            case .unitPrice: open?.unitPrice = MoneyText(value)?.value
            case .quantity: open?.quantity = MoneyText(value)?.value
            default: continue
            }
        }
        if let open { items.append(open) }
        return items.isEmpty || items.contains { $0.quantity == nil } ? nil : items
    }

    /// The names of a list between `、` or `+`.
    static func names(in cell: String) -> [String] {
        cell.split(whereSeparator: { "、+＋;；\n".contains($0) }).map { HeadedTable.clean(String($0)) }.filter { $0.unicodeScalars.count >= 2 }
    }

    /// How many products with a count of their own a cell holds.
    static func counts(in cell: String) -> Int {
        guard cell.utf8.contains(where: { 48...57 ~= $0 }) || cell.unicodeScalars.contains(where: { ItemCount.hanDigits[$0] != nil }) else { return 0 }
        var pieces = split(cell, .products).flatMap { split($0, .commas) }
        if pieces.count == 1 { pieces = split(cell, .joints) }
        return pieces.reduce(0) { $0 + (item($1, false).isCounted ? 1 : 0) }
    }

    private static func split(_ cell: String, _ separators: CellSeparators) -> [String] {
        let bytes = cell.utf8Span.span
        return separators.pieces(of: bytes).compactMap {
            let piece = TableCell.trim(bytes, $0)
            return piece.isEmpty ? nil : ByteScanning.string(bytes, piece)
        }
    }

    /// Pieces between commas as products: commas stand inside names too, so every piece needs a count, or none where the sign is one of lists only.
    private static func list(_ pieces: [String], _ isCounted: Bool) -> [OrderItem]? {
        let read = pieces.map { item($0, isCounted) }
        if read.allSatisfy(\.isCounted) { return read.map(\.item) }
        guard !isCounted, read.contains(where: \.isCounted),
            read.allSatisfy({ $0.item.product.unicodeScalars.count >= 2 && !$0.item.product.utf8.allSatisfy { 48...57 ~= $0 } })
        else { return nil }
        return read.map(\.item)
    }

    /// `红茶x2 白茶x1`, `2罐红茶 1盒白茶`, `红茶 2罐 白茶 1饼`: every piece between blanks, or two and two of them, is a product with its count.
    private static func blankParted(_ cell: String) -> [OrderItem]? {
        let words = cell.split(whereSeparator: \.isWhitespace).map(String.init)
        guard 2...24 ~= words.count else { return nil }
        var items: [OrderItem] = []
        var open = ""
        for word in words {
            let begun = item(word, false)
            // A count that begins a piece begins a product.
            if begun.isCounted, begun.isLeading, !open.isEmpty { return nil }
            open = open.isEmpty ? word : open + " " + word
            let read = item(open, false)
            if read.isCounted {
                items.append(read.item)
                open = ""
            }
        }
        return open.isEmpty && items.count > 1 ? items : nil
    }

    /// `红茶2罐白茶1饼`: counts with their units part the products.
    private static func unparted(_ cell: String) -> [OrderItem]? {
        let scalars = Array(cell.unicodeScalars)
        var items: [OrderItem] = []
        var start = 0
        var at = 0
        while at < scalars.count {
            guard at > start, let count = ItemCount.withUnit(scalars, at), count.end == scalars.count || scalars[count.end].value >= 0x2E80 else {
                at += 1
                continue
            }
            let read = item(String(String.UnicodeScalarView(scalars[start..<count.end])), false)
            guard read.isCounted else { return nil }
            items.append(read.item)
            (start, at) = (count.end, count.end)
        }
        return start == scalars.count && items.count > 1 ? items : nil
    }

    private struct Read {
        var item: OrderItem
        var isCounted = false
        /// Whether the count stands before the name.
        var isLeading = false
    }

    /// `Lampa 3 × 99 zł`: a count, a sign, and the price of one with its currency.
    private static func countedAndPriced(_ piece: String) -> Read? {
        guard let sign = piece.lastIndex(where: { "×x*✕".contains($0) }), sign != piece.startIndex else { return nil }
        let behind = HeadedTable.clean(String(piece[piece.index(after: sign)...]))
        let before = HeadedTable.clean(String(piece[..<sign]))
        guard let price = MoneyText(behind), price.hasSign, let count = before.split(separator: " ").last, count.utf8.count <= 3, let quantity = Double(count),
            count.utf8.count < before.utf8.count
        else { return nil }
        let name = HeadedTable.clean(String(before.dropLast(count.count)))
        guard name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return nil }
        return Read(item: OrderItem(product: name, quantity: quantity, unitPrice: price.value), isCounted: true)
    }

    /// One product with its count: `*2`, `x2`, `×2`, `(2件)`, `【2】`, ` 2盒`, `数量:2`, and where no other column counts `2罐`, `两盒`, `2x `, `2 boxes of`.
    private static func item(_ piece: String, _ isCounted: Bool) -> Read {
        if let priced = countedAndPriced(piece) { return priced }
        var piece = piece
        var price: Double?
        if let (rest, found) = ItemCount.withoutPrice(piece) { (piece, price) = (rest, found) }
        if let tail = ItemCount.trailing(piece, acceptsBare: !isCounted) {
            var name = tail.name
            if price == nil, let (rest, found) = ItemCount.withoutPrice(name) { (name, price) = (rest, found) }
            return Read(item: OrderItem(product: name, quantity: tail.count, unit: tail.unit, unitPrice: price), isCounted: true)
        }
        if !isCounted, let head = ItemCount.leading(piece) {
            return Read(item: OrderItem(product: head.name, quantity: head.count, unit: head.unit, unitPrice: price), isCounted: true, isLeading: true)
        }
        // 样例包子 3袋（送酱料）: words behind the count.
        let (base, inner) = HeaderText.withoutBrackets(piece)
        if !isCounted, inner.count == 1, let last = piece.last, ")）】]".contains(last), !inner[0].utf8.contains(where: { 48...57 ~= $0 }),
            let tail = ItemCount.trailing(HeadedTable.clean(base), acceptsBare: true)
        {
            var item = OrderItem(product: tail.name, quantity: tail.count, unit: tail.unit, unitPrice: price)
            item.spec = inner[0]
            return Read(item: item, isCounted: true)
        }
        return Read(item: OrderItem(product: piece, unitPrice: price))
    }
}
