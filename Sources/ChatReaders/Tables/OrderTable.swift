import ChatBytes
import ChatModel

/// Reads the order table of a shop system, known by its header: one order in one row, or in several rows one below the other.
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
            var walk = TableWalk(source, bytes, signature: signature)
            var reading = OrderTableReading(platform: format.platform, addsAmounts: addsAmounts, keepsNotes: false)
            var table = 0
            while walk.next(bytes, output) {
                if walk.tables != table, let layout = walk.layout {
                    table = walk.tables
                    try reading.finish(output)
                    reading.begin(layout)
                    output.understood(TableMapping(layout, sheet: walk.sheet, keepsNotes: false))
                }
                try reading.row(walk.row, day: walk.day, bytes, output)
            }
            try reading.finish(output)
        }
    }
}

/// One table of orders being read.
struct OrderTableReading {
    private let platform: Platform
    private let keepsNotes: Bool
    private var addsAmounts: Bool
    private let addsAlways: Bool
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
    private var words = OrderCellWords()
    private var layout: TableLayout?
    /// The day of the last row that has one, where days stand once above several rows.
    private var lastDay: Timestamp?
    /// How many parcels each number has sent.
    private var senders: [[UInt8]: Int] = [:]
    /// The goods of the last order.
    private var lastItems: [OrderItem] = []
    /// What the amounts of the rows come to, of all and since the last row of sums.
    private var sum = (all: 0.0, part: 0.0, rows: 0)

    init(platform: Platform, addsAmounts: Bool, keepsNotes: Bool) {
        self.platform = platform
        self.addsAmounts = addsAmounts
        addsAlways = addsAmounts
        self.keepsNotes = keepsNotes
    }

    /// Goes over to another table.
    mutating func begin(_ layout: TableLayout) {
        self.layout = layout
        addsAmounts = addsAlways || layout.addsAmounts
        cells.find(layout)
        lastDay = nil
        sum = (0, 0, 0)
    }

    mutating func row(_ row: CSVRow, day: String?, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let size = row.end - row.start
        cells.read(row, bytes)
        if layout?.hasDitto == true { cells.resolveDittos(bytes) }
        var number = cells.string(.orderNumber, bytes)
        if let cell = cells.range(.orderNumber), TableCell.lostDigits(bytes, cell) {
            output.report(
                "number-precision-lost", line: row.record, byteOffset: row.start, "a spreadsheet has cut a long number to fifteen digits: it is not used")
            number = nil
        }
        if let place = layout?.products.first, !hasPerson, row.count <= place.column || !cells.has(.orderNumber) && !cells.has(.address) {
            output.account(decorationBytes: size)
            return
        }
        if keepsNotes, number == nil, isSum(bytes) {
            output.account(decorationBytes: size)
            return
        }
        if isReturn(row, bytes) {
            output.report("return-parcel", .note, line: row.record, byteOffset: row.start, byteCount: size, "a parcel to whoever sends the others: no order")
            return
        }
        let isSame = isOpen && number != nil && openNumber == number
        // Rows below an order that repeat nothing but their own product, as merged cells leave them.
        let isContinuation = isOpen && number == nil && !hasPerson && !cells.has(.address) && cells.has(.product)
        guard isSame || isContinuation || number != nil || hasPerson || cells.has(.address) else {
            output.report("bad-row", line: row.record, byteOffset: row.start, byteCount: size, "a row without an order number, a person and an address")
            return
        }
        output.account(messageBytes: size)
        let next = makeOrder(number, row, day: day, bytes)
        if isSame || isContinuation || isSameParcel(next) {
            merge(next)
        } else {
            try finish(output)
            amounts.removeAll(keepingCapacity: true)
            given.removeAll(keepingCapacity: true)
            if let amount = next.amount { amounts.append(amount) }
            if let refunded = next.refunded { given.append(refunded) }
            order = next
            isOpen = true
            openNumber = number
            line = row.record
        }
    }

