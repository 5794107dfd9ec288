internal import Gazetteer

/// A name that stands right beside a number in running talk: 白的三件 照旧 卓琳 131…, Me, Priya Nair (604) 771-2093.
///
/// Talk around the two makes them no address block (``RecipientParser``), but who writes a full name and a number side by side gives somebody's.
public struct NamedNumber: Hashable, Sendable {
    /// The name as written.
    public var name: String
    /// Where it stands, UTF-8 offsets in the message.
    public var range: Range<Int>

    /// Whether it is somebody's full name beyond doubt; else the words may be another piece of talk.
    public var isSure: Bool

    /// Points (``NameScore``) from which a piece right before a number is a name, one behind it, and one further away; two characters are sooner a word than three.
    private static let before = 5.0
    private static let behind = 6.5
    private static let apart = 8.0
    /// The same behind words by which somebody names themselves.
    private static let introduced = 2.5
    /// What at least looks like one.
    private static let likely = 1.0
    /// Longer pieces hold more than a name, and longer messages more than one person.
    private static let longest = 24
    private static let longestMessage = 120

    private static let labels = ContextWords(AddressWordList.shared.joined("name.number-label"))
    private static let leads = AddressWordList.shared.words(of: "name.said").map { Array($0) }
    private static let introductions = AddressWordList.shared.words(of: "name.introduction").map { Array($0) }

    /// The name beside a number of a message, or the only one of a short message with one number; nil where there is none.
    ///
    /// - Parameters:
    ///   - number: where the number stands, UTF-8 offsets in the text.
    ///   - text: the message.
    public static func beside(_ number: Range<Int>, in text: String) -> NamedNumber? {
        let view = NormalizedText(text)
        let bytes = view.bytes
        let place = view.isPlain ? number : view.viewRange(number)
        guard place.lowerBound >= 0, place.upperBound <= bytes.count else { return nil }
        let found = head(endingAt: place.lowerBound, bytes) ?? tail(from: place.upperBound, bytes) ?? only(besides: place, bytes)
        guard let (range, isSure) = found else { return nil }
        return NamedNumber(name: view.keptString(range), range: view.isPlain ? range : view.originalRange(range), isSure: isSure)
    }

    private typealias Found = (range: Range<Int>, isSure: Bool)

    // MARK: Before the number

    private static func head(endingAt number: Int, _ bytes: [UInt8]) -> Found? {
        var end = number
        while true {
            while end > 0, isBetween(bytes[end - 1]) { end -= 1 }
            guard let label = label(endingAt: end, bytes) else { break }
            end -= label
        }
        guard end > 0 else { return nil }
        if isLatin(bytes[end - 1]) { return latin(endingAt: end, bytes).map { ($0, true) } }
        var start = end
        while start > 0, end - start <= longest {
            let at = Han.start(before: start, bytes, floor: 0)
            guard Han.isHan(Han.scalar(bytes, at).value) else { break }
            start = at
        }
        guard end - start >= 6 else { return nil }
        // 我叫陈禾, 上回那单是卓宁: the name begins behind the word.
        for (words, least) in [(introductions, introduced), (leads, before)] {
            for lead in words {
                for length in [9, 6] where end - start >= length + lead.count && Han.has(lead, bytes, at: end - length - lead.count) {
                    if isName(end - length..<end, bytes, least) { return (end - length..<end, true) }
                }
            }
        }
        if isName(start..<end, bytes, before) { return (start..<end, true) }
        return isName(start..<end, bytes, likely) ? (start..<end, false) : nil
    }

    /// The bytes of the label that ends at an offset: 电话, 手机号, tel.
    private static func label(endingAt end: Int, _ bytes: [UInt8]) -> Int? {
        for length in (3...min(15, max(3, end))).reversed() where length <= end {
            if labels.match(bytes, end - length) == length { return length }
        }
        return nil
    }

