/// Ties quantities and prices to the names of products around them.
struct ProductNames {
    /// A stretch of a message between separators.
    private struct Segment {
        var tokens: Range<Int>
        var line: Int
        var quantities: [Int] = []
        var moneys: [Int] = []
        var hasEach = false
        var isParenthesis = false
    }

    /// A possible name: content tokens, trimmed.
    private struct Name {
        var tokens: Range<Int>
        var text: String
        var entry: Int?
        var isSpec: Bool
    }

    /// The message; lent by the reader while it is read.
    var text = OrderText()
    /// Its numbers; lent likewise.
    var roles = NumberRoles()
    private var segments: [Segment] = []
    private var quantities: [Quantity] = []
    private var owner: [Int32] = []

    init() {}

    /// Cuts the message, whose numbers are told apart, into segments.
    mutating func read() {
        let tokens = text.tokens
        quantities = roles.quantities.filter { $0.form != .bare || isMeant($0) }
        owner.removeAll(keepingCapacity: true)
        owner.append(contentsOf: repeatElement(-1, count: tokens.count))
        for (k, q) in quantities.enumerated() { for i in q.tokens { owner[i] = Int32(k) } }
        for (k, m) in roles.moneys.enumerated() { for i in m.tokens { owner[i] = Int32(k + 100_000) } }
        for s in roles.specs { for i in s where owner[i] < 0 { owner[i] = -2 } }
        segment()
    }

    /// Whether a number without a counter counts things: beside a known product, or before Latin words after a verb.
    private func isMeant(_ q: Quantity) -> Bool {
        let tokens = text.tokens
        let i = q.tokens.lowerBound
        guard q.value >= 0.5, q.value <= 200, q.value.rounded() == q.value || q.value == 0.5 else { return false }
        var n = i + 1
        while n < tokens.count, tokens[n].kind == .space { n += 1 }
        var p = i - 1
        while p >= 0, tokens[p].kind == .space { p -= 1 }
        if n < tokens.count, tokens[n].kind == .product { return p < 0 || tokens[p].kind != .colon || true }
        if p >= 0, tokens[p].kind == .product, n >= tokens.count || [.comma, .newline, .stop, .plus].contains(tokens[n].kind) { return true }
        guard n < tokens.count, n > i + 1, text.classes.contains(.orderVerb), tokens[n].kind == .text || tokens[n].classes.contains(.spec),
            text.bytes[tokens[n].start] < 0x80
        else { return false }
        return p >= 0
            && (tokens[p].classes.contains(.orderVerb) || tokens[p].classes.contains(.lead) || tokens[p].kind == .comma || tokens[p].classes.contains(.joiner)
                || tokens[p].kind == .text)
    }

    private mutating func segment() {
        segments.removeAll(keepingCapacity: true)
        let tokens = text.tokens
        var current = Segment(tokens: 0..<0, line: 0)
        var line = 0
        var begin = 0
        func eachFollows(_ i: Int) -> Bool {
            var j = i
            while j < tokens.count, tokens[j].kind != .newline {
                if tokens[j].kind == .word, tokens[j].classes.contains(.each) { return true }
                j += 1
            }
            return false
        }
        func close(_ end: Int, _ next: Int, parenthesis: Bool = false) {
            if end > begin {
                current.tokens = begin..<end
                current.line = line
                segments.append(current)
            }
            current = Segment(tokens: 0..<0, line: line)
            current.isParenthesis = parenthesis
            begin = next
        }
        var i = 0
        while i < tokens.count {
            let t = tokens[i]
            if owner[i] >= 0 {
                let k = Int(owner[i])
                if k >= 100_000 {
                    if current.moneys.last != k - 100_000 { current.moneys.append(k - 100_000) }
                } else if current.quantities.last != k {
                    current.quantities.append(k)
                }
                i += 1
                continue
            }
            switch t.kind {
            case .comma, .stop, .colon: close(i, i + 1)
            case .newline:
                close(i, i + 1)
                line += 1
                current.line = line
            case .open: close(i, i + 1, parenthesis: true)
            case .close: close(i, i + 1)
            case .plus: close(i, i + 1)
            case .word:
                if t.classes.contains(.each) { current.hasEach = true }
                if t.classes.contains(.joiner) {
                    let single = t.isSingleHan
                    let numberNext =
                        i + 1 < tokens.count
                        && (tokens[i + 1].kind == .number || tokens[i + 1].kind == .space && i + 2 < tokens.count && tokens[i + 2].kind == .number)
                    if !single || !current.quantities.isEmpty || numberNext || eachFollows(i) || i + 1 < tokens.count && tokens[i + 1].kind == .product {
                        close(i, i + 1)
                    }
                }
            default: break
            }
            i += 1
        }
        close(tokens.count, tokens.count)
    }

