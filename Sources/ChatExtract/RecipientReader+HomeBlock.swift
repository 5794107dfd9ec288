internal import ChatModel
internal import Gazetteer

/// Recipients of shops abroad: a name, a phone and an address in the order and the words of the shop's country, labelled or not.
extension RecipientReader {
    /// Whether blocks are read as people abroad write them; Chinese addresses have a reader of their own.
    func readsSegments(_ message: borrowing MessageText) -> Bool {
        switch home {
        case "CN", "HK", "MO", "TW": false
        case "JP", "KR": true
        default: !message.text.classes.contains(.han)
        }
    }

    private static let announcements = AddressWordList.shared.words(of: "abroad.announce").map(AddressWordList.spaced).sorted { $0.count > $1.count }
    private static let honorifics = AddressWordList.shared.words(of: "name.honorific_last").map(AddressWordList.spaced)
    private static let copulas = AddressWordList.shared.words(of: "abroad.copula").map(AddressWordList.spaced).sorted { $0.count > $1.count }

    /// The recipient of a message; nil when it holds no address and no name beside a phone.
    ///
    /// - Parameter named: the country of which nothing is kept in the address, since the shop's is another: it is told by itself.
    mutating func readSegments(_ message: borrowing MessageText, within named: String? = nil) -> ParsedRecipient? {
        let bytes = message.text.bytes
        guard bytes.count <= 1200 else { return nil }
        let country = country(at: message)
        let found = phonesAbroad(message, country)
        var list = segments(message, phones: found.ranges, country: country)
        if list.first?.label == .sender { return nil }
        let asides = list.filter { isAside($0, bytes) }.map { message.text.keptString($0.range) }
        list.removeAll { isAside($0, bytes) || $0.label == .remark || $0.label == .sender || $0.label == .account || $0.label == .phone }
        let name = chooseName(list, bytes, hasPhone: !found.phones.isEmpty)
        let block = addressSegments(list, name, bytes)
        if let first = block.first, let last = block.last, name?.segment != first || name?.isPart == true {
            list[first].range = bare(list[first].range, bytes, name: name?.segment == first ? name?.range : nil)
            if last != first { list[last].range = unended(list[last].range, bytes) }
            for i in [first, last] { list[i].words = SegmentWords(list[i].range, bytes, postcodes: PostcodeShape.lengths(of: country)) }
        }
        let points = block.reduce(0) { $0 + list[$1].points }
        let isLabelled = block.contains { list[$0].label == .address }
        guard isEnough(list, block, points, bytes, isLabelled: isLabelled, hasPhone: !found.phones.isEmpty, name) else {
            return pair(name, found.phones, list, message)
        }
        var ranges: [Range<Int>] = []
        var postcode: Range<Int>?
        for i in block {
            var range = list[i].range
            if list[i].label == .postcode { postcode = range }
            if let name, name.segment == i {
                guard name.isPart else { continue }
                if name.range.upperBound < range.upperBound, name.range.lowerBound == range.lowerBound {
                    range = trimmed(name.range.upperBound..<range.upperBound, bytes)
                } else if name.range.upperBound == range.upperBound {
                    range = trimmed(range.lowerBound..<name.range.lowerBound, bytes)
                }
            }
            for range in named.map({ withoutCountry(range, $0, bytes) }) ?? [range] {
                if let last = ranges.last, last.upperBound <= range.lowerBound, isThin(last.upperBound..<range.lowerBound, bytes) {
                    ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
                } else if !range.isEmpty {
                    ranges.append(range)
                }
            }
        }
        // 〒166-0003 is told by itself.
        if let first = ranges.first, let code = leadingPostcode(first, bytes) {
            postcode = code
            let rest = trimmed(code.upperBound..<max(code.upperBound, first.upperBound), bytes)
            if rest.isEmpty { ranges.removeFirst() } else { ranges[0] = rest }
        }
        ranges = ranges.map { closed($0, bytes) }
        guard !ranges.isEmpty else { return pair(name, found.phones, list, message) }
        let candidate = name.map { NameCandidate(range: withoutHonorific($0.range, bytes), points: Double($0.points) + 4, rule: $0.rule, piece: 0) }
        var parsed = compose(country, nil, candidate, found.phones, ranges, postcode ?? postalCode(ranges, bytes, country), message.text)
        // What is for the courier is no part of the address, and not lost.
        if !asides.isEmpty { parsed.remark = asides.joined(separator: ", ") }
        return parsed
    }

