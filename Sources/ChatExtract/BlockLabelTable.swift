internal import Gazetteer
internal import JSONText

/// All labels of pasted blocks in flat arrays, found by their first character: at most places of a text that is one look at `slots`.
struct BlockLabelTable: Sendable {
    /// A word of the table.
    private struct Word: Sendable {
        /// Where its bytes begin in `bytes`, and how many they are.
        var start: Int32
        var count: Int32
        var label: BlockLabel
        /// Whether it may stand right against its value, without a colon.
        var opens: Bool
    }

    /// A label that was found, and where its value begins.
    struct Match {
        var label: BlockLabel
        var end: Int
        /// Whether its colon or closing bracket is there.
        var colon: Bool
        /// Whether 是 or 叫 stands between it and its value.
        var called: Bool

        init(_ label: BlockLabel, _ end: Int, colon: Bool = false, called: Bool = false) {
            self.label = label
            self.end = end
            self.colon = colon
            self.called = called
        }
    }

    private var bytes: [UInt8] = []
    /// By slot, longest first.
    private var words: [Word] = []
    /// For each slot the first of its words, and in the low byte how many there are.
    private var slots: [UInt32] = []
    /// The ideographs with which a label begins.
    let initials: HanSet
    /// One bit for the hash of the first two characters of a label of ideographs; all bits of a first character that is a label alone.
    private var pairs = [UInt64](repeating: 0, count: 64)

    /// The one table.
    static let shared = BlockLabelTable()

    private init() {
        var entries: [(slot: Int, bytes: [UInt8], label: BlockLabel, opens: Bool)] = []
        for line in AddressWordList.shared.lines {
            guard let label = BlockLabel(name: line.name) else { continue }
            for word in line.words {
                let opens = word.first == 0x2B
                // Folded like the texts they are looked for in.
                var folded = NormalizedText()
                folded.load(AddressWordList.spaced(opens ? word.dropFirst() : word).span)
                entries.append((Self.slot(folded.bytes, 0), folded.bytes, label, opens))
            }
        }
        entries.sort { ($0.slot, $1.bytes.count, $0.label.rawValue) < ($1.slot, $0.bytes.count, $1.label.rawValue) }
        let first = Set(entries.map { Han.scalar($0.bytes, 0).value })
        initials = HanSet { first.contains($0) }
        for entry in entries where entry.bytes.count >= 3 && entry.bytes[0] >= 0xE4 {
            for second in entry.bytes.count < 6 ? 0..<64 : Int(entry.bytes[5] & 63)..<Int(entry.bytes[5] & 63) + 1 {
                pairs[Int(entry.bytes[2] & 63)] |= 1 << UInt64(second)
            }
        }
        slots = [UInt32](repeating: 0, count: Self.slotCount)
        for entry in entries {
            if slots[entry.slot] == 0 { slots[entry.slot] = UInt32(words.count) << 8 }
            slots[entry.slot] += 1
            words.append(Word(start: Int32(bytes.count), count: Int32(entry.bytes.count), label: entry.label, opens: entry.opens))
            bytes += entry.bytes
        }
    }

    private static let slotCount = 4096

    /// The list in which a label is found by its first character, or by its first letter.
    @inline(__always)
    private static func slot(_ bytes: [UInt8], _ at: Int) -> Int {
        guard at < bytes.count else { return 0 }
        let first = bytes[at]
        if first < 0x80 { return Int(first >= 0x41 && first <= 0x5A ? first | 0x20 : first) }
        guard first >= 0xE0, at &+ 2 < bytes.count else { return Int(first) }
        return 256 &+ (Int(bytes[at &+ 1]) &* 61 &+ Int(bytes[at &+ 2]) &* 7 &+ Int(first)) % (slotCount - 256)
    }

    /// Whether a label begins with the character at an offset; for most characters none does.
    @inline(__always)
    func mayBegin(_ at: Int, _ text: [UInt8]) -> Bool {
        guard slots[Self.slot(text, at)] & 0xFF > 0 else { return false }
        guard text[at] >= 0xE4, at &+ 5 < text.count, text[at &+ 3] >= 0xE4 else { return true }
        return pairs[Int(text[at &+ 2] & 63)] >> UInt64(text[at &+ 5] & 63) & 1 == 1
    }

