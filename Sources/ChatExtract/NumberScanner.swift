/// Finds and classifies the numbers of a text.
///
/// Digits are grouped first; groups are then joined over the separators that phone numbers have, and every number is taken as the longest thing that it can
/// be. A piece of an order, card or identity number is therefore never a phone.
struct NumberScanner: Sendable {
    /// Maximal runs of digits.
    var groups: [Range<Int>] = []
    private var links: [Range<Int>] = []
    /// ISO 3166 alpha-2 of the country in which numbers without a country's code are dialled.
    var home = "CN"

    mutating func scan(_ text: NormalizedText, into runs: inout [NumberRun]) {
        let bytes = text.bytes
        findGroups(bytes)
        links.removeAll(keepingCapacity: true)
        if text.classes.contains(.letter), text.classes.contains(.slash) || bytes.count > 12 { findLinks(bytes) }
        var i = 0
        while i < groups.count {
            let next = classify(i, bytes, &runs)
            i = max(i + 1, next)
        }
    }

    private mutating func findGroups(_ bytes: [UInt8]) {
        groups.removeAll(keepingCapacity: true)
        let span = bytes.span
        var at = 0
        while at < span.count {
            guard unsafe span[unchecked: at] &- 0x30 < 10 else {
                at &+= 1
                // Eight bytes at a time while none of them is a digit.
                while at &+ 8 <= span.count, !Self.hasDigit(unsafe span.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self)) { at &+= 8 }
                continue
            }
            let start = at
            while at < span.count, unsafe span[unchecked: at] &- 0x30 < 10 { at &+= 1 }
            groups.append(start..<at)
        }
    }

    /// Whether any of eight bytes is an ASCII digit.
    @inline(__always)
    private static func hasDigit(_ word: UInt64) -> Bool {
        let tops: UInt64 = 0x8080_8080_8080_8080
        let moved = word ^ 0x3030_3030_3030_3030
        // 0x76 lifts ten and more into the top bit of its byte.
        return ~(((moved & ~tops) &+ 0x7676_7676_7676_7676) | moved) & tops != 0
    }

    /// Links run from `://` or `www.` over the characters that links have.
    private mutating func findLinks(_ bytes: [UInt8]) {
        var at = 0
        while at + 4 < bytes.count {
            let isLink =
                (bytes[at] == 0x3A && bytes[at + 1] == 0x2F && bytes[at + 2] == 0x2F)
                || (bytes[at] | 0x20 == 0x77 && bytes[at + 1] | 0x20 == 0x77 && bytes[at + 2] | 0x20 == 0x77 && bytes[at + 3] == 0x2E)
            guard isLink else {
                at += 1
                continue
            }
            let start = at
            while at < bytes.count, bytes[at] > 0x20, bytes[at] < 0x7F { at += 1 }
            links.append(start..<at)
        }
    }

    /// Classifies the number that begins with group `i` and answers the group after it.
    private func classify(_ i: Int, _ bytes: [UInt8], _ runs: inout [NumberRun]) -> Int {
        let group = groups[i]
        if !links.isEmpty, let link = links.first(where: { $0.contains(group.lowerBound) }) {
            var j = i
            while j < groups.count, link.contains(groups[j].lowerBound) { j += 1 }
            runs.append(NumberRun(.link, group.lowerBound..<groups[j - 1].upperBound))
            return j
        }
        // A single short number is the most frequent case: nothing below can match it unless another group or a sign stands at its side.
        if group.count <= 6, isLone(i, bytes) {
            runs.append(small(group, bytes))
            return i + 1
        }
        // The most frequent number of a block: eleven digits with nothing before them that could make them a part of something else.
        if home != "CN", group.count >= 2, let found = national(i, bytes, runs.last?.range.upperBound ?? 0) {
            runs.append(found.run)
            return found.next
        }
        if group.count == 11, isMobileHead(group.lowerBound, bytes), !isBound(group.lowerBound, bytes),
            let found = finish(i, i + 1, group.lowerBound, group.lowerBound, bytes, 0.99)
        {
            runs.append(found.run)
            return found.next
        }
        let floor = runs.last?.range.upperBound ?? 0
        if let found = maskedPhone(i, bytes) ?? international(i, bytes, floor) ?? code(i, bytes, floor) ?? dateOrTime(i, bytes) ?? mobile(i, bytes, floor)
            ?? glued(i, bytes) ?? longNumber(i, bytes) ?? (home == "CN" ? landline(i, bytes, floor) : nil) ?? local(i, bytes)
        {
            if let head = found.head { runs.append(head) }
            runs.append(found.run)
            return found.next
        }
        runs.append(small(group, bytes))
        return i + 1
    }

    /// Whether a sign, a letter or an underscore stands right before a number.
    private func isBound(_ start: Int, _ bytes: [UInt8]) -> Bool {
        start > 0 && (bytes[start - 1] == 0x2B || isWord(bytes[start - 1]))
    }

    /// Whether a short group has nothing at its sides that could make it a part of a longer number.
    private func isLone(_ i: Int, _ bytes: [UInt8]) -> Bool {
        let group = groups[i]
        if group.lowerBound > 0 {
            let before = bytes[group.lowerBound - 1]
            if before == 0x2B || before == 0x28 || before == 0x3A || before == 0x5F || 0x61...0x7A ~= before | 0x20 { return false }
        }
        if group.upperBound < bytes.count {
            let after = bytes[group.upperBound]
            // Signs, letters and spaces may go on with it; so may 年 and 月.
            if after < 0x80, after != 0x2C, after != 0x0A, after != 0x21, after != 0x3F, after != 0x3B { return false }
            if after == 0xE5 || after == 0xE6 || after == 0xC2 {
                return i + 1 >= groups.count || groups[i + 1].lowerBound - group.upperBound > 4 && group.count != 4
            }
        }
        return group.count < 5 || NumberLabel.before(group.lowerBound, in: bytes) == .none
    }

    /// What a group that is no number of a person says: a house, a price, a postcode.
    private func small(_ group: Range<Int>, _ bytes: [UInt8]) -> NumberRun {
        if group.lowerBound > 0 {
            let before = bytes[group.lowerBound - 1]
            if before == 0x24 || before == 0xA5 && group.lowerBound > 1 && bytes[group.lowerBound - 2] == 0xC2 { return NumberRun(.price, group) }
        }
        var end = group.upperBound
        if end < bytes.count, bytes[end] == 0x20 { end += 1 }
        if let word = hanWord(bytes, end) {
            // 元, 块, 圆
            if word == 0xE58583 || word == 0xE59D97 || word == 0xE59C86 { return NumberRun(.price, group) }
            if CharacterTraits.of(Han.scalar(bytes, end).value).contains(.house) { return NumberRun(.house, group) }
        }
        if group.count == 6 {
            let label = NumberLabel.before(group.lowerBound, in: bytes)
            if label == .postcode || label == .none && stands(alone: group, bytes) {
                return NumberRun(.postcode, group, label: label, confidence: label == .postcode ? 0.99 : 0.6)
            }
            return NumberRun(.plain, group, label: label)
        }
        return NumberRun(.plain, group, label: group.count >= 4 ? NumberLabel.before(group.lowerBound, in: bytes) : .none)
    }

    /// The character at an offset, when it has three bytes.
    @inline(__always)
    private func hanWord(_ bytes: [UInt8], _ at: Int) -> UInt32? {
        guard at + 2 < bytes.count, bytes[at] >= 0xE0, bytes[at] < 0xF0 else { return nil }
        return UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2])
    }

    static func words(_ characters: String) -> Set<UInt32> {
        Set(characters.unicodeScalars.map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
    }

    static let houseMarks = words("号室栋楼幢座单弄层组巷排房户村队门期")

    /// Whether nothing but separators stands around a group.
    func stands(alone group: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let before = group.lowerBound == 0 || isSeparator(endingAt: group.lowerBound, bytes)
        return before && (group.upperBound >= bytes.count || isSeparator(startingAt: group.upperBound, bytes))
    }

    func isSeparator(endingAt end: Int, _ bytes: [UInt8]) -> Bool {
        switch bytes[end - 1] {
        case 0x20, 0x0A, 0x09, 0x2C, 0x3B, 0x3A, 0x28, 0x7C, 0x2F: true
        case 0x81, 0x82: end >= 3 && bytes[end - 3] == 0xE3 && bytes[end - 2] == 0x80
        default: false
        }
    }

    func isSeparator(startingAt start: Int, _ bytes: [UInt8]) -> Bool {
        switch bytes[start] {
        case 0x20, 0x0A, 0x09, 0x2C, 0x3B, 0x29, 0x7C, 0x2F, 0x2E: true
        case 0xE3: start + 2 < bytes.count && bytes[start + 1] == 0x80 && (bytes[start + 2] == 0x81 || bytes[start + 2] == 0x82)
        default: false
        }
    }
}
