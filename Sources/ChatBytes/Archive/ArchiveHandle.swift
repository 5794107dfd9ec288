import CArchive
import ChatModel
import Glibc

/// One archive opened through libarchive, read member by member.
@safe final class ArchiveHandle {
    /// A member whose data can be read until the next one is asked for.
    struct Entry {
        var name: String
        /// Unpacked size, where the archive tells it before the data.
        var size: Int?
        var isFile: Bool
        var isEncrypted: Bool
    }

    /// What the next step in the archive is.
    enum Step {
        case entry(Entry)
        case end
        /// The archive ends or breaks here.
        case broken
    }

    /// How a member's data ended.
    enum Ending {
        case whole, cut, damaged
    }

    private let archive: OpaquePointer
    private let locale: locale_t?
    private let memory: MappedBytes?

    /// Opens the archive in an open file.
    convenience init(descriptor: Int32, path: String) throws(ImportError) {
        try self.init(memory: nil, path: path)
        // By name, because libarchive seeks only in files that it opened itself.
        guard unsafe archive_read_open_filename(archive, "/proc/self/fd/\(descriptor)", 1 << 18) == ARCHIVE_OK else { throw ArchiveHandle.unreadable(path) }
    }

    /// Opens the archive in a piece of memory.
    convenience init(bytes: MappedBytes, path: String) throws(ImportError) {
        try self.init(memory: bytes, path: path)
        guard unsafe archive_read_open_memory(archive, bytes.buffer.baseAddress, bytes.buffer.count) == ARCHIVE_OK else {
            throw ArchiveHandle.unreadable(path)
        }
    }

    private init(memory: MappedBytes?, path: String) throws(ImportError) {
        guard let archive = unsafe archive_read_new() else { throw ArchiveHandle.unreadable(path) }
        unsafe self.archive = archive
        self.memory = memory
        // libarchive shows names in the locale's encoding; a plain C locale would lose everything but ASCII.
        unsafe locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
        unsafe archive_read_support_format_zip(archive)
        unsafe archive_read_support_format_tar(archive)
        unsafe archive_read_support_format_gnutar(archive)
        unsafe archive_read_support_format_7zip(archive)
        unsafe archive_read_support_format_rar(archive)
        unsafe archive_read_support_format_rar5(archive)
        unsafe archive_read_support_format_raw(archive)
        unsafe archive_read_support_filter_gzip(archive)
        unsafe archive_read_support_filter_bzip2(archive)
        unsafe archive_read_support_filter_xz(archive)
        unsafe archive_read_support_filter_zstd(archive)
    }

    deinit {
        unsafe archive_read_free(archive)
        if let locale = unsafe locale { unsafe freelocale(locale) }
    }

    private static func unreadable(_ path: String) -> ImportError {
        ImportError(.damaged, "the archive cannot be opened", at: SourcePosition(file: path))
    }

    /// Whether a member or the directory of the archive is encrypted, as far as has been read.
    var hasEncryptedEntries: Bool { unsafe archive_read_has_encrypted_entries(archive) > 0 }

    /// Whether the archive is one compressed stream without member names.
    var isBareStream: Bool { unsafe archive_format(archive) == ARCHIVE_FORMAT_RAW }

    /// Steps to the next member.
    func next() -> Step {
        let before = unsafe locale.map { unsafe uselocale($0) }
        defer { if let before = unsafe before { unsafe uselocale(before) } }
        var entry: OpaquePointer?
        for _ in 0..<16 {
            let result = unsafe archive_read_next_header(archive, &entry)
            switch result {
            case ARCHIVE_OK, ARCHIVE_WARN:
                guard let entry = unsafe entry else { return .broken }
                let type = unsafe archive_entry_filetype(entry)
                return unsafe .entry(
                    Entry(
                        name: ArchiveHandle.name(entry), size: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil,
                        isFile: type == S_IFREG || type == 0, isEncrypted: archive_entry_is_encrypted(entry) != 0))
            case ARCHIVE_EOF: return .end
            case ARCHIVE_RETRY, ARCHIVE_FAILED: continue
            default: return .broken
            }
        }
        return .broken
    }

    private static func name(_ entry: OpaquePointer) -> String {
        guard let raw = unsafe archive_entry_pathname(entry) else {
            guard let text = unsafe archive_entry_pathname_utf8(entry) else { return "" }
            return unsafe String(cString: text)
        }
        let bytes = unsafe UnsafeBufferPointer(start: UnsafeRawPointer(raw).assumingMemoryBound(to: UInt8.self), count: strlen(raw))
        return unsafe MemberName.decode(Array(bytes))
    }

    /// Unpacks the current member; `count` is told of every piece before it is stored, and may throw.
    func readData(into store: MemberStore, count counting: (Int) throws(ImportError) -> Void) throws(ImportError) -> Ending {
        var expected: Int64 = 0
        var ending = Ending.whole
        while true {
            var pointer: UnsafeRawPointer?
            var count = 0
            var offset: Int64 = 0
            let result = unsafe archive_read_data_block(archive, &pointer, &count, &offset)
            switch result {
            case ARCHIVE_EOF: return ending
            case ARCHIVE_OK, ARCHIVE_WARN:
                if result == ARCHIVE_WARN { ending = .damaged }
                // A sparse member's holes would unpack to any size from nothing; no export is sparse.
                guard offset == expected || count == 0 else { return .damaged }
                expected += Int64(count)
                try counting(count)
                if count > 0 { try unsafe store.append(UnsafeRawBufferPointer(start: pointer, count: count)) }
            case ARCHIVE_RETRY: continue
            case ARCHIVE_FAILED: return .damaged
            default: return .cut
            }
        }
    }
}
