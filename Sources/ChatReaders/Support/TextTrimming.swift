import ChatBytes

/// Cutting blanks off pieces of text where they stand.
enum TextTrimming {
    /// The piece without ASCII blanks, line ends and no-break spaces around it.
    static func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end {
            if bytes[start] <= 0x20 {
                start += 1
            } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if bytes[end - 1] <= 0x20 {
                end -= 1
            } else if end - 2 >= start, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }

    /// Takes blanks and line ends off both ends of a text.
    static func trim(_ text: inout [UInt8]) {
        let range = trim(text.span, 0..<text.count)
        if range.count == text.count { return }
        text.removeLast(text.count - range.upperBound)
        text.removeFirst(range.lowerBound)
    }

    /// The text before one of the endings, which it must have; nil when it has none.
    static func dropping(_ endings: [StaticString], from bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for ending in endings {
            let at = range.upperBound - ending.utf8CodeUnitCount
            if at >= range.lowerBound, ByteScanning.has(ending, in: bytes, at: at) { return range.lowerBound..<at }
        }
        return nil
    }
}
