public import ChatModel
import Glibc

/// Keeps other programs from changing a pool meanwhile: two imports at once are two imports one after the other.
///
/// A file beside the pool, held by `flock`: the system lets go of it when its holder ends, however that comes. It is taken away at the end; who waits finds that the
/// file it has opened is no longer the one in the folder, and begins again.
public final class PoolLock: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Takes the lock of a pool, waiting for whoever has it.
    ///
    /// - Parameters:
    ///   - pool: the path of the pool file; the lock lies beside it.
    ///   - patience: seconds to wait.
    ///   - onWait: called once when it has to be waited for.
    /// - Throws: `.poolUnusable` when it is not let go of in time.
    public init(pool: String, patience: Int = 600, onWait: () -> Void) throws(ImportError) {
        path = pool + ".lock"
        var tries = 0
        while true {
            let opened = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
            guard opened >= 0 else {
                let code = errno
                throw ImportError(
                    .poolUnusable, "its folder cannot be written: \(unsafe String(cString: strerror(code)))", at: SourcePosition(file: pool), systemError: code)
            }
            if flock(opened, LOCK_EX | LOCK_NB) == 0 {
                if PoolLock.isInPlace(opened, path) {
                    descriptor = opened
                    return
                }
            } else {
                if tries == 0 { onWait() }
                tries += 1
            }
            close(opened)
            guard tries <= patience * 10 else {
                throw ImportError(
                    .poolUnusable, "another chatpool has been changing it for \(patience) seconds; wait for its end and try again",
                    at: SourcePosition(file: pool))
            }
            usleep(100_000)
        }
    }

    deinit {
        unsafe unlink(path)
        close(descriptor)
    }

    /// Whether the file that was opened is still the one that others find.
    private static func isInPlace(_ descriptor: Int32, _ path: String) -> Bool {
        var own = stat()
        var found = stat()
        return unsafe fstat(descriptor, &own) == 0 && stat(path, &found) == 0 && own.st_ino == found.st_ino && own.st_dev == found.st_dev
    }
}
