/// What a seller says of one order: how far it has come, its goods, its amount, its parcels, and that it was looked at.
///
/// Kept among the values of an edit under a name of its own: `order/<key>/<what>`, see ``OrderKey``.
public enum OrderEdit: Hashable, Sendable {
    /// The parcels of a share of the order (0 for an order that goes to one).
    case parcels(share: Int, [Tracking])
    /// How far it has come; what would have happened only later did not happen.
    case status(OrderStatus)
    /// Its goods; what one costs was said of the goods that it has, and stays with them.
    case goods([OrderItem])
    /// The amount; nil where the seller says that the known one is wrong and tells no other.
    case amount(Double?)
    /// How much of each of its goods, in their order.
    case quantities([Double])
    /// The seller has looked at the open question: it is answered.
    case checked

    private static let mark = "order"

    /// The name of the value for an order.
    public func field(of key: String) -> String {
        let what =
            switch self {
            case .parcels(let share, _): "parcels-\(share)"
            case .status: "status"
            case .goods: "goods"
            case .amount: "amount"
            case .quantities: "quantities"
            case .checked: "checked"
            }
        return "\(Self.mark)/\(key)/\(what)"
    }

    /// The value as it is kept.
    public var value: String {
        switch self {
        case .parcels(_, let parcels): parcels.map { ($0.courier ?? "") + "\t" + $0.number }.joined(separator: "\n")
        case .status(let status): status.rawValue
        case .goods(let items): items.map(Self.line).joined(separator: "\n")
        case .amount(let amount): amount.map { "\($0)" } ?? ""
        case .quantities(let quantities): quantities.map { "\($0)" }.joined(separator: "\n")
        case .checked: "yes"
        }
    }

    /// What a value among those of an edit says of an order; nil for one that is about a customer.
    public static func read(_ field: String, _ value: String) -> (key: String, edit: OrderEdit)? {
        let parts = field.split(separator: "/").map(String.init)
        guard parts.count == 3, parts[0] == mark else { return nil }
        let lines = value.split(separator: "\n").map(String.init)
        switch parts[2] {
        case "status": return OrderStatus(rawValue: value).map { (parts[1], .status($0)) }
        case "goods": return (parts[1], .goods(lines.map(item)))
        case "amount": return (parts[1], .amount(Double(value)))
        case "quantities": return (parts[1], .quantities(lines.compactMap(Double.init)))
        case "checked": return (parts[1], .checked)
        default:
            guard parts[2].hasPrefix("parcels-"), let share = Int(parts[2].dropFirst(8)) else { return nil }
            let parcels = lines.compactMap { line -> Tracking? in
                let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard cells.count == 2, !cells[1].isEmpty else { return nil }
                return Tracking(courier: cells[0].isEmpty ? nil : cells[0], number: cells[1])
            }
            return (parts[1], .parcels(share: share, parcels))
        }
    }

    /// The name of a field of an edit as people are told it: what of an order, without which order.
    public static func shownField(_ field: String) -> String {
        let parts = field.split(separator: "/")
        guard parts.count == 3, parts[0] == mark else { return field }
        return "\(mark)_" + (parts[2].split(separator: "-").first ?? "")
    }

    /// Gives the order what was said of it.
    public func apply(to order: inout Order) {
        switch self {
        case .parcels(let share, let parcels):
            for parcel in parcels {
                if !order.trackings.contains(where: { $0.number == parcel.number }) { order.trackings.append(parcel) }
                guard order.consignments.indices.contains(share) else { continue }
                if !order.consignments[share].trackings.contains(where: { $0.number == parcel.number }) { order.consignments[share].trackings.append(parcel) }
            }
            // Which day it left nobody said.
            if [.placed, .paid].contains(order.status), !order.trackings.isEmpty, order.waitingShares.isEmpty { order.status = .shipped }
        case .status(let status): order.set(status)
        case .goods(let items):
            order.items = items.map { item in
                var item = item
                item.unitPrice = order.items.first { $0.product == item.product && $0.spec == item.spec }?.unitPrice
                return item
            }
        case .amount(let amount): order.amount = amount
        case .quantities(let quantities):
            guard quantities.count == order.items.count else { return }
            for (i, quantity) in quantities.enumerated() { order.items[i].quantity = quantity }
        case .checked:
            order.notes.removeAll { OrderNote(code: $0)?.isQuestion == true }
            let note = OrderNote(.checked).code
            if !order.notes.contains(note) { order.notes.append(note) }
        }
    }

    private static func line(_ item: OrderItem) -> String {
        func plain(_ text: String) -> String { String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self) }
        return [plain(item.product), plain(item.spec ?? ""), item.quantity.map { "\($0)" } ?? "", plain(item.unit ?? "")].joined(separator: "\t")
    }

    private static func item(_ line: String) -> OrderItem {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        var item = OrderItem(product: parts[0])
        guard parts.count == 4 else { return item }
        item.spec = parts[1].isEmpty ? nil : parts[1]
        item.quantity = Double(parts[2])
        item.unit = parts[3].isEmpty ? nil : parts[3]
        return item
    }
}

extension Order {
    /// Says how far the order has come; what would have happened only later did not happen.
    fileprivate mutating func set(_ status: OrderStatus) {
        self.status = status
        switch status {
        case .inquired, .placed: (paidAt, shippedAt, receivedAt) = (nil, nil, nil)
        case .paid: (shippedAt, receivedAt) = (nil, nil)
        case .shipped: receivedAt = nil
        case .received, .refunded, .cancelled: break
        }
    }
}
