import ChatBytes
import ChatModel

/// How one table is to be read: where its header is, what its columns hold, of what it is a table.
struct TableLayout: Sendable {
    /// Of what it is a table.
    enum Kind: Hashable, Sendable {
        case orders, people, messages
        /// Neither customers nor orders: the word for what it is.
        case foreign(String)
    }

    /// A column whose header is a product, and whose cells say how many.
    struct ProductColumn: Sendable {
        var column: Int
        var product: String
        /// What is counted, where the header says it.
        var unit: String?
        var unitPrice: Double?
    }

    private(set) var kind = Kind.foreign("unknown")
    /// One for each column.
    private(set) var headers: [HeaderText] = []
    private(set) var meanings: [ColumnMeaning?] = []
    /// The number of the last row of the header; 0 for a table without one.
    private(set) var headerRecord = 0
    /// The words of the header row, to know it again where it is repeated.
    private(set) var headerCells: [String] = []
    /// The rows above the header.
    private(set) var titles: [[String]] = []
    private(set) var products: [ProductColumn] = []
    /// Columns that are kept as notes, each with its name.
    private(set) var notes: [(column: Int, header: String)] = []
    /// Columns about an order's state, each with its name: what they say beside it is kept too.
    private(set) var states: [(column: Int, header: String)] = []
    /// How the days of each column are written.
    private(set) var days: [Int: DateColumn] = [:]
    /// How the numbers of each column are written.
    private(set) var money: [Int: MoneyText.Style] = [:]
    private(set) var currency: String?
    /// The day that the title, the sheet or the file names, where no column has one.
    private(set) var titleDay: String?
    private var year: Int?
    private var prefersMonthFirst = true
    private var latest: Int?
    /// Whether the amounts of an order's rows are each row's own.
    private(set) var addsAmounts = false
    /// Whether freight and discounts are not yet in the amounts.
    private(set) var leavesFreightOut = false
    /// Whether the amounts are what was paid, by the column's name.
    private(set) var amountIsPaid = false
    /// Whether words stand beside the amounts: `368 收`.
    private(set) var amountHasWords = false
    /// Whether counts stand right behind the names of goods: 红茶1 白茶2.
    private(set) var hasBareCounts = false
    /// Further columns of goods with their counts: 加菜 beside the dish.
    private(set) var moreGoods: [Int] = []
    /// Whether numbers behind the names of goods are part of the names: iPhone 13.
    private(set) var namesHoldNumbers = false
    /// Columns that say who sends the parcel.
    private(set) var senders: [Int] = []
    /// What signs mean in the columns of states.
    private(set) var marks = TableMarks()
    /// Columns that say whose a row is: without any the row belongs to nobody.
    private(set) var personal: [Int] = []
    /// Whether cells repeat the one above in words: 同上.
    private(set) var hasDitto = false
    private(set) var filled: [Int] = []
    /// Columns in which numbers are hidden behind stars.
    private(set) var masked: Set<Int> = []
    /// How many rows of data the sample has.
    private(set) var dataRows = 0
    /// The words of the column that says who wrote, in a table of messages.
    private(set) var directionWords: Set<String> = []
    /// Whether a header was found.
    var hasHeader: Bool { headerRecord > 0 }

    /// The column that holds something.
    func column(_ meaning: ColumnMeaning) -> Int? { meanings.firstIndex(of: meaning) }

    /// Whether a column of the table holds one of these.
    func has(_ wanted: ColumnMeaning...) -> Bool { meanings.contains { $0.map(wanted.contains) ?? false } }

    /// Whether a column is filled in some of the rows only, as merged cells leave it.
    func isSparse(_ column: Int) -> Bool { filled[column] * 10 < dataRows * 8 }

    /// Whether blank cells of a column of days repeat the day above: many are blank, or the table is so short that each counts.
    func repeatsDays(_ column: Int) -> Bool { isSparse(column) || dataRows <= 10 && filled[column] < dataRows && filled[column] > 1 }

    /// A day that stands alone above rows.
    func day(of text: String) -> Timestamp? {
        var plain = DateColumn([text], prefersMonthFirst: prefersMonthFirst)
        (plain.year, plain.latest) = (year, latest)
        return plain.timestamp(text)
    }

