import ChatBytes
public import ChatModel
public import CustomerPool

/// The files that a pool was written to: reading a folder that holds them must change nothing.
///
/// Known by size and contents, so that they are known wherever they are moved to. What the seller changes in one is their own again.
public struct WrittenFiles: Sendable {
    private static let setting = "written files"
    private static let most = 400
    private var marks: [String]

    /// The files that a pool remembers.
    public init(of pool: PoolStore) throws(ImportError) {
        marks = try pool.setting(Self.setting)?.split(separator: "\n").map(String.init) ?? []
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
