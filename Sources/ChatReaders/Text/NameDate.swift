import ChatBytes

/// A date, a month or a year in a file's name.
enum NameDate {
    /// The first `20YY`, with month and day when they follow: `2024`, `2024-03-05`, `20240305`.
    static func find(_ name: String) -> (year: Int, month: Int?, day: Int?)? {
        let bytes = Array(name.utf8)
        let span = bytes.span
        for start in bytes.indices where !TextScan.isDigit(span, at: start - 1) && start + 4 <= bytes.count {
            guard let century = FixedTime.two(span, start), let short = FixedTime.two(span, start + 2), century == 20 else { continue }
            let year = 2000 + short
            var at = start + 4
            let isSeparated = at < bytes.count && (bytes[at] == 0x2D || bytes[at] == 0x2E || bytes[at] == 0x5F)
            if isSeparated { at += 1 }
            guard at + 2 <= bytes.count, let month = FixedTime.two(span, at), 1...12 ~= month else {
                if TextScan.isDigit(span, at: start + 4) { continue }
                return (year, nil, nil)
            }
            at += 2
            if isSeparated, at < bytes.count, bytes[at] == bytes[start + 4] { at += 1 }
            guard at + 2 <= bytes.count, let day = FixedTime.two(span, at), 1...31 ~= day else { return (year, nil, nil) }
            return (year, month, day)
        }
        return nil
    }
}
