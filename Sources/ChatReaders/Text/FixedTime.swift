import ChatBytes
import ChatModel

/// Times of a fixed width, read fast.
enum FixedTime {
    /// `YYYY-MM-DD HH:MM:SS` at an offset.
    static func dateTime(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Timestamp? {
        guard end - start >= 19, end <= bytes.count, bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D, bytes[start + 10] == 0x20,
            let century = two(bytes, start), let year = two(bytes, start + 2), let month = two(bytes, start + 5), let day = two(bytes, start + 8),
            let clock = clock(bytes, at: start + 11, end: end)
        else { return nil }
        return Timestamp(year: century * 100 + year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
    }

    /// `HH:MM:SS` at an offset.
    static func clock(_ bytes: Span<UInt8>, at start: Int, end: Int) -> (hour: Int, minute: Int, second: Int)? {
        guard start >= 0, end - start >= 8, end <= bytes.count, bytes[start + 2] == 0x3A, bytes[start + 5] == 0x3A, let hour = two(bytes, start),
            let minute = two(bytes, start + 3), let second = two(bytes, start + 6), hour < 24, minute < 60, second < 61
        else { return nil }
        return (hour, minute, second)
    }

    /// Two digits at an offset.
    static func two(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
        let (a, b) = (bytes[at] &- 48, bytes[at + 1] &- 48)
        return a < 10 && b < 10 ? Int(a) * 10 + Int(b) : nil
    }
}

/// Reads `YYYY-MM-DD H:MM:SS` and remembers the last day, since messages of one day stand together.
struct DayTimes {
    private var day = (UInt64(0), UInt16(0))
    private var midnight: Int64?

    /// The time at an offset, and where it ends; nil when none stands there.
    mutating func read(_ bytes: Span<UInt8>, at start: Int, end: Int) -> (time: Timestamp, next: Int)? {
        guard start >= 0, end - start >= 18, end <= bytes.count, bytes[start + 10] == 0x20, bytes[start + 4] == 0x2D else { return nil }
        let key = unsafe bytes.withUnsafeBytes { buffer in
            unsafe (
                buffer.loadUnaligned(fromByteOffset: start, as: UInt64.self), buffer.loadUnaligned(fromByteOffset: start + 8, as: UInt16.self)
            )
        }
        if midnight == nil || key != day {
            guard bytes[start + 7] == 0x2D, let century = FixedTime.two(bytes, start), let year = FixedTime.two(bytes, start + 2),
                let month = FixedTime.two(bytes, start + 5), let date = FixedTime.two(bytes, start + 8),
                CivilDay.exists(year: century * 100 + year, month: month, day: date)
            else { return nil }
            day = key
            midnight = Int64(CivilDay.number(year: century * 100 + year, month: month, day: date)) * 86_400
        }
        guard let midnight else { return nil }
        let first = bytes[start + 11] &- 48
        guard first < 10 else { return nil }
        var at = start + 12
        var hour = Int64(first)
        let second = bytes[at] &- 48
        if second < 10 {
            hour = hour * 10 + Int64(second)
            at += 1
        }
        guard end - at >= 6, bytes[at] == 0x3A, bytes[at + 3] == 0x3A, let minute = FixedTime.two(bytes, at + 1), let seconds = FixedTime.two(bytes, at + 4),
            hour < 24, minute < 60, seconds < 61
        else { return nil }
        return (Timestamp(wallSeconds: midnight + hour * 3600 + Int64(minute * 60 + seconds)), at + 6)
    }
}
