/// Finds the administrative divisions that a text names and completes them to official triples.
///
/// Hits of all forms are chained from parent to child, adjacent or with separators and level placeholders between them; the best chain from
/// each place wins. Takes normalised text (half-width; traditional characters are understood), works over its UTF-8 bytes in linear time, and
/// keeps no state but the caller's room.
public struct RegionMatcher: Sendable {
    let gazetteer: Gazetteer
    let classes = RegionClasses.shared
    /// Chain steps tried from one place, which bounds the work on contrived text.
    static let stepLimit = 96

    /// Whether a bare short name counts whatever follows it, as where an address is expected: 萧山意法5528.
    public var keepsBare = false

    /// A matcher over a gazetteer.
    public init(_ gazetteer: Gazetteer = .shared) { self.gazetteer = gazetteer }

    /// Finds the places in a text; the results replace what is in the room.
    public func match(_ text: Span<UInt8>, into matches: inout RegionMatches) {
        matches.clear()
        guard text.count <= Int(Int32.max) else { return }
        gazetteer.scan(text, classes.beginnings, into: &matches.hits)
        var index = 0
        var zoneEnd = 0
        while index < matches.hits.count {
            let start = Int(matches.hits[index].start)
            if start < zoneEnd {
                index += 1
                continue
            }
            if let last = matches.candidates.last, start < last.detailStart, last.isFirm {
                index += 1
                continue
            }
            zoneEnd = endOfZone(index, matches)
            if let candidate = candidate(from: index, of: text, &matches) { place(candidate, text, &matches) }
            index += 1
            while index < matches.hits.count, Int(matches.hits[index].start) == start { index += 1 }
        }
    }

    /// The end of the longest zone's name at a hit's place, so that nothing is found inside it: 雄安新区 holds no 安新.
    private func endOfZone(_ index: Int, _ matches: RegionMatches) -> Int {
        var end = 0
        var i = index
        while i < matches.hits.count, matches.hits[i].start == matches.hits[index].start {
            if gazetteer.meanings(of: matches.hits[i].form).contains(where: { gazetteer.meaning($0).kind == .zone }) { end = Int(matches.hits[i].end) }
            i += 1
        }
        return end
    }

    /// Puts a candidate behind the ones before it; of two that overlap the better stays.
    private func place(_ candidate: RegionCandidate, _ text: Span<UInt8>, _ matches: inout RegionMatches) {
        while let last = matches.candidates.last, candidate.start < last.detailStart {
            if candidate.score <= last.score { return }
            matches.candidates.removeLast()
        }
        var candidate = candidate
        if let last = matches.candidates.last, last.detailStart <= candidate.start {
            if overrules(last, candidate, text, matches) {
                matches.candidates[matches.candidates.count - 1].notes.insert(.conflict)
                return
            }
            // 海宁皮革城北区: the end of a longer word is no district of another city.
            let isOneLevel = candidate.evidence.levels <= 1
            if isOneLevel, last.detailStart < candidate.start, last.province != candidate.province || candidate.evidence.contains(.bare),
                !last.evidence.contains(.bare) || isInsideWord(candidate.start, text), runsOn(text, last.detailStart, candidate.start)
            {
                return
            }
            if isSecondCounty(last, candidate) {
                candidate.start = last.start
                candidate.score += 20
                candidate.evidence.formUnion(last.evidence.subtracting([.bare, .continues, .locality, .town]))
                candidate.notes.formUnion([.conflict])
                matches.candidates.removeLast()
            }
        }
        if let last = matches.candidates.last, contradicts(last, candidate, text, matches) {
            candidate.start = last.start
            candidate.score += 20
            candidate.evidence.formUnion(last.evidence.subtracting([.bare, .continues, .locality]))
            candidate.evidence.remove(.bare)
            candidate.notes.formUnion([.conflict])
            if let same = matches.alternatives[candidate.alternatives].first(where: { gazetteer.province($0) == last.province }),
                candidate.province != last.province
            {
                candidate.district = same
                candidate.province = last.province
                candidate.city = gazetteer.level(gazetteer.parent(same)) == .prefecture ? gazetteer.parent(same) : .none
                candidate.alternatives = 0..<0
                candidate.notes.remove(.ambiguous)
            }
            matches.candidates.removeLast()
        }
        if let last = matches.candidates.last, last.isFirm, last.detailStart < candidate.start, runsOn(text, last.detailStart, candidate.start) {
            candidate.evidence.insert(.inner)
            candidate.score -= 40
        }
        matches.candidates.append(candidate)
    }

