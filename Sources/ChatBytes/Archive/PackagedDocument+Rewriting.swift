import CArchive
public import ChatModel
import Glibc

extension PackagedDocument {
    /// Opens a document for its parts, a workbook too.
    ///
    /// - Throws: `.unreadable`, `.damaged`, `.encrypted`.
    public init(path: String) throws(ImportError) {
        let descriptor = DiskNames.open(path)
        guard descriptor >= 0 else {
            throw ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: path), systemError: errno)
        }
        defer { close(descriptor) }
        try self.init(ExportSource.decode(MappedBytes(descriptor: descriptor, path: path), path: path, diskPath: nil, opensWorkbooks: false))
    }

    /// Writes the document anew with other contents for some parts; the others, and their order, stay as they are, byte for byte.
    ///
    /// - Throws: `.damaged` for a part that cannot be read whole, `.cannotWrite`.
    public func write(replacing parts: [String: [UInt8]], to descriptor: Int32, path: String) throws(ImportError) {
        guard let archive = unsafe archive_write_new() else { throw PackagedDocument.cannotWrite(path) }
        defer { unsafe archive_write_free(archive) }
        let locale = unsafe newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
        let before = unsafe locale.map { unsafe uselocale($0) }
        defer {
            if let before = unsafe before { unsafe uselocale(before) }
            if let locale = unsafe locale { unsafe freelocale(locale) }
        }
        guard unsafe archive_write_set_format_zip(archive) == ARCHIVE_OK, unsafe archive_write_open_fd(archive, descriptor) == ARCHIVE_OK else {
            throw PackagedDocument.cannotWrite(path)
        }
        for name in names where !name.hasSuffix("/") {
            let kept = parts[name] == nil ? try member(named: name) : parts[name]
            guard let bytes = kept else {
                throw ImportError(.damaged, "a part of the document is cut", at: SourcePosition(file: path))
            }
            guard let entry = unsafe archive_entry_new() else { throw PackagedDocument.cannotWrite(path) }
            defer { unsafe archive_entry_free(entry) }
            unsafe archive_entry_set_pathname(entry, name)
            unsafe archive_entry_set_size(entry, Int64(bytes.count))
            unsafe archive_entry_set_filetype(entry, 0o100000)
            unsafe archive_entry_set_perm(entry, 0o644)
            // The first day that a zip can name: the clock's time would make every file another.
            unsafe archive_entry_set_mtime(entry, 315_532_800, 0)
            guard unsafe archive_write_header(archive, entry) == ARCHIVE_OK else { throw PackagedDocument.cannotWrite(path) }
            let written = unsafe bytes.withUnsafeBytes { unsafe archive_write_data(archive, $0.baseAddress, $0.count) }
            guard written == bytes.count else { throw PackagedDocument.cannotWrite(path) }
        }
        guard unsafe archive_write_close(archive) == ARCHIVE_OK else { throw PackagedDocument.cannotWrite(path) }
    }

    private static func cannotWrite(_ path: String) -> ImportError {
        ImportError(.cannotWrite, "the document cannot be written", at: SourcePosition(file: path))
    }
}
