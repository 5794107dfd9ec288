/// A cell of the workbook's table of orders that the seller may change: how far the order has come, its goods, its amount.
///
/// One table for who reads the workbook back and who puts what was decided into an order. What is kept stands among the values of an edit under a name of its own,
/// `order/<key>/<cell>`, see ``OrderKey``.
public enum OrderCell: String, Sendable, Hashable, CaseIterable {
    case status, goods, amount

    /// What stands for goods that nobody named.
    public static let unnamed = "（未说明）"
    private static let mark = "order"

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

    /// The name under which the value is kept.
    public func field(of key: String) -> String { "\(Self.mark)/\(key)/\(rawValue)" }

    /// What a value among those of an edit is about; nil for one that is about a customer.
    public static func read(_ field: String) -> (key: String, cell: OrderCell)? {
        let parts = field.split(separator: "/").map(String.init)
        guard parts.count == 3, parts[0] == mark, let cell = OrderCell(rawValue: parts[2]) else { return nil }
        return (parts[1], cell)
    }

    /// What the order has, as it is kept.
    public func value(of order: Order) -> String {
        switch self {
        case .status: order.status.rawValue
        case .goods: Self.text(order.items)
        case .amount: order.amount.map { "\($0)" } ?? ""
        }
    }

    /// What a cell means for an order, as it is kept; nil where it makes no sense.
    public func value(ofCell cell: String, of order: Order) -> String? {
        let cell = Self.trimmed(cell)
        switch self {
        case .status: return OrderStatus.allCases.first { $0.chinese == cell || $0.rawValue == cell }?.rawValue
        case .amount: return cell.isEmpty ? "" : Self.money(cell).map { "\($0)" }
        case .goods:
            let parts = cell.split(whereSeparator: { "；;\n".contains($0) }).map { Self.trimmed(String($0)) }.filter { !$0.isEmpty }
            let items = parts.compactMap { Self.item($0, known: order.items) }
            return items.isEmpty || items.count < parts.count ? nil : Self.text(items)
        }
    }

    /// Gives the order what is kept; what is not understood changes nothing.
    public func set(_ value: String, of order: inout Order) {
        switch self {
        case .status: if let status = OrderStatus(rawValue: value) { order.set(status) }
        case .amount: if value.isEmpty || Double(value) != nil { order.amount = Double(value) }
        case .goods:
            let known = order.items
            order.items = value.split(separator: "\n").map { line in
                let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                var item = OrderItem(product: parts[0])
                if parts.count == 4 {
                    item.spec = parts[1].isEmpty ? nil : parts[1]
                    item.quantity = Double(parts[2])
                    item.unit = parts[3].isEmpty ? nil : parts[3]
                }
                // What one costs was said of these goods and stays with them.
                item.unitPrice = known.first { $0.product == item.product && $0.spec == item.spec }?.unitPrice
                return item
            }
        }
    }

    private static func text(_ items: [OrderItem]) -> String {
        func plain(_ text: String) -> String { String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self) }
        return items.map { item in
            [plain(item.product), plain(item.spec ?? ""), item.quantity.map { "\($0)" } ?? "", plain(item.unit ?? "")].joined(separator: "\t")
        }.joined(separator: "\n")
    }

    /// `面膜 黑色 ×2盒`: goods that the order has are known again by name and kind.
    private static func item(_ text: String, known: [OrderItem]) -> OrderItem? {
        var item = OrderItem(product: "")
        var name = text
        if let sign = text.lastIndex(of: "×") {
            guard let (quantity, unit) = amount(text[text.index(after: sign)...]) else { return nil }
            (name, item.quantity, item.unit) = (trimmed(String(text[..<sign])), quantity, unit)
        } else if let sign = text.lastIndex(where: { "xX*".contains($0) }), let (quantity, unit) = amount(text[text.index(after: sign)...]) {
            (name, item.quantity, item.unit) = (trimmed(String(text[..<sign])), quantity, unit)
        }
        if name == unnamed { return item }
        guard !name.isEmpty else { return nil }
        if let same = known.first(where: { name == [$0.product, $0.spec ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }) {
            (item.product, item.spec) = (same.product, same.spec)
        } else if let same = known.first(where: { !$0.product.isEmpty && name.hasPrefix($0.product + " ") }) {
            (item.product, item.spec) = (same.product, trimmed(String(name.dropFirst(same.product.count))))
        } else {
            item.product = name
        }
        return item
    }

    /// `2盒`: a number above nothing, and a unit.
    private static func amount(_ text: Substring) -> (quantity: Double, unit: String?)? {
        let text = trimmed(String(text))
        let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
        let unit = trimmed(String(text.dropFirst(digits.count)))
        guard let quantity = Double(String(digits)), quantity > 0, quantity < 1e7, unit.count <= 8, !unit.contains(where: \.isNumber) else { return nil }
        return (quantity, unit.isEmpty ? nil : unit)
    }

    /// A sum as people write it: `¥1,280.50`, `128元`.
    private static func money(_ text: String) -> Double? {
        var rest = text[...]
        for sign in ["¥", "￥"] where rest.hasPrefix(sign) { rest = rest.dropFirst() }
        if rest.hasSuffix("元") { rest = rest.dropLast() }
        let digits = rest.filter { $0 != "," && $0 != "，" && $0 != " " }
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }), let value = Double(digits), value < 1e10 else { return nil }
        return value
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}

extension Order {
    /// Says how far the order has come; what would have happened only later did not happen.
    mutating func set(_ status: OrderStatus) {
        self.status = status
        switch status {
        case .inquired, .placed: (paidAt, shippedAt, receivedAt) = (nil, nil, nil)
        case .paid: (shippedAt, receivedAt) = (nil, nil)
        case .shipped: receivedAt = nil
        case .received, .refunded, .cancelled: break
        }
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
