import GRDB
import Synchronization

/// The connections that are open, so that a program can close them before it ends.
///
/// Only the connection that closes last brings SQLite's journal into the pool's file. Objects that are let go on other threads may be too late for that: without this
/// a program that ends leaves a pool in two files.
public enum OpenDatabases {
    private static let queues = Mutex<[ObjectIdentifier: DatabaseQueue]>([:])

    static func add(_ queue: DatabaseQueue) { queues.withLock { $0[ObjectIdentifier(queue)] = queue } }

    /// Closes a connection; it stays listed until that is done.
    static func close(_ queue: DatabaseQueue) {
        try? queue.close()
        queues.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(queue)) }
    }

    /// Closes what is open, waiting for reading and writing that still goes on: for the end of a program.
    public static func closeAll() {
        for queue in queues.withLock({ Array($0.values) }) { close(queue) }
    }
}
