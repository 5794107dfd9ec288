/// A set of short words that is asked by bytes, Latin letters in either case: a hash, and no array for the question.
struct WordSet: Sendable {
    private let hashes: Set<UInt64>

    /// The words in lower case, `_` for a space.
    init(_ words: some Sequence<ArraySlice<UInt8>>) {
        hashes = Set(words.map { word in Self.hash(AddressWordList.spaced(word)[...]) })
    }

    /// The words of a list, separated by spaces.
    init(_ list: String) {
        self.init(Array(list.utf8).split(separator: 0x20))
    }

    /// Whether a range of a text is one of the words.
    func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool { hashes.contains(Self.hash(bytes[range])) }

    /// FNV-1a over the bytes, with A–Z as a–z.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(0x41...0x5A ~= byte ? byte | 0x20 : byte)) &* 0x100_0000_01B3 }
        return value
    }
}
