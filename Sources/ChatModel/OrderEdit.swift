/// What a seller says of one order: its parcels, its amount, how much of everything, and that it was looked at.
///
/// Kept among the values of an edit under a name of its own: `order/<key>/<what>`, see ``OrderKey``.
public enum OrderEdit: Hashable, Sendable {
    /// The parcels of a share of the order (0 for an order that goes to one).
    case parcels(share: Int, [Tracking])
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
}

/// An answer to the question whether an order is right: in the workbook's sheet of questions, and on the desk.
public enum OrderAnswer: String, Sendable, CaseIterable {
    case right = "对"
    case wrong = "不对"

    /// The header of the column with the answer.
    public static let header = "订单对不对"
    /// The header of the column with the quantities that are right where the order's are not.
    public static let quantityHeader = "正确数量"
    /// The header of the column with the amount that is right where the order's is not.
    public static let amountHeader = "正确金额"

    /// Why an answer is not taken.
    public enum Problem: Error, Hashable, Sendable {
        /// Neither of the two answers.
        case answer
        /// As many numbers are wanted as the order has goods.
        case quantity(goods: Int)
        /// No amount of money.
        case amount
    }

    /// What the cells of an answer come to, as values of an edit; empty where nothing was answered.
    ///
    /// - Parameters:
    ///   - key: the order's, see ``OrderKey``.
    ///   - answer: one of the two, or nothing; who writes what is right has said that it was not.
    ///   - quantity: how much of each of its goods, with a comma or a blank between.
    public static func values(of order: Order, key: String, answer: String, quantity: String, amount: String) throws(Problem) -> [String: String] {
        let (said, quantity, amount) = (trimmed(answer), trimmed(quantity), trimmed(amount))
        if said.isEmpty, quantity.isEmpty, amount.isEmpty { return [:] }
        guard said.isEmpty || OrderAnswer(rawValue: said) != nil else { throw .answer }
        var edits: [OrderEdit] = [.checked]
        if !quantity.isEmpty {
            let numbers = quantity.split(whereSeparator: { "、，,；; \n".contains($0) }).map { Double($0) }
            guard numbers.count == order.items.count, numbers.allSatisfy({ $0.map { $0 > 0 && $0 < 1e7 } ?? false }) else {
                throw .quantity(goods: order.items.count)
            }
            edits.append(.quantities(numbers.compactMap(\.self)))
        }
        if !amount.isEmpty {
            guard let sum = money(amount) else { throw .amount }
            edits.append(.amount(sum))
        } else if said == OrderAnswer.wrong.rawValue, quantity.isEmpty {
            // A wrong sum is worse than none.
            edits.append(.amount(nil))
        }
        return Dictionary(edits.map { ($0.field(of: key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// An amount as people write it: `¥1,280.50`, `128元`.
    private static func money(_ text: String) -> Double? {
        var rest = text[...]
        for sign in ["¥", "￥"] where rest.hasPrefix(sign) { rest = rest.dropFirst() }
        if rest.hasSuffix("元") { rest = rest.dropLast() }
        let digits = rest.filter { $0 != "," && $0 != "，" && $0 != " " }
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }), let value = Double(digits), value >= 0, value < 1e10 else { return nil }
        return value
    }

    static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}

/// The columns of the packing list that the seller fills in.
public enum PackingList {
    /// The sheet.
    public static let sheet = FollowUpKind.unshipped.title.chinese
    /// The header of the column for the courier.
    public static let courierHeader = "快递"
    /// The header of the column for the parcel's number.
    public static let numberHeader = "快递单号"
    /// The header of the column that says which share of an order it is.
    public static let shareHeader = "份"

    /// The parcels that the two cells of a row say; nil where a number can be none.
    public static func parcels(courier: String, number: String) -> [Tracking]? {
        let courier = OrderAnswer.trimmed(courier)
        let numbers = number.split(whereSeparator: { "、，,；; \n\t".contains($0) }).map { $0.uppercased() }
        guard numbers.allSatisfy(isNumber) else { return nil }
        let code = courier.isEmpty ? nil : CourierName.code(of: courier)
        return numbers.map { Tracking(courier: code, number: $0) }
    }

    /// Letters, digits and dashes, at least six of them digits: what couriers' numbers look like.
    private static func isNumber(_ text: String) -> Bool {
        let bytes = text.utf8
        return (6...40).contains(bytes.count) && bytes.count(where: { 0x30...0x39 ~= $0 }) >= 6
            && bytes.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || $0 == 0x2D }
    }
}

/// Couriers by their code and as senders call them.
public enum CourierName {
    private static let names: [(code: String, chinese: String)] = [
        ("SF", "顺丰"), ("YTO", "圆通"), ("ZTO", "中通"), ("STO", "申通"), ("YUNDA", "韵达"), ("JTSD", "极兔"), ("JD", "京东"), ("DBL", "德邦"), ("EMS", "邮政EMS"),
        ("CAINIAO", "菜鸟"),
    ]

    /// The names that may be chosen.
    public static let all = names.map(\.chinese)

    /// The courier's name as senders say it; codes that are not known stay.
    public static func chinese(_ code: String) -> String { names.first { $0.code == code }?.chinese ?? code }

    /// The code of a courier as somebody wrote it; a name that is not known stays as it is.
    public static func code(of text: String) -> String {
        names.first { $0.code == text.uppercased() || text.hasPrefix($0.chinese) || $0.chinese.hasPrefix(text) }?.code ?? text
    }
}
