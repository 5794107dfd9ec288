import ChatModel

/// The goods of posts whose rows begin with a code (A 小龙虾尾 1kg $28; ② 响螺片 150), to be picked by it: A x2 C1, B+2, ②1.
struct PostedList {
    /// A row of a post.
    struct Row {
        var code: String
        var line: ActLine
        /// Its tokens, the code left out.
        var tokens: Range<Int>
        /// Keys of what stands beside its name: colours, sizes, tastes to choose from.
        var variants: [UInt64] = []
    }

    /// The rows as last posted.
    private(set) var rows: [Row] = []
    /// The places of the rows by the keys of their codes.
    private var places: [String: Int] = [:]

    /// The row that a code stands for.
    func row(_ code: String) -> Row? { places[TalkFocus.key(code)].map { rows[$0] } }

    /// The good that a code stands for.
    func good(_ code: String) -> ActLine? { row(code)?.line }

    /// Takes the rows of a post; an earlier one with the same first code has gone.
    mutating func post(_ new: [Row]) {
        guard let first = new.first else { return }
        if places[TalkFocus.key(first.code)] != nil { (rows, places) = ([], [:]) }
        for row in new {
            let key = TalkFocus.key(row.code)
            if let place = places[key] {
                rows[place] = row
            } else {
                places[key] = rows.count
                rows.append(row)
            }
        }
    }

    // MARK: A post

    /// The rows of a message that begin with codes that follow each other; none where fewer than two do.
    ///
    /// - Parameters:
    ///   - spans: what the model takes for names and prices; where it finds none in a row, its words up to a number and its last number.
    ///   - allowsNumbers: whether plain numbers are codes too, where each row has a price.
    static func rows(_ text: [UInt8], _ tokens: [TalkToken], _ spans: [TaggedSpan], allowsNumbers: Bool = false) -> [Row] {
        var found: [(order: (series: Int, place: Int), row: Row)] = []
        var start = 0
        while start < tokens.count {
            let end = tokens[start...].firstIndex { $0.kind == .newline } ?? tokens.count
            if let row = row(text, tokens, start..<end, spans), allowsNumbers || row.order.series != numbered { found.append(row) }
            start = end + 1
        }
        // Letters and circles follow each other, numbers behind one letter (K12, K15) at least rise.
        let isInOrder = zip(found, found.dropFirst()).allSatisfy { a, b in
            guard a.order.series == b.order.series else { return a.order.series > 0 && b.order.series > 0 }
            return a.order.series > 0 ? b.order.place > a.order.place : b.order.place == a.order.place + 1
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
        // Numbered rows count people as well as goods.
        if code.series == numbered, !inside.contains(where: { $0.kind == .price }) || inside.contains(where: { $0.kind == .who }) { return nil }
        var line = ActLine()
        line.said = string(text, tokens, words)
        line.code = string(text, tokens, code.tokens)
        line.price = prices.first?.value ?? tokens[last].value
        line.spec = inside.first { $0.kind == .spec }.map { $0.string(text) }
        let variants = rest.filter { !words.contains($0) && tokens[$0].isText }.map { tokens[$0].key }
        return ((code.series, code.place), Row(code: string(text, tokens, code.tokens), line: line, tokens: rest, variants: variants))
    }

    /// 款 and 号 behind a code.
    static let codeWords: Set<UInt32> = [0x6B3E, 0x53F7]
    /// + × * and the like.
    static let times: Set<UInt32> = [0x2B, 0xD7, 0x2A, 0x2715, 0x2716]

    /// The series of plain numbers.
    private static let numbered = -1

    /// The code at a token: letters and numbers in circles, each at its place of the one series, a number behind letters (K12), each of the letters' own, or a plain number before a sign (1. 2)).
    private static func code(_ text: [UInt8], _ tokens: [TalkToken], _ at: Int, _ end: Int) -> (tokens: Range<Int>, series: Int, place: Int)? {
        let token = tokens[at]
        if token.isPlace {
            let (scalar, _) = TalkScalar.decode(text, token.range.lowerBound)
            return (TalkScalar.circled(scalar) ?? (48...57 ~= scalar ? Int(scalar) - 48 : nil)).map { (at..<at + 1, 0, $0) }
        }
        if token.kind == .number, let value = token.value, value == value.rounded(.down), 1...60 ~= value, at + 1 < end,
            tokens[at + 1].kind == .stop || tokens[at + 1].kind == .sign, tokens[at + 1].range.lowerBound == token.range.upperBound
        {
            return (at..<at + 1, numbered, Int(value))
        }
        guard token.kind == .word, 1...2 ~= token.range.count, text[token.range].allSatisfy({ 0x61...0x7A ~= $0 | 0x20 }) else { return nil }
        if let number = glued(tokens, at, end) { return (at..<at + 2, 1 + text[token.range].reduce(0) { $0 * 32 + Int($1 & 31) }, number) }
        guard token.range.count == 1, let letter = text[token.range].first else { return nil }
        return (at..<at + 1, 0, Int(letter | 0x20))
    }

    /// The number that stands right behind letters.
    static func glued(_ tokens: [TalkToken], _ at: Int, _ end: Int) -> Int? {
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

    static func string(_ text: [UInt8], _ tokens: [TalkToken], _ range: Range<Int>) -> String {
        String(decoding: text[tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound], as: UTF8.self)
    }
}
