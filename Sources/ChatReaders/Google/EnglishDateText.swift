import ChatBytes
import ChatModel

/// Times as Takeout writes them: `Friday, July 5, 2024 at 3:15:30 AM UTC`.
enum EnglishDateText {
    private static let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads such a time; blanks of any width may part its pieces.
    static func read(_ value: JSONValue, _ bytes: Span<UInt8>) -> Timestamp? {
        guard let text = value.text(in: bytes), text.utf8.count < 100 else { return nil }
        // Every blank becomes a plain one, so that one form is left.
        var plain: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace { plain.append(0x20) } else { plain.append(contentsOf: String(scalar).utf8) }
        }
        let span = plain.span
        for (i, month) in months.enumerated() {
            guard let place = ByteScanning.find(month, in: span, 0..<span.count) else { continue }
            var at = place
            while at < span.count, span[at] != 0x20 { at += 1 }
            guard let day = TimeText.number(span, at: at + 1, end: span.count, maxDigits: 2), day.next + 2 < span.count, span[day.next] == 0x2C,
                let year = TimeText.number(span, at: day.next + 2, end: span.count, minDigits: 4, maxDigits: 4)
            else { continue }
            at = year.next
            while at < span.count, !(48...57 ~= span[at]) { at += 1 }
            guard let clock = TimeText.clock(span, at: at, end: span.count),
                let time = TimeText.timestamp((year.value, i + 1, day.value), clock.value)
            else { continue }
            let isUniversal = ByteScanning.find("UTC", in: span, clock.next..<span.count) != nil
            return Timestamp(wallSeconds: time.wallSeconds, offsetMinutes: isUniversal ? 0 : nil, precision: time.precision)
        }
        return nil
    }
}
