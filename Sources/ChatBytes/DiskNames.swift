public import Glibc
import Synchronization

/// Names of files that are not UTF-8, as archives of Chinese Windows leave them when they are unpacked elsewhere: they are shown as they were meant and opened as they
/// are.
public enum DiskNames {
    /// The system's bytes of paths whose shown form is another one.
    private static let raw = Mutex<[String: [UInt8]]>([:])

    /// Lends a path as the system knows it.
    public static func withPath<R>(_ path: String, _ body: (UnsafePointer<CChar>) -> R) -> R {
        guard let bytes = raw.withLock({ $0.isEmpty ? nil : $0[path] }) else { return unsafe path.withCString { unsafe body($0) } }
        let text = bytes.map { CChar(bitPattern: $0) } + [0]
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return unsafe path.withCString { unsafe body($0) } }
            return unsafe body(start)
        }
    }

    /// The name of a folder's entry as it is shown; where that is not what the system calls it, the path is remembered.
    public static func name(_ entry: UnsafePointer<CChar>, in folder: String) -> String {
        let bytes = unsafe (0..<strlen(entry)).map { unsafe UInt8(bitPattern: entry[$0]) }
        return name(bytes, in: folder, isAmongForeign: false)
    }

    private static func name(_ bytes: [UInt8], in folder: String, isAmongForeign: Bool) -> String {
        let parent = raw.withLock { $0[folder] }
        let plain = MemberName.isForeign(bytes, isAmongForeign: isAmongForeign || parent != nil) ? nil : String(validating: bytes, as: UTF8.self)
        if parent == nil, let plain { return plain }
        let shown = plain ?? MemberName.decodeForeign(bytes)
        let isClosed = folder.hasSuffix("/")
        let whole = (parent ?? Array(folder.utf8)) + (isClosed ? [] : [0x2F]) + bytes
        raw.withLock { $0[folder + (isClosed ? "" : "/") + shown] = whole }
        return shown
    }

    /// The entries of a folder, hidden ones left out; nil when it cannot be listed.
    public static func entries(of folder: String, atMost count: Int = .max) -> [String]? {
        guard let handle = unsafe withPath(folder.isEmpty ? "." : folder, { unsafe opendir($0) }) else { return nil }
        defer { unsafe closedir(handle) }
        var found: [[UInt8]] = []
        while found.count < count, let entry = unsafe readdir(handle) {
            let bytes: [UInt8] = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    unsafe (0..<strlen(name)).map { unsafe UInt8(bitPattern: name[$0]) }
                }
            }
            if bytes.first != 0x2E { found.append(bytes) }
        }
        // Names of one folder come from one system.
        let isForeign = found.contains { String(validating: $0, as: UTF8.self) == nil }
        return found.map { Self.name($0, in: folder, isAmongForeign: isForeign) }
    }

    /// What the system says of a path; nil when there is nothing, with `errno` set.
    public static func status(of path: String) -> stat? {
        var status = stat()
        return unsafe withPath(path) { unsafe stat($0, &status) } == 0 ? status : nil
    }

    /// Opens a file for reading.
    public static func open(_ path: String) -> Int32 { unsafe withPath(path) { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) } }
}
