import ChatModel
import Glibc

/// How long purchases last in this pool: learned from all customers, product by product.
///
/// A gap between two purchases is brought to a usual quantity first: who buys twice as much comes back later, by a power of the quantity that the pool itself shows
/// and that is drawn to 1 (twice as long) where it shows little. Every level is drawn towards the one above it, as few gaps say little: a product's interval towards the pool's (or what
/// the options say of such products), a customer's towards the product's, by `(k · prior + sum of own gaps) / (k + number of own gaps)`. The weight k is the ratio of the
/// variance within customers to that between them.
struct PurchaseRhythm: Codable {
    struct Product: Codable {
        /// Days that a usual purchase lasts.
        var interval: Double
        /// Gaps that it rests on.
        var gaps: Int
        /// The quantity that is bought most.
        var usualQuantity: Double
        var basis: RepurchaseForecast.Basis
    }

    /// Days that a usual purchase of anything lasts; nil when nobody bought anything twice.
    private(set) var poolInterval: Double?
    /// Days between two orders of a customer, whatever was bought.
    private(set) var orderInterval: Double?
    private(set) var products: [String: Product] = [:]
    /// The power of the quantity, 0 (no matter) to 1 (proportional).
    private(set) var quantityPower = 1.0
    /// What a prior weighs against own gaps.
    private(set) var priorWeight = 2.0
    private let options: InsightsOptions

    init(_ histories: [PurchaseHistory], _ options: InsightsOptions) {
        self.options = options
        learnQuantities(histories)
        learnIntervals(histories)
        let gaps = histories.flatMap { history in zip(history.orderDays, history.orderDays.dropFirst()).map { Double($1 - $0) } }
        orderInterval = Self.median(gaps)
    }

    // MARK: Learning

    private mutating func learnQuantities(_ histories: [PurchaseHistory]) {
        var quantities: [String: [Double]] = [:]
        for history in histories {
            for (product, purchases) in history.products {
                quantities[product, default: []] += purchases.compactMap { $0.quantity.flatMap { $0 > 0 ? $0 : nil } }
            }
        }
        for (product, values) in quantities {
            products[product] = Product(interval: 0, gaps: 0, usualQuantity: Self.median(values) ?? 1, basis: .unknown)
        }
        // Least squares of log gap on log quantity within each customer and product, drawn to 1 by twenty purchases that vary by a factor of e.
        var (xy, xx) = (20.0, 20.0)
        for history in histories {
            for product in history.products.keys.sorted() {
                let purchases = history.products[product] ?? []
                var points: [(x: Double, y: Double)] = []
                for (a, b) in zip(purchases, purchases.dropFirst()) {
                    guard let q = a.quantity, q > 0 else { continue }
                    points.append((log(q), log(Double(b.day - a.day))))
                }
                guard points.count >= 2 else { continue }
                let mx = points.reduce(0) { $0 + $1.x } / Double(points.count)
                let my = points.reduce(0) { $0 + $1.y } / Double(points.count)
                for point in points {
                    xy += (point.x - mx) * (point.y - my)
                    xx += (point.x - mx) * (point.x - mx)
                }
            }
        }
        quantityPower = min(1, max(0, xy / xx))
    }

    /// Gaps of one customer with one product, brought to a usual quantity.
    private struct Series {
        var product: String
        var gaps: [Double]
    }

    private mutating func learnIntervals(_ histories: [PurchaseHistory]) {
        var series: [Series] = []
        for history in histories {
            for product in history.products.keys.sorted() {
                let gaps = usualGaps(history.products[product] ?? [], of: product)
                if !gaps.isEmpty { series.append(Series(product: product, gaps: gaps)) }
            }
        }
        let byProduct = Dictionary(grouping: series, by: \.product)
        learnWeight(byProduct)
        // A handful of gaps is no rhythm yet: they are drawn to the usual interval.
        poolInterval = typical(series.map(\.gaps)).map { typical in
            let count = Double(series.reduce(0) { $0 + $1.gaps.count })
            return (4 * options.usualIntervalDays + count * typical) / (4 + count)
        }
        for product in products.keys.sorted() {
            let own = byProduct[product] ?? []
            let count = own.reduce(0) { $0 + $1.gaps.count }
            let usual = products[product]?.usualQuantity ?? 1
            let said = daysPerUnit(product).map { $0 * usual }
            let prior = said ?? poolInterval
            let weight = 4.0
            let interval: Double? =
                switch (typical(own.map(\.gaps)), prior) {
                case (let t?, let p?): (weight * p + Double(count) * t) / (weight + Double(count))
                case (let t?, nil): t
                case (nil, let p): p
                }
            guard let interval else { continue }
            let basis: RepurchaseForecast.Basis = count >= 3 ? .product : said != nil ? .options : .pool
            products[product] = Product(interval: interval, gaps: count, usualQuantity: usual, basis: basis)
        }
    }

