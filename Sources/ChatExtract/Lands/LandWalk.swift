/// How a text is cut into the words that `lands.tsv` lists.
enum LandWalk {
    /// A word of a text.
    struct Word {
        /// In lower case.
        var text: String
        /// Whether it belongs to a script that parts no words, so that listed words stand inside it.
        var isUnparted: Bool
        /// Whether a number stands right before or behind it; and whether nothing at all parts them.
        var isAtNumber = false
        var isGlued = false
        /// Whether more than a single space or hyphen parts it from the word before.
        var opens = true
    }

    /// A word as the table's keys are: in lower case, its parts with single spaces between.
    static func key(_ word: String) -> String { words(of: word.replacing("_", with: " ")).map(\.text).joined(separator: " ") }

    /// Han, kana, Hangul, Thai, Lao, Burmese, Khmer.
    static func isUnparted(_ c: UInt32) -> Bool {
        switch c {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF: true
        default: false
        }
    }

    /// The words of a text.
    static func words(of text: String) -> [Word] {
        var words: [Word] = []
        var current = String.UnicodeScalarView()
        var isUnparted = false
        var gap = 2
        var afterNumber = 9
        func close(at number: Bool) {
            guard !current.isEmpty else { return }
            words.append(
                Word(text: String(current), isUnparted: isUnparted, isAtNumber: number || afterNumber <= 1, isGlued: number || afterNumber == 0, opens: gap > 1)
            )
            current = String.UnicodeScalarView()
            gap = 0
            afterNumber = 9
        }
        for scalar in text.lowercased().unicodeScalars {
            let c = scalar.value
            if scalar.properties.numericType != nil, !Self.isUnparted(c) || scalar.properties.numericType == .decimal {
                close(at: true)
                // 15 rm: one space may part a number from the word behind; rm 15 likewise.
                if gap <= 1, let last = words.indices.last { words[last].isAtNumber = true }
                gap = 2
                afterNumber = 0
            } else if scalar.properties.isAlphabetic || c == 0x26 && !current.isEmpty || isMark(scalar) && !current.isEmpty {
                let unparted = Self.isUnparted(c)
                if !current.isEmpty, unparted != isUnparted { close(at: false) }
                isUnparted = unparted
                current.append(scalar)
            } else {
                close(at: false)
                gap += c == 0x20 || c == 0x2D || c == 0xA0 || c == 0x2E ? 1 : 2
                afterNumber = min(9, afterNumber + 1)
            }
        }
        close(at: false)
        return words
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