    // MARK: Names

    /// Whether a token may be part of a product's name.
    private func isContent(_ i: Int) -> Bool {
        let tokens = text.tokens
        let t = tokens[i]
        if owner[i] == -2 { return true }
        if owner[i] >= 0 { return false }
        switch t.kind {
        case .text, .product: return true
        case .number: return true
        case .code, .slash, .sign, .other, .times: return false
        case .word:
            if t.classes.contains(.each) { return false }
            if t.classes.contains(.weak), !t.classes.contains(.spec) { return touchesText(i) }
            return t.classes.subtracting(.weak).isSubset(of: Self.wordsOfNames)
        default: return false
        }
    }

    /// Classes whose words are part of names like any other word: 打 of 打蛋器, 红 of 口红.
    private static let wordsOfNames: WordClass = [.counter, .spec, .specUnit, .noise, .notCounter, .currency, .reseller, .sensitive]

    private func touchesText(_ i: Int) -> Bool {
        let tokens = text.tokens
        func name(_ j: Int) -> Bool {
            owner[j] == -1 && (tokens[j].kind == .text || tokens[j].kind == .word && tokens[j].classes.isSubset(of: Self.wordsOfNames))
        }
        if i + 1 < tokens.count, tokens[i + 1].start == tokens[i].end, name(i + 1) { return true }
        return i > 0 && tokens[i - 1].end == tokens[i].start && name(i - 1)
    }

    private func isDe(_ i: Int) -> Bool {
        let t = text.tokens[i]
        return t.kind == .word && t.isSingleHan && Scalars.decode(text.bytes, t.start).0 == 0x7684
    }

    /// The names in a range of tokens, in order.
    private func names(_ range: Range<Int>) -> [Name] {
        var found: [Name] = []
        var i = range.lowerBound
        let tokens = text.tokens
        while i < range.upperBound {
            guard isContent(i) else {
                i += 1
                continue
            }
            var end = i + 1
            while end < range.upperBound {
                if isContent(end) {
                    end += 1
                } else if tokens[end].kind == .space || isDe(end) || tokens[end].kind == .other && tokens[end].end - tokens[end].start == 1,
                    end + 1 < range.upperBound, isContent(end + 1)
                {
                    end += 2
                } else {
                    break
                }
            }
            if let name = name(i..<end) { found.append(name) }
            i = end
        }
        return found
    }

