/// Divisions in Latin letters, as in `Nanshan District, Shenzhen, Guangdong, China`.
extension RegionMatcher {
    /// The place that a text's Latin words name, or nil where no two of them agree on one.
    ///
    /// A district needs its city or province beside it; a city needs its province or the country. The range covers the words of the divisions and
    /// of the country; a Hong Kong locality stays in the detail. Takes text of at most a few hundred words.
    public func matchLatin(_ text: Span<UInt8>) -> RegionCandidate? {
        let words = latinWords(text)
        guard words.count < 400 else { return nil }
        let hits = latinHits(text, words)
        guard !hits.isEmpty else { return nil }
        let isChina = words.contains { letters(text, $0) == "china" || letters(text, $0) == "prc" }
        var best: (score: Int, division: DivisionID)?
        for hit in hits {
            for entry in hit.entries {
                let score = agreement(latinDivision(entry), hit, hits, isChina)
                if score >= 2, score > best?.score ?? 0 { best = (score, latinDivision(entry)) }
            }
        }
        guard let division = best?.division else { return nil }
        return latinCandidate(division, hits, text, words)
    }

    private struct LatinHit {
        var start: Int
        var end: Int
        /// Rows of the Latin table.
        var entries: Range<Int>
        /// Whether a type follows: District, City, Province, Qu, Shi.
        var isTyped: Bool
    }

    private func latinDivision(_ entry: Int) -> DivisionID { DivisionID(rawValue: gazetteer.tables.half(.latin, entry * 8 + 4)) }

    /// Runs of letters, apostrophes inside included.
    private func latinWords(_ text: Span<UInt8>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var i = 0
        while i < text.count {
            guard isLetter(text[i]) else {
                i += 1
                continue
            }
            var end = i
            while end < text.count, isLetter(text[end]) || text[end] == UInt8(ascii: "'") { end += 1 }
            words.append(i..<end)
            i = end
        }
        return words
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }

    private func letters(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for i in range where isLetter(text[i]) { bytes.append(text[i] | 0x20) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The longest known form from each word on, of up to four words joined.
    private func latinHits(_ text: Span<UInt8>, _ words: [Range<Int>]) -> [LatinHit] {
        var hits: [LatinHit] = []
        var first = 0
        while first < words.count {
            var found: LatinHit?
            var taken = 1
            var key: [UInt8] = []
            for count in 1...4 where first + count <= words.count {
                let word = words[first + count - 1]
                if count > 1, word.lowerBound - words[first + count - 2].upperBound > 1 { break }
                for i in word where isLetter(text[i]) { key.append(text[i] | 0x20) }
                let entries = latinEntries(key)
                guard !entries.isEmpty else { continue }
                found = LatinHit(start: words[first].lowerBound, end: word.upperBound, entries: entries, isTyped: false)
                taken = count
            }
            first += taken
            guard var hit = found else { continue }
            if first < words.count, words[first].lowerBound - hit.end <= 1, latinTypes.contains(letters(text, words[first])) {
                hit.end = words[first].upperBound
                hit.isTyped = true
                first += 1
            }
            hits.append(hit)
        }
        return hits
    }

    /// The rows of the Latin table with a key.
    private func latinEntries(_ key: [UInt8]) -> Range<Int> {
        let tables = gazetteer.tables
        func order(_ row: Int) -> Int {
            let packed = tables.word(.latin, row * 8)
            let start = Int(packed & 0xFF_FFFF)
            let count = Int(packed >> 24)
            for i in 0..<min(count, key.count) {
                let difference = Int(tables.byte(.strings, start + i)) - Int(key[i])
                if difference != 0 { return difference }
            }
            return count - key.count
        }
        var low = 0
        var high = tables.latinCount
        while low < high {
            let middle = (low + high) / 2
            if order(middle) < 0 { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < tables.latinCount, order(end) == 0 { end += 1 }
        return low..<end
    }

    /// How well the other words agree with a division: its city counts 2, its province, the country and its type 1 each.
    private func agreement(_ division: DivisionID, _ own: LatinHit, _ hits: [LatinHit], _ isChina: Bool) -> Int {
        let province = gazetteer.province(division)
        let city = gazetteer.parent(division)
        var hasCity = false
        var hasProvince = false
        for hit in hits where hit.start != own.start {
            for entry in hit.entries {
                hasCity = hasCity || latinDivision(entry) == city
                hasProvince = hasProvince || latinDivision(entry) == province
            }
        }
        switch gazetteer.level(division) {
        case .county:
            guard hasCity || hasProvince else { return 0 }
            let isBelowProvince = gazetteer.isMunicipality(province) || city == province
            return 1 + (hasCity || isBelowProvince ? 2 : 0) + (hasProvince ? 1 : 0) + (own.isTyped ? 1 : 0)
        case .prefecture:
            return (hasProvince ? 2 : 0) + (isChina ? 1 : 0) + (own.isTyped ? 1 : 0)
        case .province:
            return namesItself(division) || isChina ? 2 : own.isTyped ? 1 : 0
        case nil:
            return 0
        }
    }

    /// Whether a province needs no country beside it: Hong Kong, Macao and Taiwan.
    private func namesItself(_ province: DivisionID) -> Bool { gazetteer.code(province) >= 700_000 }

    private func latinCandidate(_ division: DivisionID, _ hits: [LatinHit], _ text: Span<UInt8>, _ words: [Range<Int>]) -> RegionCandidate {
        var chain = RegionChain(at: 0)
        switch gazetteer.level(division) {
        case .county: chain.district = division
        case .prefecture: chain.city = division
        default: chain.province = division
        }
        complete(&chain)
        var start = text.count
        var end = 0
        func cover(_ range: Range<Int>) {
            start = min(start, range.lowerBound)
            end = max(end, range.upperBound)
        }
        let keepsLocality = chain.city.isNone && !chain.district.isNone && namesItself(chain.province)
        for hit in hits {
            for other in hit.entries.map(latinDivision) where !other.isNone {
                guard other == chain.province || other == chain.city || other == chain.district && !keepsLocality else { continue }
                cover(hit.start..<hit.end)
                chain.evidence.insert(other == chain.province ? .province : other == chain.city ? .city : .district)
            }
        }
        for word in words where letters(text, word) == "china" && word.lowerBound >= end && word.lowerBound - end < 4 { cover(word) }
        var candidate = RegionCandidate(start: min(start, end), end: end)
        candidate.province = chain.province
        candidate.city = chain.city
        candidate.district = chain.district
        candidate.evidence = chain.evidence.union(.typed)
        candidate.score = 60 + 30 * chain.evidence.levels
        return candidate
    }
}

private let latinTypes: Set<String> = [
    "district", "city", "province", "county", "prefecture", "qu", "shi", "sheng", "xian", "municipality", "sar",
]
