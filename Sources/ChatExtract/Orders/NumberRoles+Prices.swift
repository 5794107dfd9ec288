extension NumberRoles {
    /// Finds bare numbers that are money by their neighbours, and ties prices to what they are for: 35/斤, 89一盒, 三斤一百, 现价168.
    mutating func pairPrices(_ text: OrderText) {
        let tokens = text.tokens
        var q = 0
        while q < quantities.count {
            let one = quantities[q]
            guard one.form == .bare else {
                q += 1
                continue
            }
            let i = one.tokens.lowerBound
            let t = tokens[i]
            let next = after(i, tokens)
            // 35/斤, 35一斤, 29.9两盒
            var perEnd: Int?
            var per = (1.0, String?.none)
            if let n = next, tokens[n].kind == .slash, let u = after(n, tokens), tokens[u].kind == .word, tokens[u].classes.contains(.counter) {
                per = (1, text.value(tokens[u]) ?? text.string(tokens[u].start..<tokens[u].end))
                perEnd = u + 1
            } else if q + 1 < quantities.count, quantities[q + 1].form == .counted, quantities[q + 1].tokens.lowerBound == i + 1, tokens[i + 1].isSpelled,
                tokens[i + 1].start == t.end
            {
                per = (quantities[q + 1].value, quantities[q + 1].unit)
                perEnd = quantities[q + 1].tokens.upperBound
                quantities.remove(at: q + 1)
            }
            let said = role(i, text)
            if let perEnd {
                moneys.append(
                    Money(tokens: i..<perEnd, amount: t.value, role: said == .plain ? .price : said, perQuantity: per.0, perUnit: per.1))
                quantities.remove(at: q)
                continue
            }
            if said == .plain, isPriceOfName(i, text) {
                moneys.append(Money(tokens: i..<i + 1, amount: t.value, role: .price))
                quantities.remove(at: q)
                continue
            }
            if said != .plain, t.value > 0, !t.isVague, !isFollowedByName(i, text) {
                moneys.append(Money(tokens: i..<i + 1, amount: t.value, role: said))
                quantities.remove(at: q)
                continue
            }
            q += 1
        }
        for m in moneys.indices where moneys[m].perQuantity == 0 { tie(m, text) }
        moneys.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
        pricesAfterQuantities(text)
    }

    /// 2斤装50, 大份68; from the seller also 面膜89 and 面膜 89: a bare number behind a variant or a name.
    func isPriceOfName(_ i: Int, _ text: OrderText) -> Bool {
        let tokens = text.tokens
        guard i > 0, tokens[i].value >= 1, !tokens[i].isVague, !tokens[i].isSpelled || tokens[i].value >= 10 else { return false }
        if let n = after(i, tokens), n == i + 1, ![.comma, .newline, .stop, .open, .slash, .plus, .other].contains(tokens[n].kind),
            !(tokens[n].kind == .word && tokens[n].classes.isDisjoint(with: [.counter, .notCounter, .specUnit]))
        {
            return false
        }
        if tokens[i - 1].end == tokens[i].start {
            if specs.contains(where: { $0.upperBound == i }) { return true }
            if tokens[i - 1].kind == .word, tokens[i - 1].classes.contains(.spec), tokens[i - 1].end - tokens[i - 1].start > 3 { return true }
        }
        guard isOffer, !text.classes.contains(.courier), !text.classes.contains(.shipped), let p = before(i, tokens) else { return false }
        let t = tokens[p]
        if t.kind == .colon, let thing = before(p, tokens) {
            return tokens[thing].kind == .text || tokens[thing].kind == .product || specs.contains { $0.upperBound == thing + 1 }
        }
        return t.kind == .product || t.kind == .text && t.end - t.start >= 6 || specs.contains { $0.upperBound == p + 1 } || t.classes.contains(.spec)
    }

    /// 特价5盒, 一共3 种: the number counts what follows.
    func isFollowedByName(_ i: Int, _ text: OrderText) -> Bool {
        let tokens = text.tokens
        guard i + 1 < tokens.count, tokens[i + 1].start == tokens[i].end else { return false }
        return tokens[i + 1].kind == .text && tokens[i].isSpelled || !tokens[i + 1].classes.isDisjoint(with: [.notCounter])
    }

    /// 89元/盒, 89块一盒, 89元每盒: the price says what it is for.
    mutating func tie(_ m: Int, _ text: OrderText) {
        let tokens = text.tokens
        let end = moneys[m].tokens.upperBound
        guard end < tokens.count, moneys[m].role != .total, moneys[m].role != .promotion else { return }
        if let u = unit(after: end, text) {
            moneys[m].perQuantity = 1
            moneys[m].perUnit = u.unit
            moneys[m].tokens = moneys[m].tokens.lowerBound..<u.end
            if moneys[m].role == .plain { moneys[m].role = .price }
            return
        }
        let start = tokens[end].kind == .space ? end + 1 : end
        if let q = quantities.firstIndex(where: { $0.tokens.lowerBound == start && $0.form == .counted }), tokens[quantities[q].tokens.lowerBound].isSpelled,
            start == end || quantities[q].value == 1
        {
            moneys[m].perQuantity = quantities[q].value
            moneys[m].perUnit = quantities[q].unit
            moneys[m].tokens = moneys[m].tokens.lowerBound..<quantities[q].tokens.upperBound
            if moneys[m].role == .plain { moneys[m].role = .price }
            quantities.remove(at: q)
        }
    }

    /// `/盒`, `每盒`, `per box`, `a box`, `/2盒` after a price.
    func unit(after end: Int, _ text: OrderText) -> (unit: String, end: Int)? {
        let tokens = text.tokens
        var j = end
        var linked = false
        while j < tokens.count, j < end + 3 {
            let t = tokens[j]
            if t.kind == .slash {
                linked = true
            } else if t.kind == .text || t.kind == .word,
                ["每", "一", "per", "a", "each", "por", "la", "el", "satu", "se", "cada", "1"].contains(text.string(t.start..<t.end).lowercased())
            {
                linked = true
            } else if t.kind == .number, t.value == 1, linked {
                // 89元/1盒
            } else if t.kind != .space {
                break
            }
            j += 1
        }
        guard linked, j < tokens.count, tokens[j].kind == .word, tokens[j].classes.contains(.counter) else { return nil }
        return (text.value(tokens[j]) ?? text.string(tokens[j].start..<tokens[j].end), j + 1)
    }

    /// 五 of 五常大米: a number that goes on as a name.
    func beginsName(_ i: Int, _ text: OrderText) -> Bool {
        i + 1 < text.tokens.count && text.tokens[i + 1].start == text.tokens[i].end && (text.tokens[i + 1].kind == .text || text.tokens[i + 1].kind == .product)
    }

    /// 一盒89, 三斤一百, 一斤35块: the quantity before the price says what it is for. Only when the two touch, and the quantity is spelled or one.
    mutating func pricesAfterQuantities(_ text: OrderText) {
        let tokens = text.tokens
        var q = 0
        while q < quantities.count {
            let one = quantities[q]
            let end = one.tokens.upperBound
            guard one.form == .counted, end < tokens.count else {
                q += 1
                continue
            }
            let start = tokens[end].kind == .space && end + 1 < tokens.count ? end + 1 : end
            if let m = moneys.firstIndex(where: { $0.tokens.lowerBound == start && $0.perQuantity == 0 && $0.role == .plain }),
                one.value == 1 || tokens[one.tokens.lowerBound].isSpelled && start == end
            {
                moneys[m].perQuantity = one.value
                moneys[m].perUnit = one.unit
                moneys[m].role = .price
                moneys[m].tokens = one.tokens.lowerBound..<moneys[m].tokens.upperBound
                quantities.remove(at: q)
                continue
            }
            if start == end, q + 1 < quantities.count, quantities[q + 1].form == .bare, quantities[q + 1].tokens.lowerBound == end,
                quantities[q + 1].value >= 2, !beginsName(end, text), tokens[one.tokens.lowerBound].isSpelled || one.value == 1
            {
                moneys.append(
                    Money(tokens: one.tokens.lowerBound..<end + 1, amount: quantities[q + 1].value, role: .price, perQuantity: one.value, perUnit: one.unit))
                quantities.removeSubrange(q...q + 1)
                continue
            }
            q += 1
        }
        moneys.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }
}
