/// Reading of characters in UTF-8 bytes.
enum Han {
    /// The scalar value of the character that begins at an offset, and its length; anything malformed is a character of one byte.
    @inline(__always)
    static func scalar(_ bytes: [UInt8], _ at: Int) -> (value: UInt32, length: Int) {
        let lead = bytes[at]
        if lead < 0x80 { return (UInt32(lead), 1) }
        if lead &- 0xE0 < 0x10, at &+ 2 < bytes.count {
            // Inside: the first byte was looked at with a check.
            let b = unsafe bytes.span[unchecked: at &+ 1]
            let c = unsafe bytes.span[unchecked: at &+ 2]
            return (UInt32(lead & 0x0F) << 12 | UInt32(b & 0x3F) << 6 | UInt32(c & 0x3F), 3)
        }
        if lead >= 0xC0, lead < 0xE0, at &+ 1 < bytes.count { return (UInt32(lead & 0x1F) << 6 | UInt32(bytes[at &+ 1] & 0x3F), 2) }
        if lead >= 0xF0, at &+ 3 < bytes.count {
            return (
                UInt32(lead & 0x07) << 18 | UInt32(bytes[at &+ 1] & 0x3F) << 12 | UInt32(bytes[at &+ 2] & 0x3F) << 6 | UInt32(bytes[at &+ 3] & 0x3F), 4
            )
        }
        return (0, 1)
    }

    /// Where the character begins that ends before an offset.
    @inline(__always)
    static func start(before end: Int, _ bytes: [UInt8], floor: Int) -> Int {
        var at = end &- 1
        while at > floor, bytes[at] & 0xC0 == 0x80, end &- at < 4 { at &-= 1 }
        return at
    }

    /// The scalar that ends before an offset; 0 at the floor.
    @inline(__always)
    static func last(before end: Int, _ bytes: [UInt8], floor: Int) -> UInt32 {
        end > floor ? scalar(bytes, start(before: end, bytes, floor: floor)).value : 0
    }

    /// Whether a scalar is a Han character.
    @inline(__always)
    static func isHan(_ scalar: UInt32) -> Bool { 0x4E00...0x9FFF ~= scalar || 0x3400...0x4DBF ~= scalar || 0x20000...0x3134F ~= scalar || scalar == 0x3007 }

    /// Number of characters in a range.
    static func count(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var n = 0
        for byte in bytes[range] where byte & 0xC0 != 0x80 { n &+= 1 }
        return n
    }

    /// Whether a word stands at an offset.
    @inline(__always)
    static func has(_ word: [UInt8], _ bytes: [UInt8], at: Int) -> Bool {
        guard at >= 0, at &+ word.count <= bytes.count else { return false }
        var i = 0
        while i < word.count {
            guard bytes[at &+ i] == word[i] else { return false }
            i &+= 1
        }
        return true
    }
}
