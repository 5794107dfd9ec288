public import ChatModel

/// The cells of orders as tables show them, for who keeps what was written.
public enum OrderTexts {
    /// The cells of a customer's orders (see `OrderSheet`), in the order of their rows.
    public static func cells(of customer: Customer) -> [[String]] { OrderRow.all(CustomerRow(customer: customer)).map(\.cells) }
}

/// The cells of a customer's row that come out of the chats, for who keeps what was written.
public enum PersonTexts {
    /// The cells by `PersonSheet.headers`; figures are as they were concluded.
    public static func cells(of customer: Customer, _ insights: CustomerInsights? = nil) -> [String] {
        let row = CustomerRow(customer: customer, insights: insights)
        return columns.map { $0?.value(row).plain ?? "" }
    }

    private static let columns = PersonSheet.headers.map { header in CustomerRow.columns.first { $0.title == header } }
}

/// What the workbook looks like, for who keeps what was written.
public enum WorkbookOutline {
    /// Its sheets with the headers of their columns; without headers where a sheet is no table.
    public static let sheets: [(sheet: String, headers: [String])] = {
        let layout = WorkbookLayout(PoolContents(customers: []), longestSheet: Workbook.longestSheet)
        let lists = FollowUpKind.allCases.filter { $0 != .review && $0 != .unshipped }.map { (layout.list($0).name, FollowUpRow.columns.map(\.title)) }
        return [
            (GuideSheet.name, []), (layout.customers.name, CustomerRow.columns.map(\.title)), (layout.review.name, ReviewRow.columns.map(\.title)),
            (layout.packing.name, PackingRow.columns.map(\.title)),
            (layout.orders.name, OrderRow.columns.map(\.title)), (StatisticsSheet.name, []), (layout.evidence.name, EvidenceRow.columns.map(\.title)),
        ] + lists
    }()
}
