/// How the forms of divisions' names begin, in sixteen kilobytes: most characters of a text are turned away here, and the trie's megabyte is not touched.
struct FormBeginnings: Sendable {
    /// One bit for the hash of the first two characters of each form; every form has two and more.
    private let pairs: [UInt64]

    init() {
        var pairs = [UInt64](repeating: 0, count: 2048)
        Gazetteer.shared.forEachBeginning { first, second in
            let bit = Self.bit(first, second)
            pairs[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        self.pairs = pairs
    }

    @inline(__always) private static func bit(_ first: UInt32, _ second: UInt32) -> Int {
        Int(truncatingIfNeeded: (first &* 0x9E37_79B1 ^ second &* 0x85EB_CA77) >> 15)
    }

    /// Whether a form may begin with two characters.
    @inline(__always) func contains(_ first: UInt32, _ second: UInt32) -> Bool {
        let bit = Self.bit(first, second)
        return unsafe pairs.span[unchecked: bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }
}
