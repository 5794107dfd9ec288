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

    /// What the cell above it says that stands over several columns, alone: 要啥 over names of goods.
    let group: ColumnMeaning?

    /// - Parameter group: the cell above it that stands over several columns: 收件人信息 over 姓名, 电话.
    init(_ cell: String, group: String? = nil) {
        let words = TableWords.shared
        let plain = Self.withoutNumber(cell)
        let (base, inner) = Self.withoutBrackets(plain)
        self.inner = inner
        shown = Self.short(base.isEmpty ? cell : base)
        full = HeadedTable.clean(plain.split(whereSeparator: \.isNewline).joined(separator: " "))
        hasKnownPart = Self.pieces(of: words.fold(base, keepingBlanks: true), words).contains { $0.parts & ~words.filler != 0 }
        var found: [Candidate] = []
        if let group, !group.isEmpty {
            let (over, _) = Self.withoutBrackets(group)
            self.group = Self.named(group, over, words).max { $0.score < $1.score }?.meaning ?? Self.composed(over, words).first?.meaning
            // A name that says nothing of itself says nothing with its group: a product's, 玉米3斤 too.
            if hasKnownPart, ItemCount.trailing(base, acceptsBare: true)?.unit == nil {
                found = Self.composed(over + " " + base, words).map { Candidate(meaning: $0.meaning, score: $0.score + 0.05, rank: $0.rank) }
            }
        } else {
            self.group = nil
        }
        var named = Self.named(plain, base, words)
        if named.isEmpty, let core = Self.withoutFiller(base, words) { named = Self.named(core, core, words) }
        for alias in named where !found.contains(where: { $0.meaning == alias.meaning }) { found.append(alias) }
        if named.isEmpty { for more in Self.alternatives(base, words) where !found.contains(where: { $0.meaning == more.meaning }) { found.append(more) } }
        // A name that is known as a whole says more than its parts.
        let worth = found.isEmpty ? 1 : 0.6
        for more in Self.composed(cell, words) + (base == cell ? [] : Self.composed(base, words)) where !found.contains(where: { $0.meaning == more.meaning }) {
            found.append(Candidate(meaning: more.meaning, score: more.score * worth, rank: more.rank))
        }
        if !found.contains(where: { $0.score >= 0.5 }) {
            for more in Self.shortened(base, words) where !found.contains(where: { $0.meaning == more.meaning }) { found.append(more) }
        }
        // A sign of money alone heads what is paid.
        let alone = base.filter { !$0.isWhitespace }
        let isSign = found.isEmpty && (["¥", "￥", "$"].contains(alone) || words.meaning("currency", of: alone.lowercased()) != nil)
        if isSign { found = [Candidate(meaning: .amount, score: 0.9, rank: 400), Candidate(meaning: .unitPrice, score: 0.7, rank: 400)] }
        // 上次拿货, 累计金额: what was, of each customer.
        if words.begins("past", words.fold(base)) { found.insert(Candidate(meaning: .aggregate, score: 1.01, rank: 0), at: 0) }
        // 供货商, 供货商手机: whoever sells to the seller is no customer, and neither is their number.
        if words.isWithin("supplier", words.fold(base, keepingBlanks: true)) { found = [Candidate(meaning: .staff, score: 1, rank: 0)] }
        if found.isEmpty, Self.asksWhether(base) { found = [Candidate(meaning: .status, score: 0.7, rank: 400)] }
        candidates = found.sorted { ($0.score, $1.rank) > ($1.score, $0.rank) }
        currency = inner.lazy.compactMap { words.meaning("currency", of: $0) }.first ?? Self.trailingCurrency(base, words)
    }

    /// 修没修, 修好没修好, 来不来: the same word on both sides of a no asks how far something is.
    private static func asksWhether(_ base: String) -> Bool {
        let scalars = Array(base.unicodeScalars)
        guard 3...9 ~= scalars.count, let no = scalars.indices.first(where: { 1..<scalars.count - 1 ~= $0 && "没沒不".unicodeScalars.contains(scalars[$0]) })
        else {
            return false
        }
        let (before, behind) = (scalars[..<no], scalars[(no + 1)...])
        return before.elementsEqual(behind) || behind.starts(with: before) || before.count > behind.count && before.starts(with: behind)
    }

    /// 您的大名 without what says nothing in front of it; nil for a name that begins otherwise.
    private static func withoutFiller(_ base: String, _ words: TableWords) -> String? {
        var scalars = Array(words.fold(base, keepingBlanks: true).unicodeScalars)[...]
        let length = scalars.count
        while let first = scalars.first,
            let part = (words.parts[first] ?? []).first(where: {
                $0.says == words.filler && scalars.starts(with: $0.letters)
            })
        {
            scalars = scalars.dropFirst(part.letters.count).drop { $0 == " " }
        }
        return scalars.count < length && !scalars.isEmpty ? String(String.UnicodeScalarView(scalars)) : nil
    }

    /// What a name means that is known as a whole, with its brackets or without.
    private static func named(_ plain: String, _ base: String, _ words: TableWords) -> [Candidate] {
        var found: [Candidate] = []
        for (text, worth) in [(plain, 1.0), (base, 0.97)] where text.unicodeScalars.count <= 40 {
            for (place, alias) in (words.aliases[words.fold(text)] ?? []).enumerated() where !found.contains(where: { $0.meaning == alias.meaning }) {
                found.append(Candidate(meaning: alias.meaning, score: worth - 0.04 * Double(min(place, 5)), rank: alias.rank))
            }
        }
        return found
    }

    /// `Cel / Whats`, `Alamat / Pickup`, 禁忌/备注: one of several names is known.
    private static func alternatives(_ base: String, _ words: TableWords) -> [Candidate] {
        let sides = base.components(separatedByWord: "or")
        let names = sides.count > 1 ? sides : base.split { "/／|、&＆或".contains($0) }.map { HeadedTable.clean(String($0)) }
        // 58/袋 is a price.
        guard 2...4 ~= names.count, names[0].last?.isNumber == false else { return [] }
        var found: [Candidate] = []
        for (place, name) in names.enumerated() {
            let isOpen = place > 0 && found.isEmpty
            for candidate in named(name, name, words) where !found.contains(where: { $0.meaning == candidate.meaning }) {
                if [.ignored, .sensitive, .index, .aggregate].contains(candidate.meaning) { continue }
                // Behind a name that nobody knows another says less: 预产/出生 is nobody's own birthday.
                if isOpen, ![.note, .tags, .level, .address, .phone, .trackingInfo, .trackingNumber, .courier].contains(candidate.meaning) { continue }
                found.append(Candidate(meaning: candidate.meaning, score: candidate.score * 0.8 - 0.04 * Double(place), rank: candidate.rank + 300))
            }
        }
        return found
    }

    /// `prov.`, `seguim.`, `clientas`: a Latin word that was cut, or has another ending than the one that is known.
    private static func shortened(_ base: String, _ words: TableWords) -> [Candidate] {
        let isCut = base.last == "."
        let name = words.fold(base)
        guard 3...14 ~= name.utf8.count, name.utf8.allSatisfy({ 97...122 ~= $0 }), !base.contains(" "), isCut || name.utf8.count >= 6 else { return [] }
        let meanings = isCut ? words.meanings(ofPrefix: name, longest: 40) : words.meanings(ofPrefix: String(name.dropLast(2)), longest: name.utf8.count + 1)
        guard 1...4 ~= meanings.count else { return [] }
        return meanings.sorted { $0.rawValue < $1.rawValue }.map { Candidate(meaning: $0, score: 0.62, rank: 480) }
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
        if let sign = base.last, "¥￥€£฿₫₱₩₹".contains(sign) { return words.meaning("currency", of: String(sign)) }
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
        // 必填, 您的 and the like make a name no better known.
        let total = pieces.reduce(0) { $0 + ($1.parts == words.filler ? 0 : $1.length) }
        let known = pieces.reduce(0) { $0 + ($1.parts == 0 || $1.parts == words.filler ? 0 : $1.length) }
        let coverage = Double(known) / Double(max(1, total))
        guard coverage >= 0.5 else { return [] }
        let all = pieces.reduce(UInt64(0)) { $0 | $1.parts }
        var best: [ColumnMeaning: Double] = [:]
        for rule in words.rules where rule.parts & ~all == 0 {
            // 猫生日: a birthday beside words that nobody knows is somebody else's.
            if rule.meaning == .birthday, coverage < 1 { continue }
            let unused = pieces.reduce(0) { $0 + ($1.parts & (rule.parts | words.filler) == 0 && $1.parts != 0 ? 1 : 0) }
            // Where the buyer lives says less of a parcel than where it goes.
            let isBillings = rule.parts & words.buyer != 0 && rule.meaning.isPlace
            let score = 0.84 * coverage - 0.16 * Double(unused) + 0.02 * Double(rule.parts.nonzeroBitCount) - (isBillings ? 0.08 : 0)
            best[rule.meaning] = max(best[rule.meaning] ?? 0, score)
        }
        // Half a name is enough for what the cells must bear out.
        return best.filter { $0.value >= ($0.key.isBorneOut ? 0.4 : 0.45) }.map { Candidate(meaning: $0.key, score: $0.value, rank: 500) }
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
            var end = at
            var found: UInt64 = 0
            for part in words.parts[scalars[at]] ?? [] where Self.stands(part.letters, at, scalars) && isBorder(at + part.letters.count, scalars) {
                (found, end) = (part.says, at + part.letters.count)
                break
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

    private static func stands(_ word: [Unicode.Scalar], _ at: Int, _ text: [Unicode.Scalar]) -> Bool {
        guard at + word.count <= text.count else { return false }
        for i in 1..<max(1, word.count) where text[at + i] != word[i] { return false }
        return true
    }
}

extension String {
    /// The texts between a word that stands alone: `Pickup or address`.
    fileprivate func components(separatedByWord word: String) -> [String] {
        split(separator: " ").split { $0.lowercased() == word }.map { $0.joined(separator: " ") }
    }
}
