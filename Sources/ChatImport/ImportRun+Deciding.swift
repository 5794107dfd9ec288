import ChatBytes
public import ChatModel
import ChatReaders
public import CustomerPool

extension ImportRun {
    /// Keeps a decision and brings the customers up to date with it.
    ///
    /// - Returns: the report of bringing them up to date, and the decision's number.
    public func decide(_ decision: Decision) throws(ImportError) -> (report: RunReport, id: Int64) {
        let id = try pool.decide(decision)
        return (try resolveAgain(), id)
    }

    /// Takes back the decision with a number, else the last one, and brings the customers up to date.
    ///
    /// - Returns: the decision; nil when there was none to take back.
    public func undo(_ id: Int64? = nil) throws(ImportError) -> (decision: Decision, report: RunReport)? {
        guard let decision = try pool.undo(id) else { return nil }
        return (decision, try resolveAgain(undone: decision))
    }

    /// Takes back the last import that brought something: what came with it leaves the pool, and the customers are as they were without it.
    ///
    /// - Returns: nil when there is no import that can be taken back.
    public func undoImport() throws(ImportError) -> RunReport? {
        var report = RunReport()
        report.customersBefore = try pool.customerCount()
        guard try pool.undoImport() else { return nil }
        try refresh(&report)
        return report
    }

    /// Carries out what was decided since the customers were made last: on those whom it can change, or on all where nothing else is known.
    public func resolveAgain(undone: Decision? = nil) throws(ImportError) -> RunReport {
        var report = RunReport()
        report.customersBefore = try pool.customerCount()
        if var part = try PartResolution(pool, options), try part.run(undone: undone, into: &report) { return report }
        try PoolResolution(pool, options).run(undone: undone, into: &report)
        return report
    }

    /// Takes over what the seller changed in a workbook or CSV of this pool, and brings the customers up to date.
    ///
    /// - Returns: nil when the file is none of this program's.
    public func readBack(_ path: String) throws(ImportError) -> ReadBack? {
        guard try isOwnWorkbook(path) else { return nil }
        let result = try takeOver(path)
        if result.added > 0 {
            var report = RunReport()
            try refresh(&report)
        } else if result.hasDecisions {
            _ = try resolveAgain()
        }
        return result
    }

    /// Whether a file is a workbook or CSV of this program.
    ///
    /// - Throws: `.cannotWrite` when it is a workbook that cannot be read, so that what stands in it would be lost.
    func isOwnWorkbook(_ path: String) throws(ImportError) -> Bool {
        do throws(ImportError) {
            let source = try ExportSource.open(path)
            return !source.looksBinary && ReaderRegistry().reader(for: source)?.format.id == FileReport.ownWorkbook
        } catch {
            guard error.code == .encrypted || error.code == .damaged else { throw error }
            throw ImportError(
                .cannotWrite, "is there already and cannot be read; what you changed in it would be lost: move it away first", at: SourcePosition(file: path))
        }
    }

    /// Takes over what the seller changed in a workbook of this program; the customers are not made anew.
    func takeOver(_ path: String) throws(ImportError) -> ReadBack {
        let sink = EditedSink()
        let reports = try FileReading().read(path) { _, _ in sink }
        if let failure = reports.first?.failure { throw failure }
        let people = sink.book.added.filter { $0.contact != nil }
        if !people.isEmpty {
            let entries = try SourceImport(pool, id: try pool.nextSourceID(), path: path, format: FileReport.ownWorkbook, bytes: reports[0].bytes)
            for (contact, row) in people { if let contact { try entries.append(contact, at: SourcePosition(file: path, line: row)) } }
            try entries.finish()
        }
        return try pool.readBack(sink.book)
    }

    /// Takes a person out of the pool for good and makes everything anew that spoke of them.
    public func forget(_ customer: Customer) throws(ImportError) -> ForgetReport {
        var result = try pool.forget(customer)
        result.copies = try WrittenFiles(of: pool).copies()
        var report = RunReport()
        try refresh(&report)
        result.isScrubbed = try pool.scrub()
        return result
    }
}

/// Collects what came back and nothing else.
private final class EditedSink: MessageSink {
    var book = EditedWorkbook()

    func receive(_ batch: borrowing MessageBatch) throws(ImportError) {}
    func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError) {}
    func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError) {}
    func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) {}
    func receive(_ row: EditedRow, at position: SourcePosition) throws(ImportError) { book.rows.append(row) }
    func receive(_ part: EditedPart, at position: SourcePosition) throws(ImportError) { book.add(part) }
    func report(_ diagnostic: Diagnostic) {}
}
