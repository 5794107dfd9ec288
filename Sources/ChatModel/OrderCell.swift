/// A cell of the workbook's table of orders that the seller may change: how far the order has come, its goods, its amount.
///
/// What a changed cell says is an ``OrderEdit``.
public enum OrderCell: String, Sendable, Hashable, CaseIterable {
    case status, goods, amount

    /// What stands for goods that nobody named.
    public static let unnamed = "（未说明）"

    /// The header of the column, one of ``OrderSheet/headers``.
    public var header: String {
        switch self {
        case .status: "状态"
        case .goods: "商品"
        case .amount: "金额"
        }
    }

    /// The cell with this header.
    public init?(header: String) {
        guard let cell = Self.allCases.first(where: { $0.header == header }) else { return nil }
        self = cell
    }

    /// What a cell may hold, for who is told that one makes no sense.
    public var allowed: (english: String, chinese: String) {
        switch self {
        case .status:
            let names = OrderStatus.allCases.map(\.chinese).joined(separator: "、")
            return ("one of \(names)", "只能填：\(names)")
        case .goods: return ("goods as 面膜 ×2盒, several with ； between; it cannot be emptied", "请按“面膜 ×2盒”填写，多种商品用“；”隔开，不能清空")
        case .amount: return ("a sum of money or nothing", "只能填金额，或留空")
        }
    }

    /// What the order has now, as an edit would say it.
    public func edit(as order: Order) -> OrderEdit {
        switch self {
        case .status: .status(order.status)
        case .goods: .goods(order.items)
        case .amount: .amount(order.amount)
        }
    }

    /// What a cell says of an order; nil where it makes no sense.
    public func edit(ofCell cell: String, of order: Order) -> OrderEdit? {
        let cell = CellText.trimmed(cell)
        switch self {
        case .status: return OrderStatus.allCases.first { $0.chinese == cell || $0.rawValue == cell }.map { .status($0) }
        case .amount: return cell.isEmpty ? .amount(nil) : CellText.money(cell).map { .amount($0) }
        case .goods:
            let parts = cell.split(whereSeparator: { "；;\n".contains($0) }).map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
            let items = parts.compactMap { Self.item($0, known: order.items) }
            return items.isEmpty || items.count < parts.count ? nil : .goods(items)
        }
    }

    /// `面膜 黑色 ×2盒`: goods that the order has are known again by name and kind.
    private static func item(_ text: String, known: [OrderItem]) -> OrderItem? {
        var item = OrderItem(product: "")
        var name = text
        if let sign = text.lastIndex(of: "×") {
            guard let (quantity, unit) = amount(text[text.index(after: sign)...]) else { return nil }
            (name, item.quantity, item.unit) = (CellText.trimmed(String(text[..<sign])), quantity, unit)
        } else if let sign = text.lastIndex(where: { "xX*".contains($0) }), let (quantity, unit) = amount(text[text.index(after: sign)...]) {
            (name, item.quantity, item.unit) = (CellText.trimmed(String(text[..<sign])), quantity, unit)
        }
        if name == unnamed { return item }
        guard !name.isEmpty else { return nil }
        if let same = known.first(where: { name == [$0.product, $0.spec ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }) {
            (item.product, item.spec) = (same.product, same.spec)
        } else if let same = known.first(where: { !$0.product.isEmpty && name.hasPrefix($0.product + " ") }) {
            (item.product, item.spec) = (same.product, CellText.trimmed(String(name.dropFirst(same.product.count))))
        } else {
            item.product = name
        }
        return item
    }

    /// `2盒`: a number above nothing, and a unit.
    private static func amount(_ text: Substring) -> (quantity: Double, unit: String?)? {
        let text = CellText.trimmed(String(text))
        let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
        let unit = CellText.trimmed(String(text.dropFirst(digits.count)))
        guard let quantity = Double(String(digits)), quantity > 0, quantity < 1e7, unit.count <= 8, !unit.contains(where: \.isNumber) else { return nil }
        return (quantity, unit.isEmpty ? nil : unit)
    }
}

extension OrderStatus {
    /// The state as sellers call it.
    public var chinese: String {
        switch self {
        case .inquired: "咨询"
        case .placed: "已下单"
        case .paid: "已付款"
        case .shipped: "已发货"
        case .received: "已收货"
        case .refunded: "已退款"
        case .cancelled: "已取消"
        }
    }
}
