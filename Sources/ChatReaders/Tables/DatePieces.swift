import ChatModel

/// A day as a cell writes it, before it is known which of its numbers is the month.
struct DatePieces: Sendable {
    /// Which number is which.
    enum Order: Sendable {
        case yearMonthDay, dayMonthYear, monthDayYear
    }

    /// The year where it is certain.
    var year: Int?
    /// The month where it is certain.
    var month: Int?
    /// The day where it is certain.
    var day: Int?
    /// Numbers whose roles are open, in order: two of a month and a day, or three with a year of two digits.
    var open: [Int] = []
    var clock: (hour: Int, minute: Int, second: Int?)?
    /// Whether it may be a plain number as well: `3.5`.
    var isWeak = false

    /// Nil for a cell that is no day.
    init?(_ cell: String) {
        guard cell.utf8.count <= 60, let tokens = Self.tokens(cell) else { return nil }
        clock = tokens.clock
        if let month = tokens.month {
            guard takeNamed(month, tokens) else { return nil }
        } else {
            guard takeNumbers(tokens) else { return nil }
        }
        guard isPossible else { return nil }
    }

    /// The day that a cell begins with, words behind it: `2025年3月8日 下午都行`. Nil where what it begins with may be a plain number.
    init?(beginning cell: String) {
        guard cell.utf8.count <= 90, let first = cell.unicodeScalars.first, Self.digit(first) != nil || first.properties.isAlphabetic else { return nil }
        let scalars = Array(cell.unicodeScalars)
        var tries = 0
        for at in scalars.indices.dropFirst(3) where tries < 4 {
            let isCut = " \t\n,，;；(（~".unicodeScalars.contains(scalars[at]) || "日号號".unicodeScalars.contains(scalars[at - 1])
            guard isCut else { continue }
            tries += 1
            guard let day = DatePieces(String(String.UnicodeScalarView(scalars[..<at]))), !day.isWeak, day.day != nil || day.open.count >= 2 else { continue }
            self = day
            return
        }
        return nil
    }

    private var isPossible: Bool {
        if let year, !(1900...2100 ~= year) { return false }
        if let month, !(1...12 ~= month) { return false }
        if let day, !(1...31 ~= day) { return false }
        if open.count == 2 { return open.contains { 1...12 ~= $0 } && open.allSatisfy { 1...31 ~= $0 } }
        return true
    }

    // MARK: Reading

    private struct Tokens {
        var numbers: [(value: Int, digits: Int)] = []
        /// The sign behind each number.
        var marks: [Character] = []
        var month: Int?
        var clock: (hour: Int, minute: Int, second: Int?)?
        var isThai = false
        var isRepublic = false
    }

    private static let fillers: Set<String> = [
        "de", "of", "at", "the", "ngay", "thang", "nam", "星期", "周", "礼拜", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
        "thursday",
        "friday", "saturday", "sunday", "st", "nd", "rd", "th", "t", "z", "utc", "gmt", "年", "月", "日", "号", "pukul", "jam", "น", "น.", "hrs", "h", "hs", "左右",
        "中午", "早上", "晚上",
        "isnin", "selasa", "rabu", "khamis", "jumaat", "sabtu", "ahad", "senin", "kamis", "jumat", "minggu", "lunes", "martes", "miercoles", "jueves",
        "viernes", "sabado", "domingo",
        "一", "二", "三", "四", "五", "六", "日", "天", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "est", "pst", "民国",
        "公元", "พ.ศ.",
    ]

