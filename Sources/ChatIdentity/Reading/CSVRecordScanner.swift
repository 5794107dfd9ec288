/// Reads records from a table with a header row whose column names are the contract's keys.
///
/// Cells may be quoted and hold line breaks; the separator is whichever of comma, tab and semicolon the header has most of. Several phones in a cell
/// stand with `;` or `|` between them.
struct CSVRecordScanner {
    private var fields: [RawRecord.Field] = []
    private var separator: UInt8 = 0x2C
    private var record = RawRecord()
    private var cell: [UInt8] = []
    private var column = 0

    /// Reads all whole rows of a block into `builder`; returns how many bytes were used. With `isLast` the rest counts as a row.
    mutating func read(_ block: [UInt8], isLast: Bool, into builder: inout RecordTableBuilder) -> Int {
        let span = block.span
        var at = 0
        var rowStart = 0
        if fields.isEmpty {
            if block.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
            guard let end = block[at...].firstIndex(of: 0x0A) ?? (isLast ? block.count : nil) else { return 0 }
            readHeader(block[at..<end])
            at = min(end + 1, block.count)
            rowStart = at
        }
        startRow()
        var isQuoted = false
        while at < span.count {
            let b = span[at]
            if isQuoted {
                if b != 0x22 {
                    cell.append(b)
                } else if at + 1 < span.count, span[at + 1] == 0x22 {
                    cell.append(0x22)
                    at += 1
                } else if at + 1 == span.count, !isLast {
                    break
                } else {
                    isQuoted = false
                }
            } else if b == 0x22, cell.isEmpty {
                isQuoted = true
            } else if b == separator {
                endCell()
            } else if b == 0x0A {
                endRow(into: &builder)
                rowStart = at + 1
            } else if b != 0x0D {
                cell.append(b)
            }
            at += 1
        }
        guard isLast else { return rowStart }
        if rowStart < span.count { endRow(into: &builder) }
        return span.count
    }

    private mutating func readHeader(_ line: ArraySlice<UInt8>) {
        separator = [0x2C, 0x09, 0x3B].max { a, b in line.count { $0 == a } < line.count { $0 == b } } ?? 0x2C
        for name in line.split(separator: separator, omittingEmptySubsequences: false) {
            let key = Array(name.filter { $0 != 0x22 && $0 != 0x0D && $0 != 0x20 })
            fields.append(JSONRecordScanner.field(key.span, 0..<key.count))
        }
    }

    private mutating func startRow() {
        record.removeAll()
        cell.removeAll(keepingCapacity: true)
        column = 0
    }

    private mutating func endCell() {
        defer {
            cell.removeAll(keepingCapacity: true)
            column += 1
        }
        guard column < fields.count else { return }
        let field = fields[column]
        guard field == .phone || field == .email else {
            record.appendBytes(cell)
            record.end(field)
            return
        }
        // An extension (;ext=) belongs to its number.
        var start = 0
        for i in 0...cell.count where i == cell.count || cell[i] == 0x7C || cell[i] == 0x3B && !cell[(i + 1)...].starts(with: Array("ext".utf8)) {
            record.appendBytes(cell, start..<i)
            record.end(field)
            start = i + 1
        }
    }

    private mutating func endRow(into builder: inout RecordTableBuilder) {
        let isBlank = column == 0 && cell.isEmpty
        endCell()
        if !isBlank { builder.add(record) }
        startRow()
    }
}
