internal import ChatModel
internal import Gazetteer

extension RecipientReader {
    /// Reads one block.
    mutating func readBlock(_ block: Range<Int>, _ message: borrowing MessageText, hasPhone: Bool) -> ParsedRecipient? {
        let mine = cores.filter { block.contains($0.piece) }
        guard let core = strongest(mine) else { return withoutRegion(block, message) }
        var draft = address(core, in: block, message)
        let name = name(in: block, core: core, draft: draft, message)
        if let name {
            if name.fromDetail, let last = draft.segments.indices.last {
                draft.segments[last] = trimmed(draft.segments[last].lowerBound..<name.range.lowerBound, message.text.bytes)
            }
            if name.piece >= 0 { taken[name.piece] = true }
        }
        return assemble(block, draft, name, message)
    }

    /// The strongest core of a block; of those that say the same place the first.
    private func strongest(_ mine: [Core]) -> Core? {
        guard var best = mine.first else { return nil }
        for core in mine.dropFirst() where core.strength > best.strength {
            // An area field and the full address: the first keeps the place, the second is absorbed.
            if agree(best.region, core.region), best.region.evidence.levels >= core.region.evidence.levels { continue }
            best = core
        }
        return best
    }

    /// A name and a phone without any region.
    private mutating func withoutRegion(_ block: Range<Int>, _ message: borrowing MessageText) -> ParsedRecipient? {
        if let local = localAddress(block, message) { return local }
        guard block.contains(where: { isPhone(pieces[$0], message) }), let name = name(in: block, core: nil, draft: nil, message), name.points >= 7 else {
            return nil
        }
        let phones = block.filter {
            isPhone(pieces[$0], message) && message.numbers[pieces[$0].number].label != .wechat && message.numbers[pieces[$0].number].isPhone
        }
        guard !phones.isEmpty else { return nil }
        // Everything else in the block must be little: a name and a number in running talk are no recipient.
        let talk = block.filter { pieces[$0].kind == .text && $0 != name.piece }
        guard talk.isEmpty || name.rule == "name.label" else { return nil }
        return assemble(block, nil, name, message)
    }

    /// An address that names no division: a labelled one, or the words of a house beside a name and a phone, or where an address was asked for.
    private mutating func localAddress(_ block: Range<Int>, _ message: borrowing MessageText) -> ParsedRecipient? {
        let bytes = message.text.bytes
        let hasPhone = block.contains { isPhone(pieces[$0], message) }
        var start: Int?
        for j in block where pieces[j].kind == .text {
            let piece = pieces[j]
            let behind = j > block.lowerBound && pieces[j - 1].kind == .label && piece.label == .address
            let points = AddressScore.of(piece.range, bytes)
            if behind, points >= 3 || hasPhone && points >= 1 {
                start = j
                break
            }
            if piece.label == .none || piece.label == .area, hasPhone || isEager, points >= (hasPhone ? 7 : 5), piece.range.count <= 120, start == nil {
                start = j
            }
        }
        guard let start else { return nil }
        var region = RegionCandidate(start: pieces[start].range.lowerBound, end: pieces[start].range.lowerBound)
        region.score = 0
        var draft = address(Core(region: region, piece: start, lastPiece: start, strength: 0), in: block, message)
        guard let first = draft.segments.first, first.count >= 9 else { return nil }
        let name = name(in: block, core: nil, draft: draft, message)
        if hasPhone, name == nil { return nil }
        if let name, name.fromDetail, let last = draft.segments.indices.last {
            draft.segments[last] = trimmed(draft.segments[last].lowerBound..<name.range.lowerBound, bytes)
        }
        if let name, name.piece >= 0 { taken[name.piece] = true }
        return assemble(block, draft, name, message)
    }

    /// Puts the parts together.
    private func assemble(_ block: Range<Int>, _ draft: AddressDraft?, _ name: NameCandidate?, _ message: borrowing MessageText) -> ParsedRecipient? {
        let text = message.text
        var recipient = Recipient()
        var fields: [ParsedField] = []
        fields.reserveCapacity(8)
        if let name {
            recipient.name = kept(name.range, text)
            fields.append(ParsedField(.name, text.originalRange(name.range), confidence: min(0.99, max(0.4, 0.6 + name.points / 40)), rule: name.rule))
        }
        for phone in phones(block, draft, name, message) {
            if recipient.phones.contains(phone.value) { continue }
            recipient.phones.append(phone.value)
            fields.append(phone.field)
        }
        var parsed = ParsedRecipient(recipient: recipient, range: 0..<0, confidence: 0)
        if let draft { describe(draft, text, &recipient, &fields, &parsed) }
        parsed.recipient = recipient
        parsed.fields = fields
        var start = Int.max
        var end = 0
        var sure = 1.0
        for field in fields {
            sure = min(sure, field.confidence)
            if field.range.isEmpty { continue }
            start = min(start, field.range.lowerBound)
            end = max(end, field.range.upperBound)
        }
        parsed.range = min(start, end)..<end
        parsed.confidence = fields.isEmpty ? 0 : sure
        return parsed
    }

