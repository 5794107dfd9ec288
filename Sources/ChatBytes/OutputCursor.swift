import CSystem

/// A place in an ``OutputBuffer`` to write at without asking for room each time; see ``OutputBuffer/cursor(room:)``.
///
/// Whoever asked for the room must not write more than that.
@safe public struct OutputCursor {
    @usableFromInline var at: UnsafeMutablePointer<UInt8>

    @inlinable init(at: UnsafeMutablePointer<UInt8>) { unsafe self.at = at }

    /// Writes one byte.
    @inlinable public mutating func put(_ byte: UInt8) {
        unsafe at.pointee = byte
        unsafe at += 1
    }

    /// Writes an ASCII or UTF-8 literal.
    @inlinable public mutating func put(_ text: StaticString) {
        let n = text.utf8CodeUnitCount
        unsafe at.update(from: text.utf8Start, count: n)
        unsafe at += n
    }

    /// Writes a piece of a buffer, which must hold it.
    @inlinable public mutating func put(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
        let n = range.upperBound &- range.lowerBound
        guard n > 0, let base = bytes.baseAddress else { return }
        unsafe at.update(from: base + range.lowerBound, count: n)
        unsafe at += n
    }

    /// Writes a piece of a buffer which has ``OutputBuffer/padding`` bytes more behind the piece, where there is as much room to spare: a few wide moves.
    @inlinable public mutating func put(padded range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        let n = range.upperBound &- range.lowerBound
        let from = unsafe UnsafeRawPointer(base + range.lowerBound)
        let to = unsafe UnsafeMutableRawPointer(at)
        var done = 0
        while done < n {
            let wide = unsafe from.loadUnaligned(fromByteOffset: done, as: SIMD32<UInt8>.self)
            unsafe to.storeBytes(of: wide, toByteOffset: done, as: SIMD32<UInt8>.self)
            done &+= 32
        }
        unsafe at += n
    }

    /// Writes a number below 1000 as three digits.
    @inlinable public mutating func put(threeDigits value: Int) {
        let hundreds = (value &* 5243) >> 19
        unsafe at.pointee = UInt8(truncatingIfNeeded: 48 &+ hundreds)
        unsafe at += 1
        put(twoDigits: value &- hundreds &* 100)
    }

    /// Writes a number below 100 as two digits.
    @inlinable public mutating func put(twoDigits value: Int) {
        let tens = (value &* 103) >> 10
        unsafe at[0] = UInt8(truncatingIfNeeded: 48 &+ tens)
        unsafe at[1] = UInt8(truncatingIfNeeded: 48 &+ value &- tens &* 10)
        unsafe at += 2
    }

    /// Writes an integer in decimal: at most 20 bytes.
    @inlinable public mutating func put(decimal value: Int) {
        var magnitude = value.magnitude
        if value < 0 { put(0x2D) }
        var digits = 1
        var bound: UInt = 10
        while magnitude >= bound, digits < 20 {
            digits &+= 1
            bound = digits < 20 ? bound &* 10 : .max
        }
        var last = unsafe at + digits
        unsafe at = last
        while magnitude >= 10 {
            let rest = magnitude / 10
            unsafe last -= 1
            unsafe last.pointee = UInt8(truncatingIfNeeded: 48 &+ magnitude &- rest &* 10)
            magnitude = rest
        }
        unsafe last -= 1
        unsafe last.pointee = UInt8(truncatingIfNeeded: 48 &+ magnitude)
    }

    /// Writes a piece of UTF-8 as a JSON string with its quotes: at most ``OutputBuffer/quotedRoom(_:)`` bytes.
    public mutating func put(quoted range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
        put(0x22)
        let n = min(range.upperBound, bytes.count) &- range.lowerBound
        if n > 0, let base = bytes.baseAddress { unsafe at = csystem_copy_escaped(at, base + range.lowerBound, n) }
        put(0x22)
    }
}

/// Numbers that mostly grow by little, in decimal: the digits above the thousands are kept.
public struct CountingDigits: Sendable {
    @usableFromInline var thousands = 0
    @usableFromInline var text: SIMD32<UInt8> = .zero
    @usableFromInline var count = 0

    /// Digits of nothing yet.
    public init() {}

    /// Writes a number that is not negative; needs ``OutputBuffer/padding`` bytes of room beyond its digits.
    @inlinable public mutating func put(_ value: Int, at cursor: inout OutputCursor) {
        let high = value / 1000
        if high != thousands { keep(high) }
        guard count > 0 else { return cursor.put(decimal: value) }
        unsafe UnsafeMutableRawPointer(cursor.at).storeBytes(of: text, as: SIMD32<UInt8>.self)
        unsafe cursor.at += count
        cursor.put(threeDigits: value &- high &* 1000)
    }

    @usableFromInline mutating func keep(_ high: Int) {
        thousands = high
        count = 0
        guard high > 0 else { return }
        for byte in String(high).utf8 where count < 32 {
            text[count] = byte
            count += 1
        }
    }
}

extension OutputBuffer {
    /// How many bytes more than asked for a wide move may write, or read.
    @inlinable public static var padding: Int { 32 }

    /// How many bytes a JSON string of so many bytes may take, with its quotes.
    @inlinable public static func quotedRoom(_ count: Int) -> Int { count &* 6 &+ 34 }

    /// A cursor behind what has been written, with room for so many bytes; nothing counts until it is given back through ``commit(_:)``.
    @inlinable public mutating func cursor(room: Int) -> OutputCursor {
        reserve(room)
        return unsafe OutputCursor(at: base + count)
    }

    /// Takes what has been written through a cursor.
    @inlinable public mutating func commit(_ cursor: OutputCursor) { count = unsafe cursor.at - base }
}
