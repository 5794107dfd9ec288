internal import Gazetteer

/// The address of a block as it is put together.
struct AddressDraft {
    var region: RegionCandidate
    /// Ranges of the view that make the detail, in order.
    var segments: [Range<Int>] = []
    var postcode: Range<Int>?
    /// The last piece that the address takes.
    var lastPiece: Int
    /// Whether the divisions were said more than once.
    var repeated = false
    /// What stands in the last piece's words behind the address: a remark.
    var leftover: Range<Int>?
    /// The piece of talk in brackets right behind the address, a remark as well; -1 for none.
    var aside = -1
}

extension RecipientReader {
    /// Follows an address from its region over the pieces that go on with it.
    ///
    /// Whatever stands between the region and the phone is a part of the address, unless it is the name, a remark, or a label says otherwise.
    ///
    /// - Parameter name: the piece that is the name; -1 for none.
    mutating func address(_ core: Core, in block: Range<Int>, name: Int, _ message: borrowing MessageText) -> AddressDraft {
        let bytes = message.text.bytes
        var draft = AddressDraft(region: core.region, lastPiece: core.lastPiece)
        for p in core.piece...core.lastPiece { taken[p] = true }
        // A zone whose township names the district says nothing more.
        if !core.region.zone.isEmpty, core.region.district.isNone { draft.segments.append(core.region.zone) }
        add(core.region.detailStart..<pieces[core.lastPiece].range.upperBound, to: &draft, bytes)
        var passed = Passed.nothing
        var j = core.lastPiece + 1
        while j < block.upperBound {
            let piece = pieces[j]
            switch piece.kind {
            case .label:
                if piece.label != .address, piece.label != .area, piece.label != .postcode { passed = .field }
            case .number:
                if message.numbers[piece.number].kind == .postcode, draft.postcode == nil, passed < .field {
                    draft.postcode = message.numbers[piece.number].range
                    taken[j] = true
                } else {
                    passed = .field
                }
            case .text:
                if j != name, !AddressScore.isRemark(piece.range, bytes), !AddressScore.isQuantity(piece.range, bytes),
                    continues(j, draft, passed, block, message)
                {
                    taken[j] = true
                    draft.lastPiece = j
                    add(piece.range, to: &draft, bytes)
                    if draft.leftover != nil { passed = max(passed, .words) }
                } else {
                    if j != name, passed == .nothing, piece.range.lowerBound > 0, bytes[piece.range.lowerBound - 1] == 0x28 { draft.aside = j }
                    passed = max(passed, .words)
                }
            }
            j += 1
        }
        return finish(&draft, block, name: name, message)
    }

    /// What stands between an address so far and the next piece.
    enum Passed: Int, Comparable {
        case nothing
        /// A name, a remark, other words.
        case words
        /// A phone, a label or a number.
        case field

        static func < (a: Passed, b: Passed) -> Bool { a.rawValue < b.rawValue }
    }

    /// Whether a piece of text goes on with an address.
    private func continues(_ j: Int, _ draft: AddressDraft, _ passed: Passed, _ block: Range<Int>, _ message: borrowing MessageText) -> Bool {
        let bytes = message.text.bytes
        let piece = pieces[j]
        switch piece.label {
        case .name, .remark, .account, .sender, .phone, .identity: return false
        default: break
        }
        if startsWithSameRegion(piece.range, draft) { return true }
        let points = AddressScore.of(piece.range, bytes)
        if piece.label == .address || piece.label == .area, draft.segments.isEmpty || pieces[j - 1].kind == .label {
            return points >= -2 || draft.segments.isEmpty
        }
        let cut = NameWords.trimmed(piece.range, bytes)
        if cut.received || isReceiver(j + 1, block, bytes), NameScore.of(cut.range, bytes).points > 0 { return false }
        let isStart = draft.segments.isEmpty
        // …[2728]: a phone's extension said again.
        if piece.range.count <= 6, isExtension(piece.range, message) { return false }
        // 写 王芳: a character by itself is no place.
        if piece.range.count == 3, points < 1 { return false }
        switch passed {
        case .nothing:
            if points < 0, bytes[piece.range].contains(where: { $0 >= 0x80 }) {
                // 福顺尚都, 老高家小卖部: one character of talk among others is still a place's name.
                return piece.gap < .line && points >= -3 && piece.range.count >= 12 && !AddressScore.isSentence(piece.range, bytes) || isStart && points >= -2
            }
            return points >= (piece.gap < .line ? -1 : isStart ? 0 : 1)
        case .words:
            // …, 就是烧饼铺隔壁那个单元, 2-2: what has a dash between its numbers is a room.
            let isRoom = bytes[piece.range.lowerBound] &- 0x30 < 10 && (piece.gap == .space || piece.gap < .line && bytes[piece.range].contains(0x2D))
            return points >= (isStart || isRoom ? 2 : 3)
        case .field: return points >= (isStart ? 3 : 6)
        }
    }

