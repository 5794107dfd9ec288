/// What a link rests on.
enum Support {
    /// Whether a phone, an account, a place or a rare nickname agrees.
    static func stands(_ levels: LevelVector.Levels) -> Bool { hasKey(levels) || levels.nick >= 1 && levels.nick <= 3 }

    /// Whether something other than a nickname agrees: a phone, an account, a place, a full name.
    static func standsWithoutNickname(_ levels: LevelVector.Levels) -> Bool {
        hasKey(levels) || levels.name >= 1 && levels.name <= NameComparison.samePinyin
    }

    /// Whether a link does not rest on a number that only nearly agrees: one digit off takes the same door beside it, hidden digits the full name.
    static func standsWithoutNearness(_ levels: LevelVector.Levels) -> Bool {
        if levels.account >= AccountComparison.sameOne, levels.account < AccountComparison.differs { return true }
        // A name alone in another city is as likely somebody of that name as somebody who moved.
        if levels.address == AddressComparison.otherCity, !hasKey(levels), !(1...2).contains(levels.nick) { return false }
        let isSameDoor = levels.address >= AddressComparison.doorOne && levels.address <= AddressComparison.nearDoor
        let isSameName = levels.name >= 1 && levels.name <= NameComparison.samePinyin
        switch levels.phone {
        case PhoneComparison.oneDigit: return isSameDoor && levels.name <= NameComparison.lostCharacter
        case PhoneComparison.masked: return isSameDoor || isSameName && levels.address != AddressComparison.otherCity
        default: return true
        }
    }

    private static func hasKey(_ levels: LevelVector.Levels) -> Bool {
        if levels.address >= AddressComparison.doorOne, levels.address <= AddressComparison.nearPlace { return true }
        if levels.account >= AccountComparison.sameOne, levels.account < AccountComparison.differs { return true }
        return levels.phone >= PhoneComparison.exactOne && levels.phone <= PhoneComparison.oneDigit
    }

    /// Whether numbers or accounts speak against one person.
    static func isContradicted(_ levels: LevelVector.Levels) -> Bool {
        levels.phone == PhoneComparison.differs || levels.account == AccountComparison.differs
    }

    /// Whether something agrees that a household does not share: given name, nickname, account.
    static func isPersonal(_ levels: LevelVector.Levels) -> Bool {
        if levels.name >= 1, levels.name <= NameComparison.lostCharacter || levels.name == NameComparison.alias { return true }
        if levels.nick >= 1, levels.nick <= NicknameComparison.near { return true }
        if levels.cross >= 1, levels.cross <= CrossComparison.given { return true }
        return levels.account >= 1 && levels.account < AccountComparison.differs
    }
}
