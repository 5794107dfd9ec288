extension RegionMatcher {
    /// Looks for the township after a chain.
    func findTown(_ chain: inout RegionChain, _ text: Span<UInt8>) {
        let owner = !chain.district.isNone ? chain.district : chain.city
        guard !owner.isNone, gazetteer.hasTowns(owner) else { return }
        let at = RegionGap.skip(text, chain.end)
        guard let town = gazetteer.town(in: owner, at: at, of: text) else { return }
        chain.take(town, at: at)
        chain.score += town.isExact ? 45 : 25
    }

    /// Where the district is open: a township that only one district of the city or province has decides it.
    func decideByTown(_ chain: inout RegionChain, _ text: Span<UInt8>) {
        guard chain.district.isNone, chain.town.isNone else { return }
        let at = RegionGap.skip(text, chain.end)
        guard let (town, count) = onlyTown(chain, text, at) else { return }
        chain.take(TownMatch(town: town, length: count, isExact: true), at: at)
        chain.district = gazetteer.division(of: town)
        chain.notes.insert(.missing)
        chain.score += 40
        complete(&chain)
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
                        guard gazetteer.level(division) == .county else { continue }
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
