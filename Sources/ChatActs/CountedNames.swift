/// Names that the tags leave out although they are counted: in 要两罐红茶 and 红茶 2罐 what stands beside the counter to the clause's end is the good.
struct CountedNames {
    private let context: TokenContext
    private var tags: [TokenTag]

    /// The tags of a message, completed in some clauses that ask for goods and name none.
    static func added(to tags: [TokenTag], _ context: TokenContext, asking clauses: [Range<Int>]) -> [TokenTag] {
        var names = CountedNames(context: context, tags: tags)
        for clause in clauses { names.complete(clause) }
        return names.tags
    }

    private mutating func complete(_ clause: Range<Int>) {
        let own = context.solid.indices.filter { clause.contains(context.solid[$0]) }
        guard !own.contains(where: { [.productBegin, .specBegin, .code].contains(tags[$0]) }) else { return }
        guard let first = own.first(where: { tags[$0] == .quantity }), let last = own.last(where: { tags[$0] == .quantity || tags[$0] == .unit }) else {
            return
        }
        // Two quantities are two goods.
        guard own.allSatisfy({ !(first...last).contains($0) || tags[$0] == .quantity || tags[$0] == .unit }) else { return }
        let behind = own.filter { $0 > last && context.tokens[context.solid[$0]].kind != .stop }
        let before = own.filter { $0 < first }
        for name in [behind, before] where isName(name) {
            for (n, at) in name.enumerated() { tags[at] = n == 0 ? .productBegin : .product }
            return
        }
    }

    /// Whether tokens are words that end in a noun, none of them a word of orders.
    private func isName(_ positions: [Int]) -> Bool {
        guard 2...8 ~= positions.count, positions.allSatisfy({ tags[$0] == .none }) else { return false }
        let words = Set(positions.map { context.segmentOf[context.solid[$0]] }).sorted().map { context.segments[$0] }
        guard words.count <= 3, let last = words.last, last.isNoun else { return false }
        // 红茶 holds a word of orders, 地址 is one.
        return words.allSatisfy { ($0.isNoun || $0.isAttribute) && $0.tokens.contains { context.words[$0] == 0 } }
    }
}

extension TalkWord {
    private var partOfSpeech: WordTable.Kind? {
        kind < WordTable.otherScripts ? WordTable.Kind(rawValue: kind & (WordTable.ofGoods - 1)) : nil
    }

    /// A noun, a name of any kind (the word list takes many goods for people) or a good.
    fileprivate var isNoun: Bool {
        switch partOfSpeech {
        case .noun, .person, .proper: true
        case let kind: kind != nil && self.kind & WordTable.ofGoods != 0
        }
    }

    /// An adjective, a place, or a character that is no word.
    fileprivate var isAttribute: Bool {
        switch partOfSpeech {
        case .other, .adjective, .place: true
        default: false
        }
    }
}
