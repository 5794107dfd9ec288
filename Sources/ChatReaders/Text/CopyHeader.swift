import ChatBytes
import ChatModel

/// A header line as desktop chat windows copy it: a name, then a date, a time, or both, read from the line's end.
struct CopyHeader {
    /// How the date is written.
    enum DateStyle {
        case none, slashes, dashes, chinese
    }

    var name: Range<Int>
    /// The account in brackets behind the name: `nick(10001)`.
    var id: Range<Int>?
    var date: (year: Int, month: Int, day: Int)?
    var style = DateStyle.none
    /// Whether month and day have two digits each.
    var isPadded = true
    /// Whether the year stands last.
    var isYearLast = false
    var clock: (hour: Int, minute: Int, second: Int?)
    var isTwelveHour = false
    /// Blanks between the name and what follows.
    var blanks = 0
    /// Whether the time stands in brackets behind the name: `name(2024-03-05 21:12:30)`.
    var isBracketed = false

    /// The moment, on the header's own day or another.
    func stamp(_ other: (year: Int, month: Int, day: Int)?) -> Timestamp? { (date ?? other).flatMap { TimeText.timestamp($0, clock) } }

    /// Reads a line; the name may be empty when `acceptsLoneTime`.
    static func parse(_ bytes: Span<UInt8>, _ line: Range<Int>, acceptsLoneTime: Bool = false) -> CopyHeader? {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        guard end - line.lowerBound >= 5, line.count < 300 else { return nil }
        var isBracketed = false
        if bytes[end - 1] == 0x29, TextScan.isDigit(bytes, at: end - 2) {
            isBracketed = true
            end -= 1
        }
        guard let time = time(bytes, line.lowerBound..<end) else { return nil }
        var header = CopyHeader(name: line.lowerBound..<time.start, id: nil, clock: time.clock, isTwelveHour: time.isTwelveHour, isBracketed: isBracketed)
        var at = time.start
        var gap = 0
        while let width = TextScan.blankBefore(bytes, at: at, from: line.lowerBound) {
            at -= width
            gap += 1
        }
        guard gap > 0 || (acceptsLoneTime && at == line.lowerBound) || isBracketed else { return nil }
        if let date = date(bytes, line.lowerBound..<at) {
            header.date = date.value
            header.style = date.style
            header.isPadded = date.isPadded
            header.isYearLast = date.isYearLast
            at = date.start
            gap = 0
            while let width = TextScan.blankBefore(bytes, at: at, from: line.lowerBound) {
                at -= width
                gap += 1
            }
        }
        header.blanks = gap
        if isBracketed {
            guard at > line.lowerBound, bytes[at - 1] == 0x28, header.date != nil else { return nil }
            at -= 1
        }
        guard at > line.lowerBound || acceptsLoneTime, at == line.lowerBound || TextScan.blank(bytes, at: line.lowerBound) == nil else { return nil }
        // `时间：2024年3月5日 15:23` is a label with its value.
        if at > line.lowerBound, bytes[at - 1] == 0x3A || at - 3 >= line.lowerBound && ByteScanning.has("：", in: bytes, at: at - 3) { return nil }
        header.name = line.lowerBound..<at
        header.takeAccount(bytes)
        return header
    }

    /// `nick(10001)`, `nick<mail>`.
    private mutating func takeAccount(_ bytes: Span<UInt8>) {
        guard name.count > 6 else { return }
        let last = bytes[name.upperBound - 1]
        guard last == 0x29 || last == 0x3E else { return }
        var at = name.upperBound - 2
        while at > name.lowerBound, bytes[at] != (last == 0x29 ? 0x28 : 0x3C) {
            guard last == 0x3E || 48...57 ~= bytes[at] else { return }
            at -= 1
        }
        let inside = at + 1..<name.upperBound - 1
        guard at >= name.lowerBound, last == 0x29 ? 5...12 ~= inside.count : ByteScanning.first(0x40, in: bytes, inside) != nil else { return }
        id = inside
        name = name.lowerBound..<at
    }

    /// The time that ends a piece.
    private static func time(
        _ bytes: Span<UInt8>, _ piece: Range<Int>
    ) -> (start: Int, clock: (hour: Int, minute: Int, second: Int?), isTwelveHour: Bool)? {
        var end = piece.upperBound
        var isAfternoon: Bool?
        if bytes[end - 1] | 0x20 == 0x6D, end - 2 > piece.lowerBound, bytes[end - 2] | 0x20 == 0x61 || bytes[end - 2] | 0x20 == 0x70 {
            isAfternoon = bytes[end - 2] | 0x20 == 0x70
            end -= 2
            while let width = TextScan.blankBefore(bytes, at: end, from: piece.lowerBound) { end -= width }
        }
        var start = end
        while start > piece.lowerBound, 48...57 ~= bytes[start - 1] || bytes[start - 1] == 0x3A, end - start < 8 { start -= 1 }
        while start < end, bytes[start] == 0x3A { start += 1 }
        guard end - start >= 4, let clock = TimeText.clock(bytes, at: start, end: end, acceptsMeridiem: false), clock.next == end else { return nil }
        var value = clock.value
        if let isAfternoon {
            guard 1...12 ~= value.hour else { return nil }
            value.hour = value.hour % 12 + (isAfternoon ? 12 : 0)
        } else if let period = DayPeriod.chineseBefore(bytes, at: start, from: piece.lowerBound) {
            value.hour = period.word.hour24(value.hour)
            return (period.start, value, true)
        }
        return (start, value, isAfternoon != nil)
    }

