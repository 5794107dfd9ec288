/// The keys that bring two records together for comparison.
enum BlockingKey: Int, CaseIterable, Sendable {
    case phone, account, name, nameCity, nickname, nicknameCity, nicknameName, door, building, placeSurname, phoneEnds, pinyinCity, nicknameAsName
    case nicknamePlace, nicknameSurname, roomCity
    case birth, surnameBirthYear, givenBirthYear

    static let count = 19

    /// The key's name in reports.
    var name: String {
        switch self {
        case .phone: "phone"
        case .account: "account"
        case .name: "name"
        case .nameCity: "name-city"
        case .nickname: "nickname"
        case .nicknameCity: "nickname-city"
        case .nicknameName: "nickname-name"
        case .door: "door"
        case .building: "building"
        case .placeSurname: "place-surname"
        case .phoneEnds: "phone-ends"
        case .pinyinCity: "pinyin-city"
        case .nicknameAsName: "nickname-as-name"
        case .nicknamePlace: "nickname-place"
        case .nicknameSurname: "nickname-surname"
        case .roomCity: "room-city"
        case .birth: "birth"
        case .surnameBirthYear: "surname-birth-year"
        case .givenBirthYear: "given-birth-year"
        }
    }

    /// Records that a block may hold; a larger block is passed over, since finer keys take its pairs.
    var cap: Int {
        switch self {
        case .nickname: 60
        case .name: 200
        default: 300
        }
    }

    /// The key's value for a row, 0 for none.
    @inline(__always)
    func hash(_ r: Row) -> UInt32 {
        let region = r.city != 0 ? UInt64(r.city) : r.district != 0 ? UInt64(r.district) << 16 : 0
        let street = r.place != 0 ? UInt64(r.place) : r.roadNumber != 0 ? UInt64(r.road) ^ UInt64(r.roadNumber) : 0
        let surname: UInt64 = r.nameKind == .full || r.nameKind == .surname ? UInt64(r.surname) : 0
        switch self {
        case .phone: return r.phoneKind == .mobile || r.phoneKind == .other ? key(r.phone, 0) : 0
        case .account: return r.account != 0 ? key(r.account, 0) : 0
        case .name: return r.nameKind == .full ? r.name : 0
        case .nameCity: return r.nameKind == .full && region != 0 ? key(UInt64(r.name), region) : 0
        case .nickname: return r.nick
        case .nicknameCity: return r.nick != 0 && region != 0 ? key(UInt64(r.nick), region) : 0
        case .nicknameName: return r.nick != 0 && r.nameKind == .full ? key(UInt64(r.nick), UInt64(r.name)) : 0
        case .door: return street != 0 && r.room != 0 ? key(street, UInt64(r.room) << 16 | UInt64(r.building)) : 0
        case .building: return street != 0 && region != 0 ? key(street ^ region << 32, UInt64(r.building)) : 0
        case .placeSurname: return street != 0 && surname != 0 ? key(street, surname) : 0
        case .phoneEnds:
            return r.phoneKind == .mobile || r.phoneKind == .masked ? key(PhoneReader.ends(r.phone, r.phoneKind), 0) : 0
        case .pinyinCity: return r.nameKind == .full && region != 0 ? key(UInt64(r.pinyin), region) : 0
        case .nicknameAsName:
            if r.nameKind == .full { return region != 0 ? key(UInt64(r.name), region) : 0 }
            return r.nickAsName != 0 && region != 0 ? key(UInt64(r.nickAsName), region) : 0
        case .nicknamePlace: return r.nickStem != 0 && street != 0 ? key(UInt64(r.nickStem), street) : 0
        case .nicknameSurname: return r.nick != 0 && surname != 0 ? key(UInt64(r.nick), surname) : 0
        case .birth: return hasYear(r) ? key(UInt64(r.birth), 0) : 0
        case .surnameBirthYear: return hasYear(r) && surname != 0 ? key(surname, UInt64(r.birth) / BirthDateComparison.yearUnit) : 0
        case .givenBirthYear: return hasYear(r) && r.given != 0 ? key(UInt64(r.given), UInt64(r.birth) / BirthDateComparison.yearUnit) : 0
        case .roomCity: return r.room != 0 && r.building != 0 && region != 0 ? key(UInt64(r.room) << 16 | UInt64(r.building), region) : 0
        }
    }

    @inline(__always)
    private func hasYear(_ r: Row) -> Bool { UInt64(r.birth) >= BirthDateComparison.yearUnit }

    @inline(__always)
    private func key(_ a: UInt64, _ b: UInt64) -> UInt32 { ContentHash.short(ContentHash.combine(a &+ UInt64(rawValue), b &* 0x9E37_79B9_7F4A_7C15)) }
}
