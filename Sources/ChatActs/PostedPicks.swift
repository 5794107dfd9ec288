import ChatExtract
import ChatModel

/// What a message picks of posted goods: A x2 C1, B+2, ②1, A杏色+1, B深綠M+1 淺綠L+1.
struct PostedPicks {
    private let text: [UInt8]
    private let tokens: [TalkToken]
    private let list: PostedList
    /// The clause's tokens without blanks and pictures.
    private let solid: [Int]
    private let end: Int
    private var at = 0

    /// The lines of a clause that picks goods by their codes and says little else; nil for any other.
    ///
    /// - Parameter isAsked: whether the clause asks for goods anyhow; then words may stand before the codes.
    static func lines(_ text: [UInt8], _ tokens: [TalkToken], _ clause: Range<Int>, of list: PostedList, isAsked: Bool = false) -> [ActLine]? {
        guard !list.rows.isEmpty else { return nil }
        var picks = PostedPicks(text, tokens, clause, list)
        return picks.all(isAsked: isAsked) ?? picks.behindWords(isAsked: isAsked)
    }

    private init(_ text: [UInt8], _ tokens: [TalkToken], _ clause: Range<Int>, _ list: PostedList) {
        (self.text, self.tokens, self.list, end) = (text, tokens, list, clause.upperBound)
        solid = clause.filter { !tokens[$0].isBlank && tokens[$0].kind != .symbol }
    }

    private mutating func all(isAsked: Bool) -> [ActLine]? {
        var lines: [ActLine] = []
        while let line = next(after: lines.last?.code) { lines.append(line) }
        // Without a number the code must be all that is said, but for one like K12, which is nothing else.
        let isPlain = lines.allSatisfy { $0.quantity != nil } || isAsked && lines.allSatisfy { $0.code?.utf8.count ?? 0 > 1 }
        guard !lines.isEmpty, at == solid.count || isPlain && solid.count - at <= 4 else { return nil }
        return Self.counted(lines)
    }

    /// Most words before the codes: 再添上 A1 C2.
    private static let lead = 8

    private mutating func behindWords(isAsked: Bool) -> [ActLine]? {
        for start in solid.indices.dropFirst().prefix(Self.lead) where isPlainCode(start) {
            at = start
            var lines: [ActLine] = []
            while let line = next(after: lines.last?.code) { lines.append(line) }
            let isPlain = at == solid.count || lines.allSatisfy { $0.code?.utf8.count ?? 0 > 1 }
            guard !lines.isEmpty, lines.allSatisfy({ $0.quantity != nil }) || isAsked && isPlain else { continue }
            return Self.counted(lines)
        }
        return nil
    }

    /// Whether a token can be nothing but a code: a circle, or a capital that no letter precedes.
    private func isPlainCode(_ place: Int) -> Bool {
        let token = tokens[solid[place]]
        if token.isPlace { return true }
        guard token.kind == .word, token.range.count <= 2 else { return false }
        if PostedList.glued(tokens, solid[place], end) != nil { return true }
        guard text[token.range].allSatisfy({ 0x41...0x5A ~= $0 }) else { return false }
        let before = tokens[solid[place - 1]]
        return before.kind != .word || before.range.upperBound < token.range.lowerBound
    }

    private mutating func next(after last: String?) -> ActLine? {
        let start = at
        let isNumbered = number() != nil
        let row: PostedList.Row
        let spec: String?
        let isCoded: Bool
        if let coded = code() {
            (row, spec, isCoded) = (coded, variant(of: coded), true)
        } else if let other = last.flatMap(list.row), let further = variant(of: other) {
            (row, spec, isCoded) = (other, further, false)
        } else if let (only, its) = onlyOne() {
            (row, spec, isCoded) = (only, its, false)
        } else {
            return nil
        }
        var line = ActLine(spec: spec, price: row.line.price, code: row.code)
        if let token, PostedList.times.contains(token.scalar) || isTimes(token) { at += 1 }
        if let quantity = number(), 0.5...200 ~= quantity {
            line.quantity = quantity
            at += 1
            line.unit = counter()
        }
        // A colour that nobody counts is any word, and 3号 a day.
        guard isCoded && !isNumbered || line.quantity != nil else {
            at = start
            return nil
        }
        while let token, token.kind == .stop || token.kind == .sign && !PostedList.times.contains(token.scalar) { at += 1 }
        return line
    }

