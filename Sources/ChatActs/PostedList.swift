import ChatModel

/// The goods of posts whose rows begin with a code (A 小龙虾尾 1kg $28; ② 响螺片 150), to be picked by it: A x2 C1, B+2, ②1.
struct PostedList {
    /// A row of a post.
    struct Row {
        var code: String
        var line: ActLine
        /// Its tokens, the code left out.
        var tokens: Range<Int>
    }

    /// The goods by the keys of their codes, as last posted.
    private var goods: [String: ActLine] = [:]

    /// The good that a code stands for.
    func good(_ code: String) -> ActLine? { goods[TalkFocus.key(code)] }

    /// Takes the rows of a post; an earlier one with the same first code has gone.
    mutating func post(_ rows: [Row]) {
        guard let first = rows.first else { return }
        if goods[TalkFocus.key(first.code)] != nil { goods = [:] }
        for row in rows { goods[TalkFocus.key(row.code)] = row.line }
    }

    // MARK: A post

    /// The rows of a message that begin with codes that follow each other; none where fewer than two do.
    ///
    /// - Parameter spans: what the model takes for names and prices; where it finds none in a row, its words up to a number and its last number.
    static func rows(_ text: [UInt8], _ tokens: [TalkToken], _ spans: [TaggedSpan]) -> [Row] {
        var found: [(order: (series: Int, place: Int), row: Row)] = []
        var start = 0
        while start < tokens.count {
            let end = tokens[start...].firstIndex { $0.kind == .newline } ?? tokens.count
            if let row = row(text, tokens, start..<end, spans) { found.append(row) }
            start = end + 1
        }
        // Letters and circles follow each other, numbers behind letters (K12, K15) at least rise.
        let isInOrder = zip(found, found.dropFirst()).allSatisfy {
            $0.order.series == $1.order.series && ($0.order.series > 0 ? $1.order.place > $0.order.place : $1.order.place == $0.order.place + 1)
        }
        return found.count > 1 && isInOrder ? found.map(\.row) : []
    }

    private static func row(
        _ text: [UInt8], _ tokens: [TalkToken], _ range: Range<Int>, _ spans: [TaggedSpan]
    ) -> (order: (series: Int, place: Int), row: Row)? {
        guard let first = range.first(where: { !tokens[$0].isBlank && tokens[$0].kind != .symbol }), let code = code(text, tokens, first, range.upperBound)
        else { return nil }
        // A款, A. and (A) are A.
        var at = code.tokens.upperBound
        while at < range.upperBound, tokens[at].isBlank || tokens[at].kind == .stop || tokens[at].kind == .sign || codeWords.contains(tokens[at].scalar) {
            at += 1
        }
        let rest = at..<range.upperBound
        guard let last = rest.last(where: { tokens[$0].kind == .number && tokens[$0].value != nil && !tokens[$0].isLongNumber }) else { return nil }
        let inside = spans.filter { rest.contains($0.tokens.lowerBound) && $0.tokens.upperBound <= rest.upperBound }
        guard let words = inside.first(where: { $0.kind == .product })?.tokens ?? name(tokens, rest) else { return nil }
        let prices = inside.filter { $0.kind == .price || $0.kind == .total }
        var line = ActLine()
        line.said = string(text, tokens, words)
        line.code = string(text, tokens, code.tokens)
        line.price = prices.first?.value ?? tokens[last].value
        line.spec = inside.first { $0.kind == .spec }.map { $0.string(text) }
        return ((code.series, code.place), Row(code: string(text, tokens, code.tokens), line: line, tokens: rest))
    }

    /// 款 and 号 behind a code.
    private static let codeWords: Set<UInt32> = [0x6B3E, 0x53F7]

    /// The code at a token: letters and numbers in circles, each at its place of the one series, or a number behind letters (K12), each of the letters' own; plain numbers count people as well as
    /// goods.
    private static func code(_ text: [UInt8], _ tokens: [TalkToken], _ at: Int, _ end: Int) -> (tokens: Range<Int>, series: Int, place: Int)? {
        let token = tokens[at]
        if token.isPlace {
            let (scalar, _) = TalkScalar.decode(text, token.range.lowerBound)
            return (TalkScalar.circled(scalar) ?? (48...57 ~= scalar ? Int(scalar) - 48 : nil)).map { (at..<at + 1, 0, $0) }
        }
        guard token.kind == .word, 1...2 ~= token.range.count, text[token.range].allSatisfy({ 0x61...0x7A ~= $0 | 0x20 }) else { return nil }
        if let number = glued(tokens, at, end) { return (at..<at + 2, 1 + text[token.range].reduce(0) { $0 * 32 + Int($1 & 31) }, number) }
        guard token.range.count == 1, let letter = text[token.range].first else { return nil }
        return (at..<at + 1, 0, Int(letter | 0x20))
    }

