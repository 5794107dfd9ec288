import ChatBytes
import ChatModel

/// Reads the order table of a shop system: one order in one row, or in several rows one below the other.
struct OrderTable: ExportReader {
    let format: FormatDescription
    /// Header names that tell the system: one of each list must be in the header.
    let signature: [[String]]
    /// Whether each row of an order has an amount of its own, to be added; otherwise the rows repeat the order's.
    var addsAmounts = false
    var confidence = 0.97

    func sniff(_ head: SourceHead) -> Double {
        guard HeadedTable.isPlausible(head, signature, required: signature.count) else { return 0 }
        return confidence
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            // The signature finds the header row; the columns are asked of the same row.
            var table = HeadedTable(bytes, signature + OrderColumn.allNames, required: signature.count, refusing: HeaderName.isSenders)
            var reading = OrderTableReading(format: self, offset: signature.count)
            while table.next(bytes, output) { try reading.row(&table, bytes, output) }
            try reading.finish(output)
        }
    }
}

/// One table of orders being read.
struct OrderTableReading {
    private let table: OrderTable
    /// Where the order columns begin among the asked ones.
    private let offset: Int
    /// Which header the columns' places were taken from.
    private var header = 0
    private var order: TableOrder?
    /// Whether there is an open order, and its number: looking into the order itself would copy it for every row.
    private var isOpen = false
    private var openNumber: String?
    private var line = 0
    /// Amounts of the rows of the open order.
    private var amounts: [Double] = []
    /// What was given back of them.
    private var given: [Double] = []
    private var cells = OrderCells()
    private var statuses = CellMemory<OrderStatus?>()
    private var refunds = CellMemory<Bool>()
    private var couriers = CellMemory<String?>()
    private var products = CellMemory<[OrderItem]>()

    init(format: OrderTable, offset: Int) {
        table = format
        self.offset = offset
    }

    mutating func row(_ rows: inout HeadedTable, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let size = rows.row.end - rows.row.start
        let record = rows.row.record
        if rows.headerCount != header {
            header = rows.headerCount
            cells.find(rows, offset)
        }
        cells.read(rows.row, bytes)
        var number = cells.string(.orderNumber, bytes)
        if let cell = cells.range(.orderNumber), TableCell.lostDigits(bytes, cell) {
            output.report(
                "number-precision-lost", line: record, byteOffset: rows.row.start, "a spreadsheet has cut a long number to fifteen digits: it is not used")
            number = nil
        }
        guard rows.row.count > 0, !Self.isTotal(bytes, rows.row.range(0), cells) else {
            output.account(decorationBytes: size)
            return
        }
        let hasPerson = cells.has(.recipientName) || cells.has(.recipientPhone) || cells.has(.recipientLandline) || cells.has(.buyer)
        let isSame = isOpen && number != nil && openNumber == number
        // Rows below an order that repeat nothing but their own product, as merged cells leave them.
        let isContinuation = isOpen && number == nil && !hasPerson && !cells.has(.address) && cells.has(.product)
        guard isSame || isContinuation || number != nil || hasPerson || cells.has(.address) else {
            output.report("bad-row", line: record, byteOffset: rows.row.start, byteCount: size, "a row without an order number, a person and an address")
            return
        }
        output.account(messageBytes: size)
        if isSame || isContinuation {
            merge(makeOrder(number, bytes))
        } else {
            try finish(output)
            order = makeOrder(number, bytes)
            isOpen = true
            openNumber = number
            line = record
            amounts.removeAll(keepingCapacity: true)
            given.removeAll(keepingCapacity: true)
            if let amount = cells.amount(.amount, bytes) { amounts.append(amount) }
            if let refunded = cells.amount(.refunded, bytes), refunded > 0 { given.append(refunded) }
        }
    }

    /// Hands on the open order.
    mutating func finish(_ output: MessageOutput) throws(ImportError) {
        guard var order = order.take() else { return }
        isOpen = false
        if amounts.count > 1 || order.amount == nil { order.amount = total(amounts) }
        // What an unpaid order has paid is not what it costs.
        if order.amount == 0, order.status == .placed { order.amount = nil }
        if given.count > 1 || order.refunded == nil { order.refunded = total(given) }
        try output.order(order, line: line)
    }

