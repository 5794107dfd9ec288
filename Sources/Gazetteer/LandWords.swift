import CGazetteerData

/// Countries with their money, and the words of chats that are at home in one of them.
///
/// Text lines as `lands.tsv` explains them; the reading into classes is ChatExtract's.
public enum LandWords {
    /// The table, UTF-8.
    public static func bytes() -> [UInt8] {
        unsafe [UInt8](UnsafeBufferPointer(start: lands_start(), count: lands_size()))
    }
}
