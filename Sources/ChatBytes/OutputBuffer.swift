import CSystem
public import ChatModel
import Glibc

/// Bytes on their way into a file descriptor: one growing block of memory, written out when it is full.
@safe public struct OutputBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    /// How many bytes wait to be written.
    @usableFromInline var count = 0
    private let descriptor: Int32
    private let flushAt: Int

    /// A buffer before a descriptor, which stays the caller's to close.
    public init(descriptor: Int32, flushAt: Int = 256 << 10) {
        self.descriptor = descriptor
        self.flushAt = flushAt
        capacity = flushAt + (64 << 10)
        unsafe base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    }

    deinit { unsafe base.deallocate() }

    /// Makes room for so many bytes more.
    @inlinable public mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @usableFromInline mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = moved
        capacity = larger
    }

    /// Appends one byte.
    @inlinable public mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe base[count] = byte
        count += 1
    }

    /// Appends bytes.
    public mutating func append(_ bytes: [UInt8]) { append(0..<bytes.count, of: bytes) }

    /// Appends a piece of an array.
    @inlinable public mutating func append(_ range: Range<Int>, of bytes: [UInt8]) {
        let n = range.count
        guard n > 0, range.upperBound <= bytes.count else { return }
        reserve(n)
        unsafe bytes.withUnsafeBufferPointer { unsafe (base + count).update(from: $0.baseAddress! + range.lowerBound, count: n) }
        count += n
    }

    /// Appends an ASCII or UTF-8 literal.
    @inlinable public mutating func append(_ text: StaticString) {
        let n = text.utf8CodeUnitCount
        reserve(n)
        unsafe (base + count).update(from: text.utf8Start, count: n)
        count += n
    }

    /// Appends a number below 100 as two digits.
    @inlinable public mutating func append(twoDigits value: Int) {
        reserve(2)
        unsafe base[count] = UInt8(truncatingIfNeeded: 48 + value / 10 % 10)
        unsafe base[count + 1] = UInt8(truncatingIfNeeded: 48 + value % 10)
        count += 2
    }

    /// Appends an integer in decimal.
    @inlinable public mutating func append(decimal value: Int) {
        reserve(20)
        var magnitude = value.magnitude
        if value < 0 {
            unsafe base[count] = 0x2D
            count += 1
        }
        var digits = 1
        var bound: UInt = 10
        while magnitude >= bound, digits < 19 {
            digits += 1
            bound *= 10
        }
        var at = count + digits
        count = at
        repeat {
            at -= 1
            unsafe base[at] = UInt8(truncatingIfNeeded: 48 + magnitude % 10)
            magnitude /= 10
        } while magnitude > 0
    }

    /// Appends a piece of UTF-8 as a JSON string with its quotes.
    public mutating func append(_ range: Range<Int>, of bytes: [UInt8], quoted: Void) {
        let n = range.count
        reserve(n * 6 + 2)
        unsafe base[count] = 0x22
        var out = unsafe base + (count + 1)
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var at = range.lowerBound
            let end = min(range.upperBound, buffer.count)
            while at < end {
                // Sixteen bytes at a time while none needs escaping.
                if at + 16 <= end {
                    let vector = unsafe UnsafeRawPointer(buffer.baseAddress! + at).loadUnaligned(as: SIMD16<UInt8>.self)
                    unsafe UnsafeMutableRawPointer(out).storeBytes(of: vector, as: SIMD16<UInt8>.self)
                    if !OutputBuffer.hasSpecial(vector) {
                        at += 16
                        unsafe out += 16
                        continue
                    }
                }
                let byte = unsafe buffer[at]
                at += 1
                if byte >= 0x20 && byte != 0x22 && byte != 0x5C {
                    unsafe out.pointee = byte
                    unsafe out += 1
                } else {
                    unsafe OutputBuffer.escape(byte, to: &out)
                }
            }
        }
        unsafe out.pointee = 0x22
        count = unsafe out - base + 1
    }

    @inline(__always) private static func hasSpecial(_ v: SIMD16<UInt8>) -> Bool {
        let words = unsafe unsafeBitCast(v, to: SIMD2<UInt64>.self)
        return hasSpecial(words[0]) || hasSpecial(words[1])
    }

    /// Whether any of eight bytes is below 0x20, a quote or a backslash.
    @inline(__always) private static func hasSpecial(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let low = (word &- ones &* 0x20) & ~word
        return (low | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)) & (ones << 7) != 0
    }

    private static func escape(_ byte: UInt8, to out: inout UnsafeMutablePointer<UInt8>) {
        func put(_ byte: UInt8) {
            unsafe out.pointee = byte
            unsafe out += 1
        }
        put(0x5C)
        switch byte {
        case 0x22, 0x5C: put(byte)
        case 0x0A: put(0x6E)
        case 0x0D: put(0x72)
        case 0x09: put(0x74)
        default:
            put(0x75)
            put(0x30)
            put(0x30)
            put(0x30 + (byte >> 4))
            let low = byte & 15
            put(low < 10 ? 0x30 + low : 0x57 + low)
        }
    }

    /// Writes out when enough has gathered.
    ///
    /// - Throws: `.cannotWrite`; with `systemError` EPIPE when the reader of a pipe has gone.
    public mutating func flushIfFull() throws(ImportError) {
        if count >= flushAt { try flush() }
    }

    /// Writes everything out.
    public mutating func flush() throws(ImportError) {
        var done = 0
        while done < count {
            let n = unsafe write(descriptor, base + done, count - done)
            if n < 0 {
                if errno == EINTR { continue }
                let code = errno
                count = 0
                throw ImportError(.cannotWrite, "cannot write: \(systemErrorText(code))", systemError: code)
            }
            done += n
        }
        count = 0
    }
}
