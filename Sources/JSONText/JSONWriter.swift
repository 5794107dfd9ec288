/// Writes JSON into a byte buffer: compact, keys in the order given, UTF-8 unescaped.
///
/// The caller keeps the structure right; commas are the writer's affair.
public struct JSONWriter: Sendable {
    /// What has been written.
    public var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty writer.
    public init() {}

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
    }

    /// Opens an object as a value.
    public mutating func beginObject() {
        separate()
        bytes.append(0x7B)
        needsComma = false
    }

    /// Closes an object.
    public mutating func endObject() {
        bytes.append(0x7D)
        needsComma = true
    }

    /// Opens an array as a value.
    public mutating func beginArray() {
        separate()
        bytes.append(0x5B)
        needsComma = false
    }

    /// Closes an array.
    public mutating func endArray() {
        bytes.append(0x5D)
        needsComma = true
    }

    /// Writes a key that needs no escaping; its value must follow.
    public mutating func key(_ key: StaticString) {
        let hasComma = needsComma
        bytes.append(addingCapacity: key.utf8CodeUnitCount + 4) { (out: inout OutputSpan<UInt8>) in
            unsafe out.withUnsafeMutableBufferPointer { room, filled in
                unsafe filled += JSONWriter.put(key, hasComma, room.baseAddress! + filled)
            }
        }
        needsComma = false
    }

    /// Writes a key with its quotes and its colon, behind a comma where one is due; answers the bytes written.
    @inline(__always)
    private static func put(_ key: StaticString, _ hasComma: Bool, _ room: UnsafeMutablePointer<UInt8>) -> Int {
        var at = 0
        if hasComma {
            unsafe room[0] = 0x2C
            at = 1
        }
        unsafe room[at] = 0x22
        unsafe (room + at + 1).update(from: key.utf8Start, count: key.utf8CodeUnitCount)
        at += key.utf8CodeUnitCount + 1
        unsafe room[at] = 0x22
        unsafe room[at + 1] = 0x3A
        return at + 2
    }

    /// Writes a member that is a string, empty or not: its key needs no escaping.
    public mutating func pair(_ key: StaticString, _ value: String) {
        let hasComma = needsComma
        var value = value
        value.withUTF8 { text in
            guard unsafe JSONWriter.isPlain(text, 0, text.count), let from = text.baseAddress else {
                self.key(key)
                JSONWriter.append(unsafe Span(_unsafeElements: text), 0..<text.count, quotedTo: &bytes)
                return
            }
            let count = text.count
            bytes.append(addingCapacity: key.utf8CodeUnitCount + count + 6) { (out: inout OutputSpan<UInt8>) in
                unsafe out.withUnsafeMutableBufferPointer { room, filled in
                    unsafe filled += JSONWriter.put(key, hasComma, room.baseAddress! + filled)
                    unsafe room[filled] = 0x22
                    unsafe (room.baseAddress! + filled + 1).update(from: from, count: count)
                    unsafe room[filled + 1 + count] = 0x22
                    filled += count + 2
                }
            }
        }
        needsComma = true
    }

    /// Writes a string value.
    public mutating func string(_ value: String) {
        separate()
        var value = value
        value.withUTF8 { JSONWriter.append(unsafe Span(_unsafeElements: $0), 0..<$0.count, quotedTo: &bytes) }
        needsComma = true
    }

    /// Writes a piece of UTF-8 as a string value.
    public mutating func string(_ text: Span<UInt8>, _ range: Range<Int>) {
        separate()
        JSONWriter.append(text, range, quotedTo: &bytes)
        needsComma = true
    }

    /// Writes an integer value.
    public mutating func integer(_ value: Int) {
        separate()
        JSONWriter.append(value, to: &bytes)
        needsComma = true
    }

    /// Writes a number with at most `digits` digits behind the point, without trailing zeros; NaN and infinities become null.
    public mutating func number(_ value: Double, digits: Int = 6) {
        separate()
        JSONWriter.append(value, digits: digits, to: &bytes)
        needsComma = true
    }

    /// Writes true or false.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
        needsComma = true
    }

    /// Writes null.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
        needsComma = true
    }

    /// Puts ready-made JSON in as a value.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes a text member; left out when it is empty or unknown.
    public mutating func member(_ key: StaticString, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        pair(key, value)
    }

    /// Writes a member that is a list of strings.
    public mutating func member(_ key: StaticString, _ values: [String]) {
        self.key(key)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// Puts ready-made text in where it stands; whether a comma is due before what follows is the caller's to say.
    public mutating func literal(_ text: StaticString, thenComma: Bool) {
        bytes.append(addingCapacity: text.utf8CodeUnitCount) { (out: inout OutputSpan<UInt8>) in
            unsafe JSONWriter.copy(text.utf8Start, text.utf8CodeUnitCount, to: &out)
        }
        needsComma = thenComma
    }

    /// Ends a line of JSON lines.
    public mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    // MARK: Pieces, for code that lays out its own lines

    /// Appends a quoted string with everything escaped that JSON wants escaped.
    public static func append(_ text: Span<UInt8>, _ range: Range<Int>, quotedTo target: inout [UInt8]) {
        unsafe text.withUnsafeBufferPointer { buffer in
            // The usual string has nothing to escape and goes over in one piece.
            let whole = max(0, min(range.upperBound, buffer.count) - range.lowerBound)
            if unsafe isPlain(buffer, range.lowerBound, range.lowerBound + whole) {
                target.append(addingCapacity: whole + 2) { (out: inout OutputSpan<UInt8>) in
                    out.append(0x22)
                    if whole > 0 { unsafe copy(buffer.baseAddress! + range.lowerBound, whole, to: &out) }
                    out.append(0x22)
                }
                return
            }
            target.append(0x22)
            var plainFrom = range.lowerBound
            var at = range.lowerBound
            let end = min(range.upperBound, buffer.count)
            while at < end {
                // Eight bytes at a time while none of them is a control, a quote or a backslash.
                if at + 8 <= end {
                    let word = unsafe UnsafeRawPointer(buffer.baseAddress! + at).loadUnaligned(as: UInt64.self)
                    if !JSONWriter.hasSpecial(word) {
                        at += 8
                        continue
                    }
                }
                let byte = unsafe buffer[at]
                if byte >= 0x20 && byte != 0x22 && byte != 0x5C {
                    at += 1
                    continue
                }
                unsafe target.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[plainFrom..<at]))
                JSONWriter.appendEscape(byte, to: &target)
                at += 1
                plainFrom = at
            }
            if plainFrom < end { unsafe target.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[plainFrom..<end])) }
            target.append(0x22)
        }
    }

    @inline(__always)
    private static func copy(_ start: UnsafePointer<UInt8>, _ count: Int, to out: inout OutputSpan<UInt8>) {
        unsafe out.withUnsafeMutableBufferPointer { room, filled in
            unsafe (room.baseAddress! + filled).update(from: start, count: count)
            filled += count
        }
    }

    /// Whether no byte needs escaping.
    @inline(__always)
    private static func isPlain(_ buffer: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
        var at = from
        while at + 8 <= to {
            if JSONWriter.hasSpecial(unsafe UnsafeRawPointer(buffer.baseAddress! + at).loadUnaligned(as: UInt64.self)) { return false }
            at += 8
        }
        while at < to {
            let byte = unsafe buffer[at]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
            at += 1
        }
        return true
    }

    /// Whether any of eight bytes is below 0x20, a quote or a backslash.
    private static func hasSpecial(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let low = (word &- ones &* 0x20) & ~word
        return (low | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)) & tops != 0
    }

    private static func appendEscape(_ byte: UInt8, to target: inout [UInt8]) {
        target.append(0x5C)
        switch byte {
        case 0x22, 0x5C: target.append(byte)
        case 0x0A: target.append(0x6E)
        case 0x0D: target.append(0x72)
        case 0x09: target.append(0x74)
        default:
            let hex = Array("0123456789abcdef".utf8)
            target.append(contentsOf: "u00".utf8)
            target.append(hex[Int(byte >> 4)])
            target.append(hex[Int(byte & 15)])
        }
    }

    /// Appends an integer in decimal.
    public static func append(_ value: Int, to target: inout [UInt8]) {
        if value >= 0 && value < 10 {
            target.append(UInt8(48 + value))
            return
        }
        var rest = value.magnitude
        if value < 0 { target.append(0x2D) }
        var unit: UInt = 10
        while unit <= rest / 10 { unit *= 10 }
        if rest < 10 { unit = 1 }
        while unit > 0 {
            target.append(UInt8(truncatingIfNeeded: 48 + rest / unit))
            rest %= unit
            unit /= 10
        }
    }

    /// A number as ``append(_:digits:to:)`` writes it.
    public static func text(_ value: Double, digits: Int = 6) -> String {
        var bytes: [UInt8] = []
        append(value, digits: digits, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a number with at most `digits` digits behind the point, without trailing zeros.
    public static func append(_ value: Double, digits: Int = 6, to target: inout [UInt8]) {
        guard value.isFinite else {
            target.append(contentsOf: "null".utf8)
            return
        }
        guard abs(value) < 1e12 else {
            target.append(contentsOf: value.description.utf8)
            return
        }
        var scale = 1.0
        for _ in 0..<max(0, min(digits, 6)) { scale *= 10 }
        var scaled = Int((value * scale).rounded())
        if scaled < 0 { target.append(0x2D) }
        scaled = abs(scaled)
        append(scaled / Int(scale), to: &target)
        var fraction = scaled % Int(scale)
        guard fraction > 0 else { return }
        target.append(0x2E)
        var unit = Int(scale) / 10
        while fraction > 0 {
            target.append(UInt8(48 + fraction / unit))
            fraction %= unit
            unit = max(1, unit / 10)
        }
    }
}
