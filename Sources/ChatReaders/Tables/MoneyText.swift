/// Money, or a count, as a cell has it: `￥1,299.00`, `RM 56.70`, `Rp75.000`, `1.256,00 €`, `128元`, `2罐`, `(30.00)`.
struct MoneyText: Sendable {
    /// In the main unit.
    var value: Double
    /// ISO 4217, where a sign or a word says it.
    var currency: String?
    /// The word behind the number where it is a counter: `罐` of `2罐`.
    var unit: String?
    /// Whether a sign of money stands beside it.
    var hasSign: Bool { currency != nil }

    /// How a column writes numbers.
    struct Style: Sendable {
        /// `75.000` is seventy-five thousand.
        var groupsByDot = false
        /// `1.256,50`: the comma parts the fraction.
        var hasDecimalComma = false
        /// The currency that the header or the cells of the column name.
        var currency: String?
    }

    /// Nil for a cell that is no number, or more than one.
    init?(_ cell: String, _ style: Style = Style()) {
        if let million = Self.brokenMillion(cell) {
            value = million
            return
        }
        guard let parts = Self.parts(of: cell), let number = Self.number(parts.number, style) else { return nil }
        let words = TableWords.shared
        value = parts.isNegative ? -number : number
        for word in [parts.before, parts.behind] where !word.isEmpty {
            if let found = Self.currency(of: word, words) {
                currency = currency ?? found
            } else if words.meaning("unit", of: word) != nil {
                unit = word
            } else if let times = words.meaning("times", of: word).flatMap({ Double($0) }) {
                value *= times
            } else if words.meaning("about", of: word) == nil, !["/-", "x", "×", "*"].contains(word.lowercased()) {
                return nil
            }
        }
    }

    /// The first number of a cell with a few words beside it, and the words: `368 收`, `收420`, `1180 先付500`. Nil for a cell without a number or with more words.
    static func beside(_ cell: String) -> (value: Double, words: String)? {
        guard cell.utf8.count <= 60, let first = cell.unicodeScalars.firstIndex(where: { 48...57 ~= $0.value }) else { return nil }
        let behind = cell.unicodeScalars[first...]
        let end = behind.firstIndex { !(48...57 ~= $0.value || $0 == "." || $0 == ",") } ?? cell.unicodeScalars.endIndex
        guard let value = MoneyText(String(cell.unicodeScalars[first..<end]))?.value else { return nil }
        let words = (String(cell.unicodeScalars[..<first]) + " " + String(cell.unicodeScalars[end...])).split { " ，,;；()（）元块¥￥".contains($0) }.joined(
            separator: " ")
        return words.unicodeScalars.count <= 14 ? (value, words) : nil
    }

    /// What a cell reckons: `39*2+6=84`, `120+8`, `98-5`. Nil for anything else.
    static func sum(_ cell: String) -> Double? {
        guard cell.utf8.count <= 40, cell.contains(where: { "+-*×x＋=＝".contains($0) }) else { return nil }
        let sides = cell.split(whereSeparator: { $0 == "=" || $0 == "＝" })
        if sides.count == 2 { return MoneyText(String(sides[1]))?.value }
        guard sides.count == 1 else { return nil }
        var total = 0.0
        for (place, term) in sides[0].split(whereSeparator: { $0 == "+" || $0 == "＋" }).enumerated() {
            for (at, part) in term.split(separator: "-", omittingEmptySubsequences: false).enumerated() {
                let factors = part.split(whereSeparator: { "*×x".contains($0) }).map { MoneyText(HeadedTable.clean(String($0)))?.value }
                guard !factors.isEmpty, factors.allSatisfy({ $0 != nil }), place + at < 8 else { return nil }
                let value = factors.compactMap(\.self).reduce(1, *)
                total += at == 0 ? value : -value
            }
        }
        return (total * 100).rounded() / 100
    }

    /// `1tr2`: 1,200,000 dong, as prices are said.
    private static func brokenMillion(_ cell: String) -> Double? {
        let pieces = cell.lowercased().split(separator: "tr", maxSplits: 1, omittingEmptySubsequences: false)
        guard cell.utf8.count <= 8, pieces.count == 2, let first = Int(pieces[0]), let rest = Int(pieces[1]), rest > 0 else { return nil }
        return Double("\(first).\(rest)").map { ($0 * 1_000_000).rounded() }
    }

