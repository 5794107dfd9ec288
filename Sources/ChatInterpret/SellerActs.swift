/// How much what somebody says in chats is what a seller says, by the judgement of the fitted model.
public struct SellerActs: Hashable, Sendable {
    /// How many messages were judged.
    public private(set) var messages = 0
    /// Log odds that a seller speaks, of all messages together.
    public private(set) var weight = 0.0

    /// Nothing seen yet.
    public init() {}

    /// Most that a single message counts.
    private static let most = 3.0
    /// From where the name is taken for the seller's side, where names beside it are customers'. On labelled talk in groups, of nine writers whom the model had not seen, customers end below 1;
    /// in chats of two customers may end above it, so that there only two sides are compared.
    private static let sure = 3.0

    /// Whether the name behaves as the seller does.
    public var isSellers: Bool { isSellers(beside: 0) }

    /// Whether the name behaves as the seller does, with log odds that something else gives.
    func isSellers(beside weight: Double) -> Bool { (messages >= 2 || weight > 0 && messages > 0) && self.weight + weight >= Self.sure }

    /// Whether the name behaves as customers do.
    public var isCustomers: Bool { messages >= 2 && weight <= -Self.sure }

    /// How much it sounds rather like a seller than like a customer.
    var lean: Int { Int(min(max(weight, -20), 20).rounded()) }

    /// Takes a message.
    ///
    /// - Parameter weight: log odds that a seller speaks.
    public mutating func add(weight: Double) {
        messages += 1
        self.weight += min(max(weight, -Self.most), Self.most)
    }

    /// Adds what was seen elsewhere.
    public mutating func add(_ other: SellerActs) {
        messages += other.messages
        weight += other.weight
    }
}
