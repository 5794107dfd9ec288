import Glibc

/// Reads records from JSON lines and writes which customer each belongs to, block by block.
public enum RecordLines {
    private static let blockSize = 8 << 20

    /// Reads all records from a file descriptor.
    ///
    /// Lines that are no JSON object have no record.
    ///
    /// - Parameters:
    ///   - descriptor: an open file, read to its end.
    ///   - head: bytes that were read of it before.
    ///   - threads: how many lines are parsed at once.
    ///   - skipped: grows by the number of lines that are no JSON object.
    /// - Throws: the system's error number when reading fails.
    public static func read(descriptor: Int32, after head: [UInt8] = [], threads: Int, skipped: inout Int) throws(RecordReadError) -> RecordTable {
        var table = RecordTable()
        var pending = head
        var blocks: [[UInt8]] = []
        var isOpen = true
        var rows: CSVTable?
        var isFirst = true
        var isFirstRound = true
        while isOpen {
            blocks.removeAll(keepingCapacity: true)
            while blocks.count < max(threads, 1), isOpen {
                var block = pending
                pending = []
                let from = block.count
                block.append(contentsOf: repeatElement(0, count: blockSize))
                var filled = from
                while filled < block.count {
                    let n = unsafe block.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
                    if n < 0 {
                        if errno == EINTR { continue }
                        throw RecordReadError(errorNumber: errno)
                    }
                    if n == 0 {
                        isOpen = false
                        break
                    }
                    filled += n
                }
                block.removeLast(block.count - filled)
                if isOpen {
                    let cut = block.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
                    pending = Array(block[cut...])
                    block.removeLast(block.count - cut)
                }
                makeValid(&block)
                blocks.append(block)
            }
            if isFirst {
                isFirst = false
                if let first = blocks.first, Self.isTable(first) { rows = CSVTable() }
            }
            if rows != nil {
                // A cell may hold line breaks, so that only the reading itself knows where a row ends.
                for (i, block) in blocks.enumerated() { rows?.read(block, isLast: !isOpen && i == blocks.count - 1) }
                continue
            }
            let read = blocks
            let parts = Parallel.map(read.count, threads: threads) { parse(read[$0]) }
            for (i, (part, bad)) in parts.enumerated() {
                table.append(part)
                if i == 0, isFirstRound { table.reserve(forShare: Double(read[0].count) / Double(max(size(of: descriptor), 1))) }
                skipped += bad
            }
            isFirstRound = false
        }
        if var rows { return rows.finish() }
        return table
    }

    /// Puts U+FFFD in place of what is not UTF-8, so that what comes out of the records is.
    private static func makeValid(_ block: inout [UInt8]) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: block.span)
        } catch {
            block = Array(String(decoding: block, as: UTF8.self).utf8)
        }
    }

    /// The bytes of the file behind a descriptor; 0 for a pipe.
    private static func size(of descriptor: Int32) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_size)
    }

    /// Whether a text begins like a table and not like JSON lines.
    private static func isTable(_ block: [UInt8]) -> Bool {
        let head = block.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let first = block[head...].first(where: { $0 > 0x20 }), first != 0x7B, first != 0x5B else { return false }
        let line = block[head...].prefix { $0 != 0x0A }
        return line.contains(0x2C) || line.contains(0x09) || line.contains(0x3B) || line.count < 40
    }

    /// Rows of a table as they come in blocks.
    private struct CSVTable {
        private var scanner = CSVRecordScanner()
        private var builder = RecordTableBuilder()
        private var rest: [UInt8] = []

        mutating func read(_ block: [UInt8], isLast: Bool) {
            rest.append(contentsOf: block)
            let used = scanner.read(rest, isLast: isLast, into: &builder)
            rest.removeFirst(used)
        }

        mutating func finish() -> RecordTable {
            if !rest.isEmpty { _ = scanner.read(rest, isLast: true, into: &builder) }
            return builder.take()
        }
    }

    /// Reads the records of one block of whole lines.
    static func parse(_ block: [UInt8]) -> (RecordTable, Int) {
        var builder = RecordTableBuilder()
        builder.reserve(records: block.count / 300)
        var scanner = JSONRecordScanner()
        var record = RawRecord()
        var start = 0
        var skipped = 0
        while start < block.count {
            let end = newline(block, from: start)
            if end > start {
                if scanner.read(block, start..<end, into: &record) {
                    builder.add(record)
                } else if block[start..<end].contains(where: { $0 > 0x20 }) {
                    skipped += 1
                }
            }
            start = end + 1
        }
        return (builder.take(), skipped)
    }

    private static func newline(_ block: [UInt8], from: Int) -> Int {
        unsafe block.withUnsafeBytes { raw in
            guard let found = unsafe memchr(raw.baseAddress! + from, 0x0A, raw.count - from) else { return raw.count }
            return unsafe UnsafeRawPointer(found) - raw.baseAddress!
        }
    }
}

/// Records could not be read from a descriptor.
public struct RecordReadError: Error, Hashable, Sendable {
    /// The system's error number.
    public var errorNumber: Int32
}
