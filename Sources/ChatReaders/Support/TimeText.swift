import ChatBytes
public import ChatModel

/// Times as exports write them, read from bytes without a string.
public enum TimeText {
    /// What was read, and where it ended.
    public struct Parsed<Value: Sendable>: Sendable {
        /// The value.
        public var value: Value
        /// The offset behind the last byte read.
        public var next: Int
    }

    /// An unsigned number of `minDigits`...`maxDigits` ASCII digits at an offset; a longer run of digits is not one.
    public static func number(_ bytes: Span<UInt8>, at start: Int, end: Int, minDigits: Int = 1, maxDigits: Int) -> Parsed<Int>? {
        var value = 0
        var at = start
        let end = min(end, bytes.count)
        guard start >= 0 else { return nil }
        while at < end, 48...57 ~= bytes[at] {
            guard at - start < maxDigits else { return nil }
            value = value * 10 + Int(bytes[at] - 48)
            at += 1
        }
        return at - start >= minDigits ? Parsed(value: value, next: at) : nil
    }

    /// A day `YYYY-M-D` with `-`, `/` or `.` between, or `YYYY年M月D日`.
    public static func day(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Parsed<(year: Int, month: Int, day: Int)>? {
        guard let year = number(bytes, at: start, end: end, minDigits: 4, maxDigits: 4), year.next < end else { return nil }
        if ByteScanning.has("年", in: bytes, at: year.next) {
            guard let month = number(bytes, at: year.next + 3, end: end, maxDigits: 2), ByteScanning.has("月", in: bytes, at: month.next),
                let day = number(bytes, at: month.next + 3, end: end, maxDigits: 2), ByteScanning.has("日", in: bytes, at: day.next),
                CivilDay.exists(year: year.value, month: month.value, day: day.value)
            else { return nil }
            return Parsed(value: (year.value, month.value, day.value), next: day.next + 3)
        }
        let separator = bytes[year.next]
        guard separator == 0x2D || separator == 0x2F || separator == 0x2E,
            let month = number(bytes, at: year.next + 1, end: end, maxDigits: 2), month.next < end, bytes[month.next] == separator,
            let day = number(bytes, at: month.next + 1, end: end, maxDigits: 2),
            CivilDay.exists(year: year.value, month: month.value, day: day.value)
        else { return nil }
        return Parsed(value: (year.value, month.value, day.value), next: day.next)
    }

    /// A clock time `H:MM` or `H:MM:SS`, with a fraction that is dropped, and ` AM`/` PM` behind it where `acceptsMeridiem` says so.
    public static func clock(
        _ bytes: Span<UInt8>, at start: Int, end: Int, acceptsMeridiem: Bool = true
    ) -> Parsed<(hour: Int, minute: Int, second: Int?)>? {
        guard let hour = number(bytes, at: start, end: end, maxDigits: 2), hour.next < end, bytes[hour.next] == 0x3A,
            let minute = number(bytes, at: hour.next + 1, end: end, minDigits: 2, maxDigits: 2), hour.value < 24, minute.value < 60
        else { return nil }
        var next = minute.next
        var second: Int?
        if next < end, bytes[next] == 0x3A, let s = number(bytes, at: next + 1, end: end, minDigits: 2, maxDigits: 2), s.value < 60 {
            second = s.value
            next = s.next
            if next + 1 < end, bytes[next] == 0x2E, 48...57 ~= bytes[next + 1] {
                next += 1
                while next < end, 48...57 ~= bytes[next] { next += 1 }
            }
        }
        var h = hour.value
        if acceptsMeridiem {
            var at = next
            while at < end, bytes[at] == 0x20 { at += 1 }
            let isWord = at + 2 == end || at + 2 < end && bytes[at + 2] < 0x80 && !(97...122 ~= bytes[at + 2] | 0x20)
            if isWord, bytes[at + 1] | 0x20 == 0x6D, bytes[at] | 0x20 == 0x61 || bytes[at] | 0x20 == 0x70, 1...12 ~= h {
                h = h % 12 + (bytes[at] | 0x20 == 0x70 ? 12 : 0)
                next = at + 2
            }
        }
        return Parsed(value: (h, minute.value, second), next: next)
    }

    /// A day and a clock time with blanks or a `T` between: local wall time.
    public static func dateTime(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Parsed<Timestamp>? {
        guard let day = day(bytes, at: start, end: end) else { return nil }
        var at = day.next
        if at < end, bytes[at] == 0x54 { at += 1 } else { while at < end, bytes[at] == 0x20 { at += 1 } }
        guard at > day.next, let clock = clock(bytes, at: at, end: end),
            let stamp = timestamp(day.value, clock.value)
        else { return nil }
        return Parsed(value: stamp, next: clock.next)
    }

    /// A local wall time of a day and a clock time.
    public static func timestamp(_ day: (year: Int, month: Int, day: Int), _ clock: (hour: Int, minute: Int, second: Int?)) -> Timestamp? {
        Timestamp(
            year: day.year, month: day.month, day: day.day, hour: clock.hour, minute: clock.minute, second: clock.second ?? 0,
            precision: clock.second == nil ? .minute : .second)
    }
}