    /// The name of a run of content tokens: the catalogue's product in it, or its words with a leading measure put last (3kg装的苹果 → 苹果 3kg装).
    private func name(_ range: Range<Int>) -> Name? {
        let tokens = text.tokens
        var low = range.lowerBound
        var high = range.upperBound
        if let p = range.first(where: { tokens[$0].kind == .product }) {
            return Name(tokens: range, text: text.string(tokens[p].start..<tokens[p].end), entry: Int(tokens[p].entry), isSpec: false)
        }
        while low < high,
            tokens[low].kind == .space || tokens[low].kind == .number && owner[low] != -2 && low + 1 < high && tokens[low + 1].start > tokens[low].end
        { low += 1 }
        while high > low, tokens[high - 1].kind == .space || isDe(high - 1) { high -= 1 }
        guard low < high else { return nil }
        let isSpec = (low..<high).allSatisfy {
            owner[$0] == -2 || tokens[$0].kind == .word && tokens[$0].classes.contains(.spec) || tokens[$0].kind == .space || isDe($0)
        }
        // 四件套 is a thing, not a size of one.
        // 包装, 盒装: how it is packed, not what it is.
        let packing = clean(low..<high)
        if tokens[low].classes.contains(.counter), packing.hasSuffix("装"), packing.utf8.count == tokens[low].end - tokens[low].start + 3 {
            return Name(tokens: low..<high, text: packing, entry: nil, isSpec: true)
        }
        if isSpec, !clean(low..<high).hasSuffix("件套") {
            return Name(tokens: low..<high, text: clean(low..<high), entry: nil, isSpec: true)
        }
        guard (low..<high).contains(where: { tokens[$0].kind == .text || tokens[$0].classes.contains(.spec) || owner[$0] == -2 }) else { return nil }
        if let de = (low..<high).last(where: isDe), de > low, de + 1 < high {
            let left = low..<de
            let measured = left.allSatisfy { owner[$0] == -2 || tokens[$0].kind == .word && tokens[$0].classes.contains(.spec) || tokens[$0].kind == .space }
            let right = clean(de + 1..<high)
            return Name(tokens: low..<high, text: measured ? right + " " + clean(left) : right, entry: nil, isSpec: false)
        }
        let leading = (low..<high).prefix { owner[$0] == -2 && !isLink($0) }
        if !leading.isEmpty, leading.endIndex < high, owner[low] == -2 {
            let right = clean(leading.endIndex..<high)
            if !right.isEmpty { return Name(tokens: low..<high, text: right + " " + clean(low..<leading.endIndex), entry: nil, isSpec: false) }
        }
        let words = clean(low..<high)
        // One Latin letter, or nothing but a courtesy's rest, is no product.
        guard words.utf8.count >= 2 else { return nil }
        return Name(tokens: low..<high, text: words, entry: nil, isSpec: false)
    }

    private func isLink(_ i: Int) -> Bool {
        guard i < text.tokens.count else { return false }
        return text.string(text.tokens[i].start..<text.tokens[i].end).hasSuffix("链接")
    }

    private func clean(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        var string = text.string(text.tokens[range.lowerBound].start..<text.tokens[range.upperBound - 1].end)
        while string.last == " " { string.removeLast() }
        while string.first == " " { string.removeFirst() }
        return string
    }

    // MARK: Items

    /// Appends the products with quantities.
    func items(into mentions: inout OrderMentions) {
        var pendingNames: [Name] = []
        var pendingLine = -1
        var rest = 0
        for s in segments.indices {
            let segment = segments[s]
            if segment.line != pendingLine { pendingNames = [] }
            pendingLine = segment.line
            let wanted = segment.quantities.filter { !quantities[$0].isCondition }
            for k in segment.quantities where quantities[k].isCondition { mentions.stockUnit = quantities[k].unit ?? mentions.stockUnit }
            if wanted.isEmpty || segment.isParenthesis && !segments[..<s].contains(where: { $0.line == segment.line && $0.moneys.isEmpty }) {
                let found = names(segment.tokens)
                if let spec = found.first, found.count == 1, spec.isSpec, !mentions.items.isEmpty, mentions.items[mentions.items.count - 1].spec == nil,
                    segment.moneys.isEmpty
                {
                    mentions.items[mentions.items.count - 1].spec = wholeSpec(segment.tokens)
                }
                pendingNames.append(contentsOf: found)
                if !found.isEmpty { rest += 1 }
                continue
            }
            if segment.hasEach {
                each(segment, wanted, pendingNames, &mentions)
                pendingNames = []
                continue
            }
            let before = mentions.items.count
            rest += bind(segment, wanted, pendingNames, &mentions)
            if mentions.items.count > before { pendingNames = [] }
        }
        mentions.isPlainList = !mentions.items.isEmpty && rest == 0 && mentions.items.allSatisfy { $0.product != nil } && isBare()
    }

