extension ProductNames {
    /// Cuts the message at separators; a word that joins cuts where a number, a product or 各 follows.
    mutating func segment() {
        segments.removeAll(keepingCapacity: true)
        let count = text.tokens.count
        var current = Segment(tokens: 0..<0, line: 0)
        var i = 0
        while i < count {
            let t = text.tokens[i]
            if owner[i] >= 0 {
                note(Int(owner[i]), in: &current)
                i += 1
                continue
            }
            switch t.kind {
            case .comma, .stop, .close, .plus: close(&current, at: i)
            case .colon:
                close(&current, at: i)
                current.isExplanation = true
            case .newline:
                close(&current, at: i)
                current.line += 1
            case .open:
                close(&current, at: i)
                current.isParenthesis = true
            case .word:
                if t.classes.contains(.each), !t.classes.contains(.noise) || i + 1 < count && 0..<Self.money ~= owner[i + 1] { current.hasEach = true }
                if t.classes.contains(.joiner), joins(i, current) { close(&current, at: i) }
            default: break
            }
            i += 1
        }
        close(&current, at: count)
    }

    private func note(_ k: Int, in segment: inout Segment) {
        if k >= Int(Self.money) {
            let m = k - Int(Self.money)
            segment.moneys = segment.moneys.isEmpty ? m..<m + 1 : min(segment.moneys.lowerBound, m)..<max(segment.moneys.upperBound, m + 1)
        } else {
            segment.quantities = segment.quantities.isEmpty ? k..<k + 1 : min(segment.quantities.lowerBound, k)..<max(segment.quantities.upperBound, k + 1)
        }
    }

    /// Ends a segment before a separator and begins the next one behind it.
    private mutating func close(_ current: inout Segment, at end: Int) {
        let begin = current.tokens.lowerBound
        if end > begin {
            current.tokens = begin..<end
            segments.append(current)
        }
        current = Segment(tokens: end + 1..<end + 1, line: current.line)
    }

    /// Whether a joining word parts two things: 和 between names may be part of one.
    private func joins(_ i: Int, _ current: Segment) -> Bool {
        guard text.tokens[i].isSingleHan, current.quantities.isEmpty else { return true }
        let count = text.tokens.count
        guard i + 1 < count else { return false }
        if text.tokens[i + 1].kind == .number || text.tokens[i + 1].kind == .product { return true }
        if text.tokens[i + 1].kind == .space, i + 2 < count, text.tokens[i + 2].kind == .number { return true }
        var j = i
        while j < count, text.tokens[j].kind != .newline {
            if text.tokens[j].kind == .word, text.tokens[j].classes.contains(.each), !text.tokens[j].classes.contains(.noise) { return true }
            j += 1
        }
        return false
    }
}
