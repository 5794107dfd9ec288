import ChatBytes
import ChatModel

/// The times in Telegram's pages: `05.07.2024 10:15:30 UTC+03:00`, in older ones without the offset.
enum TelegramDate {
    /// The moment that a title tells; nil for other shapes.
    static func timestamp(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
        guard let day = TimeText.number(bytes, at: range.lowerBound, end: range.upperBound, maxDigits: 2), day.next < range.upperBound else { return nil }
        guard bytes[day.next] == 0x2E else { return EnglishDate.timestamp(bytes, range) }
        guard let month = TimeText.number(bytes, at: day.next + 1, end: range.upperBound, maxDigits: 2), month.next < range.upperBound,
            let year = TimeText.number(bytes, at: month.next + 1, end: range.upperBound, minDigits: 4, maxDigits: 4), year.next < range.upperBound,
            let clock = TimeText.clock(bytes, at: year.next + 1, end: range.upperBound),
            var stamp = TimeText.timestamp((year.value, month.value, day.value), clock.value)
        else { return nil }
        if let sign = ByteScanning.find("UTC", in: bytes, clock.next..<range.upperBound), sign + 3 < range.upperBound,
            let hours = TimeText.number(bytes, at: sign + 4, end: range.upperBound, maxDigits: 2), hours.value <= 14
        {
            let minutes = TimeText.number(bytes, at: hours.next + 1, end: range.upperBound, minDigits: 2, maxDigits: 2)?.value ?? 0
            stamp.offsetMinutes = Int16((hours.value * 60 + min(minutes, 59)) * (bytes[sign + 3] == 0x2D ? -1 : 1))
        }
        return stamp
    }
}