    /// A specification as it stands in its segment, without the separators at its ends.
    private func wholeSpec(_ range: Range<Int>) -> String { clean(range) }

    /// Whether the message has no words but names, quantities and courtesies.
    private func isBare() -> Bool {
        text.tokens.indices.allSatisfy { i in
            let t = text.tokens[i]
            return t.kind != .word || owner[i] != -1 || isContent(i)
                || !t.classes.isDisjoint(with: [
                    .lead, .tail, .joiner, .each, .orderVerb, .more, .spec, .confirm, .yes, .total, .breaker, .time, .askShip, .sameAddress,
                ])
        }
    }

    /// Ties a segment's quantities to names; answers how many names are left over.
    private func bind(_ segment: Segment, _ wanted: [Int], _ pending: [Name], _ mentions: inout OrderMentions) -> Int {
        var used = 0
        var gaps: [[Name]] = []
        var at = segment.tokens.lowerBound
        for k in wanted {
            gaps.append(names(at..<max(at, quantities[k].tokens.lowerBound)))
            at = quantities[k].tokens.upperBound
        }
        gaps.append(names(at..<max(at, segment.tokens.upperBound)))
        var pre = !gaps[0].isEmpty
        let first = quantities[wanted[0]]
        if pre, wanted.count == 1, first.form == .counted, let after = gaps[1].first, isTouching(first.tokens.upperBound, after.tokens.lowerBound),
            !isTouching(gaps[0][gaps[0].count - 1].tokens.upperBound, first.tokens.lowerBound), !after.isSpec
        {
            pre = false
        }
        if first.form == .times, text.tokens[first.tokens.lowerBound].kind == .number { pre = false }
        for (n, k) in wanted.enumerated() {
            let q = quantities[k]
            var name: Name?
            if pre {
                name = gaps[n].first { $0.entry != nil } ?? gaps[n].last
                if name == nil, let after = gaps[n + 1].first, n + 1 == wanted.count || gaps[n + 1].count > 1 { name = after }
            } else {
                name = gaps[n + 1].first
                if name?.entry == nil, let known = gaps[n + 1].first(where: { $0.entry != nil }) { name = known }
            }
            if name != nil { used += 1 }
            if name == nil, n == 0, let last = pending.last, !last.isSpec { name = last }
            var item = MentionedItem(
                product: name?.text, entry: name?.entry, quantity: q.value, unit: q.unit,
                isVariant: name?.isSpec == true && name.map { !isLink($0.tokens.upperBound - 1) } == true, isPlus: q.form == .plus,
                range: text.tokens[q.tokens.lowerBound].start..<text.tokens[q.tokens.upperBound - 1].end)
            // 黑色L码 behind the quantity is the item's specification.
            if pre, let behind = gaps[n + 1].first, behind.isSpec, name?.tokens != behind.tokens, n + 1 == wanted.count { item.spec = behind.text }
            let next = n + 1 < wanted.count ? quantities[wanted[n + 1]].tokens.lowerBound : segment.tokens.upperBound
            item.linePrice = price(q.tokens.upperBound, next)
            if item.spec != nil { used += 1 }
            mentions.items.append(item)
        }
        return gaps.reduce(0) { $0 + $1.count } - used
    }

    private func isTouching(_ end: Int, _ start: Int) -> Bool { end == start || end + 1 == start && text.tokens[end].kind == .space }

    /// Money, or a number with a fraction, right behind an item.
    private func price(_ from: Int, _ to: Int) -> Double? {
        var i = from
        while i < to, text.tokens[i].kind == .space || text.tokens[i].kind == .colon { i += 1 }
        guard i < to else { return nil }
        if owner[i] >= 100_000 {
            let money = roles.moneys[Int(owner[i]) - 100_000]
            return money.role == .plain || money.role == .price ? money.amount : nil
        }
        let t = text.tokens[i]
        guard t.kind == .number, !t.isSpelled, i + 1 >= text.tokens.count || text.tokens[i + 1].kind == .newline,
            text.bytes[t.start..<t.end].contains(UInt8(ascii: ".")) || i > from
        else { return nil }
        return t.value
    }

