/// A place that a stretch of text names, completed to official divisions.
public struct RegionCandidate: Sendable {
    /// Byte range of all region words, repeats, separators and placeholders between them included, the town not.
    public var start: Int
    /// End of that range.
    public var end: Int
    /// Where the detail starts: after the town, or `end`.
    public var detailStart: Int
    /// None where the text gives too little.
    public var province: DivisionID = .none
    /// Prefecture; a municipality's own; none for a county that its province runs, and in Hong Kong and Macao.
    public var city: DivisionID = .none
    /// County; none where it is open or does not exist.
    public var district: DivisionID = .none
    /// Township; none where the text has none that is known.
    public var town: TownID = .none
    /// Byte range of the town, empty where there is none.
    public var townStart = 0
    /// End of the town.
    public var townEnd = 0
    /// Byte range of a development zone between the region words and the town, which belongs to the detail; empty where there is none.
    public var zone: Range<Int> = 0..<0
    /// Whether the town is written with its official name.
    public var townIsExact = false
    /// What stands in the text.
    public var evidence: RegionEvidence = []
    /// What was completed or put right.
    public var notes: RegionNotes = []
    /// Larger is surer: about 20 for a bare short city name, 60 for a district alone, 150 and more for a whole chain.
    public var score = 0
    /// The other divisions that fit as well, in `RegionMatches.alternatives`.
    public var alternatives: Range<Int> = 0..<0

    /// The deepest division.
    public var division: DivisionID { !district.isNone ? district : !city.isNone ? city : province }
    /// Whether more than a bare short name speaks for it.
    public var isFirm: Bool { evidence.contains(.typed) || evidence.levels > 1 }
    /// All region words.
    public var range: Range<Int> { start..<end }
    /// The town.
    public var townRange: Range<Int> { townStart..<townEnd }

    /// A stretch of text with no division known yet.
    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
        detailStart = end
    }
}

/// Which levels a text spells out, and how.
public struct RegionEvidence: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt16

    /// A set of raw bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The province is spelled out.
    public static let province = RegionEvidence(rawValue: 1 << 0)
    /// The city is spelled out.
    public static let city = RegionEvidence(rawValue: 1 << 1)
    /// The district is spelled out.
    public static let district = RegionEvidence(rawValue: 1 << 2)
    /// The township is spelled out.
    public static let town = RegionEvidence(rawValue: 1 << 3)
    /// At least one level has its type: 省, 市, 区, 县, 旗.
    public static let typed = RegionEvidence(rawValue: 1 << 4)
    /// A locality or development zone at the front of the detail fits.
    public static let locality = RegionEvidence(rawValue: 1 << 5)
    /// What follows reads like the rest of an address.
    public static let continues = RegionEvidence(rawValue: 1 << 6)
    /// Nothing but one short name, which may be a word or a person.
    public static let bare = RegionEvidence(rawValue: 1 << 7)

    /// It stands in the running detail of the candidate before it, so it is likely a road's or a shop's name.
    public static let inner = RegionEvidence(rawValue: 1 << 8)

    /// Levels that are spelled out, 0...4.
    public var levels: Int { (rawValue & 0x0F).nonzeroBitCount }
}

/// What had to be done to reach the official names, in the vocabulary of address checkers.
public struct RegionNotes: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt16

    /// A set of raw bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A level contradicts a deeper one, which won.
    public static let conflict = RegionNotes(rawValue: 1 << 0)
    /// A level is given twice, or by a placeholder.
    public static let redundant = RegionNotes(rawValue: 1 << 1)
    /// A level is not given and was completed.
    public static let missing = RegionNotes(rawValue: 1 << 2)
    /// A name was misspelled or has a wrong type.
    public static let corrected = RegionNotes(rawValue: 1 << 3)
    /// A name is a former one.
    public static let former = RegionNotes(rawValue: 1 << 4)
    /// More than one district fits; see the alternatives.
    public static let ambiguous = RegionNotes(rawValue: 1 << 5)
}

/// Room for the results of one text, kept from text to text so that matching allocates nothing.
public struct RegionMatches: Sendable {
    /// The places in a text, by position, not overlapping.
    public internal(set) var candidates: ContiguousArray<RegionCandidate> = []
    /// The divisions that candidates name besides their own.
    public internal(set) var alternatives: ContiguousArray<DivisionID> = []
    var hits: ContiguousArray<RegionHit> = []
    var steps = 0

    /// Empty room.
    public init() {}

    mutating func clear() {
        candidates.removeAll(keepingCapacity: true)
        alternatives.removeAll(keepingCapacity: true)
        hits.removeAll(keepingCapacity: true)
    }
}
