internal import Gazetteer

/// A stretch of an address block abroad between commas, line ends, ends of sentences and phones, and what its words are.
struct BlockSegment: Sendable {
    /// What stands before a segment.
    enum Opening: UInt8, Sendable {
        case start, space, comma, line, sentence
        /// A colon: what stood before it announces this.
        case lead
        case phone
    }

    var range: Range<Int>
    var opening: Opening
    var label = BlockLabel.none
    /// Whether a phone, or a colon, stands right behind it.
    var endsAtPhone = false
    var isLead = false
    var words = SegmentWords()

    /// How much it looks like a part of an address: 3 for a house in a street.
    var points: Int {
        var points = words.places > 0 ? (words.hasDigit ? 3 : 2) : 0
        if words.hasPostcode { points += 2 }
        points += min(2, words.hints * 2)
        if points == 0, words.hasDigit, words.count > 0 { points = 1 }
        return points
    }
}

/// Counts of a segment's words.
struct SegmentWords: Sendable {
    var count = 0
    var places = 0
    var hints = 0
    var talk = 0
    var hasDigit = false
    var hasPostcode = false
    /// Whether every word may be part of a name, and whether a title or a trade stands before it.
    var isName = false
    var isTitled = false

    private static func set(_ name: StaticString) -> WordSet { WordSet(AddressWordList.shared.words(of: name)) }
    private static func list(_ name: StaticString) -> [[UInt8]] { AddressWordList.shared.words(of: name).map(AddressWordList.spaced) }
    private static let placeWords = set("abroad.place")
    private static let endings = list("abroad.ending")
    private static let inside = list("abroad.inside").map { word in
        var folded = NormalizedText()
        folded.load(word.span)
        return folded.bytes
    }
    private static let titles = set("name.title")
    private static let particles = set("name.particle")
    private static let talkWords = WordSet(LandTable.shared.entries.filter { $0.voice == .talk }.map { Array($0.word.utf8)[...] })

    init() {}

    /// Counts the words of a range.
    ///
    /// - Parameter postcodes: how many digits postcodes have.
    init(_ range: Range<Int>, _ bytes: [UInt8], postcodes: Set<Int> = []) {
        hasDigit = bytes[range].contains { $0 &- 0x30 < 10 }
        hints = CountryHints.count(range, bytes)
        let text = bytes[range]
        if Self.inside.contains(where: { ByteSearch.contains(text, $0) }) { places += 1 }
        var capitals = 0
        var plain = 0
        var particles = 0
        var isFirst = true
        for word in Self.words(range, bytes) {
            let isNumber = bytes[word].allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2D }
            if isNumber {
                let digits = bytes[word].count { $0 &- 0x30 < 10 }
                // A postcode begins or ends its words; a house's number is shorter.
                if postcodes.contains(digits), word.lowerBound == range.lowerBound || word.upperBound == range.upperBound {
                    hasPostcode = range.count > word.count
                }
                continue
            }
            count += 1
            if Self.placeWords.contains(bytes, word) || Self.endings.contains(where: { word.count > $0.count + 3 && Self.ends(bytes, word, $0) }) {
                places += 1
            }
            let isCapital = Self.isCapital(bytes, word.lowerBound)
            if Self.titles.contains(bytes, word), isFirst || !isCapital { isTitled = true }
            if isCapital { capitals += 1 } else if Self.particles.contains(bytes, word) { particles += 1 } else { plain += 1 }
            if Self.talkWords.contains(bytes, word), !isCapital || isFirst && count == 1 && word.count < 4 { talk += 1 }
            isFirst = false
        }
        if PostcodeShape.last(in: range, bytes) != nil { hasPostcode = true }
        let plainAllowed = isTitled ? 1 : 0
        isName = 1...5 ~= count && !hasDigit && places == 0 && hints == 0 && talk == 0 && capitals > 0 && plain <= plainAllowed && range.count <= 80
    }

    /// The words of a range: letters and digits with the marks that stand inside words.
    static func words(_ range: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = -1
        for at in range.lowerBound...range.upperBound {
            let isWord =
                at < range.upperBound
                && (bytes[at] >= 0x80 || bytes[at] &- 0x30 < 10 || 0x61...0x7A ~= bytes[at] | 0x20 || [0x2E, 0x27, 0x2D, 0x2F, 0x26].contains(bytes[at]))
            if isWord {
                if start < 0 { start = at }
            } else if start >= 0 {
                words.append(start..<at)
                start = -1
            }
        }
        return words
    }

    /// Whether a word begins with a capital, or in a script that has none.
    private static func isCapital(_ bytes: [UInt8], _ at: Int) -> Bool {
        if bytes[at] < 0x80 { return 0x41...0x5A ~= bytes[at] }
        guard let scalar = Unicode.Scalar(Han.scalar(bytes, at).value) else { return false }
        return scalar.properties.isUppercase || !scalar.properties.isLowercase
    }

    private static func ends(_ bytes: [UInt8], _ word: Range<Int>, _ ending: [UInt8]) -> Bool {
        var word = word
        // 판교로255번길: a number does not end a word.
        while word.count > ending.count, bytes[word.upperBound - 1] &- 0x30 < 10 { word = word.lowerBound..<word.upperBound - 1 }
        return bytes[(word.upperBound - min(word.count, ending.count))..<word.upperBound].elementsEqual(ending)
    }
}

/// Searching for short words in bytes.
enum ByteSearch {
    static func contains(_ text: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
        guard let first = word.first, word.count <= text.count else { return false }
        var at = text.startIndex
        while at + word.count <= text.endIndex {
            if text[at] == first, text[at..<at + word.count].elementsEqual(word) { return true }
            at += 1
        }
        return false
    }
}
