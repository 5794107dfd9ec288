import ChatBytes
import ChatModel

/// Instants that exports write as numbers, and ISO 8601 texts, as timestamps.
enum InstantTime {
    /// Minutes east of UTC of the clock on which an instant is shown when the export tells no zone.
    ///
    /// An instant is exact whatever clock shows it; Chinese apps' instants are shown on China's, so that days are those that the seller saw.
    static func clock(of platform: Platform) -> Int16 { platform.homeClock }

    /// A moment from a count since 1970 in seconds, milliseconds or microseconds, told apart by its size; nil for zero and for what is no such count.
    static func unix(_ value: Int, platform: Platform) -> Timestamp? {
        // Beyond the microseconds of the year 5138 it is no time.
        guard value > 0, value < 100_000_000_000_000_000 else { return nil }
        var seconds = value
        while seconds > 99_999_999_999 { seconds /= 1000 }
        return Timestamp(unixSeconds: Int64(seconds), offsetMinutes: clock(of: platform))
    }

    /// A moment from a count since 1970 in a JSON number or a string of digits.
    static func unix(_ value: JSONValue, _ bytes: Span<UInt8>, platform: Platform) -> Timestamp? {
        value.integer(in: bytes).flatMap { unix($0, platform: platform) }
    }

    /// A moment from the writer's clock, with the offset that a count of the same moment gives it.
    static func joined(local: Timestamp?, unix: Timestamp?) -> Timestamp? {
        guard let local, local.offsetMinutes == nil else { return local ?? unix }
        guard let unix, let shown = unix.offsetMinutes else { return local }
        let instant = unix.wallSeconds - Int64(shown) * 60
        let difference = local.wallSeconds - instant
        // Offsets are quarters of an hour between −12 and +14 hours; anything else is two clocks that disagree.
        let quarter = (difference + 450 + 86_400 * 2) / 900 - 192
        guard abs(difference - quarter * 900) <= 2, -48...56 ~= quarter else { return local }
        return Timestamp(wallSeconds: local.wallSeconds, offsetMinutes: Int16(quarter * 15), precision: local.precision)
    }

    /// An ISO 8601 time, with or without seconds, fraction and offset.
    static func iso8601(_ value: JSONValue, _ bytes: Span<UInt8>) -> Timestamp? {
        guard value.isString, let parsed = TimeText.dateTime(bytes, at: value.start, end: value.end) else { return nil }
        var at = parsed.next
        while at < value.end, bytes[at] == 0x20 { at += 1 }
        guard at < value.end else { return parsed.value }
        if bytes[at] == 0x5A || bytes[at] == 0x7A { return shifted(parsed.value, 0) }
        guard bytes[at] == 0x2B || bytes[at] == 0x2D, let hours = TimeText.number(bytes, at: at + 1, end: min(at + 3, value.end), minDigits: 2, maxDigits: 2)
        else { return parsed.value }
        var next = hours.next
        if next < value.end, bytes[next] == 0x3A { next += 1 }
        let minutes = TimeText.number(bytes, at: next, end: min(next + 2, value.end), minDigits: 2, maxDigits: 2)?.value ?? 0
        guard hours.value <= 14, minutes < 60 else { return parsed.value }
        return shifted(parsed.value, Int16((hours.value * 60 + minutes) * (bytes[at] == 0x2D ? -1 : 1)))
    }

    private static func shifted(_ time: Timestamp, _ offset: Int16) -> Timestamp {
        Timestamp(wallSeconds: time.wallSeconds, offsetMinutes: offset, precision: time.precision)
    }
}
