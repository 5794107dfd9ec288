import ChatBytes
import ChatModel

/// Reads what payment services give merchants: one movement of money a row, with the name or the account of who paid.
struct PaymentStatement: ExportReader {
    /// The columns of a statement.
    enum Column: Hashable, CaseIterable {
        case time, clock, name, account, payee, amount, income, expense, currency, type, status, number, order, product, note, refunded
    }

    let format: FormatDescription
    /// Header names by column.
    let names: [Column: [String]]
    /// Columns that tell the format.
    let signature: [Column]
    /// Header names that tell the format, none of which is read.
    let marks: [[String]]
    /// Words of the columns for type and state by which a row is somebody's payment; empty where every row is one.
    var payments: Set<String> = []
    /// The same for money that went back.
    var refunds: Set<String> = []
    /// Words by which nothing has moved, or nobody's money.
    var nothing: [String] = []
    /// Whether nothing stands above the header.
    var beginsWithHeader = true
    /// Whether `name(account)` stands in one cell.
    var isNameWithAccount = false
    /// Whether the month stands first where the days do not tell.
    var prefersMonthFirst = false
    /// What is paid in where no column says it.
    var homeCurrency = "CNY"

    private var columns: [[String]] { marks + signature.map { names[$0] ?? [] } + rest.map { names[$0] ?? [] } }
    private var rest: [Column] { Column.allCases.filter { !signature.contains($0) } }
    private var required: Int { marks.count + signature.count }

