import ChatModel

/// Where a field of a customer was said, as one row of a table.
struct EvidenceRow {
    let customer: Customer
    let evidence: FieldEvidence

    static let columns: [TableColumn<EvidenceRow>] = [
        TableColumn("客户", widest: 16) { .text(orEmpty: $0.customer.name ?? $0.customer.nicknames.first) },
        TableColumn("内容") { .text($0.label) },
        TableColumn("值", widest: 44, wraps: true) { .code(orEmpty: $0.value) },
        TableColumn("文件", widest: 44) { .text($0.evidence.evidence.position.file) },
        TableColumn("行") { ($0.evidence.evidence.position.line).map { .number(Double($0)) } ?? .empty },
        TableColumn("说于") { $0.evidence.evidence.at.map(Cell.day) ?? .empty },
        TableColumn("规则", widest: 28) { .code($0.evidence.evidence.rule) },
        TableColumn("可信度") { .share($0.evidence.evidence.confidence) },
        TableColumn(EditableField.keyHeader) { .code($0.customer.id) },
    ]

    /// All places where something about a customer was said.
    static func all(_ row: CustomerRow) -> [EvidenceRow] { row.customer.evidence.map { EvidenceRow(customer: row.customer, evidence: $0) } }

    private var place: Int? { evidence.field.split(separator: "/").dropFirst().first.flatMap { Int($0) } }

    /// What the field is called.
    var label: String {
        let number = place.map { $0 > 0 ? " \($0 + 1)" : "" } ?? ""
        return switch evidence.field.split(separator: "/").first ?? "" {
        case "name": "姓名"
        case "nicknames": "昵称" + number
        case "phones": "电话" + number
        case "emails": "邮箱" + number
        case "recipients": "收件人" + number
        case "orders": "订单" + number
        case "accounts": "账号" + number
        case "feedback": "反馈" + number
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
        case "accounts": return at(customer.accounts).map { [$0.platform.rawValue, $0.nickname, $0.id].compactMap(\.self).joined(separator: " ") }
        case "birth_date": return customer.birthDate
        case "gender": return customer.gender
        default: return nil
        }
    }
}
