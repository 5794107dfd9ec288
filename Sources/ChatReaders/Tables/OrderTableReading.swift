import ChatBytes
import ChatModel

/// One table of orders being read: which of its rows are orders, and which are one order.
struct OrderTableReading {
    private let keepsNotes: Bool
    private var values: OrderRowValues
    private var sums: OrderSums
    private var order: TableOrder?
    /// Whether there is an open order, and its number: looking into the order itself would copy it for every row.
    private var isOpen = false
    private var openNumber: String?
    private var line = 0
    private var layout: TableLayout?
    /// How many parcels each number has sent.
    private var senders: [[UInt8]: Int] = [:]
    /// The goods of the last order.
    private var lastItems: [OrderItem] = []
    /// What the amounts of the rows come to, of all and since the last row of sums.
    private var sum = (all: 0.0, part: 0.0, rows: 0)
    /// The last amounts, of which a row of sums may add up any number.
    private var amounts: [Double] = []

    init(platform: Platform, addsAmounts: Bool, keepsNotes: Bool) {
        self.keepsNotes = keepsNotes
        values = OrderRowValues(platform: platform, isOfSeller: keepsNotes)
        sums = OrderSums(addsAmounts: addsAmounts, isOfSeller: keepsNotes)
    }

    /// Goes over to another table.
    mutating func begin(_ layout: TableLayout) {
        self.layout = layout
        values.begin(layout)
        sums.begin(layout)
        sum = (0, 0, 0)
        amounts = []
    }

    mutating func row(_ row: CSVRow, day: String?, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let size = row.end - row.start
        values.read(row, bytes)
        var number = values.cells.string(.orderNumber, bytes)
        if let cell = values.cells.range(.orderNumber), TableCell.lostDigits(bytes, cell) {
            output.report(
                "number-precision-lost", line: row.record, byteOffset: row.start, "a spreadsheet has cut a long number to fifteen digits: it is not used")
            number = nil
        }
        if let place = layout?.products.first, !hasPerson, row.count <= place.column || !values.cells.has(.orderNumber) && !values.cells.has(.address) {
            output.account(decorationBytes: size)
            return
        }
        if keepsNotes, number == nil, isSum(bytes) {
            output.account(decorationBytes: size)
            return
        }
        if keepsNotes, number == nil, isNamedSum(bytes) {
            output.report("sum-row", .note, line: row.record, byteOffset: row.start, byteCount: size, "a row with what those above come to: no order")
            return
        }
        if isReturn(row, bytes) {
            output.report("return-parcel", .note, line: row.record, byteOffset: row.start, byteCount: size, "a parcel to whoever sends the others: no order")
            return
        }
        let isSame = isOpen && number != nil && openNumber == number
        // Rows below an order that repeat nothing but their own product, as merged cells leave them.
        let isContinuation = isOpen && number == nil && !hasPerson && !values.cells.has(.address) && values.cells.has(.product)
        // 停电一天: words alone in a row of their own are no goods and nobody's order.
        if keepsNotes, number == nil, isRemark(bytes) {
            output.report("remark-row", .note, line: row.record, byteOffset: row.start, byteCount: size, "a row with nothing but words: no order")
            return
        }
        guard isSame || isContinuation || number != nil || hasPerson || values.cells.has(.address) else {
            output.report("bad-row", line: row.record, byteOffset: row.start, byteCount: size, "a row without an order number, a person and an address")
            return
        }
        output.account(messageBytes: size)
        let next = values.order(number, row, day: day, above: keepsNotes ? order?.items ?? lastItems : [], bytes)
        if keepsNotes, next.isNobodys {
            output.report("walk-in", .note, line: row.record, byteOffset: row.start, "an order of nobody who is known")
        }
        if isSame || isContinuation || isSameParcel(next) {
            merge(next)
        } else {
            try finish(output)
            sums.removeAll()
            sums.add(next)
            order = next
            isOpen = true
            openNumber = number
            line = row.record
        }
    }

    /// Whether a row in which nobody stands has what the amounts above come to: 上半月, 本月入账.
    private mutating func isSum(_ bytes: Span<UInt8>) -> Bool {
        guard let amount = values.cells.amount(.amount, bytes) else { return false }
        if !hasPerson, !values.cells.has(.address), !values.cells.has(.unitPrice), sum.rows > 1, amount > 0,
            abs(sum.all - amount) < 0.01 || abs(sum.part - amount) < 0.01
        {
            sum.part = 0
            return true
        }
        sum = (sum.all + amount, sum.part + amount, sum.rows + 1)
        return false
    }