    /// Whether a written city or province stands right before a district of another province and nothing else: 东莞市东城区 is not in 北京.
    private func overrules(_ last: RegionCandidate, _ candidate: RegionCandidate, _ text: Span<UInt8>, _ matches: RegionMatches) -> Bool {
        guard last.district.isNone, last.isFirm, candidate.evidence.levels == 1, candidate.evidence.contains(.district) else { return false }
        guard candidate.town.isNone, RegionGap.skip(text, last.end) == candidate.start else { return false }
        return (last.province != candidate.province || !last.city.isNone && !candidate.alternatives.isEmpty)
            && (!last.city.isNone || !matches.alternatives[candidate.alternatives].contains { gazetteer.province($0) == last.province })
    }

    /// Whether a county of the same prefecture follows another at once: 都匀市瓮安县 lies in 瓮安县.
    private func isSecondCounty(_ last: RegionCandidate, _ candidate: RegionCandidate) -> Bool {
        last.end == candidate.start && last.town.isNone && !last.district.isNone && !candidate.district.isNone && last.city == candidate.city
            && last.province == candidate.province && candidate.evidence.contains(.typed) && candidate.evidence.contains(.district)
            && last.district != candidate.district
    }

    /// Whether two places are parts of one run of text, without separators between them.
    private func runsOn(_ text: Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
        for i in from..<to {
            switch unsafe text[unchecked: i] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ":"): return false
            case 0xEF, 0xE3:
                if text.hasBytes(of: "，", at: i) || text.hasBytes(of: "。", at: i) || text.hasBytes(of: "；", at: i) || text.hasBytes(of: "：", at: i) {
                    return false
                }
            default: break
            }
        }
        return true
    }

    /// Whether a region right before a candidate lacks a district and names a parent that the candidate does not have: 六安市寿县, 浙江省苏州市吴中区.
    private func contradicts(_ last: RegionCandidate, _ candidate: RegionCandidate, _ text: Span<UInt8>, _ matches: RegionMatches) -> Bool {
        guard last.district.isNone, last.town.isNone, last.detailStart <= candidate.start, RegionGap.skip(text, last.end) == candidate.start else {
            return false
        }
        guard !candidate.district.isNone || last.city.isNone, last.isFirm || last.end == candidate.start && last.province == candidate.province else {
            return false
        }
        if last.province == candidate.province { return last.city != candidate.city || candidate.city.isNone }
        return candidate.evidence.levels > 1 || candidate.evidence.contains(.typed) && candidate.evidence.contains(.city)
            || matches.alternatives[candidate.alternatives].contains { gazetteer.province($0) == last.province }
    }

    /// The best reading of the hits from an index on, with what it repeats.
    private func candidate(from index: Int, of text: Span<UInt8>, _ matches: inout RegionMatches) -> RegionCandidate? {
        guard var chain = best(from: index, of: text, &matches, after: nil) else { return nil }
        extendBackwards(&chain, text, matches)
        decideByTown(&chain, text)
        var end = chain.consumed
        var next = index
        // What is said again: 广东省深圳市 广东省深圳市南山区.
        while chain.isFirm {
            let at = RegionGap.skip(text, end)
            while next < matches.hits.count, Int(matches.hits[next].start) < at { next += 1 }
            guard next < matches.hits.count, Int(matches.hits[next].start) == at, let again = best(from: next, of: text, &matches, after: chain),
                chain.absorb(again, gazetteer)
            else { break }
            end = chain.consumed
        }
        return finish(chain, text, &matches)
    }
}
