import ChatBytes
import Synchronization

/// The first rows of a head as a table, taken apart once for all readers that look for a header in them.
final class HeadRows: Sendable {
    /// The keys of a row's cells (see ``HeaderName``).
    struct Row: Sendable {
        var count: Int
        var keys: Set<String>
    }

    /// How many rows may stand before a header.
    private static let most = 40
    private let rows = Mutex<[Bool: [Row]]>([:])

    /// The rows that could be a header; blank rows and names of sheets are left out.
    func rows(of bytes: [UInt8], isQuoted: Bool) -> [Row] {
        rows.withLock { known in
            if let rows = known[isQuoted] { return rows }
            let rows = Self.read(bytes.span, isQuoted: isQuoted)
            known[isQuoted] = rows
            return rows
        }
    }

    private static func read(_ bytes: Span<UInt8>, isQuoted: Bool) -> [Row] {
        var dialect = CSVDialect.sniff(bytes)
        dialect.isQuoted = isQuoted
        var scanner = CSVScanner(dialect: dialect)
        var row = CSVRow()
        var rows: [Row] = []
        var seen = 0
        while seen < most, scanner.next(bytes, into: &row) {
            if row.isSheetName {
                seen = 0
                continue
            }
            if row.isBlank { continue }
            seen += 1
            // Lines of text are no header: few of their pieces are short.
            guard row.count < 200, row.count > 1 || row.range(0).count <= 60 else { continue }
            var keys: Set<String> = []
            for i in 0..<row.count where row.range(i).count < 200 { keys.insert(HeaderName.key(row.text(i, of: bytes))) }
            rows.append(Row(count: row.count, keys: keys))
        }
        return rows
    }
}

/// The keys of the names that readers look for in headers, each made once.
enum HeaderKeys {
    private static let known = Mutex<[String: String]>([:])

    /// The key of a name.
    static func key(_ name: String) -> String {
        known.withLock { known in
            if let key = known[name] { return key }
            let key = HeaderName.key(name)
            known[name] = key
            return key
        }
    }
}