    /// Whether a piece is the digits of a phone's extension.
    private func isExtension(_ range: Range<Int>, _ message: borrowing MessageText) -> Bool {
        let bytes = message.text.bytes
        guard bytes[range].allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
        return message.numbers.contains { $0.isPhone && $0.value.utf8.count > 15 && $0.value.hasSuffix("=" + String(decoding: bytes[range], as: UTF8.self)) }
    }

    /// Whether a piece is 收 or 代收 by itself.
    func isReceiver(_ j: Int, _ block: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard j < block.upperBound, pieces[j].kind == .text, pieces[j].gap < .line else { return false }
        return NameWords.isReceiver(bytes, pieces[j].range)
    }

    /// Whether a piece says the address's divisions again.
    private func startsWithSameRegion(_ range: Range<Int>, _ draft: AddressDraft) -> Bool {
        regions.contains { $0.start == range.lowerBound && $0.start > draft.region.start && agree($0, draft.region) && !$0.evidence.contains(.bare) }
    }

    /// Adds words to the detail: without a repeated region at their front and without a remark at their end.
    private func add(_ range: Range<Int>, to draft: inout AddressDraft, _ bytes: [UInt8]) {
        var range = trimmed(range, bytes)
        while let again = regions.first(where: { $0.start == range.lowerBound && $0.end > $0.start && $0.start > draft.region.start }),
            agree(again, draft.region), again.end <= range.upperBound, again.evidence.levels >= 2 || again.evidence.contains(.typed),
            draft.segments.isEmpty
        {
            // The deeper of the two readings stays.
            if draft.region.district.isNone { draft.region.district = again.district }
            if draft.region.city.isNone { draft.region.city = again.city }
            if draft.region.town.isNone || !draft.region.townIsExact, !again.town.isNone {
                draft.region.town = again.town
                draft.region.townStart = again.townStart
                draft.region.townEnd = again.townEnd
                draft.region.townIsExact = again.townIsExact
            }
            draft.repeated = true
            range = trimmed(again.detailStart..<max(again.detailStart, range.upperBound), bytes)
        }
        range = withoutEcho(range, draft, bytes)
        guard !range.isEmpty else { return }
        let end = talkCut(range, bytes)
        if end < range.upperBound { draft.leftover = end..<range.upperBound }
        let kept = trimmed(range.lowerBound..<end, bytes)
        if !kept.isEmpty { draft.segments.append(kept) }
    }

    /// A detail whose first words are followed by the divisions and the same words again: the first saying goes.
    private func withoutEcho(_ range: Range<Int>, _ draft: AddressDraft, _ bytes: [UInt8]) -> Range<Int> {
        guard draft.segments.isEmpty else { return range }
        for again in regions where again.start > range.lowerBound && again.end < range.upperBound && again.evidence.levels >= 2 && agree(again, draft.region) {
            if Han.has(Array(bytes[range.lowerBound..<again.start]), bytes, at: again.end) { return again.end..<range.upperBound }
        }
        return range
    }

