/// Brings a written number into comparable form; numbers that say nothing about a person come out as none.
enum PhoneReader {
    /// Reads a number into a row.
    ///
    /// A number with an extension is a platform's privacy number or a switchboard's and no key. `+86`, `0086` and separators go; stars mask.
    static func read(_ bytes: [UInt8], _ range: Range<Int>, into row: inout Row) {
        guard range.count <= 40 else { return }
        let span = bytes.span
        var digits: UInt64 = 0
        var count = 0
        var stars = 0
        var starAt = 0
        var lastSeparator = -1
        var groups = 0
        var isInternational = false
        var i = range.lowerBound
        while i < range.upperBound {
            let b = span[i]
            switch b {
            case 0x30...0x39:
                guard count < 18 else { return }
                digits = digits * 10 + UInt64(b - 0x30)
                count += 1
            case 0x2A, 0x78, 0x58:
                if stars == 0 { starAt = count }
                stars += 1
            case 0x2B: isInternational = count == 0
            case 0x2D, 0x20, 0x2E, 0x28, 0x29:
                if b == 0x2D, lastSeparator != count {
                    groups += 1
                    lastSeparator = count
                }
            case 0x3B, 0x2C, 0x65, 0x23, 0xE8: return  // ;ext= , ext # 转
            default: break
            }
            i += 1
        }
        if stars > 0 {
            if count == 9, let rest = withoutCountry(digits, count, masked: true) {
                digits = rest
                count = 7
                starAt -= 2
            }
            guard stars >= 3, count == 7, starAt == 3 else { return }
            row.phone = digits
            row.phoneKind = .masked
            return
        }
        if count == 15 && groups == 1 && lastSeparator == 11 { return }  // 11 digits, dash, 4 digits
        if let rest = withoutCountry(digits, count, masked: false) {
            digits = rest
            count = 11
        }
        if count == 11, 13_000_000_000..<20_000_000_000 ~= digits {
            row.phone = digits
            row.phoneKind = .mobile
            return
        }
        // Mainland mobile and extension glued by a dash, or a number longer than any.
        guard 7...15 ~= count, !(groups > 0 && lastSeparator == 11) else { return }
        let isRepeated = digits % 1_111_111 == 0 && digits / 1_111_111 < 10
        guard digits > 1000, !isRepeated else { return }
        row.phone = digits &+ (isInternational ? 1_000_000_000_000_000_000 : 0)
        row.phoneKind = .other
    }

    private static func withoutCountry(_ digits: UInt64, _ count: Int, masked: Bool) -> UInt64? {
        if masked {
            return digits / 10_000_000 == 86 ? digits % 10_000_000 : nil
        }
        guard count == 13 || count == 15, digits / 100_000_000_000 == 86, 13_000_000_000..<20_000_000_000 ~= digits % 100_000_000_000 else { return nil }
        return digits % 100_000_000_000
    }

    /// First three and last four digits of a mobile or masked number.
    @inline(__always)
    static func ends(_ phone: UInt64, _ kind: PhoneKind) -> UInt64 {
        kind == .masked ? phone : phone / 100_000_000 * 10_000 + phone % 10_000
    }
}
