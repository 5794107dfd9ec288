import ChatModel

/// Chooses the seller's side of every direct chat: names that between them stand in every chat, each beside many others.
struct SellerCover {
    private struct Edge {
        var platform: Platform
        var names: [String]
        var peer: String?
    }

    private var open: [Edge]
    /// Names that are the seller's.
    private(set) var sellers: Set<String> = []
    /// Names on the other side of a chat that is settled.
    private(set) var customers: Set<String>
    /// Whether a name writes with two people or more.
    private(set) var isRecurring = false

    private let known: Set<String>
    /// Names that exports show as the other side.
    private let shown: Set<String>

    init(pairs: [(Platform, [String], String?)], known: Set<String>, customers: Set<String>) {
        self.known = known
        self.customers = customers
        shown = customers
        open = pairs.map { Edge(platform: $0.0, names: $0.1, peer: $0.2) }
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
        // What is left are chats of two who write with nobody else: the title decides.
        for edge in open {
            guard let peer = edge.peer, let other = edge.names.first(where: { $0 != peer }), !customers.contains(other) else { continue }
            take(other, isNew: true)
        }
    }

    /// The name with most people beside it whom no seller's name stands beside yet.
    private func hub() -> String? {
        var beside: [String: Set<String>] = [:]
        var named: [String: Int] = [:]
        for edge in open {
            for name in edge.names {
                if edge.peer == name { named[name, default: 0] += 1 } else { beside[name, default: []].formUnion(edge.names.filter { $0 != name }) }
            }
        }
        let ranked = beside.filter { $0.value.count >= 2 && $0.value.count > 2 * named[$0.key, default: 0] && !shown.contains($0.key) }
        return ranked.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
    }

    private mutating func take(_ name: String, isNew: Bool) {
        let covered = open.filter { $0.names.contains(name) }
        let others = Set(covered.flatMap(\.names)).subtracting([name])
        if others.count >= 2 { isRecurring = true }
        customers.formUnion(others.subtracting(known).subtracting(sellers))
        open.removeAll { $0.names.contains(name) }
        if isNew { sellers.insert(name) }
    }
}
