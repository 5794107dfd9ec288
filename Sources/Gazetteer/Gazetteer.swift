/// The administrative divisions of China down to townships, with their short, former and traditional forms.
///
/// The tables are part of the binary and are read in place: there is nothing to load. Divisions are those of the end of 2025.
public struct Gazetteer: Sendable {
    let tables = PackedTables.embedded

    /// The one gazetteer.
    public static let shared = Gazetteer()

    init() {}

    /// Provinces, prefectures and counties of all parts; valid raw identifiers are 1...divisionCount.
    public var divisionCount: Int { tables.divisionCount - 1 }

    /// Townships of the mainland.
    public var townCount: Int { tables.townCount }

    /// Written forms that the matcher knows.
    public var formCount: Int { tables.formCount }

    @inline(__always) func offset(_ id: DivisionID) -> Int {
        Int(id.rawValue) < tables.divisionCount ? Int(id.rawValue) * PackedTables.divisionStride : 0
    }

    /// The official name; empty for no division.
    public func name(_ id: DivisionID) -> String {
        let at = offset(id)
        return tables.string(Int(tables.word(.divisions, at)), Int(tables.byte(.divisions, at + 4)))
    }

    /// The name without its type, as people say it: 深圳, 恩施, 内蒙古.
    public func shortName(_ id: DivisionID) -> String {
        let packed = tables.word(.divisions, offset(id) + 16)
        return tables.string(Int(packed & 0xFF_FFFF), Int(packed >> 24))
    }

    /// Whether two divisions have one short name.
    func sharesShortName(_ a: DivisionID, _ b: DivisionID) -> Bool {
        let first = tables.word(.divisions, offset(a) + 16)
        let second = tables.word(.divisions, offset(b) + 16)
        guard first >> 24 == second >> 24 else { return false }
        let (start, other) = (Int(first & 0xFF_FFFF), Int(second & 0xFF_FFFF))
        return start == other || (0..<Int(first >> 24)).allSatisfy { tables.byte(.strings, start + $0) == tables.byte(.strings, other + $0) }
    }

    /// The level; nil for no division.
    @inline(__always) public func level(_ id: DivisionID) -> DivisionLevel? {
        DivisionLevel(rawValue: tables.byte(.divisions, offset(id) + 5))
    }

    /// The next division above; none for a province.
    @inline(__always) public func parent(_ id: DivisionID) -> DivisionID {
        DivisionID(rawValue: tables.half(.divisions, offset(id) + 6))
    }

    /// The province a division lies in; itself for a province.
    @inline(__always) public func province(_ id: DivisionID) -> DivisionID {
        DivisionID(rawValue: tables.half(.divisions, offset(id) + 28))
    }

    /// The six-digit administrative code as the source has it; zero where it has none.
    public func code(_ id: DivisionID) -> Int {
        Int(tables.word(.divisions, offset(id) + 24) & 0x7FFF_FFFF)
    }

    /// Whether it is a development zone, which some data lists among the counties.
    public func isZone(_ id: DivisionID) -> Bool {
        tables.word(.divisions, offset(id) + 24) >> 31 == 1
    }

    /// A province's prefectures; empty for other levels.
    public func prefectures(of id: DivisionID) -> Range<UInt16> {
        run(offset(id) + 8)
    }

    /// The counties of a prefecture, or all counties of a province.
    public func counties(of id: DivisionID) -> Range<UInt16> {
        run(offset(id) + 12)
    }

    /// The raw town indices that lie in a county, or right in a city without counties.
    func townRange(_ id: DivisionID) -> Range<Int> {
        let at = offset(id)
        let first = Int(tables.half(.divisions, at + 20))
        return first..<first + Int(tables.half(.divisions, at + 22))
    }

    /// Whether any township lies right in a division.
    @inline(__always) func hasTowns(_ id: DivisionID) -> Bool {
        tables.half(.divisions, offset(id) + 22) > 0
    }

    private func run(_ at: Int) -> Range<UInt16> {
        let first = tables.half(.divisions, at)
        return first..<first &+ tables.half(.divisions, at + 2)
    }

    /// The triple of official names a division stands for, a municipality's name in both upper places.
    public func names(_ id: DivisionID) -> DivisionNames {
        guard let level = level(id) else { return DivisionNames() }
        let province = province(id)
        switch level {
        case .province:
            return DivisionNames(province: name(id), city: isMunicipality(id) ? name(id) : "")
        case .prefecture:
            return DivisionNames(province: name(province), city: name(id))
        case .county:
            let parent = parent(id)
            return DivisionNames(province: name(province), city: parent == province ? "" : name(parent), district: name(id))
        }
    }

    /// Whether a province is a city at once: 北京, 上海, 天津, 重庆.
    public func isMunicipality(_ id: DivisionID) -> Bool {
        guard level(id) == .province, let only = prefectures(of: id).first else { return false }
        return tables.word(.divisions, offset(DivisionID(rawValue: only))) == tables.word(.divisions, offset(id))
    }

    /// The division that a triple of official names stands for; an empty part is one that is not given.
    public func division(province: String, city: String = "", district: String = "") -> DivisionID? {
        guard
            let top = (1...UInt16(divisionCount)).lazy.map(DivisionID.init(rawValue:)).prefix(while: { self.level($0) == .province }).first(where: {
                self.name($0) == province
            })
        else { return nil }
        var found = top
        if !city.isEmpty {
            guard let id = prefectures(of: top).lazy.map(DivisionID.init(rawValue:)).first(where: { self.name($0) == city }) else { return nil }
            found = id
        }
        guard !district.isEmpty else { return found }
        return counties(of: found).lazy.map(DivisionID.init(rawValue:)).first { self.name($0) == district }
    }
}