    /// A name as written, without spaces between Han characters.
    private func kept(_ range: Range<Int>, _ text: NormalizedText) -> String {
        let name = text.keptString(range)
        guard text.bytes[range].contains(0x20), text.bytes[range].contains(where: { $0 >= 0xE4 }) else { return name }
        return String(decoding: Array(name.utf8).filter { $0 != 0x20 }, as: UTF8.self)
    }

    /// Adds the divisions and the detail.
    private func describe(
        _ draft: AddressDraft, _ text: NormalizedText, _ recipient: inout Recipient, _ fields: inout [ParsedField], _ parsed: inout ParsedRecipient
    ) {
        let region = draft.region
        let names = DivisionStrings.names(region.division)
        var address = PostalAddress()
        if !region.province.isNone {
            address.country = country(region)
            address.province = names.province
            address.city = names.city
            address.district = names.district
        }
        let bytes = text.bytes
        var segments = draft.segments
        if !region.town.isNone {
            address.town = gazetteer.name(region.town)
            // A town written in another way than its official name stays in the detail too.
            if region.townEnd > region.townStart, !region.townIsExact || text.keptString(region.townStart..<region.townEnd) != address.town {
                if let first = segments.first, trimmed(region.townEnd..<max(region.townEnd, first.lowerBound), bytes).isEmpty {
                    segments[0] = region.townStart..<first.upperBound
                } else {
                    segments.insert(region.townStart..<region.townEnd, at: 0)
                }
            }
        }
        if segments.count == 1 {
            address.detail = text.keptString(segments[0])
        } else {
            address.detail = joined(segments, text)
        }
        if let code = draft.postcode {
            address.postalCode = text.string(code)
            fields.append(ParsedField(.postalCode, text.originalRange(code), confidence: 0.9, rule: "address.postcode"))
        }
        recipient.address = address
        let place = text.originalRange(region.start..<max(region.start, region.end))
        let sure = min(0.99, 0.55 + Double(max(0, region.score)) / 400)
        if region.evidence.contains(.province) { fields.append(ParsedField(.province, place, confidence: sure, rule: "region.written")) }
        if !names.city.isEmpty {
            fields.append(ParsedField(.city, place, confidence: sure, rule: region.evidence.contains(.city) ? "region.written" : "region.completed"))
        }
        if !names.district.isEmpty {
            fields.append(ParsedField(.district, place, confidence: sure, rule: region.evidence.contains(.district) ? "region.written" : "region.completed"))
        }
        if region.townEnd > region.townStart {
            fields.append(ParsedField(.town, text.originalRange(region.townStart..<region.townEnd), confidence: sure, rule: "region.town"))
        }
        if let first = segments.first, let last = segments.last {
            fields.append(
                ParsedField(.detail, text.originalRange(first.lowerBound..<max(first.lowerBound, last.upperBound)), confidence: sure, rule: "address.detail"))
        }
        if let leftover = draft.leftover { parsed.remark = text.keptString(leftover) }
        for raw in region.alternatives where matches.alternatives.indices.contains(raw) {
            let other = gazetteer.names(matches.alternatives[raw])
            parsed.alternatives.append(
                PostalAddress(country: address.country, province: other.province, city: other.city, district: other.district, detail: address.detail))
        }
        if region.notes.contains(.conflict) { parsed.warnings.append("conflict") }
        if region.notes.contains(.redundant) || draft.repeated { parsed.warnings.append("redundant") }
        if region.notes.contains(.missing) { parsed.warnings.append("missing") }
        if region.notes.contains(.corrected) { parsed.warnings.append("corrected") }
        if region.notes.contains(.former) { parsed.warnings.append("renamed") }
        if region.notes.contains(.ambiguous) { parsed.warnings.append("ambiguous-district") }
    }

    /// The parts of a detail with a space between them.
    private func joined(_ segments: [Range<Int>], _ text: NormalizedText) -> String {
        var detail: [UInt8] = []
        for segment in segments where !segment.isEmpty {
            if !detail.isEmpty { detail.append(0x20) }
            text.appendKept(segment, to: &detail)
        }
        return String(decoding: detail, as: UTF8.self)
    }

    /// CN, or TW, HK, MO by the province's code.
    func country(_ region: RegionCandidate) -> String {
        switch gazetteer.code(region.province) / 10_000 {
        case 71: "TW"
        case 81: "HK"
        case 82: "MO"
        default: "CN"
        }
    }
}
