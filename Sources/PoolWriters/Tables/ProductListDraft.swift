import ChatBytes
public import ChatModel

/// A draft of the seller's product list out of the pool: every name that goods were ordered by, with how often, its usual counter and price, and the names that may mean the same.
///
/// The seller moves a name into `aliases` of another, strikes lines out, and gives the list back with `--catalog`, which reads `product`, `aliases`, `unit` and `price` and passes the
/// other columns over. Which names are one is never decided here.
public struct ProductListDraft: PoolWriter {
    /// A product of the list that the pool goes by already.
    public struct Known: Hashable, Sendable {
        /// The name that orders carry.
        public var name: String
        /// Other names of it.
        public var aliases: [String]
        /// The counter that the price is for.
        public var unit: String?
        /// The price of one.
        public var price: Double?

        /// A product of the list.
        public init(name: String, aliases: [String], unit: String? = nil, price: Double? = nil) {
            (self.name, self.aliases, self.unit, self.price) = (name, aliases, unit, price)
        }
    }

    /// A CSV that opens in Excel.
    public let format = WriterFormat(
        id: "products", fileExtension: "csv", summary: "a draft of the product list, to be edited and given back with --catalog", ownsExtension: false)
    private let known: [Known]

    /// A draft that keeps what a list says already.
    public init(known: [Known] = []) { self.known = known }

    /// Writes the draft, the name with most orders first.
    @discardableResult public func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        let lines = try lines(pool)
        var report = WriteReport(path)
        let csv = CSVRows(profile: .excel)
        try TextFile.write(to: path) { (output) throws(ImportError) in
            csv.begin(&output)
            csv.row(["product", "aliases", "unit", "price", "orders", "customers", "maybe_same"].map { .text($0) }, to: &output, &report)
            for line in lines {
                csv.row(
                    [
                        .text(line.name), .text(orEmpty: line.aliases.joined(separator: "|")), .text(orEmpty: line.unit),
                        line.price.map { .number($0) } ?? .empty,
                        .number(Double(line.orders)), .number(Double(line.customers)), .text(orEmpty: line.maybe.joined(separator: " | ")),
                    ], to: &output, &report)
                try output.flushIfFull()
            }
        }
        return report.diagnostics
    }

    /// A name that goods were ordered by.
    public struct Line: Hashable, Sendable {
        /// The name.
        public var name: String
        /// Other names of the same, by the list.
        public var aliases: [String]
        /// The counter of the list, else the usual one.
        public var unit: String?
        /// The price of the list, else the usual one.
        public var price: Double?
        /// Orders with it.
        public var orders: Int
        /// Customers who ordered it.
        public var customers: Int
        /// Names that may mean the same.
        public var maybe: [String]
        /// Whether the list has it; every name where there is no list.
        public var isListed: Bool
    }

    /// The names that goods were ordered by, the one with most orders first.
    public func lines(_ pool: PoolContents) throws(ImportError) -> [Line] {
        var tally = Tally()
        try pool.customers.walk { tally.add($0) }
        return tally.lines(known)
    }

    /// What was ordered by each name.
    private struct Tally {
        private struct Use {
            var orders = 0
            var customers = 0
            var units: [String: Int] = [:]
            var prices: [Double: Int] = [:]
        }
        private var uses: [String: Use] = [:]

        /// Names that a line lists as maybe the same.
        private static let mostMaybe = 6

        mutating func add(_ customer: Customer) {
            var own: Set<String> = []
            for order in customer.orders where order.isBought {
                for name in Set(order.items.map(\.product)) where !name.isEmpty {
                    uses[name, default: Use()].orders += 1
                    own.insert(name)
                }
                for item in order.items where !item.product.isEmpty {
                    if let unit = item.unit, !unit.isEmpty { uses[item.product]?.units[unit, default: 0] += 1 }
                    if let price = item.unitPrice, price.isFinite, price > 0 { uses[item.product]?.prices[price, default: 0] += 1 }
                }
            }
            for name in own { uses[name]?.customers += 1 }
        }

        func lines(_ known: [Known]) -> [Line] {
            let listed = Dictionary(known.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            let names = Set(uses.keys).union(listed.keys).sorted { a, b in
                let (x, y) = (uses[a]?.orders ?? 0, uses[b]?.orders ?? 0)
                return x == y ? a < b : x > y
            }
            let folded = names.map(Self.folded)
            return names.indices.map { i in
                let use = uses[names[i]] ?? Use()
                let product = listed[names[i]]
                let aliases = product?.aliases ?? []
                let maybe = names.indices.filter { k in k != i && !aliases.contains(names[k]) && Self.mayBeOne(folded[i], folded[k]) }
                return Line(
                    name: names[i], aliases: aliases, unit: product?.unit ?? Self.usual(use.units), price: product?.price ?? Self.usual(use.prices),
                    orders: use.orders, customers: use.customers, maybe: maybe.prefix(Self.mostMaybe).map { names[$0] },
                    isListed: known.isEmpty || product != nil)
            }
        }

        /// What was said most often; of several the least.
        private static func usual<Value: Comparable>(_ counts: [Value: Int]) -> Value? {
            counts.min { a, b in a.value == b.value ? a.key < b.key : a.value > b.value }?.key
        }

        /// Small letters for capital ones, and no blanks.
        private static func folded(_ name: String) -> [UInt8] { Array(name.lowercased().filter { !$0.isWhitespace }.utf8) }

        /// Whether two names may be of one thing: written alike but for capitals and blanks, or one holds the other.
        private static func mayBeOne(_ a: [UInt8], _ b: [UInt8]) -> Bool {
            let (short, long) = a.count <= b.count ? (a, b) : (b, a)
            // One ideograph stands in too many names to say anything.
            guard short.count >= 4 else { return a == b }
            return long == short || long.count > short.count && (0...(long.count - short.count)).contains { long[$0...].starts(with: short) }
        }
    }
}
