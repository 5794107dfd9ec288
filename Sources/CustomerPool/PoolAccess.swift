import ChatModel
import GRDB
import Glibc

/// What a pool is opened for.
public enum PoolAccess: Sendable {
    /// To add to it; it is made when there is none.
    case making
    /// To change what is there.
    case changing
    /// To look at it: nothing is written, and its folder need not be writable.
    case reading
}

/// How a file says that it is a pool: SQLite's application id, and beside it the number of the last change of the schema.
enum PoolMark {
    /// `ChPl` in ASCII.
    static let applicationID: Int32 = 0x4368_506C

    /// What a file turns out to be.
    enum Kind: Equatable {
        /// A database without anything in it.
        case empty
        /// A pool with so many changes of the schema.
        case pool(changes: Int)
        /// A pool of a later version of the program.
        case newer
        /// A database of another program.
        case foreign
    }

    static func isSet(_ db: Database, _ changes: Int) throws -> Bool {
        try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID && Int.fetchOne(db, sql: "PRAGMA user_version") == changes
    }

    static func set(_ db: Database, _ changes: Int) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(changes)")
    }

    /// What a file is. Pools of the first versions have no mark; they are known by the names of their changes.
    static func kind(_ db: Database, known: [String]) throws -> Kind {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard application == applicationID || application == 0 else { return .foreign }
        if application == applicationID, version > known.count { return .newer }
        guard try db.tableExists("grdb_migrations") else {
            let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            return objects == 0 && version == 0 && application == 0 ? .empty : .foreign
        }
        let applied = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations")
        if applied.isEmpty { return .empty }
        guard applied.contains(known[0]) else { return .foreign }
        return Set(applied).isSubset(of: known) ? .pool(changes: applied.count) : .newer
    }
}

extension PoolStore {
    /// Opens a connection for reading alone.
    ///
    /// SQLite reads a file with a journal only beside a second file that it writes, and only a connection that may write takes that away again at its end: where the
    /// folder can be written, such a one is opened and writes nothing else. Where it cannot and there is no journal, nobody writes, and the file is read as it lies.
    static func readingQueue(_ path: String) throws -> DatabaseQueue {
        var configuration = configuration(label: "chatpool reading")
        configuration.allowsUnsafeTransactions = true
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        if unsafe Glibc.access(folder, W_OK) == 0 && Glibc.access(path, W_OK) == 0 {
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384") }
            return try DatabaseQueue(path: path, configuration: configuration)
        }
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            return queue
        } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) && journalSize(path) == 0 {
            return try DatabaseQueue(path: "file:\(escaped(path))?immutable=1", configuration: configuration)
        }
    }

    /// What connections have in common: nothing here writes to a file, which may be another program's.
    static func configuration(label: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(Self.patience)
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768") }
        return configuration
    }

    /// Seconds for which a lock of another program is waited for.
    static let patience = 10.0

    private static func journalSize(_ path: String) -> Int {
        var status = stat()
        return unsafe stat(path + "-wal", &status) == 0 ? Int(status.st_size) : 0
    }

    /// A path as a URI takes it.
    private static func escaped(_ path: String) -> String {
        let plain = Set("/-_.~".utf8)
        var text = ""
        for byte in path.utf8 {
            if plain.contains(byte) || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16)
                text += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return text
    }
}
