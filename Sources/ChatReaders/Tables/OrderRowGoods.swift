import ChatBytes
import ChatModel

/// The goods of one row of a table of orders.
struct OrderRowGoods {
    private let isOfSeller: Bool
    private var layout: TableLayout?
    private var words = OrderCellWords()

    init(isOfSeller: Bool) { self.isOfSeller = isOfSeller }

    /// Goes over to another table.
    mutating func begin(_ layout: TableLayout) { self.layout = layout }

    /// - Parameter above: the goods of the order above.
    mutating func items(_ cells: OrderCells, _ row: CSVRow, above: [OrderItem], _ bytes: Span<UInt8>) -> [OrderItem] {
        let more = (layout?.moreGoods ?? []).flatMap { column -> [OrderItem] in
            guard column < row.count, let cell = TableCell.value(row.text(column, of: bytes)) else { return [] }
            return ItemList.parse(cell, isCounted: false)
        }
        return ownItems(cells, row, above, bytes) + more
    }

    private mutating func ownItems(_ cells: OrderCells, _ row: CSVRow, _ above: [OrderItem], _ bytes: Span<UInt8>) -> [OrderItem] {
        if let products = layout?.products, !products.isEmpty { return matrix(products, row, bytes) }
        guard let cell = cells.range(.product) else { return [] }
        if isOfSeller, !cells.has(.quantity), let total = cells.amount(.amount, bytes),
            let priced = ItemList.priced(cells.string(.product, bytes) ?? "", total: total)
        {
            return priced
        }
        let count = cells.has(.quantity) ? cells.money(.quantity, bytes) : nil
        let quantity = count?.value ?? cells.amount(.quantity, bytes)
        var items = words.products(cell, isCounted: quantity != nil, isBare: layout?.hasBareCounts == true, bytes) { cells.string(.product, bytes) ?? "" }
        // 同上+白茶一包: what the row above has, and more.
        if isOfSeller, items.count > 1, let at = items.firstIndex(where: { $0.quantity == nil && OrderWords.ditto($0.product) == "same" }) {
            items.replaceSubrange(at...at, with: above)
        }
        // With a column for the number, a cell whose pieces have no counts is one product whose name has separators in it.
        if items.count > 1, quantity != nil, items.allSatisfy({ $0.quantity == nil }) { items = [OrderItem(product: cells.string(.product, bytes) ?? "")] }
        if let quantity, items.count == 1, isOfSeller {
            // As many names as the count says: one of each.
            let names = ItemList.names(in: cells.string(.product, bytes) ?? "")
            if names.count > 1, quantity == Double(names.count) { return names.map { OrderItem(product: $0, quantity: 1) } }
        }
        if quantity == nil, isOfSeller, let list = cells.string(.quantity, bytes) {
            // 乌梅汁500ml+酥饼 beside 1+2: what stands behind a name is its size.
            let names = ItemList.names(in: cells.string(.product, bytes) ?? "")
            if names.count > 1, OrderCellWords.counts(list).count == names.count { items = names.map { OrderItem(product: $0) } }
        }
        if items.count > 1, quantity == nil, let list = cells.string(.quantity, bytes) { OrderCellWords.spread(list, over: &items) }
        guard items.count == 1 else { return items }
        if layout?.namesHoldNumbers == true, items[0].unit == nil, let text = cells.string(.product, bytes), ItemList.bareNumber(text) != nil {
            items[0] = OrderItem(product: text)
        }
        // A column for the number says more than what stands behind a name.
        if let quantity {
            if items[0].quantity != quantity, items[0].quantity != nil { items[0] = OrderItem(product: cells.string(.product, bytes) ?? "") }
            items[0].quantity = quantity
            items[0].unit = items[0].unit ?? count?.unit ?? (isOfSeller ? cells.string(.unit, bytes) : nil)
        }
        items[0].unitPrice = cells.amount(.unitPrice, bytes) ?? items[0].unitPrice
        items[0].spec = cells.string(.spec, bytes)
        return items
    }

    /// One column for each product: what the row has a count of.
    private func matrix(_ products: [TableLayout.ProductColumn], _ row: CSVRow, _ bytes: Span<UInt8>) -> [OrderItem] {
        products.compactMap { product in
            guard product.column < row.count, let count = ItemCount.last(row.text(product.column, of: bytes)), count.value > 0 else { return nil }
            return OrderItem(product: product.product, quantity: count.value, unit: count.unit ?? product.unit, unitPrice: product.unitPrice)
        }
    }
}
