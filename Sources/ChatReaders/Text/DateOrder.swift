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
    private var digitsAreTwo = true
    private var hasPaddedZero = false
    private var separator: UInt8 = 0
    private var endsWithPoint = false
    /// First byte of the Latin word for the part of the day, 0 when none was seen.
    private var meridiem: UInt8 = 0

    /// Whether a number above 12 has left one order only.
    var isDecided: Bool { hasYearFirst || (count >= 2 && (tallies[0].invalid == 0) != (tallies[1].invalid == 0) && !mayBeYearFirst) }

    /// Whether all dates could have a year of two digits in front.
    private var mayBeYearFirst: Bool { isShortYear && tallies[DateOrder.yearMonthDay.rawValue].invalid == 0 }

    /// Takes a date's numbers; `anchor` is the day that an attachment's name states.
    mutating func add(_ numbers: (Int, Int, Int), digits: (Int, Int), separator: UInt8, meridiem: UInt8 = 0, anchor: Int? = nil, endsWithPoint: Bool = false) {
        count += 1
        if endsWithPoint { self.endsWithPoint = true }
        if digits.0 == 4 { hasYearFirst = true }
        if digits.1 == 4 { isShortYear = false }
        if digits.0 == 1 { isPadded = false }
        if digits.0 != 2 { digitsAreTwo = false }
        if digits.0 == 2, numbers.0 < 10 { hasPaddedZero = true }
        self.separator = separator
        if meridiem != 0 { self.meridiem = meridiem }
        for order in DateOrder.allCases {
            // No app whose exports are read is older than 2009; a year of two digits far from today is none.
            guard let date = order.date(numbers.0, numbers.1, numbers.2), !isShortYear || 2009...2045 ~= date.year else {
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
        let (order, reason) = decideDayAndMonth()
        guard isShortYear, count > 0 else { return (order, reason) }
        let (yearFirst, other) = (tallies[DateOrder.yearMonthDay.rawValue], tallies[order.rawValue])
        guard yearFirst.invalid == 0, digitsAreTwo else { return (order, reason) }
        if yearFirst.anchored > other.anchored { return (.yearMonthDay, .anchors) }
        if other.invalid > 0 { return (.yearMonthDay, .above12) }
        guard other.anchored == 0 else { return (order, reason) }
        // Days that run on as months would leap; in the other order they are years apart.
        if count > 1, yearFirst.backward < other.backward || yearFirst.backward == other.backward && yearFirst.jump * 4 < other.jump {
            return (.yearMonthDay, .course)
        }
        // Of the languages with a point behind the last number too those with the year first write two digits of it.
        let isForm = endsWithPoint && yearFirst.backward == other.backward && yearFirst.jump <= other.jump
        return isForm ? (.yearMonthDay, .form) : (order, reason)
    }

    /// The order where the year stands last.
    private func decideDayAndMonth() -> (order: DateOrder, reason: Reason) {
        let candidates: [DateOrder] = [.dayMonthYear, .monthDayYear]
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
