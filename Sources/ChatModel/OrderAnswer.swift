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
        let (said, quantity, amount) = (CellText.trimmed(answer), CellText.trimmed(quantity), CellText.trimmed(amount))
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
            guard let sum = CellText.money(amount) else { throw .amount }
            edits.append(.amount(sum))
        } else if said == OrderAnswer.wrong.rawValue, quantity.isEmpty {
            // A wrong sum is worse than none.
            edits.append(.amount(nil))
        }
        return Dictionary(edits.map { ($0.field(of: key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
