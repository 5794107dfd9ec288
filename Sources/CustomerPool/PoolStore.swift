public import ChatModel
import Foundation
import GRDB
import Glibc

/// The pool on disk: one SQLite file that holds what was read, what was made of it, and what people decided.
///
/// The file is readable by its owner alone. Every import is a sequence of small transactions: a process that is killed leaves a pool that opens, and running the
/// import again completes it. Reading the same export again changes nothing, because a message is known by its conversation, minute and contents.
public final class PoolStore: Sendable {
    let queue: DatabaseQueue
    /// The path of the pool file.
    public let path: String

    /// Whether the file was made when it was opened.
    public let isNew: Bool
    /// What the pool was opened for; one that could not be opened for writing may be open for reading.
    public let access: PoolAccess

    /// Opens a pool.
    ///
    /// Only a file that is a pool is written to: another program's database is refused before anything in it is touched.
    ///
    /// - Throws: `.unreadable` when there is none and none is to be made; `.poolUnusable` when the file is no pool, is one of a newer version, is damaged, is locked,
    ///   or cannot be opened as asked.
    public init(path: String, for access: PoolAccess = .making) throws(ImportError) {
        self.path = path
        let isThere = unsafe path == ":memory:" || Glibc.access(path, F_OK) == 0
        if !isThere, access != .making {
            throw ImportError(.unreadable, "there is no pool here; 'chatpool import' makes one", at: SourcePosition(file: path))
        }
        do {
            if access == .reading, path != ":memory:", let queue = try PoolStore.openedForReading(path) {
                (self.queue, self.access, isNew) = (queue, .reading, false)
                OpenDatabases.add(queue)
                return
            }
            if path != ":memory:" { try PoolStore.makePrivate(path) }
            queue = try PoolStore.patiently(path) { try PoolStore.openedForWriting(path) }
            (self.access, isNew) = (access == .reading ? .changing : access, !isThere)
            OpenDatabases.add(queue)
        } catch {
            if !isThere { PoolStore.removeIfEmpty(path) }
            throw PoolStore.failure(error, path)
        }
    }

    /// A connection that looks at a pool; nil where it has to be brought up to date first.
    private static func openedForReading(_ path: String) throws -> DatabaseQueue? {
        let queue = try readingQueue(path)
        let known = PoolSchema.migrator.migrations
        let isCurrent = try queue.read { db in
            switch try PoolMark.kind(db, known: known) {
            case .pool(let changes): changes == known.count ? try PoolViews.areUpToDate(db) : false
            case .empty: throw notAPool(path)
            case .newer: throw newer(path)
            case .foreign: throw foreign(path)
            }
        }
        if isCurrent { return queue }
        try queue.close()
        return nil
    }

