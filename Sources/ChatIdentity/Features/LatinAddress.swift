/// What tells one door from another in an address of Latin letters: flat, house number, street, the house's name, postcode.
///
/// Orders of parts differ from land to land and from hand to hand (41 Dyer Lane, Dyer Lane 41; Flat 6 or 6/41), so that only what a number or a word names is used.
struct LatinAddress {
    private(set) var road: [UInt16] = []
    private(set) var roadNumber = 0
    private(set) var flat = 0
    /// The number of a block, or 10,000 and its letter.
    private(set) var block = 0
    private(set) var place: [UInt16] = []
    private(set) var postcode: [UInt16] = []

    private struct Word {
        var units: [UInt16]
        var segment: Int
        var isNumber: Bool { units.first.map { 0x30...0x39 ~= $0 } ?? false }
        var value: Int { units.prefix { 0x30...0x39 ~= $0 }.reduce(0) { min($0 * 10 + Int($1 - 0x30), 99_999) } }
        var isLetters: Bool { units.allSatisfy { !(0x30...0x39 ~= $0) } }
    }

    private static func words(_ name: String) -> Set<[UInt16]> { Set(NameWordList.words(name)) }
    private static let flats = words("latin.flat")
    private static let blocks = words("latin.block")
    /// Stand before the name of a street.
    private static let streetHeads = words("latin.street-head")
    /// Stand behind it.
    private static let streetEnds = words("latin.street-end")
    /// Those so long that a word which ends with one is a street's name written onto it: Millcircuit.
    private static let longStreetEnds = NameWordList.words("latin.street-end").filter { $0.count >= 5 }

    /// Reads an address; nil where it is not written in Latin letters alone.
    init?(_ bytes: some Collection<UInt8>) {
        guard let words = Self.split(bytes), words.contains(where: { $0.isLetters && $0.units.count >= 3 }) else { return nil }
        var rest = takePostcode(words)
        takeBlock(&rest)
        takeFlat(&rest)
        takeStreet(&rest)
        takePlace(rest)
        if road.isEmpty, flat == 0, postcode.isEmpty { return nil }
    }

