/// A division's place in the gazetteer; stable for one build of the tables, so it is for lookups and never for storage.
public struct DivisionID: Hashable, Sendable {
    /// Position in the tables; zero is no division.
    public let rawValue: UInt16

    /// The division of a raw index; `isNone` when it is zero.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// No division.
    public static let none = DivisionID(rawValue: 0)

    /// Whether it names no division.
    @inlinable public var isNone: Bool { rawValue == 0 }
}

/// A township's place in the gazetteer; stable for one build of the tables.
public struct TownID: Hashable, Sendable {
    /// One more than the index; zero is no town.
    public let rawValue: UInt16

    @inlinable init(rawValue: UInt16) { self.rawValue = rawValue }

    /// No town.
    public static let none = TownID(rawValue: 0)

    /// Whether it names no town.
    @inlinable public var isNone: Bool { rawValue == 0 }
}

/// The three upper levels of the administrative divisions.
public enum DivisionLevel: UInt8, Sendable {
    case province = 1
    /// Prefecture-level city, autonomous prefecture, league; in Taiwan the county or city.
    case prefecture = 2
    /// County, district, banner, county-level city; a district in Taiwan, Hong Kong and Macao.
    case county = 3
}

/// Where a place lies, in official names; what is unknown or does not exist is empty.
public struct DivisionNames: Hashable, Sendable {
    /// The province.
    public var province: String
    /// The prefecture; the municipality itself for 北京 and its like; empty for a county that the province runs itself.
    public var city: String
    /// The county or district.
    public var district: String

    /// A triple of official names.
    public init(province: String = "", city: String = "", district: String = "") {
        self.province = province
        self.city = city
        self.district = district
    }
}