    func sniff(_ head: SourceHead) -> Double { HeadedTable.isPlausible(head, columns, required: required) ? 0.99 : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let places = Dictionary(uniqueKeysWithValues: (signature + rest).enumerated().map { ($1, $0 + marks.count) })
            var table = HeadedTable(bytes, columns, required: required)
            table.beginsWithHeader = beginsWithHeader
            var walk = StatementWalk(table, places)
            var sample = walk
            var days: [String] = []
            while days.count < 400, sample.next(bytes, nil) { if let day = sample.cell(.time, bytes) { days.append(day) } }
            let order = DateColumn(days, prefersMonthFirst: prefersMonthFirst)
            while walk.next(bytes, output) {
                let size = walk.size
                if walk.isRemark(bytes) {
                    output.account(decorationBytes: size)
                    continue
                }
                guard let at = time(walk, order, bytes), let amount = amount(walk, bytes) else {
                    output.report("bad-row", line: walk.line, byteOffset: walk.start, byteCount: size, "a row without a time and an amount")
                    continue
                }
                output.account(messageBytes: size)
                if let entry = entry(walk, at, amount, bytes) { try output.bill(entry, line: walk.line) }
            }
        }
    }

    private func time(_ walk: StatementWalk, _ days: DateColumn, _ bytes: Span<UInt8>) -> Timestamp? {
        guard let text = walk.cell(.time, bytes), let day = days.timestamp(text) else { return nil }
        guard day.precision == .day, let clock = walk.cell(.clock, bytes).flatMap({ DatePieces.clock(of: $0) }) else { return day }
        return TimeText.timestamp(CivilDay.date(day.dayNumber), clock) ?? day
    }

    /// What moved: more than nothing where it came in.
    private func amount(_ walk: StatementWalk, _ bytes: Span<UInt8>) -> Double? {
        if let income = money(walk.cell(.income, bytes)), income != 0 { return abs(income) }
        if let expense = money(walk.cell(.expense, bytes)), expense != 0 { return -abs(expense) }
        return money(walk.cell(.amount, bytes))
    }

    /// `$1,256.00`, `-$0.95`, `1.256,00`.
    private func money(_ cell: String?) -> Double? { cell.flatMap { MoneyText($0)?.value } }

    /// A payment of somebody; nil for the service's own movements.
    private func entry(_ walk: StatementWalk, _ at: Timestamp, _ amount: Double, _ bytes: Span<UInt8>) -> BillEntry? {
        let said = [Column.type, .status].compactMap { walk.cell($0, bytes)?.lowercased() }
        guard !said.contains(where: { word in nothing.contains { word.contains($0) } }) else { return nil }
        let isRefund = said.contains { word in refunds.contains { word.contains($0) } }
        guard isRefund || payments.isEmpty || said.contains(where: { word in payments.contains { word.contains($0) } }) else { return nil }
        var (name, account) = (walk.cell(.name, bytes), walk.cell(.account, bytes))
        if isNameWithAccount, let cell = name, let open = cell.lastIndex(where: { $0 == "(" || $0 == "（" }), let last = cell.last, ")）".contains(last) {
            account = account ?? String(cell[cell.index(after: open)...].dropLast())
            name = HeadedTable.clean(String(cell[..<open]))
        }
        // Of money that went back the other side is who got it.
        if isRefund || amount < 0, let payee = walk.cell(.payee, bytes) { account = payee }
        // A name of stars is a mask.
        if name?.contains("*") == true { name = nil }
        if name?.isEmpty == true { name = nil }
        // Without anybody's name a row is the service's own.
        if name == nil, account == nil { return nil }
        let isBack = isRefund || amount < 0
        let refunded = money(walk.cell(.refunded, bytes)) ?? 0
        let isWholeBack = refunded > 0 && refunded >= abs(amount) - 0.005
        var payment = Payment(
            amount: abs(amount), state: isRefund || isWholeBack ? .refunded : isBack ? .sent : .received,
            id: walk.cell(.number, bytes).flatMap { TableCell.lostDigits($0.utf8Span.span, 0..<$0.utf8.count) ? nil : $0 })
        payment.currency = currency(walk, bytes) ?? homeCurrency
        var entry = BillEntry(platform: format.platform, at: at, counterparty: name, payment: payment, isIncome: !isBack)
        entry.counterpartyAccount = account
        entry.orderNumber = walk.cell(.order, bytes).map(Self.orderNumber)
        entry.product = walk.cell(.product, bytes)
        entry.note = walk.cell(.note, bytes)
        return entry
    }

    private func currency(_ walk: StatementWalk, _ bytes: Span<UInt8>) -> String? {
        guard let word = walk.cell(.currency, bytes), word.utf8.count == 3 else { return nil }
        return word.uppercased()
    }

    /// `T200P3000000000000000001` is the order 3000000000000000001 of Taobao.
    private static func orderNumber(_ cell: String) -> String {
        guard cell.hasPrefix("T"), let mark = cell.firstIndex(of: "P"), cell[cell.index(after: mark)...].utf8.allSatisfy({ 48...57 ~= $0 }) else { return cell }
        let number = cell[cell.index(after: mark)...]
        return number.utf8.count >= 12 ? String(number) : cell
    }
}

/// The rows of a statement, by the names of its columns.
private struct StatementWalk {
    private var table: HeadedTable
    private let places: [PaymentStatement.Column: Int]

    init(_ table: HeadedTable, _ places: [PaymentStatement.Column: Int]) {
        self.table = table
        self.places = places
    }

    mutating func next(_ bytes: Span<UInt8>, _ output: MessageOutput?) -> Bool { table.next(bytes, output) }

    var size: Int { table.row.end - table.row.start }
    var start: Int { table.row.start }
    var line: Int { table.row.record }

    /// Whether the row is a line about the account or a sum below the table: they begin with `#`.
    func isRemark(_ bytes: Span<UInt8>) -> Bool {
        let first = table.row.range(0)
        return first.count > 0 && bytes[first.lowerBound] == 0x23
    }

    func cell(_ column: PaymentStatement.Column, _ bytes: Span<UInt8>) -> String? {
        guard let place = places[column], table.columns[place] >= 0, table.columns[place] < table.row.count else { return nil }
        return TableCell.value(table.text(place, bytes))
    }
}
