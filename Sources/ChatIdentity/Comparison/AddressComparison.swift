/// How two addresses agree, from the same door to another city.
enum AddressComparison {
    static let doorOne: UInt8 = 1
    static let doorTwo: UInt8 = 2
    static let doorMany: UInt8 = 3
    static let doorNamed: UInt8 = 4
    static let nearDoor: UInt8 = 5
    static let buildingFew: UInt8 = 6
    static let buildingMany: UInt8 = 7
    static let wholePlace: UInt8 = 8
    static let place: UInt8 = 9
    static let sharedPlace: UInt8 = 10
    static let nearPlace: UInt8 = 11
    static let otherDoor: UInt8 = 12
    static let district: UInt8 = 13
    static let city: UInt8 = 14
    static let otherCity: UInt8 = 15
    static let levelCount = 16
    static let levelNames = [
        "null", "same-door-one-name-behind", "same-door-two-names-behind", "same-door-many-names-behind", "same-door-both-named", "same-door-spelled-nearly",
        "same-building",
        "same-building-many-names-behind", "same-street-number-and-place", "same-place", "same-shared-place", "nearly-same-place", "same-place-other-door",
        "same-district", "same-city", "other-city",
    ]

    /// The level that two addresses reach.
    static func level(_ a: Row, _ b: Row, _ pool: [UInt16]) -> UInt8 {
        let hasPlace = a.placeKind != .none && b.placeKind != .none
        guard hasPlace || a.city != 0 && b.city != 0 || a.district != 0 && b.district != 0 else { return 0 }
        if a.city != 0, b.city != 0, a.city != b.city { return otherCity }
        let sameDistrict = a.district != 0 && a.district == b.district
        let otherDistrict = a.district != 0 && b.district != 0 && !sameDistrict && !arePostcodesNear(a.postcode, b.postcode)
        if otherDistrict { return a.city != 0 && b.city != 0 ? city : otherCity }
        let region = sameDistrict ? district : a.city != 0 && b.city != 0 ? city : 0
        guard hasPlace else { return region }
        let strength = placeStrength(a, b, pool)
        guard strength > 0 else { return region }
        let numbers = numberAgreement(a, b)
        if numbers == -1 { return strength >= 2 ? otherDoor : region }
        let share = max(a.doorShare, b.doorShare)
        if numbers == 3 {
            if strength == 1 { return nearDoor }
            if a.nameKind == .full, b.nameKind == .full { return doorNamed }
            return share == 0 ? doorOne : share <= 2 ? doorTwo : doorMany
        }
        if strength == 1 { return numbers == 2 ? nearDoor : nearPlace }
        if a.placeKind == .shared || b.placeKind == .shared { return sharedPlace }
        if numbers == 2 { return share <= 1 ? buildingFew : buildingMany }
        return strength == 3 ? wholePlace : place
    }

    /// Whether one slip of the pen makes two postcodes of digits the same: a digit changed, or two in the other order.
    private static func arePostcodesNear(_ a: UInt32, _ b: UInt32) -> Bool {
        guard a != 0, b != 0 else { return false }
        let difference = DigitDifference(a, b)
        return difference.count == 1 || difference.isSwap
    }

    /// 3 name and street number agree, 2 one of them, 1 nearly, 0 not.
    private static func placeStrength(_ a: Row, _ b: Row, _ pool: [UInt16]) -> Int {
        var name = 0
        if a.place != 0, b.place != 0 { name = a.place == b.place ? 2 : isNear(a, b, pool) ? 1 : -1 }
        var road = 0
        if a.road != 0, b.road != 0 {
            let sameNumber = a.roadNumber == b.roadNumber
            if a.road == b.road {
                road = sameNumber ? 2 : a.roadNumber == 0 || b.roadNumber == 0 ? 1 : -1
            } else {
                road = sameNumber && a.roadNumber != 0 && name == 2 ? 1 : -1
            }
        }
        switch (name, road) {
        case (2, 2): return 3
        case (2, 0...1): return 2
        case (2, _): return 0
        case (1, 1...2): return 2
        case (1, 0): return 1
        case (0, 2): return a.roadNumber != 0 ? 2 : 0
        case (-1, 2): return a.roadNumber != 0 ? 1 : 0
        default: return 0
        }
    }

    /// 3 the same room, 2 the same building, 1 nothing against it, -1 another.
    private static func numberAgreement(_ a: Row, _ b: Row) -> Int {
        if a.building != 0, b.building != 0, a.building != b.building { return -1 }
        if a.room != 0, b.room != 0 {
            if a.room != b.room { return a.room >= 20_000 || b.room >= 20_000 ? (a.room >= 20_000 && b.room >= 20_000 ? -1 : 1) : -1 }
            if a.unit != 0, b.unit != 0, a.unit != b.unit { return -1 }
            return 3
        }
        if a.building != 0, a.building == b.building { return 2 }
        return 1
    }

    /// Whether two place names differ by one character, changed, lost or added.
    private static func isNear(_ a: Row, _ b: Row, _ pool: [UInt16]) -> Bool {
        let (n, m) = (Int(a.placeCount), Int(b.placeCount))
        guard abs(n - m) <= 1, max(n, m) >= 4 || n == m && n == 3 else { return false }
        let (x, y) = (Int(a.placeAt), Int(b.placeAt))
        var head = 0
        while head < n, head < m, pool[x + head] == pool[y + head] { head += 1 }
        var tail = 0
        while tail < n - head, tail < m - head, pool[x + n - 1 - tail] == pool[y + m - 1 - tail] { tail += 1 }
        return max(n, m) - head - tail <= 1
    }
}
