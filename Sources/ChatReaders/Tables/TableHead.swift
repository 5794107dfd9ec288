import ChatBytes

/// What detection sees of a table in the head of a file: the gate before all readers of loose text.
struct TableHead: Sendable {
    /// Of what it is a table: of the first sheet that holds anything for a pool, else of the first one.
    let kind: TableLayout.Kind
    let hasHeader: Bool
    /// Whether the rows are parted too evenly for a text that somebody wrote.
    let isCertain: Bool

    /// Formats that are known by loose signs only, which cells of tables have too: a name and a time, a phone and an address.
    static let looseFormats: Set<String> = ["address-blocks", "wechat-copy", "qq-copy", "qianniu-copy", "feishu-copy", "wechat-solitaire"]

    /// Nil for a head whose rows are not even.
    init?(_ bytes: [UInt8], isWhole: Bool, name: String) {
        guard let first = bytes.first(where: { $0 > 0x20 || $0 == SheetMark.byte }), first != 0x3C else { return nil }
        let shaped = (isWhole ? TableShape(bytes.span)?.bytes : nil) ?? bytes
        let span = shaped.span
        let dialect = TableWalk.dialect(of: span)
        var best: TableLayout?
        var isEven = false
        for (start, sheet) in Self.sheets(span) {
            let sample = TableSample(span, dialect, start: start, sheet: sheet, isWhole: isWhole)
            isEven = isEven || Self.isCertain(sample, isWorkbook: sheet != nil)
            guard let layout = TableLayout(sample, name: name) else { continue }
            if case .foreign = layout.kind {
                if best == nil { best = layout }
            } else {
                best = layout
                break
            }
        }
        guard let best else {
            // What stands in a workbook is a table, whatever it holds.
            guard bytes[0] == SheetMark.byte else { return nil }
            (kind, hasHeader, isCertain) = (.foreign("unknown"), false, true)
            return
        }
        kind = best.kind
        hasHeader = best.hasHeader
        if case .foreign = best.kind { isCertain = isEven && best.hasHeader } else { isCertain = isEven }
    }

    /// Where the tables begin: each sheet of a workbook, or the file.
    private static func sheets(_ bytes: Span<UInt8>) -> [(start: Int, sheet: String?)] {
        guard bytes[0] == SheetMark.byte else { return [(0, nil)] }
        var found: [(Int, String?)] = []
        var at = 0
        while at < bytes.count, found.count < 12, let line = ByteScanning.line(in: bytes, at: at) {
            if !line.content.isEmpty, bytes[line.content.lowerBound] == SheetMark.byte {
                found.append((line.next, ByteScanning.string(bytes, line.content.lowerBound + 1..<line.content.upperBound)))
            }
            at = line.next
        }
        return found
    }

    /// Three cells or more in nearly every row, or a workbook.
    private static func isCertain(_ sample: TableSample, isWorkbook: Bool) -> Bool {
        guard !isWorkbook else { return true }
        let even = sample.rows.filter { $0.count == sample.width && $0.count >= 3 }.count
        return even >= 2 && even * 10 >= sample.rows.count * 7
    }
}
