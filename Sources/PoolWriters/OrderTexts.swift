public import ChatModel

/// The cells of orders as tables show them, for who keeps what was written.
public enum OrderTexts {
    /// The cells of a customer's orders (see `OrderSheet`), in the order of their rows.
    public static func cells(of customer: Customer) -> [[String]] { OrderRow.all(CustomerRow(customer: customer)).map(\.cells) }
}
