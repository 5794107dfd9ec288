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
    /// Pieces of header names: one bit for each thing that a piece may say.
    private(set) var parts: [String: UInt64] = [:]
    /// The bit of pieces that say nothing.
    private(set) var filler: UInt64 = 0
    private(set) var rules: [Rule] = []
    /// Words of cells by their class.
    private var cells: [String: [String: String]] = [:]
    private(set) var surnames: Set<Unicode.Scalar> = []
    /// Headers of tables that are not read, by what they are of.
    private(set) var foreign: [String: Set<String>] = [:]
    /// The longest words, so that a search knows where to stop.
    private(set) var longestPart = 1

    private init() {
        var bits: [String: UInt64] = [:]
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
                    let key = fold(word, keepingBlanks: true)
                    parts[key, default: 0] |= bit(name)
                    longestPart = max(longestPart, key.unicodeScalars.count)
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
        for word in list.split(separator: "|") {
            // Signs are words too: they keep what folding takes.
            let key = fold(word)
            let place = key.isEmpty ? String(word) : key
            if cells[kind]?[place] == nil { cells[kind, default: [:]][place] = meaning }
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
        return !scalar.properties.isWhitespace && scalar.value != 0xFEFF && scalar.value != 0xB7 && scalar.value != 0xA0
    }

    // MARK: Words of cells

    /// What a whole cell says as a word of a class.
    func meaning(_ kind: String, of cell: some StringProtocol) -> String? {
        guard let words = cells[kind] else { return nil }
        let key = fold(cell)
        return words[key.isEmpty ? String(cell) : key]
    }

    /// The words of a class that stand in a folded text and in no longer one of them.
    func found(_ kind: String, in folded: String) -> Set<String> {
        guard let words = cells[kind] else { return [] }
        let scalars = Array(folded.unicodeScalars)
        var hits: [(range: Range<Int>, meaning: String)] = []
        for (word, meaning) in words {
            let needle = Array(word.unicodeScalars)
            var from = 0
            while let at = Self.find(needle, scalars, from) {
                hits.append((at..<at + needle.count, meaning))
                from = at + 1
            }
        }
        let alone = hits.filter { hit in
            !hits.contains { $0.range != hit.range && $0.range.lowerBound <= hit.range.lowerBound && $0.range.upperBound >= hit.range.upperBound }
        }
        return Set(alone.map(\.meaning))
    }

    private static func find(_ needle: [Unicode.Scalar], _ text: [Unicode.Scalar], _ start: Int) -> Int? {
        guard let first = needle.first, needle.count <= text.count else { return nil }
        var at = start
        while at + needle.count <= text.count {
            if text[at] == first, text[at..<at + needle.count].elementsEqual(needle), isWhole(at, needle.count, text) { return at }
            at += 1
        }
        return nil
    }

    /// Latin words stand alone.
    private static func isWhole(_ at: Int, _ count: Int, _ text: [Unicode.Scalar]) -> Bool {
        func isLatin(_ i: Int) -> Bool { text.indices.contains(i) && 97...122 ~= text[i].value }
        return !(isLatin(at) && isLatin(at - 1)) && !(isLatin(at + count - 1) && isLatin(at + count))
    }
}
