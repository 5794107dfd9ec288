public import ChatModel

extension Customer {
    /// How many orders there are that are more than a question and were not called off: what every list, file and figure counts as orders.
    public var boughtOrders: Int { orders.count(where: \.isBought) }
}

extension ReviewPair.Side {
    /// What tells a customer from others, its orders counted as everywhere.
    public init(telling customer: Customer) {
        self.init(customer)
        orders = customer.boughtOrders
    }
}
