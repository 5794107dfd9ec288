extension NumberScanner {
    /// What a rule found: the numbers, and the first group that is not theirs.
    struct Found {
        /// A room that was glued to a phone.
        var head: NumberRun?
        var run: NumberRun
        var next: Int

        init(_ run: NumberRun, next: Int, head: NumberRun? = nil) {
            self.run = run
            self.next = next
            self.head = head
        }
    }

    /// Length of the separator between two groups of one phone number: up to three of space, dash, dot, middle dot and brackets; nil when something else stands there.
    func joint(_ i: Int, _ bytes: [UInt8]) -> Int? {
        guard i >= 0, i + 1 < groups.count else { return nil }
        var at = groups[i].upperBound
        let end = groups[i + 1].lowerBound
        let length = end - at
        guard length <= 4 else { return nil }
        var marks = 0
        while at < end {
            switch bytes[at] {
            case 0x20: break
            case 0x2D, 0x2E, 0x28, 0x29: marks += 1
            case 0xC2:
                guard at + 1 < end, bytes[at + 1] == 0xB7 else { return nil }
                marks += 1
                at += 1
            default: return nil
            }
            at += 1
        }
        return marks <= 2 ? length : nil
    }

    /// Joins groups from `i` until they have exactly `digits` digits; answers the group after the last, or nil when they do not come out even.
    func join(_ i: Int, digits: Int, atMost parts: Int, _ bytes: [UInt8]) -> Int? {
        var j = i
        var sum = 0
        while j < groups.count, j - i < parts {
            sum += groups[j].count
            if sum == digits { return j + 1 }
            guard sum < digits, joint(j, bytes) != nil else { return nil }
            j += 1
        }
        return nil
    }

    /// An extension behind a number that ends at `end`, with group `j` the next one: `-1234`, `_1234`, `#1234`, `转1234`, `分机1234`, `ext 1234`, `[1234]`.
    func extensionNumber(after end: Int, _ j: Int, _ bytes: [UInt8], mobile: Bool) -> (digits: Range<Int>, end: Int)? {
        guard j < groups.count else { return nil }
        let group = groups[j]
        let gap = group.lowerBound - end
        guard gap >= 1, gap <= 16, group.count <= 6 else { return nil }
        if gap == 1, bytes[end] == 0x2D || bytes[end] == 0x5F || bytes[end] == 0x23 || bytes[end] == 0x2A {
            let least = mobile ? 3 : 1
            guard group.count >= least, !isHouse(group.upperBound, bytes) else { return nil }
            return (group, group.upperBound)
        }
        if gap == 1, bytes[end] == 0x5B, group.upperBound < bytes.count, bytes[group.upperBound] == 0x5D, group.count >= 2 {
            return (group, group.upperBound + 1)
        }
        guard mayBeWord(end..<group.lowerBound, bytes) else { return nil }
        // Spaces, commas and brackets may stand around the word.
        var words = bytes[end..<group.lowerBound].filter { $0 != 0x20 && $0 != 0x2C && $0 != 0x28 && $0 != 0x3A && $0 != 0x2E && $0 != 0x2D }
        for i in words.indices where 0x41...0x5A ~= words[i] { words[i] |= 0x20 }
        guard Self.extensionWords.contains(words), !isPriced(group.upperBound, bytes) else { return nil }
        var stop = group.upperBound
        if bytes[end..<group.lowerBound].contains(0x28), stop < bytes.count, bytes[stop] == 0x29 { stop += 1 }
        return (group, stop)
    }

    /// Whether the first byte behind spaces and brackets begins a word for an extension: 转, 分机, 内线, ext, x.
    private func mayBeWord(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        for at in range {
            switch bytes[at] {
            case 0x20, 0x2C, 0x28, 0x3A, 0x2E, 0x2D: continue
            case 0xE8, 0xE5, 0x45, 0x65, 0x58, 0x78: return true
            default: return false
            }
        }
        return false
    }

    private static let extensionWords: Set<[UInt8]> = Set(["转", "分机", "转分机", "分机号", "ext", "x", "内线"].map { Array($0.utf8) })

    private func isHouse(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard at + 2 < bytes.count, bytes[at] >= 0xE0 else { return false }
        return Self.houseMarks.contains(UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]))
    }

    private func isPriced(_ at: Int, _ bytes: [UInt8]) -> Bool {
        let tail = bytes[min(at, bytes.count)..<min(at + 3, bytes.count)]
        return tail.elementsEqual("元".utf8) || tail.elementsEqual("块".utf8)
    }

    /// Whether a byte continues a word of letters and digits.
    func isWord(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || 0x61...0x7A ~= byte | 0x20 || byte == 0x5F }
}

/// The digits of a number as they are put together: short, and without an array of their own.
struct NumberText {
    private var bytes = InlineArray<32, UInt8>(repeating: 0)
    /// Bytes so far.
    private(set) var count = 0

    /// A prefix and the digits of groups from an offset on; the first digits after it are left out on demand.
    init(_ prefix: StaticString, _ groups: ArraySlice<Range<Int>>, from: Int, skipping: Int = 0, _ text: [UInt8]) {
        append(prefix)
        var skip = skipping
        for group in groups {
            var at = max(group.lowerBound, from)
            while at < group.upperBound {
                if skip > 0 { skip -= 1 } else { append(text[at]) }
                at += 1
            }
        }
    }

    private mutating func append(_ text: StaticString) {
        for i in 0..<text.utf8CodeUnitCount { append(unsafe text.utf8Start[i]) }
    }

    private mutating func append(_ byte: UInt8) {
        guard count < 32 else { return }
        bytes[count] = byte
        count += 1
    }

    /// The number, with `;ext=` and the digits of a range of the text behind it where there is one.
    func string(extension ext: Range<Int>?, _ text: [UInt8]) -> String {
        var whole = self
        if let ext, !ext.isEmpty {
            whole.append(";ext=")
            for at in ext { whole.append(text[at]) }
        }
        return unsafe String(unsafeUninitializedCapacity: whole.count) { room in
            for i in 0..<whole.count { unsafe room[i] = whole.bytes[i] }
            return whole.count
        }
    }
}
