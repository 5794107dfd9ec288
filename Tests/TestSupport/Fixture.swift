import ChatReaders
public import Foundation

/// An input file of a format's fixture folder.
public struct Fixture: Sendable, CustomStringConvertible {
    /// The format that the folder is named for.
    public var format: String
    /// The input.
    public var file: URL
    /// The golden file beside it.
    public var expected: URL { file.deletingLastPathComponent().appending(path: file.lastPathComponent + ".expected.jsonl") }

    /// `format/path/in/folder`.
    public var description: String { format + file.path.dropFirst(Repository.fixtures.appending(path: format).path.count) }

    /// The inputs of a format, in the order of their paths.
    ///
    /// Every file below `fixtures/<format>/` is an input, but golden files, `README.md`, and those whose paths in the folder the lines of `sides.txt` name:
    /// files that a reader reads beside its input.
    public static func of(_ format: String) -> [Fixture] {
        let folder = Repository.fixtures.appending(path: format).standardizedFileURL
        let listed = (try? String(contentsOf: folder.appending(path: "sides.txt"), encoding: .utf8)) ?? ""
        let sides = Set(listed.split(separator: "\n").map(String.init) + ["sides.txt", "README.md"])
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey]) else { return [] }
        let files = walk.compactMap { $0 as? URL }.filter { url in
            let isFile = (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile ?? false
            let name = String(url.standardizedFileURL.path.dropFirst(folder.path.count + 1))
            return isFile && !name.hasSuffix(".expected.jsonl") && !sides.contains(name)
        }
        return files.map(\.standardizedFileURL).sorted { $0.path < $1.path }.map { Fixture(format: format, file: $0) }
    }

    /// The inputs of all readers.
    public static let all: [Fixture] = BuiltinReaders.all.flatMap { of($0.format.id) }
}