    /// Whether the token that comes next stands right behind the last one.
    private var isGlued: Bool { 1..<solid.count ~= at && tokens[solid[at]].range.lowerBound == tokens[solid[at - 1]].range.upperBound }

    /// The token that comes next.
    private var token: TalkToken? { at < solid.count ? tokens[solid[at]] : nil }

    /// The number that comes next, in digits or in words.
    private func number() -> Double? {
        guard let token, !token.isPlace else { return nil }
        if token.kind == .number { return token.value }
        guard token.isHan, let spoken = SpokenNumbers.parse(text, at: token.range.lowerBound), spoken.end == token.range.upperBound else { return nil }
        return spoken.value
    }

    /// The counter that comes next, one character with no other behind it: 盒.
    private mutating func counter() -> String? {
        guard let token, token.isHan, isGlued else { return nil }
        at += 1
        if let next = self.token, next.isHan, isGlued, number() == nil {
            at -= 1
            return nil
        }
        return String(decoding: text[token.range], as: UTF8.self)
    }

    /// The row of the code that comes next; K12 is a code of its own before it is twelve of K.
    private mutating func code() -> PostedList.Row? {
        guard let token else { return nil }
        if PostedList.glued(tokens, solid[at], end) != nil, let row = list.row(PostedList.string(text, tokens, solid[at]..<solid[at] + 2)) {
            at += 2
            return row
        }
        // 三号, 3号.
        if let number = number(), number == number.rounded(.down), at + 1 < solid.count, PostedList.codeWords.contains(tokens[solid[at + 1]].scalar),
            let row = list.row(String(Int(number)))
        {
            at += 2
            return row
        }
        guard token.isPlace || token.kind == .word, let row = list.row(PostedList.string(text, tokens, solid[at]..<solid[at] + 1)) else { return nil }
        at += 1
        if let token = self.token, PostedList.codeWords.contains(token.scalar) { at += 1 }
        return row
    }

    /// The words that come next as far as they stand beside the row's name: 杏色, 深綠M.
    private mutating func variant(of row: PostedList.Row) -> String? {
        let start = at
        while let token {
            if token.isHan {
                let run = solid[at...].prefix { tokens[$0].isHan }.map { tokens[$0].key }
                guard let length = (1...run.count).last(where: { row.variants.contains(run.prefix($0)) }), run.count - length <= 1 else { break }
                at += run.count
            } else if token.isText, row.variants.contains(token.key) {
                at += 1
            } else {
                break
            }
        }
        // What cuts off within a word was none.
        guard at > start, token.map({ !$0.isText || !isGlued || isTimes($0) }) ?? true else {
            at = start
            return nil
        }
        return PostedList.string(text, tokens, solid[start]..<solid[at - 1] + 1)
    }

    /// The only row that has the words that come next.
    private mutating func onlyOne() -> (PostedList.Row, String)? {
        let start = at
        var found: (row: PostedList.Row, spec: String, end: Int)?
        for row in list.rows {
            guard let spec = variant(of: row) else { continue }
            guard found == nil else {
                at = start
                return nil
            }
            found = (row, spec, at)
            at = start
        }
        guard let found else { return nil }
        at = found.end
        return (found.row, found.spec)
    }

    private func isTimes(_ token: TalkToken) -> Bool {
        token.kind == .word && token.range.count == 1 && text[token.range.lowerBound] | 0x20 == UInt8(ascii: "x")
    }

    /// A code that is said three times without a number is wanted three times.
    private static func counted(_ lines: [ActLine]) -> [ActLine] {
        var result: [ActLine] = []
        for line in lines {
            if let same = result.firstIndex(where: { $0.code == line.code && $0.spec == line.spec && line.quantity == nil }) {
                result[same].quantity = (result[same].quantity ?? 1) + 1
            } else {
                result.append(line)
            }
        }
        for i in result.indices where result[i].quantity == nil { result[i].quantity = 1 }
        return result
    }
}
