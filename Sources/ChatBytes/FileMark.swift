public import ChatModel
import Glibc

/// Tells whether two files have the same bytes, without keeping either.
public enum FileMark {
    /// Size and a hash of the contents: `1234:9f3c…`. Against chance, not against malice.
    ///
    /// - Throws: `.unreadable` with the system's reason.
    public static func of(_ path: String) throws(ImportError) -> String {
        let descriptor = DiskNames.open(path)
        guard descriptor >= 0 else {
            throw ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: path), systemError: errno)
        }
        defer { close(descriptor) }
        let mapped = try MappedBytes(descriptor: descriptor, path: path)
        let bytes = unsafe Span<UInt8>(_unsafeElements: mapped.buffer.bindMemory(to: UInt8.self))
        var hash: UInt64 = 0
        var at = 0
        while at < bytes.count {
            let end = min(at + (4 << 20), bytes.count)
            hash = ByteScanning.hash(bytes, at..<end, seed: hash &+ 1)
            mapped.discard(upTo: end)
            at = end
        }
        return "\(bytes.count):" + String(hash, radix: 16)
    }
}
