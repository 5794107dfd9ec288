public import ChatModel
import Glibc

/// A file that appears whole or not at all: written beside its place, flushed to disk, renamed.
public struct AtomicFile: ~Copyable {
    /// The descriptor to write to.
    public let descriptor: Int32
    /// The name of the file while it is being written, for libraries that want a path.
    public let temporaryPath: String
    private let path: String
    private var isCommitted = false

    /// What the names of files that are being written have before the number of their process.
    public static let partialMark = ".partial-"

    /// Removes a file that was being written when its process ended; one that is still being written stays.
    public static func removeIfAbandoned(_ path: String) {
        let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unsafe unlink(path) }
        close(descriptor)
    }

    /// Opens a temporary file, readable by its owner alone, in the folder of `path`.
    ///
    /// - Throws: `.cannotWrite` with the system's reason.
    public init(_ path: String) throws(ImportError) {
        self.path = path
        temporaryPath = "\(path)\(AtomicFile.partialMark)\(getpid())"
        descriptor = unsafe open(temporaryPath, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw AtomicFile.failure(path) }
        // Tells others that the file is being written; the system lets go of it when the process ends.
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
    }

    deinit {
        close(descriptor)
        if !isCommitted { unsafe unlink(temporaryPath) }
    }

    /// Puts the file in its place.
    public consuming func commit() throws(ImportError) {
        guard fsync(descriptor) == 0, unsafe rename(temporaryPath, path) == 0 else { throw AtomicFile.failure(path) }
        isCommitted = true
    }

    private static func failure(_ path: String) -> ImportError {
        let code = errno
        return ImportError(.cannotWrite, "cannot be written: \(systemErrorText(code))", at: SourcePosition(file: path), systemError: code)
    }
}
