internal import ChatModel
internal import Gazetteer

/// Reads the recipients of one message: regions, numbers, names and details are judged together, and the best whole wins.
///
/// Keeps its room from message to message.
struct RecipientReader: Sendable {
    /// A place in the message that may be the head of an address.
    struct Core: Sendable {
        var region: RegionCandidate
        /// The piece in which the region begins.
        var piece: Int
        /// The piece in which its last word stands.
        var lastPiece: Int
        var strength: Int
    }

    let gazetteer = Gazetteer.shared
    var matcher = RegionMatcher()
    var tokenizer = BlockTokenizer()
    var matches = RegionMatches()
    /// The regions of the message.
    var regions: [RegionCandidate] = []
    var cores: [Core] = []
    /// The country (ISO 3166 alpha-2) of addresses that name none.
    var home = "CN"
    /// How a message came, which says how strong the signs of an address must be.
    enum Occasion: Sendable {
        /// Unprompted, in running talk.
        case talk
        /// Where somebody had just asked for an address.
        case asked
        /// As a block of its own.
        case pasted
    }

    var occasion = Occasion.talk
    /// Whether an address was asked for, so that weaker signs do.
    var isEager: Bool { occasion != .talk }
    /// For each piece whether the address, a name or a phone took it.
    var taken: [Bool] = []

    var pieces: [BlockPiece] { tokenizer.pieces }

    /// The recipients of a message, in order.
    mutating func read(_ message: borrowing MessageText, as occasion: Occasion = .talk) -> [ParsedRecipient] {
        guard Self.mayHold(message, eager: occasion != .talk) else { return [] }
        self.occasion = occasion
        matcher.keepsBare = occasion != .talk
        tokenizer.cut(message)
        if readsSegments(message) {
            cores.removeAll(keepingCapacity: true)
            taken = Array(repeating: false, count: pieces.count)
            return readSegments(message).map { [$0] } ?? []
        }
        if isJapanese(message), let found = read(message, asIn: ["JP"]) { return [found] }
        let found = readBlocks(message)
        if let fetched = readStore(message), found.count != 1 || !isStore(of: fetched, in: found[0]) { return [fetched] }
        return found
    }

    /// The recipients of a message in the divisions of China, or of one from there that goes abroad.
    private mutating func readBlocks(_ message: borrowing MessageText) -> [ParsedRecipient] {
        regions.removeAll(keepingCapacity: true)
        if message.text.classes.contains(.han) {
            matcher.match(message.text.bytes.span, into: &matches)
            regions.append(contentsOf: matches.candidates)
            settleHongKong(message)
            if isEager { readTowns(message) }
        }
        let hasPhone = message.numbers.contains { $0.mayBePhone }
        findCores(message, hasPhone: hasPhone)
        taken.removeAll(keepingCapacity: true)
        taken.append(contentsOf: repeatElement(false, count: pieces.count))
        var out: [ParsedRecipient] = []
        let isMainland = message.numbers.contains { $0.kind == .mobile }
        if !cores.contains(where: { $0.strength >= 120 || country($0.region) != "CN" || isMainland && !$0.region.town.isNone }),
            message.text.classes.contains(.letter) || !message.text.classes.isDisjoint(with: [.other]) || hasForeign(message)
                || opensAbroad(message) || isEager && cores.isEmpty,
            let abroad = read(message, asIn: landsElsewhere(message)) ?? readAbroad(message)
        {
            return [abroad]
        }
        for block in blocks(message) {
            readBlock(block, message, hasPhone: hasPhone, into: &out)
        }
        return out
    }

