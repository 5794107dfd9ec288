import ChatBytes

/// The pieces of a stamp.
enum StampScan {
    struct Date {
        var numbers: (Int, Int, Int)
        var digits: (Int, Int)
        var separator: UInt8
        var isBuddhist = false
        /// Whether a point stands behind the last number too, as in Korean and Hungarian.
        var endsWithPoint = false
    }

    struct Clock {
        var hour: Int
        var minute: Int
        var second: Int?
        var hasLeadingPeriod = false
        var meridiem: UInt8 = 0
    }

    /// Skips direction marks and byte order marks.
    @inline(__always)
    static func skipMarks(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) {
        while at + 2 < end, bytes[at] >= 0xE2, isMark(bytes, at) { at += 3 }
    }

    /// U+200E, U+200F, U+202A...U+202E, U+2066...U+2069, U+FEFF.
    static func isMark(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        guard at >= 0, at + 2 < bytes.count else { return false }
        if bytes[at] == 0xEF { return bytes[at + 1] == 0xBB && bytes[at + 2] == 0xBF }
        guard bytes[at] == 0xE2 else { return false }
        let last = bytes[at + 2]
        if bytes[at + 1] == 0x80 { return last == 0x8E || last == 0x8F || 0xAA...0xAE ~= last }
        return bytes[at + 1] == 0x81 && 0xA6...0xA9 ~= last
    }

