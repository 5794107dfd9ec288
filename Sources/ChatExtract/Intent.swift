/// What a message is about in the life of an order.
public enum Intent: String, Sendable, CaseIterable {
    case inquiry, order, payment, shipped, received, refund, complaint, praise
}
