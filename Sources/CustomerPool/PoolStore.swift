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

    /// Opens a pool; makes it when there is none.
    ///
    /// - Throws: `.poolUnusable` when the file is no pool, is damaged, or cannot be written.
    public init(path: String) throws(ImportError) {
        self.path = path
        do {
            if path != ":memory:" { try PoolStore.makePrivate(path) }
            var configuration = Configuration()
            configuration.label = "chatpool"
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { db in
                // A customer is two to three kilobytes: pages of 16 KB waste little. A file that is there keeps its own.
                try db.execute(
                    sql:
                        "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768"
                )
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try PoolSchema.migrator.migrate(queue)
            try queue.write { try PoolViews.bringUpToDate($0) }
            OpenDatabases.add(queue)
        } catch {
            throw PoolStore.failure(error, path)
        }
    }

    deinit { OpenDatabases.close(queue) }

    /// Makes the file for its owner alone before SQLite sees it; its journal inherits the mode.
    private static func makePrivate(_ path: String) throws(ImportError) {
        let descriptor = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            throw ImportError(.poolUnusable, "cannot be opened: \(unsafe String(cString: strerror(code)))", at: SourcePosition(file: path), systemError: code)
        }
        close(descriptor)
    }

    /// An error of the database as one of ours; SQLite's messages may hold values, so only its code is shown.
    static func failure(_ error: any Error, _ path: String) -> ImportError {
        if let error = error as? ImportError { return error }
        let code = (error as? DatabaseError)?.resultCode
        if code == .SQLITE_FULL { return ImportError(.cannotWrite, "the disk is full", at: SourcePosition(file: path), systemError: ENOSPC) }
        if code == .SQLITE_NOTADB { return ImportError(.poolUnusable, "is not a pool", at: SourcePosition(file: path)) }
        return ImportError(
            .poolUnusable, "the pool cannot be used (\(code.map(String.init(describing:)) ?? "unexpected error"))", at: SourcePosition(file: path))
    }

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
