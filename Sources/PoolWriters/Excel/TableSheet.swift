import CXLSXWriter
import ChatModel

/// A table on a sheet of its own: frozen and filtered header, columns as wide as what stands in them; a table longer than a sheet goes on in the next.
struct TableSheet<Row> {
    let name: String
    let columns: [TableColumn<Row>]
    var frozenColumns = 1
    /// How many of the first columns are printed.
    var printedColumns: Int?
    /// How many of the last columns are folded away.
    var foldedColumns = 0
    /// Rows of a sheet, the header counted.
    var longest = Workbook.longestSheet
    /// What stands below the header when there are no rows.
    var emptyNote = "目前没有"

    /// Where a row stands: `'订单明细'!A5`, or with the rows up to another one `'订单明细'!A5:T9`.
    func place(_ row: Int, through last: Int? = nil) -> String {
        let line = row % (longest - 1) + 2
        let end = last.map { min($0 % (longest - 1) + 2, longest) }
        let isSplit = last.map { $0 / (longest - 1) != row / (longest - 1) } ?? false
        guard let end, !isSplit, end > line else { return "\(sheet(ofRow: row))!A\(line)" }
        return "\(sheet(ofRow: row))!A\(line):\(TableSheet.letters(columns.count - 1))\(end)"
    }

    /// The sheet in which a row stands, as formulas and links name it.
    func sheet(ofRow row: Int) -> String { "'\(sheetName(row / (longest - 1)))'" }

    /// The letters of the column with the customers' ids.
    var keyColumn: String? { columns.firstIndex { $0.title == EditableField.keyHeader }.map(TableSheet.letters) }

    /// Writes all rows; `link` says where a column's cell of a row leads.
    func write(
        _ rows: [Row], to workbook: Workbook, tab: UInt32? = nil, link: (Row, WorkbookLink, Int) -> CellLink? = { _, _, _ in nil }
    ) throws(ImportError) {
        let writer = try begin(rows.count, sample: rows, in: workbook, tab: tab)
        for row in rows { writer.append(row) { link(row, $0, $1) } }
    }

    /// Begins the sheets of so many rows.
    ///
    /// - Parameter sample: the first rows, by which the columns get their widths.
    func begin(_ count: Int, sample: [Row], in workbook: Workbook, tab: UInt32? = nil) throws(ImportError) -> TableSheetWriter<Row> {
        let widths = widths(sample)
        var sheets: [Sheet] = []
        var start = 0
        repeat {
            let end = min(count, start + longest - 1)
            let sheet = try workbook.sheet(sheetName(sheets.count))
            if let tab { unsafe worksheet_set_tab_color(sheet.pointer, tab) }
            frame(sheet, widths, count: end - start)
            if count == 0 { sheet.put(.text(emptyNote), 1, 0, .label) }
            sheets.append(sheet)
            start = end
        } while start < count
        if sheets.count > 1 { workbook.report.add("sheet-split", "a sheet holds \(longest) rows: longer tables go on in further sheets", severity: .note) }
        return TableSheetWriter(self, sheets, widths, count: count)
    }

