import Gazetteer
import Testing

/// Every county of the tables, written in the ways people write regions, must come back as itself.
@Suite struct RoundTripTests {
    /// A county with its names.
    struct County {
        var id: DivisionID
        var names: DivisionNames
        var province: String
        var city: String
        var short: String
    }

    static let counties: [County] = {
        let gazetteer = Gazetteer.shared
        return (1...UInt16(gazetteer.divisionCount)).map(DivisionID.init(rawValue:)).compactMap { id in
            let province = gazetteer.province(id)
            guard gazetteer.level(id) == .county, !gazetteer.isZone(id), gazetteer.code(province) < 800_000 else { return nil }
            let parent = gazetteer.parent(id)
            let hasCity = parent != province && !gazetteer.isMunicipality(province)
            return County(
                id: id, names: gazetteer.names(id), province: gazetteer.shortName(province), city: hasCity ? gazetteer.shortName(parent) : "",
                short: gazetteer.shortName(id))
        }
    }()

    enum Spelling: String, CaseIterable {
        case full, doubledMunicipality, withoutProvince, withoutCity, short, shortWithoutProvince, shortParents, spaced, slashed, repeated

        /// The share that has to come back: names that a province shares cannot all.
        var share: Double { self == .withoutCity ? 0.99 : 0.995 }

        func write(_ county: County) -> String {
            let n = county.names
            switch self {
            case .full: return n.province + (n.city == n.province ? "" : n.city) + n.district
            case .doubledMunicipality: return n.province + n.city + n.district
            case .withoutProvince: return (n.city.isEmpty ? n.province : n.city) + n.district
            case .withoutCity: return n.province + n.district
            case .short: return county.province + county.city + county.short
            case .shortWithoutProvince: return county.city.isEmpty ? "" : county.city + county.short
            case .shortParents: return county.province + county.city + n.district
            case .spaced: return [n.province, n.city, n.district].filter { !$0.isEmpty }.joined(separator: " ")
            case .slashed: return [n.province, n.city, n.district].filter { !$0.isEmpty }.joined(separator: "/")
            case .repeated: return n.province + n.city + n.district + " " + n.province + n.city + n.district
            }
        }
    }

    @Test(arguments: Spelling.allCases) func everyCountyComesBackAsItself(_ spelling: Spelling) {
        let matcher = RegionMatcher()
        var room = RegionMatches()
        var tried = 0
        var wrong: [String] = []
        for county in Self.counties {
            let written = spelling.write(county)
            guard !written.isEmpty else { continue }
            tried += 1
            let bytes = Array((written + "人民路12号").utf8)
            matcher.match(bytes.span, into: &room)
            if room.candidates.max(by: { $0.score < $1.score })?.district != county.id { wrong.append(written) }
        }
        #expect(tried > 2700)
        #expect(Double(wrong.count) <= Double(tried) * (1 - spelling.share), "\(spelling): \(wrong.prefix(10))")
    }
}