    /// Whether a message can hold a recipient at all: cheap, and false for most talk.
    static func mayHold(_ message: borrowing MessageText, eager: Bool) -> Bool {
        let text = message.text
        let bytes = text.bytes
        guard bytes.count >= (eager ? 9 : 15) else { return false }
        // Digits of Burmese and Khmer are letters like others there.
        let isOther = message.home != "CN" && text.classes.contains(.other)
        if eager { return text.classes.contains(.han) || text.classes.contains(.digit) || isOther }
        if message.home != "CN", text.classes.contains(.digit) || isOther { return true }
        if message.numbers.contains(where: { $0.mayBePhone }) { return true }
        // Without a phone: the words of divisions, roads and houses must be there.
        guard text.classes.contains(.han), bytes.count >= 24 else { return false }
        let needed = text.classes.contains(.digit) ? 2 : 3
        var found = 0
        let table = CharacterTraits.table
        var at = 0
        while at < bytes.count {
            if bytes[at] < 0xE0 {
                at += 1
                continue
            }
            let (value, length) = Han.scalar(bytes, at)
            if !CharacterTraits.of(value, table).isDisjoint(with: [.division, .road, .place]) {
                found += 1
                if found >= needed { return true }
            }
            at += length
        }
        return false
    }

    /// The regions that may head an address.
    private mutating func findCores(_ message: borrowing MessageText, hasPhone: Bool) {
        cores.removeAll(keepingCapacity: true)
        let bytes = message.text.bytes
        var p = 0
        for region in regions {
            while p < pieces.count, pieces[p].range.upperBound <= region.start { p += 1 }
            guard p < pieces.count, pieces[p].kind == .text, pieces[p].range.contains(region.start) else { continue }
            let piece = pieces[p]
            switch piece.label {
            case .name, .phone, .remark, .account, .identity, .postcode, .sender: continue
            default: break
            }
            var last = p
            while last + 1 < pieces.count, pieces[last + 1].range.lowerBound < region.detailStart { last += 1 }
            var strength = region.score
            if piece.label == .address || piece.label == .area { strength += 60 }
            let rest = region.detailStart..<max(region.detailStart, pieces[last].range.upperBound)
            let material = AddressScore.of(rest, bytes)
            if material >= 3 {
                strength += 30
            } else if last + 1 < pieces.count, pieces[last + 1].kind == .text, AddressScore.of(pieces[last + 1].range, bytes) >= 3 {
                strength += 25
            } else if material < 0 {
                // 弥勒市的葡萄多少钱: a place in talk.
                if piece.label != .address, piece.label != .area { strength -= hasPhone ? 60 : 200 }
            } else if region.evidence.levels <= 1 {
                // A district by its full name with the name of an estate behind it: little, but beside a phone enough.
                strength -= hasPhone && region.evidence.contains([.district, .typed]) && material >= 0 && rest.count >= 12 ? 10 : 30
            }
            let alone = piece.range.lowerBound == region.start && piece.range.upperBound <= region.detailStart
            if alone, region.evidence.contains(.bare) { strength -= 20 }
            let least = hasPhone || occasion == .asked && material >= 1 ? 45 : material >= 3 && region.evidence.levels >= 2 ? 80 : material >= 5 ? 90 : 170
            if strength >= least || isEager && opens(region, p, last, message, hasPhone: hasPhone) {
                cores.append(Core(region: region, piece: p, lastPiece: last, strength: strength))
            }
        }
    }

