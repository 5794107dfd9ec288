public import ChatBytes
public import ChatModel
public import ChatReaders

/// What became of one input: for every byte and every message, where it went.
public struct FileReport: Sendable {
    /// The path as shown.
    public var path: String
    /// The format that it was read as; nil when none knows it.
    public var format: String?
    /// The encoding that it was found in.
    public var encoding: String?
    /// Size as stored, in bytes.
    public var bytes = 0
    /// Size as UTF-8, in bytes.
    public var decodedBytes = 0
    /// Messages read.
    public var messages = 0
    /// Persons of contact lists read.
    public var contacts = 0
    /// Orders of order tables read.
    public var orders = 0
    /// Rows of bills read.
    public var bills = 0
    /// Rows of the pool's own workbook read back.
    public var editedRows = 0
    /// Bytes that belong to messages.
    public var messageBytes = 0
    /// Bytes of titles, rules, blank lines and page furniture.
    public var decorationBytes = 0
    /// Bytes covered by diagnostics.
    public var diagnosedBytes = 0
    /// Why the file was not read, or not to its end.
    public var failure: ImportError?
    /// What the file is where it could never have been a chat; such files are counted and not listed.
    public var clutter: FileClutter?
    /// What was understood of the columns of tables.
    public var tables: [TableMapping] = []
    /// Anomalies, the first of each kind with its place.
    public var diagnostics: [Diagnostic] = []

    /// A report of an input.
    public init(path: String) { self.path = path }

    /// The report of a file that this pool was written to and that is as it was.
    init(passedOver entry: InputList.Entry) {
        path = entry.path
        format = Self.ownOutput
        bytes = entry.size
    }

    /// The report of a file that this pool has read and that is as it was.
    init(unchanged entry: InputList.Entry) {
        path = entry.path
        format = Self.unchanged
        bytes = entry.size
    }

    /// What stands in place of a format for files that were passed over because the pool holds their contents.
    public static let unchanged = "unchanged"

    /// The format of the program's own workbook, which is read back whenever it comes.
    static let ownWorkbook = "chatpool-workbook"

    /// What stands in place of a format for files that were passed over because chatpool wrote them.
    public static let ownOutput = "chatpool-output"

    /// The report of an input that could not be opened.
    public init(_ failure: ImportError) {
        path = failure.position?.file ?? ""
        self.failure = failure
    }

    /// Whether anything was read.
    public var isRead: Bool { format != nil && failure == nil }
}
