internal import Gazetteer

/// A name that a block offers.
struct NameCandidate {
    var range: Range<Int>
    var points: Double
    var rule: FieldRule
    /// Index of its piece; -1 for a name cut off a longer piece.
    var piece: Int
    /// Whether it was cut off the end of the address.
    var fromDetail = false
}

extension RecipientReader {
    /// The best name of a block, given its address.
    func name(in block: Range<Int>, core: Core?, draft: AddressDraft?, _ message: borrowing MessageText) -> NameCandidate? {
        var best: NameCandidate?
        func offer(_ candidate: NameCandidate) {
            if best.map({ candidate.points > $0.points }) ?? true { best = candidate }
        }
        for j in block where pieces[j].kind == .text && !taken[j] {
            if let candidate = judge(j, block, core: core, draft: draft, message) { offer(candidate) }
        }
        if let core, let prefix = prefix(core, block, message) { offer(prefix) }
        if let draft, best.map({ $0.points < 7 }) ?? true, let suffix = suffix(draft, block, message) { offer(suffix) }
        let hasPhone = block.contains { isPhone(pieces[$0], message) }
        guard var best, best.points >= (hasPhone ? 1.5 : core != nil && occasion == .pasted ? 6 : 9) else { return nil }
        best.range = withoutHome(best.range, message.text.bytes)
        return best
    }

    private static let homes = AddressWordList.shared.words(of: "name.home").map { Array($0) }

    /// A full name without the word by which neighbours call its household: 何秀兰家.
    private func withoutHome(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        guard range.count >= 12, let home = Self.homes.first(where: { bytes[range].suffix($0.count).elementsEqual($0) }) else { return range }
        let rest = range.lowerBound..<range.upperBound - home.count
        return NameScore.of(rest, bytes).points >= 4 ? rest : range
    }

    /// The piece that is a block's name beside an address, or -1: what is left of the words is the address.
    func chooseName(in block: Range<Int>, core: Core, _ message: borrowing MessageText) -> Int {
        let bytes = message.text.bytes
        let least = block.contains { isPhone(pieces[$0], message) } ? 1.5 : 6
        var best: (piece: Int, points: Double)?
        for j in block where pieces[j].kind == .text && !(core.piece...core.lastPiece).contains(j) && !taken[j] {
            guard let candidate = judge(j, block, core: core, draft: nil, message), candidate.points >= least else { continue }
            let place = AddressScore.of(candidate.range, bytes)
            guard candidate.rule == .nameLabel || place < 3 || candidate.points >= 8 else { continue }
            let points = candidate.points - (candidate.rule == .nameLabel ? 0 : Double(max(0, place)))
            if best.map({ points > $0.points }) ?? true { best = (j, points) }
        }
        if let prefix = prefix(core, block, message), prefix.points > best?.points ?? 0 { return -1 }
        return best?.piece ?? -1
    }