    /// The price of a rate: 18 of `18/盒`, 60 of `60/4箱`, 28 of `28元/盒`. Nil for anything else.
    static func rate(_ cell: String) -> Double? {
        let sides = cell.split(separator: "/", omittingEmptySubsequences: false)
        guard cell.utf8.count <= 24, sides.count == 2, let price = MoneyText(String(sides[0])), price.value > 0 else { return nil }
        let unit = sides[1].drop { $0.isASCII && $0.isNumber || $0 == " " }
        return TableWords.shared.meaning("unit", of: unit) == nil ? nil : price.value
    }

    private static func currency(of word: String, _ words: TableWords) -> String? {
        let low = word.lowercased()
        if let known = words.meaning("currency", of: low) ?? words.meaning("currency", of: low.filter { $0 != "." }) { return known }
        // A bare dollar says which only with its region.
        return low == "$" ? "$" : nil
    }

    private struct Parts {
        var before = ""
        var number = ""
        var behind = ""
        var isNegative = false
    }

    /// What stands before the number, the number, what stands behind it.
    private static func parts(of cell: String) -> Parts? {
        var parts = Parts()
        var isBehind = false
        guard cell.utf8.count <= 48 else { return nil }
        for raw in cell.unicodeScalars {
            var scalar = raw
            if 0xFF01...0xFF5E ~= scalar.value, scalar.value != 0xFFE5 { scalar = Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar }
            switch scalar {
            case "0"..."9":
                if isBehind { return nil }
                parts.number.unicodeScalars.append(scalar)
            case ".", ",":
                if parts.number.isEmpty { parts.before.unicodeScalars.append(scalar) } else { parts.number.unicodeScalars.append(scalar) }
            case "-", "−":
                if !parts.number.isEmpty { return nil }
                parts.isNegative = true
            case "+" where parts.number.isEmpty: continue
            case "(" where parts.number.isEmpty: parts.isNegative = true
            case ")", " ", "\t", "\u{A0}", "'", "\u{202F}":
                if !parts.number.isEmpty, scalar != "'" { isBehind = isBehind || scalar == ")" }
            default:
                if parts.number.isEmpty {
                    parts.before.unicodeScalars.append(scalar)
                } else {
                    isBehind = true
                    parts.behind.unicodeScalars.append(scalar)
                }
            }
        }
        guard !parts.number.isEmpty, parts.number.utf8.count <= 18 else { return nil }
        while let last = parts.number.last, last == "." || last == "," { parts.number.removeLast() }
        return parts
    }

    private static func number(_ text: String, _ style: Style) -> Double? {
        let dots = text.filter { $0 == "." }.count
        let commas = text.filter { $0 == "," }.count
        if dots + commas == 0 { return Double(text) }
        let lastDot = text.lastIndex(of: ".")
        let lastComma = text.lastIndex(of: ",")
        let isCommaLast = (lastComma ?? text.startIndex) > (lastDot ?? text.startIndex)
        let places = text[text.index(after: isCommaLast ? lastComma ?? text.startIndex : lastDot ?? text.startIndex)...].count
        if dots > 0, commas > 0 {
            // The later of the two parts the fraction.
            return Double(text.filter { $0 != (isCommaLast ? "." : ",") }.map { $0 == "," ? "." : $0 }.reduce(into: "") { $0.append($1) })
        }
        if commas > 0 {
            let isFraction = commas == 1 && (style.hasDecimalComma || places != 3)
            return Double(isFraction ? text.replacing(",", ".") : text.filter { $0 != "," })
        }
        if dots > 1 || (style.groupsByDot && places == 3) { return Double(text.filter { $0 != "." }) }
        return Double(text)
    }

    /// How the cells of a column write their numbers.
    static func style(of cells: [String], header: String?) -> Style {
        var style = Style(currency: header)
        var (grouped, plain, comma) = (0, 0, 0)
        for cell in cells {
            guard let parts = parts(of: cell) else { continue }
            let pieces = parts.number.split(separator: ".")
            if parts.number.contains(","), !parts.number.contains("."), parts.number.split(separator: ",").last?.count != 3 { comma += 1 }
            if pieces.count > 1,
                !parts.number.contains(",")
                    || parts.number.lastIndex(of: ",") ?? parts.number.startIndex > parts.number.lastIndex(of: ".") ?? parts.number.startIndex
            {
                if pieces.dropFirst().allSatisfy({ $0.prefix { $0 != "," }.count == 3 }) { grouped += 1 } else { plain += 1 }
            } else if pieces.count > 1 {
                plain += 1
            }
            if style.currency == nil { style.currency = MoneyText(cell)?.currency }
        }
        style.groupsByDot = grouped > 0 && plain == 0
        style.hasDecimalComma = comma > 0
        return style
    }
}

extension String {
    fileprivate func replacing(_ sign: Character, _ other: Character) -> String { String(map { $0 == sign ? other : $0 }) }
}
