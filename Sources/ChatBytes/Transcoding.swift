import CSystem
import ChatModel
import Glibc

/// Turns an input that is not valid UTF-8 into one that is, in an unlinked temporary file.
enum Transcoding {
    /// Repairs UTF-8 with damaged places: every invalid sequence becomes U+FFFD and is reported with its place.
    static func convert(
        _ mapped: MappedBytes, path: String, start: Int, firstInvalid: Int
    ) throws(ImportError) -> (MappedBytes, TextEncoding, [Diagnostic]) {
        let file = try TemporaryFile()
        let bytes = unsafe mapped.buffer.bindMemory(to: UInt8.self)
        var at = start
        var replaced = 0
        var firstOutput: Int?
        var written = 0
        while at < bytes.count {
            let bad = unsafe UTF8Validation.firstInvalid(bytes, from: at, discarding: nil) ?? bytes.count
            try unsafe file.write(UnsafeRawBufferPointer(rebasing: mapped.buffer[at..<bad]))
            written += bad - at
            guard bad < bytes.count else { break }
            if firstOutput == nil { firstOutput = written }
            try file.write([0xEF, 0xBF, 0xBD])
            written += 3
            replaced += 1
            at = bad + 1
        }
        let diagnostic = Diagnostic(
            "invalid-utf8", .warning, at: SourcePosition(file: path, byteOffset: firstOutput), "bytes that are not UTF-8 were replaced by U+FFFD",
            byteCount: replaced, count: replaced)
        return (try MappedBytes(descriptor: file.descriptor, path: path), .utf8, [diagnostic])
    }
}

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
