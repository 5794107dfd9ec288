/// A piece of a pasted block between separators: words, a number that is no part of an address, or a label.
struct BlockPiece: Sendable {
    enum Kind: UInt8, Sendable {
        case text, number, label
    }

    /// What stands between a piece and the one before it.
    enum Gap: UInt8, Sendable, Comparable {
        /// Nothing.
        case none
        case space
        /// A comma, tab, bar, bracket, emoji, two spaces and the like.
        case comma
        case line
        case blankLine

        static func < (a: Gap, b: Gap) -> Bool { a.rawValue < b.rawValue }
    }

    var kind: Kind
    /// In the view.
    var range: Range<Int>
    var gap: Gap
    /// Index of the number; -1 for other kinds.
    var number: Int = -1
    /// For a label what it is; for other pieces the label that they stand behind.
    var label: BlockLabel = .none
    /// Whether the label had its colon.
    var colon = false
    /// Whether the piece begins a numbered item: `1.`, `②`, `（3）`.
    var numbered = false
}
