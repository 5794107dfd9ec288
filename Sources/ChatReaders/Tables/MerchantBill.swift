import ChatBytes
import ChatModel

/// Reads the trade bills of WeChat Pay's merchants: one payment or refund a row, every cell behind a backtick and none quoted.
struct MerchantBill: ExportReader {
    let format = FormatDescription(
        id: "wechat-merchant-bill", name: "WeChat Pay merchant bill (微信支付商户账单)", platform: .wechat, extensions: ["csv"],
        origin: "pay.weixin.qq.com → 交易中心 → 账单下载: the trade bill `<merchant>All2024-03-05.csv`.",
        shape: """
            交易时间,公众账号ID,商户号,…,微信订单号,商户订单号,用户标识,交易类型,交易状态,…,退款金额,…,商品名称,…,订单金额,申请退款金额,费率备注
            `2024-03-05 09:12:01,`wx01,`1900000001,…,`4200000001,`SD0001,`oTest01,`JSAPI,`SUCCESS,…,`0.00,…,`茶叶两箱,…,`256.00,`0.00,`
            总交易单数,应结订单总金额,…
            `1,`256.00,…
            """,
        fieldMap: """
            交易时间 → at, 用户标识 → counterparty's account, 微信订单号 → payment, 商户订单号 → order number, 商品名称 → product
            订单金额, before 2018 总金额 → amount; a refund: 退款金额
            """,
        timeZone: "China's clock.",
        quirks: """
            A comma in a product's name parts nothing: cells are parted at a comma with a backtick behind it. Columns are found by their names.
            Payments that were revoked and refunds that did not succeed are left out. The fund bill (资金账单) shows the same money once more: it is passed over.
            """,
        notSupported: "The bill holds no names: it makes no customer.")

    private enum Column: Int, CaseIterable {
        case time, number, order, user, state, product, amount, refund, refundState
        var names: [StaticString] {
            switch self {
            case .time: ["交易时间"]
            case .number: ["微信订单号"]
            case .order: ["商户订单号"]
            case .user: ["用户标识"]
            case .state: ["交易状态"]
            case .product: ["商品名称"]
            case .amount: ["订单金额", "总金额"]
            case .refund: ["退款金额"]
            case .refundState: ["退款状态"]
            }
        }
    }

    /// A row that was understood; without a bill where no money moved.
    private struct Row {
        var bill: BillEntry?
    }

    private static let fund: [StaticString] = ["微信支付业务单号", "资金流水单号"]

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        guard let first = head.lines.first(where: { !TextScan.isBlank(bytes, $0) }) else { return 0 }
        let cells = Self.cells(bytes, first)
        if Self.isFund(bytes, cells) { return 0.99 }
        return Self.places(bytes, cells) == nil ? 0 : 0.99
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var places: [Int]?
            var width = 0
            var isSum = false
            var (at, number) = (0, 0)
            while let line = ByteScanning.line(in: bytes, at: at) {
                number += 1
                let (start, size) = (at, line.next - at)
                at = line.next
                let cells = Self.cells(bytes, line.content)
                if places == nil, Self.isFund(bytes, cells) {
                    throw ImportError(
                        .unknownFormat, "a fund bill (资金账单): the trade bill (交易账单) of the same days has its payments with their orders",
                        at: SourcePosition(file: source.path))
                }
                if let found = Self.places(bytes, cells) {
                    (places, width, isSum) = (found, cells.count, false)
                    output.account(decorationBytes: size)
                } else if isSum || TextScan.isBlank(bytes, line.content) || Self.isTotal(bytes, cells) {
                    // The names of the sums below the table, and the sums.
                    isSum = Self.isTotal(bytes, cells)
                    output.account(decorationBytes: size)
                } else if let places, let row = Self.entry(bytes, Self.joined(cells, width, places), places) {
                    if cells.count > width {
                        output.report("shifted-cells", .note, line: number, byteOffset: start, "a comma in a product's name: its cells were put together")
                    }
                    output.account(messageBytes: size)
                    if let bill = row.bill { try output.bill(bill, line: number) }
                } else {
                    output.report("bad-row", line: number, byteOffset: start, byteCount: size, "a row without a time and an amount")
                }
            }
        }
    }

    /// The cells of a row: at backticks behind commas where the row begins with one, else at commas.
    private static func cells(_ bytes: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
        guard !line.isEmpty else { return [] }
        let isMarked = bytes[line.lowerBound] == 0x60
        var cells: [Range<Int>] = []
        var start = line.lowerBound + (isMarked ? 1 : 0)
        var at = start
        while cells.count < 100, let comma = ByteScanning.first(0x2C, in: bytes, at..<line.upperBound) {
            at = comma + 1
            if isMarked, at >= line.upperBound || bytes[at] != 0x60 { continue }
            cells.append(start..<comma)
            start = isMarked ? at + 1 : at
        }
        cells.append(min(start, line.upperBound)..<line.upperBound)
        return cells
    }

    private static func isFund(_ bytes: Span<UInt8>, _ cells: [Range<Int>]) -> Bool {
        fund.allSatisfy { name in cells.contains { TextScan.equals(bytes, $0, name) } }
    }

    private static func isTotal(_ bytes: Span<UInt8>, _ cells: [Range<Int>]) -> Bool {
        cells.first.map { TextScan.equals(bytes, $0, "总交易单数") } ?? false
    }

    /// Where the columns stand in a header; nil for a row that is none.
    private static func places(_ bytes: Span<UInt8>, _ cells: [Range<Int>]) -> [Int]? {
        guard cells.count > 10 else { return nil }
        let places = Column.allCases.map { column in
            column.names.compactMap { name in cells.firstIndex { TextScan.equals(bytes, $0, name) } }.first ?? -1
        }
        let needed: [Column] = [.time, .number, .order, .user, .state, .amount]
        return needed.allSatisfy { places[$0.rawValue] >= 0 } ? places : nil
    }

    /// A row without backticks whose product's name holds commas has cells too many: they are the name's.
    private static func joined(_ cells: [Range<Int>], _ width: Int, _ places: [Int]) -> [Range<Int>] {
        let place = places[Column.product.rawValue]
        let more = cells.count - width
        guard more > 0, place >= 0, place + more < cells.count else { return cells }
        return cells[..<place] + [cells[place].lowerBound..<cells[place + more].upperBound] + cells[(place + more + 1)...]
    }

    /// What a row says; nil for a row that is none.
    private static func entry(_ bytes: Span<UInt8>, _ cells: [Range<Int>], _ places: [Int]) -> Row? {
        func cell(_ column: Column) -> String? {
            let place = places[column.rawValue]
            guard place >= 0, place < cells.count else { return nil }
            return TableCell.value(ByteScanning.string(bytes, cells[place]))
        }
        let state = cell(.state) ?? ""
        let isRefund = state == "REFUND"
        guard let at = cell(.time).flatMap({ TableCell.time($0) }), let amount = cell(isRefund ? .refund : .amount).flatMap({ TableCell.amount($0) }) else {
            return nil
        }
        if state == "REVOKED" || isRefund && cell(.refundState).map({ $0 != "SUCCESS" }) == true { return Row(bill: nil) }
        var bill = BillEntry(
            platform: .wechat, at: at, counterparty: nil,
            payment: Payment(amount: abs(amount), state: isRefund ? .refunded : .received, id: cell(.number)), isIncome: !isRefund)
        bill.counterpartyAccount = cell(.user)
        bill.orderNumber = cell(.order)
        bill.product = cell(.product)
        return Row(bill: bill)
    }
}
