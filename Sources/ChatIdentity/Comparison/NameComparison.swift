/// How two written names agree.
///
/// Level 0 says nothing; 1...12 are equal full names from common to rare.
enum NameComparison {
    static let null: UInt8 = 0
    static let exactBuckets: UInt8 = 12
    static let samePinyin: UInt8 = 13
    static let sameGiven: UInt8 = 14
    static let lostCharacter: UInt8 = 15
    /// Latin names that a slip of the pen explains.
    static let nearSpelling: UInt8 = 16
    static let sameSurname: UInt8 = 17
    static let sameHonorific: UInt8 = 18
    static let alias: UInt8 = 19
    static let oneCharacterDiffers: UInt8 = 20
    static let sameSurnameOtherGiven: UInt8 = 21
    static let surnameTypo: UInt8 = 22
    static let genderDiffers: UInt8 = 23
    static let surnameDiffers: UInt8 = 24
    static let givenDiffers: UInt8 = 25
    static let aliasDiffers: UInt8 = 26
    static let differs: UInt8 = 27
    static let levelCount = 28

    static let levelNames: [String] =
        ["null"] + (0..<12).map { "exact-\($0)" } + [
            "same-pinyin", "same-given", "lost-character", "near-spelling", "same-surname", "same-honorific", "alias", "one-character-differs",
            "same-surname-other-given",
            "surname-typo", "gender-differs", "surname-differs", "given-differs", "alias-differs", "differs",
        ]

    /// The level that two names reach.
    static func level(_ a: Row, _ b: Row, _ pool: [UInt16]) -> UInt8 {
        if a.nameKind == .none || b.nameKind == .none { return null }
        if a.nameKind == .full && b.nameKind == .full { return full(a, b, pool) }
        if a.nameKind.rawValue <= b.nameKind.rawValue { return partial(a, b, pool) }
        return partial(b, a, pool)
    }

    private static func full(_ a: Row, _ b: Row, _ pool: [UInt16]) -> UInt8 {
        if a.name == b.name { return 1 + min(a.nameBucket, exactBuckets - 1) }
        if a.pinyin == b.pinyin { return samePinyin }
        if (a.latinCount == 0) != (b.latinCount == 0) { return a.latinCount == 0 ? across(a, b, pool) : across(b, a, pool) }
        if a.latinCount != 0 { return LatinNames.full(a, b, pool) }
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

    /// A name of Han characters beside one of Latin letters; another name of the person's, in a European language, says nothing.
    private static func across(_ han: Row, _ latin: Row, _ pool: [UInt16]) -> UInt8 {
        guard han.g0 >= HanTable.first, han.surname != 0 else { return null }
        let letters = pool[Int(latin.latinAt)..<Int(latin.latinAt) + Int(latin.latinCount)]
        let table = Romanisation.shared
        let otherwise = latin.latinIsMandarin ? differs : null
        let first = han.surname > 0xFFFF ? UInt16(truncatingIfNeeded: han.surname >> 16) : UInt16(han.surname)
        // Most pairs end here: no word begins as the surname does.
        guard table.mayBegin(first, aWordOf: letters) else { return otherwise }
        let words = words(letters)
        let family = han.surname > 0xFFFF ? [first, UInt16(truncatingIfNeeded: han.surname)] : [first]
        if table.spells(surname: family, given: [han.g0, han.g1, han.g2].filter { $0 != 0 }, words) { return samePinyin }
        if let word = words.last, table.spells(surname: family, word) { return sameSurname }
        if let word = words.first, table.spells(surname: family, word) { return latin.latinIsMandarin ? sameSurnameOtherGiven : sameSurname }
        return otherwise
    }

    /// The words of a Latin name.
    static func words(_ letters: some Collection<UInt16>) -> [[UInt8]] {
        letters.split { $0 == 0x20 || $0 == 0x2D }.map { $0.map { UInt8(truncatingIfNeeded: $0) } }
    }

    /// `a` is the more complete of the two.
    private static func partial(_ a: Row, _ b: Row, _ pool: [UInt16]) -> UInt8 {
        if a.latinCount != 0, b.latinCount != 0 { return LatinNames.partial(a, b, pool) }
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
    static func isCompatible(_ a: Row, _ b: Row, _ pool: [UInt16]) -> Bool {
        let level = level(a, b, pool)
        return level < sameSurnameOtherGiven && level != oneCharacterDiffers
    }
}
