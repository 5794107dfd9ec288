import JSONText

/// A chain list (接龙): a title, and numbered entries to which everybody adds a line and posts the whole again.
public struct ChainList: Sendable {
    /// One numbered line.
    public struct Entry: Hashable, Sendable {
        /// Its number in the list.
        public var number: Int
        /// What follows the number, continuation lines joined by a space.
        public var text: String
    }

    /// The lines before the first entry, without the `#接龙` mark and without example lines.
    public var title: String
    /// The entries, numbered from 1 without a gap.
    public var entries: [Entry]

    /// The list of a message; nil when it is none.
    ///
    /// With the `#接龙` (`#Group Note`) mark any title will do. Without it there must be two entries at least. A line is an entry when its number is the last one's plus
    /// one, so that title lines like `3. 周年庆` and prices are none.
    public init?(_ text: String) {
        let marks = ["#接龙", "＃接龙", "#Group Note", "#group note", "#GroupNote", "#接龍", "＃接龍"]
        let mark = marks.first { text.hasPrefix($0) } ?? (text.hasPrefix("接龙") || text.hasPrefix("接龍") ? String(text.prefix(2)) : nil)
        guard mark != nil || text.utf8.contains(0x0A) else { return nil }
        var body = Substring(text)
        if let mark { body = body.dropFirst(mark.count) }
        var lines = body.split(whereSeparator: { $0.isNewline }).map { Substring(String($0).trimmed) }
        // Exporters that lose line ends give "#接龙 标题 1. a 2. b".
        if mark != nil, lines.count == 1 { lines = Self.unfolded(lines[0]) }
        var title: [String] = []
        var entries: [Entry] = []
        for line in lines where !line.isEmpty {
            if let (number, rest) = Self.numbered(line), number == entries.count + 1 {
                entries.append(Entry(number: number, text: rest))
            } else if entries.isEmpty {
                if !Self.isExample(line) { title.append(String(line)) }
            } else {
                entries[entries.count - 1].text += " " + line
            }
        }
        guard mark != nil ? !(entries.isEmpty && title.isEmpty) : entries.count >= 2 && !title.isEmpty else { return nil }
        self.title = title.joined(separator: "\n")
        self.entries = entries
    }

    /// Whether a text is worth taking apart as a list: it has the mark, or several lines and the numbers 1 and 2 before a point or a comma.
    public static func mayBe(_ text: [UInt8]) -> Bool {
        guard text.count > 6 else { return false }
        // #, ＃, 接
        if text[0] == UInt8(ascii: "#") || text[0] == 0xEF && text[1] == 0xBC && text[2] == 0x83 || text[0] == 0xE6 && text[1] == 0x8E && text[2] == 0xA5 {
            return true
        }
        guard ByteScanning.first(0x0A, in: text.span, 0..<text.count) != nil else { return false }
        var found: UInt8 = 0
        for at in 0..<text.count - 1 where text[at] == 0x31 || text[at] == 0x32 {
            // . 、 ． ，
            let next = text[at + 1]
            if next == 0x2E || next == 0xE3 || next == 0xEF { found |= text[at] & 3 }
        }
        return found == 3
    }

    /// `12. text`, `12、text`, `12．text`; a fraction (1.5) is no number of a line.
    private static func numbered(_ line: Substring) -> (Int, String)? {
        let b = Array(line.utf8)
        var at = 0
        var number = 0
        while at < b.count, 48...57 ~= b[at], at < 4 {
            number = number * 10 + Int(b[at] - 48)
            at += 1
        }
        guard at > 0, at < b.count else { return nil }
        let (c, length) = Scalars.decode(b, at)
        guard c == 0x2E || c == 0x3001 || c == 0xFF0E || c == 0xFF0C else { return nil }
        let next = at + length
        if c == 0x2E, next < b.count, 48...57 ~= b[next] { return nil }
        return (number, String(decoding: b[next...], as: UTF8.self).trimmed)
    }

    private static func isExample(_ line: Substring) -> Bool {
        for word in ["例", "示例", "样例", "范例", "接龙格式", "格式", "Example", "example", "e.g."] where line.hasPrefix(word) { return true }
        return false
    }

    /// Splits a flattened list before every next number.
    private static func unfolded(_ line: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = line.startIndex
        var wanted = 1
        var search = line.startIndex
        while let at = find(" \(wanted). ", in: line, from: search) ?? find(" \(wanted).", in: line, from: search) {
            parts.append(line[start..<at])
            start = line.index(after: at)
            search = start
            wanted += 1
        }
        parts.append(line[start...])
        return parts
    }

    private static func find(_ needle: String, in text: Substring, from: Substring.Index) -> Substring.Index? {
        let wanted = Array(needle.utf8)
        var at = from
        let utf8 = text.utf8
        while at < text.endIndex {
            if utf8[at] == wanted[0], utf8[at...].starts(with: wanted) { return at }
            at = utf8.index(after: at)
        }
        return nil
    }
}
