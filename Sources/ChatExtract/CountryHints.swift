internal import Gazetteer
internal import JSONText

/// What in an address tells its country without naming it: cities, states, words of streets, the shape of its postcode.
enum CountryHints {
    private struct Phrase: Sendable {
        var bytes: [UInt8]
        var land: Int
    }

    /// Countries, and their phrases by the first byte; a phrase has spaces in it.
    private static let table: (lands: [String], phrases: [[Phrase]]) = {
        var lands: [String] = []
        var phrases = [[Phrase]](repeating: [], count: 256)
        var folded = NormalizedText()
        for line in AddressWordList.shared.lines where line.name.starts(with: "hint.".utf8) {
            let code = String(decoding: line.name.dropFirst(5), as: UTF8.self)
            let land = lands.firstIndex(of: code) ?? lands.endIndex
            if land == lands.endIndex { lands.append(code) }
            for word in line.words {
                // 東京 stands in a message's view as 东京.
                folded.load(AddressWordList.spaced(word).span)
                guard let first = folded.bytes.first else { continue }
                phrases[Int(first)].append(Phrase(bytes: folded.bytes, land: land))
            }
        }
        return (lands, phrases)
    }()

    /// The country that most speaks for, or nil where nothing much does.
    static func likeliest(_ bytes: [UInt8]) -> String? { points(bytes).filter { $0.points >= 3 }.first?.country }

    /// Countries with what speaks for each, the most first: the shape of a postcode, towns, words of streets.
    static func points(_ bytes: [UInt8]) -> [(country: String, points: Int)] {
        let shape = PostcodeShape.country(of: bytes)
        var points = [Int](repeating: 0, count: table.lands.count)
        var seen: Set<[UInt8]> = []
        each(bytes, 0..<bytes.count) { phrase in
            guard seen.insert(phrase.bytes + [UInt8(truncatingIfNeeded: phrase.land)]).inserted else { return }
            points[phrase.land] += phrase.bytes[0] >= 0x80 ? 3 : 2
        }
        if let shape {
            if let land = table.lands.firstIndex(of: shape) { points[land] += 3 } else { return [(shape, 3)] }
        }
        return points.indices.filter { points[$0] > 0 }.sorted { (points[$1], $0) < (points[$0], $1) }.map { (table.lands[$0], points[$0]) }
    }

    /// How many hints are among the words of a range: a town or a state is nobody's name.
    static func count(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        var n = 0
        each(bytes, range) { _ in n += 1 }
        return n
    }

