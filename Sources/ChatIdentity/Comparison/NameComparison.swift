/// How two written names agree.
///
/// Level 0 says nothing; 1...12 are equal full names from common to rare.
enum NameComparison {
    static let null: UInt8 = 0
    static let exactBuckets: UInt8 = 12
    static let samePinyin: UInt8 = 13
    static let sameGiven: UInt8 = 14
    static let lostCharacter: UInt8 = 15
    static let sameSurname: UInt8 = 16
    static let sameHonorific: UInt8 = 17
    static let alias: UInt8 = 18
    static let oneCharacterDiffers: UInt8 = 19
    static let sameSurnameOtherGiven: UInt8 = 20
    static let surnameTypo: UInt8 = 21
    static let genderDiffers: UInt8 = 22
    static let surnameDiffers: UInt8 = 23
    static let givenDiffers: UInt8 = 24
    static let aliasDiffers: UInt8 = 25
    static let differs: UInt8 = 26
    static let levelCount = 27

    static let levelNames: [String] =
        ["null"] + (0..<12).map { "exact-\($0)" } + [
            "same-pinyin", "same-given", "lost-character", "same-surname", "same-honorific", "alias", "one-character-differs", "same-surname-other-given",
            "surname-typo", "gender-differs", "surname-differs", "given-differs", "alias-differs", "differs",
        ]

    /// The level that two names reach.
    static func level(_ a: Row, _ b: Row) -> UInt8 {
        if a.nameKind == .none || b.nameKind == .none { return null }
        if a.nameKind == .full && b.nameKind == .full { return full(a, b) }
        if a.nameKind.rawValue <= b.nameKind.rawValue { return partial(a, b) }
        return partial(b, a)
    }

    private static func full(_ a: Row, _ b: Row) -> UInt8 {
        if a.name == b.name { return 1 + min(a.nameBucket, exactBuckets - 1) }
        if a.pinyin == b.pinyin { return samePinyin }
        if a.surname == b.surname {
            let countA = a.g2 != 0 ? 3 : a.g1 != 0 ? 2 : 1
            let countB = b.g2 != 0 ? 3 : b.g1 != 0 ? 2 : 1
            if countA != countB {
                let (short0, long0, long1) = countA < countB ? (a.g0, b.g0, b.g1) : (b.g0, a.g0, a.g1)
                if min(countA, countB) == 1, short0 == long0 || short0 == long1 { return lostCharacter }
                return sameSurnameOtherGiven
            }
            if countA == 2, a.g0 == b.g0 || a.g1 == b.g1 { return oneCharacterDiffers }
            return sameSurnameOtherGiven
        }
        return a.given == b.given && a.g1 != 0 ? surnameTypo : differs
    }

    /// `a` is the more complete of the two.
    private static func partial(_ a: Row, _ b: Row) -> UInt8 {
        switch (a.nameKind, b.nameKind) {
        case (.full, .surname): return a.surname == b.surname ? sameSurname : surnameDiffers
        case (.full, .given): return a.given == b.given ? sameGiven : givenDiffers
        case (.full, .alias):
            let last = a.g2 != 0 ? a.g2 : a.g1 != 0 ? a.g1 : a.g0
            return UInt32(b.g0) == a.surname || b.g0 == last ? alias : aliasDiffers
        case (.surname, .surname):
            if a.surname != b.surname { return surnameDiffers }
            return a.gender != 0 && b.gender != 0 && a.gender != b.gender ? genderDiffers : sameHonorific
        case (.surname, .alias): return a.surname == UInt32(b.g0) ? alias : null
        case (.given, .given): return a.given == b.given ? sameGiven : givenDiffers
        case (.given, .alias): return b.g0 == (a.g1 != 0 ? a.g1 : a.g0) ? alias : null
        case (.alias, .alias): return a.g0 == b.g0 ? alias : null
        default: return null
        }
    }

    /// Whether two full names can be one person's: equal, homophones, one character lost.
    static func isCompatible(_ a: Row, _ b: Row) -> Bool { level(a, b) < sameSurnameOtherGiven && level(a, b) != oneCharacterDiffers }
}
