/// How a single character is written in the normalised view.
enum CharacterFold {
    /// What happens to a character beyond ASCII.
    enum Result {
        case same
        case drop
        case ascii(UInt8)
        /// Another character of two or three UTF-8 bytes.
        case scalar(UInt32)
    }

    /// Traditional → simplified for U+2E80…U+9FFF, indexed from there; 0 leaves the character alone.
    static let han: [UInt16] = []

    /// The fold of a scalar value ≥ 0x80.
    static func of(_ c: UInt32) -> Result {
        switch c {
        case 0x4E00...0x9FFF, 0x2E80...0x2FDF, 0x3400...0x4DBF:
            return folded(c)
        case 0x3000, 0x00A0, 0x2000...0x200A, 0x202F, 0x205F: return .ascii(0x20)
        case 0xFF01...0xFF5E: return .ascii(UInt8(truncatingIfNeeded: c &- 0xFEE0))
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0x00AD, 0x061C, 0x180E, 0xFE00...0xFE0F: return .drop
        case 0x2010...0x2015, 0x2212: return .ascii(0x2D)
        case 0x2018, 0x2019: return .ascii(0x27)
        case 0x2022, 0x2027, 0x2219, 0x30FB, 0xFF65: return .scalar(0xB7)
        case 0x0660...0x0669: return .ascii(UInt8(truncatingIfNeeded: c &- 0x0660 &+ 0x30))
        case 0x06F0...0x06F9: return .ascii(UInt8(truncatingIfNeeded: c &- 0x06F0 &+ 0x30))
        case 0x0E50...0x0E59: return .ascii(UInt8(truncatingIfNeeded: c &- 0x0E50 &+ 0x30))
        case 0xFFE5: return .scalar(0xA5)
        case 0xFF61: return .scalar(0x3002)
        case 0xF900...0xFAFF: return folded(c)
        default: return .same
        }
    }

    private static func folded(_ c: UInt32) -> Result {
        let table = han
        let index = Int(c) - 0x2E80
        guard index >= 0, index < table.count, table[index] != 0 else { return .same }
        return .scalar(UInt32(table[index]))
    }
}
