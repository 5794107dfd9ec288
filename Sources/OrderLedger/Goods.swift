import ChatModel

/// How names of goods are compared, in any language.
enum GoodsName {
    /// The name without case, white space, punctuation and pictures.
    static func key(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.lowercased().unicodeScalars where scalar.properties.isAlphabetic || scalar.properties.numericType != nil { scalars.append(scalar) }
        return String(scalars)
    }

    /// Whether two keys name one good: the same, or one is a piece of the other.
    static func isSame(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        guard !a.isEmpty, !b.isEmpty else { return false }
        return a.utf8.count > b.utf8.count ? a.contains(b) : b.contains(a)
    }

    /// Whether two variants can be one: either is unknown, or one says the other and more, in whatever order (size 9 blue, blue 9).
    static func isCompatible(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b, !a.isEmpty, !b.isEmpty else { return true }
        if isSame(key(a), key(b)) { return true }
        let (x, y) = (runs(key(a)), runs(key(b)))
        guard x.count > 1, y.count > 1 else { return false }
        let (less, more) = x.count <= y.count ? (x, y) : (y, x)
        return less.allSatisfy { run in more.contains { isSame(run, $0) } }
    }

    /// The runs of digits, of letters of ASCII and of all others in a key.
    static func runs(_ key: String) -> [String] {
        func kind(_ scalar: Unicode.Scalar) -> Int { scalar.isASCII ? (48...57 ~= scalar.value ? 0 : 1) : 2 }
        var runs: [String] = []
        var last = -1
        for scalar in key.unicodeScalars {
            if kind(scalar) != last { runs.append("") }
            last = kind(scalar)
            runs[runs.count - 1].unicodeScalars.append(scalar)
        }
        return runs
    }
}

/// What was offered in a conversation at which price, newest last; small and bounded.
struct PriceBook {
    private struct Entry {
        var key: String
        var name: String
        var spec: String?
        var unit: String?
        var quantity: Double?
        var price: Double
    }

    private var entries: [Entry] = []
    /// How many offers are kept.
    private static let most = 256

    /// Notes an offered line; one without a price is forgotten.
    mutating func note(_ line: ActLine) {
        guard let product = line.product, let price = line.price, price >= 0 else { return }
        entries.append(Entry(key: GoodsName.key(product), name: product, spec: line.spec, unit: line.unit, quantity: line.quantity, price: price))
        if entries.count > Self.most { entries.removeFirst() }
    }

    /// Whether a good was ever given a price.
    func knows(_ product: String) -> Bool {
        let key = GoodsName.key(product)
        return entries.contains { GoodsName.isSame($0.key, key) }
    }

    /// The variants of a good that were offered at prices of their own.
    func variants(of product: String) -> [String] {
        let key = GoodsName.key(product)
        var found: [(spec: String, price: Double)] = []
        for entry in entries where entry.key == key && entry.quantity == nil || entry.key == key && entry.spec != nil {
            guard let spec = entry.spec, !spec.isEmpty, !found.contains(where: { $0.spec == spec }) else { continue }
            found.append((spec, entry.price))
        }
        return Set(found.map(\.price)).count > 1 ? found.map(\.spec) : []
    }

    /// The only good that was offered at a price; nil when none or several were.
    func good(at price: Double) -> String? {
        var found: (key: String, name: String)?
        for entry in entries where Money.isSame(entry.price, price) && (entry.quantity ?? 1) == 1 {
            if let found, !GoodsName.isSame(found.key, entry.key) { return nil }
            if found.map({ $0.key.utf8.count < entry.key.utf8.count }) ?? true { found = (entry.key, entry.name) }
        }
        return found?.name
    }

    /// The last price of one unit that fits a line best; nil where none does.
    ///
    /// - Parameter isExact: whether only a price for just the line's variant will do.
    func price(of line: OrderLine, isExact: Bool = false) -> Double? {
        guard let product = line.product else { return nil }
        let key = GoodsName.key(product)
        var best: (points: Int, price: Double)?
        let own = entries.filter { GoodsName.isSame($0.key, key) && ($0.price > 0 || line.spec != nil && $0.spec == line.spec) }
        for entry in own.reversed() {
            guard GoodsName.isCompatible(entry.spec, line.spec), !isExact || entry.spec != nil && line.spec != nil else { continue }
            if let a = entry.unit, let b = line.unit, a != b, entry.quantity == nil, entries.contains(where: { $0.key == entry.key && $0.unit == b }) {
                continue
            }
            var points = entry.key == key ? 4 : 0
            if let spec = entry.spec, let wanted = line.spec, GoodsName.isSame(GoodsName.key(spec), GoodsName.key(wanted)) { points += 3 }
            if entry.spec == nil, line.spec == nil { points += 1 }
            if let unit = entry.unit, unit == line.unit { points += 1 }
            // The price for several is theirs alone.
            if let quantity = entry.quantity, quantity != 1 { points += quantity == line.quantity ? 2 : -3 }
            if best.map({ points > $0.points }) ?? true { best = (points, entry.price) }
        }
        if best == nil, !isExact, let one = own.first?.price, own.allSatisfy({ $0.price == one }) { return one }
        return best?.price
    }
}
