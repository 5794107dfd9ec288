/// Which kinds of characters occur in a text: worked out once per message, so that an extractor that needs a digit or an `@` is not even asked.
public struct ByteClasses: OptionSet, Sendable {
    /// The raw bits.
    public let rawValue: UInt16

    /// A set of kinds by its bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// 0–9, also where they were written full-width.
    public static let digit = ByteClasses(rawValue: 1)
    /// A–Z and a–z.
    public static let letter = ByteClasses(rawValue: 2)
    /// `@`.
    public static let at = ByteClasses(rawValue: 4)
    /// A line end.
    public static let lineEnd = ByteClasses(rawValue: 8)
    /// A colon, also a full-width one.
    public static let colon = ByteClasses(rawValue: 16)
    /// Han characters.
    public static let han = ByteClasses(rawValue: 32)
    /// Any character beyond ASCII that is not Han: emoji, other scripts, symbols.
    public static let other = ByteClasses(rawValue: 64)
    /// `¥`, `￥`, `$`, `€` and the like.
    public static let currency = ByteClasses(rawValue: 128)
    /// `/`, as in links.
    public static let slash = ByteClasses(rawValue: 256)
    /// `#`, as in chain lists.
    public static let hash = ByteClasses(rawValue: 512)
    /// `=`, `]` or `】`, which end a label as a colon does.
    public static let labelEnd = ByteClasses(rawValue: 1024)
}

/// Which characters a text has, gathered one by one and summed up in classes at the end.
struct SeenCharacters {
    /// One bit for each ASCII byte below 64, and for each above.
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var others: ByteClasses = []

    private static let digits: UInt64 = 0x03FF_0000_0000_0000
    private static let letters: UInt64 = 0x07FF_FFFE_07FF_FFFE

    @inline(__always)
    mutating func insert(ascii byte: UInt8) {
        let bit: UInt64 = 1 &<< UInt64(byte & 63)
        if byte < 64 { low |= bit } else { high |= bit }
    }

    @inline(__always)
    mutating func insertHan() { others.insert(.han) }

    @inline(__always)
    mutating func insert(beyondASCII scalar: UInt32) {
        if 0x3400...0x9FFF ~= scalar {
            others.insert(.han)
        } else {
            if scalar == 0x3011 { others.insert(.labelEnd) }
            others.insert(scalar == 0xA5 || scalar == 0xA3 || 0x20A0...0x20BF ~= scalar ? [.other, .currency] : .other)
        }
    }

    /// The classes of all characters so far.
    var classes: ByteClasses {
        func has(_ character: UInt8) -> Bool { (character < 64 ? low : high) >> UInt64(character & 63) & 1 == 1 }
        var classes = others
        if low & Self.digits != 0 { classes.insert(.digit) }
        if high & Self.letters != 0 { classes.insert(.letter) }
        if has(0x40) { classes.insert(.at) }
        if has(0x0A) || has(0x0D) { classes.insert(.lineEnd) }
        if has(0x3A) { classes.insert(.colon) }
        if has(0x24) { classes.insert(.currency) }
        if has(0x2F) { classes.insert(.slash) }
        if has(0x23) { classes.insert(.hash) }
        if has(0x3D) || has(0x5D) { classes.insert(.labelEnd) }
        return classes
    }
}
