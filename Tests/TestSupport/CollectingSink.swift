public import ChatModel

/// Keeps everything that a reader pushes.
public final class CollectingSink: MessageSink {
    /// A message with what few messages have.
    public struct Entry {
        /// The message.
        public var message: Message
        /// Its payment, quote, card and list entries.
        public var extra: MessageBatch.Extra?
    }

    /// The messages in the order they came.
    public private(set) var entries: [Entry] = []
    /// Contacts, with their lines.
    public private(set) var contacts: [(contact: Contact, line: Int?)] = []
    /// Orders of order tables, with their lines.
    public private(set) var orders: [(order: TableOrder, line: Int?)] = []
    /// Rows of bills, with their lines.
    public private(set) var bills: [(entry: BillEntry, line: Int?)] = []
    /// Rows of workbooks that came back, with their lines.
    public private(set) var edited: [(row: EditedRow, line: Int?)] = []
    /// The anomalies.
    public private(set) var diagnostics: [Diagnostic] = []

    /// A sink that holds nothing yet.
    public init() {}

    /// The messages alone.
    public var messages: [Message] { entries.map(\.message) }

    /// Keeps a batch's messages.
    public func receive(_ batch: borrowing MessageBatch) throws(ImportError) {
        for i in 0..<batch.rows.count {
            let extra = batch.rows[i].extra
            entries.append(Entry(message: batch.message(at: i), extra: extra < 0 ? nil : batch.extras[Int(extra)]))
        }
    }

    /// Keeps a contact.
    public func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError) { contacts.append((contact, position.line)) }

    /// Keeps an order.
    public func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError) { orders.append((order, position.line)) }

    /// Keeps a row of a bill.
    public func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) { bills.append((entry, position.line)) }

    /// Keeps a row that came back.
    public func receive(_ row: EditedRow, at position: SourcePosition) throws(ImportError) { edited.append((row, position.line)) }

    /// Keeps an anomaly.
    public func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}
