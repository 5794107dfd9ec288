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
