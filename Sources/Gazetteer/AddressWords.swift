import CGazetteerData

/// Labels of pasted blocks, words of addresses in Latin letters, and names of countries.
///
/// Text lines as `address_words.tsv` explains them; the reading into classes is ChatExtract's.
public enum AddressWords {
    /// The table, UTF-8.
    public static func bytes() -> [UInt8] {
        unsafe [UInt8](UnsafeBufferPointer(start: address_words_start(), count: address_words_size()))
    }
}
