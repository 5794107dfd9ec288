/// How two birth dates agree.
///
/// Few sellers know birth dates, so that the data teaches nothing about them: the weights are fixed. A date agrees by chance once in some 14,000 pairs of customers and a day of the year once in 365;
/// one known wrongly, or in the lunar calendar on one side, is about one in a hundred.
enum BirthDateComparison {
    /// Match weight in bits; 0 where one of the dates is unknown.
    @inline(__always)
    static func bits(_ a: Row, _ b: Row) -> Float { a.birth == 0 || b.birth == 0 ? 0 : outcome(a, b).bits }

    /// The level's name and its match weight in bits; nil where one of the dates is unknown.
    static func level(_ a: Row, _ b: Row) -> (name: String, bits: Float)? { a.birth == 0 || b.birth == 0 ? nil : outcome(a, b) }

    private static func outcome(_ a: Row, _ b: Row) -> (name: String, bits: Float) {
        if a.birth == b.birth, a.birth >= yearUnit { return ("same-date", 12) }
        if a.birth % yearUnit != b.birth % yearUnit { return ("differs", -6) }
        return a.birth < yearUnit || b.birth < yearUnit ? ("same-day-of-the-year", 7) : ("same-day-other-year", 2)
    }

    private static let yearUnit: UInt32 = 10_000

    /// `YYYY-MM-DD` as 20,241,231 and `--MM-DD` as 1231; 0 for anything else.
    static func read(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        let digits = bytes[range].lazy.filter { 0x30...0x39 ~= $0 }
        guard digits.count == 8 || digits.count == 4 && bytes[range].first == UInt8(ascii: "-") else { return 0 }
        let value = digits.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
        guard 1...12 ~= value / 100 % 100, 1...31 ~= value % 100 else { return 0 }
        return value
    }
}
