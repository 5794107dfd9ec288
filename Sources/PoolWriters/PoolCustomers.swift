public import ChatModel
import Dispatch
import Synchronization

/// The customers of a pool in order, each with what is concluded about it, to be walked as often as needed.
///
/// A pool on disk is walked piece by piece: every walk makes the customers anew and none stays in memory. What of each is small enough to keep is its ``Outline``.
public struct PoolCustomers: Sendable {
    /// A customer and what is concluded about it.
    public struct Member: Sendable {
        /// The customer.
        public var customer: Customer
        /// What is concluded; nil when nobody asked.
        public var insights: CustomerInsights?

        /// A customer and what is concluded about it.
        public init(_ customer: Customer, insights: CustomerInsights? = nil) {
            self.customer = customer
            self.insights = insights
        }
    }

    /// What is known of a customer without making it.
    public struct Outline: Sendable {
        /// The customer's id.
        public var id: String
        /// Whether there is an order that is more than asked about.
        public var hasBought: Bool
        /// Last sign of the person.
        public var lastSeen: Timestamp?
        /// How many orders there are, asked about or bought.
        public var orders: Int32
        /// How many places are named.
        public var evidence: Int32
        /// Where the customer stands.
        public var stage: CustomerStage

        /// The outline of a customer.
        public init(_ customer: Customer) {
            id = customer.id
            hasBought = customer.orders.contains(where: \.isBought)
            lastSeen = customer.lastSeen
            orders = Int32(clamping: customer.orders.count)
            evidence = Int32(clamping: customer.evidence.count)
            stage = customer.stage
        }
    }

    /// The outlines of all customers, in order.
    public let outlines: [Outline]
    /// The currencies of all orders with an amount.
    public let currencies: Set<String>
    private let load: @Sendable ([Int], Bool) throws(ImportError) -> [Member]
    /// Customers that are in memory at once.
    private static let piece = 512

    /// Customers that are in memory.
    ///
    /// - Parameter insights: what is concluded about them, in any order.
    public init(_ customers: [Customer], insights: [CustomerInsights] = []) {
        let concluded = Dictionary(insights.map { ($0.customerID, $0) }, uniquingKeysWith: { first, _ in first })
        let members = customers.map { Member($0, insights: concluded[$0.id]) }
        self.init(outlines: customers.map(Outline.init), currencies: Self.currencies(of: customers)) { (places, _) throws(ImportError) in
            places.map { members[$0] }
        }
    }

    /// Customers that are made when they are asked for.
    ///
    /// - Parameter load: the customers at places between 0 and the number of outlines, in the order of the places, the same at every call; and whether what is concluded
    ///   about them is wanted too.
    public init(outlines: [Outline], currencies: Set<String>, load: @escaping @Sendable ([Int], Bool) throws(ImportError) -> [Member]) {
        self.outlines = outlines
        self.currencies = currencies
        self.load = load
    }

    /// How many customers there are.
    public var count: Int { outlines.count }

    /// The customers at some places, in the order of the places.
    public func members(at places: [Int]) throws(ImportError) -> [Member] { try load(places, true) }

    /// Lends one customer after the other.
    public func walk(_ body: (Customer) throws(ImportError) -> Void) throws(ImportError) {
        try walk(nil, concluded: false) { (member) throws(ImportError) in try body(member.customer) }
    }

    /// Lends one customer after the other with what is concluded about it.
    ///
    /// - Parameter order: their places in the order in which they are wanted; in their own order when left out.
    public func walkMembers(_ order: [Int]? = nil, _ body: (Member) throws(ImportError) -> Void) throws(ImportError) {
        try walk(order, concluded: true, body)
    }

    private func walk(_ order: [Int]?, concluded: Bool, _ body: (Member) throws(ImportError) -> Void) throws(ImportError) {
        let count = order?.count ?? count
        func begin(_ start: Int) -> Loading? {
            guard start < count else { return nil }
            let end = min(start + Self.piece, count)
            let places = order.map { Array($0[start..<end]) } ?? Array(start..<end)
            return Loading { [load] () throws(ImportError) in try load(places, concluded) }
        }
        var start = 0
        var next = begin(start)
        while let piece = next {
            let members = try piece.members()
            start += Self.piece
            // The next ones are made while these are worked on.
            next = begin(start)
            for member in members { try body(member) }
        }
    }

    /// Customers that are being made on another thread.
    private final class Loading: Sendable {
        private let result = Mutex<Result<[Member], ImportError>>(.success([]))
        private let isDone = DispatchSemaphore(value: 0)

        init(_ load: @escaping @Sendable () throws(ImportError) -> [Member]) {
            DispatchQueue.global().async { [self] in
                let made = Result { () throws(ImportError) in try load() }
                result.withLock { $0 = made }
                isDone.signal()
            }
        }

        func members() throws(ImportError) -> [Member] {
            isDone.wait()
            return try result.withLock { $0 }.get()
        }
    }

    /// The currencies of the orders of some customers, as far as they have an amount.
    public static func currencies(of customers: [Customer]) -> Set<String> {
        var found: Set<String> = []
        for customer in customers { for order in customer.orders where order.amount != nil { if let currency = order.currency { found.insert(currency) } } }
        return found
    }
}

extension PoolContents {
    /// Lends the customers as rows, each with what is concluded about it.
    ///
    /// - Parameter order: their places in the order in which they are wanted; in their own order when left out.
    func walkRows(_ order: [Int]? = nil, _ body: (CustomerRow) throws(ImportError) -> Void) throws(ImportError) {
        let followUps = FollowUpIndex(insights?.lists ?? [])
        try customers.walkMembers(order) { (member) throws(ImportError) in try body(CustomerRow(member, followUps)) }
    }

    /// The places of the customers as a seller wants them: buyers before those who only asked, and within each the most recently seen first.
    var ranking: [Int] {
        let keys = customers.outlines.map { (bought: $0.hasBought ? 1 : 0, seen: $0.lastSeen?.wallSeconds ?? .min) }
        return keys.indices.sorted { a, b in keys[a] == keys[b] ? a < b : keys[a] > keys[b] }
    }
}

/// Finds the lines of the follow-up lists that are about a customer.
struct FollowUpIndex {
    private let lists: [FollowUpList]
    private var places: [String: [(list: Int8, entry: Int32)]] = [:]

    init(_ lists: [FollowUpList]) {
        self.lists = lists
        for (l, list) in lists.enumerated() {
            for (e, entry) in list.entries.enumerated() { places[entry.customerID, default: []].append((Int8(l), Int32(e))) }
        }
    }

    /// The lines about a customer, in the order of the lists.
    subscript(id: String) -> [FollowUpEntry] { (places[id] ?? []).map { lists[Int($0.list)].entries[Int($0.entry)] } }
}