    /// A digit of any script at an offset, and its width.
    @inline(__always)
    static func digit(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (value: Int, width: Int)? {
        guard at < end else { return nil }
        let byte = bytes[at]
        if 48...57 ~= byte { return (Int(byte) - 48, 1) }
        return byte >= 0xD9 ? wideDigit(bytes, at, end) : nil
    }

    private static func wideDigit(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (value: Int, width: Int)? {
        guard at + 1 < end else { return nil }
        let (a, b) = (bytes[at], bytes[at + 1])
        if a == 0xD9, 0xA0...0xA9 ~= b { return (Int(b) - 0xA0, 2) }
        if a == 0xDB, 0xB0...0xB9 ~= b { return (Int(b) - 0xB0, 2) }
        guard at + 2 < end else { return nil }
        let c = Int(bytes[at + 2])
        switch (a, b) {
        case (0xE0, 0xA5) where 0xA6...0xAF ~= c: return (c - 0xA6, 3)  // Devanagari
        case (0xE0, 0xA7) where 0xA6...0xAF ~= c: return (c - 0xA6, 3)  // Bengali
        case (0xE0, 0xB9) where 0x90...0x99 ~= c: return (c - 0x90, 3)  // Thai
        case (0xE1, 0x81) where 0x80...0x89 ~= c: return (c - 0x80, 3)  // Myanmar
        case (0xEF, 0xBC) where 0x90...0x99 ~= c: return (c - 0x90, 3)  // full width
        default: return nil
        }
    }

    private static func number(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, max: Int) -> (value: Int, digits: Int)? {
        skipMarks(bytes, &at, end)
        var value = 0
        var count = 0
        while let digit = digit(bytes, at, end) {
            guard count < max else { return nil }
            value = value * 10 + digit.value
            count += 1
            at += digit.width
        }
        return count > 0 ? (value, count) : nil
    }

    private static func skipBlanks(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) {
        while at < end {
            skipMarks(bytes, &at, end)
            guard let width = TextScan.blank(bytes, at: at) else { return }
            at += width
        }
    }

    /// Words behind a date: eras, and the word for year.
    private static let eras: [StaticString] = ["BE", "พ.ศ.", "AH", "г.", "р.", "p.C.n.", "år"]

    /// `D/M/Y` in any order with `/`, `-`, `.` or `. ` between; the last number may be missing.
    static func date(_ bytes: Span<UInt8>, _ start: inout Int, _ end: Int) -> Date? {
        var at = start
        guard let a = number(bytes, &at, end, max: 4), a.digits != 3 else { return nil }
        skipMarks(bytes, &at, end)
        guard at < end else { return nil }
        let separator = bytes[at]
        guard separator == 0x2F || separator == 0x2D || separator == 0x2E else { return nil }
        at += 1
        if separator == 0x2E { skipBlanks(bytes, &at, end) }
        guard let b = number(bytes, &at, end, max: 2), b.value <= 31 else { return nil }
        skipMarks(bytes, &at, end)
        var date = Date(numbers: (a.value, b.value, 0), digits: (a.digits, 0), separator: separator)
        if at < end, bytes[at] == separator {
            at += 1
            if separator == 0x2E { skipBlanks(bytes, &at, end) }
            if let c = number(bytes, &at, end, max: 4) {
                guard c.digits != 3, a.digits == 4 || c.digits == 4 || c.digits == 2 || a.digits == 2 else { return nil }
                date.numbers.2 = c.value
                date.digits.1 = c.digits
                skipMarks(bytes, &at, end)
                if separator == 0x2E, at < end, bytes[at] == 0x2E {
                    at += 1
                    date.endsWithPoint = true
                }
            } else if separator != 0x2E {
                return nil
            }
        } else if at < end, bytes[at] == 0x20, separator == 0x2F {
            // `28/01 2024`
            var next = at + 1
            guard let c = number(bytes, &next, end, max: 4), c.digits == 4 else {
                start = at
                return date
            }
            date.numbers.2 = c.value
            date.digits.1 = 4
            at = next
        }
        start = at
        skipBlanks(bytes, &at, end)
        guard at < end, bytes[at] >= 0x41 else { return date }
        for era in eras where at + era.utf8CodeUnitCount <= end && ByteScanning.has(era, in: bytes, at: at) {
            date.isBuddhist = bytes[at] == 0x42 || bytes[at] == 0xE0
            start = at + era.utf8CodeUnitCount
        }
        return date
    }

    /// A date of three numbers of at most two digits: `5/7/24`.
    static func shortDate(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (numbers: (Int, Int, Int), digits: (Int, Int), separator: UInt8, next: Int)? {
        var at = start
        guard let date = date(bytes, &at, end), date.digits.1 > 0 else { return nil }
        return (date.numbers, date.digits, date.separator, at)
    }

    private static let joiners: [StaticString] = ["klo", "kl.", "um", "at", "às", "à", "a las", "alle ore", "alle", "ore", "о", "в", "u", "o"]

    /// What stands between date and time: a comma, blanks, a small word.
    static func skipJoiner(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) {
        skipMarks(bytes, &at, end)
        if at < end, bytes[at] == 0x2C { at += 1 } else if ByteScanning.has("،", in: bytes, at: at) { at += 2 }
        skipBlanks(bytes, &at, end)
        guard at < end, bytes[at] >= 0x61, digit(bytes, at, end) == nil else { return }
        for word in joiners where ByteScanning.has(word, in: bytes, at: at) {
            let next = at + word.utf8CodeUnitCount
            guard next < end, TextScan.blank(bytes, at: next) != nil else { continue }
            at = next
            skipBlanks(bytes, &at, end)
            return
        }
    }

    /// `h:mm`, `h.mm.ss`, `h h mm min ss s`, with a word for the part of the day before or behind.
    static func clock(_ bytes: Span<UInt8>, _ start: inout Int, _ end: Int) -> Clock? {
        var at = start
        skipMarks(bytes, &at, end)
        var period: DayPeriod?
        if let leading = DayPeriod.leadingAny(bytes, at: at, end: end) {
            period = leading.word
            at = leading.next
        }
        let hasLeading = period != nil
        guard let hour = number(bytes, &at, end, max: 2), at < end, let isLettered = hourMark(bytes, &at, end),
            let minute = number(bytes, &at, end, max: 2), minute.digits == 2, minute.value < 60, hour.value <= 24
        else { return nil }
        var clock = Clock(hour: hour.value, minute: minute.value)
        clock.hasLeadingPeriod = hasLeading
        if let second = second(bytes, &at, end, isLettered: isLettered) {
            guard second < 60 else { return nil }
            clock.second = second
        }
        start = at
        if period == nil || period == .allDay {
            skipBlanks(bytes, &at, end)
            if let trailing = DayPeriod.trailing(bytes, at: at, end: end, isStamp: true) {
                period = trailing.word
                clock.meridiem = bytes[at]
                start = trailing.next
            }
        }
        if let period { clock.hour = period.hour24(clock.hour) }
        if clock.hour == 24 { clock.hour = 0 }
        return clock
    }

    /// What stands behind the hour: a colon, a point, or the letter h with or without blanks; true for the letter.
    private static func hourMark(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool? {
        if bytes[at] == 0x3A || bytes[at] == 0x2E {
            at += 1
            return false
        }
        var next = at
        skipBlanks(bytes, &next, end)
        guard next < end, bytes[next] == 0x68 else { return nil }
        next += 1
        skipBlanks(bytes, &next, end)
        at = next
        return true
    }

    /// The seconds behind the minutes, nil when there are none.
    private static func second(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, isLettered: Bool) -> Int? {
        var next = at
        guard isLettered else {
            guard next + 1 < end, bytes[next] == 0x3A || bytes[next] == 0x2E, digit(bytes, next + 1, end) != nil else {
                // `12.15. AM`
                if next < end, bytes[next] == 0x2E { at = next + 1 }
                return nil
            }
            next += 1
            guard let second = number(bytes, &next, end, max: 2), second.digits == 2 else { return nil }
            at = next
            return second.value
        }
        skipBlanks(bytes, &next, end)
        guard ByteScanning.has("min", in: bytes, at: next) else { return nil }
        next += 3
        at = next
        skipBlanks(bytes, &next, end)
        guard let second = number(bytes, &next, end, max: 2), second.digits == 2 else { return nil }
        skipBlanks(bytes, &next, end)
        guard next < end, bytes[next] == 0x73 else { return nil }
        at = next + 1
        return second.value
    }

    /// `] `, ` - `, or `: ` behind the stamp.
    static func end(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, _ shape: inout WhatsAppShape) -> Bool {
        if shape.isBracketed {
            guard at < end, bytes[at] == 0x5D else { return false }
            shape.end = 0x5D
            at += 1
            if let width = TextScan.blank(bytes, at: at), at < end { at += width }
            return true
        }
        guard at < end else { return false }
        if bytes[at] == 0x3A {
            shape.end = 0x3A
            at += 1
            guard at < end, bytes[at] == 0x20 else { return false }
            at += 1
            return true
        }
        guard let width = TextScan.blank(bytes, at: at) else { return false }
        at += width
        guard at < end else { return false }
        if bytes[at] == 0x2D {
            at += 1
        } else if ByteScanning.has("–", in: bytes, at: at) || ByteScanning.has("—", in: bytes, at: at) {
            at += 3
        } else {
            return false
        }
        shape.end = 0x2D
        guard at < end else { return true }
        guard let gap = TextScan.blank(bytes, at: at) else { return false }
        at += gap
        return true
    }
}