    private static func openedForWriting(_ path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration(label: "chatpool"))
        let migrator = PoolSchema.migrator
        switch try queue.read({ try PoolMark.kind($0, known: migrator.migrations) }) {
        case .newer: throw newer(path)
        case .foreign: throw foreign(path)
        case .empty, .pool: break
        }
        // A customer is two to three kilobytes: pages of 16 KB waste little. A file that is there keeps its own.
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") }
        try migrator.migrate(queue)
        if try queue.read({ try !PoolViews.areUpToDate($0) || !PoolMark.isSet($0, migrator.migrations.count) }) {
            try queue.write { db in
                try PoolViews.bringUpToDate(db)
                try PoolMark.set(db, migrator.migrations.count)
            }
        }
        return queue
    }

    /// Tries again while another program is making the same pool: two that begin at once both come to it.
    private static func patiently<T>(_ path: String, _ body: () throws -> T) throws -> T {
        var attempts = 0
        while true {
            do {
                return try body()
            } catch let error as DatabaseError
                where attempts < 100 && [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
            {
                // An error of the second kind is a table that the other one has just made; anything else would come again at once.
                attempts += error.resultCode == .SQLITE_ERROR || error.resultCode == .SQLITE_CONSTRAINT ? 20 : 1
                usleep(100_000)
            }
        }
    }

    private static func notAPool(_ path: String) -> ImportError { ImportError(.poolUnusable, "is not a pool", at: SourcePosition(file: path)) }

    private static func foreign(_ path: String) -> ImportError {
        ImportError(.poolUnusable, "is a database of another program and not a pool; nothing in it was changed", at: SourcePosition(file: path))
    }

    private static func newer(_ path: String) -> ImportError {
        ImportError(.poolUnusable, "is a pool of a newer version of chatpool; nothing in it was changed", at: SourcePosition(file: path))
    }

    /// Takes away the file of a pool that came to nothing: an import of which no input could be read leaves none.
    ///
    /// - Returns: whether it did; not when anything stands in the pool.
    public func discardIfEmpty() -> Bool {
        guard isNew, path != ":memory:", (try? read { try Int.fetchOne($0, sql: "SELECT count(*) FROM source") }) == 0 else { return false }
        OpenDatabases.close(queue)
        unsafe unlink(path)
        return true
    }

    private static func removeIfEmpty(_ path: String) {
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_size == 0 { unsafe unlink(path) }
    }

    deinit { OpenDatabases.close(queue) }

    /// Makes the file for its owner alone before SQLite sees it; its journal inherits the mode.
    ///
    /// A file that is there is not opened: closing it would take away every lock that this process has on it, those of its other connections too. Another program that
    /// looks at the pool would then take itself for the last one and put the journal away in which those go on writing.
    private static func makePrivate(_ path: String) throws(ImportError) {
        if unsafe Glibc.access(path, R_OK | W_OK) == 0 { return }
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            // Another program that began at the same time made it.
            if errno == EEXIST, unsafe Glibc.access(path, R_OK | W_OK) == 0 { return }
            let code = errno == EEXIST ? EACCES : errno
            throw ImportError(.poolUnusable, "cannot be opened: \(unsafe String(cString: strerror(code)))", at: SourcePosition(file: path), systemError: code)
        }
        close(descriptor)
    }

    /// An error of the database as one of ours; SQLite's messages may hold values, so only its code is shown.
    static func failure(_ error: any Error, _ path: String) -> ImportError {
        let place = SourcePosition(file: path)
        if let error = error as? ImportError { return error.position == nil ? ImportError(error.code, error.message, at: place) : error }
        guard let error = error as? DatabaseError else { return ImportError(.poolUnusable, damaged, at: place) }
        switch error.resultCode {
        case .SQLITE_FULL: return ImportError(.cannotWrite, "the disk is full", at: place, systemError: ENOSPC)
        case .SQLITE_NOTADB: return notAPool(path)
        case .SQLITE_CORRUPT: return ImportError(.poolUnusable, damaged, at: place)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return ImportError(.poolUnusable, "another program has had it locked for \(Int(patience)) seconds; close it and try again", at: place)
        case .SQLITE_READONLY, .SQLITE_PERM: return ImportError(.poolUnusable, "the pool or its folder cannot be written", at: place)
        case .SQLITE_CANTOPEN: return ImportError(.poolUnusable, "the pool cannot be opened: it or its folder cannot be written or read", at: place)
        case .SQLITE_IOERR: return ImportError(.poolUnusable, "the disk failed while the pool was read or written", at: place, systemError: EIO)
        case .SQLITE_NOMEM: return ImportError(.poolUnusable, "there is not enough memory for the pool", at: place, systemError: ENOMEM)
        default: return ImportError(.poolUnusable, "the pool cannot be used (SQLite's error \(error.extendedResultCode.rawValue))", at: place)
        }
    }

    /// What is said of a file in which something cannot be read.
    static let damaged =
        "the pool is damaged: take a backup of it, or import the exports into a new pool (--pool FILE)"

    func read<T>(_ body: (Database) throws -> T) throws(ImportError) -> T {
        do { return try queue.read(body) } catch { throw PoolStore.failure(error, path) }
    }

    func write<T>(_ body: (Database) throws -> T) throws(ImportError) -> T {
        do { return try queue.write(body) } catch { throw PoolStore.failure(error, path) }
    }

    /// A value as JSON with its keys in order, so that the same value is the same text.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<T: Decodable>(_ type: T.Type, _ json: String) throws -> T { try JSONDecoder().decode(type, from: Data(json.utf8)) }
}
