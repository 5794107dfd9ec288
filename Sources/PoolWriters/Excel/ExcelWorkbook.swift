import ChatBytes
import ChatModel

/// The pool as the seller's workbook: what it is, the customers, whom to look after, the orders, figures with charts, and where everything was said.
///
/// The columns with an amber header may be changed; `chatpool import` reads them back by the customer's id.
struct ExcelWorkbook: PoolWriter {
    /// Rows of a sheet; lower in tests.
    var longestSheet = Workbook.longestSheet

    var format: WriterFormat {
        WriterFormat(id: "xlsx", fileExtension: "xlsx", summary: "Excel workbook: customers, orders, follow-up lists, charts, evidence")
    }

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        let file = try AtomicFile(path)
        let day = pool.insights?.asOf ?? pool.customers.compactMap(\.lastSeen).max()
        let currencies = Set(pool.customers.lazy.flatMap(\.orders).filter { $0.amount != nil }.compactMap(\.currency))
        let book = try Workbook(
            file.temporaryPath, created: day.map { Int64($0.dayNumber) * 86_400 } ?? 1_577_836_800, currency: currencies.count > 1 ? nil : "CNY",
            report: WriteReport(path))
        let layout = WorkbookLayout(pool, longestSheet: longestSheet)
        try GuideSheet(pool: pool, layout: layout, day: day).write(to: book)
        try layout.customers.write(layout.rows, to: book, tab: CellLook.Colour.head) { row, link in layout.link(link, of: row.customer.id) }
        for list in pool.insights?.lists ?? [] where list.kind != .review {
            try layout.list(list.kind).write(list.entries, to: book, tab: CellLook.Colour.editableHead) { entry, _ in
                layout.link(.customer, of: entry.customerID)
            }
        }
        if pool.insights != nil || !pool.review.isEmpty {
            try layout.review.write(layout.reviewRows, to: book, tab: CellLook.Colour.editableHead) { row, _ in layout.link(.customer, of: row.customerID) }
        }
        try layout.orders.write(layout.orderRows, to: book) { row, _ in layout.link(.customer, of: row.customer.id) }
        if let insights = pool.insights { try StatisticsSheet(insights: insights).write(to: book) }
        try layout.evidence.write(layout.evidenceRows, to: book) { row, _ in layout.link(.customer, of: row.customer.id) }
        try book.close(path)
        try file.commit()
        return book.report.diagnostics
    }
}

/// Rows that are made when they are written: a pool has ten times as many pieces of evidence as customers, and each would hold its customer whole.
struct RowPointers<Row>: RandomAccessCollection {
    let places: [(owner: Int32, index: Int32)]
    let make: (Int, Int) -> Row

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }
    subscript(position: Int) -> Row { make(Int(places[position].owner), Int(places[position].index)) }
}

/// Which row of which sheet is whose.
struct WorkbookLayout {
    let rows: [CustomerRow]
    let orderRows: RowPointers<OrderRow>
    let evidenceRows: RowPointers<EvidenceRow>
    let reviewRows: [ReviewRow]
    let customers: TableSheet<CustomerRow>
    let orders: TableSheet<OrderRow>
    let evidence: TableSheet<EvidenceRow>
    let review: TableSheet<ReviewRow>
    private let longest: Int
    private var places: [String: (row: Int, orders: Range<Int>, evidence: Range<Int>)] = [:]

    init(_ pool: PoolContents, longestSheet: Int) {
        longest = longestSheet
        rows = WorkbookLayout.ranked(pool.rows)
        customers = TableSheet(name: "客户总表", columns: CustomerRow.columns, frozenColumns: 2, printedColumns: CustomerRow.printedColumns, longest: longest)
        orders = TableSheet(name: "订单明细", columns: OrderRow.columns, printedColumns: OrderRow.printedColumns, longest: longest)
        evidence = TableSheet(name: "证据", columns: EvidenceRow.columns, longest: longest)
        review = TableSheet(name: FollowUpKind.review.title.chinese, columns: ReviewRow.columns, printedColumns: ReviewRow.columns.count - 3, longest: longest)
        reviewRows = ReviewRow.all(pool)
        var orderPlaces: [(owner: Int32, index: Int32)] = []
        var evidencePlaces: [(owner: Int32, index: Int32)] = []
        for (i, row) in rows.enumerated() {
            let customer = row.customer
            let (firstOrder, firstEvidence) = (orderPlaces.count, evidencePlaces.count)
            // A customer's orders stand together, the newest first, so that one link shows them all.
            for k in customer.orders.indices.reversed() { orderPlaces.append((Int32(i), Int32(k))) }
            for k in customer.evidence.indices { evidencePlaces.append((Int32(i), Int32(k))) }
            places[customer.id] = (i, firstOrder..<orderPlaces.count, firstEvidence..<evidencePlaces.count)
        }
        let rows = rows
        orderRows = RowPointers(places: orderPlaces) { owner, k in OrderRow(customer: rows[owner].customer, order: rows[owner].customer.orders[k]) }
        evidenceRows = RowPointers(places: evidencePlaces) { owner, k in
            EvidenceRow(customer: rows[owner].customer, evidence: rows[owner].customer.evidence[k])
        }
    }

    func list(_ kind: FollowUpKind) -> TableSheet<FollowUpEntry> {
        TableSheet(name: kind.title.chinese, columns: FollowUpRow.columns, printedColumns: FollowUpRow.columns.count - 2, longest: longest)
    }

    /// The place in the workbook that a customer's cell leads to.
    func link(_ link: WorkbookLink, of id: String) -> String? {
        guard let place = places[id] else { return nil }
        switch link {
        case .customer: return customers.place(place.row)
        case .orders: return place.orders.isEmpty ? nil : orders.place(place.orders.lowerBound, through: place.orders.upperBound - 1)
        case .evidence: return place.evidence.isEmpty ? nil : evidence.place(place.evidence.lowerBound, through: place.evidence.upperBound - 1)
        }
    }

    /// Buyers before those who only asked, and within each the most recently seen first: whom the seller looks for stands on top.
    private static func ranked(_ rows: [CustomerRow]) -> [CustomerRow] {
        let keys = rows.map { row in
            (bought: CustomerRow.bought(row.customer).isEmpty ? 0 : 1, seen: row.customer.lastSeen?.wallSeconds ?? .min)
        }
        return rows.indices.sorted { a, b in keys[a] == keys[b] ? a < b : keys[a] > keys[b] }.map { rows[$0] }
    }
}
