import ChatBytes
import ChatModel

/// Dates with an English month's name, in either order: `16 June 2026, 07:33:57`, `Jul 5, 2020, 10:15 AM`, `Sunday, November 20, 2016 at 2:16am CST`.
enum EnglishDate {
    private static let months: [StaticString] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The moment; nil when a field is missing or out of its range.
    static func timestamp(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
        var at = range.lowerBound
        var day: Int?
        var month: Int?
        while at < range.upperBound {
            let byte = bytes[at]
            if 48...57 ~= byte {
                guard let number = TimeText.number(bytes, at: at, end: range.upperBound, maxDigits: 4) else { return nil }
                if number.next - at == 4 {
                    guard let day, let month else { return nil }
                    return clock(bytes, number.next..<range.upperBound).flatMap { TimeText.timestamp((number.value, month, day), $0) }
                }
                guard day == nil else { return nil }
                day = number.value
                at = number.next
            } else if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
                var end = at
                while end < range.upperBound, bytes[end] | 0x20 >= 0x61, bytes[end] | 0x20 <= 0x7A { end += 1 }
                if month == nil, end - at >= 3 { month = months.firstIndex { MarkupName.equals(bytes, at..<at + 3, $0) }.map { $0 + 1 } }
                at = end
            } else if byte >= 0x80 {
                return nil
            } else {
                at += 1
            }
        }
        return nil
    }

    /// The first clock time in a piece.
    private static func clock(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (hour: Int, minute: Int, second: Int?)? {
        var at = range.lowerBound
        while at < range.upperBound, !(48...57 ~= bytes[at]) { at += 1 }
        guard let clock = TimeText.clock(bytes, at: at, end: range.upperBound) else { return nil }
        // A narrow no-break space before the meridiem, as new systems write it.
        if clock.next + 4 < range.upperBound, ByteScanning.has("\u{202F}", in: bytes, at: clock.next) || ByteScanning.has("\u{A0}", in: bytes, at: clock.next) {
            let letter = bytes[clock.next + (bytes[clock.next] == 0xC2 ? 2 : 3)] | 0x20
            if letter == 0x70 || letter == 0x61, 1...12 ~= clock.value.hour {
                return (clock.value.hour % 12 + (letter == 0x70 ? 12 : 0), clock.value.minute, clock.value.second)
            }
        }
        return clock.value
    }
}
