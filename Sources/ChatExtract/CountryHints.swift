internal import Gazetteer

/// What in an address tells its country without naming it: cities, states, words of streets, the shape of its postcode.
enum CountryHints {
    /// Words by country; a phrase has spaces in it.
    private static let words: [(country: String, phrases: [[UInt8]])] = AddressWordList.shared.lines.compactMap { line in
        guard line.name.starts(with: "hint.".utf8) else { return nil }
        return (String(decoding: line.name.dropFirst(5), as: UTF8.self), line.words.map(AddressWordList.spaced))
    }

    /// The country that most speaks for, or nil where nothing much does.
    static func likeliest(_ bytes: [UInt8]) -> String? {
        var best: (country: String, points: Int)?
        let shape = PostcodeShape.country(of: bytes)
        for (country, phrases) in words {
            var points = shape == country ? 3 : 0
            for phrase in phrases where contains(phrase, bytes, 0..<bytes.count) { points += phrase[0] >= 0x80 ? 3 : 2 }
            if points >= 3, best.map({ points > $0.points }) ?? true { best = (country, points) }
        }
        if let shape, best == nil { return shape }
        return best?.country
    }

    /// How many hints are among the words of a range: a town or a state is nobody's name.
    static func count(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        var n = 0
        for (_, phrases) in words {
            for phrase in phrases where contains(phrase, bytes, range) { n += 1 }
        }
        return n
    }

    /// Whether a phrase stands in a range as whole words, in either case.
    private static func contains(_ phrase: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard phrase.count <= range.count else { return false }
        var at = range.lowerBound
        while at + phrase.count <= range.upperBound {
            var i = 0
            while i < phrase.count, lower(bytes[at + i]) == phrase[i] { i += 1 }
            if i == phrase.count {
                let isHan = phrase[0] >= 0x80
                let opens = isHan || at == range.lowerBound || !isLetter(bytes[at - 1])
                let closes = isHan || at + i == range.upperBound || !isLetter(bytes[at + i])
                if opens, closes { return true }
            }
            at += 1
        }
        return false
    }

    private static func lower(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
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
