internal import ChatModel
internal import Gazetteer

/// Cuts messages of shops abroad into the segments of address blocks.
extension RecipientReader {
    private static let phoneWords = WordSet(AddressWordList.shared.words(of: "abroad.phone"))
    private static let asides = AddressWordList.shared.words(of: "abroad.aside").map(AddressWordList.spaced)
    private static let places = WordSet(AddressWordList.shared.words(of: "abroad.place"))

    /// The segments of a message outside of phones.
    func segments(_ message: borrowing MessageText, phones: [Range<Int>], country: String) -> [BlockSegment] {
        let bytes = message.text.bytes
        let postcodes = PostcodeShape.lengths(of: country)
        let partsAtSpaces = home == "JP"
        var found: [BlockSegment] = []
        var start = 0
        var opening = BlockSegment.Opening.start
        var label = BlockLabel.none
        var at = 0
        func close(_ end: Int, phone: Bool = false, lead: Bool = false) {
            var range = trimmed(start..<end, bytes)
            if phone { range = withoutPhoneWords(range, bytes) }
            guard !range.isEmpty else {
                if phone, let last = found.indices.last, opening == .space || opening == .comma { found[last].endsAtPhone = true }
                return
            }
            found.append(
                BlockSegment(
                    range: range, opening: opening, label: label, endsAtPhone: phone, isLead: lead, words: SegmentWords(range, bytes, postcodes: postcodes)))
        }
        while at < bytes.count {
            if let phone = phones.first(where: { $0.lowerBound == at }) {
                close(at, phone: true)
                at = phone.upperBound
                (start, opening) = (at, .phone)
                if label == .name || label == .phone { label = .none }
                continue
            }
            if at == start || bytes[at - 1] == 0x20 && trimmed(start..<at, bytes).isEmpty,
                let match = BlockLabelTable.shared.at(at, bytes, end: bytes.count), match.colon
            {
                label = match.label
                at = match.end
                (start, opening) = (at, .lead)
                continue
            }
            guard let (width, kind) = part(bytes, at, from: start, partsAtSpaces) else {
                at += 1
                continue
            }
            close(at, lead: kind == .lead)
            at += width
            (start, opening) = (at, kind)
            if kind == .line || kind == .sentence, label != .address, label != .area { label = .none }
        }
        close(bytes.count)
        return joined(found, bytes)
    }

    /// What parts two segments at an offset.
    private func part(_ bytes: [UInt8], _ at: Int, from start: Int, _ partsAtSpaces: Bool) -> (Int, BlockSegment.Opening)? {
        let next = at + 1 < bytes.count ? bytes[at + 1] : 0x0A
        switch bytes[at] {
        case 0x0A: return (1, .line)
        case 0x2C where !(next &- 0x30 < 10 && at > 0 && bytes[at - 1] &- 0x30 < 10), 0x3B, 0x7C: return (1, .comma)
        case 0x21, 0x3F: return (1, .sentence)
        case 0x3A where next <= 0x20 || next >= 0x80: return (1, .lead)
        case 0x2E where next <= 0x20: return endsSentence(at, from: start, bytes) ? (1, .sentence) : nil
        case 0x2D where next == 0x20 && at > 0 && bytes[at - 1] == 0x20: return (1, .comma)
        case 0x20 where partsAtSpaces: return (1, .space)
        case 0xD8 where next == 0x8C: return (2, .comma)
        case 0xE1 where Han.has([0xE1, 0x81, 0x8A], bytes, at: at): return (3, .comma)
        case 0xE1 where Han.has([0xE1, 0x81, 0x8B], bytes, at: at), 0xE0 where Han.has([0xE0, 0xA5, 0xA4], bytes, at: at): return (3, .sentence)
        case 0xE3 where Han.has([0xE3, 0x80, 0x81], bytes, at: at): return (3, .comma)
        case 0xE3 where Han.has([0xE3, 0x80, 0x82], bytes, at: at): return (3, .sentence)
        case 0xF0: return (4, .comma)
        default: return nil
        }
    }

    /// Whether a dot ends a sentence and no short form: `Jl.`, `St.`, `No.`.
    private func endsSentence(_ at: Int, from start: Int, _ bytes: [UInt8]) -> Bool {
        var begin = at
        while begin > start, bytes[begin - 1] > 0x20, bytes[begin - 1] != 0x2C { begin -= 1 }
        let word = begin..<at
        if bytes[word].allSatisfy({ $0 &- 0x30 < 10 }) { return !word.isEmpty }
        return word.count > 3 && !Self.places.contains(bytes, begin..<at + 1) && !Self.places.contains(bytes, word) && !bytes[word].contains(0x2E)
    }

    /// 佐藤 美咲: a name whose two parts a space parts is one.
    private func joined(_ segments: [BlockSegment], _ bytes: [UInt8]) -> [BlockSegment] {
        var out: [BlockSegment] = []
        for segment in segments {
            if segment.opening == .space, let last = out.last, last.words.isName, segment.words.isName, last.range.count <= 15, segment.range.count <= 15 {
                out[out.count - 1].range = last.range.lowerBound..<segment.range.upperBound
                out[out.count - 1].endsAtPhone = segment.endsAtPhone
            } else {
                out.append(segment)
            }
        }
        return out
    }

    /// A range without the words for a phone at its end: `hp`, `Tel`, `sđt`.
    private func withoutPhoneWords(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        var range = range
        while let last = SegmentWords.words(range, bytes).last, Self.phoneWords.contains(bytes, last) {
            range = trimmed(range.lowerBound..<last.lowerBound, bytes)
        }
        return range
    }

    /// Whether a segment is for the courier alone: the code of a gate.
    func isAside(_ segment: BlockSegment, _ bytes: [UInt8]) -> Bool {
        let text = bytes[segment.range].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        return Self.asides.contains { text.starts(with: $0) }
    }
}
