/// A library that this program runs with, and its version.
public struct LibraryVersion: Hashable, Sendable {
    /// What its makers call it.
    public var name: String
    /// As the library itself says it while the program runs: `3.6.2`.
    public var version: String

    /// A library and its version.
    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
