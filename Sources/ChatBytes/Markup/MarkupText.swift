import CXML

/// Text of HTML and XML as its reader sees it: entities decoded.
///
/// Only single characters are ever put in an entity's place: the five of XML, those that HTML names (libxml2's table), and numeric references. Entities that a
/// document declares itself are left as they stand, so that none can grow.
public enum MarkupText {
    /// Appends a piece of text with its entities decoded; valid UTF-8 stays valid.
    public static func append(_ range: Range<Int>, of bytes: Span<UInt8>, to target: inout [UInt8]) {
        var at = range.lowerBound
        while at < range.upperBound {
            guard let sign = ByteScanning.first(0x26, in: bytes, at..<range.upperBound) else {
                ByteScanning.append(at..<range.upperBound, of: bytes, to: &target)
                return
            }
            ByteScanning.append(at..<sign, of: bytes, to: &target)
            if let entity = entity(bytes, at: sign, end: range.upperBound) {
                appendScalar(entity.value, to: &target)
                at = entity.next
            } else {
                target.append(0x26)
                at = sign + 1
            }
        }
    }

    /// A piece of text with its entities decoded.
    public static func string(_ range: Range<Int>, of bytes: Span<UInt8>) -> String {
        guard ByteScanning.first(0x26, in: bytes, range) != nil else { return ByteScanning.string(bytes, range) }
        var decoded: [UInt8] = []
        append(range, of: bytes, to: &decoded)
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The scalar that the entity at an `&` stands for; nil when it is none.
    static func entity(_ bytes: Span<UInt8>, at sign: Int, end: Int) -> (value: UInt32, next: Int)? {
        let start = sign + 1
        guard start < end else { return nil }
        if bytes[start] == 0x23 { return number(bytes, at: start + 1, end: end) }
        var at = start
        while at < end, at - start < 12, isNameByte(bytes[at]) { at += 1 }
        guard at < end, bytes[at] == 0x3B, at > start, let value = named(bytes, start..<at) else { return nil }
        return (value, at + 1)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte }

    private static func named(_ bytes: Span<UInt8>, _ name: Range<Int>) -> UInt32? {
        switch name.count {
        case 2:
            if ByteScanning.has("lt", in: bytes, at: name.lowerBound) { return 0x3C }
            if ByteScanning.has("gt", in: bytes, at: name.lowerBound) { return 0x3E }
        case 3: if ByteScanning.has("amp", in: bytes, at: name.lowerBound) { return 0x26 }
        case 4:
            if ByteScanning.has("quot", in: bytes, at: name.lowerBound) { return 0x22 }
            if ByteScanning.has("apos", in: bytes, at: name.lowerBound) { return 0x27 }
            if ByteScanning.has("nbsp", in: bytes, at: name.lowerBound) { return 0xA0 }
        default: break
        }
        var word: [UInt8] = []
        ByteScanning.append(name, of: bytes, to: &word)
        word.append(0)
        return unsafe word.withUnsafeBufferPointer { buffer in
            guard let found = unsafe htmlEntityLookup(buffer.baseAddress) else { return nil }
            return unsafe found.pointee.value
        }
    }

    /// `#55357;` and `#x1F600;`; a pair of references to surrogates, as old Android backups write it, is one scalar.
    private static func number(_ bytes: Span<UInt8>, at start: Int, end: Int) -> (value: UInt32, next: Int)? {
        guard let first = reference(bytes, at: start, end: end) else { return nil }
        switch first.value {
        case 0xD800...0xDBFF:
            if first.next + 1 < end, bytes[first.next] == 0x26, bytes[first.next + 1] == 0x23,
                let second = reference(bytes, at: first.next + 2, end: end), 0xDC00...0xDFFF ~= second.value
            {
                return (0x10000 + (first.value - 0xD800) << 10 + (second.value - 0xDC00), second.next)
            }
            return (0xFFFD, first.next)
        case 0xDC00...0xDFFF, 0x110000...: return (0xFFFD, first.next)
        case 0: return (0xFFFD, first.next)
        default: return first
        }
    }

    private static func reference(_ bytes: Span<UInt8>, at start: Int, end: Int) -> (value: UInt32, next: Int)? {
        var at = start
        let isHex = at < end && bytes[at] | 0x20 == 0x78
        if isHex { at += 1 }
        let digits = at
        var value: UInt32 = 0
        while at < end, at - digits < 9 {
            let byte = bytes[at]
            let digit: UInt32
            switch byte {
            case 0x30...0x39: digit = UInt32(byte - 0x30)
            case 0x61...0x66 where isHex, 0x41...0x46 where isHex: digit = UInt32(byte | 0x20) - 0x57
            default: digit = 255
            }
            guard digit < 255 else { break }
            value = min(value &* (isHex ? 16 : 10) &+ digit, 0x110000)
            at += 1
        }
        guard at > digits, at < end, bytes[at] == 0x3B else { return nil }
        return (value, at + 1)
    }

    /// Appends a scalar as UTF-8.
    public static func appendScalar(_ value: UInt32, to target: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else {
            target.append(contentsOf: [0xEF, 0xBF, 0xBD])
            return
        }
        if value < 0x80 {
            target.append(UInt8(value))
        } else {
            target.append(contentsOf: UTF8.encode(scalar)!)
        }
    }
}