    /// Whether a row in which nobody stands has what the amounts above come to: 上半月, 本月入账.
    private mutating func isSum(_ bytes: Span<UInt8>) -> Bool {
        guard let amount = cells.amount(.amount, bytes) else { return false }
        if !hasPerson, !cells.has(.address), !cells.has(.unitPrice), sum.rows > 1, amount > 0, abs(sum.all - amount) < 0.01 || abs(sum.part - amount) < 0.01 {
            sum.part = 0
            return true
        }
        sum = (sum.all + amount, sum.part + amount, sum.rows + 1)
        return false
    }

    /// Whether the parcel goes to whoever has sent others: it came back.
    private mutating func isReturn(_ row: CSVRow, _ bytes: Span<UInt8>) -> Bool {
        guard keepsNotes, let layout, !layout.senders.isEmpty, let phone = cells.string(.recipientPhone, bytes) ?? cells.string(.phone, bytes) else {
            return false
        }
        func digits(_ text: String) -> [UInt8] { text.utf8.filter { 48...57 ~= $0 } }
        let own = layout.senders.filter { $0 < row.count }.map { digits(row.text($0, of: bytes)) }.filter { $0.count >= 7 }
        let isKnown = senders[digits(phone), default: 0] > 1 && !own.contains(digits(phone))
        for number in own where senders.count < 1000 || senders[number] != nil { senders[number, default: 0] += 1 }
        return isKnown
    }

    private var hasPerson: Bool {
        cells.has(.recipientName) || cells.has(.name) || cells.has(.recipientPhone) || cells.has(.phone) || cells.has(.landline) || cells.has(.buyer)
            || cells.has(.recipientGivenName) || cells.has(.buyerName)
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
        if amounts.count > 1 || order.amount == nil { order.amount = total(amounts, order.items) }
        takePrices(&order)
        if keepsNotes, order.amount == nil, let layout, !layout.has(.amount) { order.amount = priced(order.items, isCounted: layout.has(.quantity)) }
        // What an unpaid order has paid is not what it costs.
        if order.amount == 0, order.status == .placed { order.amount = nil }
        if given.count > 1 || order.refunded == nil { order.refunded = total(given, []) }
        try output.order(order, line: line)
    }

    /// The sum of an order whose rows each show their own, or the one that all its rows repeat; nil without any.
    private func total(_ amounts: [Double], _ items: [OrderItem]) -> Double? {
        guard let first = amounts.first else { return nil }
        let isRepeated = amounts.allSatisfy { $0 == first }
        // What the goods come to tells the order's amount, repeated in each row, from each row's own.
        if isRepeated, amounts.count > 1, let goods = priced(items, isCounted: true), goods > 0 {
            let repeated = abs(goods - first)
            if repeated < 0.01 || repeated * 2 < abs(goods - first * Double(amounts.count)) { return first }
        }
        return addsAmounts || !isRepeated ? (amounts.reduce(0, +) * 100).rounded() / 100 : first
    }

    /// Where every column of goods has its price, what was paid is not what the order costs.
    private func takePrices(_ order: inout TableOrder) {
        guard let layout, !layout.products.isEmpty, layout.amountIsPaid, layout.products.allSatisfy({ $0.unitPrice != nil }),
            let goods = priced(order.items, isCounted: true), goods > (order.amount ?? 0) + 0.01
        else { return }
        if (order.amount ?? 0) == 0, order.status == .paid { order.status = nil }
        order.amount = goods
    }

    /// What priced goods come to, where the table has no column for it; nil unless each has a price and a count.
    ///
    /// - Parameter isCounted: whether a column counts them: without one each row is one piece.
    private func priced(_ items: [OrderItem], isCounted: Bool) -> Double? {
        guard !items.isEmpty, items.allSatisfy({ $0.unitPrice != nil && (!isCounted || $0.quantity != nil) }) else { return nil }
        return (items.reduce(0) { $0 + ($1.unitPrice ?? 0) * ($1.quantity ?? 1) } * 100).rounded() / 100
    }

