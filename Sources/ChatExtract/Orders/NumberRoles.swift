/// Tells a message's numbers apart: money, quantities, and what is neither.
struct NumberRoles {
    private(set) var moneys: [Money] = []
    private(set) var quantities: [Quantity] = []
    /// Tokens that are part of a specification (500g, 2斤装, 三段): words of a product's name.
    private(set) var specs: [Range<Int>] = []
    /// The shop's region, for bare signs and words.
    var region = "CN" { didSet { home = Currencies.home(region) } }
    private var home = "CNY"
    /// Whether the message is the seller's: a number behind a product's name is then its price.
    var isOffer = false

    /// Reads a message's tokens.
    mutating func read(_ text: OrderText) {
        moneys.removeAll(keepingCapacity: true)
        quantities.removeAll(keepingCapacity: true)
        specs.removeAll(keepingCapacity: true)
        var at = 0
        while at < text.tokens.count {
            let t = text.tokens[at]
            if t.kind == .number {
                at = number(at, text)
            } else if t.kind == .word, t.classes.contains(.counter) {
                at = bareCounter(at, text)
            } else {
                at += 1
            }
        }
        pairPrices(text)
    }

    // MARK: Neighbours

    /// The token before, over at most one space.
    private func before(_ i: Int, _ tokens: [OrderToken]) -> Int? {
        var j = i - 1
        if j >= 0, tokens[j].kind == .space { j -= 1 }
        return j >= 0 ? j : nil
    }

    private func after(_ i: Int, _ tokens: [OrderToken]) -> Int? {
        var j = i + 1
        if j < tokens.count, tokens[j].kind == .space { j += 1 }
        return j < tokens.count ? j : nil
    }

    // MARK: One number

    private mutating func number(_ i: Int, _ text: OrderText) -> Int {
        let tokens = text.tokens
        let t = tokens[i]
        if let end = money(i, text) { return end }
        let next = after(i, tokens)
        let isTouching = next == i + 1
        let prev = before(i, tokens)
        if let n = next, tokens[n].kind == .word {
            let word = tokens[n]
            // 第3期, 5天, 2斤装, 500g: a measure of something else. The word must touch, save for Latin words.
            if isTouching || word.end - word.start > 0 && isLatinWord(word, text) {
                if word.classes.contains(.specUnit), !word.classes.contains(.counter) || text.bytes[word.start] < 0x80 && word.end - word.start == 1 {
                    // 5号链接 is a product's name; so is 三段; 2斤装 too.
                    specs.append(i..<n + 1)
                    return n + 1
                }
                if word.classes.contains(.notCounter), !word.classes.contains(.counter) { return linkNumber(i, n, text) ?? n + 1 }
                if word.classes.contains(.counter) { return counted(i, n, text) }
            }
        }
        // 2单的… counters that are something else too (两 as weight) were words above; 块 is a counter when a thing follows.
        if let p = prev {
            if tokens[p].kind == .times {
                quantities.append(Quantity(tokens: p..<i + 1, value: t.value, unit: nil, form: .times))
                return i + 1
            }
            if tokens[p].kind == .plus, p + 1 == i, t.value <= 99, t.value.rounded() == t.value {
                quantities.append(Quantity(tokens: p..<i + 1, value: t.value, unit: nil, form: .plus))
                return i + 1
            }
        }
        // 2x collagen
        if let n = next, isTouching, tokens[n].kind == .times, let thing = after(n, tokens), tokens[thing].kind == .text || tokens[thing].kind == .product {
            quantities.append(Quantity(tokens: i..<n + 1, value: t.value, unit: nil, form: .times))
            return n + 1
        }
        // 俩 and 仨 hold their counter already.
        let c = Scalars.decode(text.bytes, t.start).0
        quantities.append(Quantity(tokens: i..<i + 1, value: t.value, unit: nil, form: c == 0x4FE9 || c == 0x4EE8 ? .counted : .bare))
        return i + 1
    }

    private func isLatinWord(_ word: OrderToken, _ text: OrderText) -> Bool {
        text.bytes[word.start] < 0x80 || text.bytes[word.start] < 0xE3 && text.bytes[word.start] >= 0xC3 || text.bytes[word.start] == 0xE1
            || text.bytes[word.start] == 0xE0
    }

