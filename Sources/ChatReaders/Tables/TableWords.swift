import CReaderData
import ChatBytes

/// The words by which tables are understood, out of `table_letters.tsv`, `table_headers.tsv` and `table_values.tsv`.
struct TableWords: Sendable {
    static let shared = TableWords()

    /// A meaning of a whole header name.
    struct Alias: Sendable {
        var meaning: ColumnMeaning
        /// Where the name stands among those of its meaning: the first is the surest.
        var rank: Int
    }

    /// How a header is put together of parts.
    struct Rule: Sendable {
        var meaning: ColumnMeaning
        /// One bit for each part that must be there.
        var parts: UInt64
    }

    /// Letters in place of which another one is read.
    private(set) var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
    /// Whole header names by their key.
    private(set) var aliases: [String: [Alias]] = [:]
    /// Pieces of header names by their first letter, the longest first; each with one bit for each thing that it may say.
    private(set) var parts: [Unicode.Scalar: [Part]] = [:]
    /// The bit of pieces that say nothing.
    private(set) var filler: UInt64 = 0
    /// The bit of pieces that speak of the buyer.
    private(set) var buyer: UInt64 = 0
    private(set) var rules: [Rule] = []
    /// Words of a class as the data writes them.
    private var lists: [String: [String]] = [:]
    /// Words of cells by their class.
    private var cells: [String: [String: String]] = [:]
    /// The same by their first letter, for finding them in a text: with one blank between words.
    private var phrases: [String: [Unicode.Scalar: [Phrase]]] = [:]
    /// The characters that addresses in Chinese are told by.
    private(set) var hanCues: Set<Unicode.Scalar> = []
    private(set) var surnames: Set<Unicode.Scalar> = []
    /// Headers of tables that are not read, by what they are of.
    private(set) var foreign: [String: Set<String>] = [:]
    private var bits: [String: UInt64] = [:]

    /// A piece of header names.
    struct Part: Sendable {
        var letters: [Unicode.Scalar]
        var says: UInt64
    }

    private struct Phrase: Sendable {
        var letters: [Unicode.Scalar]
        var meaning: String
    }

    private init() {
        var known: [String: UInt64] = [:]
        var lines: [[UInt8]] = []
        unsafe lines = UnsafeBufferPointer(start: table_words_start(), count: table_words_size).split(separator: 0x0A).map { unsafe Array($0) }
        func bit(_ name: String) -> UInt64 {
            if let known = bits[name] { return known }
            let new: UInt64 = 1 << UInt64(bits.count)
            bits[name] = new
            return new
        }
        for line in lines where line.first != 0x23 {
            let fields = line.split(separator: 0x09, maxSplits: 2).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 3 else { continue }
            let (name, list) = (fields[1], fields[2])
            switch fields[0] {
            case "accent", "simplified": addLetters(name, list)
            case "alias": addAliases(name, list)
            case "part":
                for word in list.split(separator: "|") {
                    known[fold(word, keepingBlanks: true), default: 0] |= bit(name)
                }
            case "rule":
                guard let meaning = ColumnMeaning.byName[name] else { continue }
                for rule in list.split(separator: "|") {
                    rules.append(Rule(meaning: meaning, parts: rule.split(separator: "+").reduce(0) { $0 | bit(String($1)) }))
                }
            case "surname": surnames = Set(list.unicodeScalars)
            case "foreign": for word in list.split(separator: "|") { foreign[fold(word), default: []].insert(name) }
            default: addCells(fields[0], name, list)
            }
        }
        filler = bits["own"] ?? 0
        buyer = bits["buyer"] ?? 0
        for (word, says) in known {
            let letters = Array(word.unicodeScalars)
            if let first = letters.first { parts[first, default: []].append(Part(letters: letters, says: says)) }
        }
        for first in parts.keys { parts[first]?.sort { $0.letters.count > $1.letters.count } }
    }

    /// What whole header names that begin with these letters mean: of `prov.` what `provincia` and `provinsi` do.
    ///
    /// - Parameter longest: the letters of the longest name that may be meant.
    func meanings(ofPrefix prefix: String, longest: Int) -> Set<ColumnMeaning> {
        var found: Set<ColumnMeaning> = []
        for (name, list) in aliases where name.utf8.count <= longest && name.hasPrefix(prefix) { found.formUnion(list.map(\.meaning)) }
        return found
    }

    private mutating func addLetters(_ letter: String, _ list: String) {
        if let target = letter.unicodeScalars.first, target != "-" {
            for scalar in list.unicodeScalars { letters[scalar] = target }
            return
        }
        let scalars = Array(list.unicodeScalars)
        for i in stride(from: 0, to: scalars.count - 1, by: 2) where scalars[i] != scalars[i + 1] && letters[scalars[i]] == nil {
            letters[scalars[i]] = scalars[i + 1]
        }
    }

    private mutating func addAliases(_ name: String, _ list: String) {
        guard let meaning = ColumnMeaning.byName[name] else { return }
        for (rank, word) in list.split(separator: "|").enumerated() {
            let key = fold(word)
            guard !key.isEmpty else { continue }
            if aliases[key]?.contains(where: { $0.meaning == meaning }) != true { aliases[key, default: []].append(Alias(meaning: meaning, rank: rank)) }
        }
    }

