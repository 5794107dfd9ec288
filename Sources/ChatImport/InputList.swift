import ChatBytes
public import ChatModel
import Foundation
import Glibc

/// The files behind the paths that the user named: folders are walked in name order, hidden entries are passed over.
public struct InputList: Sendable {
    /// A file to read.
    public struct Entry: Sendable, Hashable {
        /// Its path on disk, or `-` for standard input.
        public var path: String
        /// Size in bytes; 0 when unknown.
        public var size: Int
        /// When it was last written, nanoseconds of Unix time; nil for what is no file.
        public var modified: Int64?
    }

    /// The files, in the order in which they are read.
    public private(set) var entries: [Entry] = []
    /// What could not be looked into.
    public private(set) var failures: [ImportError] = []

    /// The files behind the paths.
    public init(_ paths: [String]) {
        var visited: Set<[UInt64]> = []
        for path in paths {
            if path == "-" {
                entries.append(Entry(path: path, size: 0))
            } else {
                add(path, visited: &visited, isNamed: true)
            }
        }
    }

    private mutating func add(_ path: String, visited: inout Set<[UInt64]>, isNamed: Bool) {
        guard let status = DiskNames.status(of: path) else {
            fail(path)
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            // A folder that is reached twice, over a link to one of its parents, is read once.
            guard visited.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted else { return }
            guard let names = InputList.names(in: path) else {
                fail(path)
                return
            }
            for name in names where !InputList.isLeftover(name) {
                add(path.hasSuffix("/") ? path + name : path + "/" + name, visited: &visited, isNamed: false)
            }
        case S_IFREG:
            let written = status.st_mtim
            entries.append(Entry(path: path, size: Int(status.st_size), modified: Int64(written.tv_sec) * 1_000_000_000 + Int64(written.tv_nsec)))
        default:
            if isNamed { entries.append(Entry(path: path, size: 0)) }
        }
    }

    private mutating func fail(_ path: String) {
        failures.append(ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: path), systemError: errno))
    }

    /// Whether a name in a folder is one of the program's own leftovers: a file that was never finished, or one that was kept beside another. Who wants one of these
    /// read names it.
    private static func isLeftover(_ name: String) -> Bool {
        for mark in [AtomicFile.partialMark, OutputPlaces.keptMark] {
            guard let at = name.range(of: mark) else { continue }
            if name[at.upperBound...].utf8.first.map({ 0x30...0x39 ~= $0 }) == true { return true }
        }
        return false
    }

    /// Whether a path is a file with something in it.
    static func isFile(_ path: String) -> Bool {
        guard let status = DiskNames.status(of: path) else { return false }
        return status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    }

    static func names(in path: String) -> [String]? {
        guard let names = DiskNames.entries(of: path) else { return nil }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }
}
