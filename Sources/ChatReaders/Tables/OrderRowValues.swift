import ChatBytes
import ChatModel

/// What one row of a table of orders says.
struct OrderRowValues {
    private let platform: Platform
    private let isOfSeller: Bool
    private(set) var cells = OrderCells()
    private var words = OrderCellWords()
    private var goods: OrderRowGoods
    private var layout: TableLayout?
    /// The day of the last row that has one, where days stand once above several rows.
    private var lastDay: Timestamp?

    /// - Parameter isOfSeller: whether the table is a seller's own: columns that nobody knows are kept as notes, and words are read as people write them.
    init(platform: Platform, isOfSeller: Bool) {
        self.platform = platform
        self.isOfSeller = isOfSeller
        goods = OrderRowGoods(isOfSeller: isOfSeller)
    }

    /// Goes over to another table.
    mutating func begin(_ layout: TableLayout) {
        self.layout = layout
        goods.begin(layout)
        cells.find(layout)
        lastDay = nil
    }

    /// Takes a row's cells over.
    mutating func read(_ row: CSVRow, _ bytes: Span<UInt8>) {
        cells.read(row, bytes)
        if layout?.hasDitto == true { cells.resolveDittos(bytes) }
    }

    /// Whether the cell of goods counts nothing.
    func isUncounted(_ bytes: Span<UInt8>) -> Bool { cells.string(.product, bytes).map { ItemList.counts(in: $0) == 0 } ?? true }

    /// The order of the row that was read last.
    ///
    /// - Parameter above: the goods of the order above.
    mutating func order(_ number: String?, _ row: CSVRow, day: String?, above: [OrderItem], _ bytes: Span<UInt8>) -> TableOrder {
        var order = TableOrder(platform: platform, orderNumber: number)
        OrderPeople.fill(&order, cells, bytes, isOfSeller: isOfSeller)
        order.items = goods.items(cells, row, above: above, bytes)
        order.amount = cells.amount(.amount, bytes)
        if let layout, layout.leavesFreightOut, let amount = order.amount {
            let more = (cells.amount(.freight, bytes) ?? 0) - abs(cells.amount(.discount, bytes) ?? 0)
            order.amount = ((amount + more) * 100).rounded() / 100
        }
        order.refunded = cells.amount(.refunded, bytes).flatMap { $0 > 0 ? $0 : nil }
        order.currency = currency(bytes)
        takeTimes(&order, day, bytes)
        let courier = words.courier(cells, bytes)
        if let number = cells.string(.trackingNumber, bytes) {
            order.trackings = OrderWords.trackings(number, courier: courier)
            if order.trackings.count > 1 { OrderWords.pair(&order.trackings, withCouriers: cells.string(.courier, bytes)) }
        }
        if order.trackings.isEmpty, let info = cells.string(.trackingInfo, bytes) { order.trackings = OrderWords.trackings(info, courier: courier) }
        // One cell says how, by which number and whether: 中通70000000000012, 寄了 770000000000345.
        for column in [ColumnMeaning.courier, .shipStatus, .receiveStatus, .status] where order.trackings.isEmpty && isOfSeller {
            if let info = cells.string(column, bytes) { order.trackings = OrderWords.trackings(info, courier: column == .courier ? nil : courier) }
        }
        order.status = words.status(cells, order, bytes)
        if isOfSeller { takeWords(&order, bytes) }
        if isOfSeller { takePaid(&order, bytes) }
        if isOfSeller { takeOwed(&order, bytes) }
        if isOfSeller, order.status == nil, order.amount != nil, layout?.amountIsPaid == true { order.status = .paid }
        for column in [ColumnMeaning.buyerNote, .note, .contactNote] {
            guard let note = cells.string(column, bytes) else { continue }
            order.addNote(note)
        }
        // 配送: 自提 has no parcel to stand beside.
        if isOfSeller, order.trackings.isEmpty, let column = layout?.column(.courier), let way = cells.string(.courier, bytes) {
            let line = "\(layout?.headers[column].shown ?? ""): \(way)"
            order.addNote(line)
        }
        if isOfSeller { addNotes(&order, row, bytes) }
        return order
    }

    /// What cells say of the order's state beside what their column holds: `368 收`, 红茶1（不要了）, a note that is 取消 and no more.
    private func takeWords(_ order: inout TableOrder, _ bytes: Span<UInt8>) {
        if order.amount == nil, layout?.amountHasWords == true, let text = cells.string(.amount, bytes), let sum = MoneyText.beside(text) {
            order.amount = sum.value
            for word in sum.words.split(separator: " ") where order.status == nil {
                order.status = OrderWords.answer(String(word)).map { $0 ? .paid : .placed } ?? OrderWords.status(String(word))
            }
            if OrderWords.saysMore(sum.words) { order.addNote(text) }
        }
        guard order.status != .cancelled, order.status != .refunded else { return }
        let isGone = order.status == .shipped || order.status == .received
        var said: [String] = []
        if let text = cells.string(.product, bytes) { said += HeaderText.withoutBrackets(text).inner.filter { $0.utf8.count <= 24 } }
        for column in [ColumnMeaning.note, .buyerNote] {
            if let text = cells.string(column, bytes), TableWords.shared.meaning("status", of: text) != nil { said.append(text) }
        }
        for column in [ColumnMeaning.note, .buyerNote] where said.isEmpty {
            // 3.15退货退款，缺页: a day and what became of the order.
            guard let text = cells.string(column, bytes), let clause = text.split(whereSeparator: { "，,。；;\n".contains($0) }).first else { continue }
            let word = clause.drop { $0.isNumber || "./-月日号 ".contains($0) }
            if word.utf8.count < clause.utf8.count, TableWords.shared.meaning("status", of: word) != nil { said.append(String(word)) }
        }
        for status in said.compactMap({ OrderWords.status($0) }) where status == .refunded || status == .cancelled && !isGone { order.status = status }
    }

