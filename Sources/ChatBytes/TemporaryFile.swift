import CSystem
import ChatModel
import Glibc

/// A file without a name: gone when it is closed, whatever happens.
final class TemporaryFile {
    let descriptor: Int32

    init() throws(ImportError) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        descriptor = unsafe csystem_open_temporary(folder)
        guard descriptor >= 0 else {
            throw ImportError(.cannotWrite, "no temporary file: \(systemErrorText(errno))", at: SourcePosition(file: folder), systemError: errno)
        }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws(ImportError) {
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
}
