import ChatBytes
import ChatModel

/// The parcels to send as a sheet that any courier's page takes after its columns are mapped, and the same as lines to paste.
///
/// Lengths after the most careful courier interface known: goods and address 100 characters, order number 30 and unique.
struct CourierSheet: PoolWriter {
    let format = WriterFormat(id: "courier", fileExtension: "xlsx", summary: "parcels to send (paid, not sent): 寄件表, 智能粘贴", ownsExtension: false)

    private static let columns: [TableColumn<Parcel>] = [
        TableColumn("订单号") { .code($0.number) },
        TableColumn("收件人姓名") { .text(orEmpty: PlainText.cut($0.name, to: 50)) },
        TableColumn("收件人手机") { .code(orEmpty: $0.isMobile ? $0.phone : nil) },
        TableColumn("收件人电话") { .code(orEmpty: $0.isMobile ? nil : $0.phone) },
        TableColumn("省") { .text(orEmpty: $0.recipient.address?.province) },
        TableColumn("市") { .text(orEmpty: $0.recipient.address?.city) },
        TableColumn("区") { .text(orEmpty: $0.recipient.address?.district) },
        TableColumn("详细地址", widest: 40) { .text(orEmpty: PlainText.cut($0.street, to: 100)) },
        TableColumn("完整地址", widest: 50) { .text(orEmpty: PlainText.cut($0.wholeAddress, to: 100)) },
        TableColumn("物品名称", widest: 40) { .text(orEmpty: PlainText.cut($0.goods, to: 100)) },
        TableColumn("数量") { $0.pieces.map(Cell.number) ?? .empty },
        TableColumn("重量") { _ in .empty },
        TableColumn("备注", widest: 40) { .text(orEmpty: PlainText.cut($0.note, to: 100)) },
        TableColumn("寄件人姓名") { _ in .empty },
        TableColumn("寄件人手机") { _ in .empty },
        TableColumn("寄件人地址") { _ in .empty },
    ]

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let parcels = try Parcel.waiting(pool, &report)
        for parcel in parcels where parcel.wholeAddress.utf16.count > 100 || parcel.goods.utf16.count > 100 || parcel.note.utf16.count > 100 {
            report.add("field-cut", "address, goods and note hold at most 100 characters: longer texts were cut")
        }
        let file = try AtomicFile(path)
        let book = try Workbook(file.temporaryPath, title: "寄件表", report: report)
        try TableSheet(name: "寄件表", columns: Self.columns, frozenColumns: 2, emptyNote: "").write(parcels, to: book)
        let lines = TableSheet<Parcel>(
            name: "智能粘贴", columns: [TableColumn("复制整行，粘贴到快递小程序", widest: 90) { .text($0.pasteLine) }], frozenColumns: 0, emptyNote: "")
        try lines.write(parcels, to: book)
        try book.close(path)
        try file.commit()
        return book.report.diagnostics
    }
}
