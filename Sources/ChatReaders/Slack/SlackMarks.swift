import ChatBytes

/// The marks in Slack's texts: mentions, links and three entities.
enum SlackMarks {
    /// Appends a text as Slack shows it.
    static func resolve(_ text: Span<UInt8>, _ directory: SlackDirectory, to target: inout [UInt8]) {
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte == 0x3C, let close = ByteScanning.first(0x3E, in: text, at..<text.count) {
                mark(text, at + 1..<close, directory, to: &target)
                at = close + 1
            } else if byte == 0x26, let (plain, next) = entity(text, at) {
                target.append(plain)
                at = next
            } else {
                target.append(byte)
                at += 1
            }
        }
    }

    private static func entity(_ text: Span<UInt8>, _ at: Int) -> (UInt8, Int)? {
        if ByteScanning.has("&amp;", in: text, at: at) { return (0x26, at + 5) }
        if ByteScanning.has("&lt;", in: text, at: at) { return (0x3C, at + 4) }
        return ByteScanning.has("&gt;", in: text, at: at) ? (0x3E, at + 4) : nil
    }

    /// What stands between `<` and `>`: a label behind a bar is shown in its place, a user by name, a link as it is.
    private static func mark(_ text: Span<UInt8>, _ range: Range<Int>, _ directory: SlackDirectory, to target: inout [UInt8]) {
        guard let first = range.first else { return }
        let bar = ByteScanning.first(0x7C, in: text, range)
        switch text[first] {
        case 0x40:
            target.append(0x40)
            let id = ByteScanning.string(text, first + 1..<(bar ?? range.upperBound))
            target.append(contentsOf: (directory.name(id) ?? bar.map { ByteScanning.string(text, $0 + 1..<range.upperBound) } ?? id).utf8)
        case 0x23, 0x21:
            target.append(text[first] == 0x23 ? 0x23 : 0x40)
            ByteScanning.append((bar ?? first) + 1..<range.upperBound, of: text, to: &target)
        default:
            guard let bar else { return ByteScanning.append(range, of: text, to: &target) }
            ByteScanning.append(bar + 1..<range.upperBound, of: text, to: &target)
            // A link's address is worth keeping; a phone's or a mailbox's is its label.
            guard ByteScanning.has("http", in: text, at: first), bar - first != range.upperBound - bar - 1 else { return }
            target.append(contentsOf: " (".utf8)
            ByteScanning.append(first..<bar, of: text, to: &target)
            target.append(0x29)
        }
    }
}
