extension RegionMatcher {
    /// A chain as a candidate: what follows weighed, what is missing noted.
    func finish(_ chain: RegionChain, _ text: Span<UInt8>, _ matches: inout RegionMatches) -> RegionCandidate? {
        var candidate = RegionCandidate(start: chain.start, end: chain.end)
        candidate.province = chain.province
        candidate.city = chain.city
        candidate.district = chain.district
        candidate.evidence = chain.evidence
        candidate.notes = chain.notes
        candidate.score = chain.score
        candidate.detailStart = chain.consumed
        if !chain.town.isNone, !chain.keptZone.isEmpty { candidate.zone = Int(chain.keptZone.lowerBound)..<Int(chain.keptZone.upperBound) }
        if !chain.town.isNone {
            candidate.town = chain.town
            candidate.townIsExact = chain.townIsExact
            candidate.townStart = chain.townRange.lowerBound
            candidate.townEnd = chain.townRange.upperBound
        }
        if classes.continues(text, candidate.detailStart) {
            candidate.evidence.insert(.continues)
            candidate.score += 10
        }
        if !chain.evidence.contains(.province), !chain.province.isNone { candidate.notes.insert(.missing) }
        if !chain.evidence.contains(.city), !chain.city.isNone, !gazetteer.isMunicipality(chain.province) { candidate.notes.insert(.missing) }
        if !chain.isFirm, chain.town.isNone {
            candidate.evidence.insert(.bare)
            guard keepsBare || candidate.evidence.contains(.continues) || candidate.evidence.contains(.locality), !isInsideWord(chain.start, text) else {
                return nil
            }
        }
        let first = matches.alternatives.count
        for i in 0..<Int(chain.otherCount) { matches.alternatives.append(chain.others[i]) }
        candidate.alternatives = first..<matches.alternatives.count
        if chain.otherCount > 0 {
            candidate.notes.insert(.ambiguous)
            candidate.score -= 20
        }
        return candidate
    }

    /// Whether an institution that bears its city's name stands at an offset: 南昌大学. In talk, only one with a building's number: 北京大学门口.
    func isCampus(_ text: Span<UInt8>, _ at: Int) -> Bool {
        let length = classes.words.campuses.longest(text, at)
        guard length > 0, !keepsBare else { return length > 0 }
        for i in (at + length)..<max(at + length, min(text.count, at + length + 36)) {
            let byte = unsafe text[unchecked: i]
            if byte &- 0x30 < 10 { return true }
            if byte <= 0x20 || byte == UInt8(ascii: ",") { return false }
        }
        return false
    }

    /// Whether a city's short name that ends at an offset begins the name of something else: 长沙长沙银行, but not 长沙长沙人民路.
    func beginsName(_ text: Span<UInt8>, _ end: Int) -> Bool {
        classes.isTail(text, end, roadsOnly: false) && !text.hasBytes(of: "人民", at: end)
    }

    /// The one county that is called as its prefecture is, which is what 长沙长沙 and 白银白银 say second: 长沙县, 白银区.
    func namesake(of city: DivisionID) -> DivisionID? {
        var found: DivisionID?
        for raw in gazetteer.counties(of: city) {
            let county = DivisionID(rawValue: raw)
            guard !gazetteer.isZone(county), gazetteer.sharesShortName(county, city) else { continue }
            if found != nil { return nil }
            found = county
        }
        return found
    }
}
