public import ChatModel

/// What a message puts right in a recipient that was given before: 门牌是1203不是1302, 电话换一下 139…, 收件人改成李四.
public struct RecipientCorrection: Hashable, Sendable {
    /// The part that is meant.
    public enum Part: Sendable {
        /// Whatever part holds the wrong words.
        case any
        case phone, name
        /// The number of the door.
        case door
    }

    /// The part that is meant.
    public var part: Part
    /// The words to be replaced; nil where the message names only the part.
    public var wrong: String?
    /// What to put in their place; E.164 for a phone.
    public var right: String
    /// UTF-8 byte offsets of `right` in the original text.
    public var range: Range<Int>

    /// Puts a recipient right; false, and nothing changed, when the correction does not fit it.
    public func apply(to recipient: inout Recipient) -> Bool {
        switch part {
        case .phone:
            guard recipient.phones != [right], !recipient.phones.isEmpty || recipient.address != nil else { return false }
            recipient.phones = [right]
            return true
        case .name:
            guard recipient.name != right else { return false }
            recipient.name = right
            return true
        case .any, .door:
            guard let wrong else { return replaceDoor(in: &recipient) }
            if recipient.name == wrong {
                recipient.name = right
                return true
            }
            if replaceEnd(of: &recipient.phones, wrong) { return true }
            guard let detail = recipient.address?.detail, let changed = Self.replaced(wrong, by: right, in: detail) else { return false }
            recipient.address?.detail = changed
            return true
        }
    }

    /// 是7196不是7169: the end of a number, where one number has it and the right one is as long.
    private func replaceEnd(of phones: inout [String], _ wrong: String) -> Bool {
        guard wrong.utf8.count >= 4, wrong.utf8.count == right.utf8.count, (wrong + right).utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
        let fitting = phones.indices.filter { phones[$0].hasSuffix(wrong) }
        guard fitting.count == 1 else { return false }
        phones[fitting[0]] = phones[fitting[0]].dropLast(wrong.count) + right
        return true
    }

    /// The detail with the last whole occurrence of some words replaced; a number is no part of a longer one.
    private static func replaced(_ wrong: String, by right: String, in detail: String) -> String? {
        let text = Array(detail.utf8)
        let word = Array(wrong.utf8)
        guard !word.isEmpty, word.count <= text.count else { return nil }
        func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
        for start in stride(from: text.count - word.count, through: 0, by: -1) where Han.has(word, text, at: start) {
            let end = start + word.count
            if let first = word.first, isDigit(first), start > 0, isDigit(text[start - 1]) { continue }
            if let last = word.last, isDigit(last), end < text.count, isDigit(text[end]) { continue }
            return String(decoding: text[..<start] + Array(right.utf8) + text[end...], as: UTF8.self)
        }
        return nil
    }

    /// Puts another number in the place of the detail's last one.
    private func replaceDoor(in recipient: inout Recipient) -> Bool {
        guard part == .door, let detail = recipient.address?.detail, right.utf8.contains(where: { $0 &- 0x30 < 10 }) else { return false }
        let text = Array(detail.utf8)
        guard let last = text.lastIndex(where: { $0 &- 0x30 < 10 }) else { return false }
        var first = last
        while first > 0, text[first - 1] &- 0x30 < 10 { first -= 1 }
        let changed = String(decoding: text[..<first] + Array(right.utf8) + text[(last + 1)...], as: UTF8.self)
        guard changed != detail else { return false }
        recipient.address?.detail = changed
        return true
    }
}
