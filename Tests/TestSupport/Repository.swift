public import Foundation

/// Where the repository's files stand for tests.
public enum Repository {
    /// The repository's root.
    public static let root: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// The folder of all fixtures.
    public static let fixtures: URL = root.appending(path: "fixtures")
}
