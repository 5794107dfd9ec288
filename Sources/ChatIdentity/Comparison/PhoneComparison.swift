/// How two phone numbers agree; equal numbers by how many people's names stand behind the number.
enum PhoneComparison {
    static let exactOne: UInt8 = 1
    static let exactWide: UInt8 = 2
    static let exactTwo: UInt8 = 3
    static let exactMany: UInt8 = 4
    /// Both real names are known, so that the number of names behind the number tells nothing more.
    static let exactNamed: UInt8 = 5
    static let masked: UInt8 = 6
    static let oneDigit: UInt8 = 7
    static let differs: UInt8 = 8
    static let levelCount = 9
    static let levelNames = [
        "null", "same-one-name-behind", "same-several-nicknames-behind", "same-two-names-behind", "same-many-names-behind", "same-both-named", "masked-fits",
        "one-digit-off", "differs",
    ]

    /// The level that two numbers reach.
    @inline(__always)
    static func level(_ a: Row, _ b: Row) -> UInt8 {
        if a.phoneKind == .none || b.phoneKind == .none { return 0 }
        if a.phoneKind == b.phoneKind {
            if a.phone == b.phone {
                if a.phoneKind == .masked { return masked }
                return a.nameKind == .full && b.nameKind == .full ? exactNamed : exactOne + min(max(a.phoneShare, b.phoneShare), 3)
            }
            return a.phoneKind == .mobile && isOneDigitOff(a.phone, b.phone) ? oneDigit : differs
        }
        guard a.phoneKind == .masked || b.phoneKind == .masked, a.phoneKind != .other, b.phoneKind != .other else { return differs }
        return PhoneReader.ends(a.phone, a.phoneKind) == PhoneReader.ends(b.phone, b.phoneKind) ? masked : differs
    }

    /// Whether two numbers differ in exactly one digit.
    private static func isOneDigitOff(_ a: UInt64, _ b: UInt64) -> Bool {
        var difference = a > b ? a - b : b - a
        var zeros = 0
        while difference >= 10, difference % 10 == 0, zeros < 11 {
            difference /= 10
            zeros += 1
        }
        // Numbers that follow each other are a family's or a firm's, not a slip of the pen.
        guard difference < 10, difference > 1 || zeros > 0 else { return false }
        // A borrow would have changed the next digit as well.
        var power: UInt64 = 1
        for _ in 0..<zeros { power *= 10 }
        return a / (power * 10) == b / (power * 10)
    }
}
