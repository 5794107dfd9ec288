/// Some hundreds of messages of one file, stored as plain rows over one buffer of text.
///
/// Bulk work (counting, filtering, writing JSON lines, extraction) runs over the rows and the bytes and makes no string and touches no reference count per
/// message; `message(at:)` makes a ``Message`` of a row where one is wanted.
public struct MessageBatch: Sendable {
    /// One message. Indices point into the batch's tables; `textStart..<textEnd` into its `bytes`.
    public struct Row: Sendable {
        /// Index into `conversations`.
        public var conversation: Int32
        /// Index into `participants`, or -1 when there is no sender.
        public var sender: Int32
        /// Index into `extras`, or -1.
        public var extra: Int32
        /// Which kind it is.
        public var kind: MessageKind
        /// Nil where the export has no time.
        public var sentAt: Timestamp?
        /// First byte of the text.
        public var textStart: Int32
        /// The byte behind the text.
        public var textEnd: Int32
        /// 1-based line or record in the file.
        public var line: Int32
        /// 0-based index of the message in its file.
        public var index: Int32
        /// 0-based byte offset in the decoded file.
        public var byteOffset: Int64

        /// A row.
        public init(
            conversation: Int32, sender: Int32, extra: Int32 = -1, kind: MessageKind, sentAt: Timestamp?, textStart: Int32, textEnd: Int32, line: Int32,
            index: Int32, byteOffset: Int64
        ) {
            self.conversation = conversation
            self.sender = sender
            self.extra = extra
            self.kind = kind
            self.sentAt = sentAt
            self.textStart = textStart
            self.textEnd = textEnd
            self.line = line
            self.index = index
            self.byteOffset = byteOffset
        }

        /// Where the text stands in the batch's bytes.
        public var text: Range<Int> { Int(textStart)..<Int(textEnd) }
    }

    /// What few messages have.
    public struct Extra: Sendable {
        /// Money moved.
        public var payment: Payment?
        /// What it answers to, or the words said.
        public var quote: Quote?
        /// A contact card that the message passes on: a referral, never the sender's own data.
        public var card: Contact?
        /// A chain list's entries with the accounts that wrote them, where the export tells (`solitaire_info`).
        public var solitaire: [SolitaireEntry] = []

        /// What few messages have.
        public init(payment: Payment? = nil, quote: Quote? = nil, card: Contact? = nil, solitaire: [SolitaireEntry] = []) {
            self.payment = payment
            self.quote = quote
            self.card = card
            self.solitaire = solitaire
        }
    }

    /// The path of the file that the messages come from.
    public var file: String
    /// The text of all rows, UTF-8. Readers guarantee that it is valid.
    public var bytes: [UInt8] = []
    /// The messages, in file order.
    public var rows: [Row] = []
    /// Payments and quotes that rows point to.
    public var extras: [Extra] = []
    /// All conversations met in the file so far; grows from batch to batch, indices stay.
    public var conversations: [Conversation] = []
    /// All participants met in the file so far; grows from batch to batch, indices stay.
    public var participants: [Participant] = []

    /// An empty batch of a file.
    public init(file: String) { self.file = file }

    /// The message of a row as a value.
    public func message(at i: Int) -> Message {
        let row = rows[i]
        let extra = row.extra < 0 ? nil : extras[Int(row.extra)]
        var message = Message(
            conversation: conversations[Int(row.conversation)], sender: row.sender < 0 ? nil : participants[Int(row.sender)], sentAt: row.sentAt,
            kind: row.kind,
            text: text(at: i), payment: extra?.payment, quote: extra?.quote, source: position(at: i))
        if let extra { message.solitaire = extra.solitaire }
        return message
    }

    /// A row's text.
    public func text(at i: Int) -> String { String(decoding: bytes[rows[i].text], as: UTF8.self) }

    /// Where a row stands in its file.
    public func position(at i: Int) -> SourcePosition {
        let row = rows[i]
        return SourcePosition(file: file, line: Int(row.line), byteOffset: Int(row.byteOffset), index: Int(row.index))
    }

    /// Empties rows and text and keeps the tables and the memory.
    public mutating func removeRows() {
        rows.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        extras.removeAll(keepingCapacity: true)
    }
}

/// Takes the messages that a reader pushes.
public protocol MessageSink: AnyObject {
    /// Takes a batch; it is only lent, and its memory is used again for the next one.
    ///
    /// - Throws: any error to stop the reading.
    func receive(_ batch: borrowing MessageBatch) throws(ImportError)
    /// Takes a person out of a contact list or an address book.
    func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError)
    /// Takes an order out of a shop's order table.
    func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError)
    /// Takes a payment out of a bill.
    func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError)
    /// Takes a row of a pool's own workbook that came back from the seller.
    func receive(_ row: EditedRow, at position: SourcePosition) throws(ImportError)
    /// Takes something else that a pool's own workbook shows.
    func receive(_ part: EditedPart, at position: SourcePosition) throws(ImportError)
    /// Takes an anomaly of the file being read.
    func report(_ diagnostic: Diagnostic)
}

extension MessageSink {
    /// Passes over a row that came back: who has no pool has no use for it.
    public func receive(_ row: EditedRow, at position: SourcePosition) throws(ImportError) {}
    /// Passes over the rest of such a workbook too.
    public func receive(_ part: EditedPart, at position: SourcePosition) throws(ImportError) {}
}
