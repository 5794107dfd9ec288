import ChatModel

/// The count that stands before or behind a product's name.
enum ItemCount {
    /// A count and what is left of the piece without it.
    struct Found {
        var name: String
        var count: Double
        var unit: String?
    }

    private static let marks: Set<Unicode.Scalar> = ["*", "＊", "x", "X", "×", "✕", "ｘ", "Ｘ", ":", "："]
    private static let opening: Set<Unicode.Scalar> = ["(", "（", "【", "["]
    private static let closing: Set<Unicode.Scalar> = [")", "）", "】", "]"]
    static let hanDigits: [Unicode.Scalar: Double] = [
        "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "半": 0.5,
    ]

    /// A count behind the name.
    ///
    /// - Parameter acceptsBare: whether a number with its unit counts without a sign between: `红茶2罐`.
    static func trailing(_ piece: String, acceptsBare: Bool) -> Found? {
        var scalars = Array(piece.unicodeScalars)
        var isBracketed = false
        if let last = scalars.last, closing.contains(last) {
            isBracketed = true
            scalars.removeLast()
        }
        guard let tail = number(endingAt: scalars.count, scalars), tail.start > 0 else { return nil }
        var before = tail.start
        while before > 0, scalars[before - 1].properties.isWhitespace { before -= 1 }
        guard before > 0 else { return nil }
        let mark = scalars[before - 1]
        // The x of a word, as in `Box 2`, is no sign.
        let isWordEnd = (mark == "x" || mark == "X") && before > 1 && isLatin(scalars[before - 2]) && before == tail.start
        let isMarked = marks.contains(mark) && !(isWordEnd && before - 2 >= 0 && scalars[..<(before - 1)].allSatisfy(isLatin) && before <= 4)
        let isOpened = isBracketed && opening.contains(mark)
        let isSaid = tail.unit.isEmpty ? false : before < tail.start && ["份", "件", "单"].contains(tail.unit)
        // 64G, 500ml: a size.
        let isSize = !isMarked && !isOpened && TableWords.shared.meaning("measure", of: tail.unit) != nil
        guard isMarked || isOpened || (!isBracketed && !isSize && (isSaid || acceptsBare && (!tail.unit.isEmpty || isBareNumber(mark, tail, before)))) else {
            return nil
        }
        if tail.isHan, tail.unit.isEmpty { return nil }
        if isMarked || isOpened { before -= 1 }
        if isMarked, isBracketed, before > 0, opening.contains(scalars[before - 1]) { before -= 1 }
        var name = HeadedTable.clean(String(String.UnicodeScalarView(scalars[..<before])))
        for word in ["数量", "购买数量", "份数"] where name.hasSuffix(word) { name.removeLast(word.count) }
        name = HeadedTable.clean(name)
        guard !name.isEmpty, name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return nil }
        return Found(name: name, count: tail.count, unit: tail.unit.isEmpty ? nil : tail.unit)
    }

    /// `Teh 2`, `红茶 2`: a small number alone behind a blank.
    private static func isBareNumber(_ mark: Unicode.Scalar, _ tail: (start: Int, count: Double, unit: String, isHan: Bool), _ before: Int) -> Bool {
        before < tail.start && tail.count <= 20 && tail.count == tail.count.rounded() && mark.properties.isAlphabetic
    }

    /// What a cell of counts says in the end: 2 of `+2`, nothing of `+1→取消`. Nil for a cell that is no count.
    static func last(_ cell: String) -> MoneyText? {
        if let count = MoneyText(cell) { return count }
        guard cell.utf8.count <= 40 else { return nil }
        var rest = cell[...]
        for arrow in ["→", "->", "=>", "➡"] { if let piece = rest.components(after: arrow) { rest = piece } }
        guard rest.count < cell.count else { return nil }
        let final = HeadedTable.clean(String(rest))
        if let count = MoneyText(final) { return count }
        return OrderWords.status(final) == .cancelled || OrderWords.answer(final) == false ? MoneyText("0") : nil
    }

    /// A count before the name: `2罐红茶`, `2x Kek`, `2 boxes of cookies`, `2 Kek`.
    static func leading(_ piece: String) -> Found? {
        let scalars = Array(piece.unicodeScalars)
        var at = 0
        while at < scalars.count, isDigit(scalars[at]) || scalars[at] == "." && at > 0 { at += 1 }
        var count = Double(String(String.UnicodeScalarView(scalars[..<at]))) ?? 0
        if at == 0, let first = scalars.first, first == "两" || first == "兩" { (count, at) = (2, 1) }
        guard at > 0, at < scalars.count, count > 0, count < 1000 else { return nil }
        var next = at
        while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
        var unit: String?
        if next < scalars.count, marks.contains(scalars[next]), scalars[next] != ":", scalars[next] != "：", next + 1 < scalars.count,
            !isDigit(scalars[next + 1]),
            !isLatin(scalars[next + 1]) || !isLatin(scalars[next])
        {
            next += 1
        } else if let (word, end) = unitWord(scalars, next) {
            unit = word
            next = end
        } else if next == at || count > 50 || !isLatin(scalars[next]) {
            return nil
        }
        var name = HeadedTable.clean(String(String.UnicodeScalarView(scalars[next...])))
        for word in ["of ", "de ", "的"] where name.lowercased().hasPrefix(word) { name = String(name.dropFirst(word.count)) }
        guard name.unicodeScalars.count >= 2, name.unicodeScalars.first?.properties.isAlphabetic == true, !name.hasPrefix("装") else { return nil }
        return Found(name: name, count: count, unit: unit)
    }

    /// A number with its unit at a place.
    static func withUnit(_ scalars: [Unicode.Scalar], _ at: Int) -> (count: Double, end: Int)? {
        var end = at
        while end < scalars.count, isDigit(scalars[end]) { end += 1 }
        if end == at, hanDigits[scalars[at]] != nil { end += 1 }
        guard end > at, end < scalars.count, let (_, behind) = unitWord(scalars, end), behind == scalars.count || scalars[behind] != "装" else { return nil }
        let count = Double(String(String.UnicodeScalarView(scalars[at..<end]))) ?? hanDigits[scalars[at]] ?? 0
        return count > 0 ? (count, behind) : nil
    }

    /// The unit that begins at a place: the longest known word.
    private static func unitWord(_ scalars: [Unicode.Scalar], _ at: Int) -> (String, Int)? {
        guard at < scalars.count else { return nil }
        let words = TableWords.shared
        if isLatin(scalars[at]) || 0xE00...0xE7F ~= scalars[at].value {
            var end = at
            while end < scalars.count, !scalars[end].properties.isWhitespace, scalars[end].properties.isAlphabetic || scalars[end].value > 127 { end += 1 }
            let word = String(String.UnicodeScalarView(scalars[at..<end]))
            return words.meaning("unit", of: word) == nil ? nil : (word, end)
        }
        for length in [2, 1] where at + length <= scalars.count {
            let word = String(String.UnicodeScalarView(scalars[at..<at + length]))
            if words.meaning("unit", of: word) != nil { return (word, at + length) }
        }
        return nil
    }

    /// The number that ends a text, with the unit behind it.
    private static func number(endingAt end: Int, _ scalars: [Unicode.Scalar]) -> (start: Int, count: Double, unit: String, isHan: Bool)? {
        var digits = end
        var unit = ""
        if digits > 0, !isDigit(scalars[digits - 1]) {
            var begin = digits - 1
            if isLatin(scalars[begin]) || 0xE00...0xE7F ~= scalars[begin].value {
                while begin > 0, isLatin(scalars[begin - 1]) || 0xE00...0xE7F ~= scalars[begin - 1].value { begin -= 1 }
            } else if begin > 0, !isDigit(scalars[begin - 1]), hanDigits[scalars[begin - 1]] == nil, scalars[begin - 1].value >= 0x2E80 {
                begin -= 1
            }
            unit = String(String.UnicodeScalarView(scalars[begin..<digits]))
            guard digits - begin <= 8, TableWords.shared.meaning("unit", of: unit) != nil else { return nil }
            digits = begin
            while digits > 0, scalars[digits - 1].properties.isWhitespace { digits -= 1 }
        }
        var start = digits
        while start > 0, digits - start < 5, isDigit(scalars[start - 1]) || scalars[start - 1] == "." { start -= 1 }
        if start == digits {
            guard start > 0, let value = hanDigits[scalars[start - 1]] else { return nil }
            return (start - 1, value, unit, true)
        }
        guard let count = Double(String(String.UnicodeScalarView(scalars[start..<digits]))), count > 0 else { return nil }
        return (start, count, unit, false)
    }

    /// A piece without the price at its end: `红茶(68元)`, `Kek Batik (RM25)`, `红茶 ￥68`.
    static func withoutPrice(_ piece: String) -> (rest: String, price: Double)? {
        guard piece.utf8.contains(where: { 48...57 ~= $0 }) else { return nil }
        let (base, inner) = HeaderText.withoutBrackets(piece)
        if inner.count == 1, let last = piece.unicodeScalars.last, closing.contains(last) {
            let pieces = inner[0].split { "/每@".contains($0) }.map(String.init)
            if let text = pieces.first, let money = MoneyText(text), money.hasSign, pieces.count <= 2 { return (HeadedTable.clean(base), money.value) }
            return nil
        }
        let cut = piece.lastIndex { "@ ￥¥$".contains($0) } ?? piece.startIndex
        guard cut > piece.startIndex, let money = MoneyText(String(piece[cut...].drop { $0 == "@" || $0 == " " })), money.hasSign || piece[cut] == "@" else {
            return nil
        }
        let rest = HeadedTable.clean(String(piece[..<cut]))
        return rest.isEmpty ? nil : (rest, money.value)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { 48...57 ~= scalar.value }
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic || 0xC0...0x24F ~= scalar.value || 0x1E00...0x1EFF ~= scalar.value
    }
}

extension Substring {
    /// What stands behind the last occurrence of a sign; nil where it does not stand.
    fileprivate func components(after sign: String) -> Substring? {
        let pieces = split(separator: sign, omittingEmptySubsequences: false)
        return pieces.count > 1 ? pieces.last : nil
    }
}