    /// Judges a whole piece.
    private func judge(_ j: Int, _ block: Range<Int>, core: Core?, draft: AddressDraft?, _ message: borrowing MessageText) -> NameCandidate? {
        let bytes = message.text.bytes
        let piece = pieces[j]
        switch piece.label {
        case .remark, .account, .identity, .postcode, .country, .sender: return nil
        case .address, .area:
            // 地址1：吴桂辉 138…: an item's heading; the address comes later.
            if j > 0, pieces[j - 1].kind == .label, core.map({ $0.piece <= j }) ?? true { return nil }
        default: break
        }
        // The rest of a name written with spaces was judged with its beginning.
        if piece.label == .name, piece.gap == .space, j > block.lowerBound, pieces[j - 1].kind == .text, pieces[j - 1].range.count <= 6 { return nil }
        let cut = NameWords.trimmed(piece.range, bytes)
        var range = cut.range
        // 张 伟 behind a label, 余佳丽 先生.
        var k = j + 1
        while k < block.upperBound, pieces[k].kind == .text, pieces[k].gap == .space, !taken[k] {
            let next = pieces[k].range
            let single =
                (piece.label == .name || isSpaced(range, j, k, block, message)) && range.count <= 11 && next.count <= 6 && bytes[range.lowerBound] >= 0xE4
                && bytes[next.lowerBound] >= 0xE4
            let title = range.count <= 12 && next.count <= 9 && NameWords.honorific(bytes, range.lowerBound..<next.upperBound).0 * 3 == next.count
            guard single || title else { break }
            range = range.lowerBound..<next.upperBound
            k += 1
        }
        // 王 强收
        let whole = k > j + 1 ? NameWords.trimmed(range, bytes) : cut
        range = whole.range
        let verdict = NameScore.of(range, bytes)
        guard verdict.points > -50, verdict.rule != .nameLatin || LatinWords.count(bytes, range).talk == 0 else { return nil }
        var points = verdict.points
        var rule = verdict.rule
        if piece.label == .name {
            points = max(points, 0) + 25
            rule = .nameLabel
        }
        if cut.received || whole.received || isReceiver(k, block, bytes) {
            points += 6
            rule = .nameReceived
        }
        if cut.called { points += 5 }
        let before = j > block.lowerBound ? pieces[j - 1] : nil
        let after = k < block.upperBound ? pieces[k] : nil
        var touches = before.map { isPhone($0, message) } ?? false
        if let after {
            if isPhone(after, message) { touches = true }
            if after.kind == .label, after.label == .phone { touches = true }
        }
        if touches {
            points += 4
            // In a block of its own a name and a phone need no address: 糖糖 138…, 杨 138….
            if isEager, !AddressScore.isRemark(range, bytes) {
                if verdict.length == 1, NameTables.surname(Han.scalar(bytes, range.lowerBound).value) >= 100 { points = max(points, 5) }
                if verdict.isPlain, core == nil, !NameWords.isRole(bytes, range) { points = max(points, 5) }
            }
            // Beside a phone and an address even words that are nobody's surname are a name: 扎西顿珠, 糖糖.
            if core != nil, !AddressScore.isRemark(range, bytes) {
                if verdict.isPlain { points = max(points, 2) } else if verdict.isPhrase, piece.label == .none { points = max(points, 1.6) }
            }
        }
        if NameWords.isRole(bytes, range), core != nil, touches || piece.label == .name { points = max(points, 3) }
        if let core, k == core.piece {
            points += 1.5
            // What a block begins with, right before its address: 一叶知秋.
            if before == nil, verdict.isPlain, !touches, hasPhone(block, message) { points = max(points, 2) }
        }
        if let draft, j == draft.lastPiece + 1 { points += 1.5 }
        // …3栋201 何姐, …5幢 802 甜甜: how somebody is called, last of all behind a house.
        if core != nil, isEager, after == nil, piece.gap < .line, let before, before.kind == .text, 6...18 ~= range.count, verdict.isPlain,
            endsHouse(before, bytes)
        {
            let isCalled = NameWords.honorific(bytes, range).0 > 0 && NameTables.surname(Han.scalar(bytes, range.lowerBound).value) > 0
            if isCalled || isNoPlace(range, bytes) { points = max(points + 4, 6) }
        }
        // …5楼 200010 柚子: last of all, behind the postcode.
        if core != nil, occasion == .pasted, after == nil, verdict.isPlain, let before, before.kind == .number,
            message.numbers[before.number].kind == .postcode
        {
            points = max(points, 6)
        }
        if before == nil || after == nil { points += 0.5 }
        if piece.gap >= .comma, after == nil || after?.gap ?? .none >= .comma { points += 0.5 }
        let place = AddressScore.of(range, bytes)
        if place >= 3, piece.label != .name { points -= 4 }
        return NameCandidate(range: range, points: points, rule: rule, piece: j)
    }

    /// Whether a piece ends in the number or the word of a house.
    private func endsHouse(_ piece: BlockPiece, _ bytes: [UInt8]) -> Bool {
        let last = Han.last(before: piece.range.upperBound, bytes, floor: piece.range.lowerBound)
        return 0x30...0x39 ~= last || CharacterTraits.of(last).contains(.house) || AddressScore.endsAsVenue(piece.range, bytes)
    }

