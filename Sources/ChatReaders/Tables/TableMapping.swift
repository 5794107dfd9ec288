/// What was understood of a table's columns, for the user: names of headers, never values.
public struct TableMapping: Sendable, Hashable {
    /// One column of a table.
    public struct Column: Sendable, Hashable {
        /// Its header, or its number where the table has none.
        public var header: String
        /// What it was read as, in English.
        public var english: String
        /// The same in Chinese.
        public var chinese: String
        /// Whether its cells were kept as notes, each behind the header.
        public var isNote: Bool
        /// Whether it is a column of phones some of which are hidden behind stars.
        public var isMasked: Bool
        /// Whether it was left out.
        public var isLeftOut: Bool
        /// How many of the first rows have a value.
        public var values: Int
    }

    /// The sheet of a workbook.
    public var sheet: String?
    /// The columns that hold anything.
    public var columns: [Column] = []

    init(_ layout: TableLayout, sheet: String?, keepsNotes: Bool) {
        self.sheet = sheet
        let notes = Set(keepsNotes ? layout.notes.map(\.column) : [])
        let products = Set(layout.products.map(\.column))
        for (i, header) in layout.headers.enumerated() where layout.filled[i] > 0 || !header.shown.isEmpty {
            var words = layout.meanings[i]?.words ?? ColumnMeaning.ignored.words
            if products.contains(i) { words = ColumnMeaning.product.words }
            if case .foreign = layout.kind { words = ColumnMeaning.ignored.words }
            let isNote = notes.contains(i)
            let isShown = !header.shown.isEmpty && CellShape(header.shown).intersection(.value).isEmpty
            columns.append(
                Column(
                    header: isShown ? header.shown : "#\(i + 1)", english: words.english, chinese: words.chinese, isNote: isNote,
                    isMasked: layout.masked.contains(i) && [.phone, .phone2, .recipientPhone, .buyerPhone, .landline].contains(layout.meanings[i]),
                    isLeftOut: !isNote && words.english == ColumnMeaning.ignored.words.english, values: layout.filled[i]))
        }
    }
}
