import ChatBytes

/// The date rows of QQ's web archives, whose form follows the system's language.
enum QQDate {
    /// `2024-03-05`, `2012/4/11`, `2024年3月5日`, `4/11/2012`; a first number above 12 is the day.
    static func day(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (year: Int, month: Int, day: Int)? {
        if let day = TimeText.day(bytes, at: range.lowerBound, end: range.upperBound) { return day.value }
        guard let first = TimeText.number(bytes, at: range.lowerBound, end: range.upperBound, maxDigits: 2), first.next < range.upperBound,
            let second = TimeText.number(bytes, at: first.next + 1, end: range.upperBound, maxDigits: 2), second.next < range.upperBound,
            let year = TimeText.number(bytes, at: second.next + 1, end: range.upperBound, minDigits: 4, maxDigits: 4)
        else { return nil }
        let month = first.value > 12 ? second.value : first.value
        let day = first.value > 12 ? first.value : second.value
        return 1...12 ~= month && 1...31 ~= day ? (year.value, month, day) : nil
    }
}
