import ChatModel

/// The order of day, month and year in dates of three numbers.
enum DateOrder: Int, CaseIterable {
    case dayMonthYear, monthDayYear, yearMonthDay

    /// Year, month and day of three numbers; nil when the calendar has no such day. Two digits are a year of this century, years above 2300 Buddhist ones.
    func date(_ a: Int, _ b: Int, _ c: Int) -> (year: Int, month: Int, day: Int)? {
        var date =
            switch self {
            case .dayMonthYear: (year: c, month: b, day: a)
            case .monthDayYear: (year: c, month: a, day: b)
            case .yearMonthDay: (year: a, month: b, day: c)
            }
        if date.year < 100 { date.year += 2000 }
        if date.year > 2300 { date.year -= 543 }
        return CivilDay.exists(year: date.year, month: date.month, day: date.day) ? date : nil
    }
}

/// Finds the order of the dates of a file: by anchors, by numbers that are no month, by how time runs, by form.
///
/// The rule of the format note §2.3: the language of a file says nothing about the order of its dates.
struct DateOrderSurvey {
    /// Why an order was chosen.
    enum Reason: String {
        case yearFirst = "the year stands first"
        case anchors = "dates in attachment names agree"
        case above12 = "a number above 12 is no month"
        case course = "time runs forward with the smaller steps"
        case form = "the form of the stamps"
        case none = "nothing decides it"
    }

    private struct Tally {
        var invalid = 0
        var anchored = 0
        var backward = 0
        var jump = 0
        var last: Int?
    }

    private var tallies = [Tally](repeating: Tally(), count: DateOrder.allCases.count)
    private var count = 0
    private var hasYearFirst = false
    private var isShortYear = true
    private var isPadded = true
    private var hasPaddedZero = false
    private var separator: UInt8 = 0
    /// First byte of the Latin word for the part of the day, 0 when none was seen.
    private var meridiem: UInt8 = 0

    /// Whether a number above 12 has left one order only.
    var isDecided: Bool { hasYearFirst || (count >= 2 && (tallies[0].invalid == 0) != (tallies[1].invalid == 0) && !isShortDashed) }

    private var isShortDashed: Bool { isShortYear && separator == 0x2D }

    /// Takes a date's numbers; `anchor` is the day that an attachment's name states.
    mutating func add(_ numbers: (Int, Int, Int), digits: (Int, Int), separator: UInt8, meridiem: UInt8 = 0, anchor: Int? = nil) {
        count += 1
        if digits.0 == 4 { hasYearFirst = true }
        if digits.1 == 4 { isShortYear = false }
        if digits.0 == 1 { isPadded = false }
        if digits.0 == 2, numbers.0 < 10 { hasPaddedZero = true }
        self.separator = separator
        if meridiem != 0 { self.meridiem = meridiem }
        for order in DateOrder.allCases {
            guard let date = order.date(numbers.0, numbers.1, numbers.2) else {
                tallies[order.rawValue].invalid += 1
                continue
            }
            let day = CivilDay.number(year: date.year, month: date.month, day: date.day)
            if let anchor, abs(anchor - day) <= 1 { tallies[order.rawValue].anchored += 1 }
            if let last = tallies[order.rawValue].last {
                if day < last - 1 { tallies[order.rawValue].backward += 1 }
                tallies[order.rawValue].jump += abs(day - last)
            }
            tallies[order.rawValue].last = day
        }
    }

    /// The order and the reason.
    func decide() -> (order: DateOrder, reason: Reason) {
        if hasYearFirst { return (.yearMonthDay, .yearFirst) }
        let candidates: [DateOrder] = isShortDashed ? [.dayMonthYear, .monthDayYear, .yearMonthDay] : [.dayMonthYear, .monthDayYear]
        func best(_ score: (Tally) -> (Int, Int)) -> DateOrder? {
            let ranked = candidates.sorted { score(tallies[$0.rawValue]) < score(tallies[$1.rawValue]) }
            return score(tallies[ranked[0].rawValue]) < score(tallies[ranked[1].rawValue]) ? ranked[0] : nil
        }
        if let order = best({ (-$0.anchored, 0) }) { return (order, .anchors) }
        if let order = best({ ($0.invalid, 0) }) { return (order, .above12) }
        let valid = candidates.filter { tallies[$0.rawValue].invalid == 0 }
        if count > 1, valid.count > 1, let order = best({ ($0.backward, $0.jump) }) { return (order, .course) }
        if separator == 0x2E { return (.dayMonthYear, .form) }
        if meridiem == 0x61 || meridiem == 0x70, hasPaddedZero { return (.dayMonthYear, .form) }
        if meridiem == 0x41 || meridiem == 0x50, !isPadded { return (.monthDayYear, .form) }
        return (.dayMonthYear, .none)
    }
}
