/// How much an archive may unpack to before it is taken for a bomb.
public struct ArchiveLimits: Sendable, Hashable {
    /// Bytes of one member.
    public var memberBytes = 4 << 30
    /// Bytes of all members together, those of nested archives too.
    public var totalBytes = 16 << 30
    /// Bytes that come out for each byte of the archive, looked at once `ratioFloor` bytes have come out.
    public var ratio = 200
    /// Bytes that may come out of any archive before its ratio is looked at.
    public var ratioFloor = 64 << 20
    /// Archives inside archives, the outermost counted.
    public var depth = 3
    /// Members of all archives together.
    public var members = 200_000

    /// The limits that the documentation states.
    public init() {}
}