    private static func tokens(_ cell: String) -> Tokens? {
        var tokens = Tokens()
        let scalars = withDigits(Array(cell.lowercased().unicodeScalars))
        var isAfternoon: Bool?
        var at = 0
        while at < scalars.count {
            if let digit = digit(scalars[at]) {
                var (value, count) = (digit, 1)
                at += 1
                while at < scalars.count, count < 15, let next = Self.digit(scalars[at]) {
                    (value, count) = (value &* 10 &+ next, count + 1)
                    at += 1
                }
                if tokens.clock == nil, at + 1 < scalars.count, scalars[at] == ":" || scalars[at] == "：", count <= 2, let read = minutes(scalars, at) {
                    tokens.clock = (value, read.minute, read.second)
                    at = read.next
                } else if tokens.clock == nil, count <= 2, at < scalars.count, "点點时時".unicodeScalars.contains(scalars[at]) {
                    // 下午3点半, 10点30分
                    at += 1
                    var minute = 0
                    if at < scalars.count, scalars[at] == "半" {
                        (minute, at) = (30, at + 1)
                    } else if let two = two(scalars, at) {
                        (minute, at) = (two, at + 2)
                        if at < scalars.count, scalars[at] == "分" { at += 1 }
                    }
                    tokens.clock = (value, minute, nil)
                } else {
                    tokens.numbers.append((value, count))
                    tokens.marks.append(at < scalars.count ? Character(scalars[at]) : " ")
                }
            } else if scalars[at].properties.isAlphabetic || scalars[at].value >= 0xE00 && scalars[at].value < 0xE80 {
                let start = at
                let isHan = scalars[at].value >= 0x2E80
                while at < scalars.count, digit(scalars[at]) == nil,
                    scalars[at].properties.isAlphabetic || scalars[at].properties.canonicalCombiningClass != .notReordered || 0xE00...0xE7F ~= scalars[at].value
                        || scalars[at] == "." && at + 1 < scalars.count && scalars[at + 1].properties.isAlphabetic
                {
                    if isHan, at > start, "年月日号".unicodeScalars.contains(scalars[at]) || "年月日号".unicodeScalars.contains(scalars[at - 1]) { break }
                    at += 1
                }
                let word = String(String.UnicodeScalarView(scalars[start..<at]))
                if word == "民国" || word == "民國" { tokens.isRepublic = true }
                if tokens.month == nil, !isHan, let month = MonthNames.month(word) {
                    tokens.month = month
                    tokens.isThai = word.unicodeScalars.contains { 0xE00...0xE7F ~= $0.value }
                } else if let period = MonthNames.isAfternoon(word) {
                    isAfternoon = period
                } else if !fillers.contains(TableWords.shared.fold(word)), !fillers.contains(word) {
                    return nil
                }
            } else {
                guard " \t/-.,，:：()（）年月日号'’T+|~".unicodeScalars.contains(scalars[at]) || scalars[at].value == 0xA0 else { return nil }
                at += 1
            }
        }
        if let isAfternoon, let clock = tokens.clock, 1...12 ~= clock.hour { tokens.clock?.hour = clock.hour % 12 + (isAfternoon ? 12 : 0) }
        if let clock = tokens.clock, clock.hour > 23 || clock.minute > 59 { return nil }
        return tokens
    }

    /// 三月十五日 as 3月15日.
    private static func withDigits(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard scalars.contains("月") || scalars.contains("号") || scalars.contains("號"), scalars.contains(where: { ItemCount.hanDigits[$0] != nil }) else {
            return scalars
        }
        var plain: [Unicode.Scalar] = []
        var at = 0
        while at < scalars.count {
            var end = at
            while end < scalars.count, hanDigit(scalars[end]) != nil { end += 1 }
            guard end > at, end < scalars.count, "月日号號".unicodeScalars.contains(scalars[end]), let number = hanNumber(scalars[at..<end]) else {
                let next = max(end, at + 1)
                plain += scalars[at..<next]
                at = next
                continue
            }
            plain += Array(String(number).unicodeScalars)
            at = end
        }
        return plain
    }

    private static func hanDigit(_ scalar: Unicode.Scalar) -> Int? {
        if scalar == "两" || scalar == "兩" || scalar == "半" { return nil }
        if scalar == "廿" { return 20 }
        return ItemCount.hanDigits[scalar].map { Int($0) }
    }

    /// 十五, 二十三, 廿八: at most 31.
    private static func hanNumber(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        guard scalars.count <= 3 else { return nil }
        var value = 0
        for scalar in scalars {
            guard let digit = hanDigit(scalar) else { return nil }
            value = digit == 10 ? max(1, value) * 10 : value + digit
        }
        return 1...31 ~= value ? value : nil
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        if 48...57 ~= scalar.value { return Int(scalar.value - 48) }
        if 0xFF10...0xFF19 ~= scalar.value { return Int(scalar.value - 0xFF10) }
        return 0xE50...0xE59 ~= scalar.value ? Int(scalar.value - 0xE50) : nil
    }

    /// The number of two digits at a place.
    private static func two(_ scalars: [Unicode.Scalar], _ at: Int) -> Int? {
        guard at + 1 < scalars.count, let a = digit(scalars[at]), let b = digit(scalars[at + 1]) else { return nil }
        return a * 10 + b
    }

