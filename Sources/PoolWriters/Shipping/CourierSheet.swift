import ChatBytes
import ChatModel

/// The parcels to send as a sheet that any courier's page takes after its columns are mapped, the same as lines to paste, and what was left out with the reason.
///
/// What is written is remembered by the pool (`WriterFormat.handsParcels`), so that the next sheet does not hand the same parcel over again.
/// Lengths after the most careful courier interface known: goods and address 100 characters, order number 30 and unique.
struct CourierSheet: PoolWriter {
    let format: WriterFormat = {
        var format = WriterFormat(
            id: "courier", fileExtension: "xlsx", summary: "parcels to send (paid, not sent): 寄件表, 智能粘贴", ownsExtension: false)
        format.handsParcels = true
        return format
    }()

    private static let columns: [TableColumn<Parcel>] = [
        TableColumn("订单号") { .code($0.number) },
        TableColumn("收件人姓名") { .text(orEmpty: PlainText.cut($0.name, to: 50)) },
        TableColumn("收件人手机") { .code(orEmpty: $0.isMobile ? $0.phone : nil) },
        TableColumn("收件人电话") { .code(orEmpty: $0.isMobile ? nil : $0.phone) },
        TableColumn("省") { .text(orEmpty: $0.recipient?.address?.province) },
        TableColumn("市") { .text(orEmpty: $0.recipient?.address?.city) },
        TableColumn("区") { .text(orEmpty: $0.recipient?.address?.district) },
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

    private static let leftOut: [TableColumn<Parcels.LeftOut>] = [
        TableColumn("客户", widest: 16) { .text(orEmpty: $0.parcel.customer.name ?? $0.parcel.customer.nicknames.first) },
        TableColumn("收件人", widest: 16) { .text(orEmpty: $0.parcel.recipient?.name) },
        TableColumn("电话") { .code(orEmpty: $0.parcel.phone) },
        TableColumn("完整地址", widest: 44, wraps: true) { .text(orEmpty: $0.parcel.wholeAddress) },
        TableColumn("物品名称", widest: 36, wraps: true) { .text(orEmpty: $0.parcel.goods) },
        TableColumn("下单日期") { $0.parcel.order.placedAt.map(Cell.day) ?? .empty },
        TableColumn("为什么没有列入", widest: 40, wraps: true) { .text($0.words) },
        TableColumn(EditableField.keyHeader) { .code($0.parcel.customer.id) },
    ]

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let parcels = try Parcels(pool)
        parcels.report(&report)
        for parcel in parcels.due where parcel.wholeAddress.utf16.count > 100 || parcel.goods.utf16.count > 100 || parcel.note.utf16.count > 100 {
            report.add("field-cut", "address, goods and note hold at most 100 characters: longer texts were cut")
        }
        let file = try AtomicFile(path)
        let book = try Workbook(file.temporaryPath, title: "寄件表", report: report)
        let empty = "没有要寄的包裹：没有已付款、未发货且地址齐全的新订单"
        try TableSheet(name: "寄件表", columns: Self.columns, frozenColumns: 2, emptyNote: empty).write(parcels.due, to: book)
        let lines = TableSheet<Parcel>(
            name: "智能粘贴", columns: [TableColumn("复制整行，粘贴到快递小程序", widest: 90) { .text($0.pasteLine) }], frozenColumns: 0, emptyNote: empty)
        try lines.write(parcels.due, to: book)
        try TableSheet(name: "未列入", columns: Self.leftOut, emptyNote: "已付款、未发货的订单都在寄件表里").write(parcels.leftOut, to: book)
        try book.close(path)
        try file.commit()
        return book.report.diagnostics
    }
}
