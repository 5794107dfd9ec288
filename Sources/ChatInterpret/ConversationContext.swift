/// What a conversation has said so far, as far as later messages lean on it: the last offers and quotes, the last order, a question that waits for a number.
///
/// Small and bounded: keep one per chat.
public struct ConversationContext: Sendable {
    /// A conversation that has not begun.
    public init() {}
}
