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

    private static let leads: [[UInt8]] = AddressWordList.shared.words(of: "name.lead").map(AddressWordList.spaced).sorted { $0.count > $1.count }

    /// A name among the segments.
    private struct NameChoice {
        var range: Range<Int>
        var segment: Int
        var points: Int
        var rule: FieldRule
        /// Whether the segment holds more than the name.
        var isPart = false
    }

    /// The recipient of a message; nil when it holds no address and no name beside a phone.
    mutating func readSegments(_ message: borrowing MessageText) -> ParsedRecipient? {
        let bytes = message.text.bytes
        guard bytes.count <= 1200 else { return nil }
        let country = country(at: message)
        let found = phonesAbroad(message, country)
        var list = segments(message, phones: found.ranges, country: country)
        if list.first?.label == .sender { return nil }
        list.removeAll { isAside($0, bytes) || $0.label == .remark || $0.label == .sender || $0.label == .account || $0.label == .phone }
        let name = chooseName(list, bytes, hasPhone: !found.phones.isEmpty)
        let block = addressSegments(list, name, bytes)
        let points = block.reduce(0) { $0 + list[$1].points }
        let isLabelled = block.contains { list[$0].label == .address }
        guard isEnough(list, block, points, isLabelled: isLabelled, hasPhone: !found.phones.isEmpty, name) else {
            return pair(name, found.phones, list, message)
        }
        var ranges: [Range<Int>] = []
        var postcode: Range<Int>?
        for i in block {
            var range = list[i].range
            if list[i].label == .postcode { postcode = range }
            if let name, name.segment == i {
                guard name.isPart else { continue }
                range =
                    name.range.upperBound < range.upperBound && name.range.lowerBound == range.lowerBound
                    ? trimmed(name.range.upperBound..<range.upperBound, bytes) : range
            }
            if let last = ranges.last, last.upperBound <= range.lowerBound, isThin(last.upperBound..<range.lowerBound, bytes) {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else if !range.isEmpty {
                ranges.append(range)
            }
        }
        ranges = ranges.map { closed($0, bytes) }
        guard !ranges.isEmpty else { return pair(name, found.phones, list, message) }
        let candidate = name.map { NameCandidate(range: $0.range, points: Double($0.points) + 4, rule: $0.rule, piece: 0) }
        return compose(country, nil, candidate, found.phones, ranges, postcode ?? postalCode(ranges, bytes, PostcodeShape.lengths(of: country)), message.text)
    }

    /// The country of a block: named, else that of a number written with a code, else that of a postcode or of towns, else the shop's.
    private func country(at message: borrowing MessageText) -> String {
        let bytes = message.text.bytes
        for piece in pieces where piece.kind == .text && piece.label != .name {
            let range = trimmed(piece.range, bytes)
            if let named = CountryNames.named(bytes, range) ?? CountryNames.ending(bytes, range)?.country { return named }
        }
        let calling = message.numbers.lazy.filter { $0.kind == .foreign }.compactMap { NumberScanner.region(of: $0.value) }.first
        if let calling, calling != home { return calling }
        if calling == home { return home }
        if let shape = PostcodeShape.country(of: bytes), shape != home { return shape }
        if let hint = CountryHints.likeliest(bytes), hint != home,
            message.numbers.contains(where: { $0.mayBePhone || $0.kind == .plain && $0.range.count >= 8 || $0.kind == .serial }),
            !phonesAbroad(message, hint).phones.isEmpty
        {
            return hint
        }
        return home
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
        let places = list.indices.filter {
            $0 >= first && list[$0].label != .name
                && (list[$0].points >= 2 || list[$0].label == .address || list[$0].label == .area || list[$0].label == .postcode)
        }
        guard var start = places.first, var end = places.last else { return [] }
        // Towns, buildings and numbers beside what is plainly an address.
        while start > first, belongs(list[start - 1], before: list[start]), name?.segment != start - 1 { start -= 1 }
        while end + 1 < list.count, belongs(list[end + 1], after: list[end]), name?.segment != end + 1 { end += 1 }
        return (start...end).filter { i in name?.segment != i || name?.isPart == true }.filter {
            list[$0].label != .name && !(list[$0].isLead && list[$0].points < 2)
        }
    }

    private func belongs(_ segment: BlockSegment, before next: BlockSegment) -> Bool {
        guard next.opening == .comma || next.opening == .line || next.opening == .space, !segment.isLead, segment.label != .name else { return false }
        return segment.words.talk == 0 && segment.words.count <= 8
    }

    private func belongs(_ segment: BlockSegment, after last: BlockSegment) -> Bool {
        guard segment.opening == .comma || segment.opening == .line || segment.opening == .space, segment.label != .name else { return false }
        return segment.words.talk == 0 && segment.words.count <= 6
    }

    private func isEnough(_ list: [BlockSegment], _ block: [Int], _ points: Int, isLabelled: Bool, hasPhone: Bool, _ name: NameChoice?) -> Bool {
        guard !block.isEmpty else { return false }
        if isLabelled { return points >= 1 || hasPhone }
        let talk = block.reduce(0) { $0 + list[$1].words.talk }
        let hasHouse = block.contains { list[$0].words.places > 0 && list[$0].words.hasDigit || list[$0].words.hasPostcode }
        guard hasHouse else { return hasPhone && name != nil && points >= 2 && talk == 0 }
        let needed = isEager ? 3 : hasPhone ? 3 : name != nil ? 4 : 5
        return points - talk >= needed
    }

    private func postalCode(_ ranges: [Range<Int>], _ bytes: [UInt8], _ lengths: Set<Int>) -> Range<Int>? {
        for range in ranges.reversed() {
            if let code = PostcodeShape.last(in: range, bytes) { return code }
        }
        guard let first = ranges.first else { return nil }
        var best: Range<Int>?
        for range in ranges {
            for word in SegmentWords.words(range, bytes) where word.lowerBound > first.lowerBound || ranges.count > 1 {
                let word = bytes[word.lowerBound] == 0x2D ? word.lowerBound + 1..<word.upperBound : word
                let digits = bytes[word].count { $0 &- 0x30 < 10 }
                guard digits == word.count || digits == word.count - 1 && bytes[word].contains(0x2D), lengths.contains(digits) else { continue }
                best = word
            }
        }
        return best
    }

    // MARK: The name

    private func chooseName(_ list: [BlockSegment], _ bytes: [UInt8], hasPhone: Bool) -> NameChoice? {
        var best: NameChoice?
        let firstPlace = list.firstIndex { $0.points >= 2 } ?? list.count
        for (i, segment) in list.enumerated() where !segment.isLead {
            guard let choice = named(segment, i, list, firstPlace, bytes) else { continue }
            if choice.points >= 4, best.map({ choice.points > $0.points }) ?? true { best = choice }
        }
        return best
    }

    private func named(_ segment: BlockSegment, _ i: Int, _ list: [BlockSegment], _ firstPlace: Int, _ bytes: [UInt8]) -> NameChoice? {
        if segment.label == .name { return NameChoice(range: segment.range, segment: i, points: 25, rule: .nameLabel) }
        guard segment.label == .none || segment.label == .address else { return nil }
        if let (range, _) = led(segment, bytes) { return NameChoice(range: range, segment: i, points: 9, rule: .nameLatin, isPart: false) }
        var range = segment.range
        var words = segment.words
        var isPart = false
        // Toko Dewi (Bu Dewi Lestari) Pasar …: the words before a bracket.
        if !words.isName, let open = bytes[range].firstIndex(of: 0x28), open > range.lowerBound + 3 {
            range = trimmed(range.lowerBound..<open, bytes)
            words = SegmentWords(range, bytes)
            isPart = true
        }
        guard words.isName else { return nil }
        let next = i + 1 < list.count ? list[i + 1] : nil
        var points = 2 + (words.count >= 2 ? 1 : 0) + (words.isTitled ? 1 : 0)
        let ownLine =
            (segment.opening == .line || segment.opening == .start || segment.opening == .lead)
            && (next == nil || next?.opening == .line || next?.opening == .phone)
        if ownLine, list.count > 1 { points += 3 }
        if segment.endsAtPhone { points += 3 }
        if segment.opening == .phone { points += 2 }
        if segment.opening == .lead { points += 2 }
        let opens = i + 1 == firstPlace || i == 0
        if opens, next?.opening == .comma, words.count >= 2 || words.isTitled || segment.opening == .lead { points += 2 }
        // Between commas among places stands a town; behind them all another.
        if i > firstPlace, segment.opening == .comma { points -= 4 }
        if i > firstPlace, segment.opening == .sentence, !segment.endsAtPhone { points -= 3 }
        if words.count == 1, !words.isTitled, !ownLine, !segment.endsAtPhone, segment.opening != .lead, segment.opening != .phone { points -= 3 }
        return NameChoice(range: range, segment: i, points: points, rule: .nameLatin, isPart: isPart)
    }

    /// The name behind words that announce one: `a nombre de Lucía Ferrer`, `Ask for Mr Eze`.
    private func led(_ segment: BlockSegment, _ bytes: [UInt8]) -> (Range<Int>, Int)? {
        let words = SegmentWords.words(segment.range, bytes)
        for word in words {
            guard let lead = Self.leads.first(where: { starts(bytes, word.lowerBound, segment.range.upperBound, with: $0) }) else { continue }
            var rest = trimmed(word.lowerBound + lead.count..<segment.range.upperBound, bytes)
            if let open = bytes[rest].firstIndex(of: 0x28) { rest = trimmed(rest.lowerBound..<open, bytes) }
            let name = SegmentWords(rest, bytes)
            guard name.isName, name.count >= 2 || name.isTitled || lead.count >= 6 else { continue }
            return (rest, lead.count)
        }
        return nil
    }

    private func starts(_ bytes: [UInt8], _ at: Int, _ limit: Int, with lead: [UInt8]) -> Bool {
        guard at + lead.count < limit, bytes[at + lead.count] == 0x20 || bytes[at + lead.count] >= 0xE0 else { return false }
        return (0..<lead.count).allSatisfy { k in
            let byte = bytes[at + k]
            return (0x41...0x5A ~= byte ? byte | 0x20 : byte) == lead[k]
        }
    }

    /// A name beside a phone, with hardly any other words.
    private func pair(_ name: NameChoice?, _ phones: [BlockPhone], _ list: [BlockSegment], _ message: borrowing MessageText) -> ParsedRecipient? {
        guard let name, phones.count == 1, name.points >= 6 || name.rule == .nameLabel else { return nil }
        let others = list.indices.filter { $0 != name.segment && !list[$0].isLead }.reduce(0) { $0 + list[$1].words.count }
        guard others <= 6 else { return nil }
        let text = message.text
        var fields = [ParsedField(.name, text.originalRange(name.range), confidence: 0.8, rule: name.rule)]
        fields += phones.map(\.field)
        let recipient = Recipient(name: text.keptString(name.range), phones: phones.map(\.value))
        let start = fields.map(\.range.lowerBound).min() ?? 0
        var parsed = ParsedRecipient(recipient: recipient, range: start..<(fields.map(\.range.upperBound).max() ?? start), confidence: 0.8)
        parsed.fields = fields
        return parsed
    }
}
