/// How two nicknames agree.
///
/// Level 0 says nothing; 1...5 are equal nicknames from rare to very common.
enum NicknameComparison {
    static let ownName: UInt8 = 6
    static let partOfNameRare: UInt8 = 7
    static let partOfName: UInt8 = 8
    static let near: UInt8 = 9
    static let differs: UInt8 = 10
    static let levelCount = 11
    static let levelNames = [
        "null", "exact-rare", "exact-uncommon", "exact-mid", "exact-popular", "exact-very-popular", "same-own-name", "same-made-of-name-rare",
        "same-made-of-name", "near", "differs",
    ]

    /// The bucket of a nickname that `count` records have.
    static func bucket(_ count: Int) -> UInt8 {
        count <= 4 ? 0 : count <= 12 ? 1 : count <= 50 ? 2 : count <= 400 ? 3 : 4
    }

    /// The level of equal nicknames; `origin` says whether the bearer's name explains the nickname.
    @inline(__always)
    static func exactLevel(_ bucket: UInt8, origin: UInt8) -> UInt8 {
        switch origin {
        case 2: ownName
        case 1: bucket <= 1 ? partOfNameRare : partOfName
        default: 1 + bucket
        }
    }

    /// The level that two nicknames reach.
    @inline(__always)
    static func level(_ a: Row, _ b: Row) -> UInt8 {
        if a.nick == 0 || b.nick == 0 { return 0 }
        if a.nick == b.nick {
            return exactLevel(max(a.nickBucket, b.nickBucket), origin: max(a.nickOrigin, b.nickOrigin))
        }
        return a.nickStem == b.nickStem && a.nickStem != 0 ? near : differs
    }
}