    /// Whether a place opens an address where one is expected: it begins its piece, and nothing around it is talk.
    private func opens(_ region: RegionCandidate, _ p: Int, _ last: Int, _ message: borrowing MessageText, hasPhone: Bool) -> Bool {
        let bytes = message.text.bytes
        let piece = pieces[p]
        let prefix = trimmed(piece.range.lowerBound..<max(piece.range.lowerBound, region.start), bytes)
        let rest = trimmed(region.detailStart..<max(region.detailStart, pieces[last].range.upperBound), bytes)
        let next = last + 1 < pieces.count && pieces[last + 1].kind == .text ? AddressScore.of(pieces[last + 1].range, bytes) : -1
        let isBare = region.evidence.contains(.bare)
        guard prefix.isEmpty || AddressScore.isLead(prefix, bytes) || hasPhone && prefix.count <= 12 && NameScore.of(prefix, bytes).points >= 4 else {
            return false
        }
        // 济源 沁园路: what stands behind a space counts as the rest.
        let material = rest.isEmpty && next >= 1 ? next : AddressScore.of(rest, bytes)
        let isAlone = rest.isEmpty && next < 1
        // 65170938（香港）, and the 北门 that is no district of 台南 beside a mainland mobile.
        if isAlone, region.city.isNone, region.district.isNone { return false }
        // 南宫建浩 is somebody, and not from 南宫; 石河子 before a road is a place where somebody else is named.
        let isWhole = region.start <= piece.range.lowerBound && region.end >= piece.range.upperBound && next >= 3
        if isBare, piece.range.count <= 12, NameScore.of(piece.range, bytes).points >= 5, !isWhole || !namesAnother(than: p, bytes) { return false }
        if isBare, country(region) != "CN", message.numbers.contains(where: { $0.kind == .mobile }) { return false }
        if hasPhone {
            if isAlone || rest.isEmpty && isBare && next < 2 { return !isBare && pieces[last].range.upperBound == region.detailStart }
            return material >= 0 || !isBare && material >= -2
        }
        let isChain = region.evidence.levels >= 2 || !region.town.isNone
        let digits = hasDigit(p...(pieces.count - 1), bytes)
        guard region.evidence.contains(.typed) || isChain || digits && (material >= 3 || points(from: last, bytes) >= 5) else { return false }
        let least = isChain || hasDigit(p...last, bytes) || AddressScore.endsAsVenue(rest, bytes) ? 0 : 1
        guard isAlone && points(from: last, bytes) < 5 ? region.evidence.contains(.typed) || !region.town.isNone : material >= least else { return false }
        if AddressScore.isQuantity(rest, bytes) { return false }
        return !isTalk(message, besides: region, p...last)
    }

    /// Whether another piece than one is plainly somebody's name.
    private func namesAnother(than p: Int, _ bytes: [UInt8]) -> Bool {
        pieces.indices.contains { j in
            guard j != p, pieces[j].kind == .text else { return false }
            return NameScore.of(NameWords.trimmed(pieces[j].range, bytes).range, bytes).points >= 5 && AddressScore.of(pieces[j].range, bytes) < 3
        }
    }

    /// How much the pieces from one on look like an address together.
    private func points(from first: Int, _ bytes: [UInt8]) -> Int {
        (first..<pieces.count).reduce(0) { pieces[$1].kind == .text ? $0 + max(0, AddressScore.of(pieces[$1].range, bytes)) : $0 }
    }

    private func hasDigit(_ range: ClosedRange<Int>, _ bytes: [UInt8]) -> Bool { range.contains { bytes[pieces[$0].range].contains { $0 &- 0x30 < 10 } } }

    /// Whether any words of a message beside a place are talk, and no long address stands against them.
    private func isTalk(_ message: borrowing MessageText, besides region: RegionCandidate, _ own: ClosedRange<Int>) -> Bool {
        let bytes = message.text.bytes
        var points = 0
        var talk = 0
        for (j, piece) in pieces.enumerated() where piece.kind == .text && (piece.label == .none || piece.label == .address || piece.label == .area) {
            let range = own.contains(j) ? min(max(piece.range.lowerBound, region.detailStart), piece.range.upperBound)..<piece.range.upperBound : piece.range
            points += max(0, AddressScore.of(range, bytes))
            if AddressScore.isTalk(range, bytes) { talk += 1 }
        }
        return talk > 0 && (points < 5 * talk || !region.evidence.contains(.typed))
    }

    private func hasForeign(_ message: borrowing MessageText) -> Bool { message.numbers.contains { $0.kind == .foreign } }

    /// Whether two regions can be the same place said twice.
    func agree(_ a: RegionCandidate, _ b: RegionCandidate) -> Bool {
        guard a.province == b.province else { return false }
        if !a.city.isNone, !b.city.isNone, a.city != b.city { return false }
        return a.district.isNone || b.district.isNone || a.district == b.district
    }
}