    /// The layout of a table; nil where no rows of one width are found.
    ///
    /// - Parameters:
    ///   - name: the file's name, where a missing year may stand.
    ///   - latest: the last day that the table may speak of, see `CivilDay`; nil when nothing tells.
    ///   - forced: the kind that is known already, by the header of a shop system.
    init?(_ sample: TableSample, name: String, latest: Int? = nil, forced: Kind? = nil, headerIndex: Int? = nil) {
        guard sample.isEven || headerIndex != nil else { return nil }
        let search = HeaderSearch(sample, at: headerIndex)
        headers = search.headers
        headerCells = search.cells
        headerRecord = search.rows.last.map { sample.records[$0] } ?? 0
        titles = sample.rows[..<(search.rows.first ?? 0)].map(\.self)
        let width = headers.count
        var columns = [ColumnProfile](repeating: ColumnProfile(), count: width)
        var memory: [String: CellShape] = [:]
        var prices: [Int: Double] = [:]
        for row in sample.rows[search.firstData...] where !TableRowKind.isTotal(row) && row != search.cells {
            if prices.isEmpty, TableRowKind.isPrices(row) {
                for (i, cell) in row.enumerated() { if let price = TableRowKind.price(cell) { prices[i] = price } }
                continue
            }
            // A day alone heads the rows below it and leaves no cell of theirs blank.
            if width > 2, row.count(where: { !$0.isEmpty }) == 1, row.contains(where: { !$0.isEmpty && TitleDay.heading($0) != nil }) { continue }
            for i in 0..<width { columns[i].add(i < row.count ? row[i] : "", &memory) }
        }
        filled = columns.map(\.filled)
        masked = Set(columns.indices.filter { columns[$0].share(.masked) > 0 })
        dataRows = columns.first?.rows ?? 0
        meanings = ColumnAssignment(headers, columns, ofMessages: false, isOfSystem: forced != nil).meanings
        let verdict = TableVerdict(headers, columns, meanings, hasHeader: hasHeader, titles: titles, prices: prices, sheet: sample.sheet)
        hasDitto = sample.rows.contains { row in
            row.contains { cell in
                guard !cell.isEmpty, cell.utf8.count <= 60 else { return false }
                return OrderWords.ditto(cell) != nil
                    || cell.contains(" ") && cell.split(separator: " ").contains { $0.utf8.count >= 6 && OrderWords.ditto($0) != nil }
            }
        }
        if let forced {
            kind = forced
        } else {
            kind = verdict.kind
            if kind == .messages { meanings = verdict.messages }
        }
        if kind == .orders { products = verdict.products }
        let alone = sample.rows[search.firstData...].filter { row in row.count { !$0.isEmpty } == 1 }
        settle(columns, sample.sheet, name, latest, below: alone)
    }

