import ChatModel

/// The text of a workbook's tables as it is made, see ``SheetMark``.
struct TableText: ~Copyable {
    /// What all tables of a workbook may come to: strings that many cells share could unpack to any size.
    static let maximumSize = 4 << 30

    private let path: String
    private var output: ConvertedText
    private var written = 0

    init(path: String) throws(ImportError) {
        self.path = path
        output = try ConvertedText(path: path, code: "invalid-utf8", what: "bytes that are not UTF-8 were replaced by U+FFFD")
    }

    /// Begins a sheet.
    mutating func sheet(_ name: String) throws(ImportError) { try append([SheetMark.byte] + name.utf8.filter { $0 >= 0x20 } + [0x0A]) }

    /// Adds rows.
    ///
    /// - Throws: `.limitExceeded` when the tables come to more than a limit.
    mutating func append(_ bytes: [UInt8]) throws(ImportError) {
        written += bytes.count
        guard written <= Self.maximumSize else {
            throw ImportError(.limitExceeded, "the workbook's tables come to more than \(Self.maximumSize >> 30) GiB", at: SourcePosition(file: path))
        }
        try output.append(bytes)
    }

    consuming func finish() throws(ImportError) -> (MappedBytes, [Diagnostic]) { try output.finish() }
}
