internal import ChatModel
internal import Gazetteer

/// Whoever receives, among the segments of a block abroad.
extension RecipientReader {
    private static let cares: [[UInt8]] = AddressWordList.shared.words(of: "name.care").map(AddressWordList.spaced).sorted { $0.count > $1.count }
    private static let housesLast = Set(AddressWordList.shared.words(of: "land.house_last").map { String(decoding: $0, as: UTF8.self) })
    private static let leads: [[UInt8]] = AddressWordList.shared.words(of: "name.lead").map(AddressWordList.spaced).sorted { $0.count > $1.count }

    /// A name among the segments.
    struct NameChoice {
        var range: Range<Int>
        var segment: Int
        var points: Int
        var rule: FieldRule
        /// Whether the segment holds more than the name.
        var isPart = false
        /// How many of the points are for words that are known as names: without an address they prove nothing.
        var bonus = 0
    }

    func chooseName(_ list: [BlockSegment], _ bytes: [UInt8], hasPhone: Bool) -> NameChoice? {
        var best: NameChoice?
        let firstPlace = list.firstIndex { $0.points >= 2 } ?? list.count
        for (i, segment) in list.enumerated() where !segment.isLead {
            guard let choice = named(segment, i, list, firstPlace, bytes, hasPhone: hasPhone) else { continue }
            if choice.points >= 4, best.map({ choice.points > $0.points }) ?? true { best = choice }
        }
        return best
    }

    private func named(
        _ segment: BlockSegment, _ i: Int, _ list: [BlockSegment], _ firstPlace: Int, _ bytes: [UInt8], hasPhone: Bool
    ) -> NameChoice? {
        if segment.label == .name { return NameChoice(range: segment.range, segment: i, points: 25, rule: .nameLabel) }
        guard segment.label == .none || segment.label == .address, CountryNames.named(bytes, segment.range) == nil else { return nil }
        let before = beforeCare(segment.range, bytes).flatMap { SegmentWords($0, bytes).isName ? $0 : nil }
        if before == nil, let (range, _) = led(segment, bytes) { return NameChoice(range: range, segment: i, points: 9, rule: .nameLatin, isPart: false) }
        var range = segment.range
        var words = segment.words
        var isPart = false
        // Toko Dewi (Bu Dewi Lestari) Pasar …: the words before a bracket.
        if !words.isName, let open = bytes[range].firstIndex(of: 0x28), open > range.lowerBound + 3 {
            range = trimmed(range.lowerBound..<open, bytes)
            words = SegmentWords(range, bytes)
            isPart = true
        }
        if let before {
            range = before
            words = SegmentWords(range, bytes)
            isPart = true
        }
        // Names of persons at the edge of words that are a place.
        if !words.isName, words.known > 0 || words.isTitled || words.hasDigit && bytes[range.upperBound - 1] >= 0x80,
            let run = personalRun(segment, isFirst: i <= firstPlace, isLast: i == list.count - 1 || segment.endsAtPhone, bytes)
        {
            range = run
            words = SegmentWords(range, bytes)
            isPart = true
        }
        // コーポ楓103 秋山 夏美, 12 Palm Road Nilo Reyes: nothing tells them apart there but the place in the block.
        guard words.isName else { return nil }
        let next = i + 1 < list.count ? list[i + 1] : nil
        var points = 2 + (words.count >= 2 || words.isUnparted ? 1 : 0) + (words.isTitled ? 1 : 0)
        let ownLine =
            (segment.opening == .line || segment.opening == .start || segment.opening == .lead)
            && (next == nil || next?.opening == .line || next?.opening == .phone)
        if ownLine, list.count > 1 { points += 3 }
        let bonus = words.known == 0 ? 0 : words.count >= 2 ? 4 : 2
        points += bonus
        // Nilo Reyes. 12 Palm Road … 0917…: who begins a block with a sentence of two words says who receives.
        if i == 0, firstPlace == 1, hasPhone, next?.opening == .sentence, words.isFullName { points += 3 }
        if segment.endsAtPhone { points += 3 }
        if segment.opening == .phone { points += 2 }
        if segment.opening == .lead { points += 2 }
        let opens = i + 1 == firstPlace || i == 0
        if opens, next?.opening == .comma, words.isFullName || segment.opening == .lead { points += 2 }
        if opens, segment.opening == .sentence, next?.opening == .comma, words.isFullName { points += 1 }
        // What follows the postcode, or a house at which spaces part the words, is whoever receives.
        let closes = i > firstPlace && next == nil && i > 0
        let isBehindAll =
            closes && words.isFullName && (list[i - 1].words.hasPostcode || list[..<i].contains { $0.words.hasPostcode } && segment.opening == .comma)
        // ул. Ленина 12, кв 8, Ольга Титова 8 912 …: where towns are written first, nothing of the address follows the house.
        let isBehindHouse = segment.endsAtPhone && i > firstPlace && words.isFullName && Self.housesLast.contains(home) && list[i - 1].words.hasDigit
        if isBehindAll { points += 3 }
        // Who was asked for an address and a name gives them in two sentences.
        if occasion == .asked, closes, segment.opening == .sentence, words.count <= 3 { points += 5 }
        if closes, segment.opening == .space, list[i - 1].words.hasDigit, segment.range.count <= 30 { points += words.count >= 2 ? 2 : 1 }
        // Between commas among places stands a town; behind them all another.
        if i > firstPlace, segment.opening == .comma, !isBehindAll, !isBehindHouse, !(segment.endsAtPhone && words.isTitled) { points -= 4 }
        if i > firstPlace, segment.opening == .sentence, !segment.endsAtPhone, !closes { points -= 3 }
        if !words.isFullName, !ownLine, !segment.endsAtPhone, segment.opening != .lead, segment.opening != .phone, segment.opening != .space {
            points -= 3
        }
        return NameChoice(range: range, segment: i, points: points, rule: .nameLatin, isPart: isPart, bonus: bonus)
    }

