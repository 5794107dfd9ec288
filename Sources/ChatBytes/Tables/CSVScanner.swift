/// Scans a table row by row (RFC 4180, and what writers make of it).
///
/// Only ranges come out; no cell is copied. Quotes inside a quoted cell that are not doubled are taken as they are; a quote that is never closed ends its
/// cell before the next line that has the width of a row. `="…"` is a cell with the text in it: spreadsheets write long numbers so.
public struct CSVScanner: Sendable {
    /// How cells are parted.
    public let dialect: CSVDialect
    /// How many cells a row should have; tells where to go on behind a quote that is never closed. 0 when it is not known yet.
    public var expectedCount = 0
    private var at: Int
    private let limit: Int
    private var record = 0
    /// From here to the end no quote closes a cell.
    private var unclosedFrom = Int.max

    /// A scanner over `start..<end` of the bytes that `next` is given.
    public init(dialect: CSVDialect, start: Int = 0, end: Int = Int.max) {
        self.dialect = dialect
        at = start
        limit = end
    }

    /// Scans the next row; false at the end.
    public mutating func next(_ bytes: Span<UInt8>, into row: inout CSVRow) -> Bool {
        let end = min(limit, bytes.count)
        guard at < end, at >= 0 else { return false }
        record += 1
        row.fields.removeAll(keepingCapacity: true)
        row.start = at
        row.record = record
        row.damage = nil
        row.isSheetName = false
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            if unsafe base[at] == SheetMark.byte {
                let stop = unsafe Self.stop(base, at, end, 0x0A, 0x0A)
                row.isSheetName = true
                record = 0
                row.fields.append(CSVRow.Field(start: at + 1, length: UInt32(clamping: stop - at - 1), flags: 0))
                at = min(end, stop + 1)
            } else {
                unsafe scan(base, end, &row)
            }
        }
        row.end = at
        return true
    }

    private mutating func scan(_ base: UnsafePointer<UInt8>, _ end: Int, _ row: inout CSVRow) {
        let delimiter = dialect.delimiter
        let rowEnd: UInt8 = dialect.endsRowsInCR ? 0x0D : 0x0A
        while true {
            if dialect.isQuoted, at < end, unsafe base[at] == 0x22 || (base[at] == 0x3D && at + 1 < end && base[at + 1] == 0x22) {
                if let closed = unsafe quoted(base, end, rowEnd, &row) {
                    at = closed
                    if closed >= end { return }
                    if unsafe base[closed] == delimiter {
                        at += 1
                        if at < end { continue }
                        row.fields.append(CSVRow.Field(start: end, length: 0, flags: 0))
                        return
                    }
                    if unsafe base[at] == 0x0D { at += 1 }
                    if at < end, rowEnd == 0x0A, unsafe base[at] == rowEnd { at += 1 }
                    return
                }
                if row.damage != nil { return }
            }
            let stop = unsafe Self.stop(base, at, end, delimiter, rowEnd)
            let isCell = unsafe stop < end && base[stop] == delimiter
            var contentEnd = stop
            if !isCell, contentEnd > at, unsafe base[contentEnd - 1] == 0x0D { contentEnd -= 1 }
            row.fields.append(CSVRow.Field(start: at, length: UInt32(clamping: contentEnd - at), flags: 0))
            at = min(end, stop + 1)
            guard isCell else { return }
            if at == end {
                row.fields.append(CSVRow.Field(start: end, length: 0, flags: 0))
                return
            }
        }
    }

    /// The first `a` or `b` from `start` on, or `end`: eight bytes at a time.
    private static func stop(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ a: UInt8, _ b: UInt8) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let (first, second) = (ones &* UInt64(a), ones &* UInt64(b))
        var at = start
        while at + 8 <= end {
            let word = unsafe UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self).littleEndian
            let (x, y) = (word ^ first, word ^ second)
            let hit = (((x &- ones) & ~x) | ((y &- ones) & ~y)) & tops
            if hit != 0 { return at + hit.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < end, unsafe base[at] != a && base[at] != b { at += 1 }
        return at
    }

    // MARK: Quotes

    /// Scans a quoted cell and adds it to the row: the offset behind its closing quote, or nil when it is none after all (a `="` without an end), or when the
    /// quote is not closed: the row is then finished and marked.
    private mutating func quoted(_ base: UnsafePointer<UInt8>, _ end: Int, _ rowEnd: UInt8, _ row: inout CSVRow) -> Int? {
        let isFormula = unsafe base[at] == 0x3D
        let start = at + (isFormula ? 2 : 1)
        var from = start
        var searched = start
        var flags = CSVRow.Field.quoted
        while start < unclosedFrom {
            let quote = unsafe Self.stop(base, from, end, 0x22, isFormula ? rowEnd : 0x22)
            guard quote < end, unsafe base[quote] == 0x22 else {
                if isFormula { return nil }
                unclosedFrom = start
                break
            }
            let next = quote + 1
            if next < end, unsafe base[next] == 0x22 {
                flags |= CSVRow.Field.escaped
                from = next + 1
                continue
            }
            if unsafe next >= end || base[next] == dialect.delimiter || base[next] == rowEnd || base[next] == 0x0D {
                if unsafe Self.stop(base, start, quote, 0x0D, 0x0D) < quote { flags |= CSVRow.Field.carriage }
                row.fields.append(CSVRow.Field(start: start, length: UInt32(clamping: quote - start), flags: flags))
                return next
            }
            // A quote that opens a cell inside a cell: the one before was never closed, when a row begins between them.
            if unsafe !isFormula && (base[quote - 1] == dialect.delimiter || base[quote - 1] == rowEnd) {
                if let line = unsafe plausibleRow(base, searched, quote, end, rowEnd) {
                    unsafe abandon(base, start, line, flags, &row)
                    return nil
                }
                searched = quote
            }
            from = next
        }
        if isFormula { return nil }
        let line = unsafe plausibleRow(base, start, end, end, rowEnd) ?? end
        unsafe abandon(base, start, line, flags, &row)
        return nil
    }

    /// Ends a cell whose quote was not closed before the line at which reading goes on. What the row still lacks is looked for at the end of the piece: the
    /// cells behind the one without its closing quote.
    private mutating func abandon(_ base: UnsafePointer<UInt8>, _ start: Int, _ line: Int, _ flags: UInt32, _ row: inout CSVRow) {
        var contentEnd = line
        while contentEnd > start, unsafe base[contentEnd - 1] == 0x0A || base[contentEnd - 1] == 0x0D { contentEnd -= 1 }
        var cuts: [Int] = []
        let missing = expectedCount - row.fields.count - 1
        var at = contentEnd
        while cuts.count < missing, at > start, contentEnd < line {
            at -= 1
            if unsafe base[at] == 0x0A { break }
            if unsafe base[at] == dialect.delimiter { cuts.append(at) }
        }
        if cuts.count < missing { cuts = [] }
        let first = cuts.last ?? contentEnd
        row.fields.append(CSVRow.Field(start: start, length: UInt32(clamping: first - start), flags: flags | CSVRow.Field.carriage))
        for (i, cut) in cuts.enumerated().reversed() {
            let end = i == 0 ? contentEnd : cuts[i - 1]
            row.fields.append(CSVRow.Field(start: cut + 1, length: UInt32(clamping: end - cut - 1), flags: 0))
        }
        row.damage = .unclosedQuote
        self.at = line
    }

    /// The first line after `from` and before `limit` that has as many cells as a row should have.
    private func plausibleRow(_ base: UnsafePointer<UInt8>, _ from: Int, _ limit: Int, _ end: Int, _ rowEnd: UInt8) -> Int? {
        var line = unsafe Self.stop(base, from, limit, rowEnd, rowEnd) + 1
        while line < limit {
            var cells = 1
            var at = line
            var isOpen = false
            while true {
                at = unsafe Self.stop(base, at, end, isOpen ? 0x22 : dialect.delimiter, rowEnd)
                guard at < end, unsafe base[at] != rowEnd else { break }
                if isOpen {
                    isOpen = false
                } else {
                    cells += 1
                    isOpen = unsafe at + 1 < end && base[at + 1] == 0x22
                    if isOpen { at += 1 }
                }
                at += 1
            }
            // An open quote at the line's end is a cell of several lines; the cells behind it are not seen here.
            if expectedCount < 2 || cells == expectedCount || (isOpen && cells < expectedCount && cells > 1) { return line }
            line = at + 1
        }
        return nil
    }
}
