import Gazetteer
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct GazetteerTests {
    let gazetteer = Gazetteer.shared

    /// A file of the repository, as text.
    private func file(_ path: String) -> String {
        let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let opened = unsafe fopen("/" + folder + "/" + path, "r")
        guard let file = unsafe opened else { return "" }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// The numbers in scripts/data/counts.json, which the build script writes.
    private func recordedCounts() -> [String: Int] {
        var counts: [String: Int] = [:]
        for line in file("scripts/data/counts.json").split(separator: "\n") {
            let parts = line.split(separator: "\"")
            guard parts.count == 3 else { continue }
            counts[String(parts[1])] = Int(parts[2].filter(\.isNumber))
        }
        return counts
    }

    @Test func theDocumentedCountsAreThoseOfTheTables() {
        let counts = recordedCounts()
        let document = file("docs/GAZETTEER.md")
        let rows: [(String, [String])] = [
            ("provinces, prefectures", ["provinces", "prefectures"]), ("counties of the mainland", ["mainland_counties"]), ("townships", ["towns"]),
            ("development zones listed among counties", ["zones"]), ("former names", ["former_names"]),
            ("surnames, compound surnames", ["surnames", "compound_surnames"]), ("traditional characters", ["traditional_characters"]),
            ("Latin forms", ["latin_forms"]), ("landline area codes", ["area_codes"]),
        ]
        for (title, keys) in rows {
            let row = document.split(separator: "\n").first { $0.hasPrefix("| \(title) |") }
            let cell = row?.split(separator: "|").dropFirst().first ?? ""
            let written = cell.split(separator: " ").compactMap { Int($0.filter(\.isNumber)) }
            #expect(written == keys.compactMap { counts[$0] }, "\(title)")
        }
    }

    @Test func theTablesHoldWhatTheScriptCounted() {
        let counts = recordedCounts()
        let all = (1...UInt16(gazetteer.divisionCount)).map(DivisionID.init(rawValue:))
        #expect(all.count { gazetteer.level($0) == .province } == counts["provinces"])
        #expect(all.count { gazetteer.level($0) == .prefecture } == counts["prefectures"])
        #expect(all.count { gazetteer.level($0) == .county } == counts["counties"])
        #expect(
            all.count { gazetteer.level($0) == .county && !gazetteer.isZone($0) && !["台湾省", "香港特别行政区", "澳门特别行政区"].contains(gazetteer.names($0).province) }
                == counts["mainland_counties"])
        #expect(all.count { gazetteer.isZone($0) } == counts["zones"])
        #expect(gazetteer.townCount == counts["towns"])
        #expect(gazetteer.formCount == counts["forms"])
        #expect((UInt32(0x4E00)...0x9FFF).count { gazetteer.surnameWeight($0) > 0 } == counts["surnames"])
        #expect((UInt32(0x4E00)...0x9FFF).count { gazetteer.simplified($0) != $0 } == counts["traditional_characters"])
    }

    @Test func everyDivisionIsFoundByItsNames() {
        for id in (1...UInt16(gazetteer.divisionCount)).map(DivisionID.init(rawValue:)) {
            let names = gazetteer.names(id)
            let found = gazetteer.division(province: names.province, city: gazetteer.level(id) == .province ? "" : names.city, district: names.district)
            #expect(found == id, "\(names)")
        }
    }

    @Test func parentsAndTownshipsLieWhereTheySay() {
        for id in (1...UInt16(gazetteer.divisionCount)).map(DivisionID.init(rawValue:)) {
            #expect(gazetteer.level(gazetteer.province(id)) == .province)
            for town in gazetteer.towns(of: id) { #expect(gazetteer.division(of: town) == id) }
        }
    }

    @Test func aTownshipIsFoundByNameOverTheCountry() {
        let found = gazetteer.towns(named: "粤海街道").map { gazetteer.names(gazetteer.division(of: $0)) }
        #expect(found == [DivisionNames(province: "广东省", city: "深圳市", district: "南山区")])
        #expect(gazetteer.towns(named: "城关镇").count > 50)
        #expect(gazetteer.towns(named: "没有这个镇").isEmpty)
    }

    @Test func areaCodesNameTheirCities() {
        #expect(gazetteer.divisions(areaCode: 755).map(gazetteer.name) == ["深圳市"])
        #expect(gazetteer.divisions(areaCode: 10).map(gazetteer.name) == ["北京市"])
        #expect(gazetteer.isAreaCode(571) && !gazetteer.isAreaCode(600) && !gazetteer.isAreaCode(1))
    }

    private func scalar(_ character: Unicode.Scalar) -> UInt32 { character.value }

    @Test func commonSurnamesWeighMoreThanRareOnes() {
        #expect(gazetteer.surnameWeight(scalar("王")) > gazetteer.surnameWeight(scalar("欧")))
        #expect(gazetteer.surnameWeight(scalar("欧")) > gazetteer.surnameWeight(scalar("闭")))
        #expect(gazetteer.surnameWeight(scalar("闭")) > 0)
        #expect(gazetteer.surnameWeight(scalar("路")) < gazetteer.surnameWeight(scalar("李")))
        #expect(gazetteer.surnameWeight(scalar("的")) == 0 && gazetteer.surnameWeight(0x41) == 0)
        #expect(gazetteer.compoundSurnameWeight(scalar("欧"), scalar("阳")) > 0)
        #expect(gazetteer.compoundSurnameWeight(scalar("大"), scalar("道")) == 0)
    }

    @Test func givenNameCharactersStandOutFromRunningText() {
        #expect(gazetteer.givenNameWeight(scalar("娟")) > 128 && gazetteer.givenNameWeight(scalar("的")) < 100)
        #expect(gazetteer.givenNameFemininity(scalar("娟")) > 200 && gazetteer.givenNameFemininity(scalar("强")) < 60)
    }

    @Test func traditionalCharactersFold() {
        #expect(gazetteer.simplified(scalar("灣")) == scalar("湾") && gazetteer.simplified(scalar("臺")) == scalar("台"))
        #expect(gazetteer.simplified(scalar("湾")) == scalar("湾") && gazetteer.simplified(0x41) == 0x41)
    }
}
