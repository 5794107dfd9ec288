import CReaderData
import ChatBytes

/// A word for a part of the day, as twelve-hour clocks need one: the hours of the day that it stands for.
struct DayPeriod: Equatable {
    /// The first hour.
    var first: Int
    /// The hour behind the last one; smaller than the first when midnight lies between.
    var end: Int

    static let morning = DayPeriod(first: 0, end: 12)
    static let noon = DayPeriod(first: 10, end: 22)
    static let afternoon = DayPeriod(first: 12, end: 24)
    static let night = DayPeriod(first: 18, end: 6)
    /// A word beside a clock of 24 hours.
    static let allDay = DayPeriod(first: 0, end: 24)

    /// The hour of a day of 24 for an hour on a clock with this word; hours above 12 were of 24 already.
    func hour24(_ hour: Int) -> Int {
        guard 0...12 ~= hour, self != .allDay else { return hour }
        let low = hour % 12
        let isLow = first < end ? first <= low && low < end : low >= first || low < end
        return isLow ? low : low + 12
    }

    /// Words in Chinese, Korean and Japanese, which stand before the time.
    private static let leading: [(word: StaticString, period: DayPeriod)] = [
        ("上午", .morning), ("下午", .afternoon), ("凌晨", .morning), ("清晨", .morning), ("早上", .morning), ("中午", .noon), ("傍晚", .afternoon), ("晚上", .afternoon),
        ("半夜", .night), ("오전", .morning), ("오후", .afternoon), ("午前", .morning), ("午後", .afternoon), ("上晝", .morning), ("下晝", .afternoon),
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
            return (period, skipBlanks(bytes, at + word.utf8CodeUnitCount, end))
        }
        return nil
    }

    /// The word of any language before a time, and where it ends, with the blanks behind it: for text that is known to be a stamp.
    static func leadingAny(_ bytes: Span<UInt8>, at: Int, end: Int) -> (word: DayPeriod, next: Int)? {
        if let found = leading(bytes, at: at, end: end) { return found }
        guard at < end, bytes[at] >= 0x41, let found = DayPeriodWords.shared.match(bytes, at: at, end: end) else { return nil }
        let next = skipBlanks(bytes, found.next, end)
        // A word for the clock may stand between, as in Ewe.
        guard next < end, bytes[next] >= 0x41, let clock = DayPeriodWords.shared.match(bytes, at: next, end: end), clock.period == .allDay else {
            return (found.period, next)
        }
        return (found.period, skipBlanks(bytes, clock.next, end))
    }

    private static func skipBlanks(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end, let width = TextScan.blank(bytes, at: at) { at += width }
        return at
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
        ("π.μ.", .morning), ("μ.μ.", .afternoon), ("पूर्वाह्न", .morning), ("अपराह्न", .afternoon),
        ("morgens", .morning), ("vorm.", .morning), ("mittags", .noon), ("nachm.", .afternoon), ("abends", .afternoon), ("nachts", .night),
        ("in the morning", .morning), ("in the afternoon", .afternoon), ("in the evening", .afternoon), ("at night", .night),
    ]

    /// The word at an offset behind a time, and where it ends: `AM`, `p. m.`, or a word of another language.
    ///
    /// - Parameter isStamp: whether the text is known to be a stamp, so that the words of all languages may be looked for.
    static func trailing(_ bytes: Span<UInt8>, at start: Int, end: Int, isStamp: Bool = false) -> (word: DayPeriod, next: Int)? {
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
        if isStamp, let found = DayPeriodWords.shared.match(bytes, at: start, end: end) { return (found.period, found.next) }
        for (word, period) in following where start + word.utf8CodeUnitCount <= end && ByteScanning.has(word, in: bytes, at: start) {
            return (period, start + word.utf8CodeUnitCount)
        }
        return leading(bytes, at: start, end: end)
    }
}

/// The words for parts of the day in the languages of CLDR, out of `day_periods.tsv`.
struct DayPeriodWords: Sendable {
    static let shared = DayPeriodWords()

    private struct Entry {
        var word: [UInt8]
        var period: DayPeriod
    }

    /// By first byte, longer words first.
    private let entries: [[Entry]]

    private init() {
        var bytes: [UInt8] = []
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: day_periods_start(), count: day_periods_size))
        var entries = [[Entry]](repeating: [], count: 256)
        for line in bytes.split(separator: 0x0A) {
            let cells = line.split(separator: 0x09)
            guard cells.count == 3, let first = Int(String(decoding: cells[0], as: UTF8.self)), let end = Int(String(decoding: cells[1], as: UTF8.self)),
                let byte = cells[2].first
            else { continue }
            entries[Int(byte)].append(Entry(word: Array(cells[2]), period: DayPeriod(first: first, end: end)))
        }
        self.entries = entries.map { $0.sorted { $0.word.count > $1.word.count } }
    }

    /// The longest word at an offset with no letter behind it, and where it ends.
    func match(_ bytes: Span<UInt8>, at start: Int, end: Int) -> (period: DayPeriod, next: Int)? {
        for entry in entries[Int(bytes[start])] {
            let next = start + entry.word.count
            guard next <= end, ByteScanning.equal(start..<next, of: bytes, entry.word) else { continue }
            if next < end, bytes[next - 1] < 0x80, 97...122 ~= bytes[next] | 0x20 { continue }
            // Some words end with a joiner that is not seen.
            let isJoined = ByteScanning.has("\u{200C}", in: bytes, at: next)
            return (entry.period, isJoined ? next + 3 : next)
        }
        return nil
    }
}
