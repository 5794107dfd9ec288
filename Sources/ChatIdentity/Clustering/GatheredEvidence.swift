/// What two clusters say about each other when each is taken as one sighting that shows everything its records show.
///
/// Two records may agree in a nickname and two others of the same clusters in a door: neither pair is enough alone, both together are.
struct GatheredEvidence {
    private var levels = (name: UInt8(0), worstName: UInt8(0), nick: UInt8(0), cross: UInt8(0), phone: UInt8(0), account: UInt8(0), address: UInt8(0))

    /// Bits for the birth dates, the worst of all pairs: a person has one.
    private(set) var birthBits: Float = 0

    /// Takes in one pair of rows.
    mutating func add(_ a: Row, _ b: Row, _ pool: [UInt16]) {
        func best(_ level: UInt8, _ so: inout UInt8) { if level != 0, so == 0 || level < so { so = level } }
        let name = NameComparison.level(a, b, pool)
        best(name, &levels.name)
        if name >= NameComparison.oneCharacterDiffers { levels.worstName = max(levels.worstName, name) }
        best(NicknameComparison.level(a, b), &levels.nick)
        best(CrossComparison.level(a, b, pool), &levels.cross)
        best(PhoneComparison.level(a, b), &levels.phone)
        best(AccountComparison.level(a, b), &levels.account)
        best(AddressComparison.level(a, b, pool), &levels.address)
        let birth = BirthDateComparison.bits(a, b)
        if birth != 0 { birthBits = birthBits == 0 ? birth : min(birthBits, birth) }
    }

    /// The level vector of everything together; names that contradict each other anywhere count as contradicting.
    var code: Int {
        let name = levels.worstName != 0 ? levels.worstName : levels.name
        let isSettled = name >= 1 && name <= NameComparison.samePinyin || levels.nick >= 1 && levels.nick < NicknameComparison.near
        return LevelVector.pack(name, levels.nick, isSettled ? 0 : levels.cross, levels.phone, levels.account, levels.address)
    }
}
