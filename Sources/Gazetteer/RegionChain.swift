/// A reading of region words in the making: divisions from the top down, and how far it has come in the text.
///
/// Offsets and points are kept in 32 bits and the flags as bytes: a chain is copied at every step of the search.
struct RegionChain {
    private var first: Int32
    private var last: Int32
    private var points: Int32 = 0
    private var zone: Int32 = -1
    private var townFirst: Int32 = 0
    private var townLength: Int32 = 0
    var province: DivisionID = .none
    var city: DivisionID = .none
    var district: DivisionID = .none
    /// None where no township was found.
    private(set) var town: TownID = .none
    var evidence: RegionEvidence = []
    var notes: RegionNotes = []
    /// Divisions that fit as well.
    var others = InlineArray<6, DivisionID>(repeating: .none)
    private(set) var otherCount: UInt8 = 0
    var links: UInt8 = 0
    /// Whether the last word is a short name, which the next words may veto.
    var lastIsShort = false
    /// Whether the district is what became of a city, so that a district may follow.
    var isFormerCity = false
    /// Whether only a township makes it a region: 郊区 without its city.
    var needsTown = false
    private(set) var townIsExact = false

    init(at start: Int) {
        first = Int32(truncatingIfNeeded: start)
        last = first
    }

    var start: Int {
        get { Int(first) }
        set { first = Int32(truncatingIfNeeded: newValue) }
    }

    /// After the last region word.
    var end: Int {
        get { Int(last) }
        set { last = Int32(truncatingIfNeeded: newValue) }
    }

    var score: Int {
        get { Int(points) }
        set { points = Int32(truncatingIfNeeded: newValue) }
    }

    /// Where a development zone begins that is the last word so far, or -1.
    var zoneStart: Int {
        get { Int(zone) }
        set { zone = Int32(truncatingIfNeeded: newValue) }
    }

    /// The county that such a zone lies in as a whole; none where it spans several.
    var zoneCounty: DivisionID = .none
    /// A zone that stands behind the region words and stays in the detail; empty where there is none.
    private(set) var keptZone: Range<Int32> = 0..<0

    /// Sets the zone behind the last division aside, for the detail; the township may stand behind it.
    mutating func keepZone(_ range: Range<Int>) {
        keptZone = Int32(truncatingIfNeeded: range.lowerBound)..<Int32(truncatingIfNeeded: range.upperBound)
        end = range.lowerBound
    }

    /// After the region words and a zone that was set aside.
    var words: Int { keptZone.isEmpty ? end : Int(keptZone.upperBound) }

    /// The township's bytes in the text; empty where there is none.
    var townRange: Range<Int> { Int(townFirst)..<Int(townFirst &+ townLength) }

    /// After the region words and the town.
    var consumed: Int { town.isNone ? end : max(end, townRange.upperBound) }

    /// Takes a township that stands at an offset.
    mutating func take(_ match: TownMatch, at start: Int) {
        town = match.town
        townFirst = Int32(truncatingIfNeeded: start)
        townLength = Int32(truncatingIfNeeded: match.length)
        townIsExact = match.isExact
        evidence.insert(.town)
    }

    /// Whether more than a bare short name speaks for it.
    var isFirm: Bool { evidence.contains(.typed) || evidence.levels > 1 }

    var division: DivisionID { !district.isNone ? district : !city.isNone ? city : province }

    mutating func addOther(_ other: RegionChain) {
        let count = Int(otherCount)
        guard count < 6, other.division != division, !(0..<count).contains(where: { others[$0] == other.division }) else { return }
        others[count] = other.division
        otherCount += 1
    }

    /// Leaves no division open.
    mutating func settle() { otherCount = 0 }

    /// Takes in what the text says again, if it says the same; the deeper reading stays.
    mutating func absorb(_ again: RegionChain, _ gazetteer: Gazetteer) -> Bool {
        func agree(_ a: DivisionID, _ b: DivisionID) -> Bool { a.isNone || b.isNone || a == b }
        guard agree(province, again.province), agree(city, again.city), agree(district, again.district), again.consumed > consumed else { return false }
        guard keptZone.isEmpty || town.isNone else { return false }
        guard again.evidence.levels > 1 || again.evidence.contains(.district), again.isFirm else { return false }
        // 广东省 + 深圳市 above, 南山区 here: what is deeper or was open before is taken over.
        if province.isNone { province = again.province }
        if city.isNone { city = again.city }
        if district.isNone || otherCount > 0 {
            district = again.district.isNone ? district : again.district
            others = again.others
            otherCount = again.otherCount
        }
        end = again.end
        keptZone = again.keptZone
        if !again.town.isNone {
            town = again.town
            townFirst = again.townFirst
            townLength = again.townLength
            townIsExact = again.townIsExact
        }
        evidence.formUnion(again.evidence)
        notes.formUnion(again.notes)
        notes.insert(.redundant)
        score += 10
        return true
    }
}
