public import ChatBytes
public import ChatModel
public import ChatReaders
import Glibc

/// Opens inputs, finds each one's reader and pushes its messages into a sink.
public struct FileReading: Sendable {
    /// Makes the receiver for a source that a reader has recognised.
    public typealias SinkMaker = (ExportSource, FormatDescription) throws(ImportError) -> any MessageSink

    /// The readers to choose from.
    public var registry: ReaderRegistry

    /// Reading with a choice of readers.
    public init(registry: ReaderRegistry = ReaderRegistry()) { self.registry = registry }

    /// Reads one path: a file, standard input (`-`), or every member of an archive.
    ///
    /// - Parameters:
    ///   - path: the file, or `-`.
    ///   - name: what standard input is called in what comes out.
    ///   - makeSink: makes the receiver for one source; called once for each file or member that a reader recognises.
    /// - Returns: one report for each file or member. Errors are in the reports; only a receiver that asks to stop ends the run.
    /// - Throws: what the sink throws.
    public func read(_ path: String, shownAs name: String = "-", into makeSink: SinkMaker) throws(ImportError) -> [FileReport] {
        var reports: [FileReport] = []
        do throws(ImportError) {
            let source = path == "-" ? try ExportSource.standardInput(shownAs: name) : try ExportSource.open(path)
            if Archive.kind(of: source) == .archive {
                try readArchive(source, into: makeSink, &reports)
            } else {
                try readParts(of: source, into: makeSink, &reports)
            }
        } catch {
            guard error.endsOneInputOnly else { throw error }
            reports.append(FileReport(error))
        }
        return reports
    }

    /// Reads every member of an archive; what could be read before it broke stays read.
    private func readArchive(_ source: ExportSource, into makeSink: SinkMaker, _ reports: inout [FileReport]) throws(ImportError) {
        var members: [FileReport] = []
        var diagnostics: [Diagnostic] = []
        defer {
            if !diagnostics.isEmpty {
                var report = FileReport(path: source.path)
                report.diagnostics = diagnostics
                if members.isEmpty { report.failure = ImportError(.damaged, "nothing in the archive can be read", at: SourcePosition(file: source.path)) }
                members.append(report)
            }
            reports += members
        }
        try withoutActuallyEscaping(makeSink) { (makeSink) throws(ImportError) in
            try Archive.forEachMember(of: source) {
                diagnostics.append($0)
            } _: { (member) throws(ImportError) in
                try readParts(of: member, into: makeSink, &members)
            }
        }
    }

    /// Reads every chat of a messenger's database; what could be read before it broke stays read.
    private func readDatabase(_ source: ExportSource, into makeSink: SinkMaker, _ reports: inout [FileReport]) throws(ImportError) {
        var chats: [FileReport] = []
        var whole = FileReport(path: source.path)
        do throws(ImportError) {
            try ChatDatabase.forEachChat(of: source) {
                whole.diagnostics.append($0)
            } _: { (chat) throws(ImportError) in
                chats.append(try read(chat, into: makeSink))
            }
            if chats.isEmpty {
                whole.failure = ImportError(.unknownFormat, "a messenger's database in which nobody wrote", at: SourcePosition(file: source.path))
            }
        } catch {
            guard error.endsOneInputOnly else { throw error }
            if chats.isEmpty {
                whole.failure = error
            } else {
                whole.diagnostics.append(Diagnostic("database-damaged", .error, at: SourcePosition(file: source.path), error.message))
            }
        }
        if whole.failure != nil || !whole.diagnostics.isEmpty { chats.append(whole) }
        reports += chats
    }

    /// Reads a source as it is, or, when it is a mail in parts, those of its parts that a reader knows: of several forms of one text the surest.
    private func readParts(of source: ExportSource, into makeSink: SinkMaker, _ reports: inout [FileReport]) throws(ImportError) {
        if ChatDatabase.isReadable(source) { return try readDatabase(source, into: makeSink, &reports) }
        guard MailParts.areNeeded(for: source), registry.reader(for: source)?.format.extensions.contains("mht") != true else {
            reports.append(try read(source, into: makeSink))
            return
        }
        var surest: [Int: (confidence: Double, source: ExportSource)] = [:]
        var archives: [ExportSource] = []
        for part in try MailParts.read(source) {
            if Archive.kind(of: part.source) == .archive {
                archives.append(part.source)
            } else if !part.source.looksBinary, let claim = registry.claims(SourceHead(part.source)).first,
                claim.confidence > surest[part.group]?.confidence ?? 0
            {
                surest[part.group] = (claim.confidence, part.source)
            }
        }
        guard !surest.isEmpty || !archives.isEmpty else {
            reports.append(try read(source, into: makeSink))
            return
        }
        for group in surest.keys.sorted() { if let part = surest[group] { reports.append(try read(part.source, into: makeSink)) } }
        for archive in archives { try readArchive(archive, into: makeSink, &reports) }
    }

