/// Numbers with a counter that were tagged as a name: 4墩 of a dialect's own counter is six of what the talk is about.
enum CountedSpans {
    /// Spans in which a name of one number and one character is a quantity and its unit; what is called by a number (3号) stays.
    static func split(_ spans: [TaggedSpan], _ tokens: [TalkToken]) -> [TaggedSpan] {
        spans.flatMap { span -> [TaggedSpan] in
            guard span.kind == .product, let number = span.tokens.first, let counter = span.tokens.last, span.tokens.count == 2,
                tokens[number].kind == .number, let value = tokens[number].value, !tokens[number].isLongNumber, tokens[counter].isHan,
                !PostedList.codeWords.contains(tokens[counter].scalar)
            else { return [span] }
            return [
                TaggedSpan(kind: .quantity, tokens: number..<counter, range: tokens[number].range, value: value),
                TaggedSpan(kind: .unit, tokens: counter..<counter + 1, range: tokens[counter].range),
            ]
        }
    }
}
