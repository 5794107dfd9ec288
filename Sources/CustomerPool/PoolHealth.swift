import CKeyedHash
public import ChatModel
import GRDB
import Glibc

/// How a pool's file is: looked at, never changed, not even brought up to date.
public struct PoolHealth: Hashable, Sendable {
    /// What the file turned out to be.
    public enum State: String, Sendable, CaseIterable {
        /// A pool of this version without a fault.
        case healthy
        /// A pool of an earlier version without a fault: the next command that uses it brings it up to date.
        case earlier
        /// A pool of a later version of the program.
        case newer
        /// A pool in which SQLite finds faults.
        case damaged
        /// No pool: an empty file, another program's database, or no database at all.
        case foreign
    }

    /// What the file turned out to be.
    public var state: State
    /// Changes of the schema that the pool has been through.
    public var schema = 0
    /// Those that this program knows.
    public var knownSchema = PoolSchema.migrator.migrations.count
    /// Size of the file.
    public var bytes = 0
    /// Size of the journal beside it, which the next command takes in.
    public var journalBytes = 0
    /// The permission bits of the file.
    public var mode = 0
    /// Whether the user may write to it.
    public var isWritable = false
    /// What stands in the pool, by the names that documentation gives it; empty where it cannot be counted.
    public var counts: [Count] = []
    /// What SQLite's check of the whole file says, at most ten lines; they name tables and pages and no contents.
    public var faults: [String] = []

    /// How many there are of something.
    public struct Count: Hashable, Sendable {
        /// `customers`, `chats` …
        public var name: String
        /// How many.
        public var number: Int
    }

    /// Whether nobody but the owner may read or write the file.
    public var isPrivate: Bool { mode & 0o077 == 0 }

    /// What is counted, and in which table.
    private static let tables = [
        ("files", "source"), ("chats", "conversation"), ("messages", "message"), ("records", "record"), ("customers", "customer"), ("questions", "review"),
        ("decisions", "decision"),
    ]

    /// Looks at a pool.
    ///
    /// - Returns: nil when there is no file.
    /// - Throws: `.poolUnusable` when it cannot be opened or another program has it locked.
    public static func of(_ path: String) throws(ImportError) -> PoolHealth? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            guard errno == ENOENT else {
                throw ImportError(.poolUnusable, "cannot be opened: \(unsafe String(cString: strerror(errno)))", at: SourcePosition(file: path))
            }
            return nil
        }
        var health = PoolHealth(state: .foreign)
        (health.bytes, health.mode) = (Int(status.st_size), Int(status.st_mode & 0o7777))
        health.isWritable = unsafe access(path, W_OK) == 0
        if unsafe stat(path + "-wal", &status) == 0 { health.journalBytes = Int(status.st_size) }
        do {
            let queue = try PoolStore.readingQueue(path)
            defer { try? queue.close() }
            try queue.read { try health.look($0) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            health.state = .foreign
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            health.state = .damaged
        } catch {
            throw PoolStore.failure(error, path)
        }
        return health
    }

    private mutating func look(_ db: Database) throws {
        switch try PoolMark.kind(db, known: PoolSchema.migrator.migrations) {
        case .empty, .foreign: return
        case .newer:
            state = .newer
            schema = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            return
        case .pool(let changes): schema = changes
        }
        state = schema == knownSchema ? .healthy : .earlier
        faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
        if !faults.isEmpty { state = .damaged }
        for (name, table) in Self.tables where try db.tableExists(table) {
            counts.append(Count(name: name, number: try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0))
        }
    }

    /// The libraries that a pool is kept by.
    public static var libraries: [LibraryVersion] {
        var libraries: [LibraryVersion] = []
        if let version = try? DatabaseQueue().read({ try String.fetchOne($0, sql: "SELECT sqlite_version()") }) {
            libraries.append(LibraryVersion(name: "SQLite", version: version))
        }
        return libraries + [LibraryVersion(name: "Nettle", version: "\(ckeyedhash_major()).\(ckeyedhash_minor())")]
    }
}
