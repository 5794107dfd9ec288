extension ProductNames {
    /// Classes whose words are part of names like any other word: 打 of 打蛋器, 红 of 口红.
    private static let wordsOfNames: WordClass = [.counter, .spec, .specUnit, .noise, .notCounter, .currency, .reseller, .sensitive]

    /// Whether a token may be part of a product's name.
    func isContent(_ i: Int) -> Bool {
        let t = text.tokens[i]
        if owner[i] == Self.spec { return true }
        if owner[i] >= 0 { return false }
        switch t.kind {
        case .text, .product, .number: return true
        case .word:
            if t.classes.contains(.each), !t.classes.contains(.noise) { return false }
            if t.classes.contains(.each) { return !(i + 1 < owner.count && owner[i + 1] >= 0) }
            if t.classes.contains(.weak), !t.classes.contains(.spec) { return touchesText(i) }
            return t.classes.subtracting(.weak).isSubset(of: Self.wordsOfNames)
        default: return false
        }
    }

    private func touchesText(_ i: Int) -> Bool {
        if i + 1 < text.tokens.count, text.tokens[i + 1].start == text.tokens[i].end, isNameWord(i + 1) { return true }
        return i > 0 && text.tokens[i - 1].end == text.tokens[i].start && isNameWord(i - 1)
    }

    private func isNameWord(_ i: Int) -> Bool {
        guard owner[i] == Self.nobody else { return false }
        let t = text.tokens[i]
        return t.kind == .text || t.kind == .word && t.classes.subtracting(.weak).isSubset(of: Self.wordsOfNames)
    }

    /// 的
    func isDe(_ i: Int) -> Bool {
        let t = text.tokens[i]
        return t.kind == .word && t.isSingleHan && Scalars.decode(text.bytes, t.start).0 == 0x7684
    }

    /// Looks for the names in a range of tokens; answers where they stand in `found`, in order.
    mutating func names(_ range: Range<Int>) -> Range<Int> {
        let first = found.count
        var i = range.lowerBound
        while i < range.upperBound {
            guard isContent(i) else {
                i += 1
                continue
            }
            var end = i + 1
            while end < range.upperBound {
                if isContent(end) {
                    end += 1
                } else if end + 1 < range.upperBound, bridges(end), isContent(end + 1) {
                    end += 2
                } else {
                    break
                }
            }
            if let name = name(i..<end) { found.append(name) }
            i = end
        }
        return first..<found.count
    }

    /// A space, 的 or a single sign does not end a name.
    private func bridges(_ i: Int) -> Bool {
        let t = text.tokens[i]
        return t.kind == .space || isDe(i) || t.kind == .other && t.end - t.start == 1
    }

    /// The name of a run of content tokens: the catalogue's product in it, or its words with a leading measure put last (3kg装的苹果 → 苹果 3kg装).
    func name(_ range: Range<Int>) -> Name? {
        var low = range.lowerBound
        var high = range.upperBound
        // Loops and not closures, which would copy the whole of the message's state.
        for i in range where text.tokens[i].kind == .product {
            let t = text.tokens[i]
            return Name(tokens: range, words: t.start..<t.end, entry: Int(t.entry), isSpec: false)
        }
        while low < high,
            text.tokens[low].kind == .space
                || text.tokens[low].kind == .number && owner[low] != Self.spec && low + 1 < high && text.tokens[low + 1].start > text.tokens[low].end
        { low += 1 }
        while high > low, text.tokens[high - 1].kind == .space || isDe(high - 1) { high -= 1 }
        guard low < high else { return nil }
        let whole = low..<high
        let words = bytes(of: whole)
        // 包装, 盒装: how it is packed, not what it is.
        if text.tokens[low].classes.contains(.counter), ends(words, 0xE8, 0xA3, 0x85), words.count == text.tokens[low].end - text.tokens[low].start + 3 {
            return Name(tokens: whole, words: words, isSpec: true)
        }
        var isSpec = true
        var hasWords = false
        var de = -1
        for i in whole {
            if isDe(i) { de = i } else if !isMeasure(i) { isSpec = false }
            if text.tokens[i].kind == .text || text.tokens[i].classes.contains(.spec) || owner[i] == Self.spec || isThing(i) { hasWords = true }
        }
        // 四件套 is a thing, not a size of one.
        if isSpec, !isSet(words) { return Name(tokens: whole, words: words, isSpec: true) }
        guard hasWords else { return nil }
        if de > low, de + 1 < high {
            var measured = true
            for i in low..<de where !isMeasure(i) { measured = false }
            return Name(tokens: whole, words: bytes(of: de + 1..<high), measure: measured ? bytes(of: low..<de) : nil, isSpec: false)
        }
        var lead = low
        while lead < high, owner[lead] == Self.spec, !isLink(lead) { lead += 1 }
        if lead > low, lead < high {
            let rest = bytes(of: lead..<high)
            if !rest.isEmpty { return Name(tokens: whole, words: rest, measure: bytes(of: low..<lead), isSpec: false) }
        }
        // One Latin letter, or nothing but a courtesy's rest, is no product.
        guard words.count >= 2 else { return nil }
        return Name(tokens: whole, words: words, isSpec: false)
    }

    /// 3盒礼盒, 要两个套装: counters that are things too.
    private func isThing(_ i: Int) -> Bool {
        let word = text.bytes[text.tokens[i].start..<text.tokens[i].end]
        return text.tokens[i].kind == .word && word.count == 6 && (word.elementsEqual("礼盒".utf8) || word.elementsEqual("套装".utf8))
    }

    /// A part of a specification: 2斤装, 大份, 黑色.
    private func isMeasure(_ i: Int) -> Bool {
        owner[i] == Self.spec || text.tokens[i].kind == .space || text.tokens[i].kind == .word && text.tokens[i].classes.contains(.spec) || isColour(i)
    }

    /// 米白色, 藏青色: two or three characters that end in 色.
    private func isColour(_ i: Int) -> Bool {
        let t = text.tokens[i]
        return t.kind == .text && 6...12 ~= t.end - t.start && ends(t.start..<t.end, 0xE8, 0x89, 0xB2)
    }

    /// 5号链接: a thing by its number.
    func isLink(_ i: Int) -> Bool {
        guard i < text.tokens.count else { return false }
        let range = text.tokens[i].start..<text.tokens[i].end
        return range.count >= 6 && text.bytes[range].suffix(6).elementsEqual("链接".utf8)
    }

    private func isSet(_ words: Range<Int>) -> Bool { words.count >= 6 && text.bytes[words].suffix(6).elementsEqual("件套".utf8) }

    private func ends(_ words: Range<Int>, _ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        guard words.count >= 3 else { return false }
        let end = words.upperBound
        return text.bytes[end - 3] == a && text.bytes[end - 2] == b && text.bytes[end - 1] == c
    }

    /// The bytes of some tokens without the spaces at their ends.
    func bytes(of range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else { return 0..<0 }
        var start = text.tokens[range.lowerBound].start
        var end = text.tokens[range.upperBound - 1].end
        while end > start, text.bytes[end - 1] == 0x20 { end -= 1 }
        while start < end, text.bytes[start] == 0x20 { start += 1 }
        return start..<end
    }

    /// A name as it is kept.
    func string(_ name: Name) -> String {
        let words = text.string(name.words)
        return name.measure.map { words + " " + text.string($0) } ?? words
    }
}