    /// The sum of an order whose rows each show their own, or the one that all its rows repeat; nil without any.
    private func total(_ amounts: [Double]) -> Double? {
        guard let first = amounts.first else { return nil }
        let isRepeated = amounts.allSatisfy { $0 == first }
        return table.addsAmounts || !isRepeated ? (amounts.reduce(0, +) * 100).rounded() / 100 : first
    }

    private mutating func merge(_ next: TableOrder) {
        guard var order = self.order.take() else { return }
        order.items += next.items
        for tracking in next.trackings where order.trackings.count < 500 && !order.trackings.contains(tracking) { order.trackings.append(tracking) }
        if let amount = next.amount { amounts.append(amount) }
        if let refunded = next.refunded { given.append(refunded) }
        if let note = next.note, (order.note?.utf8.count ?? 0) < 4000, order.note?.contains(note) != true {
            order.note = [order.note, note].compactMap(\.self).joined(separator: "\n")
        }
        order.status = order.status ?? next.status
        order.shippedAt = order.shippedAt ?? next.shippedAt
        order.receivedAt = order.receivedAt ?? next.receivedAt
        order.recipientName = order.recipientName ?? next.recipientName
        order.recipientPhone = order.recipientPhone ?? next.recipientPhone
        order.addressText = order.addressText ?? next.addressText
        self.order = order
    }

    // MARK: Values

    /// Sums at the end of a table.
    private static func isTotal(_ bytes: Span<UInt8>, _ first: Range<Int>, _ cells: OrderCells) -> Bool {
        let first = TableCell.trim(bytes, first)
        guard first.count >= 6, bytes[first.lowerBound] >= 0xE5 else { return false }
        return (["合计", "总计", "小计"] as [StaticString]).contains { TextScan.starts(bytes, first, with: $0) } && !cells.has(.recipientName)
            && !cells.has(.recipientPhone)
    }

    private mutating func makeOrder(_ number: String?, _ bytes: Span<UInt8>) -> TableOrder {
        var order = TableOrder(platform: table.format.platform, orderNumber: number)
        order.buyer = cells.string(.buyer, bytes)
        order.buyerPhone = cells.string(.buyerPhone, bytes)
        order.recipientName = cells.string(.recipientName, bytes)
        order.recipientPhone = cells.string(.recipientPhone, bytes) ?? cells.string(.recipientLandline, bytes)
        order.addressText = Self.address(cells, bytes)
        Self.moveExtension(&order)
        order.items = items(bytes)
        order.amount = cells.amount(.amount, bytes)
        order.refunded = cells.amount(.refunded, bytes).flatMap { $0 > 0 ? $0 : nil }
        order.status = status(bytes)
        order.placedAt = cells.time(.placedAt, bytes)
        order.paidAt = cells.time(.paidAt, bytes)
        order.shippedAt = cells.time(.shippedAt, bytes)
        order.receivedAt = cells.time(.receivedAt, bytes)
        let courier = cells.range(.courier).flatMap { cell in
            couriers.value(of: cell, in: bytes) { OrderWords.courier(cells.string(.courier, bytes)) }
        }
        if let number = cells.string(.trackingNumber, bytes) {
            order.trackings = OrderWords.trackings(number, courier: courier)
            if order.trackings.count > 1 { OrderWords.pair(&order.trackings, withCouriers: cells.string(.courier, bytes)) }
        }
        if order.trackings.isEmpty, let info = cells.string(.trackingInfo, bytes) { order.trackings = OrderWords.trackings(info, courier: courier) }
        if order.status == nil { order.status = order.receivedAt != nil ? .received : order.shippedAt != nil ? .shipped : order.paidAt != nil ? .paid : nil }
        for column in [OrderColumn.buyerNote, .sellerNote, .contactNote] {
            guard let note = cells.string(column, bytes) else { continue }
            order.note = order.note.map { $0 + "\n" + note } ?? note
        }
        return order
    }

