public import ChatModel
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

    /// Makes the customers anew of the records that the pool has.
    public func resolveAgain(undone: Decision? = nil) throws(ImportError) -> RunReport {
        var report = RunReport()
        report.customersBefore = try pool.customerCount()
        try PoolResolution(pool, options).run(undone: undone, into: &report)
        return report
    }

    /// Takes over what the seller changed in a workbook or CSV of this pool, and brings the customers up to date.
    ///
    /// - Returns: nil when the file is none of this program's.
    public func readBack(_ path: String) throws(ImportError) -> ReadBack? {
        guard let rows = try editedRows(path) else { return nil }
        let result = try pool.readBack(rows)
        if result.cells > 0 { _ = try resolveAgain() }
        return result
    }

    /// Takes over what the seller changed in a file that is about to be overwritten, if it is one of this program's.
    ///
    /// - Throws: `.cannotWrite` when the file is a workbook that cannot be read, so that what stands in it would be lost.
    public func keepEdits(of path: String) throws(ImportError) -> ReadBack {
        guard path != "-", InputList.isFile(path) else { return ReadBack() }
        do throws(ImportError) {
            return try pool.readBack(try editedRows(path) ?? [])
        } catch {
            guard error.code == .encrypted || error.code == .damaged else { throw error }
            throw ImportError(
                .cannotWrite, "is there already and cannot be read; what you changed in it would be lost: move it away first", at: SourcePosition(file: path))
        }
    }

    /// Takes a person out of the pool for good and makes everything anew that spoke of them.
    public func forget(_ customer: Customer) throws(ImportError) -> ForgetReport {
        let result = try pool.forget(customer)
        var report = RunReport()
        try refresh(&report)
        try pool.scrub()
        return result
    }

    private func editedRows(_ path: String) throws(ImportError) -> [EditedRow]? {
        let sink = EditedRows()
        let reports = try FileReading().read(path) { _, _ in sink }
        if let failure = reports.first?.failure, failure.code != .unknownFormat { throw failure }
        return reports.contains { $0.format == FileReport.ownWorkbook } ? sink.rows : nil
    }
}

/// Collects rows that came back and nothing else.
private final class EditedRows: MessageSink {
    var rows: [EditedRow] = []

    func receive(_ batch: borrowing MessageBatch) throws(ImportError) {}
    func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError) {}
    func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError) {}
    func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) {}
    func receive(_ row: EditedRow, at position: SourcePosition) throws(ImportError) { rows.append(row) }
    func report(_ diagnostic: Diagnostic) {}
}
