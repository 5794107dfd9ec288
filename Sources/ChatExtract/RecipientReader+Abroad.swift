internal import ChatModel
internal import Gazetteer

extension RecipientReader {
    /// A stretch of words of an address abroad, without the phones and the country's name.
    struct AbroadUnit {
        var range: Range<Int>
        var label: BlockLabel
        var gap: BlockPiece.Gap
        /// Whether a phone, or a phone's label, stands right before and behind it.
        var afterPhone = false
        var beforePhone = false
        var behindLabel = false
        var isNumber = false
        /// Whether other words follow it on its line without more than a space between.
        var runsOn = false
    }

    /// A recipient whose address is not written in the divisions of China: country, phone, name, and the address as written.
    mutating func readAbroad(_ message: borrowing MessageText) -> ParsedRecipient? {
        let bytes = message.text.bytes
        let region = regions.isEmpty && message.text.classes.contains(.letter) ? matcher.matchLatin(bytes.span) : nil
        guard let country = country(of: message, region) else { return nil }
        // The words of a mainland region are no part of the detail; elsewhere the whole address is.
        let divisions = country == "CN" ? region.map { $0.start..<$0.end } : nil
        let found = phonesAbroad(message, country)
        let phones = found.phones
        var postcode: Range<Int>?
        var units = units(message, country, found.ranges, &postcode)
        let name = nameAbroad(units, message, country: country)
        if let name { units.removeAll { $0.range.overlaps(name.range) && name.range.contains($0.range.lowerBound) } }
        var ranges: [Range<Int>] = []
        var asides: [String] = []
        for unit in units {
            if isAsideInChinese(unit.range, units, bytes) {
                asides.append(message.text.keptString(unit.range))
                continue
            }
            var range = unit.range
            if let divisions { range = trimmed(outside(divisions, range), bytes) }
            guard bytes[range].contains(where: { $0 >= 0x80 || $0 &- 0x30 < 10 || 0x61...0x7A ~= $0 | 0x20 }) else { continue }
            // Pieces with nothing between them but separators keep the writer's own.
            if let last = ranges.last, isOnlySeparators(last.upperBound..<range.lowerBound, bytes) {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        ranges = ranges.map { closed($0, bytes) }
        guard postcode != nil && !phones.isEmpty && !ranges.isEmpty || isAddress(ranges, message, hasPhone: !phones.isEmpty, hasName: name != nil) else {
            return nil
        }
        let code = postcode ?? (country == "CN" ? nil : trailingPostcode(ranges, bytes))
        var parsed = compose(country, region, name, phones, ranges, code, message.text)
        if !asides.isEmpty { parsed.remark = asides.joined(separator: ", ") }
        return parsed
    }

    /// A range with the bracket that closes one opened in it.
    func closed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        guard range.upperBound < bytes.count, bytes[range.upperBound] == 0x29 else { return range }
        let open = bytes[range].count { $0 == 0x28 } - bytes[range].count { $0 == 0x29 }
        return open == 1 ? range.lowerBound..<range.upperBound + 1 : range
    }

    /// Whether nothing but spaces, commas of any script and line ends stands in a range.
    private func isOnlySeparators(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard range.lowerBound <= range.upperBound, range.count <= 4 else { return false }
        var at = range.lowerBound
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            switch value {
            // A space, a comma, a line's end, a dot, a bracket; the commas of Arabic and of Chinese and Japanese.
            case 0x20, 0x2C, 0x0A, 0x2E, 0x28, 0x60C, 0x3001: at += max(1, length)
            default: return false
            }
        }
        return true
    }