    /// 5号链接, 3号: the name of a thing by its number.
    private mutating func linkNumber(_ i: Int, _ n: Int, _ text: OrderText) -> Int? {
        let bytes = text.bytes
        let tail = Array("链接".utf8)
        guard text.tokens[n].end + tail.count <= bytes.count, bytes[text.tokens[n].end..<text.tokens[n].end + tail.count].elementsEqual(tail) else {
            return nil
        }
        guard n + 1 < text.tokens.count else { return nil }
        specs.append(i..<n + 2)
        return n + 2
    }

    private mutating func counted(_ i: Int, _ n: Int, _ text: OrderText) -> Int {
        let tokens = text.tokens
        var value = tokens[i].value
        var end = n + 1
        // 一斤半, 两箱半
        if end < tokens.count, tokens[end].kind == .number, tokens[end].value == 0.5, tokens[end].isSpelled, tokens[end].start == tokens[n].end {
            value += 0.5
            end += 1
        }
        // 2斤装, 两件套, 3盒一组: a specification.
        if end < tokens.count, tokens[end].start == tokens[n].end, isSpecTail(end, text) {
            specs.append(i..<end + 1)
            return end + 1
        }
        if tokens[n].classes.contains(.specUnit), text.bytes[tokens[n].start] < 0x80, tokens[n].end - tokens[n].start <= 2 {
            // 500g as a word of a name; 2 kg of something is a quantity.
            if !(text.value(tokens[n]) == "kg" || tokens[n].end - tokens[n].start == 2) {
                specs.append(i..<end)
                return end
            }
        }
        var first = i
        var form = Quantity.Form.counted
        if let p = before(i, tokens) {
            if tokens[p].kind == .times || tokens[p].kind == .plus && p + 1 == i {
                first = p
                form = tokens[p].kind == .times ? .times : .plus
            }
        }
        let unitToken = tokens[n]
        let unit = text.value(unitToken) ?? text.string(unitToken.start..<unitToken.end)
        var quantity = Quantity(tokens: first..<end, value: value, unit: unit, form: form)
        quantity.isCondition = tokens[i].isVague && false || isCondition(first, end, text)
        quantities.append(quantity)
        return end
    }

    /// What makes counted things a specification when it touches them: 装, 套 after 件, 入, 组.
    private func isSpecTail(_ i: Int, _ text: OrderText) -> Bool {
        let t = text.tokens[i]
        let b = text.bytes
        guard t.start + 3 <= b.count else { return false }
        let c = Scalars.decode(b, t.start).0
        switch c {
        case 0x88C5, 0x5165: return true  // 装, 入
        case 0x5957: return i > 0 && Scalars.decode(b, text.tokens[i - 1].start).0 == 0x4EF6  // 件套
        default: return false
        }
    }

    /// 两盒以上, 满3件, 第二件, 每盒, 还剩20盒, 限购2件, 前3名.
    private func isCondition(_ first: Int, _ end: Int, _ text: OrderText) -> Bool {
        let tokens = text.tokens
        if end < tokens.count, tokens[end].kind == .word, tokens[end].classes.contains(.promo), tokens[end].start == tokens[end - 1].end {
            let word = text.string(tokens[end].start..<tokens[end].end)
            if ["以上", "以内", "以下", "起", "起送", "起批", "起订", "包邮", "送", "减", "立减", "打折"].contains(word) { return true }
        }
        // 多少钱一斤, 一盒多少钱: the price of one is asked.
        var n = end
        while n < tokens.count, n < end + 2, tokens[n].kind == .space || tokens[n].classes.contains(.pronoun) { n += 1 }
        if n < tokens.count, tokens[n].classes.contains(.askPrice), tokens[first].value == 1 { return true }
        guard let p = before(first, tokens), tokens[p].kind == .word || tokens[p].kind == .text, tokens[p].end >= 3 else { return false }
        if tokens[p].classes.contains(.askPrice) { return true }
        let tail = Scalars.decode(text.bytes, tokens[p].end - 3).0
        // 满 第 每 前 限 剩 余 送 赠 缺 近 余
        if [0x6EE1, 0x7B2C, 0x6BCF, 0x9650, 0x5269, 0x4F59, 0x9001, 0x8D60, 0x7F3A].contains(tail) { return true }
        return (tokens[p].classes.contains(.promo) || tokens[p].classes.contains(.offerCall)) && tokens[p].classes.isDisjoint(with: .orderVerb)
    }

