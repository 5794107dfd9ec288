public import ChatModel

/// A document that is a zip of parts, such as a workbook, with its parts read by name.
public struct PackagedDocument {
    private let source: ExportSource
    private let limits: ArchiveLimits
    /// The names of the parts, in the zip's order.
    public let names: [String]

    /// Lists the parts of a document.
    ///
    /// - Throws: `.damaged` when the zip cannot be opened, `.encrypted` when its parts are.
    public init(_ source: ExportSource, limits: ArchiveLimits = ArchiveLimits()) throws(ImportError) {
        self.source = source
        self.limits = limits
        let handle = try ArchiveHandle(bytes: source.mapped, path: source.path)
        var names: [String] = []
        while names.count < limits.members, case .entry(let entry) = handle.next() {
            if entry.isEncrypted { throw ImportError(.encrypted, "the document is encrypted", at: SourcePosition(file: source.path)) }
            names.append(entry.name)
        }
        if handle.hasEncryptedEntries { throw ImportError(.encrypted, "the document is encrypted", at: SourcePosition(file: source.path)) }
        self.names = names
    }

    /// A part's bytes, or nil when the document has none of this name or it is cut.
    ///
    /// - Throws: `.limitExceeded` when the part unpacks to more than a limit allows.
    public func member(named name: String) throws(ImportError) -> [UInt8]? {
        try part(named: name) { (handle, count) throws(ImportError) in
            let store = MemberStore(memoryBytes: Int.max)
            return try handle.readData(into: store, count: count) == .cut ? nil : store.inMemory
        }
    }

    /// A part as a source: large parts stand in a temporary file and not in memory. A part that is cut is shown as far as it goes.
    ///
    /// - Throws: `.limitExceeded` when the part unpacks to more than a limit allows.
    public func source(named name: String) throws(ImportError) -> ExportSource? {
        try part(named: name) { (handle, count) throws(ImportError) in
            let store = MemberStore()
            _ = try handle.readData(into: store, count: count)
            let path = "\(source.path)/\(name)"
            return try ExportSource.decode(store.mapped(path: path), path: path, diskPath: nil, opensWorkbooks: false)
        }
    }

    /// The part of a Word document that holds its text, when it is markup in UTF-8; nil for another document.
    func wordText() throws(ImportError) -> ExportSource? {
        guard names.contains("word/document.xml"), let text = try self.source(named: "word/document.xml"), !text.looksBinary, text.encoding == .utf8 else {
            return nil
        }
        return text
    }

    private func part<R>(
        named name: String, _ body: (ArchiveHandle, (Int) throws(ImportError) -> Void) throws(ImportError) -> R?
    ) throws(ImportError) -> R? {
        let handle = try ArchiveHandle(bytes: source.mapped, path: source.path)
        let budget = ArchiveBudget(limits)
        var level = ArchiveBudget.Level(path: source.path, size: max(source.originalSize, 1))
        while case .entry(let entry) = handle.next() {
            guard entry.name == name else { continue }
            try budget.countMember(&level)
            return try body(handle) { (bytes) throws(ImportError) in try budget.count(bytes, &level) }
        }
        return nil
    }
}