    /// What is still owed says whether an order is paid.
    private func takeOwed(_ order: inout TableOrder, _ bytes: Span<UInt8>) {
        guard let owed = cells.amount(.owed, bytes), order.amount ?? 0 > 0, layout?.has(.payStatus) != true || cells.has(.payStatus) || owed > 0 else { return }
        if owed > 0, order.status == nil || order.status == .paid {
            order.status = .placed
        } else if owed == 0, order.status == nil {
            order.status = .paid
        }
    }

    /// What has been paid beside what the order comes to: all of it, what a coupon leaves, or not enough.
    private func takePaid(_ order: inout TableOrder, _ bytes: Span<UInt8>) {
        guard cells.has(.paidAmount), let amount = order.amount, amount > 0 else { return }
        guard let paid = cells.amount(.paidAmount, bytes) else {
            if order.status == nil, let text = cells.string(.paidAmount, bytes) {
                order.status = OrderWords.status(text) ?? (OrderWords.isMeansOfPayment(text) ? .paid : nil)
            }
            return
        }
        if layout?.leavesFreightOut != true, let discount = cells.amount(.discount, bytes), discount > 0, abs(amount - discount - paid) < 0.01 {
            order.amount = paid
        }
        // 未发 of what is not paid for says nothing of money.
        if paid == 0, order.status == .paid, layout?.has(.payStatus) == false { order.status = .placed }
        guard order.status == nil, let due = order.amount else { return }
        order.status = paid >= due - 0.01 ? .paid : .placed
    }

    /// Columns that nobody knows stay beside the order, behind their headers; so do words about its state that are more than a state.
    private func addNotes(_ order: inout TableOrder, _ row: CSVRow, _ bytes: Span<UInt8>) {
        for (column, header) in layout?.states ?? [] where column < row.count {
            guard let value = TableCell.value(row.text(column, of: bytes)), OrderWords.saysMore(value), cells.marks.legend[value.lowercased()] == nil else {
                continue
            }
            let line = header.isEmpty ? value : "\(header): \(value)"
            order.addNote(line)
        }
        // 停一次 in the column of a product: nothing was ordered, and that was said.
        for product in layout?.products ?? [] where product.column < row.count {
            guard let value = TableCell.value(row.text(product.column, of: bytes)), ItemCount.last(value) == nil, OrderWords.answer(value) == nil else {
                continue
            }
            order.addNote("\(product.product): \(value)")
        }
        for (column, header) in layout?.notes ?? [] {
            guard column < row.count, let value = TableCell.value(row.text(column, of: bytes)) else { continue }
            let line = header.isEmpty ? value : "\(header): \(value)"
            order.addNote(line)
        }
    }

    private func currency(_ bytes: Span<UInt8>) -> String? {
        if let word = cells.string(.currency, bytes) {
            if let known = TableWords.shared.meaning("currency", of: word.lowercased()) { return known }
            if word.utf8.count == 3, word.utf8.allSatisfy({ 65...90 ~= $0 }) { return word }
        }
        if isOfSeller, let sign = cells.money(.amount, bytes)?.currency, sign != "$" { return sign }
        if let known = layout?.currency, known != "$" { return known }
        return isOfSeller ? nil : "CNY"
    }

    private mutating func takeTimes(_ order: inout TableOrder, _ day: String?, _ bytes: Span<UInt8>) {
        order.placedAt = cells.time(.placedAt, bytes)
        order.paidAt = cells.time(.paidAt, bytes)
        order.shippedAt = cells.time(.shippedAt, bytes)
        order.receivedAt = cells.time(.receivedAt, bytes)
        guard isOfSeller, let layout else { return }
        if layout.has(.placedAt) {
            // A merged cell's day stands for the rows below it.
            if cells.has(.placedAt) {
                lastDay = order.placedAt
            } else if let column = layout.column(.placedAt), layout.repeatsDays(column) {
                order.placedAt = lastDay
            }
        } else if let day {
            order.placedAt = layout.day(of: day)
        } else if let day = layout.titleDay {
            order.placedAt = layout.day(of: day)
        } else if order.paidAt == nil, order.shippedAt == nil {
            // The only day that a list of bookings has.
            order.placedAt = cells.time(.dueAt, bytes)
        }
    }
}

extension TableOrder {
    /// Whether nothing says whose it is: 散客.
    var isNobodys: Bool {
        buyer == nil && buyerPhone == nil && recipientName == nil && recipientPhone == nil && addressText == nil && contact == nil && orderNumber == nil
    }

    /// Adds a line to the note.
    mutating func addNote(_ line: String) { note = note.map { $0 + "\n" + line } ?? line }
}
