/// How two birth dates agree.
///
/// Few sellers know birth dates, so that the data teaches nothing about them: the weights are fixed. A date agrees by chance once in some 14,000 pairs of customers and a day of the year once in 365;
/// one known wrongly, or in the lunar calendar on one side, is about one in a hundred.
enum BirthDateComparison {
    /// What two dates say; `unknown` where one of them is.
    enum Outcome: Int, CaseIterable {
        case unknown, sameDate, near, differs, sameDay, sameDayOtherYear

        /// Match weight in bits.
        var bits: Float {
            switch self {
            case .unknown: 0
            case .sameDate: BirthDateComparison.sameDate
            case .near: 4
            case .differs: -6
            case .sameDay: 7
            case .sameDayOtherYear: 2
            }
        }

        var name: String {
            switch self {
            case .unknown: "unknown"
            case .sameDate: "same-date"
            case .near: "nearly-same-date"
            case .differs: "differs"
            case .sameDay: "same-day-of-the-year"
            case .sameDayOtherYear: "same-day-other-year"
            }
        }
    }

    /// Match weight in bits; 0 where one of the dates is unknown.
    @inline(__always)
    static func bits(_ a: Row, _ b: Row) -> Float { a.birth == 0 || b.birth == 0 ? 0 : outcome(a, b).bits }

    /// What two rows' dates say.
    static func outcome(_ a: Row, _ b: Row) -> Outcome {
        if a.birth == 0 || b.birth == 0 { return .unknown }
        if a.birth == b.birth, UInt64(a.birth) >= yearUnit { return .sameDate }
        if isNear(a.birth, b.birth) { return .near }
        if UInt64(a.birth) % yearUnit != UInt64(b.birth) % yearUnit { return .differs }
        return UInt64(a.birth) < yearUnit || UInt64(b.birth) < yearUnit ? .sameDay : .sameDayOtherYear
    }

    /// Bits of a whole date that agrees.
    static let sameDate: Float = 12
    /// What parts the year from the day of the year.
    static let yearUnit: UInt64 = 10_000

    /// Whether two whole dates differ in one digit, or have day and month the other way round.
    private static func isNear(_ a: UInt32, _ b: UInt32) -> Bool {
        guard UInt64(a) >= yearUnit, UInt64(b) >= yearUnit else { return false }
        if a / 10_000 == b / 10_000, a % 100 == b / 100 % 100, b % 100 == a / 100 % 100 { return true }
        return DigitDifference(a, b).count == 1
    }

    /// `YYYY-MM-DD` as 20,241,231 and `--MM-DD` as 1231; 0 for anything else.
    static func read(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        let digits = bytes[range].lazy.filter { 0x30...0x39 ~= $0 }
        guard digits.count == 8 || digits.count == 4 && bytes[range].first == UInt8(ascii: "-") else { return 0 }
        let value = digits.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
        guard 1...12 ~= value / 100 % 100, 1...31 ~= value % 100 else { return 0 }
        return value
    }
}