    /// 来盒面膜, 要个蛋糕: one, said without a number, right after a verb.
    private mutating func bareCounter(_ i: Int, _ text: OrderText) -> Int {
        let tokens = text.tokens
        guard i > 0, tokens[i].start == tokens[i - 1].end, tokens[i - 1].kind == .word, tokens[i - 1].classes.contains(.orderVerb), tokens[i].isSingleHan,
            i + 1 < tokens.count, tokens[i + 1].start == tokens[i].end, tokens[i + 1].kind == .text || tokens[i + 1].kind == .product
        else { return i + 1 }
        let unit = text.string(tokens[i].start..<tokens[i].end)
        quantities.append(Quantity(tokens: i..<i + 1, value: 1, unit: unit, form: .counted))
        return i + 1
    }

    // MARK: Money

    /// Money whose number stands at `i`; answers the token after it.
    private mutating func money(_ i: Int, _ text: OrderText) -> Int? {
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
        if let currency, t.isDotGrouped, Currencies.groupsByDot(currency) { amount = t.value * 1000 }
        if currency == nil, Currencies.groupsByDot(home), t.isDotGrouped {
            amount = t.value * 1000
            currency = home
        }
        guard let currency else { return nil }
        // ¥89/盒 and the role come with the pairing.
        moneys.append(Money(tokens: first..<end, amount: (amount * 100).rounded() / 100, currency: currency, role: role(first, text)))
        return end
    }

    /// 块 before the name of a thing counts it: 两块香皂.
    private func isThing(_ n: Int, _ text: OrderText) -> Bool {
        let tokens = text.tokens
        guard tokens[n].isSingleHan, Scalars.decode(text.bytes, tokens[n].start).0 == 0x5757, n > 0, tokens[n - 1].value <= 10, n + 1 < tokens.count,
            tokens[n + 1].start == tokens[n].end
        else { return false }
        guard tokens[n + 1].kind == .product || tokens[n + 1].kind == .text, let p = before(n - 1, tokens) else { return false }
        return tokens[p].kind == .word && !tokens[p].classes.isDisjoint(with: [.orderVerb, .more])
    }

    /// 8块5, 三块五毛, 三块五毛二: what follows the main unit.
    private func smallChange(_ at: Int, _ amount: inout Double, _ text: OrderText) -> Int {
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
    private func role(_ first: Int, _ text: OrderText) -> Money.Role {
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

    // MARK: Prices for a quantity

    /// Finds bare numbers that are money by their neighbours, and ties prices to what they are for: 35/斤, 89一盒, 三斤一百, 现价168.
    private mutating func pairPrices(_ text: OrderText) {
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
    private func isPriceOfName(_ i: Int, _ text: OrderText) -> Bool {
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
    private func isFollowedByName(_ i: Int, _ text: OrderText) -> Bool {
        let tokens = text.tokens
        guard i + 1 < tokens.count, tokens[i + 1].start == tokens[i].end else { return false }
        return tokens[i + 1].kind == .text && tokens[i].isSpelled || !tokens[i + 1].classes.isDisjoint(with: [.notCounter])
    }

    /// 89元/盒, 89块一盒, 89元每盒: the price says what it is for.
    private mutating func tie(_ m: Int, _ text: OrderText) {
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
    private func unit(after end: Int, _ text: OrderText) -> (unit: String, end: Int)? {
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
    private func beginsName(_ i: Int, _ text: OrderText) -> Bool {
        i + 1 < text.tokens.count && text.tokens[i + 1].start == text.tokens[i].end && (text.tokens[i + 1].kind == .text || text.tokens[i + 1].kind == .product)
    }

    /// 一盒89, 三斤一百, 一斤35块: the quantity before the price says what it is for. Only when the two touch, and the quantity is spelled or one.
    private mutating func pricesAfterQuantities(_ text: OrderText) {
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
