import ChatModel
import GRDBSQLite
import Glibc

/// A SQLite file that is looked at and never changed: whatever lies in it, nothing of it is executed, and no statement runs for ever.
@safe final class ReadOnlyDatabase {
    private var connection: OpaquePointer?
    private let pages: UnsafeMutableRawPointer
    private let size: Int

    /// A text in a file longer than this is no message.
    private static let longestValue: Int32 = 64 << 20
    /// Steps of a thousand instructions of SQLite's machine that one connection may take.
    private static let mostSteps: Int = 20_000_000

    /// Opens the bytes of a source; nil when they are no database that can be opened.
    init?(_ source: ExportSource) {
        guard let mapped = unsafe Self.map(source) else { return nil }
        unsafe pages = mapped.pages
        size = unsafe mapped.size
        // A journal cannot be beside bytes in memory: what is in the file is read.
        for at in [18, 19] where unsafe size > 100 && pages.load(fromByteOffset: at, as: UInt8.self) == 2 {
            unsafe pages.storeBytes(of: 1, toByteOffset: at, as: UInt8.self)
        }
        guard unsafe sqlite3_open_v2(":memory:", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else { return nil }
        unsafe sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Self.longestValue)
        unsafe sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
        let bytes = unsafe pages.assumingMemoryBound(to: UInt8.self)
        let code = unsafe sqlite3_deserialize(connection, "main", bytes, Int64(size), Int64(size), UInt32(SQLITE_DESERIALIZE_READONLY))
        guard code == SQLITE_OK, unsafe sqlite3_exec(connection, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", nil, nil, nil) == SQLITE_OK else {
            return nil
        }
        let steps = unsafe Unmanaged.passUnretained(left).toOpaque()
        unsafe sqlite3_progress_handler(
            connection, 1000,
            { pointer in
                guard let pointer = unsafe pointer else { return 0 }
                let left = unsafe Unmanaged<Steps>.fromOpaque(pointer).takeUnretainedValue()
                left.count -= 1
                return left.count < 0 ? 1 : 0
            }, steps)
    }

    private let left = Steps(mostSteps)

    private final class Steps {
        var count: Int
        init(_ count: Int) { self.count = count }
    }

    deinit {
        unsafe sqlite3_close_v2(connection)
        unsafe munmap(pages, max(size, 1))
    }

    /// The bytes as pages of this process, of which only those that are changed are copied.
    private static func map(_ source: ExportSource) -> (pages: UnsafeMutableRawPointer, size: Int)? {
        if let path = source.diskPath {
            let descriptor = DiskNames.open(path)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
            let size = Int(status.st_size)
            guard let pages = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0), unsafe pages != MAP_FAILED else { return nil }
            return unsafe (pages, size)
        }
        return unsafe source.withBytes { bytes in
            guard bytes.count > 0, let pages = unsafe mmap(nil, bytes.count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
                unsafe pages != MAP_FAILED
            else { return nil }
            unsafe bytes.withUnsafeBytes { unsafe pages.copyMemory(from: $0.baseAddress!, byteCount: bytes.count) }
            return unsafe (pages, bytes.count)
        }
    }

    /// The names of the columns of a table; empty when there is no such table.
    func columns(of table: String) -> Set<String> {
        guard let rows = Rows(self, "SELECT i.name FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.type = 'table' AND m.name = '\(table)'") else {
            return []
        }
        var names: Set<String> = []
        while (try? rows.next()) == true { names.insert(rows.text(0) ?? "") }
        return names
    }

    /// The names of all tables.
    func tables() -> Set<String> {
        guard let rows = Rows(self, "SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 20000") else { return [] }
        var names: Set<String> = []
        while (try? rows.next()) == true { names.insert(rows.text(0) ?? "") }
        return names
    }

    /// The rows of a question; nil where the file cannot answer it.
    func rows(_ sql: String) -> Rows? { Rows(self, sql) }

    /// The rows that answer a question, one after the other.
    @safe final class Rows {
        private var statement: OpaquePointer?
        private let database: ReadOnlyDatabase

        init?(_ database: ReadOnlyDatabase, _ sql: String) {
            self.database = database
            guard unsafe sqlite3_prepare_v2(database.connection, sql, -1, &statement, nil) == SQLITE_OK, unsafe statement != nil else { return nil }
        }

        deinit { unsafe sqlite3_finalize(statement) }

        /// Goes to the next row.
        ///
        /// - Throws: `.damaged` when the file breaks off or what is asked takes too long.
        func next() throws(ImportError) -> Bool {
            switch unsafe sqlite3_step(statement) {
            case SQLITE_ROW: return true
            case SQLITE_DONE: return false
            default: throw ImportError(.damaged, "the database is damaged")
            }
        }

        func isNull(_ i: Int32) -> Bool { unsafe sqlite3_column_type(statement, i) == SQLITE_NULL }

        func integer(_ i: Int32) -> Int { unsafe Int(sqlite3_column_int64(statement, i)) }

        func number(_ i: Int32) -> Double { unsafe sqlite3_column_double(statement, i) }

        /// The text of a cell, repaired where it is not UTF-8; nil for none.
        func text(_ i: Int32) -> String? { isNull(i) ? nil : String(decoding: blob(i), as: UTF8.self) }

        func blob(_ i: Int32) -> [UInt8] {
            // SQLite asks for the bytes before their number.
            let pointer = unsafe sqlite3_column_blob(statement, i)
            let count = unsafe Int(sqlite3_column_bytes(statement, i))
            guard let pointer = unsafe pointer, count > 0 else { return [] }
            return unsafe Array(UnsafeRawBufferPointer(start: pointer, count: count))
        }
    }
}
