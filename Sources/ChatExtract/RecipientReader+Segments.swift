internal import ChatModel
internal import Gazetteer

/// Cuts messages of shops abroad into the segments of address blocks.
extension RecipientReader {
    private static let phoneWords = WordSet(AddressWordList.shared.words(of: "abroad.phone"))
    private static let asides = AddressWordList.shared.words(of: "abroad.aside").map(AddressWordList.spaced)
    private static let cuts = AddressWordList.shared.words(of: "abroad.cut").map(AddressWordList.spaced)
    private static let places = WordSet(AddressWordList.shared.words(of: "abroad.place"))
    private static let titles = WordSet(AddressWordList.shared.words(of: "name.title"))

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
            // 電話 019-…, in a script in which spaces part the segments.
            if phone || partsAtSpaces || isPhoneWord(range, bytes) { range = withoutPhoneWords(range, bytes) }
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
            // 19 Acacia Rd. gate code 8210: what is for whoever brings the parcel begins a segment of its own.
            if at > start, isAside(at, bytes) {
                close(at)
                (start, opening) = (at, .sentence)
            }
            guard let (width, kind) = part(bytes, at, from: start, partsAtSpaces) else {
                at += 1
                continue
            }
            close(at, lead: kind == .lead)
            at += width
            (start, opening) = (at, kind)
            if kind == .line || kind == .sentence, label != .address, label != .area { label = .none }
            // ship to: somebody, then where.
            if kind == .comma, label == .name, found.last?.label == .name { label = .none }
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
        case 0x2D where next == 0x20 && at > 0 && bytes[at - 1] == 0x20, 0x2F where next == 0x20 && at > 0 && bytes[at - 1] == 0x20: return (1, .comma)
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
        // Behind a phone, or a number: … 347 5550012. Non a casa.
        if bytes[word].allSatisfy({ $0 &- 0x30 < 10 }) { return true }
        if word.count <= 3, bytes[word].allSatisfy({ 0x61...0x7A ~= $0 }), !Self.titles.contains(bytes, word), !Self.titles.contains(bytes, begin..<at + 1) {
            // sent na. Nilo Reyes: no short form that is known.
            let next = SegmentWords.words(at + 1..<min(bytes.count, at + 12), bytes).first
            return next.map { 0x41...0x5A ~= bytes[$0.lowerBound] } ?? true && !Self.places.contains(bytes, begin..<at + 1)
                && !Self.places.contains(bytes, word)
        }
        return word.count > 3 && !Self.places.contains(bytes, begin..<at + 1) && !Self.places.contains(bytes, word) && !bytes[word].contains(0x2E)
    }

    /// 佐藤 美咲: a name whose two parts a space parts is one.
    private func joined(_ segments: [BlockSegment], _ bytes: [UInt8]) -> [BlockSegment] {
        var out: [BlockSegment] = []
        for segment in segments {
            if segment.opening == .space, let last = out.last, last.range.count <= 15, segment.range.count <= 15,
                last.words.isName && segment.words.isName || last.label == .name && segment.label == .name
            {
                out[out.count - 1].range = last.range.lowerBound..<segment.range.upperBound
                out[out.count - 1].words.count += segment.words.count
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

    /// Whether a range is one word for a phone and no more: cell., Tél.
    private func isPhoneWord(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        range.count > 2 && Self.phoneWords.contains(LetterCase.lowered(range, bytes), 0..<range.count)
    }

    /// Whether a segment is for the courier alone: the code of a gate.
    func isAside(_ segment: BlockSegment, _ bytes: [UInt8]) -> Bool {
        starts(segment.range.lowerBound, with: Self.asides, bytes) || isAside(segment.range.lowerBound, bytes)
    }

    /// Whether words for the courier alone, or about whose number to call, begin at an offset inside an address.
    func isAside(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard at == 0 || bytes[at - 1] <= 0x20 || bytes[at - 1] == 0x2C || bytes[at - 1] == 0x28 || bytes[at] >= 0xE3 else { return false }
        return starts(at, with: Self.cuts, bytes) || SameNumber.starts(at, bytes)
    }

    private func starts(_ at: Int, with phrases: [[UInt8]], _ bytes: [UInt8]) -> Bool {
        phrases.contains { phrase in
            guard at + phrase.count <= bytes.count else { return false }
            for i in phrase.indices {
                let byte = bytes[at + i]
                guard (0x41...0x5A ~= byte ? byte | 0x20 : byte) == phrase[i] else { return false }
            }
            let end = at + phrase.count
            return phrase[phrase.count - 1] >= 0xE0 || phrase[phrase.count - 1] == 0x20 || end == bytes.count
                || !(0x61...0x7A ~= bytes[end] | 0x20 || bytes[end] >= 0x80)
        }
    }
}

/// Words by which somebody says that a parcel's number is the one they have already: same number, sđt vẫn số cũ, 電話一樣.
public enum SameNumber {
    private static let phrases = AddressWordList.shared.words(of: "phone.same").map(AddressWordList.spaced)

    /// Whether a text in lower case says so.
    public static func isSaid(in text: [UInt8]) -> Bool { range(in: text) != nil }

    /// Where a text in lower case says so.
    public static func range(in text: [UInt8]) -> Range<Int>? {
        for at in text.indices where text[at] & 0xC0 != 0x80 {
            if let phrase = phrases.first(where: { text[at...].starts(with: $0) }) { return at..<at + phrase.count }
        }
        return nil
    }

    /// Whether such words begin at an offset.
    static func starts(_ at: Int, _ bytes: [UInt8]) -> Bool {
        phrases.contains { phrase in
            at + phrase.count <= bytes.count
                && phrase.indices.allSatisfy { (0x41...0x5A ~= bytes[at + $0] ? bytes[at + $0] | 0x20 : bytes[at + $0]) == phrase[$0] }
        }
    }
}