    /// The label at an offset where one can stand, and where its value begins.
    ///
    /// A label needs a colon, a closing bracket or a line end behind it; those that open their value may also stand before a space or right against it.
    ///
    /// - Parameter phonesOnly: whether nothing but the label of a phone can count here.
    func at(_ start: Int, _ text: [UInt8], end limit: Int, phonesOnly: Bool = false) -> Match? {
        let first = text[start]
        let slot = slots[Self.slot(text, start)]
        guard slot & 0xFF > 0 else { return nil }
        let firstWord = Int(slot >> 8)
        for i in firstWord..<firstWord + Int(slot & 0xFF) {
            let word = words[i]
            // Four characters and more are hardly ever anything else: …凤凰镇详细地址富春山居3栋.
            if phonesOnly, word.label != .phone, word.count < 12, start == 0 || text[start - 1] >= 0x80 { continue }
            guard var end = match(word, text, start, limit) else { continue }
            let wordEnd = end
            while end < limit, text[end] == 0x20 { end += 1 }
            if let numbered = pastNumber(end, text, limit) { end = numbered }
            // “姓名(必填)：”, “Name (nama):”
            if end < limit, text[end] == 0x28, let close = text[end..<min(limit, end + 24)].firstIndex(of: 0x29), close + 1 < limit, text[close + 1] == 0x3A {
                end = close + 1
            }
            if end < limit, text[end] == 0x3A || text[end] == 0x3D { return Match(word.label, end + 1, colon: true) }
            if end + 2 < limit, text[end] == 0xE3, text[end + 1] == 0x80, text[end + 2] == 0x91 { return Match(word.label, end + 3, colon: true) }
            if end < limit, text[end] == 0x5D { return Match(word.label, end + 1, colon: true) }
            if first < 0x80 {
                if word.label == .name || word.label == .address, end > wordEnd, end < limit, text[end] >= 0xE4, text[end] <= 0xE9, word.count > 2 {
                    return Match(word.label, end)
                }
                // Latin labels without a colon: otherwise only before a number.
                guard word.opens, wordEnd < limit, text[end < limit ? end : wordEnd] &- 0x30 < 10 || text[end < limit ? end : wordEnd] == 0x2B else {
                    continue
                }
                return Match(word.label, end)
            }
            // ชื่อ สมหญิง: in scripts without capitals a space may stand for the colon.
            if first < 0xE3, end > wordEnd, end < limit { return Match(word.label, end) }
            if word.opens, wordEnd < limit {
                let value = pastIs(wordEnd, text, limit)
                return Match(word.label, value, called: value > wordEnd)
            }
        }
        return nil
    }

    /// Past the number of a label with its colon still to come: 电话2：, 地址1：.
    private func pastNumber(_ at: Int, _ text: [UInt8], _ limit: Int) -> Int? {
        var end = at
        while end < limit, end - at < 2, text[end] &- 0x30 < 10 { end += 1 }
        return end > at && end < limit && text[end] == 0x3A ? end : nil
    }

    /// Past 是, 叫 or 为 behind a label without a colon: 名字是莫娜.
    private func pastIs(_ at: Int, _ text: [UInt8], _ limit: Int) -> Int {
        guard at + 6 <= limit else { return at }
        return switch Han.scalar(text, at).value {
        case 0x662F, 0x53EB, 0x4E3A: at + 3
        default: at
        }
    }

    /// Matches a word, its Latin letters in either case, with single spaces allowed between its characters.
    private func match(_ word: Word, _ text: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        let first = bytes[Int(word.start)]
        var at = start
        var i = Int(word.start)
        let stop = i + Int(word.count)
        var spaced = false
        while i < stop {
            guard at < limit else { return nil }
            let byte = text[at]
            let letter = bytes[i]
            if byte == letter || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == letter) {
                at += 1
                i += 1
                continue
            }
            if byte == 0x20, i > Int(word.start), first >= 0x80, letter >= 0xC0, at + 1 < limit, text[at + 1] == letter {
                at += 1
                spaced = true
                continue
            }
            return nil
        }
        if first < 0x80, at < limit, 0x61...0x7A ~= text[at] | 0x20 { return nil }
        if spaced {
            var end = at
            while end < limit, text[end] == 0x20 { end += 1 }
            guard end < limit, text[end] == 0x3A else { return nil }
        }
        return at
    }
}
