/// How two platform accounts agree; equal ones by how many people's names stand behind the account.
enum AccountComparison {
    static let sameOne: UInt8 = 1
    static let sameWide: UInt8 = 2
    static let sameTwo: UInt8 = 3
    static let sameMany: UInt8 = 4
    static let sameNamed: UInt8 = 5
    static let differs: UInt8 = 6
    static let levelCount = 7
    static let levelNames = [
        "null", "same-one-name-behind", "same-several-places-behind", "same-two-names-behind", "same-many-names-behind", "same-both-named", "differs",
    ]

    /// The level that two accounts reach; accounts of two platforms say nothing.
    @inline(__always)
    static func level(_ a: Row, _ b: Row) -> UInt8 {
        if a.account == 0 || b.account == 0 { return 0 }
        if a.account == b.account {
            // Of an account with many names behind it, two equal names still say less.
            if a.nameKind == .full, b.nameKind == .full, a.accountShare < 3 { return sameNamed }
            return sameOne + min(max(a.accountShare, b.accountShare), 3)
        }
        return a.platform == b.platform && a.platform != 0 ? differs : 0
    }
}
