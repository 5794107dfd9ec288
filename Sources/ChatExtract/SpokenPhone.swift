/// A mainland mobile written in Chinese numerals: 一三八零零一三八零零零, 幺三八….
enum SpokenPhone {
    /// Whether a character can be the first of one.
    @inline(__always)
    static func mayBegin(_ scalar: UInt32) -> Bool { scalar == 0x4E00 || scalar == 0x5E7A || scalar == 0x58F9 || scalar == 0x58F1 }

    /// The ASCII digit that a numeral stands for.
    @inline(__always)
    static func value(_ scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0x96F6, 0x3007: 0x30
        case 0x4E00, 0x5E7A, 0x58F9, 0x58F1: 0x31
        case 0x4E8C, 0x8D30, 0x8CB3: 0x32
        case 0x4E09, 0x53C1: 0x33
        case 0x56DB, 0x8086: 0x34
        case 0x4E94, 0x4F0D: 0x35
        case 0x516D, 0x9646, 0x9678: 0x36
        case 0x4E03, 0x67D2: 0x37
        case 0x516B, 0x634C: 0x38
        case 0x4E5D, 0x7396: 0x39
        default: nil
        }
    }

    /// The first digit of a mobile whose eleven numerals begin at an offset of a text and do not go on behind them.
    static func digit(_ start: Int, _ text: Span<UInt8>, _ count: Int) -> UInt8? {
        if start >= 3, value(scalar(start - 3, text)) != nil { return nil }
        var at = start
        var digits = 0
        while at &+ 2 < count, text[at] & 0xF0 == 0xE0 {
            guard let value = value(scalar(at, text)) else { break }
            if digits == 1, value < 0x33 { return nil }
            digits &+= 1
            guard digits <= 11 else { return nil }
            at &+= 3
        }
        return digits == 11 ? 0x31 : nil
    }

    @inline(__always)
    private static func scalar(_ at: Int, _ text: Span<UInt8>) -> UInt32 {
        UInt32(text[at] & 0x0F) << 12 | UInt32(text[at &+ 1] & 0x3F) << 6 | UInt32(text[at &+ 2] & 0x3F)
    }
}
