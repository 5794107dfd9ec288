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
}
