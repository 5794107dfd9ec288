/// How the forms of divisions' names begin, in eight kilobytes: most characters of a text are turned away here, and the trie's megabyte is not touched.
struct FormBeginnings: Sendable {
    /// One bit for the hash of the first two characters of each form; every form has two and more.
    private let pairs: [UInt64]

    init() {
        var pairs = [UInt64](repeating: 0, count: 1024)
        Gazetteer.shared.forEachBeginning { first, second in
            let bit = Self.bit(first, second)
            pairs[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        self.pairs = pairs
    }

    @inline(__always) private static func bit(_ first: UInt16, _ second: UInt16) -> Int {
        Int(truncatingIfNeeded: (UInt32(first) &* 0x9E37 ^ UInt32(second) &* 0x85EB) >> 3 & 0xFFFF)
    }

    /// Whether a form may begin with two characters, given the trie's numbers for them.
    @inline(__always) func contains(_ first: UInt16, _ second: UInt16) -> Bool {
        let bit = Self.bit(first, second)
        return unsafe pairs.span[unchecked: bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }
}
