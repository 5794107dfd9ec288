import CSystem
import Glibc

/// One line of a text: its content without the line end, and where the next one begins.
public struct ByteLine: Sendable {
    /// The line without its LF or CRLF.
    public var content: Range<Int>
    /// The offset behind the line end.
    public var next: Int
}

/// What a line holds, learnt while its end is looked for.
public struct LineTraits: OptionSet, Sendable {
    /// The bits as the scanner sets them.
    public var rawValue: UInt32

    /// Traits out of the scanner's bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A CR stands in it, maybe that of its end.
    public static var carriageReturn: LineTraits { LineTraits(rawValue: UInt32(csystem_line_return)) }
    /// A colon stands in it.
    public static var colon: LineTraits { LineTraits(rawValue: UInt32(csystem_line_colon)) }
}

/// Searching in bytes, on memchr where the machine has it fast.
public enum ByteScanning {
    /// The offset of the first `byte` in `range`, or nil.
    public static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.lowerBound < range.upperBound, range.upperBound <= bytes.count else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
            let base = unsafe buffer.baseAddress! + range.lowerBound
            guard let hit = unsafe memchr(base, Int32(byte), range.count) else { return nil }
            return unsafe range.lowerBound + UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
        }
    }

    /// The line that begins at `start`, or nil at the end of the bytes. Ends at LF; a CR before it belongs to the line end.
    public static func line(in bytes: Span<UInt8>, at start: Int) -> ByteLine? {
        guard start < bytes.count else { return nil }
        guard let end = first(0x0A, in: bytes, start..<bytes.count) else {
            let last = bytes.count
            return ByteLine(content: start..<(last > start && bytes[last - 1] == 0x0D ? last - 1 : last), next: last)
        }
        return ByteLine(content: start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end), next: end + 1)
    }

    /// The line that begins at `start` with what it holds, or nil at the end of the bytes.
    public static func scannedLine(in bytes: Span<UInt8>, at start: Int) -> (line: ByteLine, traits: LineTraits)? {
        guard start >= 0, start < bytes.count else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let found = unsafe csystem_scan_line(buffer.baseAddress! + start, buffer.count - start)
            let end = start + found.end
            let hasReturn = unsafe found.flags & UInt32(csystem_line_return) != 0 && buffer[end - 1] == 0x0D
            let content = start..<(hasReturn ? end - 1 : end)
            return (ByteLine(content: content, next: end < buffer.count ? end + 1 : end), LineTraits(rawValue: found.flags))
        }
    }

    /// What a piece of one line holds.
    public static func traits(of bytes: Span<UInt8>, _ range: Range<Int>) -> LineTraits {
        guard range.lowerBound >= 0, range.lowerBound < range.upperBound, range.upperBound <= bytes.count else { return [] }
        return unsafe bytes.withUnsafeBufferPointer { unsafe LineTraits(rawValue: csystem_scan_line($0.baseAddress! + range.lowerBound, range.count).flags) }
    }

    /// Whether `word` stands at `offset`.
    public static func has(_ word: StaticString, in bytes: Span<UInt8>, at offset: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard offset >= 0, offset + count <= bytes.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { unsafe memcmp($0.baseAddress! + offset, word.utf8Start, count) == 0 }
    }

    /// The offset of the first `word` in `range`, or nil.
    public static func find(_ word: StaticString, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let count = word.utf8CodeUnitCount
        guard count > 0, range.count >= count, range.upperBound <= bytes.count else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
            let base = unsafe buffer.baseAddress! + range.lowerBound
            guard let hit = unsafe csystem_memmem(base, range.count, word.utf8Start, count) else { return nil }
            return unsafe range.lowerBound + UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
        }
    }

    /// Whether the bytes of `word` stand at `offset`.
    public static func has(_ word: [UInt8], in bytes: Span<UInt8>, at offset: Int) -> Bool {
        guard offset >= 0, offset + word.count <= bytes.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe word.withUnsafeBufferPointer { unsafe $0.isEmpty || memcmp(buffer.baseAddress! + offset, $0.baseAddress!, $0.count) == 0 }
        }
    }

    /// The offset of the first `word` in `range`, or nil.
    public static func find(_ word: [UInt8], in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !word.isEmpty, range.count >= word.count, range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
            let base = unsafe buffer.baseAddress! + range.lowerBound
            let hit = unsafe word.withUnsafeBufferPointer { unsafe csystem_memmem(base, range.count, $0.baseAddress!, $0.count) }
            guard let hit = unsafe hit else { return nil }
            return unsafe range.lowerBound + UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
        }
    }

    /// A copy of a piece as a string; what is no UTF-8 becomes U+FFFD.
    public static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count, !range.isEmpty else { return "" }
        return unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    /// Appends a piece to a buffer.
    public static func append(_ range: Range<Int>, of bytes: Span<UInt8>, to target: inout [UInt8]) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count, !range.isEmpty else { return }
        unsafe bytes.withUnsafeBufferPointer { unsafe target.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Appends a piece to a buffer with LF for every CRLF.
    public static func appendLines(_ range: Range<Int>, of bytes: Span<UInt8>, to target: inout [UInt8]) {
        var at = range.lowerBound
        while at < range.upperBound {
            guard let mark = first(0x0D, in: bytes, at..<range.upperBound) else { break }
            append(at..<mark, of: bytes, to: &target)
            at = mark + 1
            if at >= range.upperBound || bytes[at] != 0x0A { target.append(0x0A) }
        }
        append(at..<range.upperBound, of: bytes, to: &target)
    }

    /// A hash of a piece, eight bytes at a time.
    public static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>, seed: UInt64) -> UInt64 {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return seed }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var h = seed &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(range.count &+ 1)
            guard let base = buffer.baseAddress else { return h }
            var at = range.lowerBound
            while at &+ 8 <= range.upperBound {
                h = unsafe (h ^ UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)) &* 0x9FB2_1C65_1E98_DF25
                h ^= h >> 32
                at &+= 8
            }
            var rest: UInt64 = 0
            while at < range.upperBound {
                rest = unsafe rest << 8 | UInt64(base[at])
                at &+= 1
            }
            h = (h ^ rest) &* 0x9FB2_1C65_1E98_DF25
            return h ^ h >> 29
        }
    }

    /// Whether two pieces hold the same bytes.
    public static func equal(_ a: Range<Int>, of bytes: Span<UInt8>, _ b: Range<Int>, of others: Span<UInt8>) -> Bool {
        guard a.count == b.count, a.lowerBound >= 0, b.lowerBound >= 0, a.upperBound <= bytes.count, b.upperBound <= others.count else { return false }
        guard !a.isEmpty else { return true }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe others.withUnsafeBufferPointer { unsafe memcmp(buffer.baseAddress! + a.lowerBound, $0.baseAddress! + b.lowerBound, a.count) == 0 }
        }
    }

    /// Whether two pieces hold the same bytes.
    public static func equal(_ a: Range<Int>, of bytes: Span<UInt8>, _ other: [UInt8]) -> Bool {
        guard a.count == other.count, a.upperBound <= bytes.count else { return false }
        guard !other.isEmpty else { return true }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe other.withUnsafeBufferPointer { unsafe memcmp(buffer.baseAddress! + a.lowerBound, $0.baseAddress!, a.count) == 0 }
        }
    }
}
