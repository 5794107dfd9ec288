public import ChatModel
import GRDB

/// The customers of a pool as they stand at one moment, oldest id first: what is written meanwhile is not seen.
public final class StoredCustomers: Sendable {
    private let queue: DatabaseQueue
    private let path: String
    /// What orders the customers, least first.
    private let positions: [Int64]

    /// Looks at a pool.
    public init(_ pool: PoolStore) throws(ImportError) {
        path = pool.path
        do {
            if path == ":memory:" {
                queue = pool.queue
            } else {
                // A second connection, whose transaction stays open, sees one state of the file whatever the first one writes.
                queue = try PoolStore.readingQueue(path)
                OpenDatabases.add(queue)
                try queue.inDatabase { db in try db.execute(sql: "BEGIN") }
            }
            positions = try queue.inDatabase { db in try Int64.fetchAll(db, sql: "SELECT position FROM customer ORDER BY position") }
        } catch {
            throw PoolStore.failure(error, path)
        }
    }

    deinit { if path != ":memory:" { OpenDatabases.close(queue) } }

    /// How many there are.
    public var count: Int { positions.count }

    /// The customers at some places, as they are stored, in the order of the places.
    public func texts(at places: [Int]) throws(ImportError) -> StoredTexts {
        var texts = StoredTexts()
        guard let first = places.first, let last = places.last else { return texts }
        do {
            try queue.inDatabase { db in
                if last - first == places.count - 1, zip(places, places.dropFirst()).allSatisfy({ $1 == $0 + 1 }) {
                    try texts.append(
                        try Row.fetchCursor(
                            db, sql: "SELECT json FROM customer WHERE position BETWEEN ? AND ? ORDER BY position",
                            arguments: [positions[first], positions[last]]))
                } else {
                    let one = try db.cachedStatement(sql: "SELECT json FROM customer WHERE position = ?")
                    for place in places { try texts.append(try Row.fetchCursor(one, arguments: [positions[place]])) }
                }
            }
        } catch {
            throw PoolStore.failure(error, path)
        }
        return texts
    }

    /// The last day on which anything was seen (see `CivilDay`); 0 for an empty pool.
    public func lastDay() throws(ImportError) -> Int {
        do {
            // Of times that are written alike the later one is the greater text.
            let last = try queue.inDatabase { db in try String.fetchOne(db, sql: "SELECT max(json_extract(json, '$.last_seen')) FROM customer") }
            return last.flatMap { Timestamp(iso8601: $0)?.dayNumber } ?? 0
        } catch {
            throw PoolStore.failure(error, path)
        }
    }
}
