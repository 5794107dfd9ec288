/// The rows of one sheet, to be laid out with a record in each.
struct ShapedSheet {
    var name: String?
    var rows: [[String]] = []
    /// The number of each row in its sheet.
    var lines: [Int] = []

    init(name: String? = nil) { self.name = name }

    /// A cell without what stands around its value; empty beyond the end of its row.
    func clean(_ row: Int, _ column: Int) -> String { column < rows[row].count ? HeadedTable.clean(rows[row][column]) : "" }

    /// Whether a cell is a name of a column.
    func isKnown(_ cell: String) -> Bool { !cell.isEmpty && cell.unicodeScalars.count <= 24 && HeaderText(cell).isKnown }

    /// Puts the sheet so that each record is a row.
    ///
    /// - Returns: whether it was laid out otherwise.
    mutating func shape() -> Bool {
        guard rows.count >= 3 else { return false }
        if unfoldBlocks() || unfoldCards() || transpose() || unfoldNote() { return true }
        let isParted = partRecords()
        return splitColumns() || isParted
    }
}
