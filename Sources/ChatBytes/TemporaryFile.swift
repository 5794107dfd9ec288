import CSystem
public import ChatModel
import Glibc

/// A file without a name: gone when it is closed, whatever happens.
public final class TemporaryFile {
    /// The descriptor to write to.
    public let descriptor: Int32

    /// Opens one in the folder that `TMPDIR` names, else in `/tmp`.
    public init() throws(ImportError) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        descriptor = unsafe csystem_open_temporary(folder)
        guard descriptor >= 0 else {
            throw ImportError(.cannotWrite, "no temporary file: \(systemErrorText(errno))", at: SourcePosition(file: folder), systemError: errno)
        }
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    public func write(_ bytes: [UInt8]) throws(ImportError) {
        var failure: ImportError?
        unsafe bytes.withUnsafeBytes { buffer in
            do throws(ImportError) { try unsafe write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(ImportError) {
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let piece = unsafe UnsafeRawBufferPointer(rebasing: rest)
            let n = unsafe Glibc.write(descriptor, piece.baseAddress, piece.count)
            guard n > 0 else {
                if errno == EINTR { continue }
                throw ImportError(.cannotWrite, "temporary file: \(systemErrorText(errno))", systemError: errno)
            }
            unsafe rest = rest.dropFirst(n)
        }
    }

    /// A piece of what was written.
    ///
    /// - Throws: `.unreadable` when the piece cannot be read back whole.
    public func read(_ range: Range<Int>) throws(ImportError) -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let n = unsafe pread(descriptor, buffer.baseAddress! + count, range.count - count, off_t(range.lowerBound + count))
                if n < 0, errno == EINTR { continue }
                guard n > 0 else {
                    failed = true
                    return
                }
                count += n
            }
        }
        if failed { throw ImportError(.unreadable, "temporary file: \(systemErrorText(errno))", systemError: errno) }
        return bytes
    }
}