    /// What follows from the meanings: how days and numbers are written, which columns are notes.
    ///
    /// - Parameter below: rows with one cell only, in which a legend may stand.
    private mutating func settle(_ columns: [ColumnProfile], _ sheet: String?, _ name: String, _ latest: Int?, below: [[String]]) {
        year = YearText.year(in: titles.joined().map(\.self) + [sheet ?? "", name])
        self.latest = latest
        let month = YearText.month(in: [sheet ?? ""] + titles.joined().map(\.self) + [name])
        let isHan = headers.contains { $0.shown.unicodeScalars.contains { $0.value >= 0x3400 && $0.value < 0xA000 } }
        // 货款(RM): a code alone may be a word of another kind.
        currency = zip(headers, columns).first { $0.currency != nil && ($1.filled == 0 || $1.share(.number) > 0.5) }?.0.currency
        if currency == nil, let place = column(.currency), columns[place].distinct.count == 1 {
            currency = columns[place].cells.first.flatMap { TableWords.shared.meaning("currency", of: $0.lowercased()) }
        }
        prefersMonthFirst = isHan || currency == "USD"
        for (i, meaning) in meanings.enumerated() {
            switch meaning {
            case .placedAt, .paidAt, .shippedAt, .receivedAt, .sentAt, .birthday, .dueAt:
                var day = DateColumn(columns[i].cells, prefersMonthFirst: prefersMonthFirst)
                (day.year, day.latest, day.month) = (year, latest, month)
                day.isBirthday = meaning == .birthday
                days[i] = day
            case .amount, .unitPrice, .refunded, .quantity, .freight, .discount, .paidAmount, .owed:
                let style = MoneyText.style(of: columns[i].cells, header: headers[i].currency)
                money[i] = style
                if currency == nil { currency = style.currency }
            case .direction: directionWords = columns[i].distinct
            default: continue
            }
        }
        if kind == .orders, !has(.placedAt, .paidAt, .shippedAt, .dueAt), month != nil, let place = dayOfMonth(columns) {
            var day = DateColumn()
            (day.year, day.latest, day.month, day.isDayOfMonth) = (year, latest, month, true)
            (meanings[place], days[place]) = (.placedAt, day)
        }
        // 店名 beside 老板: the seller calls them by their shop.
        if kind == .people, !has(.buyer), has(.name), let place = column(.company), TableWords.shared.meaning("shop", of: headers[place].full) != nil {
            meanings[place] = .buyer
        }
        // A list of people whose only names are real ones calls them by what shop systems call accounts.
        if kind == .people, !has(.name, .recipientName, .buyerName, .familyName, .givenName), let place = column(.buyer), columns[place].share(.name) >= 0.5 {
            meanings[place] = .name
        }
        // Where only one column says who bought, and full names in Latin letters stand in it, they are names.
        if kind == .orders, !has(.name, .recipientName, .buyerName, .familyName, .givenName), let place = column(.buyer),
            columns[place].share(.name) >= 0.6, columns[place].share(.han) < 0.2
        {
            meanings[place] = .name
        }
        if kind == .orders, !has(.placedAt, .paidAt, .shippedAt, .dueAt) {
            titleDay =
                sheet.flatMap { TitleDay.ofSession($0) } ?? TitleDay.ofOccasion(titles.joined() + [sheet ?? "", name])
                ?? titles.joined().lazy.map { TitleDay.labelled($0) }.first { TitleDay.isFull($0) }
        }
        takeSumForAmount(columns)
        addsAmounts = hasLineAmounts(columns)
        if kind == .orders, let amount = column(.amount) {
            let sums = meanings.indices.filter { meanings[$0] == nil || meanings[$0] == .paidAmount || meanings[$0] == .aggregate }
            let (freight, discount) = (meanings.indices.filter { meanings[$0] == .freight }, meanings.indices.filter { meanings[$0] == .discount })
            leavesFreightOut = TableArithmetic(columns, money).leavesFreightOut(of: amount, freight: freight, discount: discount, sums: sums)
        }
        marks = TableMarks(titles: titles + below, columns, meanings, isHan: isHan)
        // A column of nothing but the legend's signs says how far each order has come, whatever its name.
        if kind == .orders, !has(.status, .shipStatus, .payStatus, .receiveStatus),
            let signs = meanings.indices.first(where: { i in
                meanings[i] == nil && columns[i].filled > 1 && columns[i].distinct.allSatisfy { marks.legend[$0.lowercased()] != nil }
            })
        {
            meanings[signs] = .status
        }
        if let amount = column(.amount) { amountHasWords = columns[amount].holdsSums }
        if let goods = column(.product) { namesHoldNumbers = ItemList.namesHoldNumbers(columns[goods].cells) }
        if let goods = column(.product) { hasBareCounts = columns[goods].cells.contains { ItemList.bareCounted($0, least: 2) != nil } }
        if kind == .orders, has(.product), products.isEmpty {
            moreGoods = meanings.indices.filter { i in
                meanings[i] == nil && !headers[i].isKnown && columns[i].filled > 1 && columns[i].share(.counted) >= 0.6 && columns[i].length <= 30
                    && !headers[i].shown.isEmpty
                    && columns[i].cells.allSatisfy { cell in ItemList.parse(cell, isCounted: false).allSatisfy { $0.quantity != nil && $0.unit != nil } }
            }
        }
        senders = headers.indices.filter {
            meanings[$0] == .ignored && columns[$0].share([.phone, .weakPhone]) > 0.5 && HeaderName.isSenders(HeaderName.key(headers[$0].shown))
        }
        personal = meanings.indices.filter {
            meanings[$0].map { [.phone, .recipientPhone, .buyerPhone, .landline, .address, .email, .orderNumber].contains($0) } ?? false
        }
        if let amount = column(.amount) {
            amountIsPaid = TableWords.shared.isWithin("paid", headers[amount].full.lowercased())
        }
        let matrix = Set(products.map(\.column) + moreGoods)
        for (i, meaning) in meanings.enumerated() where columns[i].filled > 0 && !matrix.contains(i) && isNote(meaning, i) {
            notes.append((i, headers[i].shown))
        }
        for (i, meaning) in meanings.enumerated() {
            if let meaning, [.status, .payStatus, .shipStatus, .receiveStatus].contains(meaning) { states.append((i, headers[i].shown)) }
        }
    }

