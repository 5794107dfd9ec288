/// A moment as an export writes it: wall-clock time, with the offset from UTC where the file gives one.
///
/// Local times stay local: an unknown zone is not guessed.
public struct Timestamp: Hashable, Sendable {
    /// How much of the time the export states.
    public enum Precision: UInt8, Sendable {
        case day, minute, second
    }

    /// Seconds from 1970-01-01T00:00:00 to this time as read off the writer's clock.
    public var wallSeconds: Int64
    /// Minutes east of UTC, or nil when the export does not say.
    public var offsetMinutes: Int16? {
        get { rawOffset == Self.unknownOffset ? nil : rawOffset }
        set { rawOffset = newValue ?? Self.unknownOffset }
    }
    /// How much of the time the export states.
    public var precision: Precision
    private var rawOffset: Int16
    private static let unknownOffset = Int16.min

    /// A moment on the writer's clock, `wallSeconds` after 1970-01-01T00:00:00 there.
    public init(wallSeconds: Int64, offsetMinutes: Int16? = nil, precision: Precision = .second) {
        self.wallSeconds = wallSeconds
        self.precision = precision
        rawOffset = offsetMinutes ?? Self.unknownOffset
    }

    /// A moment from Unix seconds, shown on a clock `offsetMinutes` east of UTC.
    public init(unixSeconds: Int64, offsetMinutes: Int16 = 0) {
        self.init(wallSeconds: unixSeconds &+ Int64(offsetMinutes) * 60, offsetMinutes: offsetMinutes)
    }

    /// A civil time; nil when a field is out of its range or the day does not exist.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, offsetMinutes: Int16? = nil, precision: Precision = .second)
    {
        guard CivilDay.exists(year: year, month: month, day: day), 0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second else { return nil }
        let days = CivilDay.number(year: year, month: month, day: day)
        self.init(wallSeconds: Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second), offsetMinutes: offsetMinutes, precision: precision)
    }

    /// A bare day, `dayNumber` days after 1970-01-01.
    public init(dayNumber: Int) { self.init(wallSeconds: Int64(dayNumber) &* 86_400, precision: .day) }

    /// Days from 1970-01-01 to the day on the writer's calendar.
    public var dayNumber: Int { Int(wallSeconds >= 0 ? wallSeconds / 86_400 : (wallSeconds &- 86_399) / 86_400) }
}

extension Timestamp: Comparable {
    /// Orders by wall-clock time: the order in which the writer saw the messages.
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.wallSeconds < b.wallSeconds }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601, with the offset when it is known: `2024-03-05T09:12:01+08:00`, `2024-03-05T09:12:01`, or `2024-03-05` for a bare day.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(25)
        appendISO8601(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the ISO 8601 form as ASCII.
    public func appendISO8601(to bytes: inout [UInt8]) {
        func two(_ value: Int) {
            bytes.append(UInt8(48 + value / 10 % 10))
            bytes.append(UInt8(48 + value % 10))
        }
        let days = dayNumber
        let (year, month, day) = CivilDay.date(days)
        if year < 0 || year > 9999 {
            bytes.append(contentsOf: String(year).utf8)
        } else {
            two(year / 100)
            two(year % 100)
        }
        bytes.append(0x2D)
        two(month)
        bytes.append(0x2D)
        two(day)
        guard precision != .day else { return }
        let seconds = Int(wallSeconds &- Int64(days) &* 86_400)
        bytes.append(0x54)
        two(seconds / 3600)
        bytes.append(0x3A)
        two(seconds / 60 % 60)
        bytes.append(0x3A)
        two(seconds % 60)
        if let offset = offsetMinutes {
            bytes.append(offset < 0 ? 0x2D : 0x2B)
            let magnitude = abs(Int(offset))
            two(magnitude / 60)
            bytes.append(0x3A)
            two(magnitude % 60)
        }
    }

    /// Reads what `description` writes; also a space for the `T`, fractions of a second and `Z`. Nil for anything else.
    public init?(iso8601 text: some StringProtocol) { self.init(iso8601: Array(text.utf8).span) }

    /// Reads what `description` writes, as bytes; nil for anything else.
    public init?(iso8601 b: Span<UInt8>) {
        func number(_ start: Int, _ end: Int) -> Int? {
            guard end <= b.count else { return nil }
            var n = 0
            var i = start
            while i < end {
                guard 48...57 ~= b[i] else { return nil }
                n = n * 10 + Int(b[i] - 48)
                i += 1
            }
            return n
        }
        guard b.count >= 10, b[4] == 0x2D, b[7] == 0x2D, let year = number(0, 4), let month = number(5, 7), let day = number(8, 10) else { return nil }
        guard b.count > 10 else {
            self.init(year: year, month: month, day: day, precision: .day)
            return
        }
        guard b.count >= 16, b[10] == 0x54 || b[10] == 0x20, b[13] == 0x3A, let hour = number(11, 13), let minute = number(14, 16) else { return nil }
        var at = 16
        var second = 0
        var precision = Precision.minute
        if at < b.count, b[at] == 0x3A {
            guard let s = number(17, 19) else { return nil }
            (second, at, precision) = (s, 19, .second)
            if at < b.count, b[at] == 0x2E || b[at] == 0x2C {
                at += 1
                while at < b.count, 48...57 ~= b[at] { at += 1 }
            }
        }
        var offset: Int16?
        if at < b.count {
            if b[at] == 0x5A, at + 1 == b.count {
                offset = 0
            } else if b[at] == 0x2B || b[at] == 0x2D, let hours = number(at + 1, at + 3) {
                let colon = at + 3 < b.count && b[at + 3] == 0x3A
                let minutesAt = at + (colon ? 4 : 3)
                guard let minutes = number(minutesAt, minutesAt + 2), minutesAt + 2 == b.count else { return nil }
                offset = Int16((hours * 60 + minutes) * (b[at] == 0x2D ? -1 : 1))
            } else {
                return nil
            }
        }
        self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second, offsetMinutes: offset, precision: precision)
    }
}

extension Timestamp: Codable {
    /// Reads the ISO 8601 string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(iso8601: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 8601 time")
        }
        self = value
    }

    /// Writes the ISO 8601 string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Days of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// After Howard Hinnant, “chrono-compatible low-level date algorithms”.
public enum CivilDay {
    /// The day's number; the fields must name a real day.
    public static func number(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day's number.
    public static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Whether the calendar has this day.
    public static func exists(year: Int, month: Int, day: Int) -> Bool {
        guard 1...12 ~= month, day >= 1, 0...9999 ~= year else { return false }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length =
            switch month {
            case 2: leap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        return day <= length
    }
}
