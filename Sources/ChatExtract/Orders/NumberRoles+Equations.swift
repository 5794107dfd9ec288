/// Lines of a bill that work themselves out: `苹果 2箱 × 35 = 70`, `Sambal 3 x 35.000 = 105.000`, `Kek 2 x RM35 = RM70`.
extension NumberRoles {
    /// One factor or the result of an equation.
    private struct Term {
        var tokens: Range<Int>
        var value: Double
        var unit: String?
        var currency: String?
        var isDotGrouped: Bool
        /// Whether a word or sign says that it is money.
        var isMoney: Bool { currency != nil }
        /// The value with its dots between thousands.
        var grouped: Double { isDotGrouped ? value * 1000 : value }
    }

    private static func comesOut(_ a: Double, _ b: Double, _ c: Double) -> Bool { abs(a * b - c) < 0.005 }

    /// Reads an equation whose first factor stands at `i`; answers the token after it. Only one that comes out right is one.
    mutating func equation(_ i: Int, _ text: OrderText) -> Int? {
        let tokens = text.tokens
        guard let a = term(i, text), let times = next(a.tokens.upperBound, .times, text), let b = term(times, text),
            let equals = next(b.tokens.upperBound, .colon, text), text.bytes[tokens[equals - 1].start] == UInt8(ascii: "="),
            let c = term(equals, text), a.value > 0, b.value > 0
        else { return nil }
        // 3 x 35.000 = 105.000: three digits behind a dot are thousands, unless only a fraction comes out right.
        let readsGroups = (a.isDotGrouped || b.isDotGrouped || c.isDotGrouped) && Self.comesOut(a.grouped, b.grouped, c.grouped)
        guard readsGroups || Self.comesOut(a.value, b.value, c.value) else { return nil }
        let isPriceFirst = a.isMoney || b.unit != nil || !b.isMoney && a.unit == nil && (a.value > b.value || a.value.rounded() != a.value)
        let (count, price) = isPriceFirst ? (b, a) : (a, b)
        guard count.value.rounded() == count.value || count.unit != nil else { return nil }
        if readsGroups { groupsByDot = true }
        let currency = price.currency ?? c.currency ?? home
        // The signs belong to the money beside them: what is left over between the three would part the line.
        let priced = isPriceFirst ? a.tokens.lowerBound..<b.tokens.lowerBound : a.tokens.upperBound..<b.tokens.upperBound
        quantities.append(Quantity(tokens: count.tokens, value: count.value, unit: count.unit, form: .counted))
        moneys.append(
            Money(
                tokens: priced, amount: readsGroups ? price.grouped : price.value, currency: currency, role: .price, perQuantity: 1, perUnit: count.unit))
        moneys.append(
            Money(tokens: b.tokens.upperBound..<c.tokens.upperBound, amount: readsGroups ? c.grouped : c.value, currency: currency, role: .line))
        return c.tokens.upperBound
    }

    /// Reads what a sum comes to, whose sign of equality stands at `i`: `3盒1350元+运费60+120=1530`, `128*3+160=544`. Answers the token after it.
    mutating func sum(_ i: Int, _ text: OrderText) -> Int? {
        let tokens = text.tokens
        guard text.bytes[tokens[i].start] == UInt8(ascii: "="), let result = term(i + 1, text) else { return nil }
        var total = 0.0
        var grouped = 0.0
        var count = 0
        var j = i - 1
        while j >= 0, tokens[j].kind != .newline, count < 40 {
            // Words may stand between a sign and its number: + 运费 60.
            while j >= 0, tokens[j].kind == .space || tokens[j].kind == .word { j -= 1 }
            guard j >= 0, tokens[j].kind == .number else { return nil }
            var value = (tokens[j].value, tokens[j].isDotGrouped ? tokens[j].value * 1000 : tokens[j].value)
            if let times = before(j, tokens), tokens[times].kind == .times, let first = before(times, tokens), tokens[first].kind == .number {
                value = (value.0 * tokens[first].value, value.1 * (tokens[first].isDotGrouped ? tokens[first].value * 1000 : tokens[first].value))
                j = first
            }
            total += value.0
            grouped += value.1
            count += 1
            let isGrouped = result.isDotGrouped && abs(grouped - result.grouped) < 0.005
            if count > 1, isGrouped || abs(total - result.value) < 0.005 {
                if isGrouped { groupsByDot = true }
                moneys.append(
                    Money(
                        tokens: i..<result.tokens.upperBound, amount: isGrouped ? result.grouped : result.value, currency: result.currency ?? home, role: .total
                    ))
                return result.tokens.upperBound
            }
            j -= 1
            while j >= 0, tokens[j].kind == .space || tokens[j].kind == .word || tokens[j].kind == .text { j -= 1 }
            guard j >= 0, tokens[j].kind == .plus else { return nil }
            j -= 1
        }
        return nil
    }

    /// The token behind one of a kind that comes next, over at most one space on either side.
    private func next(_ at: Int, _ kind: OrderToken.Kind, _ text: OrderText) -> Int? {
        let tokens = text.tokens
        var i = at
        if i < tokens.count, tokens[i].kind == .space { i += 1 }
        guard i < tokens.count, tokens[i].kind == kind else { return nil }
        return i + 1
    }

    /// A number with the currency or counter that touches it.
    private func term(_ at: Int, _ text: OrderText) -> Term? {
        let tokens = text.tokens
        var i = at
        if i < tokens.count, tokens[i].kind == .space { i += 1 }
        var term = Term(tokens: at..<at, value: 0, isDotGrouped: false)
        if i < tokens.count, tokens[i].kind == .sign {
            term.currency = Currencies.ofSign(Scalars.decode(text.bytes, tokens[i].start).0, letters: "", region: region) ?? home
            i += 1
        } else if i < tokens.count, tokens[i].kind == .word, tokens[i].classes.contains(.currency), isLatinWord(tokens[i], text) {
            term.currency = text.value(tokens[i]) ?? home
            i += 1
        }
        if i < tokens.count, tokens[i].kind == .space { i += 1 }
        guard i < tokens.count, tokens[i].kind == .number, !tokens[i].isSpelled, !tokens[i].isVague else { return nil }
        (term.value, term.isDotGrouped) = (tokens[i].value, tokens[i].isDotGrouped)
        i += 1
        if i < tokens.count, tokens[i].kind == .word || i + 1 < tokens.count && tokens[i].kind == .space && tokens[i + 1].kind == .word {
            let word = tokens[i].kind == .space ? i + 1 : i
            if tokens[word].classes.contains(.currency), term.currency == nil, !isThing(word, text) {
                let said = text.value(tokens[word]) ?? home
                term.currency = said == "CNY" ? home : said
                i = word + 1
            } else if tokens[word].classes.contains(.counter), term.currency == nil {
                term.unit = text.value(tokens[word]) ?? text.string(tokens[word].start..<tokens[word].end)
                i = word + 1
            }
        }
        term.tokens = at..<i
        return term
    }
}
