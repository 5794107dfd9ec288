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
        // At one store's counter people of one name wait as at one school.
        if levels.address == AddressComparison.sharedPlace, levels.phone == PhoneComparison.differs { return levels.nick >= 1 && levels.nick <= 2 }
        let isSameDoor = levels.address >= AddressComparison.doorOne && levels.address <= AddressComparison.nearDoor
        let isSameName = levels.name >= 1 && levels.name <= NameComparison.samePinyin
        switch levels.phone {
        case PhoneComparison.oneDigit: return isSameDoor && levels.name <= NameComparison.lostCharacter
        case PhoneComparison.masked: return isSameDoor || isSameName && levels.address != AddressComparison.otherCity
        default: return true
        }
    }

    /// Whether a number, an account or a place agrees.
    static func hasKey(_ levels: LevelVector.Levels) -> Bool {
        if levels.address >= AddressComparison.doorOne, levels.address <= AddressComparison.nearPlace { return true }
        if levels.account >= AccountComparison.sameOne, levels.account < AccountComparison.differs { return true }
        return levels.phone >= PhoneComparison.exactOne && levels.phone <= PhoneComparison.oneDigit
    }

    /// Whether numbers or accounts speak against one person.
    static func isContradicted(_ levels: LevelVector.Levels) -> Bool {
        levels.phone == PhoneComparison.differs || levels.account == AccountComparison.differs
    }

    /// Whether nothing agrees but what a household or an office shares, and names, accounts' names or others at the number say that it may be another of them.
    static func isHousehold(_ levels: LevelVector.Levels) -> Bool {
        guard !isPersonal(levels) else { return false }
        if isOther(levels) || levels.nick == NicknameComparison.differs { return true }
        return levels.phone == PhoneComparison.exactTwo || levels.phone == PhoneComparison.exactMany
    }

    /// Whether two names are of two people: other surnames, other honorifics, other words.
    static func isOther(_ levels: LevelVector.Levels) -> Bool {
        levels.name == NameComparison.differs || levels.name == NameComparison.surnameDiffers || levels.name == NameComparison.genderDiffers
    }

    /// Whether two accounts of one platform bear other names, and nobody said that theirs is another now.
    static func areTwoAccounts(_ a: Row, _ b: Row, _ levels: LevelVector.Levels) -> Bool {
        levels.nick == NicknameComparison.differs && a.platform != 0 && a.platform == b.platform && a.notes.union(b.notes).isEmpty
    }

    /// Whether a full name is all that agrees.
    static func isNameAlone(_ levels: LevelVector.Levels) -> Bool { !hasKey(levels) && !(levels.nick >= 1 && levels.nick <= NicknameComparison.near) }

    /// Whether something agrees that a household does not share: given name, nickname, account.
    static func isPersonal(_ levels: LevelVector.Levels) -> Bool {
        if levels.name >= 1, levels.name <= NameComparison.lostCharacter || levels.name == NameComparison.alias { return true }
        if levels.nick >= 1, levels.nick <= NicknameComparison.near { return true }
        if levels.cross >= 1, levels.cross <= CrossComparison.given { return true }
        return levels.account >= 1 && levels.account < AccountComparison.differs
    }
}
