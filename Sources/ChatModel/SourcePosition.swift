/// Where in which input something stands.
public struct SourcePosition: Hashable, Sendable, Codable {
    /// The input's path as it was given; a member of an archive is `archive.zip/member.txt`.
    public var file: String
    /// 1-based line (text formats) or record (CSV, JSON) where the thing begins.
    public var line: Int?
    /// 0-based byte offset in the decoded (UTF-8) input where the thing begins.
    public var byteOffset: Int?
    /// 0-based index of the message in its file.
    public var index: Int?

    /// A position in an input.
    public init(file: String, line: Int? = nil, byteOffset: Int? = nil, index: Int? = nil) {
        self.file = file
        self.line = line
        self.byteOffset = byteOffset
        self.index = index
    }
}

extension SourcePosition: CustomStringConvertible {
    /// `file:line`, or the file alone.
    public var description: String { line.map { "\(file):\($0)" } ?? byteOffset.map { "\(file) at byte \($0)" } ?? file }
}
