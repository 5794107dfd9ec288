import ChatBytes

/// Small looks at pieces of text.
enum TextScan {
    /// Whether a piece holds nothing but blanks: space, tab, no-break and ideographic space, NUL.
    static func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            if byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0 {
                at += 1
            } else if let width = blank(bytes, at: at) {
                at += width
            } else {
                return false
            }
        }
        return true
    }

    /// The width of a blank at an offset: space, tab, U+00A0, U+2000...U+200A, U+202F, U+3000.
    static func blank(_ bytes: Span<UInt8>, at: Int) -> Int? {
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        if byte == 0x20 || byte == 0x09 { return 1 }
        if byte == 0xC2 { return at + 1 < bytes.count && bytes[at + 1] == 0xA0 ? 2 : nil }
        guard at + 2 < bytes.count else { return nil }
        if byte == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] <= 0x8A || bytes[at + 2] == 0xAF { return 3 }
        return byte == 0xE3 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80 ? 3 : nil
    }

    /// The width of a blank that ends at an offset.
    static func blankBefore(_ bytes: Span<UInt8>, at: Int, from: Int) -> Int? {
        guard at > from else { return nil }
        let last = bytes[at - 1]
        if last == 0x20 || last == 0x09 { return 1 }
        guard last >= 0x80 else { return nil }
        if at - 2 >= from, last == 0xA0, bytes[at - 2] == 0xC2 { return 2 }
        return at - 3 >= from && blank(bytes, at: at - 3) == 3 ? 3 : nil
    }

    /// A piece without the blanks around it.
    static func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, let width = blank(bytes, at: start) { start += width }
        while end > start, let width = blankBefore(bytes, at: end, from: start) { end -= width }
        return min(start, end)..<end
    }

    /// Whether a piece begins with a word.
    @inline(__always)
    static func starts(_ bytes: Span<UInt8>, _ range: Range<Int>, with word: StaticString) -> Bool {
        range.count >= word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes, at: range.lowerBound)
    }

    /// Whether a piece ends with a word.
    static func ends(_ bytes: Span<UInt8>, _ range: Range<Int>, with word: StaticString) -> Bool {
        range.count >= word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes, at: range.upperBound - word.utf8CodeUnitCount)
    }

    /// Whether a piece is a word.
    static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
        range.count == word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes, at: range.lowerBound)
    }

    /// Whether a piece holds a word.
    static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool { ByteScanning.find(word, in: bytes, range) != nil }

    /// Whether a piece is a rule of ten or more equals signs.
    static func isRule(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let piece = trim(bytes, range)
        guard piece.count >= 10 else { return false }
        for i in piece where bytes[i] != 0x3D { return false }
        return true
    }

    /// Whether an ASCII digit stands at an offset.
    @inline(__always)
    static func isDigit(_ bytes: Span<UInt8>, at: Int) -> Bool { at >= 0 && at < bytes.count && 48...57 ~= bytes[at] }

    /// The lines of a piece.
    static func lines(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let end = ByteScanning.first(0x0A, in: bytes, at..<range.upperBound) ?? range.upperBound
            result.append(at..<(end > at && bytes[end - 1] == 0x0D ? end - 1 : end))
            at = end + 1
        }
        return result
    }

    /// A piece as a string with LF line ends.
    static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        guard ByteScanning.first(0x0D, in: bytes, range) != nil else { return ByteScanning.string(bytes, range) }
        return lines(bytes, range).map { ByteScanning.string(bytes, $0) }.joined(separator: "\n")
    }
}
