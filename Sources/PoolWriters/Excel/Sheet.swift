import CXLSXWriter
import ChatModel

/// A sheet of a workbook, written row by row from the top.
@safe struct Sheet {
    let workbook: Workbook
    let pointer: UnsafeMutablePointer<lxw_worksheet>
    let name: String
    private var links = 0

    init(_ workbook: Workbook, _ pointer: UnsafeMutablePointer<lxw_worksheet>, _ name: String) {
        self.workbook = workbook
        unsafe self.pointer = pointer
        self.name = name
    }

    /// Writes a cell; a link holds nothing from a chat.
    mutating func write(_ cell: Cell, _ row: Int, _ column: Int, wraps: Bool = false, isEditable: Bool = false, link: CellLink? = nil) {
        guard row < Workbook.longestSheet else { return }
        let (r, c) = (UInt32(row), UInt16(column))
        var look = CellLook(kind: .text, isEditable: isEditable)
        switch link {
        case .place(let place)? where cell != .empty && links < Workbook.mostLinks:
            links += 1
            look.isLink = true
            // The address first: what is written into the cell next replaces the text that the library puts there.
            unsafe worksheet_write_url(pointer, r, c, "internal:" + place, nil)
        case .formula(let place)?:
            guard case .number(let value) = cell, value.isFinite else { break }
            (look.isLink, look.kind) = (true, .number)
            unsafe worksheet_write_formula_num(pointer, r, c, "=HYPERLINK(\(place),\(Cell.decimal(value)))", workbook.format(look), value)
            return
        default: break
        }
        switch cell {
        case .empty: if isEditable { unsafe worksheet_write_blank(pointer, r, c, workbook.format(look)) }
        case .text(let text), .code(let text):
            look.kind = wraps ? .wrapped : .text
            unsafe worksheet_write_string(pointer, r, c, workbook.cellText(text), workbook.format(look))
        case .number(let value): number(value, r, c, look, value == value.rounded() ? .number : .decimal)
        case .money(let value): number(value, r, c, look, .money)
        case .sum(let value, let currency): number(value, r, c, look, currency.isEmpty ? .money : .sum(currency))
        case .share(let value): number(value, r, c, look, .share)
        case .day(let at):
            // Excel counts days from 1899-12-30 and knows none before 1900.
            let serial = at.dayNumber + 25_569
            if serial > 60, serial < 2_958_466 {
                number(Double(serial), r, c, look, .day)
            } else {
                unsafe worksheet_write_string(pointer, r, c, Cell.day(at), workbook.format(look))
            }
        }
    }

    private func number(_ value: Double, _ r: UInt32, _ c: UInt16, _ look: CellLook, _ kind: CellLook.Kind) {
        var look = look
        look.kind = kind
        guard value.isFinite else { return }
        unsafe worksheet_write_number(pointer, r, c, value, workbook.format(look))
    }

    /// Writes a text or number of a page that is no table.
    func put(_ cell: Cell, _ row: Int, _ column: Int, _ kind: CellLook.Kind) {
        switch cell {
        case .number(let value), .money(let value), .share(let value), .sum(let value, _):
            unsafe worksheet_write_number(pointer, UInt32(row), UInt16(column), value, workbook.format(CellLook(kind: kind)))
        default: unsafe worksheet_write_string(pointer, UInt32(row), UInt16(column), workbook.cellText(cell.plain), workbook.format(CellLook(kind: kind)))
        }
    }

    /// Writes the header of a column.
    func head(_ title: String, _ row: Int, _ column: Int, isEditable: Bool = false, isRight: Bool) {
        let look = CellLook(kind: .head, isEditable: isEditable, isRight: isRight)
        unsafe worksheet_write_string(pointer, UInt32(row), UInt16(column), title, workbook.format(look))
    }

    /// Sets a column's width in characters; an ideograph takes two.
    func width(_ column: Int, _ width: Int) { unsafe worksheet_set_column(pointer, UInt16(column), UInt16(column), Double(width), nil) }

    /// Folds columns into a group; the sign that unfolds them stands over the column behind.
    func fold(_ columns: Range<Int>, _ widths: [Int]) {
        var options = lxw_row_col_options(hidden: 1, level: 1, collapsed: 0)
        for column in columns { unsafe worksheet_set_column_opt(pointer, UInt16(column), UInt16(column), Double(widths[column]), nil, &options) }
        options = lxw_row_col_options(hidden: 0, level: 0, collapsed: 1)
        unsafe worksheet_set_column_opt(pointer, UInt16(columns.upperBound), UInt16(columns.upperBound), 3, nil, &options)
    }

    func height(_ row: Int, _ points: Double) { unsafe worksheet_set_row(pointer, UInt32(row), points, nil) }

    /// A4, as wide as the page: tables lying and over as many pages as they take, others standing on one.
    func printed(lastRow: Int, lastColumn: Int, repeatsHeader: Bool, isLandscape: Bool = true) {
        if isLandscape { unsafe worksheet_set_landscape(pointer) }
        unsafe worksheet_set_paper(pointer, 9)
        unsafe worksheet_fit_to_pages(pointer, 1, isLandscape ? 0 : 1)
        unsafe worksheet_set_margins(pointer, 0.4, 0.4, 0.5, 0.6)
        unsafe worksheet_set_footer(pointer, "&L&8&A&R&8&P / &N")
        unsafe worksheet_print_area(pointer, 0, 0, UInt32(max(lastRow, 0)), UInt16(lastColumn))
        if repeatsHeader { unsafe worksheet_repeat_rows(pointer, 0, 0) }
    }

    /// Columns that a text takes: an ideograph or an emoji is two wide.
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
    }
}
