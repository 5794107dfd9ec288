import ChatModel

/// The day of all rows, by the title or the name of their sheet.
enum TitleDay {
    /// Whether a title begins with a full day: 2025年6月14日 周六.
    static func isFull(_ title: String) -> Bool {
        guard let day = DatePieces(title) ?? DatePieces(beginning: title), !day.isWeak else { return false }
        return day.year != nil && day.month != nil && day.day != nil
    }

    /// The day that a cell alone in its row says of the rows below it: `3月5日`, `送货日期：3月5日`, `—— 3月5日 ——`; nil for anything else.
    static func heading(_ text: String) -> String? {
        let said = withoutRules(labelled(text))
        guard let pieces = DatePieces(said) ?? DatePieces(beginning: said), pieces.clock == nil, !pieces.isWeak else { return nil }
        return said
    }

    /// What stands behind the one colon of a text; the text itself without one.
    static func labelled(_ text: String) -> String {
        let pieces = text.split(whereSeparator: { ":：".contains($0) })
        return pieces.count == 2 ? HeadedTable.clean(String(pieces[1])) : text
    }

    /// A heading without the lines that are drawn beside it.
    private static func withoutRules(_ text: String) -> String {
        let rules = "—-–_=*~·•◆■●★☆▶【】[]〔〕<>《》 ".unicodeScalars
        let bare = text.unicodeScalars.drop { rules.contains($0) }
        return String(String.UnicodeScalarView(bare.reversed().drop { rules.contains($0) }.reversed()))
    }

    /// The day of a sheet that is called by it: 7.12场.
    static func ofSession(_ sheet: String) -> String? {
        let head = sheet.prefix { $0.isASCII && ($0.isNumber || "./-".contains($0)) }
        let numbers = head.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        guard numbers.count == 2, CivilDay.exists(year: 2000, month: numbers[0], day: numbers[1]) else { return nil }
        return TableWords.shared.meaning("session", of: sheet.dropFirst(head.count)) == nil ? nil : "\(numbers[0])月\(numbers[1])日"
    }

    /// A day in a title that speaks of orders taken together: `周五团0307`, `3月7日接龙`, `chốt đơn 7-3-2025`.
    static func ofOccasion(_ texts: [String]) -> String? {
        let words = TableWords.shared
        for text in texts where !words.found("occasion", in: words.fold(text, keepingBlanks: true)).isEmpty {
            let scalars = Array(text.unicodeScalars)
            var at = 0
            while at < scalars.count {
                var end = at
                while end < scalars.count, 48...57 ~= scalars[end].value || end > at && "月日号./-".unicodeScalars.contains(scalars[end]) { end += 1 }
                let run = String(String.UnicodeScalarView(scalars[at..<end]))
                if run.utf8.count == 4, let number = Int(run), CivilDay.exists(year: 2000, month: number / 100, day: number % 100) {
                    return "\(number / 100)月\(number % 100)日"
                }
                if let day = DatePieces(run), run.contains("月") || day.year != nil { return run }
                at = max(end, at + 1)
            }
        }
        return nil
    }
}

/// A year or a month that a title, a sheet or a file names.
enum YearText {
    /// The first month that one of the texts names: `5月`, `五月`, `2025-05`, `mayo`.
    static func month(in texts: [String]) -> Int? {
        for text in texts {
            let scalars = Array(text.lowercased().unicodeScalars)
            for (at, scalar) in scalars.enumerated() where scalar == "月" && at > 0 {
                let digits = scalars[..<at].suffix(2).filter { 48...57 ~= $0.value }.reduce(0) { $0 * 10 + Int($1.value & 15) }
                if 1...12 ~= digits { return digits }
                let unit = ItemCount.hanDigits[scalars[at - 1]].map { Int($0) } ?? 0
                if at > 1, scalars[at - 2] == "十" { return unit < 3 ? 10 + unit : nil }
                if 1...10 ~= unit { return unit }
            }
            for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) where word.count >= 3 {
                if let month = MonthNames.month(String(word)) { return month }
            }
        }
        return nil
    }

    /// The first year of this century that stands alone in one of the texts: `2024年5月`, `订单 2024-03`, `24年`.
    static func year(in texts: [String]) -> Int? {
        for text in texts {
            let scalars = Array(text.unicodeScalars)
            var at = 0
            while at < scalars.count {
                var end = at
                while end < scalars.count, 48...57 ~= scalars[end].value { end += 1 }
                let digits = scalars[at..<end].reduce(0) { ($0 &* 10 &+ Int($1.value & 15)) % 100_000_000 }
                let isYearWord = end < scalars.count && scalars[end] == "年"
                if end - at == 4, 2000...2099 ~= digits { return digits }
                if end - at == 4, 2543...2642 ~= digits { return digits - 543 }
                if end - at == 8 || end - at == 6, 2000...2099 ~= (end - at == 8 ? digits / 10_000 : digits / 100) {
                    return end - at == 8 ? digits / 10_000 : digits / 100
                }
                if end - at == 2, isYearWord, 10...60 ~= digits { return 2000 + digits }
                // มค68, ธ.ค. 67: a year of the Buddhist calendar behind its month.
                if end - at == 2, 60...99 ~= digits, scalars[..<at].last(where: { $0 != " " && $0 != "." }).map({ 0xE00...0xE7F ~= $0.value }) ?? false {
                    return 1957 + digits
                }
                if end - at == 3, isYearWord, 100...150 ~= digits { return 1911 + digits }
                at = max(end, at + 1)
            }
        }
        return nil
    }
}
