import CActData

/// The words of Chinese with their kinds and how rare they are, looked up where they lie in the program; made by `scripts/acts/words.py`.
enum WordTable {
    /// A word of the table.
    struct Entry {
        /// Ten times the negative logarithm of the word's share of all words.
        var cost: Int
        /// ``Kind``, and `ofGoods` more for the name of a good.
        var kind: UInt8
        /// The place of the word in the table; nil for a character that is no word of it.
        var index: Int?
    }

    /// Parts of speech, as `scripts/acts/words.py` counts them.
    enum Kind: UInt8 {
        case other, noun, verb, adjective, adverb, pronoun, number, counter, time, place, person, idiom, function, position, proper, thing
    }

    /// Added to a word's kind where it is the name of a good.
    static let ofGoods: UInt8 = 16
    /// Kinds from here are of what is no Chinese word: ``TalkToken/Kind``.
    static let otherScripts: UInt8 = 32

    /// Characters of the longest word.
    static let longest = 4
    /// What a character costs that is no word of the table.
    static let unknown = Entry(cost: 200, kind: 0)

    /// The number of words.
    static let count = unsafe Int(UnsafeRawPointer(word_table_bytes()).load(as: UInt32.self))
    /// Where the hashes with each ten leading bits begin.
    private static let starts: [Int] = {
        var starts = [Int](repeating: 0, count: 1 << 10 + 1)
        for i in 0..<count { starts[Int(hash(i) >> 22) + 1] = i + 1 }
        for i in starts.indices.dropFirst() { starts[i] = max(starts[i], starts[i - 1]) }
        return starts
    }()

    /// The word with a hash (``key(_:)``).
    static func entry(_ key: UInt32) -> Entry? {
        var (low, high) = (starts[Int(key >> 22)], starts[Int(key >> 22) + 1])
        while low < high {
            let middle = (low + high) / 2
            let found = hash(middle)
            if found == key { return Entry(cost: Int(byte(middle)), kind: byte(count + middle), index: middle) }
            if found < key { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The hash of a word from the hash of its folded scalars.
    @inline(__always)
    static func key(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash ^ hash >> 32) }

    private static func hash(_ i: Int) -> UInt32 {
        unsafe UnsafeRawPointer(word_table_bytes()).load(fromByteOffset: 4 + 4 * i, as: UInt32.self)
    }

    /// Costs, then kinds.
    private static func byte(_ i: Int) -> UInt8 { unsafe word_table_bytes()[4 + 4 * count + i] }
}