    /// A range without separators and closing marks at its ends.
    func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        var start = range.lowerBound
        var end = max(range.upperBound, start)
        while start < end {
            let byte = bytes[start]
            if byte == 0x20 || byte == 0x2C || byte == 0x3A || byte == 0x2D || byte == 0x2F || byte == 0x2E || byte == 0x29 || byte == 0x5F || byte == 0x3B
                || byte == 0x7C || byte == 0x0A || byte == 0x5D || byte == 0x3E
            {
                start += 1
            } else if byte == 0xC2, start + 1 < end, bytes[start + 1] == 0xB7 {
                start += 2
            } else if byte == 0xE3, start + 2 < end, bytes[start + 1] == 0x80, bytes[start + 2] == 0x81 || bytes[start + 2] == 0x82 {
                start += 3
            } else {
                break
            }
        }
        while end > start {
            let byte = bytes[end - 1]
            if byte == 0x20 || byte == 0x2C || byte == 0x3A || byte == 0x2D || byte == 0x2E || byte == 0x28 || byte == 0x5F || byte == 0x3B || byte == 0x0A
                || byte == 0x5B
            {
                end -= 1
            } else if byte == 0xB7, end - start >= 2, bytes[end - 2] == 0xC2 {
                end -= 2
            } else if end - start >= 3, bytes[end - 3] == 0xE3, bytes[end - 2] == 0x80, byte == 0x81 || byte == 0x82 {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    /// Where talk begins behind the last word of an address; the end of the range when none does.
    private func talkCut(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        var at = range.lowerBound
        var lastGood = range.lowerBound
        var talk = 0
        var count = 0
        var before: UInt32 = 0
        let table = CharacterTraits.table
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            at += length
            count += 1
            let traits = CharacterTraits.of(value, table)
            // 网吧, 酒吧, 书吧 are houses, 东方名都 and 新都 places.
            let bar = CharacterTraits.endsHouse(value, after: before)
            if traits.contains(.talk), !bar {
                talk += 1
            } else if bar || traits.contains(.tail) || 0x30...0x39 ~= value || value < 0x80 && 0x61...0x7A ~= value | 0x20 || value == 0x29 {
                lastGood = at
                talk = 0
                count = 0
            }
            before = value
        }
        return (talk >= 2 || talk == 1 && (count >= 4 || count == 1)) && lastGood > range.lowerBound ? lastGood : range.upperBound
    }

    /// Adds an address field that stands elsewhere in the block, behind other fields.
    private mutating func finish(_ draft: inout AddressDraft, _ block: Range<Int>, name: Int, _ message: borrowing MessageText) -> AddressDraft {
        for j in block where !taken[j] && j > draft.lastPiece && pieces[j].kind == .text && pieces[j].label == .address {
            let behindLabel = j > 0 && pieces[j - 1].kind == .label
            guard behindLabel, !AddressScore.isRemark(pieces[j].range, message.text.bytes) else { continue }
            taken[j] = true
            draft.lastPiece = j
            add(pieces[j].range, to: &draft, message.text.bytes)
        }
        // 科技园路18号A座 王芳 138… 广东省深圳市南山区: the rest may stand before the divisions.
        let bytes = message.text.bytes
        let before = run(before: draft.lastPiece, in: block, name: name, isOpen: draft.segments.isEmpty && draft.leftover == nil, message)
        for j in before.reversed() {
            taken[j] = true
            draft.segments.insert(trimmed(pieces[j].range, bytes), at: 0)
        }
        return draft
    }

    /// The pieces before an address that are its first words: one beside another, and enough of a place together.
    private func run(before last: Int, in block: Range<Int>, name: Int, isOpen: Bool, _ message: borrowing MessageText) -> Range<Int> {
        let bytes = message.text.bytes
        var end = last
        while end > block.lowerBound {
            end -= 1
            guard !taken[end], isPlace(end, name: name, message) else { continue }
            var start = end
            while start > block.lowerBound, !taken[start - 1], pieces[start].gap < .line, isPlace(start - 1, name: name, message) { start -= 1 }
            let points = (start...end).reduce(0) { $0 + max(0, AddressScore.of(pieces[$1].range, bytes)) }
            let pickUp = (start...end).contains { AddressScore.isPickUp(pieces[$0].range, bytes) }
            let isNext = end + 1 < block.upperBound && taken[end + 1]
            return points + (pickUp ? 5 : 0) >= (isNext || isOpen ? 4 : 7) ? start..<end + 1 : end..<end
        }
        return block.lowerBound..<block.lowerBound
    }

    /// Whether words name a place of their own. 广州大学 names none: it only tells the city.
    private func namesRegion(_ range: Range<Int>) -> Bool {
        regions.contains { range.contains($0.start) && !$0.range.isEmpty && ($0.isFirm || $0.district.isNone) }
    }

    /// Whether a piece may be words of an address that stand apart from its divisions.
    private func isPlace(_ j: Int, name: Int, _ message: borrowing MessageText) -> Bool {
        let bytes = message.text.bytes
        let piece = pieces[j]
        // 全家中壢龍東店（店號 016473）
        if piece.kind == .number {
            return !isPhone(piece, message) && message.numbers[piece.number].kind == .postcode && piece.label == .none && piece.gap < .line
        }
        guard j != name, piece.kind == .text, piece.label == .none || piece.label == .address else { return false }
        return AddressScore.of(piece.range, bytes) >= 0 && !AddressScore.isTalk(piece.range, bytes) && !AddressScore.isQuantity(piece.range, bytes)
            && !AddressScore.isRemark(piece.range, bytes) && !namesRegion(piece.range)
    }
}
