/// What speaks against two groups of rows being one person, whatever ties them.
struct Contradiction: OptionSet, Sendable {
    let rawValue: UInt8

    /// Full names, or titles, that cannot be one person's, and none that can.
    static let names = Contradiction(rawValue: 1)
    /// Numbers on both sides and none in common.
    static let phones = Contradiction(rawValue: 2)
    /// Cities on both sides and none in common.
    static let cities = Contradiction(rawValue: 4)
    /// Accounts of one platform with other ids.
    static let accounts = Contradiction(rawValue: 8)
    /// Other dates of birth.
    static let births = Contradiction(rawValue: 16)

    /// Whether it is enough to rule a link out, and with it the question.
    func rules(out kind: IdentityTie.Kind) -> Bool {
        if contains(.births) { return true }
        if kind == .title { return false }
        if contains(.names) { return kind != .claim || !isDisjoint(with: [.phones, .cities]) }
        if kind == .claim { return false }
        return contains(.accounts) || isSuperset(of: [.phones, .cities])
    }

    /// What the rows of two groups say.
    static func between(_ a: [Int], _ b: [Int], _ rows: [Row], _ pool: [UInt16], limit: Int = 4000) -> Contradiction {
        guard a.count * b.count <= limit else { return [.names, .births] }
        var found: Contradiction = []
        var names = Verdict(), phones = Verdict(), cities = Verdict(), accounts = Verdict(), births = Verdict()
        for x in a {
            for y in b {
                let (l, r) = (rows[x], rows[y])
                let notes = l.notes.union(r.notes)
                let name = NameComparison.level(l, r, pool)
                if name != NameComparison.null { names.note(name < NameComparison.oneCharacterDiffers) }
                if l.phoneKind != .none, r.phoneKind != .none {
                    phones.note(PhoneComparison.level(l, r) != PhoneComparison.differs || notes.contains(.changedNumber))
                }
                if l.city != 0, r.city != 0 { cities.note(l.city == r.city) }
                if l.account != 0, r.account != 0, l.platform == r.platform, l.platform != 0 {
                    accounts.note(l.account == r.account || notes.contains(.otherAccount))
                }
                let birth = BirthDateComparison.bits(l, r)
                if birth != 0 { births.note(birth > 0) }
            }
        }
        if names.contradicts { found.insert(.names) }
        if phones.contradicts { found.insert(.phones) }
        if cities.contradicts { found.insert(.cities) }
        if accounts.contradicts { found.insert(.accounts) }
        if births.contradicts { found.insert(.births) }
        return found
    }

    private struct Verdict {
        var agrees = false
        var differs = false
        var contradicts: Bool { differs && !agrees }

        mutating func note(_ agreement: Bool) { if agreement { agrees = true } else { differs = true } }
    }
}
