/// The names of a group's members, to be known where a row of a list begins with one: 2. 桃子 1盒 is what 桃子 takes, and no peach.
struct MemberNames {
    private var names = ShopGoods()
    private var known: Set<String> = []

    /// A member who has spoken.
    mutating func add(_ name: String) {
        if known.insert(name).inserted { names.add(name: name) }
    }

    /// Tags in which the names at the beginning of a list's rows are people.
    func marked(_ tags: [TokenTag], _ context: TokenContext) -> [TokenTag] {
        let (tokens, solid) = (context.tokens, context.solid)
        guard !names.isEmpty, tokens.contains(where: { $0.kind == .newline }) else { return tags }
        let marks = names.marks(tokens)
        var tags = tags
        for at in solid.indices where marks[solid[at]] == .begins && beginsRow(context, at) {
            tags[at] = .whoBegin
            var next = at + 1
            while next < solid.count, marks[solid[next]] == .inside {
                tags[next] = .who
                next += 1
            }
        }
        return tags
    }

    /// Whether a token is the first of its row but for the row's number.
    private func beginsRow(_ context: TokenContext, _ at: Int) -> Bool {
        var i = context.solid[at] - 1
        while i >= 0, context.tokens[i].kind != .newline {
            switch context.tokens[i].kind {
            case .space, .stop, .sign, .number, .symbol: i -= 1
            default: return false
            }
        }
        return true
    }
}
