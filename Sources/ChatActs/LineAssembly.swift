import ChatModel

/// A line of goods put together from the tagged spans of a message.
struct AssembledLine {
    var line = ActLine()
    /// First token.
    var start: Int
    /// One past the last token.
    var end: Int
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
            assembly.read(Array(spans[start..<end]))
            start = end
        }
        return assembly.lines
    }

    private func breaks(_ a: TaggedSpan, _ b: TaggedSpan) -> Bool {
        guard a.tokens.upperBound < b.tokens.lowerBound else { return false }
        return tokens[a.tokens.upperBound..<b.tokens.lowerBound].contains { $0.kind == .newline }
    }

    /// Reads the spans of a row.
    private mutating func read(_ spans: [TaggedSpan]) {
        let first = spans.first { $0.kind == .product || $0.kind == .code || $0.kind == .quantity }
        let quantityFirst = first?.kind == .quantity && spans.contains { $0.kind == .product || $0.kind == .code }
        let variantsFollow = spans.first { [.product, .code, .quantity, .spec].contains($0.kind) }?.kind == .quantity
        var isOpen = false
        for (n, span) in spans.enumerated() {
            let words = string(span)
            switch span.kind {
            case .product:
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
            case .unit: if isOpen, lines.last?.line.unit == nil, lines.last?.line.quantity != nil { extend(span) { $0.unit = words } }
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

    private func string(_ span: TaggedSpan) -> String { span.string(text) }
}
