import ChatBytes

/// Signs between the values of one cell.
struct CellSeparators: Sendable {
    /// `;`, `|`, `、`, `，`, `,`, `/` and line feeds.
    static let all = CellSeparators(ascii: [0x3B, 0x7C, 0x2C, 0x0A, 0x2F], comma: true, enumeration: true)
    /// The same without the slash and the line feed.
    static let tags = CellSeparators(ascii: [0x3B, 0x7C, 0x2C], comma: true, enumeration: true)
    /// All, and blanks: between the numbers of parcels.
    static let parcels = CellSeparators(ascii: [0x3B, 0x7C, 0x2C, 0x0A, 0x2F, 0x20], comma: true, enumeration: true)
    /// Between products: line feeds, `;`, `|`.
    static let products = CellSeparators(ascii: [0x3B, 0x7C, 0x0A], comma: false, enumeration: false)
    /// Between products that each have a count.
    static let commas = CellSeparators(ascii: [0x2C, 0x2B], comma: true, enumeration: true, semicolon: false)

    /// Between products of a list that a person wrote: `+`, `/`, `&`, `、`, commas.
    static let joints = CellSeparators(ascii: [0x2C, 0x2B, 0x2F, 0x26], comma: true, enumeration: true, semicolon: false)

    private let ascii: [UInt8]
    private let comma: Bool
    private let enumeration: Bool
    private let semicolon: Bool

    private init(ascii: [UInt8], comma: Bool, enumeration: Bool, semicolon: Bool = true) {
        self.ascii = ascii + [0x1F]
        self.comma = comma
        self.enumeration = enumeration
        self.semicolon = semicolon
    }

    /// The pieces of a cell that hold anything.
    func pieces(of bytes: Span<UInt8>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        var at = 0
        while at < bytes.count {
            guard let width = width(bytes, at) else {
                at += 1
                continue
            }
            if at > start { pieces.append(start..<at) }
            at += width
            start = at
        }
        if start < bytes.count { pieces.append(start..<bytes.count) }
        return pieces
    }

    /// The width of a separator at an offset.
    private func width(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
        let byte = bytes[at]
        if byte < 0x80 { return ascii.contains(byte) ? 1 : nil }
        guard byte == 0xE3 || byte == 0xEF, at + 2 < bytes.count else { return nil }
        switch (byte, bytes[at + 1], bytes[at + 2]) {
        case (0xEF, 0xBC, 0x9B): return semicolon ? 3 : nil  // ；
        case (0xEF, 0xBC, 0x8C): return comma ? 3 : nil  // ，
        case (0xEF, 0xBC, 0x8B): return ascii.contains(0x2B) ? 3 : nil  // ＋
        case (0xEF, 0xBC, 0x8F): return ascii.contains(0x2F) ? 3 : nil  // ／
        case (0xEF, 0xBC, 0x86): return ascii.contains(0x26) ? 3 : nil  // ＆
        case (0xE3, 0x80, 0x81): return enumeration ? 3 : nil  // 、
        default: return nil
        }
    }
}
