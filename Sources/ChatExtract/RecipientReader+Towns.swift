internal import Gazetteer

/// Addresses that begin with a township and name nothing above it.
extension RecipientReader {
    /// Adds the township that opens a piece as a region where its name is the only one of the country: 茅台镇椿树村.
    mutating func readTowns(_ message: borrowing MessageText) {
        guard !regions.contains(where: { $0.isFirm }) else { return }
        let bytes = message.text.bytes
        for piece in pieces where piece.kind == .text && piece.label != .name && piece.range.count >= 9 {
            guard let end = townEnd(piece.range, bytes) else { continue }
            let range = piece.range.lowerBound..<end
            let towns = gazetteer.towns(named: String(decoding: bytes[range], as: UTF8.self))
            guard towns.count == 1, let town = towns.first else { continue }
            let division = gazetteer.division(of: town)
            guard gazetteer.level(division) == .county, !gazetteer.isZone(division) else { continue }
            var found = RegionCandidate(start: range.lowerBound, end: range.lowerBound)
            found.detailStart = range.upperBound
            found.province = gazetteer.province(division)
            found.district = division
            let parent = gazetteer.parent(division)
            if gazetteer.level(parent) == .prefecture { found.city = parent }
            found.town = town
            found.townIsExact = true
            found.townStart = range.lowerBound
            found.townEnd = range.upperBound
            found.evidence = [.town]
            found.notes = [.missing]
            found.score = 40
            regions.removeAll { $0.start >= range.lowerBound && $0.start < range.upperBound }
            regions.insert(found, at: regions.firstIndex { $0.start > found.start } ?? regions.count)
            return
        }
    }

    /// The township right behind a written district that no table has, since it is new or was merged: 清城区小市街道.
    ///
    /// - Returns: its range and the segment of the detail whose front it is.
    func writtenTown(_ region: RegionCandidate, _ segments: [Range<Int>], _ bytes: [UInt8]) -> (range: Range<Int>, segment: Int)? {
        guard region.evidence.contains(.district), country(region) == "CN",
            let segment = segments.firstIndex(where: { $0.lowerBound >= region.end && $0.count > 12 }),
            !bytes[region.end..<segments[segment].lowerBound].contains(where: { $0 >= 0x80 || $0 == 0x0A }),
            let end = subdistrictEnd(segments[segment], bytes)
        else { return nil }
        return (segments[segment].lowerBound..<end, segment)
    }

    /// The end of the 街道 with which words begin, of two to four characters; 镇 and 乡 end names of houses too.
    private func subdistrictEnd(_ range: Range<Int>, _ bytes: [UInt8]) -> Int? {
        var at = range.lowerBound
        while at < min(range.upperBound - 6, range.lowerBound + 15) {
            if at >= range.lowerBound + 6, let type = Self.subdistricts.first(where: { Han.has($0, bytes, at: at) }) {
                let end = at + type.count
                // 中山街道北: the north of a street's way is no town.
                let next = end < range.upperBound ? Han.scalar(bytes, end).value : 0
                return end <= range.upperBound && !Self.sides.contains(next) ? end : nil
            }
            let (value, length) = Han.scalar(bytes, at)
            guard Han.isHan(value), !CharacterTraits.of(value).contains(.talk) else { return nil }
            at += length
        }
        return nil
    }

    private static let subdistricts = ["街道办事处", "街道"].map { Array($0.utf8) }
    /// What follows 道 where it is a word with that, and no part of 街道.
    private static let sides = Set("北南东西口旁边路".unicodeScalars.map(\.value))

    /// The end of the township with which a piece begins: two to five characters and 镇, 乡 or 街道.
    private func townEnd(_ piece: Range<Int>, _ bytes: [UInt8]) -> Int? {
        var at = piece.lowerBound + 6
        while at < min(piece.upperBound, piece.lowerBound + 18), bytes[at] >= 0xE4, bytes[at] <= 0xE9 {
            for type in Self.townTypes where Han.has(type, bytes, at: at) { return at + type.count }
            at += 3
        }
        return nil
    }

    private static let townTypes = ["镇", "乡", "街道"].map { Array($0.utf8) }
}
