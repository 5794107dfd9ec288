import ChatExtract
import ChatModel

/// A line of goods put together from the tagged spans of a message.
struct AssembledLine {
    var line = ActLine()
    /// First token.
    var start: Int
    /// One past the last token.
    var end: Int

    fileprivate var isVariantAlone: Bool { line.spec != nil && line.said == nil && line.quantity == nil && line.code == nil && line.price == nil }
}

/// Puts names, quantities, variants and prices together: 苹果 2箱 and 2箱苹果, each list in its own order.
struct LineAssembly {
    private var text: [UInt8]
    private var tokens: [TalkToken]
    private(set) var lines: [AssembledLine] = []

    private init(_ text: [UInt8], _ tokens: [TalkToken]) {
        self.text = text
        self.tokens = tokens
    }

    /// The lines of some spans, in order.
    static func lines(_ text: [UInt8], _ tokens: [TalkToken], _ spans: [TaggedSpan]) -> [AssembledLine] {
        var assembly = LineAssembly(text, tokens)
        // Every row of a list keeps one order.
        var start = 0
        while start < spans.count {
            var end = start + 1
            while end < spans.count, !assembly.breaks(spans[end - 1], spans[end]) { end += 1 }
            let before = assembly.lines.count
            assembly.read(Array(spans[start..<end]))
            // A row of nothing but variants is a remark on the rows that were counted.
            if assembly.lines[..<before].contains(where: { $0.line.quantity != nil }), assembly.lines[before...].allSatisfy(\.isVariantAlone) {
                assembly.lines.removeSubrange(before...)
            }
            start = end
        }
        return assembly.lines
    }

    private func breaks(_ a: TaggedSpan, _ b: TaggedSpan) -> Bool {
        guard a.tokens.upperBound < b.tokens.lowerBound else { return false }
        return tokens[a.tokens.upperBound..<b.tokens.lowerBound].contains { $0.kind == .newline }
    }

    /// From here a bare number is no quantity: 台灯8806 is a model.
    private static let uncounted = 1000.0

    /// Reads the spans of a row.
    private mutating func read(_ spans: [TaggedSpan]) {
        let counted = spans.filter { $0.kind == .product || $0.kind == .code || $0.kind == .quantity }
        let variantsFollow = spans.first { [.product, .code, .quantity, .spec].contains($0.kind) }?.kind == .quantity
        let name = counted.lastIndex { $0.kind != .quantity }
        // 两盒青枣 begins with its number and ends with a name. Where it ends with a number, each name that a number follows has that one: 两盒青枣 山竹3, R一盒 淡菜2.
        let isMixed = name.map { $0 + 1 < counted.count } ?? false
        var quantityFirst = counted.first?.kind == .quantity && name != nil && !(isMixed && !variantsFollow)
        var isOpen = false
        for (n, span) in spans.enumerated() {
            let words = string(span)
            switch span.kind {
            case .quantity where span.value ?? 0 >= Self.uncounted && !(n + 1 < spans.count && spans[n + 1].kind == .unit): break
            case .product:
                if isMixed, counted.first?.kind == .quantity {
                    quantityFirst = spans[(n + 1)...].first { $0.kind == .product || $0.kind == .code || $0.kind == .quantity }?.kind != .quantity
                }
                if isOpen, quantityFirst, let last = lines.last, last.line.said == nil, last.line.quantity != nil {
                    extend(span) { $0.said = words }
                } else {
                    begin(span) { $0.said = words }
                    isOpen = true
                }
            case .quantity:
                if isOpen, !quantityFirst, lines.last?.line.quantity == nil {
                    extend(span) { $0.quantity = span.value }
                } else {
                    begin(span) { $0.quantity = span.value }
                    isOpen = true
                }
            case .unit:
                guard isOpen, lines.last?.line.unit == nil, let quantity = lines.last?.line.quantity else { break }
                let half = isHalf(behind: span) ? 0.5 : 0
                extend(span) { ($0.unit, $0.quantity) = (words, quantity + half) }
            case .spec: take(spec: span, &isOpen, isCounted: !variantsFollow && spans[(n + 1)...].contains { $0.kind == .quantity })
            case .price:
                if isOpen, lines.last?.line.price == nil {
                    extend(span) { $0.price = span.value }
                } else {
                    begin(span) { $0.price = span.value }
                    isOpen = true
                }
            case .code:
                if isOpen, let last = lines.last?.line, last.code == nil, last.said == nil, last.quantity != nil, quantityFirst {
                    extend(span) { $0.code = words }
                } else {
                    begin(span) { $0.code = words }
                    isOpen = true
                }
            case .total, .who: break
            }
        }
    }

    /// A variant belongs to the line being read; behind a quantity without the next name it begins one of its own where a number follows: 黑色2 白色1.
    private mutating func take(spec span: TaggedSpan, _ isOpen: inout Bool, isCounted: Bool) {
        let words = string(span)
        guard isOpen, let last = lines.last?.line else {
            begin(span) { $0.spec = words }
            isOpen = true
            return
        }
        if last.quantity != nil, last.said == nil || last.spec != nil, isCounted || last.spec != nil {
            begin(span) { $0.spec = words }
        } else {
            extend(span) { $0.spec = $0.spec.map { $0 + " " + words } ?? words }
        }
    }

    private mutating func begin(_ span: TaggedSpan, _ fill: (inout ActLine) -> Void) {
        // A variant that stood alone before its name: 大果 苹果.
        if let last = lines.last, last.line.spec != nil, last.line.said == nil, last.line.quantity == nil, last.line.code == nil, span.kind != .spec,
            span.tokens.lowerBound - last.end <= 2
        {
            extend(span, fill)
            return
        }
        var line = AssembledLine(start: span.tokens.lowerBound, end: span.tokens.upperBound)
        fill(&line.line)
        lines.append(line)
    }

    private mutating func extend(_ span: TaggedSpan, _ fill: (inout ActLine) -> Void) {
        fill(&lines[lines.count - 1].line)
        lines[lines.count - 1].end = span.tokens.upperBound
    }

    /// Whether half of the unit more is said behind it: 两斗半.
    private func isHalf(behind span: TaggedSpan) -> Bool {
        guard let half = SpokenNumbers.parse(text, at: span.range.upperBound), half.isSpelled else { return false }
        return half.value == 0.5
    }

    private func string(_ span: TaggedSpan) -> String { span.string(text) }
}
