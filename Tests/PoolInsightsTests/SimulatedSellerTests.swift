import ChatModel
import PoolInsights
import TestSupport
import Testing

/// Forecasts measured against a seller whose customers' rhythms and partings are known. Run with `scripts/simulated_seller.sh` to see the figures.
@Suite struct SimulatedSellerTests {
    /// What a method of forecasting misses, over several days of the second year.
    struct Figures {
        var precision = 0.0
        var recall = 0.0
        var flagged = 0
        var gone = 0
        var error = 0.0
        var medianError = 0.0
        var ownMeanError = 0.0
        var shrunkError = 0.0
    }

    static let seeds: [UInt64] = [1, 2, 3, 4, 5]

    static func measure(_ seller: SimulatedSeller) -> Figures {
        var figures = Figures()
        var (hits, flagged, gone) = (0, 0, 0)
        var errors: [Double] = [], median: [Double] = [], mean: [Double] = [], shrunk: [Double] = []
        for day in stride(from: seller.firstDay + 365, through: seller.lastDay, by: 91) {
            let customers = seller.customers(on: day)
            let insights = InsightsBuilder().insights(of: customers, onDay: day)
            let gaps = seller.buyers.flatMap { buyer in zip(buyer.known(on: day), buyer.known(on: day).dropFirst()).map { Double($1.day - $0.day) } }.sorted()
            let pool = gaps[gaps.count / 2]
            for insight in insights.customers {
                let buyer = seller.buyers[Int(insight.customerID.dropFirst(2))!]
                let known = buyer.known(on: day)
                let isGone = buyer.isGone(after: day)
                if isGone { gone += 1 }
                if insight.stage == .lapsed {
                    flagged += 1
                    if isGone { hits += 1 }
                }
                if let next = buyer.next(after: day), let last = known.last, let forecast = insight.forecasts.first {
                    let truth = Double(next.day - last.day)
                    let own = zip(known, known.dropFirst()).map { Double($1.day - $0.day) }
                    errors.append(abs(forecast.intervalDays - truth))
                    median.append(abs(pool - truth))
                    mean.append(abs((own.isEmpty ? pool : own.reduce(0, +) / Double(own.count)) - truth))
                    shrunk.append(abs((2 * pool + own.reduce(0, +)) / Double(2 + own.count) - truth))
                }
            }
        }
        func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
        figures.precision = Double(hits) / Double(max(1, flagged))
        figures.recall = Double(hits) / Double(max(1, gone))
        (figures.flagged, figures.gone) = (flagged, gone)
        (figures.error, figures.medianError) = (average(errors), average(median))
        (figures.ownMeanError, figures.shrunkError) = (average(mean), average(shrunk))
        return figures
    }

    static func show(_ title: String, _ seed: UInt64, _ f: Figures) {
        func r(_ x: Double) -> Double { (x * 1000).rounded() / 1000 }
        print(
            "\(title), seed \(seed): overdue precision \(r(f.precision)) recall \(r(f.recall)) (\(f.flagged) flagged, \(f.gone) gone); interval error \(r(f.error)) days, pool median \(r(f.medianError)), own mean \(r(f.ownMeanError)), (2·median + own gaps)/(2 + n) \(r(f.shrunkError))"
        )
    }

    @Test(arguments: seeds) func `who stays away is told with few false alarms, and the next purchase within fifteen days`(seed: UInt64) {
        let f = Self.measure(SimulatedSeller(seed: seed))
        Self.show("one product, 30 days", seed, f)
        #expect(f.precision >= 0.95)
        #expect(f.recall >= 0.8)
        #expect(f.error <= 15)
    }

    @Test(arguments: seeds) func `products of different cycles and quantities are told as well`(seed: UInt64) {
        let f = Self.measure(SimulatedSeller(seed: seed, products: SimulatedSeller.severalProducts, quantities: [6, 3, 1]))
        Self.show("four products, 12 to 60 days, 1 to 3 pieces", seed, f)
        #expect(f.precision >= 0.95)
        #expect(f.recall >= 0.8)
        #expect(f.error < f.shrunkError)
    }
}
