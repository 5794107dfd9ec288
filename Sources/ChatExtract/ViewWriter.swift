/// Writes a normalised view and its index into room that was made beforehand.
struct ViewWriter {
    /// Bytes written.
    private(set) var count = 0

    /// Appends a byte of a character that begins at an offset of the original.
    @inline(__always)
    mutating func append(_ byte: UInt8, _ start: Int, _ bytes: inout MutableSpan<UInt8>, _ starts: inout MutableSpan<Int32>) {
        guard count < bytes.count, count < starts.count else { return }
        unsafe bytes[unchecked: count] = byte
        unsafe starts[unchecked: count] = Int32(truncatingIfNeeded: start)
        count &+= 1
    }

    /// Appends the character of three bytes that stands at an offset of the original.
    @inline(__always)
    mutating func appendThree(_ text: Span<UInt8>, _ at: Int, _ bytes: inout MutableSpan<UInt8>, _ starts: inout MutableSpan<Int32>) {
        guard at &+ 2 < text.count, count &+ 2 < bytes.count, count &+ 2 < starts.count else { return }
        for i in 0..<3 {
            unsafe bytes[unchecked: count &+ i] = text[unchecked: at &+ i]
            unsafe starts[unchecked: count &+ i] = Int32(truncatingIfNeeded: at)
        }
        count &+= 3
    }

    /// Appends a character of two or three bytes.
    @inline(__always)
    mutating func append(scalar: UInt32, _ start: Int, _ bytes: inout MutableSpan<UInt8>, _ starts: inout MutableSpan<Int32>) {
        if scalar < 0x800 {
            append(UInt8(0xC0 | scalar >> 6 & 0x1F), start, &bytes, &starts)
        } else {
            append(UInt8(0xE0 | scalar >> 12 & 0x0F), start, &bytes, &starts)
            append(UInt8(0x80 | scalar >> 6 & 0x3F), start, &bytes, &starts)
        }
        append(UInt8(0x80 | scalar & 0x3F), start, &bytes, &starts)
    }
}
