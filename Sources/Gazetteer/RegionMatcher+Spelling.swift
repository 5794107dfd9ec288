extension RegionMatcher {
    /// A child of the chain's division whose name stands at an offset with one character wrong: 广东省深训市, 北京市朝杨区.
    func misspelled(_ chain: RegionChain, _ text: Span<UInt8>, _ at: Int, _ index: Int, _ matches: inout RegionMatches) -> RegionChain? {
        guard matches.steps < Self.stepLimit else { return nil }
        // The name ends with a type two characters on and more; long names have a long one.
        var i = at + 6
        var type = 0
        while i <= at + 36, i + 3 <= text.count {
            guard unsafe text[unchecked: i] >= 0xE4, unsafe text[unchecked: i] <= 0xE9 else { return nil }
            type = classes.at(text, i) & RegionClasses.type != 0 ? classes.words.types.longest(text, i) : 0
            if type > (i <= at + 15 ? 0 : 3) { break }
            i += 3
        }
        guard type > 0, i <= at + 36 else { return nil }
        let length = i + type - at
        matches.steps += 4
        // What is a name as it stands is not misspelled, but may be short for a longer one: 南京市雨花区 is no other city's.
        var other = index
        var isName = false
        while other < matches.hits.count, Int(matches.hits[other].start) <= at {
            if Int(matches.hits[other].start) == at, Int(matches.hits[other].end) == at + length { isName = true }
            other += 1
        }
        var found: DivisionID?
        var isAbbreviation = false
        func consider(_ range: Range<UInt16>) -> Bool {
            for raw in range {
                let id = DivisionID(rawValue: raw)
                guard isAbbreviation ? isAbbreviated(id, text, at, length) : isNearly(id, text, at, length) else { continue }
                if found != nil { return false }
                found = id
            }
            return true
        }
        if isName || !chain.city.isNone || length <= 12 {
            isAbbreviation = true
            if !consider(gazetteer.counties(of: chain.city.isNone ? chain.province : chain.city)) { found = nil }
            isAbbreviation = false
            if found == nil, isName { return nil }
        }
        if found == nil, chain.city.isNone || gazetteer.isMunicipality(chain.province) {
            guard consider(gazetteer.prefectures(of: chain.province)) else { return nil }
        }
        if found == nil {
            guard consider(gazetteer.counties(of: chain.city.isNone ? chain.province : chain.city)) else { return nil }
        }
        guard let target = found else { return nil }
        var next = chain
        next.links += 1
        next.end = at + length
        next.lastIsShort = false
        next.notes.insert(.corrected)
        next.evidence.insert(.typed)
        if gazetteer.level(target) == .prefecture {
            next.city = target
            next.evidence.insert(.city)
            next.score += 45
        } else {
            next.district = target
            next.evidence.insert(.district)
            next.score += 50
        }
        return next
    }

    /// Whether the word at an offset leaves characters of a division's name out, but neither its first nor its type: 雨花区, 阜蒙县.
    private func isAbbreviated(_ id: DivisionID, _ text: Span<UInt8>, _ at: Int, _ length: Int) -> Bool {
        let offset = gazetteer.offset(id)
        let count = Int(gazetteer.tables.byte(.divisions, offset + 4))
        guard length >= 9, count > length, at + length <= text.count, !gazetteer.isZone(id) else { return false }
        let name = Int(gazetteer.tables.word(.divisions, offset))
        func same(_ i: Int, _ k: Int) -> Bool {
            for b in 0..<3 where gazetteer.tables.byte(.strings, name + k + b) != text[at + i + b] { return false }
            return true
        }
        guard same(0, 0), same(length - 3, count - 3) else { return false }
        var i = 3
        var k = 3
        while i < length - 3, k < count - 3 {
            if same(i, k) { i += 3 }
            k += 3
        }
        return i == length - 3
    }

    /// Whether a name of the same length stands at an offset with exactly one other character, its type aside.
    func isNearly(_ id: DivisionID, _ text: Span<UInt8>, _ at: Int, _ length: Int) -> Bool {
        let offset = gazetteer.offset(id)
        guard length >= 9, Int(gazetteer.tables.byte(.divisions, offset + 4)) == length, at >= 0, at + length <= text.count else { return false }
        let name = Int(gazetteer.tables.word(.divisions, offset))
        var wrong = 0
        var i = 0
        while i < length {
            let same =
                gazetteer.tables.byte(.strings, name + i) == text[at + i] && gazetteer.tables.byte(.strings, name + i + 1) == text[at + i + 1]
                && gazetteer.tables.byte(.strings, name + i + 2) == text[at + i + 2]
            if !same {
                wrong += 1
                guard wrong < 2, i + 3 < length, text[at + i] & 0xF0 == 0xE0 else { return false }
            }
            i += 3
        }
        return wrong == 1
    }

    /// Whether the official name of a division of a level stands exactly at a place.
    private func isName(of level: DivisionLevel?, _ start: Int, _ end: Int, _ matches: borrowing RegionMatches) -> Bool {
        for i in matches.hits.indices where Int(matches.hits[i].start) == start && Int(matches.hits[i].end) == end {
            for m in gazetteer.meanings(of: matches.hits[i].form) {
                let meaning = gazetteer.meaning(m)
                if meaning.kind == .full, gazetteer.level(meaning.target) == level { return true }
            }
        }
        return false
    }

    /// Puts a misspelled parent right that stands before a chain without one: 航州市西湖区.
    func extendBackwards(_ chain: inout RegionChain, _ text: Span<UInt8>, _ matches: borrowing RegionMatches) {
        guard chain.evidence.contains(.typed), chain.start >= 9, classes.at(text, chain.start - 3) & RegionClasses.type != 0 else { return }
        guard !chain.evidence.contains(.province), !chain.evidence.contains(.city) || chain.district.isNone || !chain.city.isNone else { return }
        let wantsCity = chain.evidence.contains(.district) && !chain.evidence.contains(.city)
        guard wantsCity || chain.evidence.contains(.city) else { return }
        for i in -1..<Int(chain.otherCount) {
            let option = i < 0 ? chain.division : chain.others[i]
            let parent = gazetteer.parent(wantsCity ? option : chain.city)
            guard !parent.isNone else { continue }
            let length = Int(gazetteer.tables.byte(.divisions, gazetteer.offset(parent) + 4))
            // 濮阳市滑县: what is a name as it stands contradicts, and is no slip for 安阳市.
            guard length <= chain.start, !isName(of: gazetteer.level(parent), chain.start - length, chain.start, matches),
                isNearly(parent, text, chain.start - length, length)
            else { continue }
            if i >= 0 {
                chain.district = option
                complete(&chain)
            }
            chain.settle()
            chain.start -= length
            chain.score += 40
            chain.evidence.insert(wantsCity ? .city : .province)
            chain.notes.insert(.corrected)
            return
        }
    }
}
