import ChatModel
import Glibc

/// Standard output.
enum Output {
    /// Writes text to standard output.
    static func write(_ text: String) throws(ImportError) { try write(Array(text.utf8)) }

    /// Writes bytes to standard output.
    static func write(_ bytes: [UInt8]) throws(ImportError) {
        var at = 0
        while at < bytes.count {
            let n = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress?.advanced(by: at), bytes.count - at) }
            guard n > 0 else {
                throw ImportError(
                    .cannotWrite, "cannot be written: \(unsafe String(cString: strerror(errno)))", at: SourcePosition(file: "-"), systemError: errno)
            }
            at += n
        }
    }
}