    /// Calls for each phrase that stands in a range as whole words, in either case.
    private static func each(_ bytes: [UInt8], _ range: Range<Int>, _ body: (Phrase) -> Void) {
        let text = LetterCase.lowered(range, bytes)
        for at in text.indices where text[at] & 0xC0 != 0x80 {
            for phrase in table.phrases[Int(text[at])] where at + phrase.bytes.count <= text.count {
                var i = 1
                while i < phrase.bytes.count, text[at + i] == phrase.bytes[i] { i += 1 }
                guard i == phrase.bytes.count else { continue }
                // Han characters and kana stand in no words.
                let isHan = phrase.bytes[0] >= 0xE3
                let opens = isHan || at == 0 || !isLetter(text[at - 1])
                let closes = isHan || at + i == text.count || !isLetter(text[at + i])
                if opens, closes { body(phrase) }
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 || byte >= 0x80 }
}

/// Shapes of postcodes that only one country has.
enum PostcodeShape {
    /// Letters A, digits 9, a space, S for nothing or a space; what must stand before it is looked at apart.
    private static let shapes: [(country: String, shape: [UInt8])] = [
        ("CA", "A9AS9A9"), ("GB", "AA99S9AA"), ("GB", "AA9S9AA"), ("GB", "A99S9AA"), ("GB", "A9S9AA"), ("GB", "A9AS9AA"), ("GB", "AA9AS9AA"), ("NL", "9999SAA"),
        ("BR", "99999-999"), ("SG", "S999999"),
    ].map { ($0.0, Array($0.1.utf8)) }

    /// States before a postcode: `CA 92618`, `NSW 2000`.
    private static let states: [(country: String, names: WordSet, digits: Int)] = [
        ("US", WordSet(AddressWordList.shared.words(of: "state.US")), 5), ("AU", WordSet(AddressWordList.shared.words(of: "state.AU")), 4),
    ]

    /// 〒, which stands before postcodes of Japan.
    static let mark: [UInt8] = [0xE3, 0x80, 0x92]

    private static let units = WordSet(AddressWordList.shared.words(of: "abroad.unit"))
    private static let lastWords = WordSet(AddressWordList.shared.words(of: "abroad.street_last"))

    /// Whether a number is that of a house, a flat or a gate, by the words around it: Unit 2401, no 1342, 1342 Oak Street.
    static func isUnit(_ number: Range<Int>, _ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        if number.lowerBound > 0, bytes[number.lowerBound - 1] == 0x23 { return true }
        let words = SegmentWords.words(range, bytes)
        guard let i = words.firstIndex(where: { $0.lowerBound <= number.lowerBound && $0.upperBound >= number.upperBound }) else { return false }
        if i > 0, units.contains(bytes, words[i - 1]) { return true }
        return i == 0 && words.count > 1 && lastWords.contains(bytes, words[words.count - 1])
    }

    /// A routing key and four characters more: `A67 X2R8`, the postcodes of Ireland.
    static func eircode(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
        var at = range.lowerBound
        while at + 7 <= range.upperBound {
            defer { at += 1 }
            guard 0x41...0x5A ~= bytes[at] & 0xDF, at == range.lowerBound || !isWord(bytes[at - 1]), bytes[at + 1] &- 0x30 < 10,
                bytes[at + 2] &- 0x30 < 10 || bytes[at + 2] & 0xDF == 0x57
            else { continue }
            let rest = bytes[at + 3] == 0x20 ? at + 4 : at + 3
            let end = rest + 4
            guard end <= range.upperBound, end == range.upperBound || !isWord(bytes[end]), bytes[rest..<end].allSatisfy(isWord),
                bytes[rest..<end].contains(where: { $0 &- 0x30 < 10 }), 0x61...0x7A ~= bytes[rest] | 0x20
            else { continue }
            return at..<end
        }
        return nil
    }

    /// How many digits the postcodes of a country have.
    static func lengths(of country: String) -> Set<Int> {
        digits[country].map { [$0] } ?? [4, 5, 6]
    }

    private static let digits: [String: Int] = {
        var digits: [String: Int] = [:]
        for word in AddressWordList.shared.words(of: "postcode.digits") {
            guard let mark = word.firstIndex(of: 0x3A) else { continue }
            digits[String(decoding: word[..<mark], as: UTF8.self)] = Int(String(decoding: word[(mark + 1)...], as: UTF8.self))
        }
        return digits
    }()

    /// The country of the first postcode that has a shape of its own.
    static func country(of bytes: [UInt8]) -> String? { find(bytes, 0..<bytes.count).last?.country }

    /// The last such postcode of a range, without the state before it.
    static func last(in range: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? { find(bytes, range).last?.range }

    private static func find(_ bytes: [UInt8], _ range: Range<Int>) -> [(country: String, range: Range<Int>)] {
        var found: [(country: String, range: Range<Int>)] = []
        var at = range.lowerBound
        while at < range.upperBound {
            guard isWord(bytes[at]), at == range.lowerBound || !isWord(bytes[at - 1]) else {
                at += 1
                continue
            }
            if let match = stateCode(bytes, at, range.upperBound) ?? shaped(bytes, at, range.upperBound) {
                found.append(match)
                at = match.range.upperBound
            } else {
                at += 1
            }
        }
        return found
    }

    private static func shaped(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> (country: String, range: Range<Int>)? {
        for (country, shape) in shapes {
            var i = at
            var fits = true
            for mark in shape {
                if mark == 0x53, i > at {
                    if i < limit, bytes[i] == 0x20 { i += 1 }
                    continue
                }
                guard i < limit else {
                    fits = false
                    break
                }
                switch mark {
                case 0x41: fits = 0x41...0x5A ~= bytes[i]
                case 0x39: fits = bytes[i] &- 0x30 < 10
                default: fits = bytes[i] == mark
                }
                if !fits { break }
                i += 1
            }
            if fits, i == limit || !isWord(bytes[i]) { return (country, (country == "SG" ? at + 1 : at)..<i) }
        }
        return nil
    }

    private static func stateCode(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> (country: String, range: Range<Int>)? {
        var end = at
        while end < limit, 0x41...0x5A ~= bytes[end] { end += 1 }
        guard 2...3 ~= end - at else { return nil }
        var start = end
        while start < limit, bytes[start] == 0x20 || bytes[start] == 0x2C { start += 1 }
        var stop = start
        while stop < limit, bytes[stop] &- 0x30 < 10 { stop += 1 }
        guard start > end else { return nil }
        for state in states where stop - start == state.digits && state.names.contains(bytes, at..<end) {
            if state.digits == 5, stop + 5 <= limit, bytes[stop] == 0x2D, bytes[(stop + 1)..<(stop + 5)].allSatisfy({ $0 &- 0x30 < 10 }) { stop += 5 }
            return (state.country, start..<stop)
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || 0x61...0x7A ~= byte | 0x20 }
}
