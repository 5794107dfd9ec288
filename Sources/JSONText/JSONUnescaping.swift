/// Resolves the escapes of JSON and JavaScript strings.
///
/// Wrong escapes are repaired, not refused: half a surrogate pair becomes U+FFFD, `\xHH` (which Telegram writes) the character of that number,
/// and an unknown `\w` stays as it stands, as in a Windows path that was written without doubling; JavaScript drops the backslash.
enum JSONUnescaping {
    static func append(_ range: Range<Int>, of bytes: Span<UInt8>, isLenient: Bool, to target: inout [UInt8]) {
        let end = min(range.upperBound, bytes.count)
        var plainFrom = range.lowerBound
        var at = plainFrom
        while let backslash = ByteScanning.first(0x5C, in: bytes, at..<max(at, end)) {
            ByteScanning.append(plainFrom..<backslash, of: bytes, to: &target)
            at = escape(bytes, at: backslash, end: end, isLenient: isLenient, to: &target)
            plainFrom = at
        }
        if plainFrom < end { ByteScanning.append(plainFrom..<end, of: bytes, to: &target) }
    }

    /// Resolves the escape that begins at a backslash and returns the offset behind it.
    private static func escape(_ bytes: Span<UInt8>, at backslash: Int, end: Int, isLenient: Bool, to target: inout [UInt8]) -> Int {
        guard backslash + 1 < end else {
            target.append(0x5C)
            return end
        }
        let byte = bytes[backslash + 1]
        switch byte {
        case 0x22, 0x5C, 0x2F, 0x27: target.append(byte)
        case 0x6E: target.append(0x0A)
        case 0x74: target.append(0x09)
        case 0x72: target.append(0x0D)
        case 0x62: target.append(0x08)
        case 0x66: target.append(0x0C)
        case 0x75: return unicode(bytes, at: backslash, end: end, isLenient: isLenient, to: &target)
        case 0x78:
            if let value = hex(bytes, at: backslash + 2, count: 2, end: end) {
                append(value, to: &target)
                return backslash + 4
            }
            keep(byte, isLenient, &target)
        case 0x0A where isLenient: break
        case 0x76 where isLenient: target.append(0x0B)
        case 0x30 where isLenient: target.append(0)
        default:
            // A byte beyond ASCII is the first of a character whose rest follows as plain text.
            keep(byte, isLenient, &target)
        }
        return backslash + 2
    }

    private static func keep(_ byte: UInt8, _ isLenient: Bool, _ target: inout [UInt8]) {
        let isWord = 48...57 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte >= 0x80
        if isWord && !isLenient { target.append(0x5C) }
        target.append(byte)
    }

    /// `\uXXXX`, two of them for a character beyond the first plane, or JavaScript's `\u{X…}`.
    private static func unicode(_ bytes: Span<UInt8>, at backslash: Int, end: Int, isLenient: Bool, to target: inout [UInt8]) -> Int {
        if isLenient, backslash + 2 < end, bytes[backslash + 2] == 0x7B {
            for count in 1...6 {
                let close = backslash + 3 + count
                guard close < end else { break }
                if bytes[close] == 0x7D, let value = hex(bytes, at: backslash + 3, count: count, end: end) {
                    append(value, to: &target)
                    return close + 1
                }
            }
        }
        guard let unit = hex(bytes, at: backslash + 2, count: 4, end: end) else {
            keep(0x75, isLenient, &target)
            return backslash + 2
        }
        if 0xD800...0xDBFF ~= unit, backslash + 7 < end, bytes[backslash + 6] == 0x5C, bytes[backslash + 7] == 0x75,
            let low = hex(bytes, at: backslash + 8, count: 4, end: end), 0xDC00...0xDFFF ~= low
        {
            append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), to: &target)
            return backslash + 12
        }
        append(unit, to: &target)
        return backslash + 6
    }

    private static func hex(_ bytes: Span<UInt8>, at start: Int, count: Int, end: Int) -> UInt32? {
        guard start + count <= end else { return nil }
        var value: UInt32 = 0
        for i in start..<start + count {
            let byte = bytes[i]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }

    /// Appends a code point as UTF-8; a surrogate or a number beyond Unicode becomes U+FFFD.
    static func append(_ value: UInt32, to target: inout [UInt8]) {
        if value < 0x80 {
            target.append(UInt8(value))
        } else {
            target.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        }
    }
}