    /// The country of a block: named, else that of a number written with a code, else that of a postcode or of towns, else the shop's.
    private func country(at message: borrowing MessageText) -> String {
        let bytes = message.text.bytes
        for piece in pieces where piece.kind == .text && piece.label != .name {
            let range = trimmed(piece.range, bytes)
            if let named = CountryNames.named(bytes, range) ?? CountryNames.ending(bytes, range)?.country { return named }
        }
        // A number as it is dialled at home says nothing: 06 39… is one in Spain and in France.
        for number in message.numbers where number.kind == .foreign && Self.isInternational(number.range, bytes) {
            if let calling = NumberScanner.region(of: number.value) { return calling }
        }
        if let shape = PostcodeShape.country(of: bytes), shape != home { return shape }
        let hints = CountryHints.points(bytes)
        let own = hints.first { $0.country == home }?.points ?? 0
        guard let hint = hints.first(where: { $0.country != home }), hint.points > own else { return home }
        let hasPhone = message.numbers.contains { $0.mayBePhone || $0.kind == .plain && $0.range.count >= 8 || $0.kind == .serial }
        if hasPhone { return hint.points >= 3 && !phonesAbroad(message, hint.country).phones.isEmpty ? hint.country : home }
        // 8008 Zürich: a town with a postcode of its country beside it.
        return own == 0 && hasTown(of: hint.country, bytes) ? hint.country : home
    }

    /// Whether a number was written with its country's code.
    static func isInternational(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let text = bytes[range].drop { $0 == 0x28 }
        return text.first == 0x2B || range.lowerBound > 0 && bytes[range.lowerBound - 1] == 0x2B || text.starts(with: [0x30, 0x30])
    }

    /// Whether a hint of a country stands in a text with a number of as many digits as its postcodes have right before or behind it.
    private func hasTown(of country: String, _ bytes: [UInt8]) -> Bool {
        let lengths = PostcodeShape.lengths(of: country)
        guard lengths.count == 1 else { return false }
        let words = SegmentWords.words(0..<bytes.count, bytes)
        for (i, word) in words.enumerated() where bytes[word].allSatisfy({ $0 &- 0x30 < 10 }) && lengths.contains(word.count) {
            if i + 1 < words.count,
                CountryHints.count(words[i + 1], bytes) > 0
                    || i + 2 < words.count && CountryHints.count(words[i + 1].lowerBound..<words[i + 2].upperBound, bytes) > 0
            {
                return true
            }
            if i > 0, CountryHints.count(words[i - 1], bytes) > 0 { return true }
        }
        return false
    }

