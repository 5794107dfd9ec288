import ChatBytes
import ChatModel

/// How the headers of one WhatsApp text are written; one file has one shape.
struct WhatsAppShape: Equatable {
    /// `[…] ` of iOS.
    var isBracketed: Bool
    /// The time stands before the date.
    var isTimeFirst: Bool
    var hasSeconds: Bool
    /// Between the date's numbers.
    var separator: UInt8
    /// What ends the header: `]`, `-` or `:`.
    var end: UInt8
    /// Whether the date has a year.
    var hasYear: Bool
    /// Digits of the year: 4, or 2.
    var yearDigits: UInt8 = 0
}

/// A stamp at the head of a WhatsApp line, read through direction marks, other scripts' digits and day periods.
struct WhatsAppStamp {
    var shape: WhatsAppShape
    /// The date's numbers in the order they stand; the third is 0 when there is none.
    var numbers: (Int, Int, Int)
    /// Digits of the first and the last number.
    var digits: (Int, Int)
    var isBuddhist = false
    /// Whether a point stands behind the date's last number too.
    var endsWithPoint = false
    var hour: Int
    var minute: Int
    var second: Int?
    /// Whether a word for the part of the day stands before the time, as East Asian languages have it.
    var hasLeadingPeriod = false
    /// The Latin word for the part of the day: its first byte, 0 when there is none.
    var meridiem: UInt8 = 0
    /// Where the body begins.
    var body: Int

    /// Whether the first number of one digit has a zero before it (1), has none (-1), or could have none (0).
    var padding: Int { digits.0 == 1 ? -1 : digits.0 == 2 && numbers.0 < 10 ? 1 : 0 }

    init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        guard line.count >= 8 else { return nil }
        // Continuation lines are turned away by their first byte.
        let first = bytes[line.lowerBound]
        var at = line.lowerBound
        let end = min(line.upperBound, at + 160)
        if 48...57 ~= first || first == 0x5B {
            if let plain = WhatsAppStamp(plain: bytes, line) {
                self = plain
                return
            }
        } else {
            guard first >= 0xD9, StampScan.isMark(bytes, at) || StampScan.digit(bytes, at, end) != nil || DayPeriod.leading(bytes, at: at, end: end) != nil
            else {
                return nil
            }
        }
        StampScan.skipMarks(bytes, &at, end)
        var shape = WhatsAppShape(isBracketed: false, isTimeFirst: false, hasSeconds: false, separator: 0, end: 0, hasYear: true)
        if at < end, bytes[at] == 0x5B {
            shape.isBracketed = true
            at += 1
            StampScan.skipMarks(bytes, &at, end)
        }
        numbers = (0, 0, 0)
        digits = (0, 0)
        (hour, minute, second) = (0, 0, nil)
        body = 0
        var date: StampScan.Date
        var clock: StampScan.Clock
        if let read = StampScan.date(bytes, &at, end) {
            date = read
            StampScan.skipJoiner(bytes, &at, end)
            guard let time = StampScan.clock(bytes, &at, end) else { return nil }
            clock = time
        } else if let time = StampScan.clock(bytes, &at, end) {
            shape.isTimeFirst = true
            clock = time
            StampScan.skipJoiner(bytes, &at, end)
            guard let read = StampScan.date(bytes, &at, end) else { return nil }
            date = read
        } else {
            return nil
        }
        StampScan.skipMarks(bytes, &at, end)
        guard StampScan.end(bytes, &at, line.upperBound, &shape) else { return nil }
        shape.hasSeconds = clock.second != nil
        shape.separator = date.separator
        shape.hasYear = date.digits.1 > 0
        shape.yearDigits = shape.hasYear ? (date.digits.0 == 4 || date.digits.1 == 4 ? 4 : 2) : 0
        guard shape.hasYear || shape.isBracketed else { return nil }
        self.shape = shape
        numbers = date.numbers
        digits = date.digits
        isBuddhist = date.isBuddhist
        endsWithPoint = date.endsWithPoint
        (hour, minute, second) = (clock.hour, clock.minute, clock.second)
        hasLeadingPeriod = clock.hasLeadingPeriod
        meridiem = clock.meridiem
        body = at
    }
}

