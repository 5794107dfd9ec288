import CustomerPool
import Synchronization

/// The locks that are held until the program ends.
enum HeldLocks {
    private static let locks = Mutex<[PoolLock]>([])

    static func keep(_ lock: PoolLock) { locks.withLock { $0.append(lock) } }

    /// Lets go of them: for the end of the program, when the pools are closed.
    static func release() { locks.withLock { $0.removeAll() } }
}
