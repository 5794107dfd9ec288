/// A cell of a header row, and what it may say of its column.
struct HeaderText: Sendable {
    /// A thing that the column may hold.
    struct Candidate: Sendable {
        var meaning: ColumnMeaning
        /// 0...1.
        var score: Double
        /// Where the name stands among those of its meaning.
        var rank: Int
    }

    /// As it is shown to the user: one line, not too long.
    let shown: String
    /// The whole cell on one line.
    let full: String
    /// What it may say, the surest first; empty for words that are not known.
    let candidates: [Candidate]
    /// What stands in its brackets.
    let inner: [String]
    /// The currency that it names: `金额(RM)`.
    let currency: String?

    /// - Parameter group: the cell above it that stands over several columns: 收件人信息 over 姓名, 电话.
    init(_ cell: String, group: String? = nil) {
        let words = TableWords.shared
        let (base, inner) = Self.withoutBrackets(Self.withoutNumber(cell))
        self.inner = inner
        shown = Self.short(base.isEmpty ? cell : base)
        full = HeadedTable.clean(Self.withoutNumber(cell).split(whereSeparator: \.isNewline).joined(separator: " "))
        var found: [Candidate] = []
        if let group, !group.isEmpty {
            let (over, _) = Self.withoutBrackets(group)
            found = Self.composed(over + " " + base, words).map { Candidate(meaning: $0.meaning, score: $0.score + 0.05, rank: $0.rank) }
        }
        for (text, worth) in [(Self.withoutNumber(cell), 1.0), (base, 0.97)] where text.unicodeScalars.count <= 40 {
            for (place, alias) in (words.aliases[words.fold(text)] ?? []).enumerated() where !found.contains(where: { $0.meaning == alias.meaning }) {
                found.append(Candidate(meaning: alias.meaning, score: worth - 0.04 * Double(min(place, 5)), rank: alias.rank))
            }
        }
        // A name that is known as a whole says more than its parts.
        let worth = found.isEmpty ? 1 : 0.6
        for more in Self.composed(cell, words) + Self.composed(base, words) where !found.contains(where: { $0.meaning == more.meaning }) {
            found.append(Candidate(meaning: more.meaning, score: more.score * worth, rank: more.rank))
        }
        // A sign of money alone heads what is paid.
        let alone = base.filter { !$0.isWhitespace }
        let isSign = found.isEmpty && (["¥", "￥", "$"].contains(alone) || words.meaning("currency", of: alone.lowercased()) != nil)
        if isSign { found = [Candidate(meaning: .amount, score: 0.9, rank: 400), Candidate(meaning: .unitPrice, score: 0.7, rank: 400)] }
        hasKnownPart = Self.pieces(of: words.fold(base, keepingBlanks: true), words).contains { $0.parts & ~words.filler != 0 }
        candidates = found.sorted { ($0.score, $1.rank) > ($1.score, $0.rank) }
        currency = inner.lazy.compactMap { words.meaning("currency", of: $0) }.first ?? Self.trailingCurrency(base, words)
    }

    /// Whether any piece of it is known, so that what it does not say is not to be guessed.
    let hasKnownPart: Bool

    /// Whether the cell is known as a header.
    var isKnown: Bool { (candidates.first?.score ?? 0) >= 0.5 }

    /// A cell without `1、`, `Q2.`, `(3)` in front of it.
    static func withoutNumber(_ cell: String) -> String {
        var rest = cell[...]
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace || first == "*" || first == "＊" || first == "★" { rest = rest.dropFirst() }
        var digits = rest
        if let first = digits.first, "(（QqＱ第".contains(first) { digits = digits.dropFirst() }
        let count = digits.prefix { $0.isASCII && $0.isNumber }.count
        guard 1...2 ~= count else { return String(rest) }
        let behind = digits.dropFirst(count)
        guard let mark = behind.first, "、.．:：)）题 ".contains(mark), behind.count > 1 else { return String(rest) }
        return String(behind.drop { "、.．:：)）题 \t".contains($0) })
    }