    /// Known names in front of a house (Nilo Reyes 12 Palm Road), or behind all of it (… 2600 Nilo Reyes; ask pak Nilo 0812…).
    private func personalRun(_ segment: BlockSegment, isFirst: Bool, isLast: Bool, _ bytes: [UInt8]) -> Range<Int>? {
        let words = SegmentWords.words(segment.range, bytes)
        let parts = words.map { SegmentWords($0, bytes) }
        if isFirst, segment.points >= 2 {
            let length = parts.prefix(4).prefix { $0.isName && ($0.known > 0 || $0.isTitled) }.count
            // San Martín 1342 is a street, Nilo Reyes 12 Palm Road somebody in front of one.
            if length < words.count, length >= 2, parts[length].places > 0 || SegmentWords(words[length].lowerBound..<segment.range.upperBound, bytes).isStreet
            {
                let run = words[0].lowerBound..<words[length - 1].upperBound
                if SegmentWords(run, bytes).isName { return run }
            }
        }
        guard isLast, let last = words.last else { return nil }
        var length = parts.reversed().prefix(4).prefix { $0.isName && ($0.known > 0 || $0.isTitled) }.count
        // pak Nilo: behind a title any name is one; behind a postcode in a script that has no capitals nothing else follows.
        if length == 0, parts[words.count - 1].isName, words.count >= 2 {
            if parts[words.count - 2].isTitled {
                length = 2
            } else if bytes[last.lowerBound] >= 0xE0 {
                let run = parts.reversed().prefix(3).prefix { $0.isName }.count
                if run < words.count, bytes[words[words.count - run - 1]].allSatisfy({ $0 &- 0x30 < 10 }), words[words.count - run - 1].count >= 5 {
                    length = run
                }
            }
        }
        guard 1..<words.count ~= length else { return nil }
        // Behind a word for a street it is the street's name.
        let before = parts[words.count - length - 1]
        guard before.places == 0, before.talk == 0 || segment.endsAtPhone, length >= 2 || segment.endsAtPhone || before.hasDigit else { return nil }
        let run = words[words.count - length].lowerBound..<last.upperBound
        return SegmentWords(run, bytes).isName ? run.lowerBound..<max(run.upperBound, segment.range.upperBound) : nil
    }

    /// The words before those that name somebody else's house: Lena Marino presso Studio Ferri.
    private func beforeCare(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
        for word in SegmentWords.words(range, bytes).dropFirst()
        where Self.cares.contains(where: { starts(bytes, word.lowerBound, range.upperBound, with: $0) }) {
            return trimmed(range.lowerBound..<word.lowerBound, bytes)
        }
        return nil
    }

    /// The name behind words that announce one: `a nombre de Lucía Ferrer`, `Ask for Mr Eze`.
    private func led(_ segment: BlockSegment, _ bytes: [UInt8]) -> (Range<Int>, Int)? {
        let words = SegmentWords.words(segment.range, bytes)
        for word in words {
            guard let lead = Self.leads.first(where: { starts(bytes, word.lowerBound, segment.range.upperBound, with: $0) }) else { continue }
            var rest = trimmed(word.lowerBound + lead.count..<segment.range.upperBound, bytes)
            if let open = bytes[rest].firstIndex(of: 0x28) { rest = trimmed(rest.lowerBound..<open, bytes) }
            rest = leadingName(rest, bytes)
            let name = SegmentWords(rest, bytes)
            guard name.isName, name.count >= 2 || name.isTitled || name.known > 0 || lead.count >= 6 else { continue }
            return (rest, lead.count)
        }
        return nil
    }

    /// The words of a range up to the first that no name holds: Awa Sarr à l'accueil.
    private func leadingName(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        guard !SegmentWords(range, bytes).isName, bytes[range.lowerBound] < 0xE0 else { return range }
        var end = range.lowerBound
        for word in SegmentWords.words(range, bytes) {
            guard SegmentWords(range.lowerBound..<word.upperBound, bytes).isName else { break }
            // Awa da portaria: a particle that no name follows is none of it.
            if bytes[word].contains(where: { 0x41...0x5A ~= $0 || $0 >= 0x80 }) { end = word.upperBound }
        }
        return range.lowerBound..<end
    }

    /// A name beside a phone, with hardly any other words.
    func pair(_ name: NameChoice?, _ phones: [BlockPhone], _ list: [BlockSegment], _ message: borrowing MessageText) -> ParsedRecipient? {
        guard let name, phones.count == 1, name.points - name.bonus >= 6 || name.rule == .nameLabel else { return nil }
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
