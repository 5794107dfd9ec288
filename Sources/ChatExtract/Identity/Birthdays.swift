import ChatModel

/// Birthdays behind a word that says so, with or without a year, also of the lunar calendar.
///
/// Values are `YYYY-MM-DD` or `--MM-DD`; a lunar day is `lunar:` and the same form.
public struct Birthdays: Extractor {
    /// The extractor's name.
    public static let id = "birthday"
    /// Needs 生 or 月.
    public let trigger = ExtractorTrigger(characters: "生月")

    private static let words = ContextWords("出生日期 出生年月日 出生年月 出生于 生日 生辰 出生")
    private static let lunar = ["农历", "阴历", "旧历", "lunar"].map { Array($0.utf8) }

    /// The extractor; it has no state.
    public init() {}

    /// Adds the birthdays of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        var from = 0
        while let word = Self.words.next(bytes, from: from) {
            from = word.upperBound
            // The date stands behind the word, or before it: 我8月15日生日.
            guard let date = date(bytes, word.upperBound, limit: word.upperBound + 36) ?? dateBefore(bytes, word.lowerBound) else { continue }
            let near = max(0, min(date.range.lowerBound, word.lowerBound) - 12)..<max(date.range.upperBound, word.upperBound)
            let isLunar = date.lunar || Self.lunar.contains { word in near.contains { Han.has(word, bytes, at: $0) } }
            let value = (isLunar ? "lunar:" : "") + date.value
            findings.add(.birthday, date.range, of: message.text, value: value, confidence: 0.9, rule: isLunar ? "birthday.lunar" : "birthday")
            from = max(from, date.range.upperBound)
        }
        sentences(message, into: &findings)
    }

    /// 我1990年5月20日的, 我是农历1990年八月十五生: a day with its year, or of the lunar calendar, and nothing that it would be the day of.
    private func sentences(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        var at = 0
        while let word = Self.selves.next(bytes, from: at) {
            at = word.upperBound
            if Han.has(Self.being, bytes, at: at) { at += 3 }
            var isLunar = false
            if let name = Self.lunar.first(where: { Han.has($0, bytes, at: at) }) {
                at += name.count
                isLunar = true
            }
            guard at < bytes.count, let day = date(bytes, at, limit: at + 1), isLunar || day.lunar || !day.value.hasPrefix("--"),
                endsSentence(day.range.upperBound, bytes), !findings.findings.contains(where: { $0.kind == .birthday })
            else { continue }
            isLunar = isLunar || day.lunar
            findings.add(
                .birthday, day.range, of: message.text, value: (isLunar ? "lunar:" : "") + day.value, confidence: 0.8,
                rule: isLunar ? "birthday.lunar" : "birthday.sentence")
        }
    }

    private static let selves = ContextWords("我 本人")
    private static let being = Array("是".utf8)

    /// Whether 的 or 生 stands at an offset and a sentence ends behind it: not 我2024年5月20日的订单.
    private func endsSentence(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard at + 3 <= bytes.count else { return false }
        switch Han.scalar(bytes, at).value {
        case 0x7684, 0x751F: break
        default: return false
        }
        var end = at + 3
        if Han.has(Array("的".utf8), bytes, at: end) { end += 3 }
        guard end < bytes.count else { return true }
        let next = Han.scalar(bytes, end).value
        return !Han.isHan(next) && next >= 0x21 && !(0x30...0x39 ~= next) || next <= 0x20 || "哦啦呢哈呀属嘛".unicodeScalars.contains { $0.value == next }
    }

    private struct Day {
        var range: Range<Int>
        var value: String
        var lunar = false
    }

    private func dateBefore(_ bytes: [UInt8], _ end: Int) -> Day? {
        var start = max(0, end - 30)
        while start < end, start > 0, bytes[start] & 0xC0 == 0x80 { start += 1 }
        guard let day = date(bytes, start, limit: end), end - day.range.upperBound <= 12 else { return nil }
        return day
    }

    /// The first date from an offset on.
    private func date(_ bytes: [UInt8], _ from: Int, limit: Int) -> Day? {
        var at = from
        let limit = min(limit, bytes.count)
        while at < limit {
            if bytes[at] &- 0x30 < 10 { return arabic(bytes, at) ?? chinese(withYearAt: at, bytes) }
            if let day = chinese(bytes, at) { return day }
            at += max(1, Han.scalar(bytes, at).length)
        }
        return nil
    }

    /// 1990年8月15日, 1990-08-15, 19900815, 8月15, 8.15.
    private func arabic(_ bytes: [UInt8], _ from: Int) -> Day? {
        var parts: [(value: Int, digits: Int)] = []
        var at = from
        var marks = 0
        while at < bytes.count, parts.count < 3 {
            var value = 0
            let start = at
            while at < bytes.count, bytes[at] &- 0x30 < 10, at - start < 8 {
                value = value * 10 + Int(bytes[at] - 0x30)
                at += 1
            }
            guard at > start else { break }
            parts.append((value, at - start))
            var next = at
            for mark in ["年", "月", "日", "号"] where Han.has(Array(mark.utf8), bytes, at: next) {
                next += 3
                marks += 1
                break
            }
            if next == at, next < bytes.count, bytes[next] == 0x2D || bytes[next] == 0x2F || bytes[next] == 0x2E, next + 1 < bytes.count,
                bytes[next + 1] &- 0x30 < 10
            {
                next += 1
            }
            if next == at { break }
            at = next
        }
        if parts.count == 1, parts[0].digits == 8 { parts = [(parts[0].value / 10_000, 4), (parts[0].value / 100 % 100, 2), (parts[0].value % 100, 2)] }
        var year = 0
        if parts.count == 3 { year = parts.removeFirst().value }
        guard parts.count == 2, 1...12 ~= parts[0].value, 1...31 ~= parts[1].value, year == 0 || 1900...2035 ~= year || 30...99 ~= year else { return nil }
        if 30...99 ~= year { year += 1900 }
        return Day(range: from..<at, value: Self.form(year, parts[0].value, parts[1].value))
    }

    /// 1990年八月十五, 1990年农历八月十五.
    private func chinese(withYearAt from: Int, _ bytes: [UInt8]) -> Day? {
        guard from + 7 <= bytes.count, bytes[from..<from + 4].allSatisfy({ $0 &- 0x30 < 10 }), Han.has(Array("年".utf8), bytes, at: from + 4) else { return nil }
        var at = from + 7
        var isLunar = false
        if let name = Self.lunar.first(where: { Han.has($0, bytes, at: at) }) {
            at += name.count
            isLunar = true
        }
        let year = bytes[from..<from + 4].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard 1900...2035 ~= year, at < bytes.count, let day = chinese(bytes, at) else { return nil }
        return Day(range: from..<day.range.upperBound, value: "\(year)" + day.value.dropFirst(), lunar: isLunar || day.lunar)
    }

    private static let digits: [UInt32: Int] = ["正": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "冬": 11, "腊": 12]
        .reduce(into: [:]) { map, entry in
            if let scalar = entry.key.unicodeScalars.first { map[scalar.value] = entry.value }
        }

    /// 八月十五, 腊月廿三, 三月初五.
    private func chinese(_ bytes: [UInt8], _ from: Int) -> Day? {
        guard let (month, monthEnd) = chineseNumber(bytes, from), 1...12 ~= month, Han.has(Array("月".utf8), bytes, at: monthEnd) else { return nil }
        let dayAt = monthEnd + 3
        let early = Han.has(Array("初".utf8), bytes, at: dayAt)
        guard let (day, end) = chineseNumber(bytes, dayAt + (early ? 3 : 0)), 1...31 ~= day else { return nil }
        let first = Han.scalar(bytes, from).value
        return Day(range: from..<end, value: Self.form(0, month, day), lunar: early || first == 0x6B63 || first == 0x814A || first == 0x51AC)
    }

    private func chineseNumber(_ bytes: [UInt8], _ from: Int) -> (Int, Int)? {
        var at = from
        var value = 0
        var found = false
        while at < bytes.count {
            let (scalar, length) = Han.scalar(bytes, at)
            if scalar == 0x5EFF {
                value = 20
            } else if let digit = Self.digits[scalar] {
                value = digit == 10 ? max(1, value) * 10 : found && value % 10 == 0 ? value + digit : digit
            } else {
                break
            }
            found = true
            at += length
        }
        return found ? (value, at) : nil
    }

    private static func form(_ year: Int, _ month: Int, _ day: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return (year > 0 ? "\(year)-" : "--") + two(month) + "-" + two(day)
    }
}
