import ChatBytes
import ChatModel
import ChatReaders
import CustomerPool
import Glibc

/// The files that a pool has read to their end: one that is as it was brings nothing new and is passed over.
///
/// A file is as it was when its path, size and time of last writing are, or its contents. Another build of the program reads every file again, since its readers may
/// find more in it; so do other settings about who leaves the pool, since whoever left may come back.
struct KnownFiles: Sendable {
    private let known: [String: KnownFile]
    private let reading: String

    /// The files that a pool knows.
    init(of pool: PoolStore, _ options: ImportRun.Options, _ registry: ReaderRegistry) throws(ImportError) {
        reading =
            Self.program + "\u{1}" + registry.readers.map(\.format.id).joined(separator: " ") + "\u{1}" + Self.leaving(options)
            + (options.account.isEmpty ? "" : "\u{1}" + options.account)
        known = try pool.knownFiles(reading: reading)
    }

    /// Which build of the program runs: the size of its file and when that was written.
    static let program: String = {
        var status = stat()
        guard unsafe stat("/proc/self/exe", &status) == 0 else { return "" }
        return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }()

    /// What decides who leaves the pool for having been silent.
    private static func leaving(_ options: ImportRun.Options) -> String {
        options.keepMonths.map { "\($0) \(options.asOf.map(String.init) ?? "")" } ?? ""
    }

    /// Whether a file is as it was when it was read.
    func has(_ entry: InputList.Entry) -> Bool {
        guard let file = known[entry.path], file.bytes == entry.size, let modified = entry.modified else { return false }
        if file.modified == modified { return true }
        return !file.mark.isEmpty && (try? FileMark.of(entry.path)) == file.mark
    }

    /// What to remember of a file that was read; nil where it has to be read again: its end was not reached, something about it is to be said each time, it changed
    /// meanwhile, or it holds nobody but who was forgotten.
    ///
    /// - Parameter isKept: whether the pool remembers its sources.
    func remembering(_ entry: InputList.Entry, _ reports: [FileReport], isKept: Bool) -> KnownFile? {
        guard let modified = entry.modified, isKept, !reports.isEmpty else { return nil }
        let isQuiet = reports.allSatisfy { $0.isRead && $0.editedRows == 0 && !$0.diagnostics.contains { $0.severity >= .warning } }
        guard isQuiet, !reports.contains(where: { $0.format == FileReport.ownWorkbook }) else { return nil }
        // Rows of tables that name no year are understood by the time of the file, so that contents alone are no proof.
        let isTable = reports.contains { !$0.tables.isEmpty || $0.contacts + $0.orders + $0.bills > 0 }
        let mark = isTable ? "" : try? FileMark.of(entry.path)
        guard let mark, InputList([entry.path]).entries == [entry] else { return nil }
        return KnownFile(path: entry.path, bytes: entry.size, modified: modified, mark: mark)
    }

    /// Notes files, those too that are known by their contents and were written again.
    func remember(_ files: [KnownFile], in pool: PoolStore) throws(ImportError) { try pool.remember(files, reading: reading) }

    /// A file that is known, as it stands now; nil where nothing about it is new.
    func touched(_ entry: InputList.Entry) -> KnownFile? {
        guard var file = known[entry.path], let modified = entry.modified, file.modified != modified else { return nil }
        file.modified = modified
        return file
    }
}
