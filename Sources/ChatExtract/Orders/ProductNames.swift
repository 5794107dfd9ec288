/// Ties quantities and prices to the names of products around them.
///
/// Names are ranges of the message until one is wanted: a string is made for what is kept.
struct ProductNames {
    /// A stretch of a message between separators, with the quantities and amounts that stand in it.
    struct Segment {
        var tokens: Range<Int>
        var line: Int
        var quantities = 0..<0
        var moneys = 0..<0
        var hasEach = false
        var isParenthesis = false
        /// Behind a colon: what stands before it is what this is about.
        var isExplanation = false
    }

    /// A possible name: content tokens, trimmed.
    struct Name {
        var tokens: Range<Int>
        /// Its bytes.
        var words: Range<Int>
        /// Bytes of a measure that stood before it and is written behind: 3kg装的苹果 → 苹果 3kg装.
        var measure: Range<Int>?
        var entry: Int?
        var isSpec: Bool
    }

    /// The message; lent by the reader while it is read.
    var text = OrderText()
    /// Its numbers; lent likewise.
    var roles = NumberRoles()
    var segments: [Segment] = []
    private(set) var quantities: [Quantity] = []
    /// What each token belongs to: a quantity, an amount from `money` on, a specification, or nothing.
    private(set) var owner: [Int32] = []
    /// The names that were looked for, in the order of the asking.
    var found: [Name] = []

    /// Names behind the last quantity of a segment, where its names stand before their quantities.
    var trailing = 0..<0

    /// What owns a token: amounts count from here.
    static let money: Int32 = 100_000
    static let spec: Int32 = -2
    static let nobody: Int32 = -1

    init() {}

    /// Cuts the message, whose numbers are told apart, into segments.
    mutating func read() {
        found.removeAll(keepingCapacity: true)
        quantities.removeAll(keepingCapacity: true)
        for q in roles.quantities where q.form != .bare || isMeant(q) { quantities.append(q) }
        owner.removeAll(keepingCapacity: true)
        owner.append(contentsOf: repeatElement(Self.nobody, count: text.tokens.count))
        for k in quantities.indices { for i in quantities[k].tokens { owner[i] = Int32(truncatingIfNeeded: k) } }
        for m in roles.moneys.indices { for i in roles.moneys[m].tokens { owner[i] = Self.money &+ Int32(truncatingIfNeeded: m) } }
        for s in roles.specs { for i in s where owner[i] < 0 { owner[i] = Self.spec } }
        segment()
    }

    /// Whether a number without a counter counts things: beside a known product, or before Latin words after a verb.
    private func isMeant(_ q: Quantity) -> Bool {
        let i = q.tokens.lowerBound
        guard q.value >= 0.5, q.value <= 200, q.value.rounded() == q.value || q.value == 0.5 else { return false }
        var n = i + 1
        while n < text.tokens.count, text.tokens[n].kind == .space { n += 1 }
        var p = i - 1
        while p >= 0, text.tokens[p].kind == .space { p -= 1 }
        if n < text.tokens.count, text.tokens[n].kind == .product { return true }
        if p >= 0, text.tokens[p].kind == .product, n >= text.tokens.count || [.comma, .newline, .stop, .plus].contains(text.tokens[n].kind) { return true }
        guard n < text.tokens.count, n > i + 1, text.classes.contains(.orderVerb), text.tokens[n].kind == .text || text.tokens[n].classes.contains(.spec),
            text.bytes[text.tokens[n].start] < 0x80
        else { return false }
        return p >= 0
            && (text.tokens[p].classes.contains(.orderVerb) || text.tokens[p].classes.contains(.lead) || text.tokens[p].kind == .comma
                || text.tokens[p].classes.contains(.joiner)
                || text.tokens[p].kind == .text)
    }
}
