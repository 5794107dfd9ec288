import ChatModel
import Glibc
import Synchronization

/// The members of one archive on disk, for readers that look beside their file.
///
/// What a member asks for is unpacked once and kept for the others.
final class ArchiveSiblings: Sendable {
    private struct State {
        var kept: [String: ExportSource?] = [:]
        var names: [String]?
    }

    private let diskPath: String
    private let shownPath: String
    private let state = Mutex(State())

    /// The members of the archive at a path, shown under another.
    init(diskPath: String, shownPath: String) {
        self.diskPath = diskPath
        self.shownPath = shownPath
    }

    /// The member shown at a path, or nil.
    func member(at path: String, maximumSize: Int) -> ExportSource? {
        guard path.hasPrefix(shownPath + "/") else { return nil }
        let name = String(path.dropFirst(shownPath.count + 1))
        return state.withLock { state in
            if let found = state.kept[name] { return found }
            let found = names(&state).contains(name) ? unpack(name, shownAs: path, maximumSize: maximumSize) : nil
            if state.kept.count < 64 { state.kept[name] = .some(found) }
            return found
        }
    }

    /// The names of the members and folders in a folder, whose path ends with a slash.
    func names(in folder: String) -> [String] {
        guard folder.hasPrefix(shownPath + "/") else { return [] }
        let prefix = String(folder.dropFirst(shownPath.count + 1))
        let all = state.withLock { names(&$0) }
        return Set(all.filter { $0.hasPrefix(prefix) }.compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) }).sorted()
    }

    private func names(_ state: inout State) -> [String] {
        if let names = state.names { return names }
        var names: [String] = []
        walk { entry, _ in
            if entry.isFile { names.append(entry.name) }
            return names.count < 200_000
        }
        state.names = names
        return names
    }

    private func unpack(_ name: String, shownAs path: String, maximumSize: Int) -> ExportSource? {
        var found: ExportSource?
        walk { entry, handle in
            guard entry.isFile, entry.name == name, !entry.isEncrypted else { return true }
            let store = MemberStore()
            var size = 0
            do throws(ImportError) {
                _ = try handle.readData(into: store) { (count) throws(ImportError) in
                    size += count
                    if size > maximumSize { throw ImportError(.limitExceeded, "a file beside an export is too large") }
                }
                found = try ExportSource.decode(store.mapped(path: path), path: path, diskPath: nil)
            } catch {
                found = nil
            }
            return false
        }
        return found
    }

    /// Steps through the archive until the body has enough.
    private func walk(_ body: (ArchiveHandle.Entry, ArchiveHandle) -> Bool) {
        let descriptor = unsafe open(diskPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard let handle = try? ArchiveHandle(descriptor: descriptor, path: shownPath) else { return }
        while case .entry(let entry) = handle.next() {
            guard body(entry, handle) else { return }
        }
    }
}
