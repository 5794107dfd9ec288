import CIdentityData

/// How Han characters of names are written in Latin letters: Mandarin, Cantonese, and the surnames of the south.
struct Romanisation: Sendable {
    static let shared = Romanisation()

    private var readings: [UInt16: [[UInt8]]] = [:]
    /// For each character from U+4E00 a bit for each letter with which a reading begins.
    private var initials = [UInt32](repeating: 0, count: 0x5200)
    /// Words of the longest name: two characters of surname, three of given name.
    private static let mostWords = 5

    /// Mandarin readings, with the character that stands for each.
    private var syllables: [[UInt8]: UInt16] = [:]
    /// Readings of characters that are surnames.
    private var surnames: Set<[UInt8]> = []

    private init() {
        var text: [UInt8] = []
        for i in 0..<identity_romanisations_size() { text.append(unsafe identity_romanisations_bytes()[i]) }
        for line in text.split(separator: 0x0A) where line.first != 0x23 {
            let words = line.split(separator: 0x20)
            guard words.count > 1, let character = String(decoding: words[0], as: UTF8.self).utf16.first else { continue }
            readings[character] = words.dropFirst().map(Array.init)
            if 0x4E00..<0xA000 ~= character {
                for word in words.dropFirst() { initials[Int(character) - 0x4E00] |= 1 << UInt32(word[word.startIndex] & 31) }
            }
            let first = Array(words[1])
            if syllables[first] == nil { syllables[first] = character }
            if HanTable.shared.surnameShare(character) > 0 { surnames.formUnion(words.dropFirst().map(Array.init)) }
        }
    }

    /// Whether Latin words may be a name of Han characters in any order of its parts.
    ///
    /// - Parameters:
    ///   - name: surname and given name, one or two characters each.
    ///   - words: lower-case words of the Latin name.
    func spells(surname: [UInt16], given: [UInt16], _ words: [[UInt8]]) -> Bool {
        guard words.count > 1, !given.isEmpty else { return false }
        // Steven Chan Tai Man: names in a European language stand beside.
        for low in 0..<words.count - 1 {
            for high in low + 2...max(low + 2, min(words.count, low + Self.mostWords)) {
                if fits(surname[...], words[low][...]), fits(given[...], Array(words[low + 1..<high].joined())[...]) { return true }
                if fits(surname[...], words[high - 1][...]), fits(given[...], Array(words[low..<high - 1].joined())[...]) { return true }
            }
        }
        return false
    }

    /// Whether a word of a Latin name begins with a letter with which a reading of the character does.
    func mayBegin(_ character: UInt16, aWordOf letters: ArraySlice<UInt16>) -> Bool {
        guard 0x4E00..<0xA000 ~= character else { return false }
        let initials = initials[Int(character) - 0x4E00]
        var isStart = true
        for letter in letters {
            if isStart, 0x61...0x7A ~= letter, initials & 1 << UInt32(letter & 31) != 0 { return true }
            isStart = letter == 0x20 || letter == 0x2D
        }
        return false
    }

    /// Whether letters begin and end as characters do, reading after reading.
    private func fits(_ characters: ArraySlice<UInt16>, _ letters: ArraySlice<UInt8>) -> Bool {
        guard let first = characters.first else { return letters.isEmpty }
        return (readings[first] ?? []).contains { letters.starts(with: $0) && fits(characters.dropFirst(), letters.dropFirst($0.count)) }
    }

    /// Whether a word is a way to write a surname's character.
    func spells(surname: [UInt16], _ word: [UInt8]) -> Bool { fits(surname[...], word[...]) }

    /// Whether a Latin word is written as Chinese surnames are.
    func isSurname(_ word: [UInt8]) -> Bool { surnames.contains(word) }

    /// The characters that stand for the Mandarin readings of a Latin name of two words, the surname first; nil where the name is none.
    func mandarin(_ words: [[UInt8]]) -> [UInt16]? {
        guard words.count == 2 || words.count == 3 else { return nil }
        for order in [words, Array(words[1...]) + [words[0]], [words[words.count - 1]] + words.dropLast()] {
            guard let family = syllables[order[0]], surnames.contains(order[0]), let given = cut(Array(order[1...].joined())), given.count <= 2 else {
                continue
            }
            return [family] + given
        }
        return nil
    }

    /// Letters cut into Mandarin readings, the longest first.
    private func cut(_ letters: [UInt8]) -> [UInt16]? {
        if letters.isEmpty { return [] }
        for length in stride(from: min(6, letters.count), to: 0, by: -1) {
            guard let character = syllables[Array(letters[..<length])], let rest = cut(Array(letters[length...])) else { continue }
            return [character] + rest
        }
        return nil
    }
}
