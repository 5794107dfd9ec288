import CGazetteerData

/// The words of selling over chat: counters, money words, couriers, and what people say when they order, pay, ship, receive, complain or praise.
///
/// Text lines as `order_words.tsv` explains them; the reading into classes is ChatExtract's.
public enum OrderWords {
    /// The table, UTF-8.
    public static func bytes() -> [UInt8] {
        unsafe [UInt8](UnsafeBufferPointer(start: order_words_start(), count: order_words_size()))
    }
}