    /// The words of a message between its labels and phones, without the country's name; a postcode that stands by itself is told.
    private func units(_ message: borrowing MessageText, _ country: String, _ phones: [Range<Int>], _ postcode: inout Range<Int>?) -> [AbroadUnit] {
        let bytes = message.text.bytes
        var units: [AbroadUnit] = []
        var afterPhone = false
        for (j, piece) in pieces.enumerated() {
            if piece.kind == .label {
                if piece.label == .phone, !units.isEmpty { units[units.count - 1].beforePhone = true }
                continue
            }
            if phones.contains(where: { $0.lowerBound <= piece.range.lowerBound && $0.upperBound >= piece.range.upperBound }) {
                if !units.isEmpty { units[units.count - 1].beforePhone = true }
                afterPhone = true
                continue
            }
            switch piece.label {
            case .remark, .account, .identity, .sender: continue
            default: break
            }
            let behindLabel = j > 0 && pieces[j - 1].kind == .label
            if piece.label == .postcode || piece.kind == .number && message.numbers[piece.number].kind == .postcode {
                postcode = piece.range
                if piece.label == .postcode || country == "CN" { continue }
            }
            for range in outside(phones, piece.range) {
                var range = trimmed(range, bytes)
                if let code = leadingPostcode(range, bytes) {
                    postcode = code
                    range = trimmed(code.upperBound..<max(code.upperBound, range.upperBound), bytes)
                }
                if piece.label != .name {
                    if CountryNames.named(bytes, range) == country { continue }
                    if let end = CountryNames.ending(bytes, range), end.country == country { range = trimmed(range.lowerBound..<end.start, bytes) }
                    if let start = CountryNames.opening(bytes, range), start.country == country { range = trimmed(start.end..<range.upperBound, bytes) }
                }
                guard !range.isEmpty else { continue }
                let isFirst = range.lowerBound == piece.range.lowerBound
                if !units.isEmpty { units[units.count - 1].runsOn = isFirst && piece.gap == .space && !afterPhone }
                units.append(
                    AbroadUnit(
                        range: range, label: piece.label, gap: isFirst ? piece.gap : .comma, afterPhone: afterPhone, behindLabel: behindLabel,
                        isNumber: piece.kind == .number))
                afterPhone = false
                if phones.contains(where: { $0.lowerBound >= range.upperBound && $0.upperBound <= piece.range.upperBound }) {
                    units[units.count - 1].beforePhone = true
                    afterPhone = true
                }
            }
        }
        return units
    }

    /// What is left of a range outside of others.
    private func outside(_ holes: [Range<Int>], _ range: Range<Int>) -> [Range<Int>] {
        var out: [Range<Int>] = []
        var at = range.lowerBound
        for hole in holes.sorted(by: { $0.lowerBound < $1.lowerBound }) where hole.overlaps(range) {
            if hole.lowerBound > at { out.append(at..<hole.lowerBound) }
            at = max(at, hole.upperBound)
        }
        if at < range.upperBound { out.append(at..<range.upperBound) }
        return out
    }

    /// What a range has before the words of the divisions, or else behind them.
    private func outside(_ divisions: Range<Int>, _ range: Range<Int>) -> Range<Int> {
        guard range.overlaps(divisions) else { return range }
        if range.lowerBound < divisions.lowerBound { return range.lowerBound..<divisions.lowerBound }
        return min(divisions.upperBound, range.upperBound)..<range.upperBound
    }

    /// The best name: labelled, beside the phone, or on a line of its own.
    private func nameAbroad(_ units: [AbroadUnit], _ message: borrowing MessageText, country: String) -> NameCandidate? {
        let bytes = message.text.bytes
        var best: (candidate: NameCandidate, unit: Int)?
        for (j, unit) in units.enumerated() where !unit.isNumber {
            guard unit.label == .none || unit.label == .name || !unit.behindLabel && unit.label == .address else { continue }
            // Words that run on from others are a name beside the phone only: … M2N 6Y2 林娜 +1 647….
            guard unit.gap > .space || j == 0 || unit.behindLabel || unit.afterPhone || unit.beforePhone else { continue }
            var whole = unit.range
            var k = j + 1
            // 佐藤 美咲: what stands on behind a space.
            while unit.label == .name, k < units.count, units[k].label == .name, units[k].gap == .space, !units[k].isNumber {
                whole = whole.lowerBound..<units[k].range.upperBound
                k += 1
            }
            let cut = NameWords.trimmed(trimmed(whole, bytes), bytes)
            // N.T., the New Territories, is nobody.
            guard !cut.range.isEmpty, CountryNames.named(bytes, cut.range) == nil, hasWord(cut.range, bytes) else { continue }
            let verdict = NameScore.of(cut.range, bytes)
            guard verdict.points > -50 || unit.label == .name else { continue }
            let points = pointsAbroad(units, j, cut, verdict, message, country)
            if points >= 4, best.map({ points > $0.candidate.points }) ?? true {
                best = (NameCandidate(range: cut.range, points: points, rule: unit.label == .name ? .nameLabel : verdict.rule, piece: j), j)
            }
        }
        guard var found = best else { return nil }
        // David Chen 陈大卫: a name in two scripts.
        for j in [found.unit - 1, found.unit + 1] where units.indices.contains(j) && found.candidate.rule != .nameLabel {
            let (first, second) = (min(j, found.unit), max(j, found.unit))
            guard units[second].gap == .space, !units[second].afterPhone, !units[j].isNumber, units[j].label == units[found.unit].label,
                bytes[units[j].range.lowerBound] >= 0xE4 ? NameScore.of(units[j].range, bytes).isPlain : isPlainLatin(units[j].range, bytes),
                bytes[units[first].range.lowerBound] < 0x80 || bytes[units[second].range.lowerBound] < 0x80
            else { continue }
            found.candidate.range = units[first].range.lowerBound..<units[second].range.upperBound
            break
        }
        return found.candidate
    }

