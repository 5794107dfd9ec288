import ChatBytes
import ChatModel

/// What words in the cells of order tables mean, each worked out once.
struct OrderCellWords {
    private var statuses = CellMemory<OrderStatus?>()
    private var answers = CellMemory<Bool?>()
    private var refunds = CellMemory<Bool>()
    private var couriers = CellMemory<String?>()
    private var products = CellMemory<[OrderItem]>()
    private var counted = CellMemory<[OrderItem]>()

    mutating func courier(_ cells: OrderCells, _ bytes: Span<UInt8>) -> String? {
        cells.range(.courier).flatMap { cell in couriers.value(of: cell, in: bytes) { OrderWords.courier(cells.string(.courier, bytes)) } }
    }

    mutating func products(_ cell: Range<Int>, isCounted: Bool, isBare: Bool, _ bytes: Span<UInt8>, _ text: () -> String) -> [OrderItem] {
        if isCounted { return counted.value(of: cell, in: bytes) { ItemList.parse(text()) } }
        return products.value(of: cell, in: bytes) { ItemList.parse(text(), isCounted: false, isBare: isBare) }
    }

    /// How far an order has come: by its own words first, then by whether it is paid and sent, by its days and by its parcels.
    mutating func status(_ cells: OrderCells, _ order: TableOrder, _ bytes: Span<UInt8>) -> OrderStatus? {
        if let cell = cells.range(.refundStatus),
            refunds.value(of: cell, in: bytes, { OrderWords.isRefunded(cells.string(.refundStatus, bytes) ?? "") })
        {
            return .refunded
        }
        let own = word(.status, cells, bytes)
        let paid = step(.payStatus, .paid, cells, bytes)
        let left = step(.shipStatus, .shipped, cells, bytes)
        let arrived = step(.receiveStatus, .received, cells, bytes)
        let sent = [left, arrived].compactMap(\.self).max { $0.place < $1.place }
        if let own, cells.has(.status), sent == nil || own.place >= (sent ?? own).place {
            // In a seller's own table a parcel has left, whatever is said of the money.
            let hasLeft = order.platform == .unknown && own.place < OrderStatus.shipped.place && !order.trackings.isEmpty
            return hasLeft && !OrderWords.isUnsent(cells.string(.status, bytes) ?? "") ? .shipped : own
        }
        if let decided = [sent, paid, own].compactMap(\.self).max(by: { $0.place < $1.place }) {
            // A parcel has left, whatever has been paid for it.
            if decided.place < OrderStatus.shipped.place, !order.trackings.isEmpty, sent == nil { return .shipped }
            return decided
        }
        // Words beside the parcel's number, or in its place: 未发 款到.
        for column in [ColumnMeaning.trackingInfo, .courier, .trackingNumber] where order.platform == .unknown {
            if let said = word(column, cells, bytes), said != .placed || order.paidAt == nil {
                return order.trackings.isEmpty || said.place > OrderStatus.shipped.place ? said : .shipped
            }
        }
        if order.receivedAt != nil { return .received }
        if order.shippedAt != nil { return .shipped }
        if !order.trackings.isEmpty, !cells.has(.status) { return .shipped }
        // A courier without a number has it all the same.
        if order.platform == .unknown, cells.has(.trackingNumber), let text = cells.string(.trackingNumber, bytes), OrderWords.isCourier(text) {
            return .shipped
        }
        if order.paidAt != nil { return .paid }
        // Beside an order in a seller's own table, how it was paid says that it was.
        guard let means = cells.string(.payMethod, bytes), order.platform == .unknown, order.amount != nil else { return nil }
        // The last digits of a transfer are its proof.
        return OrderWords.isMeansOfPayment(means) || means.utf8.allSatisfy({ 48...57 ~= $0 }) && 4...6 ~= means.utf8.count ? .paid : nil
    }

    private mutating func word(_ column: ColumnMeaning, _ cells: OrderCells, _ bytes: Span<UInt8>) -> OrderStatus? {
        guard let cell = cells.range(column) else { return nil }
        if !cells.marks.isEmpty, let text = cells.string(column, bytes), let said = cells.marks.status(text, column, done: .paid) { return said }
        return statuses.value(of: cell, in: bytes) { OrderWords.status(cells.string(column, bytes) ?? "") }
    }

    /// What a column for one step says: yes, no, or a status of its own.
    private mutating func step(_ column: ColumnMeaning, _ done: OrderStatus, _ cells: OrderCells, _ bytes: Span<UInt8>) -> OrderStatus? {
        guard let cell = cells.range(column) else { return nil }
        if !cells.marks.isEmpty, let text = cells.string(column, bytes), let said = cells.marks.status(text, column, done: done) { return said }
        let answer = answers.value(of: cell, in: bytes) { OrderWords.answer(cells.string(column, bytes) ?? "") }
        if answer == true, done == .shipped, let said = word(column, cells, bytes), said.place > done.place { return said }
        if let answer { return answer ? done : done == .paid ? .placed : nil }
        if column == .payStatus, let text = cells.string(column, bytes), OrderWords.saysMeansOfPayment(text), word(column, cells, bytes) == nil { return .paid }
        guard let said = word(column, cells, bytes) else {
            // 04/10 in the column that asks whether it was sent: when.
            return cells.string(column, bytes).flatMap { DatePieces($0) }.map { !$0.isWeak } ?? false ? done : nil
        }
        // What is not sent yet says nothing of money: 未发 beside an open payment.
        // What a column about money calls done is paid.
        if column == .payStatus, said == .received { return .paid }
        return done != .paid && said == .paid ? nil : said
    }

    /// The counts of a cell such as `1+2`.
    static func counts(_ cell: String) -> [MoneyText] {
        cell.split(whereSeparator: { "+/、，,;；\n ".contains($0) }).compactMap { MoneyText(String($0)) }
    }

    /// Gives each of several products its count where a cell names as many counts as there are products.
    static func spread(_ counts: String, over items: inout [OrderItem]) {
        let pieces = self.counts(counts)
        guard pieces.count == items.count else { return }
        for (i, count) in pieces.enumerated() where items[i].quantity == nil { (items[i].quantity, items[i].unit) = (count.value, count.unit) }
    }
}

extension OrderStatus {
    /// How far along it is, for comparing what two columns say.
    fileprivate var place: Int {
        switch self {
        case .inquired: 0
        case .placed: 1
        case .paid: 2
        case .shipped: 3
        case .received: 4
        case .cancelled: 5
        case .refunded: 6
        }
    }
}
