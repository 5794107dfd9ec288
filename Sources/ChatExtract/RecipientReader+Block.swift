internal import ChatModel
internal import Gazetteer

extension RecipientReader {
    /// Reads one block.
    mutating func readBlock(_ block: Range<Int>, _ message: borrowing MessageText, hasPhone: Bool, into found: inout [ParsedRecipient]) {
        guard let core = strongest(in: block) else { return withoutRegion(block, message, into: &found) }
        var draft = address(core, in: block, name: chooseName(in: block, core: core, message), message)
        let name = name(in: block, core: core, draft: draft, message)
        if let name {
            if name.fromDetail, let last = draft.segments.indices.last {
                draft.segments[last] = trimmed(draft.segments[last].lowerBound..<name.range.lowerBound, message.text.bytes)
            }
            if name.piece >= 0 { taken[name.piece] = true }
            if name.piece == draft.aside { draft.aside = -1 }
        }
        assemble(block, draft, name, message, into: &found)
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
    private mutating func withoutRegion(_ block: Range<Int>, _ message: borrowing MessageText, into found: inout [ParsedRecipient]) {
        if localAddress(block, message, into: &found) { return }
        guard block.contains(where: { isPhone(pieces[$0], message) }), let name = name(in: block, core: nil, draft: nil, message),
            name.points >= (isEager ? 5 : 7)
        else { return }
        let phones = block.filter {
            isPhone(pieces[$0], message) && message.numbers[pieces[$0].number].label != .wechat
                && (message.numbers[pieces[$0].number].isPhone || isEager && message.numbers[pieces[$0].number].kind == .taiwan)
        }
        guard !phones.isEmpty else { return }
        let bytes = message.text.bytes
        let words = block.filter { pieces[$0].kind == .text && $0 != name.piece && !pieces[$0].range.overlaps(name.range) }
        // Unprompted, everything else in the block must be little: a name and a number in running talk are no recipient.
        guard words.isEmpty || name.rule == .nameLabel || isEager || words.allSatisfy({ isPlaceless(pieces[$0].range, bytes) }) else { return }
        if name.piece >= 0 { taken[name.piece] = true }
        // What is no known place is kept as it was written.
        var rest: [Int] = []
        for j in words where pieces[j].label != .remark {
            // 41栋 3单元 202: a number behind a place's words is a room.
            let isRoom = rest.last == j - 1 && pieces[j].gap < .line && bytes[pieces[j].range.lowerBound] &- 0x30 < 10
            if isPlaceless(pieces[j].range, bytes) || isRoom && AddressScore.of(pieces[j].range, bytes) >= 2 { rest.append(j) }
        }
        // 就上次那里, 阳光花园2栋: words before the house that are no place lead to it.
        while let first = rest.first, rest.count > 1, AddressScore.of(pieces[first].range, bytes) < 1 || AddressScore.isSentence(pieces[first].range, bytes),
            AddressScore.of(pieces[rest[1]].range, bytes) >= 3
        { rest.removeFirst() }
        guard let first = rest.first else { return assemble(block, nil, name, message, into: &found) }
        var draft = AddressDraft(region: RegionCandidate(start: pieces[first].range.lowerBound, end: pieces[first].range.lowerBound), lastPiece: first)
        for j in rest {
            taken[j] = true
            draft.lastPiece = j
            draft.segments.append(AddressScore.bare(trimmed(pieces[j].range, bytes), bytes))
            // 門市 店號 184562: a number behind the place's words is the place's.
            if j + 1 < block.upperBound, pieces[j + 1].kind == .number, pieces[j + 1].gap < .line, !isPhone(pieces[j + 1], message) {
                draft.segments.append(pieces[j + 1].range)
            }
        }
        assemble(block, draft, name, message, into: &found)
    }

    /// Whether words that name no division may be where something goes to: not talk, not goods, and a place or a number among them.
    private func isPlaceless(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        if AddressScore.isPickUp(range, bytes) { return true }
        guard range.count >= 4, range.count >= 6 || AddressScore.of(range, bytes) >= 2, !AddressScore.isRemark(range, bytes),
            !AddressScore.isQuantity(range, bytes), !AddressScore.isSentence(range, bytes)
        else {
            return false
        }
        let points = AddressScore.of(range, bytes)
        if occasion == .talk { return points >= 3 && !AddressScore.isTalk(range, bytes) }
        let ends = CharacterTraits.of(Han.last(before: range.upperBound, bytes, floor: range.lowerBound)).contains(.talk)
        // Pasted beside a name and a number, what is neither talk nor goods says where: 老地方.
        let least = occasion == .pasted && !NameWords.isNoName(bytes, range) ? 9 : 12
        return !ends && range.count >= least && bytes[range].contains { $0 >= 0xE4 } || points >= 1
    }

    /// An address that names no division: a labelled one, or the words of a house beside a name and a phone, or where an address was asked for.
    private mutating func localAddress(_ block: Range<Int>, _ message: borrowing MessageText, into found: inout [ParsedRecipient]) -> Bool {
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
            if piece.label == .none || piece.label == .area, hasPhone || occasion == .asked, points >= (hasPhone ? 7 : 5), piece.range.count <= 120,
                start == nil
            {
                start = j
            }
        }
        guard var start else { return false }
        // 沁园路 西花园小区 5号楼: it begins where the words before it are places too.
        while start > block.lowerBound, pieces[start - 1].kind == .text, pieces[start - 1].label == pieces[start].label, pieces[start].gap < .line,
            AddressScore.of(pieces[start - 1].range, bytes) >= 1
        { start -= 1 }
        var region = RegionCandidate(start: pieces[start].range.lowerBound, end: pieces[start].range.lowerBound)
        region.score = 0
        let place = Core(region: region, piece: start, lastPiece: start, strength: 0)
        var draft = address(place, in: block, name: chooseName(in: block, core: place, message), message)
        guard let first = draft.segments.first, first.count >= 9 else { return false }
        let name = name(in: block, core: nil, draft: draft, message)
        if hasPhone, name == nil { return false }
        if let name, name.fromDetail, let last = draft.segments.indices.last {
            draft.segments[last] = trimmed(draft.segments[last].lowerBound..<name.range.lowerBound, bytes)
        }
        if let name, name.piece >= 0 { taken[name.piece] = true }
        assemble(block, draft, name, message, into: &found)
        return true
    }

