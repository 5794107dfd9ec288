extension RegionMatcher {
    /// The best chain that starts with the hits of an index's place.
    func best(from index: Int, of text: Span<UInt8>, _ matches: inout RegionMatches, after earlier: RegionChain?) -> RegionChain? {
        matches.steps = 0
        var best: RegionChain?
        explore(RegionChain(at: Int(matches.hits[index].start)), index, text, &matches, &best)
        if let earlier, var found = best, found.otherCount > 0 {
            // A district alone means the one that was named before.
            for i in 0..<Int(found.otherCount) where found.others[i] == earlier.district {
                swap(&found.others[i], &found.district)
                complete(&found)
            }
            return found
        }
        return best
    }

    private func explore(_ chain: RegionChain, _ index: Int, _ text: Span<UInt8>, _ matches: inout RegionMatches, _ best: inout RegionChain?) {
        let start = matches.hits[index].start
        var last = index
        while last + 1 < matches.hits.count, matches.hits[last + 1].start == start { last += 1 }
        var covered = CoveredDivisions()
        var i = last
        while i >= index {
            let hit = matches.hits[i]
            for m in gazetteer.meanings(of: hit.form) {
                guard matches.steps < Self.stepLimit else { return }
                let meaning = gazetteer.meaning(m)
                if meaning.kind == .short || meaning.kind == .formerShort {
                    // Nor is a district said again by the front of a longer name: 甘孜县 甘孜藏族自治州甘孜县.
                    if covered.contains(meaning.target) || i < last && meaning.target == chain.district { continue }
                }
                matches.steps += 1
                guard let next = join(chain, hit, meaning, text) else { continue }
                if i > index, !isShared(hit, last, matches), !isVetoedCity(hit, text) { covered.insert(meaning) }
                follow(next, last, text, &matches, &best)
                if meaning.kind == .short || meaning.kind == .formerShort, let typed = swallowType(next, text, matches.hits, index, last) {
                    follow(typed, last, text, &matches, &best)
                }
            }
            i -= 1
        }
    }

    /// Whether another name begins inside a hit, so that the hit's last character may be that one's: 青岛市北区.
    @inline(__always) private func isShared(_ hit: RegionHit, _ last: Int, _ matches: borrowing RegionMatches) -> Bool {
        last &+ 1 < matches.hits.count && matches.hits[last &+ 1].start < hit.end
    }

    /// Whether 市 at the end of a name is the front of another word: 北京市场.
    private func isVetoedCity(_ hit: RegionHit, _ text: Span<UInt8>) -> Bool {
        text.hasBytes(of: "市", at: Int(hit.end) - 3) && classes.words.notAfterCity.longest(text, Int(hit.end)) > 0
    }

    /// Weighs a chain as it stands and goes on to its children.
    private func follow(_ chain: RegionChain, _ index: Int, _ text: Span<UInt8>, _ matches: inout RegionMatches, _ best: inout RegionChain?) {
        guard chain.links < 8 else {
            weigh(chain, text, &best)
            return
        }
        var chain = chain
        // 绍兴市区: the urban area of a city is the city.
        if chain.district.isNone, !chain.lastIsShort, chain.evidence.contains(.city), text.hasBytes(of: "市区", at: chain.end - 3) {
            chain.end += 3
            chain.notes.insert(.redundant)
        }
        var at = RegionGap.skip(text, chain.end)
        // A bare short name right after other characters and before a gap is a person's or a thing's: 李海南 龙华区.
        if at > chain.end, !chain.isFirm, isInsideWord(chain.start, text) {
            weigh(chain, text, &best)
            return
        }
        if chain.city.isNone, chain.district.isNone, gazetteer.code(chain.province) == 810_000 {
            at += classes.words.hongKong.longest(text, at)  // 香港九龙旺角: the area says the district and stays
        }
        var next = index
        while next < matches.hits.count, Int(matches.hits[next].start) < at { next += 1 }
        if next < matches.hits.count, Int(matches.hits[next].start) == at {
            explore(chain, next, text, &matches, &best)
        } else if gazetteer.isMunicipality(chain.province), text.hasBytes(of: "县", at: at), next < matches.hits.count, Int(matches.hits[next].start) == at + 3 {
            explore(chain, next, text, &matches, &best)  // 重庆市县云阳县
        }
        // What goes on with a child scores more than the parent alone, unless a township follows the parent.
        if best.map({ $0.score <= chain.score }) ?? true || chain.zoneStart >= 0 || gazetteer.hasTowns(chain.division) { weigh(chain, text, &best) }
        if chain.district.isNone, best.map({ $0.district.isNone || $0.score <= chain.score }) ?? true, chain.isFirm || at == chain.end {
            if let found = misspelled(chain, text, at, index, &matches) { follow(found, index, text, &matches, &best) }
        }
    }

    /// Whether the characters before a place make it the end of a longer word: no separator, and no word that leads to an address.
    func isInsideWord(_ start: Int, _ text: Span<UInt8>) -> Bool {
        guard start >= 3, unsafe text[unchecked: start - 3] >= 0xE4, unsafe text[unchecked: start - 3] <= 0xE9 else { return false }
        return classes.words.leads.longest(text, start - 3) == 0
    }

    /// The chain with one more hit, or nil where the hit does not lie in it.
    private func join(_ chain: RegionChain, _ hit: RegionHit, _ meaning: Meaning, _ text: Span<UInt8>) -> RegionChain? {
        var next = chain
        next.links += 1
        next.end = Int(hit.end)
        next.lastIsShort = false
        let isFirst = chain.links == 0
        switch meaning.kind {
        case .filler:
            guard !isFirst else { return nil }
            next.notes.insert(.redundant)
            return next
        case .area:
            guard chain.district.isNone, chain.city.isNone, chain.province.isNone || gazetteer.province(meaning.target) == chain.province else { return nil }
            if isFirst {
                guard let start = hongKong(before: chain.start, text) else { return nil }
                next.start = start
                next.evidence.insert([.province, .typed])
                next.score += 40
            }
            next.end = chain.end
            next.district = meaning.target
            next.evidence.insert(.locality)
            next.score += 30
            next.links = 8
            return next
        case .zone:
            let isCounty = gazetteer.level(meaning.target) == .county
            let isOwn =
                isCounty && !chain.city.isNone ? gazetteer.parent(meaning.target) == chain.city : gazetteer.province(meaning.target) == chain.province
            guard !isFirst, chain.district.isNone, isOwn || gazetteer.parent(meaning.target) == chain.province else { return nil }
            next.evidence.insert(.locality)
            if isCounty, !gazetteer.isZone(meaning.target) { next.zoneCounty = meaning.target }
            if chain.zoneStart < 0 { next.zoneStart = chain.end }
            next.score += 12
            return next
        case .full, .short, .variant, .former, .formerShort:
            break
        }
        var meaning = meaning
        if chain.city == meaning.target, meaning.kind == .short, chain.lastIsShort, chain.end == Int(hit.start) {
            guard !beginsName(text, next.end) else { return nil }
            meaning.target = namesake(of: chain.city) ?? chain.city
        }
        if isFirst, meaning.isGeneric {
            guard meaning.former == 0 else { return nil }
            next.needsTown = true
        }
        let target = meaning.target
        if isFirst, meaning.kind == .formerShort, gazetteer.level(target) == .county { return nil }
        next.zoneStart = -1
        var isWithin = true
        let isFirstCity = chain.city.isNone && chain.district.isNone
        switch gazetteer.level(target) {
        case .province:
            guard chain.city.isNone, chain.district.isNone, isFirst || chain.province == target else { return nil }
            if !isFirst { next.notes.insert(.redundant) }
            next.province = target
        case .prefecture:
            guard chain.district.isNone, chain.city.isNone || chain.city == target else { return nil }
            isWithin = chain.province.isNone || gazetteer.province(target) == chain.province
            if !chain.city.isNone { next.notes.insert(.redundant) }
            next.city = target
        case .county:
            if !chain.district.isNone, chain.district != target {
                // A former city that is a district now (莱芜市): its districts are the city's that took it in.
                guard chain.isFormerCity, gazetteer.parent(target) == gazetteer.parent(chain.district) else { return nil }
                next.city = gazetteer.parent(target)
            }
            isWithin =
                chain.isFormerCity
                ? true : !chain.city.isNone ? gazetteer.parent(target) == chain.city : chain.province.isNone || gazetteer.province(target) == chain.province
            if chain.district == target {
                // 大港区大港油田: the short name again begins the next word.
                guard meaning.kind != .formerShort, meaning.kind != .short || !classes.isTail(text, next.end, roadsOnly: false) else { return nil }
                next.notes.insert(.redundant)
            }
            next.isFormerCity = meaning.kind == .former && isFirstCity
            next.district = target
        case nil:
            return nil
        }
        if !isWithin {
            guard meaning.former != 0 else { return nil }
            let parents = gazetteer.formerParents(meaning.former)
            let above = !chain.city.isNone ? parents.prefecture : parents.province
            guard !above.isNone, above == (!chain.city.isNone ? chain.city : chain.province) else { return nil }
            next.province = gazetteer.province(target)
            if gazetteer.level(target) == .county {
                let parent = gazetteer.parent(target)
                next.city = gazetteer.level(parent) == .prefecture ? parent : .none
            }
        }
        record(meaning, isFirst, isBanner: text.hasBytes(of: "旗", at: next.end - 3), &next)
        if meaning.former != 0, !chain.city.isNone, gazetteer.formerParents(meaning.former).prefecture == chain.city { next.score += 3 }
        return next
    }

    /// Where the letters HK, Hong Kong, or one of its parts such as 九龙 begin that stand right before a place.
    private func hongKong(before end: Int, _ text: Span<UInt8>) -> Int? {
        for length in [9, 6] where end >= length && classes.words.hongKong.longest(text, end - length) == length { return end - length }
        var i = end
        while i > 0, text[i - 1] == UInt8(ascii: " ") || text[i - 1] == UInt8(ascii: ",") { i -= 1 }
        for name in ["hk", "hong kong", "hongkong"] as [StaticString] {
            let start = i - name.utf8CodeUnitCount
            guard start >= 0 else { continue }
            var same = true
            for k in 0..<name.utf8CodeUnitCount where unsafe text[start + k] | 0x20 != name.utf8Start[k] { same = false }
            if same { return start }
        }
        return nil
    }

    /// Enters a hit's kind into evidence, notes and score.
    ///
    /// - Parameter isBanner: whether the form has its type although it is a short one: 伊旗.
    private func record(_ meaning: Meaning, _ isFirst: Bool, isBanner: Bool, _ next: inout RegionChain) {
        let level = gazetteer.level(meaning.target) ?? .province
        let repeats = next.evidence.contains(level == .province ? .province : level == .prefecture ? .city : .district)
        next.evidence.insert(level == .province ? .province : level == .prefecture ? .city : .district)
        var worth =
            switch meaning.kind {
            case .full: level == .county ? 60 : level == .prefecture ? 45 : 40
            case .variant: level == .county ? 56 : 40
            case .former: level == .county ? 40 : 36
            case .formerShort: 14
            default: level == .county ? 26 : 22
            }
        if isFirst, level == .county, worth < 30 { worth -= 8 }
        next.score += repeats ? 5 : worth + (isFirst ? 0 : 30)
        switch meaning.kind {
        case .full, .variant, .former: next.evidence.insert(.typed)
        default: next.lastIsShort = !isBanner
        }
        if meaning.former != 0 { next.notes.insert(.former) }
    }

    /// A short name with a type after it that its official name does not have: 广西省.
    private func swallowType(_ chain: RegionChain, _ text: Span<UInt8>, _ hits: ContiguousArray<RegionHit>, _ first: Int, _ last: Int) -> RegionChain? {
        guard classes.at(text, chain.end) & RegionClasses.type != 0 else { return nil }
        let count = classes.words.types.longest(text, chain.end)
        guard count > 0 else { return nil }
        // 曲 for 区 is a slip of the input method; only below a parent.
        if text.hasBytes(of: "曲", at: chain.end), chain.links < 2 || chain.district.isNone { return nil }
        if text.hasBytes(of: "洲", at: chain.end), !gazetteer.name(chain.division).hasSuffix("州") { return nil }
        let end = chain.end + count
        for i in first...last where Int(hits[i].end) == end { return nil }
        var next = last + 1
        while next < hits.count, Int(hits[next].start) <= chain.end {
            if Int(hits[next].start) == chain.end, Int(hits[next].end) > end { return nil }  // the type begins another name
            next += 1
        }
        if text.hasBytes(of: "市", at: chain.end), classes.words.notAfterCity.longest(text, end) > 0 { return nil }
        var typed = chain
        typed.end = end
        typed.lastIsShort = false
        typed.evidence.insert(.typed)
        typed.notes.insert(.corrected)
        typed.score += 8
        return typed
    }

    /// Compares a chain, as it stands and with its town, with the best so far.
    private func weigh(_ chain: RegionChain, _ text: Span<UInt8>, _ best: inout RegionChain?) {
        var final = chain
        if chain.zoneStart >= 0 {
            final.keepZone(chain.zoneStart..<chain.end)  // 高新区 stays in the detail where no district follows it
            if final.district.isNone, !final.zoneCounty.isNone {
                final.district = final.zoneCounty
                final.notes.insert(.missing)
            }
        }
        complete(&final)
        findTown(&final, text)
        if chain.needsTown, final.town.isNone { return }
        if final.town.isNone, chain.lastIsShort, classes.isTail(text, chain.end, roadsOnly: chain.evidence.levels > 1) {
            // 南昌大学 stands in 南昌: weak evidence of the city, and no word of it is a division's.
            guard chain.links == 1, best == nil,
                chain.district.isNone && isCampus(text, chain.end) || keepsBare && classes.words.venues.longest(text, chain.end) > 0
            else { return }
            final.end = final.start
            final.score = 4
            best = final
            return
        }
        if chain.links == 1, chain.evidence.contains(.typed), text.hasBytes(of: "市", at: chain.end - 3),
            classes.words.notAfterCity.longest(text, chain.end) > 0
        {
            return
        }
        guard let champion = best else {
            best = final
            return
        }
        if final.score > champion.score || final.score == champion.score && final.consumed > champion.consumed {
            best = final
        } else if final.score == champion.score, final.consumed == champion.consumed {
            // 长安区韦曲南街: of two that are called alike the one with a township of the next words.
            if final.town.isNone, startsWithTown(final, text), !startsWithTown(champion, text) {
                final.addOther(champion)
                best = final
            } else {
                best?.addOther(final)
            }
        }
    }

    /// Fills in the levels above the deepest one.
    func complete(_ chain: inout RegionChain) {
        if !chain.district.isNone {
            let parent = gazetteer.parent(chain.district)
            chain.province = gazetteer.province(chain.district)
            chain.city = gazetteer.level(parent) == .prefecture ? parent : .none
        } else if !chain.city.isNone {
            chain.province = gazetteer.province(chain.city)
        } else if let only = gazetteer.isMunicipality(chain.province) ? gazetteer.prefectures(of: chain.province).first : nil {
            chain.city = DivisionID(rawValue: only)
        }
    }
}

/// Divisions that a longer name at a place has named already: what a shorter name there says of them, the longer one says better.
private struct CoveredDivisions {
    private var targets = InlineArray<8, DivisionID>(repeating: .none)
    private var count = 0

    mutating func insert(_ meaning: Meaning) {
        guard count < 8, meaning.kind == .full || meaning.kind == .variant || meaning.kind == .former else { return }
        targets[count] = meaning.target
        count += 1
    }

    func contains(_ id: DivisionID) -> Bool {
        for i in 0..<count where targets[i] == id { return true }
        return false
    }
}