    /// Whether no character of a range is one of places, houses or talk.
    private func isNoPlace(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            let (value, width) = Han.scalar(bytes, at)
            guard Han.isHan(value), CharacterTraits.of(value).isDisjoint(with: [.tail, .house, .road, .place, .talk, .division]) else { return false }
            at += width
        }
        return !NameWords.isNoName(bytes, range) && !AddressScore.isRemark(range, bytes)
    }

    private func hasPhone(_ block: Range<Int>, _ message: borrowing MessageText) -> Bool { block.contains { isPhone(pieces[$0], message) } }

    /// Whether a surname and what stands behind a space, beside a phone, are one name: 王 强 138….
    private func isSpaced(_ surname: Range<Int>, _ j: Int, _ k: Int, _ block: Range<Int>, _ message: borrowing MessageText) -> Bool {
        guard surname.count == 3, NameTables.surname(Han.scalar(message.text.bytes, surname.lowerBound).value) > 0 else { return false }
        if k + 1 < block.upperBound { return isPhone(pieces[k + 1], message) }
        return j > block.lowerBound && isPhone(pieces[j - 1], message)
    }

    /// A name right before the region: 卢璐湖北省….
    private func prefix(_ core: Core, _ block: Range<Int>, _ message: borrowing MessageText) -> NameCandidate? {
        let bytes = message.text.bytes
        let piece = pieces[core.piece]
        let whole = trimmed(piece.range.lowerBound..<core.region.start, bytes)
        guard whole.count >= 3, whole.count <= 36 else { return nil }
        let cut = NameWords.trimmed(whole, bytes)
        let verdict = NameScore.of(cut.range, bytes)
        guard verdict.points > -50 else { return nil }
        var points = verdict.points - 1
        if cut.received { points += 6 }
        let before = core.piece > block.lowerBound ? pieces[core.piece - 1] : nil
        if before.map({ isPhone($0, message) }) ?? false {
            points += 4
            if verdict.isPlain { points = max(points, 2) }
        }
        if before == nil { points += 1 }
        if piece.label == .address || piece.label == .area { points -= 6 }
        return NameCandidate(range: cut.range, points: points, rule: .nameBeforeRegion, piece: -1)
    }

    /// A name right behind the detail: …商铺王雄, …2201汤文文.
    private func suffix(_ draft: AddressDraft, _ block: Range<Int>, _ message: borrowing MessageText) -> NameCandidate? {
        let bytes = message.text.bytes
        guard let segment = draft.segments.last, draft.leftover == nil, segment.count >= 9 else { return nil }
        let next = draft.lastPiece + 1 < block.upperBound ? pieces[draft.lastPiece + 1] : nil
        let phoneNext = next.map { isPhone($0, message) } ?? false
        guard phoneNext || next == nil || next?.kind == .label else { return nil }
        let trimmedEnd = NameWords.trimmed(segment, bytes)
        let end = trimmedEnd.range.upperBound
        let isMarked = phoneNext || trimmedEnd.received || hasPhone(block, message)
        var best: NameCandidate?
        var start = end
        for length in 1...4 {
            guard start > segment.lowerBound + 3 else { break }
            start = Han.start(before: start, bytes, floor: segment.lowerBound)
            guard Han.isHan(Han.scalar(bytes, start).value) else { break }
            guard length >= 2 else { continue }
            // Without a phone behind it only what stands behind a number: …家园 ends no name.
            guard isMarked || Han.last(before: start, bytes, floor: segment.lowerBound) < 0x80 else { continue }
            let known = suffixPoints(start..<end, length, floor: segment.lowerBound, bytes) + (phoneNext ? 2 : 0) + (trimmedEnd.received ? 6 : 0)
            let points = max(known, nickname(start..<end, length, floor: segment.lowerBound, phoneNext || trimmedEnd.received, bytes))
            if points >= 5, best.map({ points > $0.points }) ?? true {
                best = NameCandidate(range: start..<end, points: points, rule: .nameAfterDetail, piece: -1, fromDetail: true)
            }
        }
        return best
    }

    /// Points of a name without a surname right behind a number: …3栋502小鱼儿 138….
    private func nickname(_ range: Range<Int>, _ length: Int, floor: Int, _ isNext: Bool, _ bytes: [UInt8]) -> Double {
        let before = Han.last(before: range.lowerBound, bytes, floor: floor)
        let first = Han.scalar(bytes, range.lowerBound).value
        guard isNext, 2...4 ~= length, !Self.branches.contains(first),
            0x30...0x39 ~= before || Self.branches.contains(before)
                || CharacterTraits.of(before).contains(.house) && !CharacterTraits.of(before).contains(.road)
        else { return -9 }
        if NameScore.of(range, bytes).rule == .nameFamiliar { return 9 }
        var at = range.lowerBound
        while at < range.upperBound {
            let (value, width) = Han.scalar(bytes, at)
            let traits = CharacterTraits.of(value)
            guard Han.isHan(value), traits.isDisjoint(with: [.tail, .house, .road, .place, .talk, .division]) else { return -9 }
            at += width
        }
        return NameWords.isNoName(bytes, range) ? -9 : 0x30...0x39 ~= before ? 9 : 6
    }

    /// 甲 to 丙 behind a house number: 9号甲.
    private static let branches: Set<UInt32> = [0x7532, 0x4E59, 0x4E19]

    private func suffixPoints(_ range: Range<Int>, _ length: Int, floor: Int, _ bytes: [UInt8]) -> Double {
        let first = Han.scalar(bytes, range.lowerBound).value
        let second = Han.scalar(bytes, range.lowerBound + 3).value
        let last = Han.last(before: range.upperBound, bytes, floor: range.lowerBound)
        let weight = NameTables.surname(first)
        let double = length >= 3 ? NameTables.surname(first, second) : 0
        guard weight > 0 || double > 0 else { return -9 }
        var points = double > 0 ? 5 : NameScore.points(weight)
        var given = 0.0
        var at = range.lowerBound + (double > 0 ? 6 : 3)
        let givenLength = length - (double > 0 ? 2 : 1)
        while at < range.upperBound {
            let (value, width) = Han.scalar(bytes, at)
            given += max(-3, min(3, Double(NameTables.given(value) - 128) / 12))
            let traits = CharacterTraits.of(value)
            if traits.contains(.talk) { points -= 5 }
            if traits.contains(.place), CharacterTraits.endsPlace(value) { points -= 4 }
            at += width
        }
        points += givenLength > 0 ? given / Double(givenLength) : 0
        points += length == 2 ? 2 : length == 3 ? 3 : double > 0 ? 3 : -3
        if NameWords.honorific(bytes, range).0 > 0 { points += 5 }
        let end = CharacterTraits.of(last)
        if CharacterTraits.endsPlace(last) { points -= 3 } else if end.contains(.tail), NameTables.given(last) < 130 { points -= 4 }
        let before = Han.last(before: range.lowerBound, bytes, floor: floor)
        // 18楼苑生: the storey's sign is no surname.
        if 0x30...0x39 ~= before, CharacterTraits.of(first).contains(.house) { points -= 8 }
        if before < 0x80 || CharacterTraits.of(before).contains(.tail) { points += 3 } else { points -= 1 }
        return points
    }
}
