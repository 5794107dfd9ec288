import CXLSXWriter
import ChatModel
import Glibc

/// A workbook being written through libxlsxwriter.
@safe final class Workbook {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let head: UnsafeMutablePointer<lxw_format>?
    private let day: UnsafeMutablePointer<lxw_format>?
    private let money: UnsafeMutablePointer<lxw_format>?
    private var isClosed = false
    /// What Excel takes in one cell, in UTF-16 units.
    private static let longestText = 32_000

    /// Begins a workbook at a path.
    init(_ path: String) throws(ImportError) {
        guard cxlsx_is_available() else {
            throw ImportError(.cannotWrite, "cannot be written: libxlsxwriter is not installed", at: SourcePosition(file: path))
        }
        var options = unsafe lxw_workbook_options()
        unsafe options.constant_memory = 1
        guard let book = unsafe workbook_new_opt(path, &options) else {
            throw ImportError(.cannotWrite, "cannot be written", at: SourcePosition(file: path))
        }
        unsafe self.book = book
        unsafe head = workbook_add_format(book)
        unsafe format_set_bold(head)
        unsafe format_set_bg_color(head, 0x00DC_E6F1)
        unsafe format_set_bottom(head, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe day = workbook_add_format(book)
        unsafe format_set_num_format(day, "yyyy-mm-dd")
        unsafe money = workbook_add_format(book)
        unsafe format_set_num_format(money, "#,##0.00")
    }

    deinit { if !isClosed { unsafe workbook_close(book) } }

    /// Writes a sheet: a frozen, filtered header and one row for each value.
    func sheet<Value>(
        _ name: String, columns: [String], frozenColumns: Int, rows: [Value], _ cells: (Value) -> [Cell]
    ) throws(ImportError) {
        guard let sheet = unsafe workbook_add_worksheet(book, name) else { throw ImportError(.cannotWrite, "a sheet cannot be made") }
        var widths = columns.map(Workbook.width)
        for row in rows.prefix(500) {
            for (i, cell) in cells(row).enumerated() { widths[i] = max(widths[i], Workbook.width(cell)) }
        }
        for (i, width) in widths.enumerated() { unsafe worksheet_set_column(sheet, UInt16(i), UInt16(i), Double(min(width, 48) + 2), nil) }
        for (i, title) in columns.enumerated() { unsafe worksheet_write_string(sheet, 0, UInt16(i), title, head) }
        unsafe worksheet_freeze_panes(sheet, 1, UInt16(frozenColumns))
        unsafe worksheet_autofilter(sheet, 0, 0, UInt32(max(rows.count, 1)), UInt16(columns.count - 1))
        unsafe worksheet_repeat_rows(sheet, 0, 0)
        unsafe worksheet_set_landscape(sheet)
        unsafe worksheet_set_paper(sheet, 9)  // A4
        unsafe worksheet_fit_to_pages(sheet, 2, 0)
        for (r, row) in rows.enumerated() {
            for (c, cell) in cells(row).enumerated() {
                let (r, c) = (UInt32(r + 1), UInt16(c))
                switch cell {
                case .empty: break
                case .text(let text), .code(let text): unsafe worksheet_write_string(sheet, r, c, Workbook.clean(text), nil)
                case .number(let value): unsafe worksheet_write_number(sheet, r, c, value, nil)
                case .money(let value): unsafe worksheet_write_number(sheet, r, c, value, money)
                case .day(let at): unsafe worksheet_write_number(sheet, r, c, Workbook.serial(at), day)
                }
            }
        }
    }

    /// Writes the workbook out.
    func close(_ path: String) throws(ImportError) {
        isClosed = true
        let error = Workbook.quietly { unsafe workbook_close(book) }
        guard error == LXW_NO_ERROR else {
            let reason = unsafe lxw_strerror(error).map { unsafe String(cString: $0) } ?? "error \(error.rawValue)"
            throw ImportError(.cannotWrite, "cannot be written: \(reason)", at: SourcePosition(file: path), systemError: errno)
        }
    }

    /// Runs a call of libxlsxwriter, which prints its errors itself, with standard error turned away: the caller says what went wrong, once.
    private static func quietly<T>(_ body: () -> T) -> T {
        let saved = dup(STDERR_FILENO)
        let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
        if saved >= 0, nowhere >= 0 { dup2(nowhere, STDERR_FILENO) }
        defer {
            if saved >= 0 {
                dup2(saved, STDERR_FILENO)
                Glibc.close(saved)
            }
            if nowhere >= 0 { Glibc.close(nowhere) }
        }
        return body()
    }

    /// Excel's day number: days since 1899-12-30.
    private static func serial(_ at: Timestamp) -> Double { Double(at.dayNumber + 25_569) }

    /// Cut to what a cell takes, without characters that XML forbids.
    private static func clean(_ text: String) -> String {
        let isForbidden = { (scalar: Unicode.Scalar) in
            scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        }
        guard text.utf16.count > longestText || text.unicodeScalars.contains(where: isForbidden) else { return text }
        var kept = String.UnicodeScalarView()
        var units = 0
        for scalar in text.unicodeScalars where !isForbidden(scalar) {
            units += scalar.value > 0xFFFF ? 2 : 1
            guard units <= longestText else { return String(kept) + "…" }
            kept.append(scalar)
        }
        return String(kept)
    }

    /// Columns that a text takes: an ideograph or an emoji is two wide.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
    }

    private static func width(_ cell: Cell) -> Int {
        switch cell {
        case .empty: 0
        case .text(let text), .code(let text): width(text)
        case .number, .money, .day: 10
        }
    }
}
