public import ChatModel
import GRDB

/// A file as it was when it was read to its end.
public struct KnownFile: Hashable, Sendable {
    /// The path as shown.
    public var path: String
    /// Size in bytes.
    public var bytes: Int
    /// When it was last written, nanoseconds of Unix time.
    public var modified: Int64
    /// What its contents are known by, see `FileMark`.
    public var mark: String

    /// A file as it was.
    public init(path: String, bytes: Int, modified: Int64, mark: String) {
        self.path = path
        self.bytes = bytes
        self.modified = modified
        self.mark = mark
    }
}

extension PoolStore {
    /// The files whose contents the pool holds, by path.
    ///
    /// - Parameter reading: how they were read (see ``remember(_:reading:)``); files that were read in another way are
    ///   not known.
    public func knownFiles(reading: String) throws(ImportError) -> [String: KnownFile] {
        try read { db in
            var known: [String: KnownFile] = [:]
            let rows = try Row.fetchCursor(
                db, sql: "SELECT path, bytes, modified, mark FROM known_file WHERE reading = ?", arguments: [reading])
            while let row = try rows.next() {
                let file = KnownFile(path: try row.at(0), bytes: try row.at(1), modified: try row.at(2), mark: try row.at(3))
                known[file.path] = file
            }
            return known
        }
    }

    /// Notes that files need not be read again while they stay as they are.
    ///
    /// - Parameters:
    ///   - files: how each file was.
    ///   - reading: tells everything beside the files on which depends what comes of reading them.
    public func remember(_ files: [KnownFile], reading: String) throws(ImportError) {
        guard !files.isEmpty else { return }
        try write { db in
            let note = try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO known_file (path, bytes, modified, mark, reading) VALUES (?, ?, ?, ?, ?)")
            for file in files {
                try note.execute(arguments: [file.path, file.bytes, file.modified, file.mark, reading])
            }
        }
    }

    /// How many messages and rows each source shows.
    static func extents(_ db: Database) throws -> [Int64: Int] {
        var extents: [Int64: Int] = [:]
        for table in ["message", "entry"] {
            let rows = try Row.fetchCursor(db, sql: "SELECT source_id, count(*) FROM \(table) GROUP BY source_id")
            while let row = try rows.next() { extents[try row.at(0), default: 0] += try row.at(1, as: Int.self) }
        }
        return extents
    }

    /// Lets go of the files of which something left the pool, so that they are read again.
    ///
    /// - Parameter before: ``extents(_:)`` as they were; a source lies in the file of its path, or in the archive or
    ///   mail that its path begins with.
    static func forgetFiles(since before: [Int64: Int], _ db: Database) throws {
        let now = try extents(db)
        let path = try db.cachedStatement(sql: "SELECT path FROM source WHERE id = ?")
        let drop = try db.cachedStatement(sql: "DELETE FROM known_file WHERE path = ?")
        for (source, count) in before.sorted(by: { $0.key < $1.key }) where now[source] != count {
            guard let whole = try String.fetchOne(path, arguments: [source]) else { continue }
            let parts = whole.split(separator: "/", omittingEmptySubsequences: false)
            for end in 1...parts.count { try drop.execute(arguments: [parts[..<end].joined(separator: "/")]) }
        }
    }

    // MARK: Whether anything happened

    static let settledName = "settled"

    /// What ``noteSettled(_:)`` kept, as long as nothing came into the pool, left it, or was decided about it.
    public func settled() throws(ImportError) -> String? { try setting(Self.settledName) }

    /// Keeps what a run came to until something happens to the pool.
    public func noteSettled(_ outcome: String) throws(ImportError) { try setSetting(Self.settledName, outcome) }

    /// Notes that customers have to be weighed anew, all together.
    static func noteUnsettled(_ db: Database) throws {
        try noteUnsettledAlone(db)
        try db.cachedStatement(sql: "DELETE FROM setting WHERE name = ?").execute(arguments: [frame])
    }

    /// Notes that the last run's outcome does not hold any more.
    static func noteUnsettledAlone(_ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM setting WHERE name = ?").execute(arguments: [settledName])
    }
}
