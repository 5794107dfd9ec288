import CXLSXWriter
import ChatModel
import Glibc
import Synchronization

/// A workbook being written through libxlsxwriter: rows go to disk as they are written, so that memory does not grow with the pool.
@safe final class Workbook {
    let book: UnsafeMutablePointer<lxw_workbook>
    /// Text cut to what a cell takes, links and sheets beyond what Excel takes.
    var report: WriteReport
    private var looks: [CellLook: UnsafeMutablePointer<lxw_format>] = unsafe [:]
    private var isClosed = false
    /// How money is shown.
    private let moneyPattern: String

    /// Rows of a sheet, UTF-16 units of a cell, links of a sheet: Excel's limits. Rows may be set lower in tests.
    static let longestSheet = 1_048_576
    static let longestText = 32_767
    static let mostLinks = 65_530

    /// Begins a workbook at a path.
    ///
    /// - Parameters:
    ///   - created: seconds since 1970 that the file says it was made at; the clock's time would make every file another.
    ///   - currency: the one that all amounts are in, or nil for several.
    init(_ path: String, title: String = "客户池", created: Int64 = 1_577_836_800, currency: String? = nil, report: WriteReport) throws(ImportError) {
        guard cxlsx_is_available() else {
            throw ImportError(
                .cannotWrite, "cannot be written: libxlsxwriter is not installed (on Debian and Ubuntu: apt install \(WorkbookLibrary.package))",
                at: SourcePosition(file: path))
        }
        var options = unsafe lxw_workbook_options()
        unsafe options.constant_memory = 1
        guard let book = unsafe workbook_new_opt(path, &options) else {
            throw ImportError(.cannotWrite, "cannot be written", at: SourcePosition(file: path))
        }
        unsafe self.book = book
        self.report = report
        moneyPattern = Self.moneyPattern(currency)
        unsafe cxlsx_set_properties(book, title, created)
    }

    /// How amounts of one currency are shown: ¥128.00, 179,000.00 IDR; without a sign where they are in several.
    static func moneyPattern(_ currency: String?) -> String {
        guard let currency, currency.utf8.count == 3, currency.utf8.allSatisfy({ 65...90 ~= $0 }) else { return "#,##0.00" }
        return currency == "CNY" ? "\"¥\"#,##0.00" : "#,##0.00 \"\(currency)\""
    }

    deinit { if !isClosed { unsafe workbook_close(book) } }

    /// Adds an empty sheet.
    func sheet(_ name: String) throws(ImportError) -> Sheet {
        guard let sheet = unsafe workbook_add_worksheet(book, name) else { throw ImportError(.cannotWrite, "a sheet cannot be made") }
        return unsafe Sheet(self, sheet, name)
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

    /// The format of cells that look so.
    func format(_ look: CellLook) -> UnsafeMutablePointer<lxw_format>? {
        if let known = unsafe looks[look] { return unsafe known }
        guard let format = unsafe workbook_add_format(book) else { return nil }
        unsafe look.set(on: format, money: moneyPattern)
        unsafe looks[look] = format
        return unsafe format
    }

    /// Fit for a cell: without what XML forbids and what acts unseen, cut to what a cell takes.
    func cellText(_ text: String) -> String {
        let clean = PlainText.clean(text)
        guard clean.utf8.count > Workbook.longestText, clean.utf16.count > Workbook.longestText else { return clean }
        report.add("cell-cut", "a cell holds at most \(Workbook.longestText) characters: longer texts were cut")
        return PlainText.cut(clean, to: Workbook.longestText - 1) + "…"
    }

    /// Runs a call of libxlsxwriter, which prints its errors itself, with standard error turned away: the caller says what went wrong, once.
    private static func quietly<T: Sendable>(_ body: () -> T) -> T {
        // Standard error is everybody's: two workbooks closed at once would each take the other's nowhere for the true one.
        quiet.withLock { _ in redirecting(body) }
    }

    private static let quiet = Mutex(())

    private static func redirecting<T>(_ body: () -> T) -> T {
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
}