    /// The date that ends a piece.
    private static func date(
        _ bytes: Span<UInt8>, _ piece: Range<Int>
    ) -> (start: Int, value: (year: Int, month: Int, day: Int), style: DateStyle, isPadded: Bool, isYearLast: Bool)? {
        if TextScan.ends(bytes, piece, with: "日") {
            for length in [17, 16, 15] where piece.count >= length {
                let start = piece.upperBound - length
                if let day = TimeText.day(bytes, at: start, end: piece.upperBound), day.next == piece.upperBound {
                    return (start, day.value, .chinese, false, false)
                }
            }
            return nil
        }
        for length in [10, 9, 8] where piece.count >= length {
            let start = piece.upperBound - length
            guard TextScan.isDigit(bytes, at: start) else { continue }
            if let day = TimeText.day(bytes, at: start, end: piece.upperBound), day.next == piece.upperBound {
                return (start, day.value, bytes[start + 4] == 0x2F ? .slashes : .dashes, length == 10, false)
            }
            if length == 10 || !TextScan.isDigit(bytes, at: start - 1), let day = yearLast(bytes, start, piece.upperBound) {
                return (start, day, .slashes, length == 10, true)
            }
        }
        return nil
    }

    /// `M/D/YYYY`, or `D/M/YYYY` when the first number is no month.
    private static func yearLast(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (year: Int, month: Int, day: Int)? {
        guard let a = TimeText.number(bytes, at: start, end: end, maxDigits: 2), a.next < end, bytes[a.next] == 0x2F,
            let b = TimeText.number(bytes, at: a.next + 1, end: end, maxDigits: 2), b.next < end, bytes[b.next] == 0x2F,
            let year = TimeText.number(bytes, at: b.next + 1, end: end, minDigits: 4, maxDigits: 4), year.next == end
        else { return nil }
        let (month, day) = a.value > 12 ? (b.value, a.value) : (a.value, b.value)
        return CivilDay.exists(year: year.value, month: month, day: day) ? (year.value, month, day) : nil
    }
}

/// The headers of a pasted text, counted by how they are written.
struct CopySurvey {
    var dated = 0
    var withSeconds = 0
    var unpadded = 0
    var yearLast = 0
    var chinese = 0
    var bracketed = 0
    var timeOnly = 0
    var accounts = 0
    var abutting = 0
    var dateLines = 0

    init(_ head: SourceHead) {
        let bytes = head.bytes.span
        for line in head.lines {
            if PastedDay.read(bytes, line) != nil {
                dateLines += 1
                continue
            }
            guard let header = CopyHeader.parse(bytes, line) else { continue }
            if header.date == nil {
                if header.clock.second != nil, dateLines > 0 || header.id != nil || header.isTwelveHour { timeOnly += 1 }
            } else {
                dated += 1
                if header.clock.second != nil { withSeconds += 1 }
                if header.isYearLast { yearLast += 1 }
                if header.style == .chinese { chinese += 1 } else if !header.isPadded { unpadded += 1 }
                if header.isBracketed { bracketed += 1 } else if header.blanks == 0 { abutting += 1 }
            }
            if header.id != nil { accounts += 1 }
        }
    }
}

/// A line that is a date alone, perhaps between dashes: `— —  2024-3-5  — —`, ` 2024-03-05`.
enum PastedDay {
    static func read(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (day: (year: Int, month: Int, day: Int), isDashed: Bool)? {
        guard line.count >= 8, line.count < 60 else { return nil }
        var at = line.lowerBound
        var isDashed = false
        while at < line.upperBound, !TextScan.isDigit(bytes, at: at) {
            if let width = TextScan.blank(bytes, at: at) {
                at += width
            } else if ByteScanning.has("—", in: bytes, at: at) || ByteScanning.has("─", in: bytes, at: at) {
                at += 3
                isDashed = true
            } else if bytes[at] == 0x2D {
                at += 1
                isDashed = true
            } else {
                return nil
            }
        }
        guard let day = TimeText.day(bytes, at: at, end: line.upperBound) else { return nil }
        at = day.next
        while at < line.upperBound {
            if let width = TextScan.blank(bytes, at: at) {
                at += width
            } else if isDashed, ByteScanning.has("—", in: bytes, at: at) || ByteScanning.has("─", in: bytes, at: at) {
                at += 3
            } else if isDashed, bytes[at] == 0x2D {
                at += 1
            } else {
                return nil
            }
        }
        return (day.value, isDashed)
    }
}
