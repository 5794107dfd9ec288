/// The names of a shop's goods, to be found again in its talk.
///
/// A trie over the keys of tokens: blanks and letter case count nothing, traditional characters are simplified ones.
public struct ShopGoods: Sendable {
    private var nodes: [[UInt64: Int]] = [[:]]
    private var isEnd: [Bool] = [false]
    private(set) var isEmpty = true

    /// No goods.
    public init() {}

    /// Adds a name by its tokens.
    mutating func add(_ keys: [UInt64]) {
        guard !keys.isEmpty else { return }
        var node = 0
        for key in keys {
            if let next = nodes[node][key] {
                node = next
            } else {
                nodes.append([:])
                isEnd.append(false)
                nodes[node][key] = nodes.count - 1
                node = nodes.count - 1
            }
        }
        isEnd[node] = true
        isEmpty = false
    }

    /// Marks the tokens of a message that lie in a name, the longest name first; one mark for each token.
    func marks(_ tokens: [TalkToken]) -> [GoodsMark] {
        guard !isEmpty else { return [] }
        var marks = [GoodsMark](repeating: .none, count: tokens.count)
        var at = 0
        while at < tokens.count {
            guard !tokens[at].isBlank, let end = longest(tokens, at) else {
                at += 1
                continue
            }
            marks[at] = .begins
            for i in at + 1..<max(end, at + 1) where !tokens[i].isBlank { marks[i] = .inside }
            at = end
        }
        return marks
    }

    private func longest(_ tokens: [TalkToken], _ start: Int) -> Int? {
        var node = 0
        var found: Int?
        for i in start..<tokens.count where !tokens[i].isBlank {
            guard let next = nodes[node][tokens[i].key] else { break }
            node = next
            if isEnd[node] { found = i + 1 }
        }
        return found
    }
}
