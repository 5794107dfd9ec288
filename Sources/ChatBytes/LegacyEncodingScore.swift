import CICU

/// How well a text reads in one of the East Asian double-byte encodings.
///
/// Each character adds to the score: one of the frequent ones (common words of chats and tables) most, one of the standard's first level a little; rare rows
/// take away, and what cannot be decoded takes away most. Byte ranges after GB 18030, Big5 (ETEN), JIS X 0208 in Shift_JIS and KS X 1001 with its extension.
struct LegacyEncodingScore {
    static let candidates: [TextEncoding] = [.gb18030, .big5, .shiftJIS, .cp949]
    /// Below this mean, a text is not in the encoding.
    static let leastPlausible = 0.5
    /// Below this mean, a text is not in the encoding even when all of it decodes.
    static let leastPossible = -1.5

    let encoding: TextEncoding
    /// How many characters do not decode.
    private(set) var errors = 0
    private var points = 0.0
    private var characters = 0
    private let frequent: [Bool]

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        frequent = Self.tables[encoding] ?? []
    }

    /// Points per character; far below zero for a text that does not decode.
    var value: Double { characters == 0 ? -100 : points / Double(characters) }

    /// The same with what is known before: most exports that are not in Unicode are in GB 18030. A few characters of evidence outweigh it.
    var likelihood: Double { characters == 0 ? -100 : (points + (encoding == .gb18030 ? 2.5 : 0)) / Double(characters) }

    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var at = range.lowerBound
        let end = range.upperBound
        while at < end {
            let lead = bytes[at]
            guard lead >= 0x80 else {
                at += 1
                continue
            }
            characters += 1
            if encoding == .shiftJIS, 0xA1...0xDF ~= lead {
                points -= 1  // half-width kana: rare, and what Chinese text turns into
                at += 1
                continue
            }
            guard at + 1 < end else {
                characters -= 1  // cut by the end of the sample
                break
            }
            let trail = bytes[at + 1]
            if encoding == .gb18030, 0x30...0x39 ~= trail {
                let isWhole = at + 3 < end && bytes[at + 2] >= 0x81 && bytes[at + 2] < 0xFF && 0x30...0x39 ~= bytes[at + 3] && lead >= 0x81 && lead < 0xFF
                if !isWhole, at + 3 < end {
                    points -= 12
                    errors += 1
                }
                at += isWhole ? 4 : 1
                continue
            }
            let weight = weight(lead, trail)
            let isFrequent = frequent[Int(lead) << 8 | Int(trail)]
            points += isFrequent ? (weight > 0 ? weight + 2 : 1) : weight
            if weight <= -12 { errors += 1 }
            at += weight <= -12 ? 1 : 2
        }
    }

    private func weight(_ lead: UInt8, _ trail: UInt8) -> Double {
        let wrong = -12.0
        guard lead >= 0x81, lead < 0xFF, trail >= 0x40, trail != 0x7F, trail != 0xFF else { return wrong }
        switch encoding {
        case .gb18030:
            guard trail >= 0xA1 else { return lead >= 0xFA || 0xA1...0xA7 ~= lead ? -3 : -2 }
            return switch lead {
            case 0xB0...0xD7, 0xA1, 0xA3: 1
            case 0xA2, 0xA4...0xA9: 0
            case 0xD8...0xF7: -0.5
            default: -3
            }
        case .big5:
            guard trail < 0x7F || trail >= 0xA1 else { return wrong }
            return switch lead {
            case 0xA4...0xC6, 0xA1: 1
            case 0xA2, 0xA3: 0
            case 0xC9...0xF9: -0.5
            default: -3
            }
        case .shiftJIS:
            guard trail < 0xFD else { return wrong }
            return switch lead {
            case 0x82, 0x83, 0x81: 1
            case 0x88...0x97: 1
            case 0x98...0x9F, 0xE0...0xEA: -1
            default: -3
            }
        default:
            guard trail >= 0xA1 || 0x41...0x5A ~= trail || 0x61...0x7A ~= trail || trail >= 0x81 else { return wrong }
            guard trail >= 0xA1 else { return lead <= 0xC6 ? -1.5 : wrong }
            return switch lead {
            case 0xB0...0xC8: 1
            case 0xA1...0xAC: 0
            case 0xCA...0xFD: -1
            default: -3
            }
        }
    }

    // MARK: Frequent characters

    private static let tables = Dictionary(uniqueKeysWithValues: candidates.map { ($0, table($0)) })

    private static func table(_ encoding: TextEncoding) -> [Bool] {
        var table = [Bool](repeating: false, count: 65_536)
        let text =
            switch encoding {
            case .gb18030, .big5: FrequentCharacters.simplified + FrequentCharacters.traditional
            case .shiftJIS: FrequentCharacters.japanese
            default: FrequentCharacters.korean
            }
        guard let name = encoding.converterName, let converter = unsafe cicu_open_strict(name.utf8Start) else { return table }
        defer { unsafe cicu_close(converter) }
        var out: [UInt8] = [0, 0, 0, 0]
        for unit in text.utf16 {
            let count = unsafe out.withUnsafeMutableBufferPointer { unsafe cicu_encode(converter, unit, $0.baseAddress, 4) }
            if count == 2 { table[Int(out[0]) << 8 | Int(out[1])] = true }
        }
        return table
    }
}
