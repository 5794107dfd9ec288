import ChatBytes
import ChatModel

/// Reads the bills of WeChat Pay and Alipay: one payment a row, below some lines about the account.
struct BillTable: ExportReader {
    let format: FormatDescription
    /// Header names of the columns, in the order of `Column`; the first `required` must be there.
    let columns: [[String]]
    let required: Int

    private enum Column {
        static let time = 0
        static let counterparty = 1
        static let direction = 2
        static let amount = 3
        static let status = 4
        static let number = 5
        static let shopNumber = 6
        static let product = 7
        static let account = 8
        static let type = 9
        static let note = 10
    }

    func sniff(_ head: SourceHead) -> Double { HeadedTable.isPlausible(head, columns, required: required) ? 0.98 : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var table = HeadedTable(bytes, columns, required: required)
            // Short rows: sums and remarks when nothing follows them.
            var short: [(line: Int, start: Int, size: Int)] = []
            func settle(isFollowed: Bool) {
                for row in short {
                    if isFollowed {
                        output.report("bad-row", line: row.line, byteOffset: row.start, byteCount: row.size, "a row without a time and an amount")
                    } else {
                        output.account(decorationBytes: row.size)
                    }
                }
                short = []
            }
            while table.next(bytes, output) {
                let size = table.row.end - table.row.start
                if let entry = entry(table, bytes) {
                    settle(isFollowed: true)
                    output.account(messageBytes: size)
                    try output.bill(entry, line: table.row.record)
                } else if table.row.count < required || table.columns[Column.amount] >= table.row.count {
                    short.append((table.row.record, table.row.start, size))
                    if short.count == 100 { settle(isFollowed: false) }
                } else {
                    output.report("bad-row", line: table.row.record, byteOffset: table.row.start, byteCount: size, "a row without a time and an amount")
                }
            }
            settle(isFollowed: false)
        }
    }

    private func cell(_ column: Int, _ table: HeadedTable, _ bytes: Span<UInt8>) -> String? {
        table.columns[column] < 0 ? nil : TableCell.value(table.text(column, bytes))
    }

    private func entry(_ table: HeadedTable, _ bytes: Span<UInt8>) -> BillEntry? {
        guard let at = cell(Column.time, table, bytes).flatMap({ TableCell.time($0) }),
            let amount = cell(Column.amount, table, bytes).flatMap({ TableCell.amount($0) })
        else { return nil }
        let isIncome = cell(Column.direction, table, bytes).map { $0.hasPrefix("收入") } ?? false
        let status = cell(Column.status, table, bytes) ?? ""
        let type = cell(Column.type, table, bytes) ?? ""
        let number = cell(Column.number, table, bytes)
        let isClosed = ["关闭", "失败", "撤销", "等待付款", "已取消"].contains { status.contains($0) }
        let isRefunded = (status.contains("退") || type.contains("退款")) && !Self.isPartialRefund(status, of: amount)
        let state: Payment.State = isRefunded ? .refunded : isClosed ? .expired : isIncome ? .received : .sent
        var entry = BillEntry(
            platform: format.platform, at: at, counterparty: cell(Column.counterparty, table, bytes),
            payment: Payment(amount: abs(amount), state: state, id: number.flatMap { TableCell.lostDigits($0.utf8Span.span, 0..<$0.utf8.count) ? nil : $0 }),
            isIncome: isIncome)
        entry.counterpartyAccount = cell(Column.account, table, bytes)
        entry.orderNumber = cell(Column.shopNumber, table, bytes).flatMap { TableCell.lostDigits($0.utf8Span.span, 0..<$0.utf8.count) ? nil : $0 }
        var notes = [cell(Column.note, table, bytes)].compactMap(\.self)
        if let product = cell(Column.product, table, bytes) {
            // The memo of a transfer stands where a purchase has its product.
            if let memo = ["转账备注:", "转账备注：", "收款方备注:", "付款方留言:"].first(where: { product.hasPrefix($0) }) {
                let words = product.dropFirst(memo.count).split(separator: "付款方留言:", omittingEmptySubsequences: true)
                notes.insert(words.joined(separator: "\n"), at: 0)
            } else {
                entry.product = product
            }
        }
        if Self.isPartialRefund(status, of: amount) { notes.append(status) }
        entry.note = notes.isEmpty ? nil : notes.joined(separator: "\n")
        return entry
    }
}

extension BillTable {
    /// `已退款(￥15.20)`: part of the money went back, and the payment stands.
    private static func isPartialRefund(_ status: String, of amount: Double) -> Bool {
        guard let open = status.firstIndex(where: { $0 == "(" || $0 == "（" }), status.contains("已退款") else { return false }
        let inside = status[status.index(after: open)...].prefix { $0 != ")" && $0 != "）" }
        guard let returned = TableCell.amount(String(inside)) else { return false }
        return returned < abs(amount)
    }

    private static let quirks = """
        The header is found by its names: the number of lines above it differs.
        Cells are padded with tabs; rows that are neither income nor expense are read as expense.
        Closed and failed trades are payments that expired; of a payment that went back in part the status is noted.
        """

    static let weChatPay = BillTable(
        format: FormatDescription(
            id: "wechat-pay-bill", name: "WeChat Pay bill (微信支付账单)", platform: .wechat, extensions: ["csv", "xlsx"],
            origin: "WeChat → 我 → 服务 → 钱包 → 账单 → 常见问题 → 下载账单 → 用于个人对账.",
            shape: """
                微信支付账单明细
                微信昵称：[山里茶铺]
                交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
                2024-03-05 09:20:00,转账,小溪,"转账备注:茶叶",收入,¥336.00,/,已存入零钱,"1000050001202403050001234567890	",/,/
                """,
            fieldMap: """
                交易时间 → at, 交易对方 → counterparty (of a transfer: the other person's nickname), 收/支 → income, 金额(元), 当前状态, 交易单号 → payment
                商品 → product (memos of transfers → note), 商户单号 → order number, 备注 → note
                """,
            timeZone: "China's clock.", quirks: quirks, notSupported: "The zip is encrypted: unpack it with the password WeChat sends."),
        columns: [
            ["交易时间"], ["交易对方"], ["收/支"], ["金额(元)"], ["当前状态"], ["交易单号"], ["商户单号"], ["商品"], [], ["交易类型"], ["备注"],
        ], required: 6)

    static let alipay = BillTable(
        format: FormatDescription(
            id: "alipay-bill", name: "Alipay bill (支付宝账单)", platform: Platform(rawValue: "alipay"), extensions: ["csv"],
            origin: "Alipay → 我的 → 账单 → … → 开具交易流水证明 → 用于个人对账; a GBK table.",
            shape: """
                支付宝（中国）网络技术有限公司  电子客户回单
                交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注
                2024-03-05 09:20:00,转账红包,小溪,xia***@example.com,茶叶,收入,336.00,余额,交易成功,20240305220001,,
                """,
            fieldMap: """
                交易时间 → at, 交易对方, 对方账号 → counterparty, 收/支 → income, 金额, 交易状态, 交易订单号 → payment
                商品说明 → product, 商家订单号 → order number, 备注 → note
                """,
            timeZone: "China's clock.", quirks: quirks, notSupported: "The zip is encrypted: unpack it with the password Alipay sends."),
        columns: [
            ["交易时间", "交易创建时间", "付款时间"], ["交易对方"], ["收/支"], ["金额", "金额(元)"], ["交易状态"], ["交易订单号", "交易号"], ["商家订单号", "商户订单号"], ["商品说明", "商品名称"], ["对方账号"],
            ["交易分类", "类型"], ["备注"],
        ], required: 7)
}