    private static func split(_ bytes: some Collection<UInt8>) -> [Word]? {
        var words: [Word] = []
        var segment = 0
        var current: [UInt16] = []
        func isDigit(_ unit: UInt16?) -> Bool { unit.map { 0x30...0x39 ~= $0 } ?? false }
        func end() {
            if !current.isEmpty { words.append(Word(units: current, segment: segment)) }
            current = []
        }
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            guard scalar.value < 0x250 || scalar.value == 0x2019 else { return nil }
            switch scalar {
            case ",", "\n", ";":
                end()
                segment += 1
            case "'", "\u{2019}": continue
            case _ where scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal:
                for unit in scalar.properties.lowercaseMapping.utf16 { current.append(unit) }
            default: end()
            }
        }
        end()
        return words
    }

    /// LS9 8QX, SW1A 1AA; else the last number of four to six digits that is not the first.
    private mutating func takePostcode(_ words: [Word]) -> [Word] {
        for at in words.indices.dropFirst() where words[at].units.count == 3 && words[at].isNumber && words[at].units[1] >= 0x61 && words[at].units[2] >= 0x61 {
            let outer = words[at - 1].units
            guard 2...4 ~= outer.count, outer[0] >= 0x61, outer.contains(where: { 0x30...0x39 ~= $0 }) else { continue }
            postcode = outer + words[at].units
            return Array(words[..<(at - 1)] + words[(at + 1)...])
        }
        let last = words.indices.dropFirst().last { words[$0].isNumber && words[$0].units.allSatisfy { 0x30...0x39 ~= $0 } && 4...6 ~= words[$0].units.count }
        guard let last else { return words }
        postcode = words[last].units
        return Array(words[..<last] + words[(last + 1)...])
    }

    /// Block C, bloco A, Tower 2: the same flat stands in each.
    private mutating func takeBlock(_ words: inout [Word]) {
        let at = words.indices.dropLast().first { at in
            Self.blocks.contains(words[at].units) && (words[at + 1].isNumber || words[at + 1].units.count == 1) && words[at + 1].segment == words[at].segment
        }
        guard let at else { return }
        block = words[at + 1].isNumber ? words[at + 1].value : 10_000 + Int(words[at + 1].units[0])
        words.removeSubrange(at...at + 1)
    }

    private mutating func takeFlat(_ words: inout [Word]) {
        guard let at = words.indices.dropLast().first(where: { Self.flats.contains(words[$0].units) && words[$0 + 1].isNumber }) else { return }
        flat = words[at + 1].value
        // What follows in the same part is the house's name.
        let name = words[(at + 2)...].prefix { $0.segment == words[at].segment && $0.isLetters }
        if name.count >= 2 || words[(at + 2)...].first.map({ $0.segment != words[at].segment || $0.isNumber }) != false {
            place = name.prefix(2).flatMap(\.units)
            words.removeSubrange(at..<min(words.count, at + 2 + name.count))
        } else {
            words.removeSubrange(at..<at + 2)
        }
    }

    private mutating func takeStreet(_ words: inout [Word]) {
        Self.partStreetEnds(&words)
        // A word for streets tells where the name and the number stand.
        let ends = words.indices.filter { $0 > 0 && Self.streetEnds.contains(words[$0].units) && words[$0 - 1].isLetters }
        // Houses are called so as well (Corn Mill Court): the one with a number beside it is the street.
        let end = ends.first { hasNumber(words, $0) } ?? ends.first
        if let end {
            var start = end - 1
            while start > 0, words[start - 1].isLetters, words[start - 1].segment == words[end].segment, end - start < 3 { start -= 1 }
            road = Self.skeleton(words[start].units)
            if start > 0, words[start - 1].isNumber {
                roadNumber = words[start - 1].value
            } else if end + 1 < words.count, words[end + 1].isNumber {
                roadNumber = words[end + 1].value
            }
            let from = start > 0 && words[start - 1].isNumber ? start - 1 : start
            words.removeSubrange(from...min(words.count - 1, roadNumber != 0 && from == start && end + 1 < words.count ? end + 1 : end))
        } else if let head = words.indices.dropLast().first(where: { Self.streetHeads.contains(words[$0].units) }), words[head + 1].isLetters {
            road = Self.skeleton(words[head + 1].units)
            if let number = words[..<head].last(where: \.isNumber) ?? words[(head + 2)...].first(where: { $0.segment == words[head].segment && $0.isNumber })
                ?? words[(head + 2)...].first(where: { $0.segment != words[head].segment }).flatMap({ $0.isNumber ? $0 : nil })
            {
                roadNumber = number.value
            }
            words.removeSubrange(head...head + 1)
        } else if let number = words.indices.dropLast().first(where: { words[$0].isNumber && words[$0 + 1].isLetters }) {
            road = Self.skeleton(words[number + 1].units)
            roadNumber = words[number].value
            words.removeSubrange(number...number + 1)
        }
    }

    /// Parts the word for a street from the name that it is written onto.
    private static func partStreetEnds(_ words: inout [Word]) {
        for at in words.indices.reversed() where words[at].isLetters {
            let (units, segment) = (words[at].units, words[at].segment)
            guard let end = longStreetEnds.first(where: { units.count >= $0.count + 3 && units.suffix($0.count).elementsEqual($0) }) else { continue }
            words[at].units = units.dropLast(end.count)
            words.insert(Word(units: end, segment: segment), at: at + 1)
        }
    }

    /// Whether a number stands before the words that end at a place, or behind them.
    private func hasNumber(_ words: [Word], _ end: Int) -> Bool {
        let segment = words[end].segment
        if end + 1 < words.count, words[end + 1].isNumber, words[end + 1].segment == segment { return true }
        return words[max(0, end - 3)..<end].contains { $0.isNumber && $0.segment == segment }
    }

    /// The name of a house or a quarter: a part of letters alone that is neither the first of all nor the last.
    private mutating func takePlace(_ words: [Word]) {
        guard place.isEmpty, let last = words.last?.segment else { return }
        let segments = Dictionary(grouping: words, by: \.segment).sorted { $0.key < $1.key }.filter { $0.value.allSatisfy(\.isLetters) && $0.key < last }
        if let name = segments.first?.value { place = name.prefix(2).flatMap(\.units) }
    }

    /// The first letter and the consonants behind it: vowels and doubled letters are what slips of the pen change.
    private static func skeleton(_ word: [UInt16]) -> [UInt16] {
        var kept: [UInt16] = []
        for (at, unit) in word.enumerated() where kept.last != unit && (at == 0 || !vowels.contains(unit)) { kept.append(unit) }
        return kept.count >= 2 ? kept : word
    }

    private static let vowels = Set("aeiouyhäöüéèáíóú".utf16)
}
