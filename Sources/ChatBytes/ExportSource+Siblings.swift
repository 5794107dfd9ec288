import ChatModel
import Glibc

extension ExportSource {
    /// Opens a file that stands beside this one, such as the list of users beside a channel's messages; nil when there is none that can be read.
    ///
    /// Works for files on disk and for members of an archive on disk. A file larger than `maximumSize` is not opened: what readers look for there is small.
    ///
    /// - Parameters:
    ///   - name: a name, or a path below the folder; `..` is not accepted.
    ///   - levelsUp: 1 for a file beside the folder that holds this one.
    public func sibling(named name: String, levelsUp: Int = 0, maximumSize: Int = 64 << 20) -> ExportSource? {
        guard let place = SiblingPlace(path: path, name: name, levelsUp: levelsUp) else { return nil }
        if let diskPath, let file = SiblingPlace(path: diskPath, name: name, levelsUp: levelsUp) {
            guard let status = DiskNames.status(of: file.path), status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumSize else { return nil }
            return try? ExportSource.open(file.path, shownAs: place.path)
        }
        return archive?.member(at: place.path, maximumSize: maximumSize)
    }

    /// The names of the files and folders beside this one, in order; empty when the folder cannot be listed.
    ///
    /// - Parameters:
    ///   - folder: a folder below the one to be listed, to list that instead.
    ///   - levelsUp: 1 for what stands beside the folder that holds this file.
    public func siblingNames(in folder: String = "", levelsUp: Int = 0) -> [String] {
        let name = folder.isEmpty ? "" : folder + "/"
        if let diskPath, let folder = SiblingPlace(path: diskPath, name: name, levelsUp: levelsUp) {
            // The path ends with a slash; a folder is remembered without it.
            let plain = folder.path.count > 1 && folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path
            return DiskNames.entries(of: plain, atMost: 10_000)?.sorted() ?? []
        }
        guard let archive, let folder = SiblingPlace(path: path, name: name, levelsUp: levelsUp) else { return [] }
        return archive.names(in: folder.path)
    }
}

/// The path of a file in or above the folder of another one.
struct SiblingPlace {
    let path: String

    init?(path: String, name: String, levelsUp: Int) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.hasPrefix("/"), !parts.contains(".."), !name.utf8.contains(0) else { return nil }
        var folders = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        for _ in 0..<levelsUp {
            guard let last = folders.last, !last.isEmpty, last != "..", last != "." else { return nil }
            folders = folders.dropLast()
        }
        self.path = (folders + [Substring(name)]).joined(separator: "/")
    }
}
