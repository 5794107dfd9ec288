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
        // Καρυδιας 31 Πατρα: a street without a word for one, its number and its town.
        if words.isStreetInTown { points += 1 }
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
    /// Words of letters that are neither of places nor of talk: what a street, an estate or somebody is called.
    var proper = 0
    /// Whether a word for a street stands beside a number and a word that names the street.
    var isStreet = false
    /// Whether a town stands beside a number and another word, with no word for a street.
    var isStreetInTown: Bool { places == 0 && hints > 0 && hasDigit && proper > 1 && talk == 0 }
    /// Whether every word may be part of a name, and whether a title or a trade stands before it.
    var isName = false
    var isTitled = false
    /// How many words are names of persons that are known.
    var known = 0
    /// Whether a name has the marks of one: two words and more, or a title.
    var isFullName: Bool { isName && (count >= 2 || isTitled || isUnparted) }
    /// Whether a name is one word of a script that parts none: စုစုနွယ်, 김도윤.
    var isUnparted = false

    private static func set(_ name: StaticString) -> WordSet { WordSet(AddressWordList.shared.words(of: name)) }
    private static func list(_ name: StaticString) -> [[UInt8]] { AddressWordList.shared.words(of: name).map(AddressWordList.spaced) }
    private static let placeWords = set("abroad.place")
    private static let endings = list("abroad.ending")
    private static let inside = list("abroad.inside").map { word in
        var folded = NormalizedText()
        folded.load(word.span)
        return folded.bytes
    }
    private static let units = set("abroad.unit")
    private static let streets = set("abroad.street")
    private static let streetEndings = list("abroad.street_ending")
    private static let titles = set("name.title")
    private static let particles = set("name.particle")
    private static let nameInside = list("abroad.inside_name")
    private static let talkWords = WordSet(
        LandTable.shared.entries.filter { $0.voice == .talk }.map { Array($0.word.utf8)[...] } + AddressWordList.shared.words(of: "abroad.talk"))
    private static let talkEndings = list("abroad.talk_ending")

    init() {}

    /// Counts the words of a range.
    ///
    /// - Parameter postcodes: how many digits postcodes have.
    init(_ range: Range<Int>, _ bytes: [UInt8], postcodes: Set<Int> = []) {
        hasDigit = Self.hasDigit(range, bytes)
        hints = CountryHints.count(range, bytes)
        let text = bytes[range]
        if Self.inside.contains(where: { ByteSearch.contains(text, $0) }) { places += Self.mayBeName(range, bytes) ? 0 : 1 }
        var capitals = 0
        var plain = 0
        var uncased = 0
        var hasStreet = false
        var titledPlaces = 0
        var isFirst = true
        for word in Self.words(range, bytes) {
            let isNumber = bytes[word].allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x2E }
            if isNumber {
                let digits = bytes[word].count { $0 &- 0x30 < 10 }
                // A postcode begins or ends its words, or is all of them; a house's number is shorter.
                if postcodes.contains(digits), word.lowerBound == range.lowerBound || word.upperBound == range.upperBound,
                    range.count > word.count || digits >= 5, !PostcodeShape.isUnit(word, range, bytes)
                {
                    hasPostcode = true
                }
                continue
            }
            count += 1
            let folded = Self.folded(word, bytes)
            let key = 0..<folded.count
            let isCapital = Self.isCapital(bytes, word.lowerBound)
            let isUncased = Self.isUncased(bytes, word.lowerBound)
            let isTitle = Self.titles.contains(folded, key) && (isFirst || !isCapital || isUncased)
            // M 4, L 5: a size is no short form of a word for a house.
            let isSize = word.count == 1 && isCapital
            let isEnding = Self.endings.contains { word.count > $0.count + (bytes[word.lowerBound] &- 0x30 < 10 ? 0 : 3) && Self.ends(folded, key, $0) }
            // no 12, but: D24 no need.
            let isBare = word.count <= 3 && Self.units.contains(folded, key) && !Self.isBeforeDigit(word.upperBound, range.upperBound, bytes)
            let isPlace = !isSize && !isBare && (Self.placeWords.contains(folded, key) || isEnding)
            if isPlace { places += 1 }
            if isPlace, isTitle { titledPlaces += 1 }
            if !isSize, Self.streets.contains(folded, key) || Self.streetEndings.contains(where: { word.count > $0.count + 3 && Self.ends(folded, key, $0) }) {
                hasStreet = true
                if isEnding { proper += 1 }
            }
            if isTitle { isTitled = true }
            if !isPlace, isCapital || isUncased, PersonalNames.contains(folded) { known += 1 }
            if isUncased { uncased += 1 }
            let isParticle = Self.particles.contains(folded, key)
            if isCapital { capitals += 1 } else if !isParticle { plain += 1 }
            let isTalk =
                !isTitle && !isParticle
                && (Self.talkWords.contains(folded, key) && (isUncased || !isCapital || word.lowerBound == range.lowerBound && word.count < 4)
                    || isUncased && Self.talkEndings.contains { folded.count >= $0.count && Self.ends(folded, key, $0) })
            if isTalk {
                talk += 1
            } else if !isPlace, !isTitle, isCapital || isUncased, word.count > 2, !bytes[word].contains(where: { $0 &- 0x30 < 10 }) {
                proper += 1
            }
            isFirst = false
        }
        if PostcodeShape.last(in: range, bytes) != nil { hasPostcode = true }
        isStreet = hasStreet && hasDigit && proper > 0
        let plainAllowed = isTitled ? 1 : 0
        // A sentence in a script without capitals is longer than a name.
        let isShort = uncased == 0 || count <= (isTitled ? 4 : 3)
        isName =
            1...5 ~= count && isShort && !hasDigit && places == titledPlaces && hints == 0 && talk == 0 && capitals > 0 && plain <= plainAllowed
            && range.count <= 80
        isUnparted = isName && count == 1 && Self.isWhole(range, bytes)
    }

    /// Whether one word of Burmese, Khmer or Hangul is as long as a whole name.
    private static func isWhole(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        switch Han.scalar(bytes, range.lowerBound).value {
        case 0x1000...0x109F, 0x1780...0x17FF: 9...45 ~= range.count
        case 0xAC00...0xD7A3: 9...12 ~= range.count
        default: false
        }
    }

    /// Whether a digit is what follows an offset, but for spaces and marks.
    private static func isBeforeDigit(_ at: Int, _ limit: Int, _ bytes: [UInt8]) -> Bool {
        let next = bytes[at..<max(at, limit)].first { ![0x20, 0x23, 0x3A, 0x2E, 0x2D].contains($0) }
        // Digits of other scripts are no ASCII.
        return next.map { $0 &- 0x30 < 10 || $0 >= 0xE0 } ?? false
    }

    /// Whether a range has digits, of whichever script.
    private static func hasDigit(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            if bytes[at] &- 0x30 < 10 { return true }
            guard bytes[at] >= 0xE0 else {
                at += 1
                continue
            }
            let (value, length) = Han.scalar(bytes, at)
            if let scalar = Unicode.Scalar(value), scalar.properties.numericType == .decimal { return true }
            at += max(1, length)
        }
        return false
    }

    /// Whether one short word may be a surname that holds a character of towns: 中村, 小野寺, 市川.
    private static func mayBeName(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard range.count <= 12, bytes[range].allSatisfy({ $0 >= 0x80 || $0 == 0x20 }) else { return false }
        let text = bytes[range]
        guard nameInside.contains(where: { ByteSearch.contains(text, $0) }) || range.count <= 9 else { return false }
        // A town's character at the end makes it a town, unless surnames end so.
        return nameInside.contains { text.suffix($0.count).elementsEqual($0) } || !inside.contains { text.suffix($0.count).elementsEqual($0) }
    }

    /// A word in lower case, of whichever script.
    private static func folded(_ word: Range<Int>, _ bytes: [UInt8]) -> [UInt8] { LetterCase.lowered(word, bytes) }

    /// Whether a word begins with a letter of a script that knows no capitals.
    private static func isUncased(_ bytes: [UInt8], _ at: Int) -> Bool {
        guard bytes[at] >= 0x80, let scalar = Unicode.Scalar(Han.scalar(bytes, at).value) else { return false }
        return !scalar.properties.isUppercase && !scalar.properties.isLowercase && scalar.properties.isAlphabetic
    }

    /// The words of a range: letters and digits with the marks that stand inside words.
    static func words(_ range: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = -1
        for at in range.lowerBound...range.upperBound {
            let isWord =
                at < range.upperBound && !isInMark(at, bytes)
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

    /// Whether a byte is one of 〒, which stands before a postcode and is no letter of it.
    private static func isInMark(_ at: Int, _ bytes: [UInt8]) -> Bool {
        bytes[at] >= 0x80 && (0...2).contains { Han.has(PostcodeShape.mark, bytes, at: at - $0) }
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

/// Small letters for capitals, byte for byte.
enum LetterCase {
    /// A range in lower case: Latin letters with their common marks, Greek, Cyrillic. No letter changes its length.
    static func lowered(_ range: Range<Int>, _ bytes: [UInt8]) -> [UInt8] {
        var out = Array(bytes[range])
        var at = 0
        while at < out.count {
            let byte = out[at]
            if 0x41...0x5A ~= byte { out[at] = byte | 0x20 }
            guard 0xC3...0xD0 ~= byte, at + 1 < out.count else {
                at += 1
                continue
            }
            let next = out[at + 1]
            switch (byte, next) {
            case (0xC3, 0x80...0x9E), (0xCE, 0x91...0x9F), (0xD0, 0x90...0x9F): out[at + 1] = next + 0x20
            case (0xCE, 0xA0...0xA9), (0xD0, 0xA0...0xAF):
                out[at] = byte + 1
                out[at + 1] = next - 0x20
            case (0xC4, 0x80...0xB7) where next & 1 == 0, (0xC5, 0x8A...0xB7) where next & 1 == 0, (0xC8, 0x80...0xB3) where next & 1 == 0:
                out[at + 1] = next + 1
            case (0xC5, 0x81...0x88) where next & 1 == 1, (0xC5, 0xB9...0xBE) where next & 1 == 1: out[at + 1] = next + 1
            default: break
            }
            at += 2
        }
        return out
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
