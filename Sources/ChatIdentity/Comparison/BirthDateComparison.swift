/// How two birth dates agree.
///
/// Few sellers know birth dates, so that the data teaches nothing about them: the weights are fixed. A date agrees by chance once in some 14,000 pairs of customers and a day of the year once in 365;
/// one known wrongly, or in the lunar calendar on one side, is about one in a hundred.
enum BirthDateComparison {
    /// How many outcomes there are, with none where one of the dates is unknown.
    static let outcomeCount = 6
    private static let names = ["", "same-date", "nearly-same-date", "differs", "same-day-of-the-year", "same-day-other-year"]
    private static let weights: [Float] = [0, sameDate, 4, -6, 7, 2]

    /// Match weight in bits; 0 where one of the dates is unknown.
    @inline(__always)
    static func bits(_ a: Row, _ b: Row) -> Float { a.birth == 0 || b.birth == 0 ? 0 : weights[outcome(a, b)] }

    /// Match weight in bits of an outcome.
    static func bits(ofOutcome outcome: Int) -> Float { weights[outcome] }

    /// The level's name and its match weight in bits; nil where one of the dates is unknown.
    static func level(_ a: Row, _ b: Row) -> (name: String, bits: Float)? {
        let outcome = outcome(a, b)
        return outcome == 0 ? nil : (names[outcome], weights[outcome])
    }

    /// Which of the outcomes it is; 0 where one of the dates is unknown.
    static func outcome(_ a: Row, _ b: Row) -> Int {
        if a.birth == 0 || b.birth == 0 { return 0 }
        if a.birth == b.birth, UInt64(a.birth) >= yearUnit { return 1 }
        if isNear(a.birth, b.birth) { return 2 }
        if UInt64(a.birth) % yearUnit != UInt64(b.birth) % yearUnit { return 3 }
        return UInt64(a.birth) < yearUnit || UInt64(b.birth) < yearUnit ? 4 : 5
    }

    /// Bits of a whole date that agrees.
    static let sameDate: Float = 12
    /// What parts the year from the day of the year.
    static let yearUnit: UInt64 = 10_000

    /// Whether two whole dates differ in one digit, or have day and month the other way round.
    private static func isNear(_ a: UInt32, _ b: UInt32) -> Bool {
        guard UInt64(a) >= yearUnit, UInt64(b) >= yearUnit else { return false }
        if a / 10_000 == b / 10_000, a % 100 == b / 100 % 100, b % 100 == a / 100 % 100 { return true }
        var (x, y, differing) = (a, b, 0)
        while x > 0 || y > 0 {
            if x % 10 != y % 10 { differing += 1 }
            x /= 10
            y /= 10
        }
        return differing == 1
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