    /// The number that stands right behind letters.
    private static func glued(_ tokens: [TalkToken], _ at: Int, _ end: Int) -> Int? {
        guard at + 1 < end, tokens[at + 1].kind == .number, tokens[at + 1].range.lowerBound == tokens[at].range.upperBound, tokens[at + 1].range.count <= 3,
            let value = tokens[at + 1].value, value == value.rounded(.down), value > 0
        else { return nil }
        return Int(value)
    }

    /// The words of a row up to a blank, a number or a sign.
    private static func name(_ tokens: [TalkToken], _ range: Range<Int>) -> Range<Int>? {
        let end = range.first { !tokens[$0].isText } ?? range.upperBound
        return end > range.lowerBound ? range.lowerBound..<end : nil
    }

    // MARK: Picks

    /// The lines of a clause that picks goods by their codes and says little else; nil for any other.
    func picks(_ text: [UInt8], _ tokens: [TalkToken], _ clause: Range<Int>) -> [ActLine]? {
        guard !goods.isEmpty else { return nil }
        let solid = clause.filter { !tokens[$0].isBlank && tokens[$0].kind != .symbol }
        var lines: [ActLine] = []
        var at = 0
        while at < solid.count {
            let token = tokens[solid[at]]
            // K12 is a code of its own before it is twelve of K.
            let long = Self.glued(tokens, solid[at], clause.upperBound).map { _ in Self.string(text, tokens, solid[at]..<solid[at] + 2) }.flatMap {
                good($0) == nil ? nil : $0
            }
            let code = long ?? Self.string(text, tokens, solid[at]..<solid[at] + 1)
            guard token.isPlace || token.kind == .word, let good = good(code) else { break }
            var line = ActLine()
            (line.code, line.price) = (code, good.price)
            at += long == nil ? 1 : 2
            if at < solid.count, Self.codeWords.contains(tokens[solid[at]].scalar) { at += 1 }
            if at < solid.count, Self.times.contains(tokens[solid[at]].scalar) || Self.isTimes(text, tokens[solid[at]]) { at += 1 }
            if at < solid.count, tokens[solid[at]].kind == .number, let quantity = tokens[solid[at]].value, 0.5...200 ~= quantity {
                line.quantity = quantity
                at += 1
            }
            while at < solid.count, tokens[solid[at]].kind == .stop || tokens[solid[at]].kind == .sign && !Self.times.contains(tokens[solid[at]].scalar) {
                at += 1
            }
            lines.append(line)
        }
        // Without a number the code must be all that is said.
        guard !lines.isEmpty, at == solid.count || lines.allSatisfy({ $0.quantity != nil }) && solid.count - at <= 4 else { return nil }
        return Self.counted(lines)
    }

    /// + × * and the like.
    private static let times: Set<UInt32> = [0x2B, 0xD7, 0x2A, 0x2715, 0x2716]

    private static func isTimes(_ text: [UInt8], _ token: TalkToken) -> Bool {
        token.kind == .word && token.range.count == 1 && text[token.range.lowerBound] | 0x20 == UInt8(ascii: "x")
    }

    /// A code that is said three times without a number is wanted three times.
    private static func counted(_ lines: [ActLine]) -> [ActLine] {
        var result: [ActLine] = []
        for line in lines {
            if let same = result.firstIndex(where: { $0.code == line.code && line.quantity == nil }) {
                result[same].quantity = (result[same].quantity ?? 1) + 1
            } else {
                result.append(line)
            }
        }
        for i in result.indices where result[i].quantity == nil { result[i].quantity = 1 }
        return result
    }

    private static func string(_ text: [UInt8], _ tokens: [TalkToken], _ range: Range<Int>) -> String {
        String(decoding: text[tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound], as: UTF8.self)
    }
}
