import ChatModel
import CustomerPool
import PoolInsights

/// Takes people out of the pool of whom nothing new was seen for a long time, as the settings ask.
///
/// The newest day in the pool counts and not today, so that the same exports give the same pool on any day. The exports stay as they are: read again, they bring
/// nobody back, since who is too old goes again at the end of the same run.
struct Retention {
    private let pool: PoolStore
    private let options: ImportRun.Options

    init(_ pool: PoolStore, _ options: ImportRun.Options) { (self.pool, self.options) = (pool, options) }

    /// The first day that still counts as lately seen; nil when everybody and everything stays.
    ///
    /// Who asked not to be written to stays, or the wish would be lost; so does somebody of whom no day is known.
    func drop(into report: inout RunReport) throws(ImportError) -> Int? {
        guard let months = options.keepMonths, months > 0 else { return nil }
        let customers = try pool.customers()
        let newest = options.asOf ?? InsightsBuilder.lastDay(of: customers)
        guard newest > 0 else { return nil }
        let limit = Self.day(months: months, before: newest)
        let old = customers.filter { customer in !customer.doNotContact && (customer.lastSeen?.dayNumber ?? .max) < limit }
        guard !old.isEmpty else { return nil }
        try pool.retire(old)
        report.retired = old.count
        return limit
    }

    /// The same day of an earlier month, or that month's last.
    static func day(months: Int, before day: Int) -> Int {
        let date = CivilDay.date(day)
        let month = date.year * 12 + date.month - 1 - months
        guard month >= 12 else { return 0 }
        var last = date.day
        while last > 28, !CivilDay.exists(year: month / 12, month: month % 12 + 1, day: last) { last -= 1 }
        return CivilDay.number(year: month / 12, month: month % 12 + 1, day: last)
    }
}
