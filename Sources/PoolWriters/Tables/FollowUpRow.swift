import ChatModel

/// A line of a follow-up list as one row of a table.
enum FollowUpRow {
    static let columns: [TableColumn<FollowUpEntry>] = [
        TableColumn("客户", widest: 16, link: .customer) { .text($0.name ?? $0.customerID) },
        TableColumn("手机") { .code(orEmpty: $0.phone.map(CustomerRow.readable)) },
        TableColumn("日期") { $0.date.map(Cell.day) ?? .empty },
        TableColumn("商品", widest: 24, wraps: true) { .text(orEmpty: $0.product) },
        TableColumn("金额") { .money($0.amount, in: $0.currency) },
        TableColumn("原因", widest: 44, wraps: true) { .text(orEmpty: $0.reason.words.chinese) },
        TableColumn("客户原话", widest: 40, wraps: true) { .text(orEmpty: $0.quote) },
        TableColumn("下一步", widest: 36, wraps: true) { .text(orEmpty: $0.nextStep.chinese) },
        TableColumn("出处", widest: 36) { .text(orEmpty: $0.reason.evidence.first?.position.description) },
        TableColumn(EditableField.keyHeader) { .code($0.customerID) },
    ]
}
