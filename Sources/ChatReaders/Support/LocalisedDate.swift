import ChatBytes
import ChatModel

/// Dates with a month's name in the writer's language: `Jan 2, 2023 4:05 pm`, `26 maja 2013 o 18:53 UTC+02`, `9월 10, 2023 4:05 오후`, `2023年9月10日 16:05`.
enum LocalisedDate {
    /// The moment; nil when the words are of no known language or a field is out of its range.
    static func timestamp(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
        if let english = EnglishDate.timestamp(bytes, range) { return english }
        return slow(ByteScanning.string(bytes, range))
    }

    private static func slow(_ text: String) -> Timestamp? {
        var numbers: [(value: Int, digits: Int)] = []
        var month: Int?
        var isAfternoon: Bool?
        var clock: (hour: Int, minute: Int, second: Int?)?
        let scalars = Array(text.lowercased().unicodeScalars)
        var at = 0
        while at < scalars.count {
            if let digit = digit(scalars[at]) {
                var value = digit
                let start = at
                at += 1
                while at < scalars.count, at - start < 4, let next = Self.digit(scalars[at]) {
                    value = value * 10 + next
                    at += 1
                }
                if clock == nil, at < scalars.count, scalars[at] == ":", let read = minutes(scalars, at) {
                    clock = (value, read.minute, read.second)
                    at = read.next
                } else if at < scalars.count, scalars[at] == "月" || scalars[at] == "월", month == nil, 1...12 ~= value {
                    month = value
                } else {
                    numbers.append((value, at - start))
                }
                continue
            }
            guard scalars[at].properties.isAlphabetic else {
                at += 1
                continue
            }
            let start = at
            while at < scalars.count,
                scalars[at].properties.isAlphabetic || scalars[at].properties.canonicalCombiningClass != .notReordered
                    || scalars[at] == "." && at + 1 < scalars.count && scalars[at + 1].properties.isAlphabetic
            {
                at += 1
            }
            var word = String.UnicodeScalarView()
            word.append(contentsOf: scalars[start..<at])
            let name = String(word)
            if month == nil, let found = MonthNames.month(name) {
                month = found
            } else if let period = MonthNames.isAfternoon(name) {
                isAfternoon = period
            }
        }
        return assemble(numbers, month, clock, isAfternoon)
    }

    private static func assemble(
        _ numbers: [(value: Int, digits: Int)], _ month: Int?, _ clock: (hour: Int, minute: Int, second: Int?)?, _ isAfternoon: Bool?
    ) -> Timestamp? {
        guard let month, var clock, let yearAt = numbers.firstIndex(where: { $0.digits == 4 }),
            let day = numbers.enumerated().first(where: { $0.offset != yearAt && $0.element.digits <= 2 && 1...31 ~= $0.element.value })?.element.value
        else { return nil }
        var year = numbers[yearAt].value
        if year > 2400 { year -= 543 }
        if let isAfternoon, 1...12 ~= clock.hour { clock.hour = clock.hour % 12 + (isAfternoon ? 12 : 0) }
        return TimeText.timestamp((year, month, day), clock)
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Int(value)
    }

    private static func minutes(_ scalars: [Unicode.Scalar], _ colon: Int) -> (minute: Int, second: Int?, next: Int)? {
        func two(_ at: Int) -> Int? {
            guard at + 1 < scalars.count, let a = digit(scalars[at]), let b = digit(scalars[at + 1]) else { return nil }
            return a * 10 + b
        }
        guard let minute = two(colon + 1) else { return nil }
        if colon + 3 < scalars.count, scalars[colon + 3] == ":", let second = two(colon + 4) { return (minute, second, colon + 6) }
        return (minute, nil, colon + 3)
    }
}
