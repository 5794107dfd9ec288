import ChatModel

/// A line of a follow-up list, and a question whether two customers are one, as rows of tables.
enum FollowUpRow {
    static let columns: [TableColumn<FollowUpEntry>] = [
        TableColumn("客户", widest: 16, link: .customer) { .text($0.name ?? $0.customerID) },
        TableColumn("手机") { .code(orEmpty: $0.phone.map(CustomerRow.readable)) },
        TableColumn("日期") { $0.date.map(Cell.day) ?? .empty },
        TableColumn("商品", widest: 24, wraps: true) { .text(orEmpty: $0.product) },
        TableColumn("金额") { $0.amount.map(Cell.money) ?? .empty },
        TableColumn("原因", widest: 44, wraps: true) { .text(orEmpty: $0.reason.words.chinese) },
        TableColumn("客户原话", widest: 40, wraps: true) { .text(orEmpty: $0.quote) },
        TableColumn("下一步", widest: 36, wraps: true) { .text(orEmpty: $0.nextStep.chinese) },
        TableColumn("出处", widest: 36) { .text(orEmpty: $0.reason.evidence.first?.position.description) },
        TableColumn(EditableField.keyHeader) { .code($0.customerID) },
    ]

    static let pairColumns: [TableColumn<ReviewPair>] = [
        TableColumn("客户甲", widest: 16) { .text($0.left.name ?? $0.left.customerID) },
        TableColumn("手机甲") { .code(orEmpty: $0.left.phone.map(CustomerRow.readable)) },
        TableColumn("订单甲") { .number(Double($0.left.orders)) },
        TableColumn("客户乙", widest: 16) { .text($0.right.name ?? $0.right.customerID) },
        TableColumn("手机乙") { .code(orEmpty: $0.right.phone.map(CustomerRow.readable)) },
        TableColumn("订单乙") { .number(Double($0.right.orders)) },
        TableColumn("匹配分") { .number(($0.weight * 10).rounded() / 10) },
        TableColumn("理由", widest: 50, wraps: true) { .text(orEmpty: $0.words) },
        TableColumn("是同一人", widest: 48) { .text("chatpool merge \($0.left.customerID) \($0.right.customerID)") },
        TableColumn("不是同一人", widest: 48) { .text("chatpool not-same \($0.left.customerID) \($0.right.customerID)") },
    ]
}

/// Where a field of a customer was said, as one row of a table.
struct EvidenceRow {
    let customer: Customer
    let evidence: FieldEvidence

    static let columns: [TableColumn<EvidenceRow>] = [
        TableColumn("客户", widest: 16, link: .customer) { .text(orEmpty: $0.customer.name ?? $0.customer.nicknames.first) },
        TableColumn("内容") { .text($0.label) },
        TableColumn("值", widest: 44, wraps: true) { .code(orEmpty: $0.value) },
        TableColumn("文件", widest: 44) { .text($0.evidence.evidence.position.file) },
        TableColumn("行") { ($0.evidence.evidence.position.line).map { .number(Double($0)) } ?? .empty },
        TableColumn("说于") { $0.evidence.evidence.at.map(Cell.day) ?? .empty },
        TableColumn("规则", widest: 28) { .code($0.evidence.evidence.rule) },
        TableColumn("可信度") { .share($0.evidence.evidence.confidence) },
        TableColumn(EditableField.keyHeader) { .code($0.customer.id) },
    ]

    private var place: Int? { evidence.field.split(separator: "/").dropFirst().first.flatMap { Int($0) } }

    /// What the field is called.
    private var label: String {
        let number = place.map { $0 > 0 ? " \($0 + 1)" : "" } ?? ""
        return switch evidence.field.split(separator: "/").first ?? "" {
        case "name": "姓名"
        case "nicknames": "昵称" + number
        case "phones": "电话" + number
        case "emails": "邮箱" + number
        case "recipients": "收件人" + number
        case "orders": "订单" + number
        case "birth_date": "生日"
        case "gender": "性别"
        default: evidence.field
        }
    }

    private var value: String? {
        func at<T>(_ list: [T]) -> T? { place.flatMap { list.indices.contains($0) ? list[$0] : nil } }
        switch evidence.field.split(separator: "/").first ?? "" {
        case "name": return customer.name
        case "nicknames": return at(customer.nicknames)
        case "phones": return at(customer.phones).map { CustomerRow.readable($0.number) }
        case "emails": return at(customer.emails)
        case "recipients":
            return at(customer.recipients).map { recipient in
                [recipient.name, recipient.phone.map(CustomerRow.readable), recipient.address.map(CustomerRow.oneLine)].compactMap(\.self).joined(
                    separator: " ")
            }
        case "orders": return at(customer.orders).map { $0.items.map(OrderRow.line).joined(separator: "；") }
        case "birth_date": return customer.birthDate
        case "gender": return customer.gender
        default: return nil
        }
    }
}
