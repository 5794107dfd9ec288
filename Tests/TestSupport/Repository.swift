public import Foundation

/// Where the repository's files stand for tests.
public enum Repository {
    /// The repository's root.
    public static let root: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// The folder of all fixtures.
    public static let fixtures: URL = root.appending(path: "fixtures")

    /// The lines of a fixture without remarks and empty ones.
    public static func lines(_ path: String) throws -> [Substring] {
        try String(contentsOf: fixtures.appending(path: path), encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
}
