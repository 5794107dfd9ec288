import CActData

/// Numbers in words, and words that multiply the digits before them, from `Sources/CActData/numbers.tsv`.
enum NumberWords {
    /// Values by the hash of a word without accents (``WordLetters/plain``).
    static let values = table { $0.isEmpty }
    /// Factors of words, also behind a space: 75 ribu.
    static let times = table { $0 == "times" }
    /// Factors of letters right behind the digits: 3k.
    static let glued = table { $0 == "glued" }
    /// Words before a number that say that so many go.
    private static let less = table { $0 == "less" }
    /// Factors of single characters: 万, 千.
    static let factors: [UInt32: Double] = [0x4E07: 10_000, 0x5343: 1000]

    /// Whether the character at a byte makes the one before part of a measure: 5千克 is no five thousand.
    static func isMeasure(_ text: [UInt8], _ at: Int) -> Bool {
        guard at < text.count else { return false }
        return "克瓦米卡伏".unicodeScalars.contains { $0.value == TalkScalar.folded(TalkScalar.decode(text, at).0) }
    }

    /// Whether a word says that the number behind it goes off: 减, less.
    static func isLess(_ token: TalkToken) -> Bool {
        if token.kind == .word { return less[token.letters.plain] != nil }
        return token.kind == .character && less[plain([token.scalar])] != nil
    }

    /// The hash of a word without accents and case (``WordLetters/plain``).
    private static func plain(_ scalars: some Sequence<UInt32>) -> UInt64 {
        var word = WordLetters()
        for scalar in scalars { word.add(TalkScalar.base(TalkScalar.folded(scalar))) }
        return word.plain
    }

    private static func table(_ isMeant: (Substring) -> Bool) -> [UInt64: Double] {
        var table: [UInt64: Double] = [:]
        let text = unsafe String(decoding: UnsafeBufferPointer(start: number_words_bytes(), count: number_words_size()), as: UTF8.self)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count >= 2, let value = Double(cells[1]), isMeant(cells.count > 2 ? cells[2] : "") else { continue }
            table[plain(cells[0].unicodeScalars.map(\.value))] = value
        }
        return table
    }
}

/// Hashes of a word's letters, given one after the other.
struct WordLetters {
    /// Of all letters.
    private(set) var plain = FeatureHash.seed
    /// Of the first four.
    private(set) var stem = FeatureHash.seed
    private(set) var count = 0
    private var last: (UInt32, UInt32, UInt32) = (0, 0, 0)

    mutating func add(_ letter: UInt32) {
        plain = FeatureHash.mix(plain, UInt64(letter))
        if count < 4 { stem = plain }
        last = (last.1, last.2, letter)
        count += 1
    }

    /// Of the last three.
    var ending: UInt64 {
        FeatureHash.mix(FeatureHash.mix(FeatureHash.mix(FeatureHash.seed, UInt64(last.0)), UInt64(last.1)), UInt64(last.2))
    }
}
