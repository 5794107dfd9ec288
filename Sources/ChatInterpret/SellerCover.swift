import ChatModel

/// Chooses the seller's side of every direct chat: names that between them stand in every chat, each beside many others.
struct SellerCover {
    private struct Edge {
        var platform: Platform
        var names: [String]
        /// The side that the chat is named after.
        var peer: String?
        /// The name that stands first in a title of both; exporters differ in whose that is.
        var first: String?
    }

    private var open: [Edge]
    /// Names that are the seller's.
    private(set) var sellers: Set<String> = []
    /// Names on the other side of a chat that is settled.
    private(set) var customers: Set<String>
    /// Settled chats with a title of both names: how many begin with the seller's, and how many with the other.
    private var sellerFirst = 0
    private var sellerSecond = 0
    /// Whether a name writes with two people or more.
    private(set) var isRecurring = false

    /// Names of which nothing but what they say can tell the side.
    private(set) var contested: Set<String> = []

    /// How much a name's words are a seller's, customers' below zero.
    private let lean: [String: Int]
    private let known: Set<String>
    /// Names that exports show as the other side.
    private let shown: Set<String>

    init(
        pairs: [(platform: Platform, names: [String], peer: String?, first: String?)], known: Set<String>, customers: Set<String>,
        lean: [String: Int] = [:]
    ) {
        self.known = known
        self.lean = lean
        self.customers = customers
        shown = customers
        open = pairs.map { Edge(platform: $0.platform, names: $0.names, peer: $0.peer, first: $0.first) }
            .sorted { ($0.platform.rawValue, $0.names[0], $0.names[1]) < ($1.platform.rawValue, $1.names[0], $1.names[1]) }
    }

    /// Settles every chat that can be.
    mutating func settle() {
        for name in known.sorted() { take(name, isNew: false) }
        for edge in open {
            // The other side of one whom exports show as the other side.
            let others = edge.names.filter { !customers.contains($0) }
            if others.count == 1, edge.peer == nil || edge.peer != others[0] { take(others[0], isNew: true) }
        }
        while let name = hub() { take(name, isNew: true) }
        // What is left are chats of two who write with nobody else: the title decides, where both names stand in it by the order of the others.
        for edge in open {
            guard let peer = edge.peer ?? ordered(edge) ?? leaning(edge), let other = edge.names.first(where: { $0 != peer }), !customers.contains(other) else {
                continue
            }
            take(other, isNew: true)
        }
    }

    /// The other side of a title of both, when the titles of the settled chats all have one order.
    private func ordered(_ edge: Edge) -> String? {
        guard let first = edge.first, (sellerFirst == 0) != (sellerSecond == 0) else { return nil }
        return sellerSecond > 0 ? first : edge.names.first { $0 != first }
    }

    /// The side that speaks as customers do beside one that speaks as a seller.
    private mutating func leaning(_ edge: Edge) -> String? {
        contested.formUnion(edge.names)
        let sides = edge.names.sorted { (lean[$0] ?? 0, $0) < (lean[$1] ?? 0, $1) }
        guard sides.count == 2, let low = lean[sides[0]], let high = lean[sides[1]], high > 0, high - low >= 3 else { return nil }
        return sides[0]
    }

    /// What speaks for a name with some people beside it: how many, how it speaks, and whether another name is made of its own.
    private func strength(_ name: String, _ beside: Set<String>, _ stems: [String: Int]) -> Int {
        2 * beside.count + 2 * min(max(lean[name] ?? 0, -3), 3) + ((stems[name] ?? 0) > 0 ? 4 : 0)
    }

    /// How many of the names are another's with something added: 烧饼姨, 烧饼姨2号机.
    private static func family(_ names: [String]) -> [String: Int] {
        var counts: [String: Int] = [:]
        let loose = names.map(NameKey.loose)
        for (i, name) in names.enumerated() where NameKey.isTelling(loose[i]) {
            counts[name] = loose.indices.count { $0 != i && NameKey.isTelling(loose[$0]) && (loose[$0].hasPrefix(loose[i]) || loose[i].hasPrefix(loose[$0])) }
        }
        return counts
    }

    /// The name with most people beside it whom no seller's name stands beside yet.
    private mutating func hub() -> String? {
        var beside: [String: Set<String>] = [:]
        var named: [String: Int] = [:]
        for edge in open {
            for name in edge.names {
                if edge.peer == name { named[name, default: 0] += 1 } else { beside[name, default: []].formUnion(edge.names.filter { $0 != name }) }
            }
        }
        let ranked = beside.filter { $0.value.count >= 2 && $0.value.count > 2 * named[$0.key, default: 0] && !shown.contains($0.key) }
        let most = ranked.values.lazy.map(\.count).max() ?? 0
        // Of a few names with a chat or two more or less each, how they speak decides.
        let rivals = ranked.filter { $0.value.count * 2 >= most }
        if rivals.count == 1 || most > 8 { return ranked.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key }
        contested.formUnion(rivals.keys)
        let stems = Self.family(rivals.keys.sorted())
        return rivals.max {
            (strength($0.key, $0.value, stems), $0.value.count, $1.key) < (strength($1.key, $1.value, stems), $1.value.count, $0.key)
        }?.key
    }

    private mutating func take(_ name: String, isNew: Bool) {
        let covered = open.filter { $0.names.contains(name) }
        sellerFirst += covered.count { $0.first == name }
        sellerSecond += covered.count { $0.first != nil && $0.first != name }
        let others = Set(covered.flatMap(\.names)).subtracting([name])
        if others.count >= 2 { isRecurring = true }
        customers.formUnion(others.subtracting(known).subtracting(sellers))
        open.removeAll { $0.names.contains(name) }
        if isNew { sellers.insert(name) }
    }
}
