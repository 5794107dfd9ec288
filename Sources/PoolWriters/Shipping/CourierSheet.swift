import ChatBytes
import ChatModel

/// The parcels to send as a sheet that any courier's page takes after its columns are mapped, and the same as lines to paste.
///
/// Lengths after the most careful courier interface known: goods and address 100 characters, order number 30 and unique.
struct CourierSheet: PoolWriter {
    let format = WriterFormat(id: "courier", fileExtension: "xlsx", summary: "parcels to send (paid, not sent): 寄件表, 智能粘贴", ownsExtension: false)

    private static let columns: [(title: String, limit: Int, value: @Sendable (Parcel) -> Cell)] = [
        ("订单号", 30, { .code($0.number) }),
        ("收件人姓名", 50, { .text(orEmpty: $0.name) }),
        ("收件人手机", 30, { .code(orEmpty: $0.isMobile ? $0.phone : nil) }),
        ("收件人电话", 30, { .code(orEmpty: $0.isMobile ? nil : $0.phone) }),
        ("省", 50, { .text(orEmpty: $0.recipient.address?.province) }),
        ("市", 50, { .text(orEmpty: $0.recipient.address?.city) }),
        ("区", 50, { .text(orEmpty: $0.recipient.address?.district) }),
        ("详细地址", 100, { .text(orEmpty: $0.street) }),
        ("完整地址", 100, { .text(orEmpty: $0.wholeAddress) }),
        ("物品名称", 100, { .text(orEmpty: $0.goods) }),
        ("数量", 10, { $0.pieces.map(Cell.number) ?? .empty }),
        ("重量", 10, { _ in .empty }),
        ("备注", 100, { .text(orEmpty: $0.order.notes.joined(separator: "；")) }),
        ("寄件人姓名", 50, { _ in .empty }),
        ("寄件人手机", 30, { _ in .empty }),
        ("寄件人地址", 100, { _ in .empty }),
    ]

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let parcels = Parcel.waiting(pool, &report)
        let file = try AtomicFile(path)
        let book = try Workbook(file.temporaryPath)
        var cut = report
        try book.sheet("寄件表", columns: Self.columns.map(\.title), frozenColumns: 2, rows: parcels) { parcel in
            Self.columns.map { column in
                guard case .text(let text) = column.value(parcel), text.utf16.count > column.limit else { return column.value(parcel) }
                cut.add("field-cut", "\(column.title) holds at most \(column.limit) characters: longer texts were cut")
                return .text(PlainText.cut(text, to: column.limit))
            }
        }
        report = cut
        try book.sheet("智能粘贴", columns: ["复制整行，粘贴到快递小程序"], frozenColumns: 0, rows: parcels) { [.text($0.pasteLine)] }
        try book.close(path)
        try file.commit()
        return report.diagnostics
    }
}
