/// Text of chats made fit for files that other programs open: whoever chose the nickname does not choose what the program does.
public enum PlainText {
    /// Without characters that are not seen but act: controls (line feed and tab stay), marks and overrides of direction, zero-width spaces, noncharacters.
    ///
    /// Joiners (U+200C, U+200D) stay: emoji and several scripts need them. The line and paragraph separators become line feeds.
    public static func clean(_ text: String) -> String {
        guard hasSuspect(text) else { return text }
        var kept = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar.value {
            case 0x0A, 0x09: kept.append(scalar)
            case 0x0D, 0x85, 0x2028, 0x2029: kept.append("\n")
            case 0..<0x20, 0x7F...0x9F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB: continue
            case let value where value & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= value: continue
            default: kept.append(scalar)
            }
            if previous == "\r", scalar == "\n" { kept.removeLast() }
        }
        return String(kept)
    }

    /// Cleaned, as a terminal and a cell need it, and on one line.
    public static func oneLine(_ text: String) -> String {
        let text = clean(text)
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x20 { kept.append(scalar) } else if let last = kept.last, last != " " { kept.append(" ") }
        }
        return String(kept)
    }

    /// A line for a terminal: on one line, and without tag characters (U+E0000 to U+E0FFF), which nobody sees and programs read. Whatever reaches a terminal and holds
    /// a word out of a chat, a path or a file goes through here.
    public static func terminal(_ text: String) -> String {
        let line = oneLine(text)
        guard line.utf8.contains(0xF3) else { return line }
        return String(String.UnicodeScalarView(line.unicodeScalars.filter { !(0xE0000...0xE0FFF ~= $0.value) }))
    }

    /// The beginning of a text of at most `limit` UTF-16 units, which is how spreadsheets and most services count; what people see as one character stays whole.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit, text.utf16.count > limit else { return text }
        var kept = ""
        var units = 0
        for character in text {
            units += character.utf16.count
            guard units <= limit else { break }
            kept.append(character)
        }
        return kept
    }

    /// Whether a spreadsheet would take a text that begins so for a formula: `= + - @`, tab, return and line feed, and the full-width signs that some fold.
    static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
        default: false
        }
    }

    /// Whether anything might have to go: a control, or the first byte of one of the others. Says yes too often, never too seldom.
    private static func hasSuspect(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            for i in bytes.indices {
                let byte = unsafe bytes[i]
                if byte >= 0x20, byte < 0x7F { continue }
                switch byte {
                case 0x0A, 0x09: continue
                case 0..<0x20, 0x7F: return true
                case 0xC2, 0xD8: return true
                case 0xE2 where i + 1 < bytes.count: if unsafe bytes[i + 1] == 0x80 || bytes[i + 1] == 0x81 { return true }
                case 0xE1 where i + 1 < bytes.count: if unsafe bytes[i + 1] == 0xA0 { return true }
                case 0xEF where i + 1 < bytes.count: if unsafe bytes[i + 1] == 0xBB || bytes[i + 1] == 0xBF || bytes[i + 1] == 0xB7 { return true }
                case 0xF0...: if i + 3 < bytes.count, unsafe bytes[i + 2] == 0xBF { return true }
                default: continue
                }
            }
            return false
        }
    }
}