    private mutating func addCells(_ kind: String, _ meaning: String, _ list: String) {
        lists[kind, default: []] += list.split(separator: "|").map(String.init)
        for word in list.split(separator: "|") {
            // Signs are words too: they keep what folding takes.
            let key = fold(word)
            let place = key.isEmpty ? String(word) : key
            if cells[kind]?[place] == nil { cells[kind, default: [:]][place] = meaning }
            let letters = Array(fold(word, keepingBlanks: true).unicodeScalars)
            if let first = letters.first { phrases[kind, default: [:]][first, default: []].append(Phrase(letters: letters, meaning: meaning)) }
            if kind == "cue", meaning == "han", letters.count == 1 { hanCues.formUnion(letters) }
        }
    }

    // MARK: Comparing

    /// A text as words are compared: lower case, half width, simplified, without accents, blanks and marks.
    ///
    /// - Parameter keepingBlanks: whether one blank stays where blanks, marks or a capital after a small letter part words.
    func fold(_ text: some StringProtocol, keepingBlanks: Bool = false) -> String {
        var folded = String.UnicodeScalarView()
        var isPending = false
        var wasSmall = false
        for raw in text.unicodeScalars {
            var scalar = raw
            if 0xFF01...0xFF5E ~= scalar.value { scalar = Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar }
            if 0x300...0x36F ~= scalar.value { continue }
            let isCapital = 65...90 ~= scalar.value
            if isCapital, wasSmall { isPending = true }
            wasSmall = 97...122 ~= scalar.value
            if isCapital { scalar = Unicode.Scalar(scalar.value + 32) ?? scalar }
            scalar = letters[scalar] ?? scalar
            guard Self.isLetter(scalar) else {
                isPending = true
                continue
            }
            if isPending, keepingBlanks, !folded.isEmpty { folded.append(" ") }
            isPending = false
            if scalar.value > 127, scalar.properties.changesWhenLowercased {
                for low in String(scalar).lowercased().unicodeScalars where !(0x300...0x36F ~= low.value) { folded.append(letters[low] ?? low) }
            } else {
                folded.append(scalar)
            }
        }
        return String(folded)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 128 { return 48...57 ~= scalar.value || 97...122 ~= scalar.value || scalar == "#" }
        if 0x2000...0x2BFF ~= scalar.value || 0x3000...0x303F ~= scalar.value || 0xFF00...0xFFEF ~= scalar.value || scalar.value == 0xFE0F { return false }
        return !scalar.properties.isWhitespace && scalar.value != 0xFEFF && ![0xA0, 0xA1, 0xAB, 0xB7, 0xBB, 0xBF].contains(scalar.value)
    }

    // MARK: Words of cells

    /// What a whole cell says as a word of a class.
    func meaning(_ kind: String, of cell: some StringProtocol) -> String? {
        guard let words = cells[kind] else { return nil }
        let key = fold(cell)
        return words[key.isEmpty ? String(cell) : key]
    }

    /// Whether a word of a class stands anywhere in a text, parts of longer words too.
    func isWithin(_ kind: String, _ text: String) -> Bool { lists[kind]?.contains { text.contains($0) } ?? false }

    /// Whether a text begins with a word of a class.
    func begins(_ kind: String, _ text: String) -> Bool { lists[kind]?.contains { text.hasPrefix($0) } ?? false }

    /// Whether a cell begins or ends with a word of a class, or for scripts with letters: begins with the whole word.
    func isBorder(_ kind: String, of cell: some StringProtocol) -> Bool {
        guard let words = phrases[kind] else { return false }
        let text = Array(fold(cell, keepingBlanks: true).unicodeScalars)
        return words.values.joined().contains { phrase in
            let word = phrase.letters
            guard word.count < text.count else { return word == text }
            guard word[0].value >= 0x2E80 else { return text.starts(with: word) && text[word.count] == " " }
            return text.starts(with: word) || text.suffix(word.count).elementsEqual(word)
        }
    }

    /// Whether a folded text ends with a word of a class.
    func isEnd(_ kind: String, of folded: String) -> Bool {
        guard let words = phrases[kind] else { return false }
        let text = Array(folded.unicodeScalars)
        for start in text.indices.dropFirst() { for phrase in words[text[start]] ?? [] where text[start...].elementsEqual(phrase.letters) { return true } }
        return false
    }

    /// Whether a folded text begins with a word of a class and goes on.
    func isBeginning(_ kind: String, of folded: String) -> Bool {
        let text = Array(folded.unicodeScalars)
        guard let first = text.first, let words = phrases[kind]?[first] else { return false }
        return words.contains { $0.letters.count < text.count && text.starts(with: $0.letters) }
    }

    /// The words of a class that stand in a folded text and in no longer one of them.
    func found(_ kind: String, in folded: String) -> Set<String> {
        guard let words = phrases[kind] else { return [] }
        let text = Array(folded.unicodeScalars)
        var hits: [(range: Range<Int>, meaning: String)] = []
        for (at, scalar) in text.enumerated() {
            for phrase in words[scalar] ?? [] where at + phrase.letters.count <= text.count {
                let range = at..<at + phrase.letters.count
                if text[range].elementsEqual(phrase.letters), Self.isWhole(at, range.count, text) { hits.append((range, phrase.meaning)) }
            }
        }
        let alone = hits.filter { hit in
            !hits.contains { $0.range != hit.range && $0.range.lowerBound <= hit.range.lowerBound && $0.range.upperBound >= hit.range.upperBound }
        }
        return Set(alone.map(\.meaning))
    }

    /// Latin words stand alone.
    private static func isWhole(_ at: Int, _ count: Int, _ text: [Unicode.Scalar]) -> Bool {
        func isLatin(_ i: Int) -> Bool { text.indices.contains(i) && 97...122 ~= text[i].value }
        return !(isLatin(at) && isLatin(at - 1)) && !(isLatin(at + count - 1) && isLatin(at + count))
    }
}