    /// Whether only what parts words of one address stands in a range.
    private func isThin(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        range.count <= 4 && bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x2C || $0 == 0x0A || $0 == 0x2E || $0 == 0x2D || $0 >= 0x80 }
    }

    // MARK: The address

    /// The segments of the address: from the first that is plainly one to the last, without what comes before a lead.
    private func addressSegments(_ list: [BlockSegment], _ name: NameChoice?, _ bytes: [UInt8]) -> [Int] {
        // What a colon announces begins behind it, unless the address stands before.
        let leads = list.indices.filter { list[$0].isLead && list[$0].points < 3 }
        let first = leads.last.map { lead in list[(lead + 1)...].contains { $0.points >= 2 } ? lead + 1 : 0 } ?? 0
        var places = list.indices.filter {
            $0 >= first && list[$0].label != .name
                && (list[$0].points >= 2 || list[$0].label == .address || list[$0].label == .area || list[$0].label == .postcode)
        }
        // Once the house is known, a sentence that only has a word of places is talk: Non a casa.
        if let house = places.first(where: { list[$0].points >= 3 }) {
            let end = list.indices.first { $0 > house && (list[$0].opening == .sentence || list[$0].opening == .lead) && list[$0].points < 3 } ?? list.count
            places.removeAll { $0 >= end && list[$0].label == .none }
        }
        guard var start = places.first, var end = places.last else { return [] }
        // Towns, buildings and numbers beside what is plainly an address.
        while start > first, belongs(list[start - 1], before: list[start]), name?.segment != start - 1 { start -= 1 }
        while end + 1 < list.count, belongs(list[end + 1], after: list[end]), name?.segment != end + 1 { end += 1 }
        return (start...end).filter { i in name?.segment != i || name?.isPart == true }.filter {
            list[$0].label != .name && !(list[$0].isLead && list[$0].points < 2)
        }
    }

    /// Whether words are a street, its number and its town, and no more: Καρυδιας 31 Πατρα.
    private func endsInTown(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let words = SegmentWords.words(range, bytes)
        guard 3...6 ~= words.count, let number = words.firstIndex(where: { bytes[$0].contains { $0 &- 0x30 < 10 } }), number > 0, number + 1 < words.count,
            words[number].count <= 4
        else { return false }
        return CountryHints.count(words[number + 1].lowerBound..<range.upperBound, bytes) > 0
            && CountryHints.count(range.lowerBound..<words[number].lowerBound, bytes) == 0
    }

    private func belongs(_ segment: BlockSegment, before next: BlockSegment) -> Bool {
        guard next.opening == .comma || next.opening == .line || next.opening == .space, !segment.isLead, segment.label != .name else { return false }
        return segment.words.talk == 0 && segment.words.count <= 8
    }

    private func belongs(_ segment: BlockSegment, after last: BlockSegment) -> Bool {
        guard segment.opening == .comma || segment.opening == .line || segment.opening == .space, segment.label != .name else { return false }
        return segment.words.talk == 0 && segment.words.count <= 6
    }

    private func isEnough(
        _ list: [BlockSegment], _ block: [Int], _ points: Int, _ bytes: [UInt8], isLabelled: Bool, hasPhone: Bool, _ name: NameChoice?
    ) -> Bool {
        guard !block.isEmpty else { return false }
        if isLabelled { return points >= 1 || hasPhone }
        let talk = block.reduce(0) { $0 + list[$1].words.talk }
        var hasHouse = block.contains {
            list[$0].words.places > 0 && list[$0].words.hasDigit || list[$0].words.hasPostcode
                || list[$0].words.isStreetInTown && (isEager || list[$0].opening == .start && endsInTown(list[$0].range, bytes))
        }
        // B-204, Lotus Apartments: the number and the house on either side of a comma.
        if isEager, block.contains(where: { list[$0].words.places > 0 }), block.contains(where: { list[$0].words.hasDigit }) { hasHouse = true }
        guard hasHouse else { return hasPhone && name != nil && points >= 2 && talk == 0 }
        // no 1342, M 4: a place has a name.
        let proper = block.reduce(0) { $0 + list[$1].words.proper }
        guard proper > 0 || hasPhone || block.contains(where: { list[$0].words.places > 1 || list[$0].words.hints > 0 }) else { return false }
        let isStreet = talk == 0 && block.contains { list[$0].words.isStreet || list[$0].words.isStreetInTown && list[$0].opening == .start }
        let needed = isEager || hasPhone || isStreet ? 3 : name != nil ? 4 : 5
        // Who was asked answers with an address, or with a sentence: a word of talk weighs double then.
        return points - (occasion == .asked ? 2 * talk : talk) >= needed
    }

    private func postalCode(_ ranges: [Range<Int>], _ bytes: [UInt8], _ country: String) -> Range<Int>? {
        for range in ranges.reversed() {
            if let code = PostcodeShape.last(in: range, bytes) { return code }
            if country == "IE", let code = PostcodeShape.eircode(range, bytes) { return code }
        }
        let lengths = PostcodeShape.lengths(of: country)
        guard let first = ranges.first else { return nil }
        var best: Range<Int>?
        for range in ranges {
            for word in SegmentWords.words(range, bytes) where word.lowerBound > first.lowerBound || ranges.count > 1 || lengths == [7] {
                let word = bytes[word.lowerBound] == 0x2D ? word.lowerBound + 1..<word.upperBound : word
                let digits = bytes[word].count { $0 &- 0x30 < 10 }
                // 30-702, 80.240-210: the marks that stand inside postcodes.
                let (dashes, dots) = (bytes[word].count { $0 == 0x2D }, bytes[word].count { $0 == 0x2E })
                guard digits + dashes + dots == word.count, dashes <= 1, dots == 0 || dots == 1 && digits >= 7, lengths.contains(digits),
                    bytes[word.upperBound - 1] != 0x2E
                else { continue }
                let part = segment(of: word, in: range, bytes)
                guard !PostcodeShape.isUnit(word, part, bytes), !isHouse(word, part, first, bytes) else { continue }
                best = word
            }
        }
        return best
    }

    /// Whether a number is that of the house in the street with which an address begins: Los Olmos 907, Salta.
    private func isHouse(_ number: Range<Int>, _ part: Range<Int>, _ first: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard number.count <= 4, part.lowerBound <= first.lowerBound, number.lowerBound > part.lowerBound else { return false }
        let others = SegmentWords.words(part, bytes).count { $0.lowerBound < number.lowerBound && bytes[$0].contains { $0 &- 0x30 < 10 } }
        return others == 0 && CountryHints.count(part, bytes) == 0
    }

    /// The words between two commas or line ends around a word.
    private func segment(of word: Range<Int>, in range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        let start = bytes[range.lowerBound..<word.lowerBound].lastIndex { $0 == 0x2C || $0 == 0x0A }.map { $0 + 1 } ?? range.lowerBound
        let end = bytes[word.upperBound..<range.upperBound].firstIndex { $0 == 0x2C || $0 == 0x0A } ?? range.upperBound
        return trimmed(start..<end, bytes)
    }

    /// A range without the words that announce an address, or say yes before it, and without what ends a sentence: 住所は …, Ja 17 Wilgeboom.
    private func bare(_ range: Range<Int>, _ bytes: [UInt8], name: Range<Int>?) -> Range<Int> {
        guard name?.lowerBound != range.lowerBound else { return range }
        var range = unended(range, bytes)
        var changed = true
        while changed {
            changed = false
            if let words = Self.announcements.first(where: {
                starts(bytes, range.lowerBound, range.upperBound, with: $0) || bytes[range].starts(with: $0) && $0[0] >= 0xE3
            }) {
                range = trimmed(range.lowerBound + words.count..<range.upperBound, bytes)
                changed = true
                continue
            }
            let words = SegmentWords.words(range, bytes)
            if let led = led(words, bytes) {
                range = trimmed(led..<range.upperBound, bytes)
                changed = true
                continue
            }
            // PO Box: short words in capitals are no talk.
            guard words.count > 1, SegmentWords(words[0], bytes).talk > 0, !SegmentWords(words[0], bytes).hasDigit,
                words[0].count == 1 || bytes[words[0]].contains(where: { !(0x41...0x5A ~= $0) })
            else { continue }
            let rest = trimmed(words[1].lowerBound..<range.upperBound, bytes)
            guard SegmentWords(rest, bytes).hasDigit else { continue }
            range = rest
            changed = true
        }
        return range
    }

    /// What is left of a range without the name of a country at its ends, or before the postcode that ends it: … Singapore 560215.
    private func withoutCountry(_ range: Range<Int>, _ country: String, _ bytes: [UInt8]) -> [Range<Int>] {
        if CountryNames.named(bytes, range) == country { return [] }
        if let end = CountryNames.ending(bytes, range), end.country == country { return [trimmed(range.lowerBound..<end.start, bytes)] }
        if let start = CountryNames.opening(bytes, range), start.country == country { return [trimmed(start.end..<range.upperBound, bytes)] }
        let words = SegmentWords.words(range, bytes)
        guard let code = words.last, bytes[code].allSatisfy({ $0 &- 0x30 < 10 }), words.count > 1, CountryNames.named(bytes, words[words.count - 2]) == country
        else { return [range] }
        return [trimmed(range.lowerBound..<words[words.count - 2].lowerBound, bytes), code].filter { !$0.isEmpty }
    }

    /// A name without what people of Japan and Korea put behind it.
    private func withoutHonorific(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        guard let last = Self.honorifics.first(where: { range.count > $0.count + 3 && bytes[range].suffix($0.count).elementsEqual($0) }) else { return range }
        return trimmed(range.lowerBound..<range.upperBound - last.count, bytes)
    }

    /// Where an address begins behind words of a sentence that announce it: please send it to ….
    private func led(_ words: [Range<Int>], _ bytes: [UInt8]) -> Int? {
        for i in words.indices.prefix(8) {
            // Before the announcement stand words in small letters, without any number.
            if i > 0, !(0x61...0x7A ~= bytes[words[i - 1].lowerBound]), i > 1 || bytes[words[0]].contains(where: { $0 &- 0x30 < 10 }) { return nil }
            if i > 0,
                let phrase = Self.announcements.first(where: {
                    $0.contains(0x20) && starts(bytes, words[i].lowerBound, words[words.count - 1].upperBound, with: $0)
                })
            {
                return words[i].lowerBound + phrase.count
            }
        }
        return nil
    }

    /// A range without the verb that ends its sentence: … 34 4층입니다.
    private func unended(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        guard let end = Self.copulas.first(where: { bytes[range].count > $0.count + 6 && bytes[range].suffix($0.count).elementsEqual($0) }) else {
            return range
        }
        return trimmed(range.lowerBound..<range.upperBound - end.count, bytes)
    }

    func starts(_ bytes: [UInt8], _ at: Int, _ limit: Int, with lead: [UInt8]) -> Bool {
        guard at + lead.count < limit, bytes[at + lead.count] == 0x20 || bytes[at + lead.count] >= 0xE0 else { return false }
        return (0..<lead.count).allSatisfy { k in
            let byte = bytes[at + k]
            return (0x41...0x5A ~= byte ? byte | 0x20 : byte) == lead[k]
        }
    }

}
