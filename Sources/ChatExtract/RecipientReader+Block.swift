internal import ChatModel
internal import Gazetteer

extension RecipientReader {
    /// Reads one block.
    mutating func readBlock(_ block: Range<Int>, _ message: borrowing MessageText, hasPhone: Bool) -> ParsedRecipient? {
        guard let core = strongest(in: block) else { return withoutRegion(block, message) }
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
    private func strongest(in block: Range<Int>) -> Core? {
        var best: Int?
        for i in cores.indices where block.contains(cores[i].piece) {
            guard let champion = best else {
                best = i
                continue
            }
            guard cores[i].strength > cores[champion].strength else { continue }
            // An area field and the full address: the first keeps the place, the second is absorbed.
            let a = cores[champion].region
            let b = cores[i].region
            if agree(a, b), a.evidence.levels >= b.evidence.levels { continue }
            best = i
        }
        return best.map { cores[$0] }
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
    private func assemble(_ block: Range<Int>, _ draft: AddressDraft?, _ name: NameCandidate?, _ message: borrowing MessageText) -> ParsedRecipient {
        var parsed = ParsedRecipient(recipient: Recipient(), range: 0..<0, confidence: 0)
        parsed.fields.reserveCapacity(8)
        if let name {
            parsed.recipient.name = kept(name.range, message.text)
            let sure = min(0.99, max(0.4, 0.6 + name.points / 40))
            parsed.fields.append(ParsedField(.name, message.text.originalRange(name.range), confidence: sure, rule: name.rule))
        }
        addPhones(block, draft, name, message, to: &parsed)
        if let draft { addAddress(draft, message.text, to: &parsed) }
        var start = Int.max
        var end = 0
        var sure = 1.0
        for field in parsed.fields {
            sure = min(sure, field.confidence)
            if field.range.isEmpty { continue }
            start = min(start, field.range.lowerBound)
            end = max(end, field.range.upperBound)
        }
        parsed.range = min(start, end)..<end
        parsed.confidence = parsed.fields.isEmpty ? 0 : sure
        return parsed
    }

    /// A name as written, without spaces between Han characters.
    private func kept(_ range: Range<Int>, _ text: borrowing NormalizedText) -> String {
        let name = text.keptString(range)
        var hasSpace = false
        var hasHan = false
        for at in range {
            if text.bytes[at] == 0x20 { hasSpace = true }
            if text.bytes[at] >= 0xE4 { hasHan = true }
        }
        guard hasSpace, hasHan else { return name }
        return String(decoding: name.utf8.filter { $0 != 0x20 }, as: UTF8.self)
    }

    /// Adds the divisions, the detail and what is to be said about them.
    private func addAddress(_ draft: AddressDraft, _ text: borrowing NormalizedText, to parsed: inout ParsedRecipient) {
        let region = draft.region
        var address = PostalAddress()
        if !region.province.isNone {
            let names = DivisionStrings.names(region.division)
            address.country = country(region)
            address.province = names.province
            address.city = names.city
            address.district = names.district
        }
        let segments = draft.segments
        if !region.town.isNone {
            // 乡 become 镇 and 镇 become 街道 year by year: the town is called what the customer calls it.
            address.town = region.townEnd > region.townStart ? text.keptString(region.townStart..<region.townEnd) : gazetteer.name(region.town)
        }
        address.detail = segments.count == 1 ? text.keptString(segments[0]) : joined(segments, text)
        if let code = draft.postcode {
            address.postalCode = text.string(code)
            parsed.fields.append(ParsedField(.postalCode, text.originalRange(code), confidence: 0.9, rule: "address.postcode"))
        }
        addFields(region, address, segments, text, to: &parsed)
        if let leftover = draft.leftover { parsed.remark = text.keptString(leftover) }
        if !region.alternatives.isEmpty { parsed.alternatives = alternatives(region, address) }
        parsed.recipient.address = address
        parsed.warnings = warnings(region.notes, repeated: draft.repeated)
    }

    /// Where the parts of an address stand, and how sure they are.
    private func addFields(
        _ region: RegionCandidate, _ address: PostalAddress, _ segments: [Range<Int>], _ text: borrowing NormalizedText, to parsed: inout ParsedRecipient
    ) {
        let place = text.originalRange(region.start..<max(region.start, region.end))
        let sure = min(0.99, 0.55 + Double(max(0, region.score)) / 400)
        func add(_ kind: ParsedField.Kind, _ level: RegionEvidence) {
            let isWritten = region.evidence.contains(level)
            let range = isWritten ? place : place.lowerBound..<place.lowerBound
            parsed.fields.append(ParsedField(kind, range, confidence: sure, rule: isWritten ? "region.written" : "region.completed"))
        }
        if address.province?.isEmpty == false { add(.province, .province) }
        if address.city?.isEmpty == false { add(.city, .city) }
        if address.district?.isEmpty == false { add(.district, .district) }
        if region.townEnd > region.townStart {
            parsed.fields.append(ParsedField(.town, text.originalRange(region.townStart..<region.townEnd), confidence: sure, rule: "region.town"))
        }
        if let first = segments.first, let last = segments.last {
            let range = text.originalRange(first.lowerBound..<max(first.lowerBound, last.upperBound))
            parsed.fields.append(ParsedField(.detail, range, confidence: sure, rule: "address.detail"))
        }
    }

    /// The other readings of a region that its text leaves open.
    private func alternatives(_ region: RegionCandidate, _ address: PostalAddress) -> [PostalAddress] {
        region.alternatives.clamped(to: matches.alternatives.indices).map {
            let other = gazetteer.names(matches.alternatives[$0])
            return PostalAddress(country: address.country, province: other.province, city: other.city, district: other.district, detail: address.detail)
        }
    }

    /// Notes in the words of address checkers.
    private func warnings(_ notes: RegionNotes, repeated: Bool) -> [String] {
        if notes.isEmpty, !repeated { return [] }
        var out: [String] = []
        if notes.contains(.conflict) { out.append("conflict") }
        if notes.contains(.redundant) || repeated { out.append("redundant") }
        if notes.contains(.missing) { out.append("missing") }
        if notes.contains(.corrected) { out.append("corrected") }
        if notes.contains(.former) { out.append("renamed") }
        if notes.contains(.ambiguous) { out.append("ambiguous-district") }
        return out
    }

    /// The parts of a detail with a space between them.
    private func joined(_ segments: [Range<Int>], _ text: borrowing NormalizedText) -> String {
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
