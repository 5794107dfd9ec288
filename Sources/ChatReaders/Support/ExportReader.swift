public import ChatBytes
public import ChatModel
import Synchronization

/// Reads one export format.
///
/// A reader is a value without state. `sniff` answers from the head of a file how sure it is; `read` pushes every message of the file, in file order, into
/// the output, and accounts for every byte: a message, a known decoration, or a diagnostic. A bad line never ends a file.
public protocol ExportReader: Sendable {
    /// What the format is, for people and for `docs/FORMATS.md`.
    var format: FormatDescription { get }
    /// How sure the reader is that the file is of its format, 0 (not) ... 1 (certain), from the contents of its head; names may only break a tie.
    func sniff(_ head: SourceHead) -> Double
    /// Reads the whole file.
    ///
    /// - Throws: only when the file as a whole cannot be read on.
    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError)
}

/// A format's entry in the documentation.
public struct FormatDescription: Sendable {
    /// Kebab-case, such as `wechat-mail`; the name of the fixture folder too.
    public var id: String
    /// What the user calls it.
    public var name: String
    /// The app whose chats it holds.
    public var platform: Platform
    /// Usual file extensions, without a dot.
    public var extensions: [String]
    /// Where the file comes from: the steps in the app, or the tool that writes it.
    public var origin: String
    /// A few lines of invented data in the file's shape.
    public var shape: String
    /// Source field → model field, one a line.
    public var fieldMap: String
    /// What is known of the times' zone.
    public var timeZone: String
    /// Quirks that the reader handles.
    public var quirks: String
    /// What is not supported, and what the user can do instead.
    public var notSupported: String

    /// Whether files of the format are pages or other markup and nothing else.
    var isMarkup: Bool { extensions.allSatisfy { $0 == "html" || $0 == "htm" || $0 == "xml" } }

    /// A format's entry in the documentation.
    public init(
        id: String, name: String, platform: Platform, extensions: [String], origin: String, shape: String, fieldMap: String, timeZone: String, quirks: String,
        notSupported: String
    ) {
        self.id = id
        self.name = name
        self.platform = platform
        self.extensions = extensions
        self.origin = origin
        self.shape = shape
        self.fieldMap = fieldMap
        self.timeZone = timeZone
        self.quirks = quirks
        self.notSupported = notSupported
    }
}

/// The head of a file, as detection sees it.
public struct SourceHead: Sendable {
    /// The first 64 KiB of the decoded file.
    public let bytes: [UInt8]
    /// The lines that begin in the head (at most 400), without line ends.
    public let lines: [Range<Int>]
    /// Whether the head is the whole file.
    public let isWhole: Bool
    /// The head's first rows, for readers of tables.
    let rows = HeadRows()
    /// The head as a source of its own, for reading it on trial.
    let excerpt: ExportSource
    /// The file's name, for breaking ties only.
    public let fileName: String
    /// The file's path, for breaking ties only.
    public let path: String
    /// The head's shape when it is JSON, else nil.
    let json: JSONHead?
    /// The table that the head begins, else nil; looked for when it is first asked for.
    var table: TableHead? { tables.table }
    private let tables: LazyTable

    /// The head of a source.
    public init(_ source: ExportSource) {
        let bytes = source.head()
        var lines: [Range<Int>] = []
        var at = 0
        while lines.count < 400, let line = ByteScanning.line(in: bytes.span, at: at) {
            lines.append(line.content)
            at = line.next
        }
        self.bytes = bytes
        self.lines = lines
        isWhole = bytes.count == source.size
        excerpt = source.excerpt(bytes)
        json = JSONHead(bytes)
        tables = LazyTable(json == nil ? bytes : [], isWhole: bytes.count == source.size, name: source.stem)
        fileName = source.fileName
        path = source.path
    }

    /// Whether `word` occurs in the first lines of the head.
    func begins(with word: StaticString, lines count: Int = 5) -> Bool {
        guard let end = lines.prefix(count).last?.upperBound else { return false }
        return ByteScanning.find(word, in: bytes.span, 0..<end) != nil
    }

    /// Whether `word` occurs in the head.
    public func contains(_ word: StaticString) -> Bool { ByteScanning.find(word, in: bytes.span, 0..<bytes.count) != nil }

    /// Whether the head begins as the source of a program does.
    var isSourceCode: Bool {
        guard let first = firstByte, first != 0x3C, first != 0x5B, first != 0x7B, let start = bytes.firstIndex(of: first) else { return false }
        let span = bytes.span
        let words: [StaticString] = [
            "import ", "internal import ", "///", "extension ", "enum ", "struct ", "public enum ", "public struct ", "#!/", "#include", "package ", "using ",
            "// ", "/*",
            "\"\"\"", "diff --git", "@testable ", "public import ", "#pragma", "#if",
            "module ",
        ]
        return words.contains { ByteScanning.has($0, in: span, at: start) }
    }

    /// The first byte that is not blank.
    public var firstByte: UInt8? { bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } }
}

/// The table of a head, made once, by whoever asks first.
private final class LazyTable: Sendable {
    private let bytes: [UInt8]
    private let isWhole: Bool
    private let name: String
    private let made = Mutex<TableHead??>(nil)

    init(_ bytes: [UInt8], isWhole: Bool, name: String) {
        (self.bytes, self.isWhole, self.name) = (bytes, isWhole, name)
    }

    var table: TableHead? {
        made.withLock { made in
            if let known = made { return known }
            let table = bytes.isEmpty ? nil : TableHead(bytes, isWhole: isWhole, name: name)
            made = .some(table)
            return table
        }
    }
}