    /// Whether a range has two letters side by side, or one of a script of whole words.
    private func hasWord(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        range.contains { bytes[$0] >= 0x80 || 0x61...0x7A ~= bytes[$0] | 0x20 && $0 + 1 < range.upperBound && 0x61...0x7A ~= bytes[$0 + 1] | 0x20 }
    }

    /// Whether a unit is a sentence in Chinese beside an address in Latin letters: for the seller, and no part of it.
    private func isAsideInChinese(_ range: Range<Int>, _ units: [AbroadUnit], _ bytes: [UInt8]) -> Bool {
        guard bytes[range.lowerBound] >= 0xE4, AddressScore.isTalk(range, bytes) || AddressScore.isRemark(range, bytes), AddressScore.of(range, bytes) < 3
        else {
            return false
        }
        return units.contains { LatinWords.count(bytes, $0.range).places > 0 && bytes[$0.range.lowerBound] < 0x80 }
    }

    /// Whether words are one to four capitalised Latin words of no address.
    private func isPlainLatin(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let words = LatinWords.count(bytes, range)
        return 1...4 ~= words.words && words.places == 0 && words.talk == 0 && 0x41...0x5A ~= bytes[range.lowerBound]
            && !bytes[range].contains { $0 &- 0x30 < 10 || $0 >= 0xE4 }
    }

    private func pointsAbroad(
        _ units: [AbroadUnit], _ j: Int, _ cut: (range: Range<Int>, received: Bool, called: Bool), _ verdict: NameScore.Verdict,
        _ message: borrowing MessageText, _ country: String
    ) -> Double {
        let bytes = message.text.bytes
        let unit = units[j]
        let next = j + 1 < units.count ? units[j + 1] : nil
        let words = LatinWords.count(bytes, cut.range)
        var points = max(verdict.points, -4)
        if unit.label == .name { return 25 }
        if words.words > 4 || AddressScore.of(cut.range, bytes) >= 3 { return -9 }
        // Emma Liu 12/45 Crown Street: a name first of all, before the number of the house.
        let opens = j == 0 && next.map { bytes[$0.range.lowerBound] &- 0x30 < 10 } ?? false && (verdict.isPlain || isPlainLatin(cut.range, bytes))
        if next?.gap == .space, !unit.beforePhone, !opens { points -= 6 }
        points -= 5 * Double(words.places) + 4 * Double(words.talk) + 6 * Double(CountryHints.count(cut.range, bytes))
        if unit.afterPhone || unit.beforePhone {
            points += 4
            if verdict.isPlain { points = max(points, 4) }
        }
        if unit.gap >= .line, next == nil || next?.gap ?? .none >= .line {
            points += 3
            // Names of Japan and Korea have no surnames of China.
            if verdict.isPlain, country == "JP" || country == "KR" { points = max(points, 4) }
        }
        if j == 0 { points += 2 }
        if cut.received { points += 5 }
        // Between commas among other words stands a town.
        if unit.gap == .comma, next?.gap == .comma, j > 0, !unit.beforePhone, !unit.afterPhone { points -= 4 }
        return points
    }

    /// Whether the pieces that are left make an address and no talk.
    private func isAddress(_ ranges: [Range<Int>], _ message: borrowing MessageText, hasPhone: Bool, hasName: Bool) -> Bool {
        let bytes = message.text.bytes
        guard !ranges.isEmpty, hasPhone || hasName else { return false }
        var places = 0
        var talk = 0
        var digits = 0
        var han = 0
        for range in ranges {
            let words = LatinWords.count(bytes, range)
            places += words.places
            talk += words.talk
            if bytes[range].contains(where: { $0 &- 0x30 < 10 }) { digits += 1 }
            han += max(0, AddressScore.of(range, bytes))
        }
        let labelled = hasAddressLabel(bytes)
        if labelled { return true }
        // In scripts whose words are not known: enough words on a line of their own, with a number among them.
        let foreign = ranges.contains { range in range.count >= 24 && bytes[range].count { $0 >= 0xC3 && $0 < 0xE3 || $0 & 0xC0 == 0x80 } * 2 > range.count }
        if foreign, han <= 2, hasPhone, hasName, digits > 0 { return true }
        return talk <= 1 && digits > 0 && (places > 0 || CountryHints.likeliest(message.text.bytes) != nil || han >= 3 || ranges.count >= 2 && hasName)
    }