    /// Puts the parts together, at their place: a recipient is many strings.
    private func assemble(
        _ block: Range<Int>, _ draft: AddressDraft?, _ name: NameCandidate?, _ message: borrowing MessageText, into found: inout [ParsedRecipient]
    ) {
        found.append(ParsedRecipient(recipient: Recipient(), range: 0..<0, confidence: 0))
        assemble(block, draft, name, message, to: &found[found.count - 1])
    }

    private func assemble(
        _ block: Range<Int>, _ draft: AddressDraft?, _ name: NameCandidate?, _ message: borrowing MessageText, to parsed: inout ParsedRecipient
    ) {
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
        var postcode: String?
        var names: DivisionNames?
        var town: String?
        if let code = draft.postcode {
            postcode = text.string(code)
            parsed.fields.append(ParsedField(.postalCode, text.originalRange(code), confidence: 0.9, rule: .addressPostcode))
        }
        if !region.province.isNone {
            let divisions = DivisionStrings.names(region.division)
            addDivisions(region, divisions, text, to: &parsed)
            names = divisions
        }
        var segments = draft.segments.map { closed($0, text.bytes) }
        if region.town.isNone, let written = writtenTown(region, segments, text.bytes) {
            town = text.keptString(written.range)
            parsed.fields.append(ParsedField(.town, text.originalRange(written.range), confidence: 0.7, rule: .regionTown))
            segments[written.segment] = trimmed(written.range.upperBound..<segments[written.segment].upperBound, text.bytes)
        }
        if !region.town.isNone {
            // 乡 become 镇 and 镇 become 街道 year by year: the town is called what the customer calls it.
            // 莞城区 of a city without districts is its 莞城街道, and 虎门 its 虎门镇.
            let isWritten =
                region.townEnd > region.townStart && (region.townIsExact || Self.townTypes.contains { Han.has($0, text.bytes, at: region.townEnd - 3) })
            town = isWritten ? text.keptString(region.townStart..<region.townEnd) : gazetteer.name(region.town)
        }
        if let first = segments.first, let last = segments.last {
            let range = text.originalRange(first.lowerBound..<max(first.lowerBound, last.upperBound))
            parsed.fields.append(ParsedField(.detail, range, confidence: Self.confidence(region), rule: .addressDetail))
        }
        if let remark = draft.leftover ?? (draft.aside >= 0 ? pieces[draft.aside].range : nil) { parsed.remark = text.keptString(remark) }
        let detail = segments.count == 1 ? text.keptString(segments[0]) : joined(segments, text)
        if !region.alternatives.isEmpty { parsed.alternatives = alternatives(region, detail) }
        parsed.warnings = warnings(region.notes, repeated: draft.repeated)
        if region.province.isNone { parsed.warnings.append("no-division") }
        parsed.recipient.address = PostalAddress(
            country: names == nil ? nil : country(region), province: names?.province, city: names?.city, district: names?.district, town: town, detail: detail,
            postalCode: postcode)
    }

    /// How the types of townships end: 镇, 乡, 街道, 办事处, 街道办.
    private static let townTypes = ["镇", "乡", "道", "处", "办"].map { Array($0.utf8) }

    private static func confidence(_ region: RegionCandidate) -> Double { min(0.99, 0.55 + Double(max(0, region.score)) / 400) }

    /// Where the divisions of an address stand, and how sure they are.
    private func addDivisions(_ region: RegionCandidate, _ names: DivisionNames, _ text: borrowing NormalizedText, to parsed: inout ParsedRecipient) {
        let place = text.originalRange(region.start..<max(region.start, region.end))
        let sure = Self.confidence(region)
        func add(_ kind: ParsedField.Kind, _ level: RegionEvidence) {
            let isWritten = region.evidence.contains(level)
            let range = isWritten ? place : place.lowerBound..<place.lowerBound
            parsed.fields.append(ParsedField(kind, range, confidence: sure, rule: isWritten ? .regionWritten : .regionCompleted))
        }
        if !names.province.isEmpty { add(.province, .province) }
        if !names.city.isEmpty { add(.city, .city) }
        if !names.district.isEmpty { add(.district, .district) }
        if region.townEnd > region.townStart {
            parsed.fields.append(ParsedField(.town, text.originalRange(region.townStart..<region.townEnd), confidence: sure, rule: .regionTown))
        }
    }

    /// The other readings of a region that its text leaves open.
    private func alternatives(_ region: RegionCandidate, _ detail: String) -> [PostalAddress] {
        region.alternatives.clamped(to: matches.alternatives.indices).map {
            let other = gazetteer.names(matches.alternatives[$0])
            return PostalAddress(country: country(region), province: other.province, city: other.city, district: other.district, detail: detail)
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
