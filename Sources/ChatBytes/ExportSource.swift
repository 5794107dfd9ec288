public import ChatModel
import Glibc

/// One input as readers see it: a name, and bytes that are valid UTF-8 without a byte order mark.
///
/// Files are mapped, not read. Inputs in another encoding, and members of archives, are converted or unpacked into an unlinked temporary file first, so
/// that every reader works on one contiguous view and memory stays bounded.
public final class ExportSource: Sendable {
    /// The path for messages: as given, and `archive.zip/member.txt` for a member of an archive.
    public let path: String
    /// Where the file stands on disk; nil for standard input, archive members and bytes in memory.
    public let diskPath: String?
    /// The encoding that the input was found in.
    public let encoding: TextEncoding
    /// Anomalies met while decoding: invalid bytes with their places.
    public let diagnostics: [Diagnostic]
    /// Size of the input before decoding, in bytes.
    public let originalSize: Int
    /// Whether the input is no text: a picture, an archive, a database. Its bytes are then shown as they are, and no reader should be asked.
    public let looksBinary: Bool
    let mapped: MappedBytes
    /// The archive that the source is a member of, for looking beside it.
    let archive: ArchiveSiblings?
    private let start: Int
    /// NUL bytes at the end, which some writers and recovered disks leave there: they are no text.
    private let tail: Int

    init(
        path: String, diskPath: String?, mapped: MappedBytes, start: Int, encoding: TextEncoding, diagnostics: [Diagnostic], originalSize: Int,
        looksBinary: Bool = false, archive: ArchiveSiblings? = nil
    ) {
        self.path = path
        self.diskPath = diskPath
        self.mapped = mapped
        self.start = start
        self.encoding = encoding
        self.diagnostics = diagnostics
        self.originalSize = originalSize
        self.looksBinary = looksBinary
        self.archive = archive
        var tail = 0
        if !looksBinary {
            let bytes = unsafe mapped.buffer
            let text = bytes.count - start
            while tail < text, unsafe bytes[bytes.count - 1 - tail] == 0 { tail += 1 }
        }
        self.tail = tail
    }

    /// Opens a file, finds its encoding and shows it as UTF-8.
    ///
    /// - Throws: `.unreadable` with the system's reason.
    public static func open(_ path: String, shownAs shown: String? = nil) throws(ImportError) -> ExportSource {
        let name = shown ?? path
        let descriptor = DiskNames.open(path)
        guard descriptor >= 0 else {
            throw ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: name), systemError: errno)
        }
        defer { close(descriptor) }
        return try decode(MappedBytes(descriptor: descriptor, path: name), path: name, diskPath: path)
    }

    /// Shows bytes in memory as a source, for archive members, standard input and tests.
    public static func bytes(_ bytes: [UInt8], path: String) throws(ImportError) -> ExportSource {
        try decode(MappedBytes(bytes), path: path, diskPath: nil)
    }

    /// Shows what is behind a descriptor (an unlinked temporary file) as a source; the descriptor may be closed afterwards.
    public static func descriptor(_ descriptor: Int32, path: String) throws(ImportError) -> ExportSource {
        try decode(MappedBytes(descriptor: descriptor, path: path), path: path, diskPath: nil)
    }

    /// The last component of the path.
    public var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The file name without its extension.
    public var stem: String {
        let name = fileName
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// The name of the folder that holds the file, or nil at the top.
    public var folderName: String? {
        let parts = path.split(separator: "/")
        return parts.count >= 2 ? String(parts[parts.count - 2]) : nil
    }

    /// Size of the decoded bytes.
    public var size: Int { unsafe mapped.buffer.count - start - tail }

    /// Lends the decoded bytes.
    public func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: mapped.buffer[start..<start + size]).bindMemory(to: UInt8.self)
        return try body(unsafe Span(_unsafeElements: bytes))
    }

    /// The first bytes, cut at a character's border.
    public func head(_ count: Int = 65_536) -> [UInt8] {
        withBytes { bytes in
            var end = min(count, bytes.count)
            while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            var head: [UInt8] = []
            ByteScanning.append(0..<end, of: bytes, to: &head)
            return head
        }
    }

    /// Bytes of this source as a source of their own under the same name, for reading on trial: nothing stands beside it.
    public func excerpt(_ bytes: [UInt8]) -> ExportSource {
        ExportSource(path: path, diskPath: nil, mapped: MappedBytes(bytes), start: 0, encoding: .utf8, diagnostics: [], originalSize: bytes.count)
    }

    /// Tells that the bytes before an offset have been dealt with: their memory may go.
    public func discard(upTo offset: Int) { mapped.discard(upTo: offset + start) }

    /// Tells that the bytes are to be read once more from the beginning.
    public func rewind() { mapped.rewind() }
}