    /// Whether a file that the pool was written to holds nothing to read back: a workbook that the seller may edit is always read.
    func isPassedOver(_ path: String) -> Bool {
        guard let source = try? ExportSource.open(path) else { return false }
        return registry.reader(for: source)?.format.id != FileReport.ownWorkbook
    }

    /// A page of HTML that no reader knows may be a table: shop systems call such files `.xls`.
    private func opened(_ source: ExportSource) throws(ImportError) -> ExportSource {
        guard !source.looksBinary, let first = SourceHead(source).firstByte, first == 0x3C, registry.reader(for: source) == nil,
            FileHint.sentence(for: source) == nil
        else { return source }
        return try MarkupTables.source(ofPage: source) ?? source
    }

    /// Reads one source with the surest reader.
    public func read(_ source: ExportSource, into makeSink: SinkMaker) throws(ImportError) -> FileReport {
        let source = try opened(source)
        var report = FileReport(path: source.path)
        report.bytes = source.originalSize
        report.decodedBytes = source.size
        report.encoding = source.encoding.rawValue
        report.diagnostics = source.diagnostics
        guard source.size > 0 else {
            report.failure = ImportError(.unknownFormat, "is empty", at: SourcePosition(file: source.path))
            return report
        }
        guard !source.looksBinary, let reader = registry.reader(for: source) else {
            report.clutter = FileClutter(source)
            report.failure = ImportError(.unknownFormat, FileHint.sentence(for: source) ?? "no known format", at: SourcePosition(file: source.path))
            return report
        }
        report.format = reader.format.id
        let counting = CountingSink(try makeSink(source, reader.format))
        let output = MessageOutput(source: source, sink: counting)
        do throws(ImportError) {
            try reader.read(source, into: output)
            try output.finish()
        } catch {
            guard error.endsOneInputOnly else { throw error }
            try output.finish()
            report.failure = error
        }
        report.messages = output.totals.messages
        report.messageBytes = output.totals.messageBytes
        report.decorationBytes = output.totals.decorationBytes
        report.diagnosedBytes = output.totals.diagnosedBytes
        report.contacts = counting.contacts
        report.orders = counting.orders
        report.bills = counting.bills
        report.tables = output.tables
        report.editedRows = counting.editedRows
        report.diagnostics += FileReading.aggregated(counting.diagnostics, counts: output.reportedCounts)
        return report
    }

    /// One diagnostic of a kind, with the number of times it was seen.
    private static func aggregated(_ diagnostics: [Diagnostic], counts: [String: Int]) -> [Diagnostic] {
        var seen: Set<String> = []
        return diagnostics.compactMap { diagnostic in
            guard seen.insert(diagnostic.code).inserted else { return nil }
            var first = diagnostic
            first.count = counts[diagnostic.code] ?? 1
            return first
        }
    }
}

/// Passes everything on and counts it.
private final class CountingSink: MessageSink {
    private let next: any MessageSink
    var contacts = 0
    var orders = 0
    var bills = 0
    var editedRows = 0
    var diagnostics: [Diagnostic] = []

    init(_ next: any MessageSink) { self.next = next }

    func receive(_ batch: borrowing MessageBatch) throws(ImportError) { try next.receive(batch) }

    func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError) {
        contacts += 1
        try next.receive(contact, at: position)
    }

    func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError) {
        orders += 1
        try next.receive(order, at: position)
    }

    func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) {
        bills += 1
        try next.receive(entry, at: position)
    }

    func receive(_ row: EditedRow, at position: SourcePosition) throws(ImportError) {
        editedRows += 1
        try next.receive(row, at: position)
    }

    func receive(_ part: EditedPart, at position: SourcePosition) throws(ImportError) { try next.receive(part, at: position) }

    func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
        next.report(diagnostic)
    }
}

extension ImportError {
    /// Whether the fault lies in one input, so that the others can still be read.
    fileprivate var endsOneInputOnly: Bool { [.unreadable, .unknownFormat, .encrypted, .limitExceeded, .damaged, .unsupported].contains(code) }
}