    /// `张三[1234]` with a protected number: the four digits are the number's extension, no part of the name.
    private static func moveExtension(_ order: inout TableOrder) {
        guard let name = order.recipientName, let end = name.utf8.last, end == 0x5D || end == 0x91,
            let open = name.lastIndex(where: { $0 == "[" || $0 == "【" }), let last = name.last, last == "]" || last == "】"
        else {
            return
        }
        let digits = name[name.index(after: open)...].dropLast()
        guard 3...6 ~= digits.utf8.count, digits.utf8.allSatisfy({ 48...57 ~= $0 }), open != name.startIndex else { return }
        order.recipientName = HeadedTable.clean(String(name[..<open]))
        if let phone = order.recipientPhone, !phone.hasSuffix(digits) || !phone.contains(where: { $0 == "-" || $0 == "转" || $0 == "[" }) {
            order.recipientPhone = phone + "-" + digits
        }
        if let address = order.addressText, let mark = ["[\(digits)]", "【\(digits)】"].first(where: { address.hasSuffix($0) }) {
            order.addressText = HeadedTable.clean(String(address.dropLast(mark.count)))
        }
    }

    /// The divisions' columns and the address, without what the address repeats.
    private static func address(_ cells: OrderCells, _ bytes: Span<UInt8>) -> String? {
        var detail = cells.string(.address, bytes)
        var known: String.Index?
        var whole: String?
        var last: String?
        for column in [OrderColumn.province, .city, .district, .town] where cells.has(column) {
            guard let part = cells.string(column, bytes), last != part else { continue }
            if let written = detail, Self.contains(written.utf8Span.span, part.utf8Span.span) {
                if let behind = Self.end(of: part, in: written, from: known) { known = behind }
                continue
            }
            // The divisions that the address begins with stand before those that it leaves out.
            if let written = detail, let place = known {
                detail = written[..<place] + part + written[place...]
                known = detail.map { $0.utf8.index($0.startIndex, offsetBy: written[..<place].utf8.count + part.utf8.count) }
                continue
            }
            whole = whole.map { $0 + " " + part } ?? part
            last = part
        }
        guard let detail else { return whole }
        return whole.map { $0 + " " + detail } ?? detail
    }

    /// The end of a division that an address begins with, or that follows the divisions up to `start` in it; nil where it stands elsewhere.
    private static func end(of part: String, in address: String, from start: String.Index?) -> String.Index? {
        let rest = address[(start ?? address.startIndex)...].drop { $0 == " " }
        return rest.hasPrefix(part) ? rest.index(rest.startIndex, offsetBy: part.count) : nil
    }

    private static func contains(_ text: Span<UInt8>, _ word: Span<UInt8>) -> Bool {
        guard word.count <= text.count else { return false }
        for start in 0...text.count - word.count where word.isEmpty || text[start] == word[0] {
            var length = 0
            while length < word.count, text[start + length] == word[length] { length += 1 }
            if length == word.count { return true }
        }
        return false
    }

    private mutating func status(_ bytes: Span<UInt8>) -> OrderStatus? {
        if let cell = cells.range(.refundStatus),
            refunds.value(of: cell, in: bytes, { OrderWords.isRefunded(cells.string(.refundStatus, bytes) ?? "") })
        {
            return .refunded
        }
        guard let cell = cells.range(.status) else { return nil }
        return statuses.value(of: cell, in: bytes) { OrderWords.status(cells.string(.status, bytes) ?? "") }
    }

    private mutating func items(_ bytes: Span<UInt8>) -> [OrderItem] {
        guard let cell = cells.range(.product) else { return [] }
        var items = products.value(of: cell, in: bytes) { ItemList.parse(cells.string(.product, bytes) ?? "") }
        let quantity = cells.amount(.quantity, bytes)
        // With a column for the number, a cell whose pieces have no counts is one product whose name has separators in it.
        if items.count > 1, quantity != nil, items.allSatisfy({ $0.quantity == nil }) { items = [OrderItem(product: cells.string(.product, bytes) ?? "")] }
        guard items.count == 1 else { return items }
        // A column for the number says more than what stands behind a name.
        if let quantity {
            if items[0].quantity != quantity { items[0].product = cells.string(.product, bytes) ?? "" }
            items[0].quantity = quantity
        }
        items[0].unitPrice = cells.amount(.unitPrice, bytes)
        items[0].spec = cells.string(.spec, bytes)
        return items
    }
}
