/// The words of orders in a message (counters, verbs of asking, words of payment …) with their classes, as features for the act model.
public struct WordMarks: Sendable {
    /// A word of the lexicon.
    public struct Word: Sendable {
        /// UTF-8 range.
        public var range: Range<Int>
        /// A bit for each class.
        public var classes: UInt64
    }

    private var text = OrderText()

    /// Marks of no message yet.
    public init() {}

    /// The words of a message, UTF-8, in order.
    public mutating func words(of message: [UInt8]) -> [Word] {
        text.load(message)
        let words = text.tokens.compactMap { $0.classes.isEmpty ? nil : Word(range: $0.start..<$0.end, classes: $0.classes.rawValue) }
        text.unload()
        return words
    }
}
