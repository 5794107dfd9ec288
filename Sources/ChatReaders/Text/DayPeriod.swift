import ChatBytes

/// A word for a part of the day, as twelve-hour clocks need one.
enum DayPeriod {
    case morning, noon, afternoon, night

    /// The hour of a day of 24 for an hour on a clock with this word; hours above 12 were of 24 already.
    func hour24(_ hour: Int) -> Int {
        guard 0...12 ~= hour else { return hour }
        switch self {
        case .morning: return hour == 12 ? 0 : hour
        case .noon: return hour >= 10 ? hour : hour + 12
        case .afternoon: return hour == 12 ? 12 : hour + 12
        case .night: return hour == 12 ? 0 : hour <= 5 ? hour : hour + 12
        }
    }

    /// Words in Chinese, Korean and Japanese, which stand before the time.
    private static let leading: [(word: StaticString, period: DayPeriod)] = [
        ("上午", .morning), ("下午", .afternoon), ("凌晨", .morning), ("清晨", .morning), ("早上", .morning), ("中午", .noon), ("傍晚", .afternoon), ("晚上", .afternoon),
        ("半夜", .night), ("오전", .morning), ("오후", .afternoon), ("午前", .morning), ("午後", .afternoon),
    ]

    /// Whether a word of those can begin with two bytes.
    @inline(__always)
    private static func mayLead(_ a: UInt8, _ b: UInt8) -> Bool {
        switch a {
        case 0xE4: b == 0xB8  // 上下中
        case 0xE5: b == 0x87 || b == 0x82 || b == 0x8D  // 凌傍半午
        case 0xE6: b == 0xB8 || b == 0x97 || b == 0x99  // 清早晚
        case 0xEC: b == 0x98  // 오
        default: false
        }
    }

    /// The word at an offset, and where it ends, with the blanks behind it.
    static func leading(_ bytes: Span<UInt8>, at: Int, end: Int) -> (word: DayPeriod, next: Int)? {
        guard at + 6 <= end, mayLead(bytes[at], bytes[at + 1]) else { return nil }
        for (word, period) in leading where at + word.utf8CodeUnitCount <= end && ByteScanning.has(word, in: bytes, at: at) {
            var next = at + word.utf8CodeUnitCount
            while next < end, let width = TextScan.blank(bytes, at: next) { next += width }
            return (period, next)
        }
        return nil
    }

    /// The word that ends at an offset, blanks between allowed, and where it begins.
    static func chineseBefore(_ bytes: Span<UInt8>, at: Int, from: Int) -> (word: DayPeriod, start: Int)? {
        var end = at
        while end > from, let width = TextScan.blankBefore(bytes, at: end, from: from) { end -= width }
        for (word, period) in leading where end - word.utf8CodeUnitCount >= from {
            let start = end - word.utf8CodeUnitCount
            if ByteScanning.has(word, in: bytes, at: start) { return (period, start) }
        }
        return nil
    }

    /// Words that stand behind the time; the Latin ones with and without points and blanks are read apart.
    private static let following: [(word: StaticString, period: DayPeriod)] = [
        ("SA", .morning), ("CH", .afternoon), ("ص", .morning), ("م", .afternoon), ("ق.ظ", .morning), ("ب.ظ", .afternoon), ("ÖÖ", .morning), ("ÖS", .afternoon),
        ("π.μ.", .morning), ("μ.μ.", .afternoon), ("पूर्वाह्न", .morning), ("अपराह्न", .afternoon), ("morgens", .morning), ("vorm.", .morning), ("mittags", .noon),
        ("nachm.", .afternoon), ("abends", .afternoon), ("nachts", .night), ("in the morning", .morning), ("in the afternoon", .afternoon),
        ("in the evening", .afternoon), ("at night", .night),
    ]

    /// The word at an offset behind a time, and where it ends: `AM`, `p. m.`, or a word of another language.
    static func trailing(_ bytes: Span<UInt8>, at start: Int, end: Int) -> (word: DayPeriod, next: Int)? {
        // Words begin with a letter.
        guard start < end, bytes[start] >= 0x41, bytes[start] != 0x5D else { return nil }
        let first = bytes[start] | 0x20
        if first == 0x61 || first == 0x70 {
            var at = start + 1
            if at < end, bytes[at] == 0x2E { at += 1 }
            while at < end, let width = TextScan.blank(bytes, at: at) { at += width }
            if at < end, bytes[at] | 0x20 == 0x6D {
                at += 1
                if at < end, bytes[at] == 0x2E { at += 1 }
                return (first == 0x61 ? .morning : .afternoon, at)
            }
        }
        for (word, period) in following where start + word.utf8CodeUnitCount <= end && ByteScanning.has(word, in: bytes, at: start) {
            return (period, start + word.utf8CodeUnitCount)
        }
        return leading(bytes, at: start, end: end)
    }
}
