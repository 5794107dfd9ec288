import PoolWriters

/// Rows in columns for the terminal, aligned by what characters take up there.
struct TextTable {
    /// How a cell is set off from others.
    enum Style { case plain, bold, faint, red, yellow, green }

    struct Cell {
        var text: String
        var style = Style.plain

        init(_ text: String?, _ style: Style = .plain) {
            self.text = PlainText.terminal(text ?? "")
            self.style = style
        }
    }

    /// What stands above the columns.
    var head: [String]
    var rows: [[Cell]] = []

    /// The table, with a line break behind every row; the last column is cut where the terminal ends.
    func text(width: Int?, colour: Bool) -> String {
        var widths = head.map(TextWidth.columns)
        for row in rows { for (i, cell) in row.enumerated() where i < widths.count { widths[i] = max(widths[i], min(24, TextWidth.columns(cell.text))) } }
        var out = line(head.map { Cell($0, .faint) }, widths, width, colour)
        for row in rows { out += line(row, widths, width, colour) }
        return out
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ width: Int?, _ colour: Bool) -> String {
        var out = ""
        var used = 0
        for (i, cell) in cells.enumerated() {
            let isLast = i == cells.count - 1
            let room = isLast ? width.map { max(8, $0 - used) } ?? .max : widths[i]
            let text = TextWidth.cut(cell.text, to: room)
            out += Self.styled(text, cell.style, colour)
            guard !isLast else { break }
            out += String(repeating: " ", count: max(0, widths[i] - TextWidth.columns(text)) + 2)
            used += widths[i] + 2
        }
        while out.last == " " { out.removeLast() }
        return out + "\n"
    }

    static func styled(_ text: String, _ style: Style, _ colour: Bool) -> String {
        guard colour, !text.isEmpty else { return text }
        let code =
            switch style {
            case .plain: ""
            case .bold: "1"
            case .faint: "2"
            case .red: "31"
            case .yellow: "33"
            case .green: "32"
            }
        return code.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// What text takes up on a terminal.
enum TextWidth {
    /// Columns: two for East Asian wide characters and emoji, none for what joins to the one before.
    static func columns(_ text: String) -> Int { text.reduce(0) { $0 + columns($1) } }

    private static func columns(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
        switch scalar.value {
        case 0x300, 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0xFEFF: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }

    /// The text within a number of columns; what is cut off is shown by `…`.
    static func cut(_ text: String, to room: Int) -> String {
        guard room != .max, columns(text) > room else { return text }
        var out = ""
        var used = 0
        for character in text {
            let width = columns(character)
            if used + width > room - 1 { break }
            out.append(character)
            used += width
        }
        return out + "…"
    }
}
