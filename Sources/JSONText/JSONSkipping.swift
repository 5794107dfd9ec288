/// Finds where a string ends, eight bytes at a time.
enum JSONStringEnd {
    /// The place of the closing quote (or the end of the bytes), and whether there were escapes on the way.
    static func find(_ bytes: Span<UInt8>, from start: Int, end: Int, quote: UInt8) -> (end: Int, hasEscapes: Bool, isClosed: Bool) {
        unsafe bytes.withUnsafeBufferPointer { unsafe find($0, from: start, end: min(end, $0.count), quote: quote) }
    }

    @inline(__always)
    static func find(
        _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, end: Int, quote: UInt8
    ) -> (end: Int, hasEscapes: Bool, isClosed: Bool) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quotes = ones &* UInt64(quote)
        var hasEscapes = false
        var at = start
        while at < end {
            if at + 8 <= end {
                let word = unsafe UnsafeRawPointer(buffer.baseAddress! + at).loadUnaligned(as: UInt64.self).littleEndian
                let q = word ^ quotes
                let b = word ^ (ones &* 0x5C)
                let hits = (((q &- ones) & ~q) | ((b &- ones) & ~b)) & tops
                guard hits != 0 else {
                    at += 8
                    continue
                }
                // The lowest hit is exact; higher ones may be borrows, so only the lowest is used.
                at += hits.trailingZeroBitCount >> 3
            }
            let byte = unsafe buffer[at]
            if byte == quote { return (at, hasEscapes, true) }
            if byte == 0x5C {
                hasEscapes = true
                at += 2
            } else {
                at += 1
            }
        }
        return (end, hasEscapes, false)
    }
}

/// Finds where an object or array ends, in as many steps as wanted. Brackets are counted, not matched in kind.
struct JSONContainerEnd {
    /// How far it has come: the place behind the closing bracket once it is closed.
    private(set) var offset: Int
    /// Whether the closing bracket has been found.
    private(set) var isClosed = false
    /// Whether more containers were nested than the scanner enters.
    private(set) var isTooDeep = false
    private var depth = 0

    init(at offset: Int) { self.offset = offset }

    /// Goes on to `limit` or a little beyond; true when there is nothing more to do.
    mutating func advance(_ bytes: Span<UInt8>, limit: Int, end: Int, isLenient: Bool) -> Bool {
        var (at, depth, isTooDeep, isClosed) = (offset, depth, isTooDeep, false)
        let end = min(end, bytes.count)
        let limit = min(limit, end)
        unsafe bytes.withUnsafeBufferPointer { buffer in
            let ones: UInt64 = 0x0101_0101_0101_0101
            let tops: UInt64 = 0x8080_8080_8080_8080
            while at < limit {
                if !isLenient, at + 8 <= end {
                    let word = unsafe UnsafeRawPointer(buffer.baseAddress! + at).loadUnaligned(as: UInt64.self).littleEndian
                    let folded = word | (ones &* 0x20)
                    let q = word ^ (ones &* 0x22)
                    let open = folded ^ (ones &* 0x7B)
                    let close = folded ^ (ones &* 0x7D)
                    let hits = (((q &- ones) & ~q) | ((open &- ones) & ~open) | ((close &- ones) & ~close)) & tops
                    guard hits != 0 else {
                        at += 8
                        continue
                    }
                    at += hits.trailingZeroBitCount >> 3
                }
                let byte = unsafe buffer[at]
                switch byte {
                case 0x22:
                    at = unsafe JSONStringEnd.find(buffer, from: at + 1, end: end, quote: byte).end + 1
                case 0x27 where isLenient, 0x60 where isLenient:
                    at = unsafe JSONStringEnd.find(buffer, from: at + 1, end: end, quote: byte).end + 1
                case 0x2F where isLenient:
                    at = Self.comment(bytes, at: at, end: end) ?? at + 1
                case 0x7B, 0x5B:
                    depth += 1
                    if depth > JSONScanner.maximumDepth { isTooDeep = true }
                    at += 1
                case 0x7D, 0x5D:
                    depth -= 1
                    at += 1
                    if depth <= 0 {
                        isClosed = true
                        return
                    }
                default:
                    at += 1
                }
            }
        }
        (offset, self.depth, self.isTooDeep, self.isClosed) = (at, depth, isTooDeep, isClosed)
        return isClosed || at >= end
    }

    /// The place behind a `//` or `/* */` comment that begins here, or nil.
    static func comment(_ bytes: Span<UInt8>, at: Int, end: Int) -> Int? {
        guard at + 1 < end else { return nil }
        if bytes[at + 1] == 0x2F { return ByteScanning.first(0x0A, in: bytes, at..<end) ?? end }
        guard bytes[at + 1] == 0x2A else { return nil }
        return ByteScanning.find("*/", in: bytes, at + 2..<end).map { $0 + 2 } ?? end
    }
}
