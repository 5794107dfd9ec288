import ChatModel
import Glibc
import PoolWriters

/// Standard output.
enum Output {
    /// The path that means standard output.
    static let path = "-"

    /// What writes the pool to a path: by the id of a kind of file where one is given, else by the extension; standard output takes JSON lines unless told otherwise.
    ///
    /// - Throws: `.cannotWrite` for a kind that there is not, and for one that needs a file.
    static func writer(for path: String, format: String?) throws(ImportError) -> any PoolWriter {
        let writer = try BuiltinWriters.writer(for: path, format: format ?? (path == Self.path ? "jsonl" : nil))
        if path == Self.path, writer.format.fileExtension == "xlsx" { throw ImportError(.cannotWrite, "a workbook needs a file: -o customers.xlsx") }
        return writer
    }

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
