import ChatModel

/// How the cells of one column write their days, decided by all of them together.
struct DateColumn: Sendable {
    /// Which of two open numbers comes first.
    private(set) var order = DatePieces.Order.monthDayYear
    /// Where the year of two digits stands among three open numbers.
    private(set) var yearPlace = 0
    /// Whether nothing in the column tells the day from the month.
    private(set) var isOpen = false
    /// Whether days without a year were met.
    private(set) var lacksYear = false
    /// Where a missing year comes from: the last day that may be meant, or the year.
    var year: Int?
    var latest: Int?
    /// The month of days that name none: `3号` below `2025年5月`.
    var month: Int?
    /// Whether the cells are bare numbers, the days of that month.
    var isDayOfMonth = false
    /// Whether the days are birthdays: years of two digits lie in the past.
    var isBirthday = false

    /// A column of full days, which needs no sample.
    init() {}

    /// - Parameters:
    ///   - cells: some of the column's cells.
    ///   - prefersMonthFirst: what to take where the cells do not tell.
    init(_ cells: [String], prefersMonthFirst: Bool) {
        let days = cells.compactMap { DatePieces($0) ?? DatePieces(beginning: $0) }.filter { !$0.open.isEmpty }
        lacksYear = cells.contains { cell in (DatePieces(cell) ?? DatePieces(beginning: cell)).map { $0.year == nil && $0.open.count < 3 } ?? false }
        guard !days.isEmpty else { return }
        let triples = days.filter { $0.open.count == 3 }.map(\.open)
        if !triples.isEmpty { yearPlace = Self.yearPlace(triples) }
        let pairs = days.map { $0.open.count == 3 ? Self.pair($0.open, yearPlace) : $0.open }
        if !triples.isEmpty, yearPlace == 0, pairs.allSatisfy({ $0[0] <= 12 }) {
            order = .yearMonthDay
            return
        }
        let isDayFirst = pairs.contains { $0[0] > 12 }
        let isMonthFirst = pairs.contains { $0[1] > 12 }
        if isDayFirst != isMonthFirst {
            order = isDayFirst ? .dayMonthYear : .monthDayYear
        } else {
            let asMonths = Self.steps(pairs.map { $0[0] * 31 + $0[1] })
            let asDays = Self.steps(pairs.map { $0[1] * 31 + $0[0] })
            isOpen = asMonths == asDays && pairs.contains { $0[0] != $0[1] } && !isDayFirst
            order = asMonths == asDays ? (prefersMonthFirst ? .monthDayYear : .dayMonthYear) : asMonths < asDays ? .monthDayYear : .dayMonthYear
        }
    }

    /// How often a sequence turns back, and how far its steps reach: a ledger's days follow each other.
    private static func steps(_ days: [Int]) -> Int { zip(days, days.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) } }

    private static func yearPlace(_ triples: [[Int]]) -> Int {
        for place in [2, 0] where triples.contains(where: { $0[place] > 31 }) { return place }
        func isYear(_ place: Int) -> Bool { triples.allSatisfy { 10...40 ~= $0[place] } && Set(triples.map { $0[place] }).count <= max(2, triples.count / 4) }
        if isYear(0), triples.allSatisfy({ $0[1] <= 12 }) { return isYear(2) && Set(triples.map { $0[0] }).count > Set(triples.map { $0[2] }).count ? 2 : 0 }
        return 2
    }

    private static func pair(_ open: [Int], _ yearPlace: Int) -> [Int] { yearPlace == 0 ? [open[1], open[2]] : [open[0], open[1]] }

    /// The moment that a cell names; nil where it names none, or where its year cannot be known.
    func timestamp(_ cell: String) -> Timestamp? {
        if isDayOfMonth, let month, let day = Int(cell), let year = year ?? missingYear(month, day), CivilDay.exists(year: year, month: month, day: day) {
            return Timestamp(year: year, month: month, day: day, precision: .day)
        }
        guard let pieces = DatePieces(cell) ?? DatePieces(beginning: cell) else { return TableCell.time(cell) }
        var (year, month, day) = (pieces.year, pieces.month, pieces.day)
        if !pieces.open.isEmpty {
            let pair = pieces.open.count == 3 ? Self.pair(pieces.open, yearPlace) : pieces.open
            if pieces.open.count == 3 {
                // 79/5/12 is a birthday of 1979, or of the republic's year 79.
                if isBirthday, yearPlace == 0 { return nil }
                year = fullYear(pieces.open[yearPlace])
            }
            // A number that can be no month is the day, whatever the column prefers.
            let isDayFirst = pair[0] > 12 || (order == .dayMonthYear && pair[1] <= 12)
            (month, day) = isDayFirst ? (pair[1], pair[0]) : (pair[0], pair[1])
        }
        guard let month = month ?? self.month, let day, let year = year ?? missingYear(month, day) else { return nil }
        if let clock = pieces.clock { return TimeText.timestamp((year, month, day), clock) }
        return Timestamp(year: year, month: month, day: day, precision: .day)
    }

    /// A year of two digits in full: those of birthdays are past, 68 is one of the Buddhist calendar.
    private func fullYear(_ short: Int) -> Int {
        if isBirthday { return short > (latest.map { CivilDay.date($0).year % 100 } ?? 30) ? 1900 + short : 2000 + short }
        return short >= 55 ? 1957 + short : 2000 + short
    }

    /// The year of a day without one: the one that the table names, else the last in which the day was not in the future.
    private func missingYear(_ month: Int, _ day: Int) -> Int? {
        if let year { return year }
        guard let latest else { return nil }
        let last = CivilDay.date(latest).year
        guard CivilDay.exists(year: last, month: month, day: day) else { return last - 1 }
        return CivilDay.number(year: last, month: month, day: day) <= latest ? last : last - 1
    }
}