    /// The interval of a typical customer: the mean of the customers' means, each weighted by how much its gaps tell. Counting gap by gap would let those who buy often
    /// speak for all.
    private func typical(_ series: [[Double]]) -> Double? {
        guard let middle = Self.median(series.flatMap(\.self)) else { return nil }
        var (sum, weights) = (0.0, 0.0)
        for gaps in series {
            // One purchase that was not seen doubles a gap, a year's absence says nothing of the rhythm.
            let mean = gaps.reduce(0) { $0 + min($1, 4 * middle) } / Double(gaps.count)
            let weight = Double(gaps.count) / (Double(gaps.count) + priorWeight)
            sum += mean * weight
            weights += weight
        }
        return sum / weights
    }

    /// The ratio of the variances within and between customers of one product, of logarithms, held between 0.5 and 8; 2 where the pool is too small to tell.
    private mutating func learnWeight(_ products: [String: [Series]]) {
        var within = 0.0, between = 0.0, noise = 0.0
        var gaps = 0, customers = 0, kinds = 0
        for product in products.keys.sorted() {
            let several = (products[product] ?? []).filter { $0.gaps.count >= 2 }
            guard several.count >= 2 else { continue }
            let n = several.reduce(0) { $0 + $1.gaps.count }
            var means: [(mean: Double, count: Double)] = []
            for one in several {
                let logs = one.gaps.map { log(max($0, 1)) }
                let mean = logs.reduce(0, +) / Double(logs.count)
                within += logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                noise += 1 / Double(logs.count)
                means.append((mean, Double(logs.count)))
            }
            let grand = means.reduce(0) { $0 + $1.mean } / Double(means.count)
            between += means.reduce(0) { $0 + ($1.mean - grand) * ($1.mean - grand) }
            gaps += n
            customers += several.count
            kinds += 1
        }
        guard customers - kinds >= 10, gaps - customers >= 20 else { return }
        within /= Double(gaps - customers)
        between /= Double(customers - kinds)
        between -= within * noise / Double(customers)
        priorWeight = min(8, max(0.5, within / max(between, 1e-9)))
    }

    /// Days that one unit lasts by the options: the longest word that the name contains.
    private func daysPerUnit(_ product: String) -> Double? {
        let name = product.lowercased()
        let word = options.daysPerUnit.keys.filter { !$0.isEmpty && name.contains($0.lowercased()) }.max { ($0.utf8.count, $1) < ($1.utf8.count, $0) }
        return word.flatMap { options.daysPerUnit[$0] }
    }

    // MARK: Asking

    /// How much longer than a usual purchase this one lasts.
    func factor(_ quantity: Double?, of product: String) -> Double {
        guard let quantity, quantity > 0, let usual = products[product]?.usualQuantity, usual > 0 else { return 1 }
        return pow(quantity / usual, quantityPower)
    }

    /// The gaps between purchases, brought to a usual quantity.
    private func usualGaps(_ purchases: [PurchaseHistory.Purchase], of product: String) -> [Double] {
        zip(purchases, purchases.dropFirst()).map { Double($1.day - $0.day) / factor($0.quantity, of: product) }
    }

    /// Expected days from a customer's last purchase of a product to the next one.
    func interval(of product: String, _ purchases: [PurchaseHistory.Purchase]) -> (days: Double, basis: RepurchaseForecast.Basis, usual: Double) {
        let known = products[product].flatMap { $0.interval > 0 ? $0 : nil }
        let prior = known?.interval ?? daysPerUnit(product) ?? poolInterval ?? options.usualIntervalDays
        let priorBasis = known?.basis ?? (daysPerUnit(product) != nil ? .options : poolInterval != nil ? .pool : .unknown)
        let own = usualGaps(purchases, of: product)
        let usual = drawn(own, to: prior)
        return (max(1, usual * factor(purchases.last?.quantity, of: product)), own.isEmpty ? priorBasis : .customer, usual)
    }

    /// Expected days between a customer's orders, whatever is bought; nil when nothing tells.
    func orderInterval(_ days: [Int]) -> Double? {
        let own = zip(days, days.dropFirst()).map { Double($1 - $0) }
        guard let prior = orderInterval ?? Self.median(own) else { return nil }
        return drawn(own, to: prior)
    }

    /// Own gaps drawn to a prior; a gap of more than three intervals counts as three: something between was not seen.
    private func drawn(_ own: [Double], to prior: Double) -> Double {
        let sum = own.reduce(0) { $0 + min($1, 3 * prior) }
        return (priorWeight * prior + sum) / (priorWeight + Double(own.count))
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
