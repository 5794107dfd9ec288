extension RegionMatcher {
    /// Looks for the township after a chain.
    func findTown(_ chain: inout RegionChain, _ text: Span<UInt8>) {
        let owner = !chain.district.isNone ? chain.district : chain.city
        guard !owner.isNone, gazetteer.hasTowns(owner) else { return }
        let at = RegionGap.skip(text, chain.words)
        guard let town = gazetteer.town(in: owner, at: at, of: text) else { return }
        chain.take(town, at: at)
        chain.score += town.isExact ? 45 : 25
    }

    /// Whether the words behind a chain begin like one of its townships.
    func startsWithTown(_ chain: RegionChain, _ text: Span<UInt8>) -> Bool {
        guard !chain.district.isNone, gazetteer.hasTowns(chain.district) else { return false }
        return gazetteer.hasTownStem(in: chain.district, at: RegionGap.skip(text, chain.end), of: text)
    }

    /// Where the district is open: a township that only one district of the city or province has decides it.
    func decideByTown(_ chain: inout RegionChain, _ text: Span<UInt8>) {
        guard chain.district.isNone, chain.town.isNone, !chain.province.isNone || !chain.city.isNone else { return }
        var at = RegionGap.skip(text, chain.words)
        var found = onlyTown(chain, text, at)
        if found == nil, chain.keptZone.isEmpty, !chain.city.isNone, let zone = zone(text, at) {
            // 合肥市新站区七里塘街道, 某某经济开发区…: a zone that no table has, with a township behind it.
            at = RegionGap.skip(text, zone.upperBound)
            found = onlyTown(chain, text, at)
            if found != nil { chain.keepZone(zone) }
        }
        guard let (town, count) = found else { return }
        chain.take(TownMatch(town: town, length: count, isExact: true), at: at)
        let division = gazetteer.division(of: town)
        if !gazetteer.isZone(division) { chain.district = division }
        chain.notes.insert(.missing)
        chain.score += 40
        complete(&chain)
    }

    /// A development zone's name of up to eight characters at an offset.
    private func zone(_ text: Span<UInt8>, _ at: Int) -> Range<Int>? {
        var i = at
        while i <= at + 24, i + 6 <= text.count {
            guard unsafe text[unchecked: i] >= 0xE4, unsafe text[unchecked: i] <= 0xE9 else { return nil }
            let length = classes.words.zones.longest(text, i)
            if length > 0 { return at..<i + length }
            i += 3
        }
        return nil
    }

    /// The township at an offset that lies in exactly one district of the chain's city or province.
    private func onlyTown(_ chain: RegionChain, _ text: Span<UInt8>, _ at: Int) -> (TownID, Int)? {
        var i = at + 6
        let limit = min(text.count, at + 30)
        while i < limit {
            guard unsafe text[unchecked: i] >= 0xE4 else { return nil }
            if classes.at(text, i) & RegionClasses.township != 0 {
                let type = classes.words.towns.longest(text, i)
                if type > 0 {
                    let count = i + type - at
                    var found: TownID?
                    for town in gazetteer.towns(spelled: text, at, count) {
                        let division = gazetteer.division(of: town)
                        guard gazetteer.level(division) == .county, !gazetteer.isZone(division) || !chain.city.isNone else { continue }
                        guard chain.city.isNone ? gazetteer.province(division) == chain.province : gazetteer.parent(division) == chain.city else { continue }
                        if found != nil { return nil }
                        found = town
                    }
                    return found.map { ($0, count) }
                }
            }
            i += 3
        }
        return nil
    }
}
