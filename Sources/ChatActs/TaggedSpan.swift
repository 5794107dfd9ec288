import ChatExtract

/// Neighbouring tokens of one tag.
struct TaggedSpan {
    enum Kind: UInt8 {
        case product, quantity, unit, spec, price, total, code, who
    }

    var kind: Kind
    /// Indices of tokens.
    var tokens: Range<Int>
    /// UTF-8 range in the message.
    var range: Range<Int>
    /// Of a quantity, price or total.
    var value: Double?

    /// The spans of a message in order; numbers whose words mean none are left out.
    static func all(_ text: [UInt8], _ tokens: [TalkToken], _ solid: [Int], _ tags: [TokenTag]) -> [TaggedSpan] {
        var spans: [TaggedSpan] = []
        var at = 0
        while at < tags.count {
            guard let kind = Kind(tags[at]) else {
                at += 1
                continue
            }
            var end = at + 1
            while end < tags.count, continues(tags, at, end, tokens, solid) { end += 1 }
            let next = end
            defer { at = next }
            // Pictures around a name are none of it.
            if kind == .product {
                while at < end, tokens[solid[at]].kind == .symbol { at += 1 }
                while end > at, tokens[solid[end - 1]].kind == .symbol { end -= 1 }
                guard at < end else { continue }
            }
            let range = tokens[solid[at]].range.lowerBound..<tokens[solid[end - 1]].range.upperBound
            var span = TaggedSpan(kind: kind, tokens: solid[at]..<solid[end - 1] + 1, range: range)
            if kind.isNumber {
                span.value = tokens[solid[at]].value ?? SpokenNumbers.parse(text, at: range.lowerBound)?.value
                if span.value == nil { span.kind = .unit }
            }
            if !kind.isNumber || span.value != nil { spans.append(span) }
        }
        return spans
    }

    private static func continues(_ tags: [TokenTag], _ start: Int, _ at: Int, _ tokens: [TalkToken], _ solid: [Int]) -> Bool {
        if tags[at].isInside { return tags[at] == tags[start].inside }
        // Characters of one spelled number, or of one counter.
        guard tags[at] == tags[start], !(tags[at] == .productBegin || tags[at] == .specBegin || tags[at] == .whoBegin) else { return false }
        let (a, b) = (tokens[solid[at - 1]], tokens[solid[at]])
        return a.range.upperBound == b.range.lowerBound && a.kind == b.kind && a.kind != .number
    }

    func string(_ text: [UInt8]) -> String { String(decoding: text[range], as: UTF8.self) }
}

extension TaggedSpan.Kind {
    init?(_ tag: TokenTag) {
        switch tag {
        case .none: return nil
        case .productBegin, .product: self = .product
        case .quantity: self = .quantity
        case .unit: self = .unit
        case .specBegin, .spec: self = .spec
        case .price: self = .price
        case .total: self = .total
        case .code: self = .code
        case .whoBegin, .who: self = .who
        }
    }

    var isNumber: Bool { self == .quantity || self == .price || self == .total }
}