    /// 面膜、洗面奶各两盒; 衬衫，白的蓝的各一件; 一样一盒.
    private func each(_ segment: Segment, _ wanted: [Int], _ pending: [Name], _ mentions: inout OrderMentions) {
        guard let k = wanted.last else { return }
        let q = quantities[k]
        let own = names(segment.tokens.lowerBound..<q.tokens.lowerBound)
        let range = text.tokens[q.tokens.lowerBound].start..<text.tokens[q.tokens.upperBound - 1].end
        func add(_ product: String?, _ entry: Int?) {
            mentions.items.append(MentionedItem(product: product, entry: entry, quantity: q.value, unit: q.unit, range: range))
        }
        let variants = own.flatMap { $0.isSpec ? split($0) : [] }
        if !own.isEmpty, own.allSatisfy(\.isSpec) {
            let base = pending.last { !$0.isSpec }
            let earlier = pending.filter(\.isSpec).flatMap(split)
            for v in earlier + variants {
                if let base {
                    add(base.text + " " + v, base.entry)
                } else {
                    mentions.items.append(MentionedItem(product: v, quantity: q.value, unit: q.unit, isVariant: true, range: range))
                }
            }
            return
        }
        let all = pending + own + (own.isEmpty && pending.isEmpty ? names(q.tokens.upperBound..<segment.tokens.upperBound) : [])
        if all.isEmpty { return add(nil, nil) }
        for name in all { add(name.text, name.entry) }
    }

    /// 白的蓝的 → 白, 蓝.
    private func split(_ name: Name) -> [String] {
        name.tokens.filter { text.tokens[$0].kind == .word && !isDe($0) || owner[$0] == -2 }.map { text.string(text.tokens[$0].start..<text.tokens[$0].end) }
    }

    // MARK: Prices and topics

    /// 酱牛肉 大份: a name and, behind a space, its variant.
    private func parted(_ name: Name) -> (Name, Name)? {
        guard let space = name.tokens.last(where: { text.tokens[$0].kind == .space }), space > name.tokens.lowerBound,
            let head = self.name(name.tokens.lowerBound..<space),
            let tail = self.name(space + 1..<name.tokens.upperBound), tail.isSpec, !head.isSpec
        else { return nil }
        return (head, tail)
    }

    /// Appends prices with what they are for, and products named without a quantity.
    func topics(into mentions: inout OrderMentions) {
        var last: Name?
        for segment in segments {
            var at = segment.tokens.lowerBound
            for m in segment.moneys {
                let money = roles.moneys[m]
                let own = names(at..<max(at, money.tokens.lowerBound))
                at = money.tokens.upperBound
                if money.role == .total || money.role == .deposit || money.role == .promotion { continue }
                var product = own.last { $0.entry != nil } ?? own.last { !$0.isSpec } ?? last
                var variant = own.last { $0.isSpec }
                if variant == nil, let whole = own.last, let parts = parted(whole) { (product, variant) = parts }
                if let product { last = product }
                guard money.role != .plain || money.perQuantity > 0 || product != nil else { continue }
                mentions.prices.append(
                    MentionedPrice(
                        product: product?.text, entry: product?.entry, variant: variant?.text, amount: money.amount, currency: money.currency,
                        perQuantity: money.perQuantity > 0 ? money.perQuantity : 1, perUnit: money.perUnit,
                        isTied: money.perQuantity > 0 || money.role == .price,
                        isFormer: money.role == .oldPrice,
                        range: text.tokens[money.tokens.lowerBound].start..<text.tokens[money.tokens.upperBound - 1].end))
            }
            let rest = names(at..<segment.tokens.upperBound)
            for name in rest where !name.isSpec {
                let range = text.tokens[name.tokens.lowerBound].start..<text.tokens[name.tokens.upperBound - 1].end
                if !segment.isParenthesis { last = name }
                mentions.topics.append(MentionedTopic(name: name.text, entry: name.entry, range: range))
            }
        }
    }
}
