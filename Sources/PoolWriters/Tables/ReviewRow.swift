import ChatModel

/// Something for the seller to check: two customers that may be one person, or what does not agree about one.
struct ReviewRow {
    let customerID: String
    let name: String?
    let phone: String?
    var other: ReviewPair.Side?
    var entry: FollowUpEntry?
    var pair: ReviewPair?

    static let columns: [TableColumn<ReviewRow>] = [
        TableColumn("客户", widest: 16, link: .customer) { .text($0.name ?? $0.customerID) },
        TableColumn("手机") { .code(orEmpty: $0.phone.map(CustomerRow.readable)) },
        TableColumn("地区", widest: 20, wraps: true) { .text(orEmpty: $0.pair?.left.area) },
        TableColumn("原话", widest: 36, wraps: true) { .text(orEmpty: $0.pair?.left.said) },
        TableColumn("另一位客户", widest: 16) { row in .text(orEmpty: row.other.map { $0.name ?? $0.customerID } ?? row.entry?.otherCustomerID) },
        TableColumn("另一位手机") { .code(orEmpty: $0.other?.phone.map(CustomerRow.readable)) },
        TableColumn("另一位地区", widest: 20, wraps: true) { .text(orEmpty: $0.other?.area) },
        TableColumn("另一位原话", widest: 36, wraps: true) { .text(orEmpty: $0.other?.said) },
        TableColumn(ReviewAnswer.header, isEditable: true) { _ in .empty },
        TableColumn(OrderAnswer.header, isEditable: true) { _ in .empty },
        TableColumn(OrderAnswer.quantityHeader, isEditable: true) { _ in .empty },
        TableColumn(OrderAnswer.amountHeader, isEditable: true) { _ in .empty },
        TableColumn("要核对什么", widest: 46, wraps: true) { row in .text(orEmpty: row.pair.map { "是不是同一个人？" + $0.words } ?? row.entry?.reason.words.chinese) },
        TableColumn("匹配分") { ($0.pair?.weight).map { .number(($0 * 10).rounded() / 10) } ?? .empty },
        TableColumn("日期") { $0.entry?.date.map(Cell.day) ?? .empty },
        TableColumn("下一步", widest: 36, wraps: true) { row in
            .text(
                orEmpty: row.isPair
                    ? "在“\(ReviewAnswer.header)”里选一个，下次导入时读回"
                    : row.entry?.orderKey != nil ? "在“\(OrderAnswer.header)”里选“对”，或填正确的数量、金额" : row.entry?.nextStep.chinese)
        },
        TableColumn(EditableField.keyHeader) { .code($0.customerID) },
        TableColumn(ReviewAnswer.otherKeyHeader) { .code(orEmpty: $0.other?.customerID ?? $0.entry?.otherCustomerID) },
        TableColumn(OrderKey.header) { .code(orEmpty: $0.entry?.orderKey) },
    ]

    /// The columns that nobody reads: what answers are read back by.
    static let foldedColumns = 3

    /// Whether it asks whether two are one person.
    private var isPair: Bool { pair != nil || entry?.otherCustomerID != nil }

    /// The pairs first, then whatever else does not agree.
    static func all(_ pool: PoolContents) -> [ReviewRow] {
        let pairs = pool.review.map { ReviewRow(customerID: $0.left.customerID, name: $0.left.name, phone: $0.left.phone, other: $0.right, pair: $0) }
        let asked = Set(pool.review.flatMap { [[$0.left.customerID, $0.right.customerID], [$0.right.customerID, $0.left.customerID]] })
        let entries = pool.insights?.list(.review).entries ?? []
        return pairs
            + entries.filter { entry in entry.otherCustomerID.map { !asked.contains([entry.customerID, $0]) } ?? true }
            .map { ReviewRow(customerID: $0.customerID, name: $0.name, phone: $0.phone, entry: $0) }
    }
}
