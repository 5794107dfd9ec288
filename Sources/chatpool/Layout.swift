import PoolWriters

/// Text in columns of a terminal.
enum Layout {
    /// The text with blanks behind it up to a width; a longer one is cut and ends in …
    static func padded(_ text: String, to columns: Int) -> String {
        let text = cut(text, to: columns)
        return text + String(repeating: " ", count: max(0, columns - TextWidth.columns(text)))
    }

    /// The text with blanks before it up to a width.
    static func right(_ text: String, to columns: Int) -> String { String(repeating: " ", count: max(0, columns - TextWidth.columns(text))) + text }

    /// At most so many columns of a text, on one line and without what acts unseen.
    static func cut(_ text: String, to columns: Int) -> String { TextWidth.cut(PlainText.terminal(text), to: columns) }
}