    /// A cell without its brackets, and what stood in them.
    static func withoutBrackets(_ cell: String) -> (base: String, inner: [String]) {
        var base = ""
        var inner: [String] = []
        var text = ""
        var depth = 0
        for character in cell {
            let opens = "(（[【「".contains(character)
            let closes = ")）]】」".contains(character) && depth > 0
            if closes { depth -= 1 }
            if depth > 0 { text.append(character) } else if !opens && !closes { base.append(character) }
            if opens { depth += 1 }
            if closes, depth == 0 {
                inner.append(text)
                text = ""
            }
        }
        if depth > 0 { inner.append(text) }
        return (base, inner)
    }

    /// A header for the user: the first line, at most 24 characters.
    private static func short(_ text: String) -> String {
        let line = HeadedTable.clean(String(text.split(whereSeparator: \.isNewline).first ?? ""))
        return line.count > 24 ? String(line.prefix(24)) + "…" : line
    }

    private static func trailingCurrency(_ base: String, _ words: TableWords) -> String? {
        let last = words.fold(base, keepingBlanks: true).split(separator: " ").last.map(String.init) ?? ""
        return last.utf8.count <= 3 && last.utf8.count >= 2 ? words.meaning("currency", of: last) : nil
    }

    // MARK: Names put together of parts

    /// One piece of a header: what it may say, and whether nobody knows it.
    private struct Piece {
        var parts: UInt64
        var length: Int
    }

    private static func composed(_ text: String, _ words: TableWords) -> [Candidate] {
        let pieces = pieces(of: words.fold(text, keepingBlanks: true), words)
        guard !pieces.isEmpty, pieces.count <= 10 else { return [] }
        let total = pieces.reduce(0) { $0 + $1.length }
        let known = pieces.reduce(0) { $0 + ($1.parts == 0 ? 0 : $1.length) }
        let coverage = Double(known) / Double(max(1, total))
        guard coverage >= 0.5 else { return [] }
        let all = pieces.reduce(UInt64(0)) { $0 | $1.parts }
        var best: [ColumnMeaning: Double] = [:]
        for rule in words.rules where rule.parts & ~all == 0 {
            let unused = pieces.reduce(0) { $0 + ($1.parts & (rule.parts | words.filler) == 0 && $1.parts != 0 ? 1 : 0) }
            let score = 0.84 * coverage - 0.16 * Double(unused) + 0.02 * Double(rule.parts.nonzeroBitCount)
            best[rule.meaning] = max(best[rule.meaning] ?? 0, score)
        }
        return best.filter { $0.value >= 0.45 }.map { Candidate(meaning: $0.key, score: $0.value, rank: 500) }
            .sorted { ($0.score, $1.meaning.rawValue) > ($1.score, $0.meaning.rawValue) }.prefix(4).map(\.self)
    }

    /// The longest known pieces from left to right; what is not known in between is a piece as well.
    private static func pieces(of text: String, _ words: TableWords) -> [Piece] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [Piece] = []
        var at = 0
        while at < scalars.count {
            if scalars[at] == " " {
                at += 1
                continue
            }
            var end = min(scalars.count, at + words.longestPart)
            var found: UInt64 = 0
            while end > at {
                if isBorder(end, scalars), let parts = words.parts[string(scalars[at..<end])] {
                    found = parts
                    break
                }
                end -= 1
            }
            if end == at {
                end = at + 1
                // A Latin word that is not known counts as a whole.
                while isLatin(scalars[at]), end < scalars.count, isLatin(scalars[end]) { end += 1 }
            }
            if found == 0, let last = pieces.indices.last, pieces[last].parts == 0 {
                pieces[last].length += end - at
            } else {
                pieces.append(Piece(parts: found, length: end - at))
            }
            at = end
        }
        return pieces
    }

    private static func isBorder(_ end: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        end == scalars.count || !(isLatin(scalars[end - 1]) && isLatin(scalars[end]))
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { 97...122 ~= scalar.value }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
