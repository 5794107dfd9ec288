import ChatModel

/// Which tables the workbook has, how long they are, and where links lead.
struct WorkbookLayout {
    /// The places of the customers in the order of their rows.
    let ranking: [Int]
    let orderCount: Int
    let evidenceCount: Int
    /// Rows of the sheet of evidence: it is not continued on a second one.
    let evidenceShown: Int
    let reviewRows: [ReviewRow]
    let customers: TableSheet<CustomerRow>
    let orders: TableSheet<OrderRow>
    let evidence: TableSheet<EvidenceRow>
    let review: TableSheet<ReviewRow>
    let packing: TableSheet<Parcel>
    private let longest: Int
    private var places: [String: Int32] = [:]

    /// Comparisons that links which look for a customer's rows may cost a spreadsheet program that goes through them one by one: about a second.
    private static let mostComparisons = 200_000_000

    init(_ pool: PoolContents, longestSheet: Int) {
        longest = longestSheet
        ranking = pool.ranking
        customers = TableSheet(
            name: "客户总表", columns: CustomerRow.columns, frozenColumns: 2, printedColumns: CustomerRow.printedColumns, foldedColumns: CustomerRow.foldedColumns,
            longest: longest)
        orders = TableSheet(name: "订单明细", columns: OrderRow.columns, printedColumns: OrderRow.printedColumns, longest: longest)
        evidence = TableSheet(name: "证据", columns: EvidenceRow.columns, longest: longest)
        review = TableSheet(
            name: FollowUpKind.review.title.chinese, columns: ReviewRow.columns, printedColumns: ReviewRow.columns.count - ReviewRow.foldedColumns,
            foldedColumns: ReviewRow.foldedColumns,
            longest: longest, emptyNote: "没有需要核对的")
        packing = TableSheet(
            name: PackingList.sheet, columns: PackingRow.columns, frozenColumns: 2, printedColumns: PackingRow.printedColumns,
            foldedColumns: PackingRow.foldedColumns, longest: longest, emptyNote: Self.emptyNote(.unshipped))
        reviewRows = ReviewRow.all(pool)
        let outlines = pool.customers.outlines
        orderCount = outlines.reduce(0) { $0 + Int($1.orders) }
        evidenceCount = outlines.reduce(0) { $0 + Int($1.evidence) }
        evidenceShown = min(evidenceCount, longest - 1)
        places.reserveCapacity(ranking.count)
        for (row, place) in ranking.enumerated() { places[outlines[place].id] = Int32(clamping: row) }
    }

    func list(_ kind: FollowUpKind) -> TableSheet<FollowUpEntry> {
        TableSheet(
            name: kind.title.chinese, columns: FollowUpRow.columns, printedColumns: FollowUpRow.columns.count - 2, longest: longest,
            emptyNote: Self.emptyNote(kind))
    }

    /// What an empty list says in its one line.
    private static func emptyNote(_ kind: FollowUpKind) -> String { "目前没有：" + (GuideSheet.meaning(kind).split(separator: "。").first ?? "") }

    /// A link to the row of a customer.
    func place(of id: String) -> CellLink? { places[id].map { .place(customers.place(Int($0))) } }

    /// A link from the row of a customer to its rows in another table: these are looked for by the customer's id, so that it leads there however the seller sorts the two.
    ///
    /// In a pool so large that looking would take a spreadsheet program long, the link leads to where the rows were written.
    ///
    /// - Parameters:
    ///   - first: the first of the rows.
    ///   - place: the row of the customer in its sheet, counted from 0.
    func link<Row>(to table: TableSheet<Row>, _ first: Int, _ count: Int, of place: Int) -> CellLink? {
        guard count > 0 else { return nil }
        let length = table.name == orders.name ? orderCount : evidenceShown
        guard ranking.count * length <= Self.mostComparisons, let key = customers.keyColumn, let other = table.keyColumn else {
            return .formula("\"#\(table.place(first, through: first + count - 1))\"")
        }
        let sheet = table.sheet(ofRow: first)
        return .formula("\"#\(sheet)!A\"&MATCH($\(key)\(place + 1),\(sheet)!$\(other):$\(other),0)")
    }
}

/// Where a cell leads.
enum CellLink: Hashable {
    /// A place in the workbook, `'订单明细'!A5:T9`. A sheet holds 65,530 of them.
    case place(String)
    /// A formula whose value is such a place behind `#`: for numbers of our own alone, never with anything from a chat in it.
    case formula(String)
}
