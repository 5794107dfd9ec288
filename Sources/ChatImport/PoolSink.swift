import ChatModel
import CustomerPool

/// Carries what a reader pushes into the pool.
final class PoolSink: MessageSink {
    private let target: SourceImport
    private let meter: ProgressMeter?
    /// How far the file has been read.
    private(set) var place: ReadingPlace
    /// Rows of the pool's own workbook that came back.
    private(set) var edited = EditedWorkbook()

    init(_ target: SourceImport, _ place: ReadingPlace, _ meter: ProgressMeter?) {
        self.target = target
        self.place = place
        self.meter = meter
    }

    func receive(_ batch: borrowing MessageBatch) throws(ImportError) {
        try target.append(batch)
        guard let meter, let last = batch.rows.last else { return }
        meter.add(messages: batch.rows.count, bytes: place.advance(to: Int(last.byteOffset)))
    }

    func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError) { try target.append(contact, at: position) }
    func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError) { try target.append(order, at: position) }
    func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) { try target.append(entry, at: position) }
    func receive(_ row: EditedRow, at position: SourcePosition) throws(ImportError) { edited.rows.append(row) }

    func receive(_ part: EditedPart, at position: SourcePosition) throws(ImportError) {
        edited.add(part)
        if case .added(let contact?, _) = part { try target.append(contact, at: position) }
    }

    func report(_ diagnostic: Diagnostic) {}
}
