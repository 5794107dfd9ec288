import ChatBytes
import ChatModel

/// Reads the order table of a shop system, known by its header: one order in one row, or in several rows one below the other.
struct OrderTable: ExportReader {
    let format: FormatDescription
    /// Header names that tell the system: one of each list must be in the header.
    let signature: [[String]]
    /// Whether each row of an order has an amount of its own, to be added; otherwise the rows repeat the order's.
    var addsAmounts = false
    var confidence = 0.97

    func sniff(_ head: SourceHead) -> Double {
        guard HeadedTable.isPlausible(head, signature, required: signature.count) else { return 0 }
        return confidence
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var walk = TableWalk(source, bytes, signature: signature)
            var reading = OrderTableReading(platform: format.platform, addsAmounts: addsAmounts, keepsNotes: false)
            var table = 0
            while walk.next(bytes, output) {
                if walk.tables != table, let layout = walk.layout {
                    table = walk.tables
                    try reading.finish(output)
                    reading.begin(layout)
                    output.understood(TableMapping(layout, sheet: walk.sheet, keepsNotes: false))
                }
                try reading.row(walk.row, day: walk.day, bytes, output)
            }
            try reading.finish(output)
        }
    }
}
