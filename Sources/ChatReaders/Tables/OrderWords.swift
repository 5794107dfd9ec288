import ChatBytes
import ChatModel

/// Words in the cells of order tables.
enum OrderWords {
    /// Whether the words of a column about refunds say that the money went back.
    static func isRefunded(_ cell: String) -> Bool { has(cell, ["退款成功", "已退款", "退款完成", "退款已完成", "已全额退款", "退货退款成功"]) }

    /// How far an order has come, by the shop system's words; nil for words that do not tell.
    static func status(_ cell: String) -> OrderStatus? {
        if has(cell, ["退款成功", "已退款", "退款完成", "已退货", "refunded"]) { return .refunded }
        if has(cell, ["关闭", "取消", "作废", "cancel"]) { return .cancelled }
        if has(cell, ["待付款", "未付款", "买家付款", "待支付", "未支付", "unpaid", "待确认"]) && !has(cell, ["已付款", "买家已付"]) { return .placed }
        if has(cell, ["待收货", "待签收", "已出库", "等待买家确认", "已发货", "部分发货", "运输", "配送中", "派送", "shipped", "in transit"]) { return .shipped }
        if has(cell, ["成功", "完成", "签收", "已收货", "确认收货", "已自提", "已核销", "已提货", "completed", "delivered", "received"]) { return .received }
        if has(cell, ["待发货", "未发货", "待出库", "等待出库", "等待卖家发货", "已付款", "已支付", "备货", "待配货", "待成团", "待自提", "待提货", "待核销", "paid", "to ship", "processing"]) {
            return .paid
        }
        if has(cell, ["已下单", "待处理", "新订单", "pending"]) { return .placed }
        return nil
    }

    private static func has(_ cell: String, _ words: [StaticString]) -> Bool {
        let bytes = cell.utf8.map { 65...90 ~= $0 ? $0 | 0x20 : $0 }
        for word in words where ByteScanning.find(word, in: bytes.span, 0..<bytes.count) != nil { return true }
        return false
    }

    /// The courier's code by its name; the name itself for one without a code.
    static func courier(_ name: String?) -> String? {
        guard let name = name.flatMap({ TableCell.value($0) }) else { return nil }
        let upper = name.utf8.map { 97...122 ~= $0 ? $0 & 0xDF : $0 }
        for (word, code) in couriers where ByteScanning.find(word, in: upper.span, 0..<upper.count) != nil { return code }
        return name
    }

    private static let couriers: [(word: StaticString, code: String)] = [
        ("顺丰", "SF"), ("圆通", "YTO"), ("中通", "ZTO"), ("申通", "STO"), ("韵达", "YUNDA"), ("极兔", "JTSD"), ("京东", "JD"), ("德邦", "DBL"), ("EMS", "EMS"), ("邮政", "EMS"),
        ("菜鸟", "CAINIAO"), ("丹鸟", "CAINIAO"), ("SF", "SF"), ("YTO", "YTO"), ("ZTO", "ZTO"), ("STO", "STO"), ("YUNDA", "YUNDA"), ("J&T", "JTSD"),
        ("JTSD", "JTSD"),
        ("DBL", "DBL"), ("JD", "JD"),
    ]

    /// Parcels of a cell with numbers, or with numbers and couriers' names: `YT123…-圆通速递;…`.
    static func trackings(_ cell: String, courier: String?) -> [Tracking] {
        let bytes = cell.utf8Span.span
        if let run = longestRun(bytes, 0..<bytes.count), run.count == bytes.count {
            return bytes.count >= 8 && run.contains(where: { 48...57 ~= bytes[$0] }) ? [Tracking(courier: courier, number: cell)] : []
        }
        return CellSeparators.parcels.pieces(of: bytes).compactMap { piece in
            // The number is the longest run of letters and digits; what stands beside it is a name.
            let piece = TableCell.trim(bytes, piece)
            guard let number = longestRun(bytes, piece), number.count >= 8, number.contains(where: { 48...57 ~= bytes[$0] }) else { return nil }
            if number.count < piece.count, TableCell.lostDigits(bytes, piece) { return nil }
            var name: String?
            if courier == nil, piece.contains(where: { bytes[$0] >= 0x80 }) {
                name = String(String.UnicodeScalarView(ByteScanning.string(bytes, piece).unicodeScalars.filter { !$0.isASCII }))
            }
            return Tracking(courier: courier ?? self.courier(name), number: ByteScanning.string(bytes, number))
        }
    }

    /// Gives each of several parcels its own courier where a cell names as many as there are parcels.
    static func pair(_ trackings: inout [Tracking], withCouriers cell: String?) {
        guard let names = cell.map({ TableCell.list($0) }), names.count == trackings.count else { return }
        for (i, name) in names.enumerated() { trackings[i].courier = courier(name) }
    }

    /// The first of the longest runs of ASCII letters and digits.
    private static func longestRun(_ bytes: Span<UInt8>, _ piece: Range<Int>) -> Range<Int>? {
        var best = piece.lowerBound..<piece.lowerBound
        var start = piece.lowerBound
        for at in piece.lowerBound...piece.upperBound {
            let isPart = at < piece.upperBound && (48...57 ~= bytes[at] || 65...90 ~= bytes[at] || 97...122 ~= bytes[at])
            if isPart { continue }
            if at - start > best.count { best = start..<at }
            start = at + 1
        }
        return best.isEmpty ? nil : best
    }
}
