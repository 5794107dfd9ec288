/// A sighting in comparable form: hashes, small numbers and a few characters, 0 meaning absent.
///
/// A record with several names, phones or addresses stands in several rows that belong together from the start.
struct Row: Sendable {
    var record: Int32 = 0
    // Name.
    var name: UInt32 = 0
    var pinyin: UInt32 = 0
    var given: UInt32 = 0
    var surname: UInt32 = 0
    var g0: UInt16 = 0
    var g1: UInt16 = 0
    var g2: UInt16 = 0
    var nameKind = NameKind.none
    var gender: UInt8 = 0
    var nameBucket: UInt8 = 0
    /// Letters of a Latin name.
    var latinAt: UInt32 = 0
    var latinCount: UInt8 = 0
    /// Whether its words are readings of Mandarin.
    var latinIsMandarin = false
    // Nickname.
    var nickBucket: UInt8 = 0
    /// 2 when the nickname is the record's own real name, 1 when it is made of it.
    var nickOrigin: UInt8 = 0
    var nick: UInt32 = 0
    var nickStem: UInt32 = 0
    /// Hash of the nickname where it reads as a full name.
    var nickAsName: UInt32 = 0
    var nickAt: UInt32 = 0
    var nickCount: UInt8 = 0
    // Phone.
    var phoneKind = PhoneKind.none
    var phoneShare: UInt8 = 0
    // Account.
    var accountShare: UInt8 = 0
    var platform: UInt16 = 0
    // Address.
    var district: UInt16 = 0
    var phone: UInt64 = 0
    var account: UInt64 = 0
    var place: UInt32 = 0
    var placeAt: UInt32 = 0
    var road: UInt32 = 0
    var roadNumber: UInt16 = 0
    var city: UInt16 = 0
    /// A postcode of digits alone, with a one before them; 0 for none.
    var postcode: UInt32 = 0
    var building: UInt16 = 0
    var room: UInt16 = 0
    var unit: UInt8 = 0
    var placeCount: UInt8 = 0
    var placeKind = PlaceKind.none
    var doorShare: UInt8 = 0
    var day: Int32 = 0
    /// Year, month and day in decimal, without the year below 10,000.
    var birth: UInt32 = 0
    /// What the person said about their numbers and accounts.
    var notes: RowNotes = []
    /// Hash of everything that the record holds: breaks ties whatever the order of rows.
    var content: UInt64 = 0
}

/// What a person's own words take from the weight of a difference.
struct RowNotes: OptionSet, Sendable {
    let rawValue: UInt8

    /// 换号了: another number is no sign of another person.
    static let changedNumber = RowNotes(rawValue: 1)
    /// 这是我另一个微信: nor is another account of the platform.
    static let otherAccount = RowNotes(rawValue: 2)
}

/// What a written name is.
enum NameKind: UInt8, Sendable {
    case none
    /// Surname and given name.
    case full
    /// Surname with an honorific: 王女士.
    case surname
    /// A given name alone.
    case given
    /// 小王, 阿伟: a character of surname or given name.
    case alias
}

/// What a written number is.
enum PhoneKind: UInt8, Sendable {
    case none
    /// Eleven digits of a mainland mobile.
    case mobile
    case other
    /// 138****1234, kept as first three and last four digits.
    case masked
}

/// What kind of place an address names.
enum PlaceKind: UInt8, Sendable {
    case none
    case home
    /// Pickup stations, front desks and the like: many people's.
    case shared
}
