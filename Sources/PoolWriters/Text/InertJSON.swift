/// JSON in which characters that are not seen but act on whoever looks at it are escaped: nothing is lost, and nothing turns a terminal's line around.
enum InertJSON {
    /// The JSON with marks and overrides of direction, zero-width spaces, C1 controls and U+FEFF as `\u` escapes; they can only stand inside of strings.
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(where: { $0 == 0xE2 || $0 == 0xEF || $0 == 0xC2 || $0 == 0xD8 || $0 == 0x7F || $0 == 0xF3 }) else { return json }
        var out: [UInt8] = []
        out.reserveCapacity(json.count + 16)
        var at = 0
        while at < json.count {
            let byte = json[at]
            let second = at + 1 < json.count ? json[at + 1] : 0
            let third = at + 2 < json.count ? json[at + 2] : 0
            switch (byte, second, third) {
            case (0x7F, _, _): at += escape(0x7F, 1, &out)
            case (0xC2, 0x80...0x9F, _): at += escape(UInt32(second), 2, &out)
            case (0xD8, 0x9C, _): at += escape(0x061C, 2, &out)
            case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xA8...0xAE): at += escape(0x2000 | UInt32(third & 0x3F), 3, &out)
            case (0xE2, 0x81, 0xA0...0xA9): at += escape(0x2040 | UInt32(third & 0x3F), 3, &out)
            case (0xEF, 0xBB, 0xBF): at += escape(0xFEFF, 3, &out)
            case (0xF3, 0xA0, 0x80...0xBF) where at + 3 < json.count:
                // Tag characters, as the two halves of a surrogate pair.
                let value = 0xE0000 | UInt32(third & 0x3F) << 6 | UInt32(json[at + 3] & 0x3F)
                at += escape(0xD800 + (value - 0x10000) >> 10, 0, &out) + escape(0xDC00 + (value - 0x10000) & 0x3FF, 4, &out)
            default:
                out.append(byte)
                at += 1
            }
        }
        return out
    }

    private static func escape(_ value: UInt32, _ length: Int, _ out: inout [UInt8]) -> Int {
        let hex = Array("0123456789abcdef".utf8)
        out.append(0x5C)
        out.append(0x75)
        for shift in [12, 8, 4, 0] as [UInt32] { out.append(hex[Int(value >> shift & 15)]) }
        return length
    }
}
