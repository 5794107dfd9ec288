/// Marks that count the items of a list: `1.`, `2、`, `①`, `（3）`, `四、`.
extension BlockTokenizer {
    /// The end of an item's mark at a line's start that is no plain number: `①`, `（1）`, `一、`, and a keycap.
    func itemMark(_ at: Int, _ bytes: [UInt8]) -> Int? {
        let byte = bytes[at]
        guard byte == 0x28 || byte >= 0xE2 || byte &- 0x30 < 10 else { return nil }
        if byte >= 0xE2 {
            let (value, length) = Han.scalar(bytes, at)
            // Circled, bracketed and dotted numbers.
            if 0x2460...0x249B ~= value || 0x24F5...0x24FE ~= value || 0x2776...0x2793 ~= value { return afterMark(at + length, bytes) }
            guard Self.isNumeral(value), Han.has(Self.comma, bytes, at: at + length) || bytes.count > at + length && bytes[at + length] == 0x2E else {
                return nil
            }
            return afterMark(at + length, bytes)
        }
        var end = byte == 0x28 ? at + 1 : at
        let start = end
        while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
        guard 1...2 ~= end - start else {
            let value = byte == 0x28 ? Han.scalar(bytes, min(start, bytes.count - 1)).value : 0
            return Self.isNumeral(value) && start + 3 < bytes.count && bytes[start + 3] == 0x29 ? start + 4 : nil
        }
        if byte == 0x28 { return end < bytes.count && bytes[end] == 0x29 ? afterMark(end + 1, bytes) : nil }
        return Han.scalar(bytes, min(end, bytes.count - 1)).value == 0x20E3 ? afterMark(end + 3, bytes) : nil
    }

    /// Whether a space stands between Han characters of talk that a bracket holds together: （白天没人 请放管理室）.
    func staysInBracket(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard at > 0, at + 1 < bytes.count, bytes[at - 1] >= 0x80, bytes[at + 1] >= 0xE3 else { return false }
        var end = at + 1
        while end < bytes.count, end - at < 40, bytes[end] >= 0x80 || bytes[end] == 0x20 { end += 1 }
        guard end < bytes.count, bytes[end] == 0x29 else { return false }
        var start = at
        while start > 0, at - start < 40, bytes[start - 1] >= 0x80 || bytes[start - 1] == 0x20 { start -= 1 }
        return start > 0 && bytes[start - 1] == 0x28 && AddressScore.isTalk(start..<end, bytes)
    }

    /// Past a dot, a 、 or a colon behind an item's mark.
    private func afterMark(_ at: Int, _ bytes: [UInt8]) -> Int {
        if at < bytes.count, bytes[at] == 0x2E || bytes[at] == 0x3A { return at + 1 }
        return Han.has(Self.comma, bytes, at: at) ? at + 3 : at
    }

    /// 一 to 十.
    private static func isNumeral(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341: true
        default: false
        }
    }

    private static let comma = Array("、".utf8)

    /// The end of an item's number at a line's start: `1.`, `2、`, `3)`, `4 ` is none.
    func itemEnd(_ run: Range<Int>, _ bytes: [UInt8]) -> Int? {
        guard run.count <= 2, run.upperBound < bytes.count else { return nil }
        let byte = bytes[run.upperBound]
        if byte == 0x2E || byte == 0x29 || byte == 0x3A {
            let next = run.upperBound + 1
            return next < bytes.count && bytes[next] &- 0x30 < 10 && byte == 0x2E && next + 11 > bytes.count ? nil : next
        }
        return Han.has(Array("、".utf8), bytes, at: run.upperBound) ? run.upperBound + 3 : nil
    }
}
