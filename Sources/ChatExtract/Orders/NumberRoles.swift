/// Tells a message's numbers apart: money, quantities, and what is neither.
struct NumberRoles {
    var moneys: [Money] = []
    var quantities: [Quantity] = []
    /// Tokens that are part of a specification (500g, 2斤装, 三段): words of a product's name.
    var specs: [Range<Int>] = []
    /// The shop's region, for bare signs and words.
    var region = "CN" { didSet { home = Currencies.home(region) } }
    var home = "CNY"
    /// Whether the message has shown that its dots stand between thousands.
    var groupsByDot = false
    /// Whether the message is the seller's: a number behind a product's name is then its price.
    var isOffer = false

    /// Reads a message's tokens.
    mutating func read(_ text: OrderText) {
        moneys.removeAll(keepingCapacity: true)
        quantities.removeAll(keepingCapacity: true)
        specs.removeAll(keepingCapacity: true)
        groupsByDot = false
        var at = 0
        while at < text.tokens.count {
            let t = text.tokens[at]
            if t.kind == .number {
                at = text.hasEquals ? equation(at, text) ?? number(at, text) : number(at, text)
            } else if t.kind == .colon, text.hasEquals {
                at = sum(at, text) ?? at + 1
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
    func before(_ i: Int, _ tokens: [OrderToken]) -> Int? {
        var j = i - 1
        if j >= 0, tokens[j].kind == .space { j -= 1 }
        return j >= 0 ? j : nil
    }

    func after(_ i: Int, _ tokens: [OrderToken]) -> Int? {
        var j = i + 1
        if j < tokens.count, tokens[j].kind == .space { j += 1 }
        return j < tokens.count ? j : nil
    }

    // MARK: One number

    mutating func number(_ i: Int, _ text: OrderText) -> Int {
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

    func isLatinWord(_ word: OrderToken, _ text: OrderText) -> Bool {
        text.bytes[word.start] < 0x80 || text.bytes[word.start] < 0xE3 && text.bytes[word.start] >= 0xC3 || text.bytes[word.start] == 0xE1
            || text.bytes[word.start] == 0xE0
    }

    /// 5号链接, 3号: the name of a thing by its number.
    mutating func linkNumber(_ i: Int, _ n: Int, _ text: OrderText) -> Int? {
        let bytes = text.bytes
        let tail = Array("链接".utf8)
        guard text.tokens[n].end + tail.count <= bytes.count, bytes[text.tokens[n].end..<text.tokens[n].end + tail.count].elementsEqual(tail) else {
            return nil
        }
        guard n + 1 < text.tokens.count else { return nil }
        specs.append(i..<n + 2)
        return n + 2
    }

    mutating func counted(_ i: Int, _ n: Int, _ text: OrderText) -> Int {
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
        quantity.isCondition = isCondition(first, end, text)
        quantities.append(quantity)
        return end
    }

    /// What makes counted things a specification when it touches them: 装, 套 after 件, 入, 组.
    func isSpecTail(_ i: Int, _ text: OrderText) -> Bool {
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
    func isCondition(_ first: Int, _ end: Int, _ text: OrderText) -> Bool {
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
        // 满 第 每 前 限 剩 余 送 赠 缺 近 余: touching, since 小满 2箱 is somebody's.
        if tokens[p].end == tokens[first].start, [0x6EE1, 0x7B2C, 0x6BCF, 0x9650, 0x5269, 0x4F59, 0x9001, 0x8D60, 0x7F3A].contains(tail) { return true }
        if tokens[p].isSingleHan, tokens[p].end != tokens[first].start { return false }
        return (tokens[p].classes.contains(.promo) || tokens[p].classes.contains(.offerCall)) && tokens[p].classes.isDisjoint(with: .orderVerb)
    }

    /// 来盒面膜, 要个蛋糕: one, said without a number, right after a verb.
    mutating func bareCounter(_ i: Int, _ text: OrderText) -> Int {
        let tokens = text.tokens
        guard i > 0, tokens[i].start == tokens[i - 1].end, tokens[i - 1].kind == .word, tokens[i - 1].classes.contains(.orderVerb), tokens[i].isSingleHan,
            i + 1 < tokens.count, tokens[i + 1].start == tokens[i].end, tokens[i + 1].kind == .text || tokens[i + 1].kind == .product
        else { return i + 1 }
        // 订挂耳1盒: with a number behind, the counter is a piece of the name.
        var j = i + 1
        while j < tokens.count, tokens[j].kind == .text || tokens[j].kind == .word || tokens[j].kind == .space || tokens[j].kind == .times { j += 1 }
        if j < tokens.count, tokens[j].kind == .number { return i + 1 }
        let unit = text.string(tokens[i].start..<tokens[i].end)
        quantities.append(Quantity(tokens: i..<i + 1, value: 1, unit: unit, form: .counted))
        return i + 1
    }
}
