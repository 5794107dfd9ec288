import ChatBytes
import ChatModel

/// Parts a text that an exporter wrote for an answer into the answer and what it answers to; format notes §6.7.
enum WeChatQuote {
    static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, _ style: QuoteStyle) -> RenderedMessage? {
        switch style {
        case .angleLines: angleLines(bytes, range)
        case .referenceLine: reference(bytes, range, ["\n引用:", "\n引用："])
        case .referenceBlock: referenceBlock(bytes, range)
        case .referenceTail: referenceTail(bytes, range)
        case .cornerBrackets: cornerBrackets(bytes, range)
        case .replyHead: replyHead(bytes, range)
        }
    }

    /// `> name(id) MM-DD HH:MM:SS`, `> line`…, then the answer. Without the header line `> [引用]`, or plain quoted lines.
    private static func angleLines(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RenderedMessage? {
        guard ByteScanning.has("> ", in: bytes, at: range.lowerBound) else {
            // The original is missing.
            guard range.count == 8, ByteScanning.has("[引用]", in: bytes, at: range.lowerBound) else { return nil }
            return RenderedMessage(quote: Quote(text: ""), text: range.upperBound..<range.upperBound)
        }
        var lines: [Range<Int>] = []
        var at = range.lowerBound
        while at < range.upperBound, ByteScanning.has(">", in: bytes, at: at) {
            let end = ByteScanning.first(0x0A, in: bytes, at..<range.upperBound) ?? range.upperBound
            lines.append(min(at + (at + 1 < end && bytes[at + 1] == 0x20 ? 2 : 1), end)..<end)
            at = min(end + 1, range.upperBound)
        }
        guard let head = lines.first else { return nil }
        var quote = Quote(text: "")
        if let name = header(bytes, head) {
            quote.sender = name.isEmpty ? nil : name
            lines.removeFirst()
        } else if head.count == 8, ByteScanning.has("[引用]", in: bytes, at: head.lowerBound) {
            lines.removeFirst()
        } else {
            return nil
        }
        quote.text = lines.map { ByteScanning.string(bytes, $0) }.joined(separator: "\n")
        return RenderedMessage(quote: quote, text: at..<range.upperBound)
    }

    /// The name in `name(id) MM-DD HH:MM:SS`; nil when the line is none.
    private static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> String? {
        guard let blank = lastBlank(bytes, line), TimeText.clock(bytes, at: blank + 1, end: line.upperBound, acceptsMeridiem: false)?.next == line.upperBound
        else { return nil }
        var end = blank
        // The date is there in the short form, whatever the query.
        if let before = lastBlank(bytes, line.lowerBound..<blank), blank - before <= 11, bytes[before + 1] != 0x28,
            TimeText.number(bytes, at: before + 1, end: blank, maxDigits: 4) != nil
        {
            end = before
        }
        if end > line.lowerBound, bytes[end - 1] == 0x29, let open = lastOpen(bytes, line.lowerBound..<end) { end = open }
        return ByteScanning.string(bytes, line.lowerBound..<end)
    }

    private static func lastBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? { range.last { bytes[$0] == 0x20 } }

    private static func lastOpen(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? { range.last { bytes[$0] == 0x28 } }

    /// The answer, then one of the words and `name:text`.
    private static func reference(_ bytes: Span<UInt8>, _ range: Range<Int>, _ words: [StaticString]) -> RenderedMessage? {
        for word in words {
            guard let place = ByteScanning.find(word, in: bytes, range) else { continue }
            let quoted = place + word.utf8CodeUnitCount..<range.upperBound
            var own = range.lowerBound..<place
            while own.count > 0, bytes[own.upperBound - 1] == 0x0A || bytes[own.upperBound - 1] == 0x20 { own = own.lowerBound..<own.upperBound - 1 }
            return RenderedMessage(quote: named(bytes, quoted), text: own)
        }
        return nil
    }

    /// The answer, then `[引用](time)name:text`.
    private static func referenceBlock(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RenderedMessage? {
        guard let place = ByteScanning.find("[引用](", in: bytes, range), place == range.lowerBound || bytes[place - 1] == 0x0A,
            let close = ByteScanning.first(0x29, in: bytes, place..<min(range.upperBound, place + 60))
        else { return nil }
        var own = range.lowerBound..<place
        while own.count > 0, bytes[own.upperBound - 1] == 0x0A { own = own.lowerBound..<own.upperBound - 1 }
        return RenderedMessage(quote: named(bytes, close + 1..<range.upperBound), text: own)
    }

    /// `answer[引用 name：text]` up to the end.
    private static func referenceTail(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RenderedMessage? {
        guard range.count > 9, bytes[range.upperBound - 1] == 0x5D, let place = ByteScanning.find("[引用 ", in: bytes, range) else { return nil }
        return RenderedMessage(quote: named(bytes, place + 8..<range.upperBound - 1, isWide: true), text: range.lowerBound..<place)
    }

    /// `「name：text」`, a line of dashes, the answer.
    private static func cornerBrackets(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RenderedMessage? {
        guard ByteScanning.has("「", in: bytes, at: range.lowerBound), let rule = ByteScanning.find("」\n- - - - -", in: bytes, range),
            let ruleEnd = ByteScanning.first(0x0A, in: bytes, rule + 4..<range.upperBound)
        else { return nil }
        return RenderedMessage(quote: named(bytes, range.lowerBound + 3..<rule, isWide: true), text: ruleEnd + 1..<range.upperBound)
    }

    /// `[回复: text] answer`.
    private static func replyHead(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RenderedMessage? {
        guard ByteScanning.has("[回复: ", in: bytes, at: range.lowerBound), let close = ByteScanning.find("] ", in: bytes, range) else { return nil }
        return RenderedMessage(quote: Quote(text: ByteScanning.string(bytes, range.lowerBound + 9..<close)), text: close + 2..<range.upperBound)
    }

    /// `name：text` or `name:text`; a text without a name when there is no colon near the beginning.
    ///
    /// - Parameter isWide: whether the format always writes the wide colon, so that a narrow one before it belongs to the name.
    static func named(_ bytes: Span<UInt8>, _ range: Range<Int>, isWide: Bool = false) -> Quote {
        let near = range.lowerBound..<min(range.upperBound, range.lowerBound + 120)
        let wide = ByteScanning.find("：", in: bytes, near)
        let narrow = ByteScanning.first(0x3A, in: bytes, near)
        guard let colon = isWide && wide != nil ? wide : [wide, narrow].compactMap({ $0 }).min(),
            ByteScanning.first(0x0A, in: bytes, near.lowerBound..<colon) == nil
        else {
            return Quote(text: ByteScanning.string(bytes, range))
        }
        var start = colon + (colon == wide ? 3 : 1)
        if start < range.upperBound, bytes[start] == 0x20 { start += 1 }
        let name = ByteScanning.string(bytes, range.lowerBound..<colon)
        return Quote(sender: name.isEmpty ? nil : name, text: ByteScanning.string(bytes, start..<max(start, range.upperBound)))
    }
}
