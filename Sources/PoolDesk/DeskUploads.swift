import ChatBytes
import ChatModel
import Foundation
import Glibc
import Synchronization

/// Files that the browser sends: they lie in a folder beside the pool that only its owner can read, until they are imported.
final class DeskUploads: Sendable {
    /// Bytes of one file and of all together: what archives may unpack to.
    static let limits = ArchiveLimits()
    /// Files of one import.
    static let mostFiles = 20_000

    private struct Batch {
        var bytes = 0
        var files = 0
    }

    private let root: String
    private let batches = Mutex<[String: Batch]>([:])

    /// Uploads beside a pool.
    init(beside pool: String) {
        let folder = pool.lastIndex(of: "/").map { String(pool[...$0]) } ?? ""
        let name = pool.lastIndex(of: "/").map { String(pool[pool.index(after: $0)...]) } ?? pool
        root = folder + Self.mark(name) + "\(getpid())"
        Self.clearLeft(in: folder, Self.mark(name))
    }

    /// What the names of the folders of a pool's desks begin with; the number of the process follows.
    private static func mark(_ pool: String) -> String { ".\(pool).desk-" }

    /// Takes away what desks left that were killed.
    private static func clearLeft(in folder: String, _ mark: String) {
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? [] where entry.hasPrefix(mark) {
            guard let process = Int32(entry.dropFirst(mark.count)), kill(process, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(atPath: folder + entry)
        }
    }

    /// Begins an import; its number.
    func begin() throws(ImportError) -> String {
        let number = "\(UInt64.random(in: 1_000_000...9_999_999))"
        try make(root)
        try make("\(root)/\(number)")
        batches.withLock { $0[number] = Batch() }
        return number
    }

    private func make(_ folder: String) throws(ImportError) {
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw ImportError(.cannotWrite, "no folder for uploads: \(systemErrorText(errno))", at: SourcePosition(file: folder), systemError: errno)
        }
    }

    /// The folder of an import that was begun, which then is no more one that files can be added to; nil when there is none.
    func take(_ number: String) -> String? { batches.withLock { $0.removeValue(forKey: number) } == nil ? nil : "\(root)/\(number)" }

    /// What became of a file.
    enum Outcome { case kept, noSuchImport, tooLarge, badName }

    /// Takes in a file.
    func take(_ name: String, in number: String, length: Int, _ body: @Sendable (_ each: ([UInt8]) throws -> Void) async throws -> Void)
        async throws(ImportError) -> Outcome
    {
        guard let parts = Self.parts(of: name) else { return .badName }
        let isRoom: Bool? = batches.withLock { batches in
            guard var batch = batches[number] else { return nil }
            batch.bytes += length
            batch.files += 1
            guard length <= Self.limits.memberBytes, batch.bytes <= Self.limits.totalBytes, batch.files <= Self.mostFiles else { return false }
            batches[number] = batch
            return true
        }
        guard let isRoom else { return .noSuchImport }
        guard isRoom else { return .tooLarge }
        var folder = "\(root)/\(number)"
        for part in parts.dropLast() {
            folder += "/" + part
            try make(folder)
        }
        let path = folder + "/" + (parts.last ?? "")
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return .badName }
        defer { close(descriptor) }
        var left = length
        do {
            try await body { bytes in
                left -= bytes.count
                guard left >= 0 else { throw ImportError(.limitExceeded, "more bytes than were said") }
                try Self.write(bytes, to: descriptor)
            }
        } catch let error as ImportError {
            throw error
        } catch {
            throw ImportError(.unreadable, "the upload broke off")
        }
        guard left == 0 else { throw ImportError(.unreadable, "the upload broke off") }
        return .kept
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(ImportError) {
        var at = 0
        while at < bytes.count {
            let n = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + at, bytes.count - at) }
            if n < 0, errno == EINTR { continue }
            guard n > 0 else { throw ImportError(.cannotWrite, "the upload cannot be kept: \(systemErrorText(errno))", systemError: errno) }
            at += n
        }
    }

    /// The folders and the name of a file as the browser says it; nil for one that climbs, hides or cannot be a file's.
    static func parts(of name: String) -> [String]? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard !parts.isEmpty, parts.count <= 20 else { return nil }
        for part in parts {
            guard !part.isEmpty, !part.hasPrefix("."), part.utf8.count <= 255, !part.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C || $0 == 0x7F }) else {
                return nil
            }
        }
        return parts
    }

    /// A place for a file that is about to be sent; those before it go.
    func outgoing(_ name: String) throws(ImportError) -> String {
        try make(root)
        try? FileManager.default.removeItem(atPath: outgoingFolder)
        try make(outgoingFolder)
        return "\(outgoingFolder)/\(name)"
    }

    /// Where files lie that were written last.
    var outgoingFolder: String { root + "/out" }

    /// The names of the files that were written last: a target that takes so many rows at a time has several.
    var outgoing: [String] { (DiskNames.entries(of: outgoingFolder) ?? []).sorted() }

    /// Takes the folder of an import away.
    func remove(_ folder: String) { if folder.hasPrefix(root + "/") { try? FileManager.default.removeItem(atPath: folder) } }

    /// Takes everything away.
    func clear() { try? FileManager.default.removeItem(atPath: root) }
}
