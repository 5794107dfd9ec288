import ChatModel

extension MoneySum {
    /// `¥128.5`, `35 MYR`; without a sign where nobody said which money.
    static func text(_ amount: Double, _ currency: String) -> String {
        switch currency {
        case "": Cell.decimal(amount)
        case "CNY": "¥" + Cell.decimal(amount)
        default: Cell.decimal(amount) + " " + currency
        }
    }
}
