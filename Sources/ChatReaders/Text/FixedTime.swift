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