    private static func minutes(_ scalars: [Unicode.Scalar], _ colon: Int) -> (minute: Int, second: Int?, next: Int)? {
        guard let minute = two(scalars, colon + 1) else { return nil }
        var next = colon + 3
        var second: Int?
        if next < scalars.count, scalars[next] == ":" || scalars[next] == "：", let read = two(scalars, next + 1) {
            second = read
            next += 3
            if next < scalars.count, scalars[next] == "." {
                next += 1
                while next < scalars.count, digit(scalars[next]) != nil { next += 1 }
            }
        }
        return (minute, second, next)
    }

    /// A lone clock time.
    static func clock(of cell: String) -> (hour: Int, minute: Int, second: Int?)? {
        guard let tokens = tokens(cell), tokens.numbers.isEmpty, tokens.month == nil else { return nil }
        return tokens.clock
    }

    private mutating func takeNamed(_ named: Int, _ tokens: Tokens) -> Bool {
        guard 1...3 ~= tokens.numbers.count else { return false }
        month = named
        for (value, digits) in tokens.numbers {
            if digits == 4 {
                year = Self.civil(value)
            } else if day == nil, digits <= 2 {
                day = value
            } else if digits == 2, year == nil {
                year = tokens.isThai && value >= 60 ? 1957 + value : 2000 + value
            } else {
                return false
            }
        }
        return day != nil
    }

    /// A year of the Buddhist or of the republic's calendar as the common one.
    private static func civil(_ year: Int) -> Int { year > 2400 ? year - 543 : year }

    private mutating func takeNumbers(_ tokens: Tokens) -> Bool {
        let numbers = tokens.numbers
        let mark = tokens.marks.first ?? " "
        switch numbers.count {
        case 1: return takeOne(numbers[0], mark, tokens.clock != nil)
        case 2: return takeTwo(numbers, mark)
        case 3, 4, 5:
            guard "/-.年".contains(mark) || mark == " " && numbers[0].digits == 4, numbers.count == 3 || tokens.clock != nil else { return false }
            if numbers[0].digits == 4 || numbers[0].digits == 3 || tokens.isRepublic || mark == "年" {
                (year, month, day) = (Self.year(numbers[0], tokens.isRepublic), numbers[1].value, numbers[2].value)
            } else if numbers[2].digits == 4 {
                year = Self.civil(numbers[2].value)
                open = [numbers[0].value, numbers[1].value]
            } else {
                open = numbers.prefix(3).map(\.value)
            }
            return numbers.prefix(3).allSatisfy { $0.digits <= 4 }
        default: return false
        }
    }

    private static func year(_ number: (value: Int, digits: Int), _ isRepublic: Bool) -> Int {
        if number.digits == 4 { return civil(number.value) }
        return isRepublic || number.digits == 3 ? number.value + 1911 : number.value + 2000
    }

    private mutating func takeOne(_ number: (value: Int, digits: Int), _ mark: Character, _ hasClock: Bool) -> Bool {
        if number.digits <= 2, "号號日".contains(mark) {
            (day, isWeak) = (number.value, true)
            return true
        }
        if number.digits == 8 {
            (year, month, day) = (number.value / 10_000, number.value / 100 % 100, number.value % 100)
            return 1990...2100 ~= number.value / 10_000 && CivilDay.exists(year: year ?? 0, month: month ?? 0, day: day ?? 0)
        }
        if number.digits == 14 {
            let date = number.value / 1_000_000
            (year, month, day) = (date / 10_000, date / 100 % 100, date % 100)
            clock = (number.value / 10_000 % 100, number.value / 100 % 100, number.value % 100)
            return 1990...2100 ~= date / 10_000 && CivilDay.exists(year: year ?? 0, month: month ?? 0, day: day ?? 0)
        }
        return false
    }

    private mutating func takeTwo(_ numbers: [(value: Int, digits: Int)], _ mark: Character) -> Bool {
        guard numbers.allSatisfy({ $0.digits <= 2 }) else { return false }
        if mark == "月" {
            (month, day) = (numbers[0].value, numbers[1].value)
            return true
        }
        guard mark == "/" || mark == "-" || mark == "." else { return false }
        open = numbers.map(\.value)
        isWeak = mark != "/"
        return true
    }
}