    private func frame(_ sheet: Sheet, _ widths: [ColumnWidth], count: Int) {
        let last = columns.count - 1
        for c in columns.indices { sheet.width(c, widths[c].columns) }
        if foldedColumns > 0 { sheet.fold(columns.count - foldedColumns..<columns.count, widths.map(\.columns)) }
        // Rows of the usual height say nothing of it, a few hundred thousand times.
        unsafe worksheet_set_default_row(sheet.pointer, Self.usualHeight, 0)
        sheet.height(0, 22)
        for (c, column) in columns.enumerated() { sheet.head(column.title, 0, c, isEditable: column.isEditable, isRight: widths[c].isNumeric) }
        unsafe worksheet_freeze_panes(sheet.pointer, 1, UInt16(frozenColumns))
        unsafe worksheet_autofilter(sheet.pointer, 0, 0, UInt32(max(count, 1)), UInt16(last))
        let corner = TableSheet.letters(last) + "\(max(count, 1) + 1)"
        unsafe worksheet_ignore_errors(sheet.pointer, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:" + corner)
        sheet.printed(lastRow: max(count, 1), lastColumn: (printedColumns ?? columns.count) - 1, repeatsHeader: true)
        for (c, column) in columns.enumerated() where column.isEditable { choices(sheet, c, column.title, count) }
    }

    /// What may be chosen in the columns that know only a few words, and the stages' colours.
    private func choices(_ sheet: Sheet, _ column: Int, _ title: String, _ count: Int) {
        guard count > 0 else { return }
        let last = UInt32(count)
        if title == EditableField.stage.header {
            let names = CustomerStage.allCases.map(\.chinese)
            unsafe cxlsx_choices(sheet.pointer, 1, last, UInt16(column), "\"\(names.joined(separator: ","))\"", "阶段", "可以改；改过的阶段不再被规则覆盖。清空则恢复自动判断。", true)
            for (i, name) in names.enumerated() {
                unsafe cxlsx_colour_where(sheet.pointer, 1, last, UInt16(column), "\"\(name)\"", sheet.workbook.format(CellLook(kind: .stage(i))))
            }
        } else if title == ReviewAnswer.header {
            let answers = ReviewAnswer.allCases.map(\.rawValue).joined(separator: ",")
            unsafe cxlsx_choices(sheet.pointer, 1, last, UInt16(column), "\"\(answers)\"", title, "“是”合并两位客户，“不是”以后不再问，“不知道”保留。", true)
        } else if title == OrderAnswer.header {
            let answers = OrderAnswer.allCases.map(\.rawValue).joined(separator: ",")
            unsafe cxlsx_choices(sheet.pointer, 1, last, UInt16(column), "\"\(answers)\"", title, "“对”以后不再问；“不对”时请填正确的数量或金额。", true)
        } else if title == PackingList.courierHeader {
            unsafe cxlsx_choices(
                sheet.pointer, 1, last, UInt16(column), "\"\(CourierName.all.joined(separator: ","))\"", title, "选快递公司，旁边填单号；下次导入后这笔订单就是已发货。", false)
        } else if title == EditableField.doNotContact.header {
            unsafe cxlsx_choices(sheet.pointer, 1, last, UInt16(column), "\"\(EditableField.yes)\"", "勿扰", "填“是”则不再出现在跟进名单里。", true)
        }
    }

    /// As wide as the header and the first 500 rows ask for, within each column's bounds.
    private func widths(_ rows: [Row]) -> [ColumnWidth] {
        columns.map { column in
            var width = ColumnWidth(columns: Sheet.width(of: column.title) + 3)
            for row in rows.prefix(500) {
                switch column.value(row) {
                case .empty: break
                case .day: width.columns = max(width.columns, 11)
                case .text(let text), .code(let text): width.columns = max(width.columns, Sheet.width(of: PlainText.cut(text, to: 60)))
                case .number, .share: width.isNumeric = true
                case .money, .sum: width = ColumnWidth(columns: max(width.columns, 12), isNumeric: true)
                }
            }
            width.columns = min(width.columns, max(column.widest, Sheet.width(of: column.title) + 3)) + 1
            return width
        }
    }

    /// Points of a row of one line.
    static var usualHeight: Double { 18 }

    /// Points for the lines that the longest of the wrapped texts takes, six at most.
    func height(_ cells: [Cell], _ widths: [ColumnWidth]) -> Double {
        var lines = 1
        for (c, column) in columns.enumerated() where column.wraps {
            guard case .text(let text) = cells[c], text.utf8.count > widths[c].columns else { continue }
            let needed = PlainText.cut(text, to: 400).split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
                $0 + max(1, (Sheet.width(of: String($1)) + widths[c].columns - 2) / max(widths[c].columns - 1, 1))
            }
            // What lies beyond the printed columns may be cut off: tall rows for its sake would pull the page apart.
            lines = max(lines, min(needed, c < (printedColumns ?? columns.count) ? 6 : 2))
        }
        return lines == 1 ? Self.usualHeight : Double(lines) * 14.5 + 4
    }

    private func sheetName(_ part: Int) -> String { part == 0 ? name : "\(name)\(part + 1)" }

    /// `A` for the first column, `AA` for the 27th.
    static func letters(_ column: Int) -> String {
        var text = ""
        var rest = column
        repeat {
            text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
            rest = rest / 26 - 1
        } while rest >= 0
        return text
    }
}

/// How wide a column is, and whether numbers stand in it.
struct ColumnWidth {
    var columns: Int
    var isNumeric = false
}
