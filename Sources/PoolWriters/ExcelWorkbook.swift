import CXLSXWriter
import ChatBytes
import ChatModel
import Glibc

/// The pool as the seller's workbook: customers and orders, one sheet each.
///
/// Rows go to disk as they are written (libxlsxwriter's constant-memory mode), so that memory does not grow with the pool.
struct ExcelWorkbook: PoolWriter {
    let format = WriterFormat(id: "xlsx", fileExtension: "xlsx", summary: "Excel workbook: 客户总表, 订单明细")

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        let file = try AtomicFile(path)
        let book = try Workbook(file.temporaryPath)
        let customers = ExcelWorkbook.ranked(pool.customers)
        try book.sheet("客户总表", columns: CustomerRow.columns.map(\.title), frozenColumns: 2, rows: customers) { customer in
            CustomerRow.columns.map { $0.value(customer) }
        }
        let orders = customers.flatMap { customer in customer.orders.map { (customer, $0) } }
            .sorted { ($0.1.placedAt?.wallSeconds ?? .min) > ($1.1.placedAt?.wallSeconds ?? .min) }
        try book.sheet("订单明细", columns: OrderRow.columns.map(\.title), frozenColumns: 2, rows: orders) { pair in
            OrderRow.columns.map { $0.value(pair.0, pair.1) }
        }
        try book.close(path)
        try file.commit()
        return []
    }

    /// Buyers before those who only asked, and within each the most recently seen first: whom the seller looks for stands on top.
    private static func ranked(_ customers: [Customer]) -> [Customer] {
        func key(_ customer: Customer) -> (Int, Int64) { (CustomerRow.bought(customer).isEmpty ? 0 : 1, customer.lastSeen?.wallSeconds ?? .min) }
        return customers.enumerated().sorted { a, b in
            let (x, y) = (key(a.element), key(b.element))
            return x == y ? a.offset < b.offset : x > y
        }.map(\.element)
    }
}

/// An order as one row of a table.
struct OrderRow {
    struct Column {
        var title: String
        var value: @Sendable (Customer, Order) -> Cell
    }

    static let columns: [Column] = [
        Column(title: "客户") { customer, _ in text(customer.name ?? customer.nicknames.first) },
        Column(title: "下单时间") { _, order in order.placedAt.map(Cell.day) ?? .empty },
        Column(title: "状态") { _, order in .text(CustomerRow.status(order.status)) },
        Column(title: "商品") { _, order in text(order.items.map(line).joined(separator: "；")) },
        Column(title: "金额") { _, order in order.amount.map(Cell.money) ?? .empty },
        Column(title: "币种") { _, order in text(order.currency) },
        Column(title: "收件人") { customer, order in text(recipient(customer, order)?.name) },
        Column(title: "收件电话") { customer, order in .code(orEmpty: recipient(customer, order)?.phone.map(CustomerRow.readable)) },
        Column(title: "收件地址") { customer, order in text(recipient(customer, order)?.address.map(CustomerRow.oneLine)) },
        Column(title: "快递") { _, order in text(order.trackings.compactMap { $0.courier.map(CustomerRow.courier) }.joined(separator: "、")) },
        Column(title: "快递单号") { _, order in .code(orEmpty: order.trackings.map(\.number).joined(separator: "、")) },
        Column(title: "订单号") { _, order in .code(orEmpty: order.orderNumber) },
        Column(title: "渠道") { _, order in text(order.account.map { CustomerRow.platform($0.platform) }) },
        Column(title: "群") { _, order in text(order.group) },
        Column(title: "备注") { _, order in text(order.notes.map { OrderNote.words($0).chinese }.joined(separator: "；")) },
        Column(title: "出处") { _, order in text(order.evidence.first?.position.description) },
        Column(title: "客户编号") { customer, _ in .code(customer.id) },
    ]

    private static func text(_ value: String?) -> Cell { .text(orEmpty: value) }

    private static func recipient(_ customer: Customer, _ order: Order) -> CustomerRecipient? {
        order.recipient.flatMap { customer.recipients.indices.contains($0) ? customer.recipients[$0] : nil }
    }

    /// `面膜 黑色 ×2盒`
    static func line(_ item: OrderItem) -> String {
        var text = item.product
        if let spec = item.spec, !spec.isEmpty { text += " \(spec)" }
        guard let quantity = item.quantity else { return text }
        var number: [UInt8] = []
        JSONWriter.append(quantity, digits: 2, to: &number)
        return text + " ×" + String(decoding: number, as: UTF8.self) + (item.unit ?? "")
    }
}
