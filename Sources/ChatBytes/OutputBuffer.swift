import CSystem
public import ChatModel
import Glibc

/// Bytes on their way into a file descriptor: one growing block of memory, written out when it is full.
@safe public struct OutputBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes wait to be written.
    public private(set) var count = 0
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

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = moved
        capacity = larger
    }

    /// Appends one byte.
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe base[count] = byte
        count += 1
    }

    /// Appends bytes.
    public mutating func append(_ bytes: [UInt8]) {
        let n = bytes.count
        guard n > 0 else { return }
        reserve(n)
        unsafe bytes.withUnsafeBufferPointer { unsafe (base + count).update(from: $0.baseAddress!, count: n) }
        count += n
    }

    /// Appends an ASCII or UTF-8 literal.
    public mutating func append(_ text: StaticString) {
        let n = text.utf8CodeUnitCount
        reserve(n)
        unsafe (base + count).update(from: text.utf8Start, count: n)
        count += n
    }

    /// Appends an integer in decimal.
    public mutating func append(decimal value: Int) {
        reserve(20)
        if value < 0 { append(0x2D) }
        var magnitude = value.magnitude
        var end = count
        repeat {
            unsafe base[end] = UInt8(48 + magnitude % 10)
            magnitude /= 10
            end += 1
        } while magnitude > 0
        var (low, high) = (count, end - 1)
        while low < high {
            let byte = unsafe base[low]
            unsafe base[low] = base[high]
            unsafe base[high] = byte
            low += 1
            high -= 1
        }
        count = end
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
