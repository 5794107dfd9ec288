/// Where a cell of the workbook leads.
enum WorkbookLink: Sendable {
    /// The customer's row, its orders, where it was said.
    case customer, orders, evidence
}

/// A column of a table of the pool, for the workbook and for CSV.
struct TableColumn<Row>: Sendable {
    var title: String
    /// Whether the seller may change it and the change comes back into the pool.
    var isEditable = false
    /// The widest it may get in the workbook, in columns of which an ideograph takes two.
    var widest = 30
    /// Whether long texts go on in a new line.
    var wraps = false
    var link: WorkbookLink?
    var value: @Sendable (Row) -> Cell

    init(
        _ title: String, isEditable: Bool = false, widest: Int = 30, wraps: Bool = false, link: WorkbookLink? = nil, _ value: @escaping @Sendable (Row) -> Cell
    ) {
        self.title = title
        self.isEditable = isEditable
        self.widest = widest
        self.wraps = wraps
        self.link = link
        self.value = value
    }
}
