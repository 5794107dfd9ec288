import ChatBytes
import ChatModel

/// The pool as the seller's workbook: what it is, the customers, whom to look after, the orders, figures with charts, and where everything was said.
///
/// The columns with an amber header may be changed; `chatpool import` reads them back by the customer's id. The customers are walked once: the rows of the tables that
/// are as long as the pool are written side by side, each to its own sheet.
struct ExcelWorkbook: PoolWriter {
    /// Rows of a sheet; lower in tests.
    var longestSheet = Workbook.longestSheet
    /// Customers whose texts say how wide the columns are.
    private static let sample = 500

    var format: WriterFormat {
        WriterFormat(id: "xlsx", fileExtension: "xlsx", summary: "Excel workbook: customers, orders, follow-up lists, charts, evidence")
    }

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        let file = try AtomicFile(path)
        let day = pool.insights?.asOf ?? pool.customers.outlines.compactMap(\.lastSeen).max()
        let currencies = pool.customers.currencies
        let book = try Workbook(
            file.temporaryPath, created: day.map { Int64($0.dayNumber) * 86_400 } ?? 1_577_836_800,
            currency: currencies.count > 1 ? nil : currencies.first ?? "CNY", report: WriteReport(path))
        let layout = WorkbookLayout(pool, longestSheet: longestSheet)
        var sample: [CustomerRow] = []
        try pool.walkRows(Array(layout.ranking.prefix(Self.sample))) { sample.append($0) }
        // Sheets stand in the order in which they are begun.
        try GuideSheet(pool: pool, layout: layout, day: day).write(to: book)
        let customers = try layout.customers.begin(layout.ranking.count, sample: sample, in: book, tab: CellLook.Colour.head)
        for list in pool.insights?.lists ?? [] where list.kind != .review {
            if list.kind == .unshipped {
                try layout.packing.write(PackingRow.all(pool), to: book, tab: CellLook.Colour.editableHead) { parcel, _, _ in
                    layout.place(of: parcel.customer.id)
                }
                continue
            }
            try layout.list(list.kind).write(list.entries, to: book, tab: CellLook.Colour.editableHead) { entry, _, _ in layout.place(of: entry.customerID) }
        }
        if pool.insights != nil || !pool.review.isEmpty {
            try layout.review.write(layout.reviewRows, to: book, tab: CellLook.Colour.editableHead) { row, _, _ in layout.place(of: row.customerID) }
        }
        let orders = try layout.orders.begin(layout.orderCount, sample: sample.flatMap(OrderRow.all), in: book)
        if let insights = pool.insights { try StatisticsSheet(insights: insights).write(to: book) }
        let evidence = try layout.evidence.begin(layout.evidenceShown, sample: sample.flatMap(EvidenceRow.all), in: book)
        try pool.walkRows(layout.ranking) { (row) throws(ImportError) in
            let (own, said) = (OrderRow.all(row), EvidenceRow.all(row))
            let (firstOrder, firstEvidence) = (orders.count, evidence.count)
            customers.append(row) { link, place in
                switch link {
                case .customer: nil
                case .orders: layout.link(to: layout.orders, firstOrder, own.count, of: place)
                case .evidence: layout.link(to: layout.evidence, firstEvidence, min(said.count, layout.evidenceShown - firstEvidence), of: place)
                }
            }
            for order in own { orders.append(order) { _, _ in layout.place(of: row.customer.id) } }
            for one in said where evidence.count < layout.evidenceShown { evidence.append(one) }
        }
        if layout.evidenceShown < layout.evidenceCount {
            book.report.add(
                "evidence-shortened",
                "the sheet of evidence holds \(layout.evidenceShown) of \(layout.evidenceCount) rows; JSON lines (-o customers.jsonl) hold all", severity: .note
            )
        }
        try book.close(path)
        try file.commit()
        return book.report.diagnostics
    }
}
