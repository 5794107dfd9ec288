extension ProductNames {
    /// Appends the products with quantities.
    mutating func items(into mentions: inout OrderMentions) {
        var pending = 0..<0
        var pendingLine = -1
        var rest = 0
        for s in segments.indices {
            let segment = segments[s]
            if segment.line != pendingLine { pending = 0..<0 }
            pendingLine = segment.line
            var wanted: [Int] = []
            for k in segment.quantities where owns(k) {
                if quantities[k].isCondition {
                    mentions.stockUnit = quantities[k].unit ?? mentions.stockUnit
                } else {
                    wanted.append(k)
                }
            }
            if wanted.isEmpty || segment.isParenthesis && isExplained(s) {
                let own = names(segment.tokens)
                if own.count == 1, found[own.lowerBound].isSpec, segment.moneys.isEmpty, let last = mentions.items.indices.last,
                    mentions.items[last].spec == nil
                {
                    mentions.items[last].spec = text.string(bytes(of: segment.tokens))
                }
                // Names stand one behind the other: those of this line that are not used yet.
                pending = pending.isEmpty ? own : pending.lowerBound..<own.upperBound
                if !own.isEmpty { rest += 1 }
                continue
            }
            if segment.hasEach {
                mentions.classes.insert(.each)
                each(segment, wanted, pending, &mentions)
                pending = 0..<0
                continue
            }
            let before = mentions.items.count
            rest += bind(segment, wanted, pending, &mentions)
            if mentions.items.count > before { pending = trailing }
        }
        // 涨了2斤, 吃了两盒: what happened and not what is wanted.
        for q in quantities.indices where owns(q) && follows(0x4E86, quantities[q].tokens.lowerBound) { rest += 1 }
        mentions.isPlainList = !mentions.items.isEmpty && rest == 0 && mentions.items.allSatisfy { $0.product != nil } && isBare()
    }

    /// Whether a character stands right before a token.
    private func follows(_ scalar: UInt32, _ i: Int) -> Bool {
        guard i > 0, text.tokens[i - 1].isSingleHan, text.tokens[i - 1].end == text.tokens[i].start else { return false }
        return Scalars.decode(text.bytes, text.tokens[i - 1].start).0 == scalar
    }

    /// Whether a quantity's tokens are still its own: an amount may have taken them.
    private func owns(_ k: Int) -> Bool { quantities[k].tokens.contains { owner[$0] == Int32(truncatingIfNeeded: k) } }

    /// Whether what stands in parentheses explains what stands before: 25元/盒（6个）, 两箱（每箱12个）. 面膜（2盒） does not.
    private func isExplained(_ s: Int) -> Bool {
        var hasName = false
        for other in segments[..<s] where other.line == segments[s].line {
            guard other.moneys.isEmpty else { return true }
            if !other.quantities.isEmpty, !other.isParenthesis { return true }
            hasName = true
        }
        return !hasName
    }

    /// Whether the message has no words but names, quantities and courtesies.
    private func isBare() -> Bool {
        text.tokens.indices.allSatisfy { i in
            let t = text.tokens[i]
            return t.kind != .word || owner[i] != Self.nobody || isContent(i) || !t.classes.isDisjoint(with: Self.courtesies)
        }
    }

    private static let courtesies: WordClass = [
        .lead, .tail, .joiner, .each, .orderVerb, .more, .spec, .confirm, .yes, .total, .breaker, .time, .askShip, .sameAddress, .forOther, .courier,
    ]

    /// Ties a segment's quantities to names; answers how many names are left over.
    private mutating func bind(_ segment: Segment, _ wanted: [Int], _ pending: Range<Int>, _ mentions: inout OrderMentions) -> Int {
        var used = 0
        var gaps: [Range<Int>] = []
        gaps.reserveCapacity(wanted.count + 1)
        let firstName = found.count
        var at = segment.tokens.lowerBound
        for k in wanted {
            gaps.append(names(at..<max(at, quantities[k].tokens.lowerBound)))
            at = quantities[k].tokens.upperBound
        }
        gaps.append(names(at..<max(at, segment.tokens.upperBound)))
        // 红薯粉：4捆 凝珠：2桶: the names stand before their colons.
        let isExplained = segment.isExplanation && gaps[0].isEmpty && pending.last.map { !found[$0].isSpec } == true
        let pre = isExplained || standBefore(wanted, gaps)
        trailing = isExplained && gaps[wanted.count].first.map { !found[$0].isSpec } == true ? gaps[wanted.count] : 0..<0
        for (n, k) in wanted.enumerated() {
            let q = quantities[k]
            var name: Int?
            if pre {
                name = gaps[n].first { found[$0].entry != nil } ?? gaps[n].last
                if name == nil, !isExplained, let after = gaps[n + 1].first, n + 1 == wanted.count || gaps[n + 1].count > 1 { name = after }
            } else {
                name = gaps[n + 1].first { found[$0].entry != nil } ?? gaps[n + 1].first
            }
            if name != nil { used += 1 }
            if name == nil, n == 0, let last = pending.last, !found[last].isSpec {
                name = last
                used += 1
            }
            let it = name.map { found[$0] }
            var item = MentionedItem(
                product: it.map(string), entry: it?.entry, quantity: q.value, unit: q.unit,
                isVariant: it.map { $0.isSpec && !isLink($0.tokens.upperBound - 1) } ?? false,
                isPlus: q.form == .plus, range: range(of: q))
            // 黑色L码 behind the quantity is the item's specification.
            if pre, n + 1 == wanted.count, let behind = gaps[n + 1].first, found[behind].isSpec, it?.tokens != found[behind].tokens {
                item.spec = string(found[behind])
            }
            let next = n + 1 < wanted.count ? quantities[wanted[n + 1]].tokens.lowerBound : segment.tokens.upperBound
            item.linePrice = price(q.tokens.upperBound, next)
            if item.spec != nil { used += 1 }
            item.unitPrice = workedOut(q)
            mentions.items.append(item)
        }
        return found.count - firstName - used
    }

    /// Whether the names stand before their quantities.
    private func standBefore(_ wanted: [Int], _ gaps: [Range<Int>]) -> Bool {
        let first = quantities[wanted[0]]
        guard let before = gaps[0].last else { return false }
        if first.form == .times, text.tokens[first.tokens.lowerBound].kind == .number { return false }
        guard wanted.count == 1, first.form == .counted, let after = gaps[1].first else { return true }
        return
            !(isTouching(first.tokens.upperBound, found[after].tokens.lowerBound) && !isTouching(found[before].tokens.upperBound, first.tokens.lowerBound)
            && !found[after].isSpec)
    }

    private func isTouching(_ end: Int, _ start: Int) -> Bool { end == start || end + 1 == start && text.tokens[end].kind == .space }

    private func range(of q: Quantity) -> Range<Int> { text.tokens[q.tokens.lowerBound].start..<text.tokens[q.tokens.upperBound - 1].end }

    /// The price that an equation multiplies a quantity by.
    private func workedOut(_ q: Quantity) -> Double? {
        guard text.hasEquals else { return nil }
        return roles.moneys.first {
            $0.role == .price && $0.perQuantity == 1 && ($0.tokens.lowerBound == q.tokens.upperBound || $0.tokens.upperBound == q.tokens.lowerBound)
        }?.amount
    }

    /// Money, or a number with a fraction, right behind an item.
    private func price(_ from: Int, _ to: Int) -> Double? {
        var i = from
        while i < to, text.tokens[i].kind == .space || text.tokens[i].kind == .colon { i += 1 }
        guard i < to else { return nil }
        if owner[i] >= Self.money {
            let money = roles.moneys[Int(owner[i] - Self.money)]
            return money.role == .plain || money.role == .price ? money.amount : nil
        }
        let t = text.tokens[i]
        guard t.kind == .number, !t.isSpelled, i + 1 >= text.tokens.count || text.tokens[i + 1].kind == .newline,
            text.bytes[t.start..<t.end].contains(UInt8(ascii: ".")) || i > from
        else { return nil }
        return t.value
    }

    /// 面膜、洗面奶各两盒; 衬衫，白的蓝的各一件; 一样一盒.
    private mutating func each(_ segment: Segment, _ wanted: [Int], _ pending: Range<Int>, _ mentions: inout OrderMentions) {
        guard let k = wanted.last else { return }
        let q = quantities[k]
        let own = names(segment.tokens.lowerBound..<max(segment.tokens.lowerBound, q.tokens.lowerBound))
        func item(_ product: String?, _ entry: Int?, isVariant: Bool = false) -> MentionedItem {
            MentionedItem(product: product, entry: entry, quantity: q.value, unit: q.unit, isVariant: isVariant, range: range(of: q))
        }
        if !own.isEmpty, own.allSatisfy({ found[$0].isSpec }) {
            let base = pending.last { !found[$0].isSpec }.map { found[$0] }
            for variant in (pending.filter { found[$0].isSpec } + own).flatMap({ split(found[$0]) }) {
                mentions.items.append(base.map { item(string($0) + " " + variant, $0.entry) } ?? item(variant, nil, isVariant: true))
            }
            return
        }
        var all = Array(pending) + own
        if all.isEmpty { all = Array(names(q.tokens.upperBound..<max(q.tokens.upperBound, segment.tokens.upperBound))) }
        if all.isEmpty { mentions.items.append(item(nil, nil)) }
        for n in all { mentions.items.append(item(string(found[n]), found[n].entry)) }
    }

    /// 白的蓝的 → 白, 蓝.
    private func split(_ name: Name) -> [String] {
        name.tokens.filter { text.tokens[$0].kind == .word && !isDe($0) || owner[$0] == Self.spec }.map {
            text.string(text.tokens[$0].start..<text.tokens[$0].end)
        }
    }
}
