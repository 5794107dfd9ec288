/// How much a merge must weigh, by what it rests on.
struct MergeRules: Sendable {
    /// Bits from which records are linked.
    var threshold: Float
    /// Bits that a link needs which rests on a name or a common nickname alone, and never when numbers or accounts
    /// differ as well: two people of one name in one city are no rarity.
    var unsupported: Float = 8
    /// Bits that a link needs which rests on nothing but what a household shares: surname, number, door.
    var impersonal: Float = 3.8
    /// What it costs to gather evidence from many pairs, in bits for each doubling of their number: many pairs agree somewhere by chance.
    var gathering: Float = 1.5
    /// Bits against a merge for each pair of other full names that never was a candidate.
    var otherName: Float = -8
    /// Bits against a merge for each pair of other surnames, or of honorifics of the other gender.
    var otherSurname: Float = -4
    /// Ceiling of what one pair says.
    var clip: Float = 20
    /// Bits below the threshold down to which pairs are kept, for evidence that only together is enough.
    var reach: Float = 6

    /// Whether a nickname may link with nothing else beside it.
    var linksByNicknameAlone = true
    /// Whether what is nearly the same, or hidden in part, is asked about instead of believed.
    var asksWhenNear = false

    init(_ options: IdentityResolver.Options) {
        threshold = Float(options.linkThreshold)
        linksByNicknameAlone = options.linksByNicknameAlone
        asksWhenNear = options.asksWhenNear
    }

    /// Whether a weight with these levels is enough to link.
    ///
    /// - Parameters:
    ///   - birthBits: what the dates of birth say; a whole date that agrees supports a link as a number does.
    ///   - hasOtherNumber: whether the two have other numbers, of which one said that theirs is new.
    func allows(_ weight: Float, _ code: Int, birthBits: Float = 0, hasOtherNumber: Bool = false) -> Bool {
        guard weight > threshold else { return false }
        let levels = LevelVector.unpack(code)
        if !linksByNicknameAlone, !Support.standsWithoutNickname(levels) { return false }
        if asksWhenNear, !Support.standsWithoutNearness(levels) || Support.isHousehold(levels) || hasOtherNumber && Support.isNameAlone(levels) { return false }
        if weight <= impersonal, !Support.isPersonal(levels) { return false }
        if Support.stands(levels) || birthBits >= BirthDateComparison.sameDate { return true }
        return weight > unsupported && !Support.isContradicted(levels)
    }
}
