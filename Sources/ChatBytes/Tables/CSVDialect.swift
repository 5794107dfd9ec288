/// How a table of text parts its cells and rows.
public struct CSVDialect: Sendable, Hashable {
    /// The byte between two cells: a comma, a semicolon, a tab or a bar.
    public var delimiter: UInt8
    /// Whether cells may stand in quotes; false for tables whose writers just put commas between the values.
    public var isQuoted: Bool
    /// Whether rows end in a lone CR, as old Mac programs wrote them.
    public var endsRowsInCR: Bool

    /// A dialect; RFC 4180 when nothing else is said.
    public init(delimiter: UInt8 = 0x2C, isQuoted: Bool = true, endsRowsInCR: Bool = false) {
        self.delimiter = delimiter
        self.isQuoted = isQuoted
        self.endsRowsInCR = endsRowsInCR
    }

    /// The dialect of a table by its head: the delimiter that gives the most rows the same number of cells.
    ///
    /// Lines before the header, as bills have them, do not count: the rows of the most frequent width do.
    public static func sniff(_ head: Span<UInt8>) -> CSVDialect {
        var best = CSVDialect()
        let size = min(head.count, 32_768)
        best.endsRowsInCR =
            ByteScanning.first(0x0A, in: head, 0..<size) == nil && ByteScanning.first(0x0D, in: head, 0..<size).map { $0 + 1 < size } ?? false
        var bestScore = 0
        for delimiter in [0x2C, 0x09, 0x3B, 0x7C] as [UInt8] {
            var dialect = best
            dialect.delimiter = delimiter
            let score = dialect.agreement(head, size)
            if score > bestScore { (best, bestScore) = (dialect, score) }
        }
        return best
    }

    /// Cells in the rows of the most frequent width, of the first rows of a head.
    private func agreement(_ head: Span<UInt8>, _ size: Int) -> Int {
        var scanner = CSVScanner(dialect: self, end: size)
        var row = CSVRow()
        var widths: [Int: Int] = [:]
        for _ in 0..<40 {
            guard scanner.next(head, into: &row) else { break }
            // A row that the end of the head cuts says nothing.
            if row.count > 1, row.end < size || size == head.count { widths[row.count, default: 0] += 1 }
        }
        return widths.map { $0.key * $0.value }.max() ?? 0
    }
}