extension WhatsAppStamp {
    /// A stamp in the commonest forms, read straight through: ASCII digits, the date first, a comma or nothing and one blank, `AM` or `PM` or nothing, the usual end.
    ///
    /// What it reads, the full reading reads alike; nil says only that this is not such a form.
    fileprivate init?(plain bytes: Span<UInt8>, _ line: Range<Int>) {
        guard line.count >= 16, line.upperBound <= bytes.count else { return nil }
        var at = line.lowerBound
        let end = min(line.upperBound, at + 48)
        var shape = WhatsAppShape(isBracketed: bytes[at] == 0x5B, isTimeFirst: false, hasSeconds: false, separator: 0, end: 0, hasYear: true)
        if shape.isBracketed { at += 1 }
        guard let a = Self.digits(bytes, &at, end, most: 4), a.count != 3, at < end else { return nil }
        shape.separator = bytes[at]
        guard shape.separator == 0x2F || shape.separator == 0x2D || shape.separator == 0x2E else { return nil }
        at += 1
        guard let b = Self.digits(bytes, &at, end, most: 2), b.value <= 31, at < end, bytes[at] == shape.separator else { return nil }
        at += 1
        guard let c = Self.digits(bytes, &at, end, most: 4), c.count == 2 || c.count == 4 || a.count == 4 && c.count == 1 else { return nil }
        if at < end, bytes[at] == 0x2C { at += 1 }
        guard at < end, bytes[at] == 0x20 else { return nil }
        at += 1
        guard let hour = Self.digits(bytes, &at, end, most: 2), hour.value <= 24, at + 3 < end else { return nil }
        let colon = bytes[at]
        guard colon == 0x3A || colon == 0x2E else { return nil }
        at += 1
        guard let minute = Self.digits(bytes, &at, end, most: 2), minute.count == 2, minute.value < 60, at < end else { return nil }
        second = nil
        if bytes[at] == colon {
            at += 1
            guard let s = Self.digits(bytes, &at, end, most: 2), s.count == 2, s.value < 60 else { return nil }
            second = s.value
        }
        self.hour = hour.value
        guard at + 3 < end else { return nil }
        // A blank of either width, and the letters of the half of the day.
        let word = bytes[at] == 0x20 ? at + 1 : bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0xAF ? at + 3 : at
        if word + 2 < end, word > at, bytes[word + 1] | 0x20 == 0x6D, bytes[word] | 0x20 == 0x61 || bytes[word] | 0x20 == 0x70 {
            meridiem = bytes[word]
            self.hour = (meridiem | 0x20 == 0x61 ? DayPeriod.morning : .afternoon).hour24(hour.value)
            at = word + 2
            guard bytes[at] != 0x2E, bytes[at] < 0x80 else { return nil }
        }
        if self.hour == 24 { self.hour = 0 }
        if shape.isBracketed {
            guard bytes[at] == 0x5D else { return nil }
            at += 1
            if at < line.upperBound {
                guard bytes[at] < 0x80 else { return nil }
                if bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
            }
            shape.end = 0x5D
        } else {
            guard at + 2 < end, bytes[at] == 0x20, bytes[at + 1] == 0x2D, bytes[at + 2] == 0x20 else { return nil }
            at += 3
            shape.end = 0x2D
        }
        shape.hasSeconds = second != nil
        shape.yearDigits = a.count == 4 || c.count == 4 ? 4 : 2
        self.shape = shape
        numbers = (a.value, b.value, c.value)
        digits = (a.count, c.count)
        self.minute = minute.value
        body = at
    }

    /// A run of ASCII digits; nil when there is none or it is longer.
    @inline(__always)
    private static func digits(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, most: Int) -> (value: Int, count: Int)? {
        var value = 0
        var count = 0
        while at < end, bytes[at] &- 48 < 10 {
            value = value &* 10 &+ Int(bytes[at] &- 48)
            count &+= 1
            at &+= 1
            guard count <= most else { return nil }
        }
        return count > 0 ? (value, count) : nil
    }
}
