import ChatExtract
public import ChatModel

/// Collects the names that a shop's talk gives its goods: feed it the messages of all chats, then ask for ``goods()``.
///
/// What is named twice is a good, and what the seller names; a name that one customer said once may be any word.
public struct GoodsSurvey: Sendable {
    private var counts: [String: Int] = [:]

    /// A survey that has heard nothing.
    public init() {}

    /// Takes the names that an act of a message says.
    public mutating func take(_ acts: [DialogueAct], bySeller: Bool) {
        for act in acts {
            for line in (act.lines ?? []) + (act.entries ?? []).flatMap({ $0.lines ?? [] }) {
                guard let said = line.said else { continue }
                let name = said.lowercased()
                guard 2...24 ~= name.count else { continue }
                counts[name, default: 0] += bySeller ? 2 : 1
            }
        }
    }

    /// Adds what another survey heard.
    public mutating func add(_ other: GoodsSurvey) { counts.merge(other.counts, uniquingKeysWith: +) }

    /// The shop's goods.
    public func goods() -> ShopGoods {
        var goods = ShopGoods()
        for name in counts.keys.sorted() where counts[name, default: 0] >= 2 { goods.add(name: name) }
        return goods
    }
}
