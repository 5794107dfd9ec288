extension NumberRoles {
    /// Money whose number stands at `i`; answers the token after it.
    mutating func money(_ i: Int, _ text: OrderText) -> Int? {
        let tokens = text.tokens
        let t = tokens[i]
        var amount = t.value
        var currency: String?
        var first = i
        var end = i + 1
        if let p = before(i, tokens),
            tokens[p].kind == .sign || tokens[p].kind == .word && tokens[p].classes.contains(.currency) && isLatinWord(tokens[p], text)
        {
            // A sign or code before the number: ¥99, RM35, NT$1,350, USD 12.
            if tokens[p].kind == .sign {
                var letters = ""
                if p > 0, tokens[p - 1].kind == .text || tokens[p - 1].kind == .word, tokens[p - 1].end == tokens[p].start,
                    text.bytes[tokens[p - 1].start] < 0x80
                {
                    letters = text.string(tokens[p - 1].start..<tokens[p - 1].end).lowercased()
                }
                currency = Currencies.ofSign(Scalars.decode(text.bytes, tokens[p].start).0, letters: letters, region: region)
                first = letters.isEmpty ? p : p - 1
            } else {
                currency = text.value(tokens[p])
                first = p
            }
        }
        if end < tokens.count, let n = after(i, tokens), tokens[n].kind == .word, n == i + 1 || isLatinWord(tokens[n], text) {
            let word = tokens[n]
            if word.classes.contains(.currency), !isThing(n, text) {
                let said = text.value(word) ?? home
                // 元 and 块 are the shop's own currency where it is neither yuan.
                currency =
                    currency ?? (said == "CNY" && ["TW", "HK", "MO", "JP"].contains(region) && text.bytes[word.start] >= 0x80 ? home : said)
                end = n + 1
                let spelled = text.string(word.start..<word.end).lowercased()
                if spelled == "rb" || spelled == "ribu" || spelled == "nghìn" || spelled == "ngàn" { amount *= 1000 }
                if spelled == "jt" || spelled == "juta" { amount *= 1_000_000 }
                end = smallChange(end, &amount, text)
            }
        }
        if currency == nil, end < tokens.count, tokens[end].start == t.end {
            let c = Scalars.decode(text.bytes, tokens[end].start).0
            // 五毛, 8角; 分 alone counts points, not money.
            if c == 0x6BDB || c == 0x89D2, tokens[end].kind == .text || tokens[end].kind == .word, tokens[end].end - tokens[end].start == 3 {
                amount /= 10
                currency = home
                end += 1
            }
        }
        if let currency, t.isDotGrouped, groupsByDot || Currencies.groupsByDot(currency) { amount = t.value * 1000 }
        if currency == nil, t.isDotGrouped, groupsByDot || Currencies.groupsByDot(home) {
            amount = t.value * 1000
            currency = home
        }
        guard let currency else { return nil }
        // ¥89/盒 and the role come with the pairing.
        moneys.append(Money(tokens: first..<end, amount: (amount * 100).rounded() / 100, currency: currency, role: role(first, text)))
        return end
    }

    /// 块 before the name of a thing counts it: 两块香皂.
    func isThing(_ n: Int, _ text: OrderText) -> Bool {
        let tokens = text.tokens
        guard tokens[n].isSingleHan, Scalars.decode(text.bytes, tokens[n].start).0 == 0x5757, n > 0, tokens[n - 1].value <= 10, n + 1 < tokens.count,
            tokens[n + 1].start == tokens[n].end
        else { return false }
        guard tokens[n + 1].kind == .product || tokens[n + 1].kind == .text, let p = before(n - 1, tokens) else { return false }
        return tokens[p].kind == .word && !tokens[p].classes.isDisjoint(with: [.orderVerb, .more])
    }

    /// 8块5, 三块五毛, 三块五毛二: what follows the main unit.
    func smallChange(_ at: Int, _ amount: inout Double, _ text: OrderText) -> Int {
        let tokens = text.tokens
        guard at < tokens.count, tokens[at].kind == .number, tokens[at].start == tokens[at - 1].end, tokens[at].value < 10, tokens[at].value >= 1,
            tokens[at].value.rounded() == tokens[at].value
        else { return at }
        let next = at + 1
        if next < tokens.count, tokens[next].start == tokens[at].end {
            let c = Scalars.decode(text.bytes, tokens[next].start).0
            if c == 0x6BDB || c == 0x89D2 {
                amount += tokens[at].value / 10
                return next + 1
            }
            // 8块2盒: the digit counts boxes.
            if tokens[next].classes.contains(.counter) || tokens[next].classes.contains(.currency) { return at }
        }
        amount += tokens[at].value / 10
        return next
    }

    /// What the words before an amount make of it.
    func role(_ first: Int, _ text: OrderText) -> Money.Role {
        let tokens = text.tokens
        var j = first - 1
        var steps = 0
        while j >= 0, steps < 3 {
            let t = tokens[j]
            switch t.kind {
            case .space, .colon, .open: break
            case .word:
                if t.classes.contains(.total) { return .total }
                if t.classes.contains(.oldPrice) { return .oldPrice }
                if t.classes.contains(.price) { return .price }
                if t.classes.contains(.deposit) { return .deposit }
                if t.classes.contains(.promo) { return .promotion }
                if t.classes.isDisjoint(with: [.lead, .tail, .payMethod]) || t.classes.contains(.paid) { return .plain }
                steps += 1
            default: return .plain
            }
            j -= 1
        }
        return .plain
    }
}