    /// The column of a ledger of one month whose bare numbers are its days, by its header, 日 or 几号.
    private func dayOfMonth(_ columns: [ColumnProfile]) -> Int? {
        columns.indices.first { i in
            let numbers = columns[i].cells.compactMap { Int($0) }
            // Rows of sums have words there.
            return meanings[i] == nil && !numbers.isEmpty && numbers.count * 2 >= columns[i].filled && numbers.allSatisfy { 1...31 ~= $0 }
                && headers[i].candidates.contains { [.placedAt, .shippedAt, .dueAt].contains($0.meaning) && $0.score >= 0.4 }
        }
    }

    /// Whether a column's cells are kept as they are, beside its name.
    private func isNote(_ meaning: ColumnMeaning?, _ column: Int) -> Bool {
        switch meaning {
        case nil: return !headers[column].candidates.contains { $0.meaning == .sensitive || $0.meaning == .index && $0.score > 0.9 }
        case .aggregate, .goodsAmount, .staff, .dueAt, .payMethod, .freight, .discount, .paidAmount, .owed, .refundStatus, .customerID, .qq, .company,
            .subOrderNumber:
            return true
        case .ignored: return !headers[column].shown.isEmpty && !HeaderName.isSenders(HeaderName.key(headers[column].shown))
        case .spec, .unitPrice, .status, .quantity, .amount, .product: return kind == .people
        case .placedAt, .paidAt, .trackingNumber, .courier, .orderNumber, .buyerNote, .shippedAt, .receivedAt, .refunded, .unit:
            return kind == .people && meaning != .buyerNote
        default: return false
        }
    }

    /// A price that is what a deposit and the rest come to is the order's amount.
    private mutating func takeSumForAmount(_ columns: [ColumnProfile]) {
        guard column(.amount) == nil, let price = column(.unitPrice), columns[price].filled > 1 else { return }
        func numbers(_ column: Int) -> [Double]? {
            let found = columns[column].cells.compactMap { MoneyText($0)?.value }
            return found.count == columns[price].filled ? found : nil
        }
        guard let total = numbers(price) else { return }
        let others = meanings.indices.filter { meanings[$0].map { [.aggregate, .owed, .paidAmount].contains($0) } ?? true }.compactMap { numbers($0) }
        for (i, first) in others.enumerated() {
            for second in others[(i + 1)...]
            where zip(total, zip(first, second)).allSatisfy({ abs($0 - $1.0 - $1.1) < 0.01 }) && second.contains(where: { $0 != 0 }) {
                meanings[price] = .amount
                return
            }
        }
    }

    /// Whether price × quantity comes to the amount, row by row.
    private func hasLineAmounts(_ columns: [ColumnProfile]) -> Bool {
        guard let amount = column(.amount), let price = column(.unitPrice), let quantity = column(.quantity) else { return false }
        let rows = zip(columns[amount].cells, zip(columns[price].cells, columns[quantity].cells))
        guard columns[amount].filled == columns[price].filled, columns[price].filled == columns[quantity].filled, columns[amount].filled > 1 else {
            return false
        }
        let agreeing = rows.filter { total, parts in
            guard let total = MoneyText(total, money[amount] ?? .init()), let unit = MoneyText(parts.0, money[price] ?? .init()), let count = MoneyText(parts.1)
            else {
                return false
            }
            return abs(unit.value * count.value - total.value) < 0.01
        }
        return agreeing.count * 10 >= columns[amount].filled * 8
    }
}
