import CActData
import Gazetteer

/// Characters as the act model sees them.
enum TalkScalar {
    /// The scalar at a byte and its length in bytes; a byte that begins none counts as a replacement character.
    @inline(__always)
    static func decode(_ text: [UInt8], _ at: Int) -> (UInt32, Int) {
        let first = text[at]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard length > 1, at + length <= text.count else { return (0xFFFD, 1) }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for i in 1..<length { scalar = scalar << 6 | UInt32(text[at + i] & 0x3F) }
        return (scalar, length)
    }

    /// Lower case, half width, simplified.
    @inline(__always)
    static func folded(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
        if 0x4E00...0x9FFF ~= scalar { return SimplifiedForms.of(scalar) }
        if 0xFF01...0xFF5E ~= scalar { return folded(scalar - 0xFEE0) }
        if scalar == 0x3000 || scalar == 0xA0 { return 0x20 }
        if 0xC0...0xDE ~= scalar, scalar != 0xD7 { return scalar | 0x20 }
        if 0x410...0x42F ~= scalar { return scalar + 0x20 }
        return scalar
    }

    /// A folded letter without its accents: people leave them out.
    @inline(__always)
    static func base(_ scalar: UInt32) -> UInt32 {
        let at: Int
        switch scalar {
        case 0xC0..<0x180: at = Int(scalar) - 0xC0
        case 0x1E00..<0x1F00: at = Int(scalar) - 0x1E00 + 0xC0
        default: return scalar
        }
        let letter = unsafe base_letters_bytes()[at]
        return letter == 0x20 ? scalar : UInt32(letter)
    }

    /// The number in a circle: 1 of ①.
    static func circled(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x2460...0x2473: Int(scalar) - 0x245F
        case 0x2776...0x277F: Int(scalar) - 0x2775
        case 0x2780...0x2789: Int(scalar) - 0x277F
        case 0x278A...0x2793: Int(scalar) - 0x2789
        default: nil
        }
    }

    static func kind(_ scalar: UInt32) -> TalkToken.Kind {
        switch scalar {
        case 48...57: return .number
        case 0x61...0x7A,
            0xC0...0x24F where scalar != 0xD7 && scalar != 0xF7, 0x370...0x5FF, 0x620...0x64A, 0x66E...0x6D3, 0x900...0xDFF, 0x1E00...0x1FFF,
            0xAC00...0xD7A3, 0x300...0x36F, 0x64B...0x65F:
            return .word
        case 0x20, 0x09, 0x200B...0x200F, 0xFEFF: return .space
        case 0x0A, 0x0D: return .newline
        case 0x21, 0x2C, 0x2E, 0x3B, 0x3F, 0x7E, 0x3001, 0x3002, 0x2026, 0x61F, 0x60C, 0xBF, 0xA1, 0x964: return .stop
        case 0xE00...0x10FF, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .character
        case 0x2190...0x2BFF, 0x1F000...0x1FAFF, 0xFE0F: return .symbol
        default: return .sign
        }
    }
}
