internal import ChatModel
internal import Gazetteer

extension RecipientReader {
    /// What the pieces of an address abroad are.
    private enum Role {
        case address, name, skip
    }

    /// A recipient whose address is not written in the divisions of China: country, phone, name, and the address as written.
    mutating func readAbroad(_ message: borrowing MessageText) -> ParsedRecipient? {
        let bytes = message.text.bytes
        let region = regions.isEmpty && message.text.classes.contains(.letter) ? matcher.matchLatin(bytes.span) : nil
        guard let country = country(of: message, region) else { return nil }
        // The words of a mainland region are no part of the detail; elsewhere the whole address is.
        let divisions = country == "CN" ? region.map { $0.start..<$0.end } : nil
        var roles = pieces.map { piece -> Role in
            switch piece.label {
            case .remark, .account, .identity: .skip
            default: piece.kind == .text ? .address : .skip
            }
        }
        let name = nameAbroad(message, country: country)
        if let name {
            for j in pieces.indices where pieces[j].range.lowerBound < name.range.upperBound && pieces[j].range.upperBound > name.range.lowerBound {
                roles[j] = .name
            }
        }
        var phones: [BlockPhone] = []
        var postcode: Range<Int>?
        for (j, piece) in pieces.enumerated() where piece.kind == .number {
            let number = message.numbers[piece.number]
            if let phone = phoneAbroad(number, country, message.text) {
                if !phones.contains(where: { $0.value == phone.value }) { phones.append(phone) }
            } else if number.kind == .postcode || number.kind == .local || number.kind == .date {
                let isCode = piece.label == .postcode || number.kind == .postcode
                if isCode { postcode = number.range }
                roles[j] = piece.label == .postcode || isCode && country == "CN" ? .skip : .address
            }
        }
        for j in pieces.indices where pieces[j].label == .postcode && pieces[j].kind == .text {
            postcode = pieces[j].range
            roles[j] = .skip
        }
        var ranges: [Range<Int>] = []
        for j in pieces.indices where roles[j] == .address {
            var range = pieces[j].range
            if pieces[j].kind == .text {
                if CountryNames.named(bytes, trimmed(range, bytes)) == country { continue }
                if let end = CountryNames.ending(bytes, range), end.country == country { range = trimmed(range.lowerBound..<end.start, bytes) }
                if let start = CountryNames.opening(bytes, range), start.country == country { range = start.end..<range.upperBound }
                if let code = leadingPostcode(range, bytes) {
                    postcode = code
                    range = trimmed(code.upperBound..<max(code.upperBound, range.upperBound), bytes)
                }
            }
            if let divisions { range = trimmed(outside(divisions, range), bytes) }
            guard bytes[range].contains(where: { $0 >= 0x80 || $0 &- 0x30 < 10 || 0x61...0x7A ~= $0 | 0x20 }) else { continue }
            // Pieces with nothing between them but separators keep the writer's own.
            if let last = ranges.last, j > 0, roles[j - 1] == .address, last.upperBound == pieces[j - 1].range.upperBound,
                range.lowerBound == pieces[j].range.lowerBound
            {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        guard postcode != nil && !phones.isEmpty && !ranges.isEmpty || isAddress(ranges, message, hasPhone: !phones.isEmpty, hasName: name != nil) else {
            return nil
        }
        let code = postcode ?? (country == "CN" ? nil : trailingPostcode(ranges, bytes))
        return compose(country, region, name, phones, ranges, code, message.text)
    }

    /// What a range has before the words of the divisions, or else behind them.
    private func outside(_ divisions: Range<Int>, _ range: Range<Int>) -> Range<Int> {
        guard range.overlaps(divisions) else { return range }
        if range.lowerBound < divisions.lowerBound { return range.lowerBound..<divisions.lowerBound }
        return min(divisions.upperBound, range.upperBound)..<range.upperBound
    }

    private func phoneAbroad(_ number: NumberRun, _ country: String, _ text: NormalizedText) -> BlockPhone? {
        func phone(_ value: String, _ rule: FieldRule, _ confidence: Double) -> BlockPhone {
            BlockPhone(value: value, field: ParsedField(.phone, text.originalRange(number.range), confidence: confidence, rule: rule))
        }
        if number.isPhone, number.kind != .landline && number.kind != .service || country == "CN" {
            return phone(number.value, PhoneNumbers.rule(number) ?? .phone, number.confidence)
        }
        guard number.kind == .local || number.kind == .taiwan || number.kind == .landline || number.kind == .service || number.kind == .mobile else {
            return nil
        }
        let digits = text.bytes[number.range].filter { $0 &- 0x30 < 10 }
        if country != "ZZ", digits.count >= 6, let value = NumberScanner.parse(digits, region: country) { return phone(value, .phoneNational, 0.85) }
        return number.label == .phone ? phone(number.isPhone ? number.value : text.string(number.range), .phoneLabel, 0.5) : nil
    }

    /// The best name: labelled, beside the phone, or on a line of its own.
    private func nameAbroad(_ message: borrowing MessageText, country: String) -> NameCandidate? {
        let bytes = message.text.bytes
        var best: NameCandidate?
        for (j, piece) in pieces.enumerated() where piece.kind == .text {
            let behindLabel = j > 0 && pieces[j - 1].kind == .label
            guard piece.label == .none || piece.label == .name || !behindLabel && piece.label == .address,
                piece.gap > .space || j == 0 || behindLabel || pieces[j - 1].kind == .number
            else { continue }
            var whole = piece.range
            if piece.label == .name, behindLabel {
                // 佐藤 美咲: what stands on behind a space.
                var k = j + 1
                while k < pieces.count, pieces[k].kind == .text, pieces[k].gap == .space, pieces[k].label == .name {
                    whole = whole.lowerBound..<pieces[k].range.upperBound
                    k += 1
                }
            }
            let cut = NameWords.trimmed(trimmed(whole, bytes), bytes)
            guard !cut.range.isEmpty, CountryNames.named(bytes, cut.range) == nil else { continue }
            let words = LatinWords.count(bytes, cut.range)
            let verdict = NameScore.of(cut.range, bytes)
            guard verdict.points > -50 || piece.label == .name else { continue }
            var points = max(verdict.points, -4)
            let next = j + 1 < pieces.count ? pieces[j + 1] : nil
            if next?.gap == .space, next?.kind == .text { points -= 6 }
            if piece.label == .name { points = 25 } else if words.words > 4 || AddressScore.of(cut.range, bytes) >= 3 { continue }
            points -= 5 * Double(words.places) + 4 * Double(words.talk)
            if j > 0 && isPhone(pieces[j - 1], message) || next.map({ isPhone($0, message) || $0.kind == .label && $0.label == .phone }) ?? false {
                points += 4
                if verdict.isPlain { points = max(points, 4) }
            }
            if piece.gap >= .line, next == nil || next?.gap ?? .none >= .line {
                points += 3
                // Names of Japan and Korea have no surnames of China.
                if verdict.isPlain, country == "JP" || country == "KR" { points = max(points, 4) }
            }
            if j == 0 { points += 2 }
            if cut.received { points += 5 }
            // Between commas among other words stands a town.
            if piece.gap == .comma, next?.gap == .comma, next?.kind == .text, j > 0, pieces[j - 1].kind == .text { points -= 4 }
            if points >= 4, best.map({ points > $0.points }) ?? true {
                best = NameCandidate(range: cut.range, points: points, rule: piece.label == .name ? .nameLabel : verdict.rule, piece: j)
            }
        }
        return best
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
        return talk <= 1 && digits > 0 && (places > 0 || han >= 3 || ranges.count >= 2 && hasName)
    }

    /// 〒106-0044 at the front.
    private func leadingPostcode(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
        guard Han.has([0xE3, 0x80, 0x92], bytes, at: range.lowerBound) else { return nil }
        var at = range.lowerBound + 3
        while at < range.upperBound, bytes[at] == 0x20 { at += 1 }
        let start = at
        while at < range.upperBound, bytes[at] &- 0x30 < 10 || bytes[at] == 0x2D { at += 1 }
        return at - start >= 7 ? start..<at : nil
    }

    /// The last number of four to six digits that stands on its own and is not the first word.
    private func trailingPostcode(_ ranges: [Range<Int>], _ bytes: [UInt8]) -> Range<Int>? {
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

    private func compose(
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