    /// Whether a row without goods, day and number has what the rows above come to, with words where a name would stand: 前三单, 母婴坊小计.
    private mutating func isNamedSum(_ bytes: Span<UInt8>) -> Bool {
        guard let amount = values.cells.amount(.amount, bytes) else { return false }
        let isBare =
            layout?.has(.product) == true
            && ![
                ColumnMeaning.product, .phone, .recipientPhone, .buyerPhone, .landline, .placedAt, .trackingNumber, .trackingInfo, .unitPrice, .email, .wechat,
            ].contains { values.cells.has($0) }
        if isBare, amount > 0 {
            var total = 0.0
            for (i, value) in amounts.reversed().enumerated() {
                total += value
                if i > 0, abs(total - amount) < 0.01 { return true }
            }
        }
        if amounts.count == 200 { amounts.removeFirst() }
        amounts.append(amount)
        return false
    }

    /// Whether the parcel goes to whoever has sent others: it came back.
    private mutating func isReturn(_ row: CSVRow, _ bytes: Span<UInt8>) -> Bool {
        guard keepsNotes, let layout, !layout.senders.isEmpty, let phone = values.cells.string(.recipientPhone, bytes) ?? values.cells.string(.phone, bytes)
        else {
            return false
        }
        func digits(_ text: String) -> [UInt8] { text.utf8.filter { 48...57 ~= $0 } }
        let own = layout.senders.filter { $0 < row.count }.map { digits(row.text($0, of: bytes)) }.filter { $0.count >= 7 }
        let isKnown = senders[digits(phone), default: 0] > 1 && !own.contains(digits(phone))
        for number in own where senders.count < 1000 || senders[number] != nil { senders[number, default: 0] += 1 }
        return isKnown
    }

    /// Whether a row has words in one cell and nothing that an order is made of, in a table that counts or prices its goods.
    private func isRemark(_ bytes: Span<UInt8>) -> Bool {
        guard let layout, layout.has(.quantity, .amount, .unitPrice) else { return false }
        guard values.cells.filled == 1 else { return false }
        if values.cells.has(.product) { return values.isUncounted(bytes) }
        return layout.products.isEmpty && [.name, .recipientName, .buyer, .buyerName].contains { values.cells.has($0) }
    }

    private var hasPerson: Bool {
        values.cells.has(.recipientName) || values.cells.has(.name) || values.cells.has(.recipientPhone) || values.cells.has(.phone)
            || values.cells.has(.landline) || values.cells.has(.buyer)
            || values.cells.has(.recipientGivenName) || values.cells.has(.buyerName)
    }

    /// Whether a row's goods lie in the parcel of the row above, of the same person: one order, written item by item.
    private func isSameParcel(_ next: TableOrder) -> Bool {
        guard keepsNotes, let order, next.orderNumber == nil, let parcel = next.trackings.first, order.trackings.first == parcel else { return false }
        return order.recipientName == next.recipientName && order.recipientPhone == next.recipientPhone && order.placedAt == next.placedAt
    }

    /// Hands on the open order.
    mutating func finish(_ output: MessageOutput) throws(ImportError) {
        guard var order = order.take() else { return }
        isOpen = false
        lastItems = order.items
        sums.settle(&order)
        // 退货单: goods and money with a minus before them came back.
        if keepsNotes, let amount = order.amount, amount < 0, order.items.contains(where: { $0.quantity ?? 0 < 0 }),
            order.items.allSatisfy({ $0.quantity ?? 0 <= 0 })
        {
            order.status = .refunded
        }
        try output.order(order, line: line)
    }

    private mutating func merge(_ next: TableOrder) {
        guard var order = self.order.take() else { return }
        for item in next.items {
            // One row for each unit of a product counts units.
            if let at = order.items.firstIndex(where: { $0.product == item.product && $0.spec == item.spec && $0.quantity == nil && item.quantity == nil }),
                !values.cells.has(.quantity)
            {
                order.items[at].quantity = 2
            } else if let at = order.items.firstIndex(where: { $0.product == item.product && $0.spec == item.spec && $0.unitPrice == item.unitPrice }),
                !values.cells.has(.quantity), item.quantity == nil, let count = order.items[at].quantity
            {
                order.items[at].quantity = count + 1
            } else {
                order.items.append(item)
            }
        }
        for tracking in next.trackings where order.trackings.count < 500 && !order.trackings.contains(tracking) { order.trackings.append(tracking) }
        sums.add(next)
        for note in (next.note ?? "").split(separator: "\n") where (order.note?.utf8.count ?? 0) < 4000 && order.note?.contains(note) != true {
            order.addNote(String(note))
        }
        order.status = order.status ?? next.status
        order.shippedAt = order.shippedAt ?? next.shippedAt
        order.receivedAt = order.receivedAt ?? next.receivedAt
        order.recipientName = order.recipientName ?? next.recipientName
        order.recipientPhone = order.recipientPhone ?? next.recipientPhone
        order.addressText = order.addressText ?? next.addressText
        self.order = order
    }
}
