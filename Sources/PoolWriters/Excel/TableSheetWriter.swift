import ChatModel

/// Writes the rows of a table one after the other into the sheets that were begun for it.
final class TableSheetWriter<Row> {
    /// Rows written.
    private(set) var count = 0
    private let table: TableSheet<Row>
    private var sheets: [Sheet]
    private let widths: [ColumnWidth]
    /// Links that name a place: a table with more rows than a sheet holds of them has none, rather than some.
    private let hasPlaces: Bool

    init(_ table: TableSheet<Row>, _ sheets: [Sheet], _ widths: [ColumnWidth], count: Int) {
        self.table = table
        self.sheets = sheets
        self.widths = widths
        hasPlaces = count <= Workbook.mostLinks
    }

    /// Writes a row below the last one; `link` says where the cell of a column leads, given the row's place in its sheet.
    func append(_ row: Row, link: (WorkbookLink, Int) -> CellLink? = { _, _ in nil }) {
        let (part, line) = (count / (table.longest - 1), count % (table.longest - 1) + 1)
        guard part < sheets.count else { return }
        let cells = table.columns.map { $0.value(row) }
        let height = table.height(cells, widths)
        if height != TableSheet<Row>.usualHeight { sheets[part].height(line, height) }
        for (c, column) in table.columns.enumerated() {
            var target = column.link.flatMap { link($0, line) }
            if case .place = target, !hasPlaces { target = nil }
            sheets[part].write(cells[c], line, c, wraps: column.wraps, isEditable: column.isEditable, link: target)
        }
        count += 1
    }
}