    private mutating func merge(_ next: TableOrder) {
        guard var order = self.order.take() else { return }
        for item in next.items {
            // One row for each unit of a product counts units.
            if let at = order.items.firstIndex(where: { $0.product == item.product && $0.spec == item.spec && $0.quantity == nil && item.quantity == nil }),
                !cells.has(.quantity)
            {
                order.items[at].quantity = 2
            } else if let at = order.items.firstIndex(where: { $0.product == item.product && $0.spec == item.spec && $0.unitPrice == item.unitPrice }),
                !cells.has(.quantity), item.quantity == nil, let count = order.items[at].quantity
            {
                order.items[at].quantity = count + 1
            } else {
                order.items.append(item)
            }
        }
        for tracking in next.trackings where order.trackings.count < 500 && !order.trackings.contains(tracking) { order.trackings.append(tracking) }
        if let amount = next.amount { amounts.append(amount) }
        if let refunded = next.refunded { given.append(refunded) }
        for note in (next.note ?? "").split(separator: "\n") where (order.note?.utf8.count ?? 0) < 4000 && order.note?.contains(note) != true {
            order.note = [order.note, String(note)].compactMap(\.self).joined(separator: "\n")
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

    private mutating func makeOrder(_ number: String?, _ row: CSVRow, day: String?, _ bytes: Span<UInt8>) -> TableOrder {
        var order = TableOrder(platform: platform, orderNumber: number)
        OrderPeople.fill(&order, cells, bytes, isOfSeller: keepsNotes)
        order.items = items(row, bytes)
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
        for column in [ColumnMeaning.courier, .shipStatus, .receiveStatus, .status] where order.trackings.isEmpty && keepsNotes {
            if let info = cells.string(column, bytes) { order.trackings = OrderWords.trackings(info, courier: column == .courier ? nil : courier) }
        }
        order.status = words.status(cells, order, bytes)
        if keepsNotes { takeWords(&order, bytes) }
        if keepsNotes { takePaid(&order, bytes) }
        if keepsNotes, order.status == nil, order.amount != nil, layout?.amountIsPaid == true { order.status = .paid }
        for column in [ColumnMeaning.buyerNote, .note, .contactNote] {
            guard let note = cells.string(column, bytes) else { continue }
            order.note = order.note.map { $0 + "\n" + note } ?? note
        }
        // 配送: 自提 has no parcel to stand beside.
        if keepsNotes, order.trackings.isEmpty, let column = layout?.column(.courier), let way = cells.string(.courier, bytes) {
            let line = "\(layout?.headers[column].shown ?? ""): \(way)"
            order.note = order.note.map { $0 + "\n" + line } ?? line
        }
        if keepsNotes { addNotes(&order, row, bytes) }
        return order
    }

    /// What cells say of the order's state beside what their column holds: `368 收`, 红茶1（不要了）, a note that is 取消 and no more.
    private func takeWords(_ order: inout TableOrder, _ bytes: Span<UInt8>) {
        if order.amount == nil, layout?.amountHasWords == true, let text = cells.string(.amount, bytes), let sum = MoneyText.beside(text) {
            order.amount = sum.value
            for word in sum.words.split(separator: " ") where order.status == nil {
                order.status = OrderWords.answer(String(word)).map { $0 ? .paid : .placed } ?? OrderWords.status(String(word))
            }
            if OrderWords.saysMore(sum.words) { order.note = order.note.map { $0 + "\n" + text } ?? text }
        }
        guard order.status == nil || order.status == .placed || order.status == .paid else { return }
        var said: [String] = []
        if let text = cells.string(.product, bytes) { said += HeaderText.withoutBrackets(text).inner.filter { $0.utf8.count <= 24 } }
        for column in [ColumnMeaning.note, .buyerNote] {
            if let text = cells.string(column, bytes), TableWords.shared.meaning("status", of: text) != nil { said.append(text) }
        }
        for status in said.compactMap({ OrderWords.status($0) }) where status == .cancelled || status == .refunded { order.status = status }
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
            guard let value = TableCell.value(row.text(column, of: bytes)), OrderWords.saysMore(value) else { continue }
            let line = header.isEmpty ? value : "\(header): \(value)"
            order.note = order.note.map { $0 + "\n" + line } ?? line
        }
        for (column, header) in layout?.notes ?? [] {
            guard column < row.count, let value = TableCell.value(row.text(column, of: bytes)) else { continue }
            let line = header.isEmpty ? value : "\(header): \(value)"
            order.note = order.note.map { $0 + "\n" + line } ?? line
        }
    }

    private func currency(_ bytes: Span<UInt8>) -> String? {
        if let word = cells.string(.currency, bytes) {
            if let known = TableWords.shared.meaning("currency", of: word.lowercased()) { return known }
            if word.utf8.count == 3, word.utf8.allSatisfy({ 65...90 ~= $0 }) { return word }
        }
        if keepsNotes, let sign = cells.money(.amount, bytes)?.currency, sign != "$" { return sign }
        if let known = layout?.currency, known != "$" { return known }
        return keepsNotes ? nil : "CNY"
    }

    private mutating func takeTimes(_ order: inout TableOrder, _ day: String?, _ bytes: Span<UInt8>) {
        order.placedAt = cells.time(.placedAt, bytes)
        order.paidAt = cells.time(.paidAt, bytes)
        order.shippedAt = cells.time(.shippedAt, bytes)
        order.receivedAt = cells.time(.receivedAt, bytes)
        guard keepsNotes, let layout else { return }
        if layout.has(.placedAt) {
            // A merged cell's day stands for the rows below it.
            if cells.has(.placedAt) {
                lastDay = order.placedAt
            } else if let column = layout.column(.placedAt), layout.isSparse(column) {
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

    private mutating func items(_ row: CSVRow, _ bytes: Span<UInt8>) -> [OrderItem] {
        let more = (layout?.moreGoods ?? []).flatMap { column -> [OrderItem] in
            guard column < row.count, let cell = TableCell.value(row.text(column, of: bytes)) else { return [] }
            return ItemList.parse(cell, isCounted: false)
        }
        return ownItems(row, bytes) + more
    }

    private mutating func ownItems(_ row: CSVRow, _ bytes: Span<UInt8>) -> [OrderItem] {
        if let products = layout?.products, !products.isEmpty { return matrix(products, row, bytes) }
        guard let cell = cells.range(.product) else { return [] }
        let count = cells.has(.quantity) ? cells.money(.quantity, bytes) : nil
        let quantity = count?.value ?? cells.amount(.quantity, bytes)
        var items = words.products(cell, isCounted: quantity != nil, isBare: layout?.hasBareCounts == true, bytes) { cells.string(.product, bytes) ?? "" }
        // 同上+白茶一包: what the row above has, and more.
        if keepsNotes, items.count > 1, let at = items.firstIndex(where: { $0.quantity == nil && OrderWords.ditto($0.product) == "same" }) {
            items.replaceSubrange(at...at, with: order?.items ?? lastItems)
        }
        // With a column for the number, a cell whose pieces have no counts is one product whose name has separators in it.
        if items.count > 1, quantity != nil, items.allSatisfy({ $0.quantity == nil }) { items = [OrderItem(product: cells.string(.product, bytes) ?? "")] }
        if let quantity, items.count == 1, keepsNotes {
            // As many names as the count says: one of each.
            let names = ItemList.names(in: cells.string(.product, bytes) ?? "")
            if names.count > 1, quantity == Double(names.count) { return names.map { OrderItem(product: $0, quantity: 1) } }
        }
        if quantity == nil, keepsNotes, let list = cells.string(.quantity, bytes) {
            // 乌梅汁500ml+酥饼 beside 1+2: what stands behind a name is its size.
            let names = ItemList.names(in: cells.string(.product, bytes) ?? "")
            if names.count > 1, OrderCellWords.counts(list).count == names.count { items = names.map { OrderItem(product: $0) } }
        }
        if items.count > 1, quantity == nil, let list = cells.string(.quantity, bytes) { OrderCellWords.spread(list, over: &items) }
        guard items.count == 1 else { return items }
        // A column for the number says more than what stands behind a name.
        if let quantity {
            if items[0].quantity != quantity, items[0].quantity != nil { items[0] = OrderItem(product: cells.string(.product, bytes) ?? "") }
            items[0].quantity = quantity
            items[0].unit = items[0].unit ?? count?.unit ?? (keepsNotes ? cells.string(.unit, bytes) : nil)
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
