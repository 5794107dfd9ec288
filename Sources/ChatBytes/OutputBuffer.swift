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
    @usableFromInline let flushAt: Int

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

    /// Appends an integer in decimal.
    public mutating func append(decimal value: Int) {
        var cursor = cursor(room: 20)
        cursor.put(decimal: value)
        commit(cursor)
    }

    /// Appends a piece of UTF-8 as a JSON string with its quotes.
    public mutating func append(_ range: Range<Int>, of bytes: [UInt8], quoted: Void) {
        var cursor = cursor(room: OutputBuffer.quotedRoom(range.count))
        unsafe bytes.withUnsafeBufferPointer { unsafe cursor.put(quoted: range, of: $0) }
        commit(cursor)
    }

    /// Whether enough has gathered to be written out.
    @inlinable public var isFull: Bool { count >= flushAt }

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
