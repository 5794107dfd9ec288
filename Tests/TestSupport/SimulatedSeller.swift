public import ChatModel
import Foundation

/// A shop with known customers: each needs one product in a rhythm of their own, buys again when it is used up, and stays away for good after some purchase.
///
/// Gaps are gamma distributed around the customer's own mean, times the quantity bought; customers' means scatter around the product's cycle. With one product, one piece
/// and 30 days this is a seller whose next gap the pool's median misses by about 16 days on average.
public struct SimulatedSeller: Sendable {
    /// Something the shop sells.
    public struct Product: Sendable {
        /// What it is called.
        public var name: String
        /// How it is counted.
        public var unit: String
        /// The price of one.
        public var price: Double
        /// Days that one piece lasts.
        public var cycle: Double
    }

    /// Something bought.
    public struct Purchase: Sendable, Hashable {
        /// When (see `CivilDay`).
        public var day: Int
        /// How many.
        public var quantity: Int
    }

    /// Somebody who needs one product again and again.
    public struct Buyer: Sendable {
        /// A name, not of one buyer alone.
        public var name: String
        /// What they need.
        public var product: Product
        /// Days that one piece lasts this buyer on average: what no method is told.
        public var mean: Double
        /// Everything the buyer will ever buy, also after the last day that is shown.
        public var purchases: [Purchase]

        /// Whether nothing is bought after a day.
        public func isGone(after day: Int) -> Bool { (purchases.last?.day ?? .min) <= day }
        /// What was bought up to a day.
        public func known(on day: Int) -> [Purchase] { purchases.filter { $0.day <= day } }
        /// The first purchase after a day.
        public func next(after day: Int) -> Purchase? { purchases.first { $0.day > day } }
    }

    /// Everybody who ever buys.
    public var buyers: [Buyer] = []
    /// The first day; the shop is looked at for 730 days.
    public let firstDay = CivilDay.number(year: 2022, month: 1, day: 1)
    /// The last day that is looked at.
    public var lastDay: Int { firstDay + 729 }

    /// The shop of the comparison of methods: one product for about thirty days.
    public static let oneProduct = [Product(name: "山茶面膜", unit: "盒", price: 89, cycle: 30)]
    /// A shop whose products last for 12 to 60 days.
    public static let severalProducts = [
        Product(name: "山茶面膜", unit: "盒", price: 89, cycle: 28), Product(name: "桂花米露", unit: "罐", price: 36, cycle: 12),
        Product(name: "竹炭牙膏", unit: "支", price: 25, cycle: 45), Product(name: "燕麦猫粮", unit: "袋", price: 158, cycle: 60),
    ]

    /// A shop that is the same for the same seed.
    ///
    /// - Parameters:
    ///   - quantities: weights of buying 1, 2, 3 … pieces.
    ///   - dropOut: the chance to stay away after any purchase.
    public init(seed: UInt64, customers: Int = 400, products: [Product] = oneProduct, quantities: [Double] = [1], dropOut: Double = 0.12) {
        var random = Chance(SplitMix64(seed: seed))
        let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张")
        let given = ["雨桐", "子涵", "欣怡", "梓萱", "诗琪", "佳宁", "晓彤", "若曦", "芷若", "思远", "浩然", "明轩", "俊杰", "文博", "天佑", "嘉禾", "春晓", "秋实"]
        for i in 0..<customers {
            let product = products[i % products.count]
            let mean = product.cycle * exp(random.normal() * 0.4 - 0.08)
            var day = Double(firstDay) + random.uniform() * 700
            var purchases: [Purchase] = []
            while purchases.count < 500 {
                let quantity = random.pick(quantities) + 1
                purchases.append(Purchase(day: Int(day), quantity: quantity))
                if random.uniform() < dropOut { break }
                day += max(1, mean * Double(quantity) * random.gamma(shape: 3) / 3)
            }
            let name = "\(surnames[i % surnames.count])\(given[i / surnames.count % given.count])"
            buyers.append(Buyer(name: name, product: product, mean: mean, purchases: Self.oncePerDay(purchases)))
        }
    }

    private static func oncePerDay(_ purchases: [Purchase]) -> [Purchase] {
        purchases.reduce(into: []) { list, purchase in
            if let last = list.last, last.day == purchase.day { list[list.count - 1].quantity += purchase.quantity } else { list.append(purchase) }
        }
    }

    /// The pool as it is known on a day: those who have bought by then, as customers with the buyer's number in the id.
    public func customers(on day: Int) -> [Customer] {
        buyers.enumerated().compactMap { i, buyer in
            let known = buyer.known(on: day)
            guard let first = known.first, let last = known.last else { return nil }
            var customer = Customer(id: "c_\(i)")
            customer.name = buyer.name
            customer.orders = known.map { purchase in
                let at = Timestamp(wallSeconds: Int64(purchase.day) * 86_400 + 36_000)
                var order = Order(
                    placedAt: at, status: .received,
                    items: [
                        OrderItem(product: buyer.product.name, quantity: Double(purchase.quantity), unit: buyer.product.unit, unitPrice: buyer.product.price)
                    ], amount: buyer.product.price * Double(purchase.quantity), currency: "CNY")
                order.evidence = [Evidence(position: SourcePosition(file: "\(i).txt", line: purchase.day), at: at, rule: "order", confidence: 0.9)]
                return order
            }
            customer.firstSeen = Timestamp(dayNumber: first.day)
            customer.lastSeen = Timestamp(dayNumber: last.day)
            return customer
        }
    }
}

/// Draws from a seeded generator.
struct Chance {
    private var generator: SplitMix64

    init(_ generator: SplitMix64) { self.generator = generator }

    /// 0 up to 1.
    mutating func uniform() -> Double { Double(generator.next() >> 11) / Double(1 << 53) }

    /// Standard normal, after Box and Muller.
    mutating func normal() -> Double { sqrt(-2 * log(1 - uniform())) * cos(2 * .pi * uniform()) }

    /// Gamma with scale 1 for a whole shape: a sum of exponentials.
    mutating func gamma(shape: Int) -> Double { (0..<shape).reduce(0) { sum, _ in sum - log(1 - uniform()) } }

    /// An index by weight.
    mutating func pick(_ weights: [Double]) -> Int {
        var rest = uniform() * weights.reduce(0, +)
        for (i, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return i }
        }
        return weights.count - 1
    }
}
