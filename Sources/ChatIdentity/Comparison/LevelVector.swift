/// The levels of all comparisons of a pair, packed into one number.
struct LevelVector: Sendable, Hashable {
    /// Fields in the order in which they are packed.
    static let fieldNames = ["name", "nickname", "cross", "phone", "account", "address"]
    static let levelCounts = [
        NameComparison.levelCount, NicknameComparison.levelCount, CrossComparison.levelCount, PhoneComparison.levelCount, AccountComparison.levelCount,
        AddressComparison.levelCount,
    ]
    static let levelNames = [
        NameComparison.levelNames, NicknameComparison.levelNames, CrossComparison.levelNames, PhoneComparison.levelNames, AccountComparison.levelNames,
        AddressComparison.levelNames,
    ]
    /// Nicknames and what they hold are packed together: a nickname that agrees leaves nothing to hold.
    static let nickCrossCount = NicknameComparison.levelCount + 3 * (CrossComparison.levelCount - 1)
    /// How many codes there are.
    static let codeCount =
        NameComparison.levelCount * nickCrossCount * PhoneComparison.levelCount * AccountComparison.levelCount * AddressComparison.levelCount

    /// The level of each comparison.
    struct Levels: Hashable, Sendable {
        var name: UInt8 = 0
        var nick: UInt8 = 0
        var cross: UInt8 = 0
        var phone: UInt8 = 0
        var account: UInt8 = 0
        var address: UInt8 = 0

        /// In the order of `fieldNames`.
        var list: [Int] { [Int(name), Int(nick), Int(cross), Int(phone), Int(account), Int(address)] }
    }

    /// Compares two rows.
    @inline(__always)
    static func code(_ a: Row, _ b: Row, _ pool: [UInt16]) -> Int {
        let name = NameComparison.level(a, b, pool)
        let nick = NicknameComparison.level(a, b)
        // Where full names or nicknames agree, a nickname that holds the name repeats what is known.
        let isSettled = name >= 1 && name <= NameComparison.samePinyin || nick >= 1 && nick < NicknameComparison.near
        let cross = isSettled ? 0 : CrossComparison.level(a, b, pool)
        var phone = PhoneComparison.level(a, b)
        var account = AccountComparison.level(a, b)
        let notes = a.notes.union(b.notes)
        if !notes.isEmpty {
            if phone == PhoneComparison.differs, notes.contains(.changedNumber) { phone = 0 }
            if account == AccountComparison.differs, notes.contains(.otherAccount) { account = 0 }
        }
        let address = AddressComparison.level(a, b, pool)
        return pack(name, nick, cross, phone, account, address)
    }

    /// The code of levels.
    @inline(__always)
    static func pack(_ name: UInt8, _ nick: UInt8, _ cross: UInt8, _ phone: UInt8, _ account: UInt8, _ address: UInt8) -> Int {
        var nickCross = Int(nick)
        if cross != 0 {
            let row = nick == 0 ? 0 : nick == NicknameComparison.near ? 1 : 2
            nickCross = NicknameComparison.levelCount &+ row &* (CrossComparison.levelCount - 1) &+ Int(cross) &- 1
        }
        var code = Int(name)
        code = code &* nickCrossCount &+ nickCross
        code = code &* PhoneComparison.levelCount &+ Int(phone)
        code = code &* AccountComparison.levelCount &+ Int(account)
        return code &* AddressComparison.levelCount &+ Int(address)
    }

    /// The levels of nickname and cross comparison behind their common number.
    static func unpackNickCross(_ value: Int) -> (nick: UInt8, cross: UInt8) {
        guard value >= NicknameComparison.levelCount else { return (UInt8(value), 0) }
        let rest = value - NicknameComparison.levelCount
        let row = rest / (CrossComparison.levelCount - 1)
        return (row == 0 ? 0 : row == 1 ? NicknameComparison.near : NicknameComparison.differs, UInt8(rest % (CrossComparison.levelCount - 1)) + 1)
    }

    /// The levels behind a code.
    static func unpack(_ code: Int) -> Levels {
        var rest = code
        var levels = Levels()
        levels.address = UInt8(rest % AddressComparison.levelCount)
        rest /= AddressComparison.levelCount
        levels.account = UInt8(rest % AccountComparison.levelCount)
        rest /= AccountComparison.levelCount
        levels.phone = UInt8(rest % PhoneComparison.levelCount)
        rest /= PhoneComparison.levelCount
        (levels.nick, levels.cross) = unpackNickCross(rest % nickCrossCount)
        levels.name = UInt8(rest / nickCrossCount)
        return levels
    }

    /// The levels behind a code, one for each field.
    static func levels(_ code: Int) -> [Int] { unpack(code).list }
}
