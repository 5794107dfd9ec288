import ChatModel

/// An order as one row of a table.
struct OrderRow {
    let customer: Customer
    let order: Order

    static let columns: [TableColumn<OrderRow>] = [
        TableColumn("客户", widest: 16, link: .customer) { .text(orEmpty: $0.customer.name ?? $0.customer.nicknames.first) },
        TableColumn("下单时间") { $0.order.placedAt.map(Cell.day) ?? .empty },
        TableColumn("状态") { .text(CustomerRow.status($0.order.status)) },
        TableColumn("商品", widest: 36, wraps: true) { .text(orEmpty: $0.order.items.map(line).joined(separator: "；")) },
        TableColumn("金额") { .money($0.order.amount, in: $0.order.currency) },
        TableColumn("币种") { .text(orEmpty: $0.order.currency) },
        TableColumn("收件人", widest: 16) { .text(orEmpty: $0.recipient?.name) },
        TableColumn("收件电话") { .code(orEmpty: $0.recipient?.phone.map(CustomerRow.readable)) },
        TableColumn("收件地址", widest: 44, wraps: true) { .text(orEmpty: $0.recipient?.address.map(CustomerRow.oneLine)) },
        TableColumn("快递") { .text(orEmpty: CustomerRow.unique($0.order.trackings.compactMap { $0.courier.map(CustomerRow.courier) }).joined(separator: "、")) },
        TableColumn("快递单号", widest: 24, wraps: true) { .code(orEmpty: $0.order.trackings.map(\.number).joined(separator: "、")) },
        TableColumn("订单号") { .code(orEmpty: $0.order.orderNumber) },
        TableColumn("付款时间") { $0.order.paidAt.map(Cell.day) ?? .empty },
        TableColumn("发货时间") { $0.order.shippedAt.map(Cell.day) ?? .empty },
        TableColumn("收货时间") { $0.order.receivedAt.map(Cell.day) ?? .empty },
        TableColumn("渠道") { .text(orEmpty: $0.order.account.map { CustomerRow.platform($0.platform) }) },
        TableColumn("群", widest: 20) { .text(orEmpty: $0.order.group) },
        TableColumn("备注", widest: 30, wraps: true) { .text(orEmpty: $0.order.notes.map { OrderNote.words($0).chinese }.joined(separator: "；")) },
        TableColumn("出处", widest: 40) { .text(orEmpty: $0.order.evidence.first?.position.description) },
        TableColumn(EditableField.keyHeader) { .code($0.customer.id) },
    ]

    /// The columns that fit on a printed page: up to the parcel number.
    static let printedColumns = 11

    /// The orders of a customer, the newest first; they stand together, so that one link shows them all.
    static func all(_ row: CustomerRow) -> [OrderRow] { row.customer.orders.reversed().map { OrderRow(customer: row.customer, order: $0) } }

    private var recipient: CustomerRecipient? {
        order.recipient.flatMap { customer.recipients.indices.contains($0) ? customer.recipients[$0] : nil }
    }

    /// What stands in the cells of ``OrderSheet/headers``.
    var cells: [String] {
        OrderSheet.headers.map { header in OrderRow.columns.first { $0.title == header }?.value(self).plain ?? "" }
    }

    /// `面膜 黑色 ×2盒`; goods that nobody named are said to be unnamed.
    static func line(_ item: OrderItem) -> String {
        var text = item.product.isEmpty ? OrderCell.unnamed : item.product
        if let spec = item.spec, !spec.isEmpty { text += " \(spec)" }
        guard let quantity = item.quantity else { return text }
        return text + " ×" + Cell.decimal(quantity) + (item.unit ?? "")
    }
}
