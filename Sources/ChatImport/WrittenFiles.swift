import ChatBytes
public import ChatModel
public import CustomerPool
import Glibc

/// The files that a pool was written to: reading a folder that holds them must change nothing.
///
/// Known by size and contents, so that they are known wherever they are moved to. What the seller changes in one is their own again.
public struct WrittenFiles: Sendable {
    private static let setting = "written files"
    private static let claims = "written paths"
    private static let most = 400
    private var marks: [String]
    private var paths: [String]

    /// The files that a pool remembers.
    public init(of pool: PoolStore) throws(ImportError) {
        marks = try pool.setting(Self.setting)?.split(separator: "\n").map(String.init) ?? []
        paths = try pool.setting(Self.claims)?.split(separator: "\n").map(String.init) ?? []
    }

    /// Notes that a path is this pool's to write: what stands there is known again also when the program is killed before it could remember its contents.
    static func claim(_ path: String, in pool: PoolStore) throws(ImportError) {
        let known = try WrittenFiles(of: pool)
        let path = whole(path)
        guard known.paths.last != path else { return }
        try pool.setSetting(claims, (known.paths.filter { $0 != path } + [path]).suffix(most).joined(separator: "\n"))
    }

    /// Whether a path, or a numbered part of one, is this pool's to write.
    func isClaimed(_ path: String) -> Bool {
        let path = Self.whole(path)
        return paths.contains { claimed in claimed == path || Self.parts(of: claimed, mostly: 50).contains(path) }
    }

    /// Whether a file is as this pool wrote it.
    func holds(_ path: String) -> Bool { (try? FileMark.of(path)).map(marks.contains) ?? false }

    /// The files that this pool was written to and that are still there, with what was kept beside them.
    func copies() -> [String] {
        var found: [String] = []
        for path in paths {
            found += Self.parts(of: path, mostly: 50).filter(InputList.isFile)
            guard let slash = path.lastIndex(of: "/") else { continue }
            let stem = path[path.index(after: slash)...].split(separator: ".").first.map(String.init) ?? ""
            for name in InputList.names(in: String(path[...slash])) ?? [] where name.hasPrefix(stem + OutputPlaces.keptMark) {
                found.append(path[...slash] + name)
            }
        }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A path from the root.
    private static func whole(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        return
            (unsafe getcwd(nil, 0).map { pointer in
                defer { unsafe free(pointer) }
                return unsafe String(cString: pointer)
            } ?? "") + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
    }

    /// A path and its numbered parts, whether they are there or not.
    static func parts(of path: String, mostly count: Int) -> [String] {
        guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex) else { return [path] }
        return [path] + (2...count).map { "\(path[..<dot])-\($0)\(path[dot...])" }
    }

    /// Remembers what was written under a path: the file, its numbered parts, or all files of a folder.
    public static func remember(_ path: String, in pool: PoolStore) throws(ImportError) {
        guard path != "-" else { return }
        var known = try WrittenFiles(of: pool)
        for file in InputList(parts(of: path)).entries {
            guard let mark = try? FileMark.of(file.path) else { continue }
            known.marks.removeAll { $0 == mark }
            known.marks.append(mark)
        }
        try pool.setSetting(setting, known.marks.suffix(most).joined(separator: "\n"))
    }

    /// `leads.csv`, and `leads-2.csv`, `leads-3.csv` … as far as they go.
    private static func parts(of path: String) -> [String] {
        var found = InputList.isFile(path) ? [path] : []
        guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex) else { return [path] }
        var number = 2
        while InputList.isFile("\(path[..<dot])-\(number)\(path[dot...])") {
            found.append("\(path[..<dot])-\(number)\(path[dot...])")
            number += 1
        }
        return found
    }

    /// Whether a file is as it was written.
    func has(_ entry: InputList.Entry) -> Bool {
        guard entry.path != "-", marks.contains(where: { $0.hasPrefix("\(entry.size):") }), let mark = try? FileMark.of(entry.path) else { return false }
        return marks.contains(mark)
    }
}
