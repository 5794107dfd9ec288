/// Characters in the form in which texts are compared: simplified, half width, lower case, without ornaments.
///
/// A buffer to be filled again and again; of a long text only the head is kept.
struct NormalText {
    /// How many characters of a text are looked at.
    static let limit = 96

    private(set) var units: [UInt16] = []
    /// Characters as they are, spaces included; where words matter.
    private(set) var hasSpaces = false
    private let han: HanTable

    init(_ han: HanTable) {
        self.han = han
        units.reserveCapacity(Self.limit)
    }

    /// Reads UTF-8; broken bytes are passed over.
    ///
    /// With `words`, spaces and dashes stay.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>, words: Bool = false) {
        units.removeAll(keepingCapacity: true)
        hasSpaces = false
        let span = bytes.span
        var i = range.lowerBound
        let end = range.upperBound
        while i < end, units.count < Self.limit {
            let b = span[i]
            if b < 0x80 {
                i &+= 1
                append(ascii: b, words: words)
            } else if b >= 0xE0, b < 0xF0, i &+ 2 < end {
                let c = UInt16(b & 0x0F) << 12 | UInt16(span[i &+ 1] & 0x3F) << 6 | UInt16(span[i &+ 2] & 0x3F)
                i &+= 3
                append(wide: c, words: words)
            } else if b >= 0xC0, b < 0xE0, i &+ 1 < end {
                let c = UInt16(b & 0x1F) << 6 | UInt16(span[i &+ 1] & 0x3F)
                i &+= 2
                if c >= 0xC0, c < 0x2000, c != 0xD7, c != 0xF7 { units.append(c) }
            } else {
                i &+= b >= 0xF0 ? 4 : 1
            }
        }
        while let last = units.last, last == 0x20 || last == 0x2D { units.removeLast() }
    }

    @inline(__always)
    private mutating func append(ascii b: UInt8, words: Bool) {
        switch b {
        case 0x30...0x39, 0x61...0x7A, 0x23, 0x2A: units.append(UInt16(b))
        case 0x41...0x5A: units.append(UInt16(b) + 32)
        case 0x20, 0x09, 0x2C:
            if !units.isEmpty { hasSpaces = true }
            if words, let last = units.last, last != 0x20 { units.append(0x20) }
        case 0x2D: if words, !units.isEmpty { units.append(0x2D) }
        default: break
        }
    }

    @inline(__always)
    private mutating func append(wide c: UInt16, words: Bool) {
        if HanTable.isHan(c) {
            units.append(han.simplified(c))
        } else if c >= 0xFF01, c <= 0xFF5E {
            append(ascii: UInt8(truncatingIfNeeded: c &- 0xFEE0), words: words)
        } else if c == 0x3000 {
            append(ascii: 0x20, words: words)
        } else if c >= 0x2010, c <= 0x2015 {
            append(ascii: 0x2D, words: words)
        } else if c >= 0x3041 && c <= 0x30FE || c >= 0xAC00 && c <= 0xD7A3 || c >= 0x3400 && c < 0x4E00 || c == 0x3007 {
            units.append(c)
        }
    }

    /// Leaves only `range`.
    mutating func keep(_ range: Range<Int>) {
        units = Array(units[range])
    }

    /// Whether the text ends with characters.
    func ends(with suffix: [UInt16]) -> Bool {
        guard units.count >= suffix.count else { return false }
        var i = 0
        while i < suffix.count, units[units.count - suffix.count + i] == suffix[i] { i += 1 }
        return i == suffix.count
    }

    /// Whether characters stand at a place.
    func matches(_ word: [UInt16], at: Int) -> Bool {
        guard at + word.count <= units.count else { return false }
        var i = 0
        while i < word.count, units[at + i] == word[i] { i += 1 }
        return i == word.count
    }

    mutating func removeLast(_ n: Int) { units.removeLast(min(n, units.count)) }
    mutating func removeFirst(_ n: Int) { units.removeFirst(min(n, units.count)) }
}

extension String {
    /// The UTF-16 code units.
    var units: [UInt16] { Array(utf16) }
}