    /// One to three words with capitals, two of them at least: Priya Nair.
    private static func latin(endingAt end: Int, _ bytes: [UInt8]) -> Range<Int>? {
        var start = end
        var words = 0
        var at = end
        while words < 3 {
            var word = at
            while word > 0, isLatin(bytes[word - 1]) || bytes[word - 1] == 0x27 || bytes[word - 1] == 0x2D { word -= 1 }
            guard word < at, 0x41...0x5A ~= bytes[word], at - word == 1 || bytes[word + 1] | 0x20 == bytes[word + 1] else { break }
            words += 1
            start = word
            guard word > 1, bytes[word - 1] == 0x20 else { break }
            at = word - 1
        }
        guard words >= 2, start == 0 || !isLatin(bytes[start - 1]) else { return nil }
        let count = LatinWords.count(bytes, start..<end)
        return count.talk == 0 && count.places == 0 && NameScore.of(start..<end, bytes).points >= before ? start..<end : nil
    }

    // MARK: Behind the number

    private static func tail(from number: Int, _ bytes: [UInt8]) -> Found? {
        var start = number
        while start < bytes.count, isBetween(bytes[start]) { start += 1 }
        guard start > number else { return nil }
        let end = endOfHan(start, bytes)
        guard end - start >= 6 else { return nil }
        return isName(start..<end, bytes, behind) ? (start..<end, true) : nil
    }

    private static func endOfHan(_ start: Int, _ bytes: [UInt8]) -> Int {
        var end = start
        while end < bytes.count, end - start <= longest {
            let (value, length) = Han.scalar(bytes, end)
            guard Han.isHan(value) else { break }
            end += length
        }
        return end
    }

    // MARK: Apart from the number

    /// The one piece of a message that is a full name, where it holds no second number: 6栋903 卓琳 昨天报名的 137….
    private static func only(besides number: Range<Int>, _ bytes: [UInt8]) -> Found? {
        guard bytes.count <= longestMessage else { return nil }
        var found: Range<Int>?
        var digits = 0
        var at = 0
        while at < bytes.count {
            if number.contains(at) {
                at = number.upperBound
                digits = 0
                continue
            }
            digits = 0x30...0x39 ~= bytes[at] ? digits + 1 : 0
            if digits >= 7 { return nil }
            guard Han.isHan(Han.scalar(bytes, at).value) else {
                at += max(1, Han.scalar(bytes, at).length)
                continue
            }
            let end = endOfHan(at, bytes)
            let isPiece = (at == 0 || isBetween(bytes[at - 1]) || bytes[at - 1] == 0x0A) && (end == bytes.count || isBetween(bytes[end]) || bytes[end] == 0x0A)
            if isPiece, end - at >= 6, isName(at..<end, bytes, apart) {
                if found != nil { return nil }
                found = at..<end
            }
            at = end
        }
        return found.map { ($0, true) }
    }

    // MARK: Names

    private static func isName(_ range: Range<Int>, _ bytes: [UInt8], _ least: Double) -> Bool {
        guard range.count <= 12 else { return false }
        let first = Han.scalar(bytes, range.lowerBound).value
        let second = Han.scalar(bytes, range.lowerBound + 3).value
        let isCompound = range.count >= 9 && NameTables.surname(first, second) > 0
        guard isCompound || NameTables.surname(first) > 0 && range.count <= 9, !NameWords.isRole(bytes, range), !AddressScore.isRemark(range, bytes) else {
            return false
        }
        let verdict = NameScore.of(range, bytes)
        let isShort = range.count == 6 && least >= before
        guard verdict.rule == .nameSurname, verdict.points >= least + (isShort ? 1 : 0) else { return false }
        // 谢, 查 and 莫 are words of talk as well: the given name has to be free of them.
        return verdict.isPlain || !isCompound && isGiven(range.lowerBound + 3..<range.upperBound, bytes)
    }

    private static func isGiven(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            guard CharacterTraits.of(value).isDisjoint(with: [.talk, .place]) else { return false }
            at += length
        }
        return true
    }

    private static func isBetween(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2C || byte == 0x3A || byte == 0x28 || byte == 0x29 || byte == 0x2B }

    private static func isLatin(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
}
