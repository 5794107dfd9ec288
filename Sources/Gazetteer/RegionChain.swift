/// A reading of region words in the making: divisions from the top down, and how far it has come in the text.
struct RegionChain {
    var start: Int
    /// After the last region word.
    var end: Int
    var province: DivisionID = .none
    var city: DivisionID = .none
    var district: DivisionID = .none
    var evidence: RegionEvidence = []
    var notes: RegionNotes = []
    var score = 0
    /// Whether the last word is a short name, which the next words may veto.
    var lastIsShort = false
    /// Whether the district is what became of a city, so that a district may follow.
    var isFormerCity = false
    /// Where a development zone begins that is the last word so far, or -1.
    var zoneStart = -1
    /// Whether only a township makes it a region: 郊区 without its city.
    var needsTown = false
    var links = 0
    var town: TownMatch?
    var townStart = 0
    /// Divisions that fit as well.
    var others = InlineArray<6, DivisionID>(repeating: .none)
    var otherCount = 0

    init(at start: Int) {
        self.start = start
        end = start
    }

    /// After the region words and the town.
    var consumed: Int { town.map { max(end, townStart + $0.length) } ?? end }

    /// Whether more than a bare short name speaks for it.
    var isFirm: Bool { evidence.contains(.typed) || evidence.levels > 1 }

    var division: DivisionID { !district.isNone ? district : !city.isNone ? city : province }

    mutating func addOther(_ other: RegionChain) {
        guard otherCount < 6, other.division != division, !(0..<otherCount).contains(where: { others[$0] == other.division }) else { return }
        others[otherCount] = other.division
        otherCount += 1
    }

    /// Takes in what the text says again, if it says the same; the deeper reading stays.
    mutating func absorb(_ again: RegionChain, _ gazetteer: Gazetteer) -> Bool {
        func agree(_ a: DivisionID, _ b: DivisionID) -> Bool { a.isNone || b.isNone || a == b }
        guard agree(province, again.province), agree(city, again.city), agree(district, again.district), again.consumed > consumed else { return false }
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
        if let town = again.town {
            self.town = town
            townStart = again.townStart
        }
        evidence.formUnion(again.evidence)
        notes.formUnion(again.notes)
        notes.insert(.redundant)
        score += 10
        return true
    }
}
