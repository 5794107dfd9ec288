/// Hashes that are the same in every run and on every machine.
enum ContentHash {
    static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Takes one more number into a hash.
    @inline(__always)
    static func combine(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        var h = (hash ^ value) &* 0xFF51_AFD7_ED55_8CCD
        h ^= h >> 32
        return h
    }

    /// Spreads a number over all bits.
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var h = value
        h ^= h >> 33
        h = h &* 0xFF51_AFD7_ED55_8CCD
        h ^= h >> 33
        h = h &* 0xC4CE_B9FE_1A85_EC53
        h ^= h >> 33
        return h
    }

    /// A hash of 32 bits that is never 0.
    @inline(__always)
    static func short(_ hash: UInt64) -> UInt32 {
        let h = UInt32(truncatingIfNeeded: mix(hash) >> 32)
        return h == 0 ? 1 : h
    }

    /// A hash of bytes.
    static func bytes(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        let span = bytes.span.extracting(range)
        var h = seed ^ UInt64(range.count)
        var i = 0
        while i + 8 <= span.count {
            var word: UInt64 = 0
            for k in 0..<8 { word |= UInt64(span[i + k]) << (8 * UInt64(k)) }
            h = combine(h, word)
            i += 8
        }
        var word: UInt64 = 0
        var shift: UInt64 = 0
        while i < span.count {
            word |= UInt64(span[i]) << shift
            shift += 8
            i += 1
        }
        return mix(combine(h, word))
    }

    /// A hash of characters.
    static func text(_ text: [UInt16], _ range: Range<Int>) -> UInt64 {
        var h = seed ^ UInt64(range.count)
        for i in range { h = combine(h, UInt64(text[i])) }
        return h
    }
}