    /// 〒106-0044 at the front.
    func leadingPostcode(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
        guard Han.has([0xE3, 0x80, 0x92], bytes, at: range.lowerBound) else { return nil }
        var at = range.lowerBound + 3
        while at < range.upperBound, bytes[at] == 0x20 { at += 1 }
        let start = at
        while at < range.upperBound, bytes[at] &- 0x30 < 10 || bytes[at] == 0x2D { at += 1 }
        return at - start >= 7 ? start..<at : nil
    }

    /// The last number of four to six digits that stands on its own and is not the first word.
    private func trailingPostcode(_ ranges: [Range<Int>], _ bytes: [UInt8]) -> Range<Int>? {
        for range in ranges.reversed() {
            if let code = PostcodeShape.last(in: range, bytes) { return code }
        }
        guard let last = ranges.last, let first = ranges.first else { return nil }
        var end = last.upperBound
        while end > last.lowerBound {
            guard bytes[end - 1] &- 0x30 < 10 else {
                end -= 1
                continue
            }
            var start = end
            while start > last.lowerBound, bytes[start - 1] &- 0x30 < 10 { start -= 1 }
            let alone = start == last.lowerBound || bytes[start - 1] == 0x20 || bytes[start - 1] == 0x2C || bytes[start - 1] == 0x0A
            if alone, 4...6 ~= end - start, start > first.lowerBound { return start..<end }
            end = start
        }
        return nil
    }

    func compose(
        _ country: String, _ region: RegionCandidate?, _ name: NameCandidate?, _ phones: [BlockPhone], _ ranges: [Range<Int>], _ postcode: Range<Int>?,
        _ text: NormalizedText
    ) -> ParsedRecipient {
        var fields: [ParsedField] = []
        var recipient = Recipient(name: name.map { text.keptString($0.range) }, phones: phones.map(\.value))
        if let name { fields.append(ParsedField(.name, text.originalRange(name.range), confidence: min(0.97, 0.5 + name.points / 40), rule: name.rule)) }
        fields += phones.map(\.field)
        var detail: [UInt8] = []
        for (i, range) in ranges.enumerated() {
            if i > 0 { detail.append(contentsOf: ", ".utf8) }
            var words: [UInt8] = []
            text.appendKept(range, to: &words)
            for byte in words {
                if byte == 0x0A {
                    detail.append(contentsOf: (detail.last == 0x2C ? " " : ", ").utf8)
                } else {
                    detail.append(byte)
                }
            }
        }
        var address = PostalAddress(country: country == "ZZ" ? nil : country, detail: String(decoding: detail, as: UTF8.self))
        if let place = region.flatMap({ self.country($0) == country ? $0.division : nil }) ?? nearPlace(country, text) {
            let names = gazetteer.names(place)
            address.province = names.province
            address.city = names.city
            address.district = names.district
        }
        if let postcode {
            address.postalCode = text.string(postcode)
            fields.append(ParsedField(.postalCode, text.originalRange(postcode), confidence: 0.7, rule: .addressPostcode))
        }
        if let first = ranges.first, let last = ranges.last {
            fields.append(
                ParsedField(.detail, text.originalRange(first.lowerBound..<max(first.lowerBound, last.upperBound)), confidence: 0.75, rule: .addressAbroad))
        }
        recipient.address = address
        let start = fields.map(\.range.lowerBound).min() ?? 0
        var parsed = ParsedRecipient(
            recipient: recipient, range: start..<max(start, fields.map(\.range.upperBound).max() ?? start), confidence: fields.map(\.confidence).min() ?? 0.5)
        parsed.fields = fields
        return parsed
    }

    /// The division of Hong Kong, Macao or Taiwan that an address in Latin letters names.
    private func nearPlace(_ country: String, _ text: NormalizedText) -> DivisionID? {
        guard country == "HK" || country == "MO" || country == "TW" else { return nil }
        var found = RegionMatches()
        matcher.match(text.bytes.span, into: &found)
        let best = found.candidates.filter { self.country($0) == country }.max { $0.score < $1.score }
        return best?.division ?? gazetteer.division(province: country == "HK" ? "香港特别行政区" : country == "MO" ? "澳门特别行政区" : "台湾省")
    }
}
