import ChatModel

/// How often products are named, to spell them the most frequent way where no catalogue does.
struct NameTally {
    private var counts: [String: Int] = [:]

    init() {}

    mutating func count(_ name: String) {
        if !name.isEmpty, counts.count < 10_000 { counts[name, default: 0] += 1 }
    }

    /// The orders with names that differ in case or white space alone spelled as the most frequent one.
    func canonical(_ orders: [Order], isCatalog: Bool) -> [Order] {
        guard !isCatalog, counts.count > 1 else { return orders }
        var best: [String: (name: String, count: Int)] = [:]
        for (name, n) in counts {
            let key = Self.key(name)
            if let old = best[key], (old.count, name) > (n, old.name) { continue }
            best[key] = (name, n)
        }
        return orders.map { order in
            var order = order
            for i in order.items.indices { if let b = best[Self.key(order.items[i].product)] { order.items[i].product = b.name } }
            return order
        }
    }

    private static func key(_ name: String) -> String { name.lowercased().filter { !$0.isWhitespace } }
}
