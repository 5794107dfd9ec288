public import ChatBytes
public import ChatModel

/// What a reader writes into: gathers messages into batches and hands them to the sink.
///
/// A message is `begin`, any number of `appendText`, `end`. Conversations and participants are given once and then named by their index.
/// Text pieces must be valid UTF-8; those of an `ExportSource` are.
public final class MessageOutput {
    /// What has been read so far.
    public struct Totals: Sendable, Hashable {
        /// Messages pushed.
        public var messages = 0
        /// Bytes that belong to messages: header and text.
        public var messageBytes = 0
        /// Bytes of known decoration: titles, rules, blank lines.
        public var decorationBytes = 0
        /// Bytes covered by diagnostics.
        public var diagnosedBytes = 0
    }

    /// The source being read.
    public let source: ExportSource
    /// What has been read so far.
    public private(set) var totals = Totals()
    private var batch: MessageBatch
    private let sink: any MessageSink
    private var conversationIndex: [Conversation: Int32] = [:]
    private var participants = NameTable()
    private var participantIndex: [Participant: Int32] = [:]
    private var reported: [String: Int] = [:]
    private var open: MessageBatch.Row?
    private var accounted = 0
    /// What was understood of the columns of tables, in file order.
    public private(set) var tables: [TableMapping] = []
    private static let batchRows = 1024
    private static let batchBytes = 512 << 10

    /// An output for one source.
    public init(source: ExportSource, sink: any MessageSink) {
        self.source = source
        self.sink = sink
        batch = MessageBatch(file: source.path)
    }

    // MARK: Tables

    /// The index of a conversation; new ones are added.
    public func conversation(_ conversation: Conversation) -> Int32 {
        if let index = conversationIndex[conversation] { return index }
        let index = Int32(batch.conversations.count)
        batch.conversations.append(conversation)
        conversationIndex[conversation] = index
        return index
    }

    /// Sets what became known of a conversation only after its first messages (its id, its kind). Batches already handed on keep what they had.
    public func updateConversation(_ index: Int32, _ change: (inout Conversation) -> Void) {
        change(&batch.conversations[Int(index)])
    }

    /// The index of a participant; new ones are added.
    public func participant(_ participant: Participant) -> Int32 {
        if let index = participantIndex[participant] { return index }
        let index = Int32(batch.participants.count)
        batch.participants.append(participant)
        participantIndex[participant] = index
        return index
    }

    /// The index of the participant of a bare name, found by the name's bytes without making a string.
    public func participant(named name: Range<Int>, of bytes: Span<UInt8>, isOwner: Bool? = nil) -> Int32 {
        if let index = participants.index(of: name, in: bytes, tag: isOwner == nil ? 0 : isOwner == true ? 1 : 2) { return index }
        let index = participant(Participant(name: ByteScanning.string(bytes, name), isOwner: isOwner))
        participants.insert(name, of: bytes, tag: isOwner == nil ? 0 : isOwner == true ? 1 : 2, index: index)
        return index
    }

    /// The index of a participant of a name and an account id, found by their bytes without making a string.
    func participant(named name: Range<Int>, id: Range<Int>, of bytes: Span<UInt8>) -> Int32 {
        // Name and id stand side by side in the source, so one piece of it is the key.
        let key = min(name.lowerBound, id.lowerBound)..<max(name.upperBound, id.upperBound)
        if let index = participants.index(of: key, in: bytes, tag: 3) { return index }
        let index = participant(Participant(id: ByteScanning.string(bytes, id), name: ByteScanning.string(bytes, name)))
        participants.insert(key, of: bytes, tag: 3, index: index)
        return index
    }

    // MARK: Messages

    /// Begins a message. A message that is still open is ended.
    ///
    /// - Parameters:
    ///   - conversation: index of a conversation.
    ///   - sender: index of a participant, or nil for system rows and lost authors.
    ///   - sentAt: when it was sent; nil where the file does not say.
    ///   - kind: what it is, as far as the file says.
    ///   - line: 1-based line or record.
    ///   - byteOffset: where the message's first byte stands in the source.
    public func begin(conversation: Int32, sender: Int32?, sentAt: Timestamp?, kind: MessageKind = .text, line: Int, byteOffset: Int) throws(ImportError) {
        if open != nil { try end() }
        let start = Int32(clamping: batch.bytes.count)
        open = MessageBatch.Row(
            conversation: conversation, sender: sender ?? -1, kind: kind, sentAt: sentAt, textStart: start, textEnd: start, line: Int32(clamping: line),
            index: Int32(clamping: totals.messages), byteOffset: Int64(byteOffset))
    }

    /// Pushes a message whose text is one piece of the source, or a replacement; CRLF line ends become LF.
    func push(_ message: GatheredMessage, of bytes: Span<UInt8>) throws(ImportError) {
        if open != nil { try end() }
        let rows = Self.append(message, of: bytes, index: totals.messages, to: &batch)
        totals.messages += 1
        if rows >= Self.batchRows || batch.bytes.count >= Self.batchBytes { try flush() }
    }

    /// One access to the batch for all that a message needs: the checks of exclusive access cost more than the work.
    private static func append(_ message: borrowing GatheredMessage, of bytes: Span<UInt8>, index: Int, to batch: inout MessageBatch) -> Int {
        let start = batch.bytes.count
        if let replacement = message.replacement {
            batch.bytes.append(contentsOf: replacement)
        } else if !message.traits.contains(.carriageReturn) || ByteScanning.first(0x0D, in: bytes, message.text) == nil {
            ByteScanning.append(message.text, of: bytes, to: &batch.bytes)
        } else {
            ByteScanning.appendLines(message.text, of: bytes, to: &batch.bytes)
        }
        var extra: Int32 = -1
        if let more = message.extra {
            extra = Int32(batch.extras.count)
            batch.extras.append(more)
        }
        batch.rows.append(
            MessageBatch.Row(
                conversation: message.head.conversation, sender: message.head.sender, extra: extra, kind: message.head.kind, sentAt: message.head.sentAt,
                textStart: Int32(clamping: start), textEnd: Int32(clamping: batch.bytes.count), line: Int32(clamping: message.line),
                index: Int32(clamping: index), byteOffset: Int64(message.byteOffset)))
        return batch.rows.count
    }

    /// Whether a message is open.
    public var isOpen: Bool { open != nil }

    /// Whether the open message has no text yet.
    public var isTextEmpty: Bool { open.map { Int($0.textStart) == batch.bytes.count } ?? true }

    /// Adds a piece of text to the open message.
    public func appendText(_ range: Range<Int>, of bytes: Span<UInt8>) {
        ByteScanning.append(range, of: bytes, to: &batch.bytes)
    }

    /// Adds a piece of text to the open message.
    public func appendText(_ text: String) { batch.bytes.append(contentsOf: text.utf8) }

    /// Adds a JSON string's text to the open message, escapes resolved.
    public func appendText(_ value: JSONValue, of bytes: Span<UInt8>) { value.append(to: &batch.bytes, of: bytes) }

    /// Adds bytes to the open message; they must be valid UTF-8.
    public func appendText(_ bytes: [UInt8]) { batch.bytes.append(contentsOf: bytes) }

    /// Adds one ASCII byte to the open message, such as a line feed between two lines.
    public func appendByte(_ byte: UInt8) { batch.bytes.append(byte) }

    /// The first byte of the open message's text.
    public var openFirstByte: UInt8? { open.flatMap { Int($0.textStart) < batch.bytes.count ? batch.bytes[Int($0.textStart)] : nil } }

    /// The open message's text so far.
    public var openText: [UInt8] { open.map { Array(batch.bytes[Int($0.textStart)...]) } ?? [] }

    /// Lends the open message's text so far.
    func withOpenText<R>(_ body: (Span<UInt8>) -> R) -> R {
        let start = open.map { Int($0.textStart) } ?? batch.bytes.count
        let bytes = batch.bytes
        return body(bytes.span.extracting(start..<bytes.count))
    }

    /// The name of a participant.
    func participantName(_ index: Int32) -> String { batch.participants[Int(index)].name }

    /// Puts other text in place of the open message's.
    public func replaceText(with text: String) {
        guard let row = open else { return }
        batch.bytes.removeLast(batch.bytes.count - Int(row.textStart))
        batch.bytes.append(contentsOf: text.utf8)
    }

    /// Changes the kind of the open message.
    public func setKind(_ kind: MessageKind) { open?.kind = kind }

    /// The kind of the open message.
    public var openKind: MessageKind? { open?.kind }

    /// Takes the sender from the open message.
    public func setSender(_ sender: Int32?) { open?.sender = sender ?? -1 }

    /// Gives the open message what few messages have.
    public func setExtra(_ change: (inout MessageBatch.Extra) -> Void) {
        guard var row = open else { return }
        if row.extra < 0 {
            row.extra = Int32(batch.extras.count)
            batch.extras.append(MessageBatch.Extra())
            open = row
        }
        change(&batch.extras[Int(row.extra)])
    }

    /// Takes blank lines off the end of the open message's text, and off its beginning too when asked; what stands between stays.
    public func trimBlankLines(atStart: Bool = false) {
        guard var row = open else { return }
        var end = batch.bytes.count
        while end > Int(row.textStart), isBlank(batch.bytes[end - 1]) { end -= 1 }
        batch.bytes.removeLast(batch.bytes.count - end)
        if atStart {
            var start = Int(row.textStart)
            while start < end, batch.bytes[start] == 0x0A || batch.bytes[start] == 0x0D { start += 1 }
            row.textStart = Int32(start)
            open = row
        }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == 0x20 || byte == 0x09 }

    /// Throws the open message away.
    public func abandon() {
        guard let row = open else { return }
        batch.bytes.removeLast(batch.bytes.count - Int(row.textStart))
        open = nil
    }

    /// Ends the open message.
    public func end() throws(ImportError) {
        guard var row = open else { return }
        row.textEnd = Int32(clamping: batch.bytes.count)
        batch.rows.append(row)
        open = nil
        totals.messages += 1
        if batch.rows.count >= Self.batchRows || batch.bytes.count >= Self.batchBytes { try flush() }
    }

    /// Ends the open message and hands on what has been gathered. Readers need not call it at the end: the caller does.
    public func finish() throws(ImportError) {
        try end()
        if !batch.rows.isEmpty { try flush() }
    }

    private func flush() throws(ImportError) {
        let reached = Int(batch.rows.last?.byteOffset ?? 0)
        try sink.receive(batch)
        batch.removeRows()
        source.discard(upTo: reached)
    }

    // MARK: Everything that is not a message

    /// Hands on a person of a contact list.
    public func contact(_ contact: Contact, line: Int) throws(ImportError) {
        try sink.receive(contact, at: SourcePosition(file: source.path, line: self.line(line)))
        discardAccounted()
    }

    /// Hands on an order of an order table.
    public func order(_ order: TableOrder, line: Int) throws(ImportError) {
        try sink.receive(order, at: SourcePosition(file: source.path, line: self.line(line)))
        discardAccounted()
    }

    /// Hands on a row of a bill.
    public func bill(_ entry: BillEntry, line: Int) throws(ImportError) {
        try sink.receive(entry, at: SourcePosition(file: source.path, line: self.line(line)))
        discardAccounted()
    }

    /// Gives back the memory of what was accounted for a step ago, in files that hold no messages: the newest row may still be looked at, and touching a
    /// page that was given back brings megabytes around it back for good.
    private func discardAccounted() {
        guard totals.messages == 0 else { return }
        source.discard(upTo: accounted)
        accounted = totals.messageBytes + totals.decorationBytes + totals.diagnosedBytes
    }

    /// Hands on a row of a pool's own workbook.
    public func edited(_ row: EditedRow, line: Int) throws(ImportError) {
        try sink.receive(row, at: SourcePosition(file: source.path, line: line))
    }

    /// Hands on something else that a pool's own workbook shows.
    func edited(_ part: EditedPart, line: Int) throws(ImportError) { try sink.receive(part, at: SourcePosition(file: source.path, line: line)) }

    /// Says what was understood of a table's columns.
    func understood(_ table: TableMapping) { tables.append(table) }

    /// Counts bytes that belong to messages.
    public func account(messageBytes count: Int) { if lines == nil { totals.messageBytes += count } }

    /// Counts bytes of known decoration.
    public func account(decorationBytes count: Int) { if lines == nil { totals.decorationBytes += count } }

    /// The rows of the file of which those that are read were made, where a table was laid out anew: its bytes are accounted for as a whole.
    var lines: [Int]?

    private func line(_ row: Int) -> Int { lines.map { $0.indices.contains(row - 1) ? $0[row - 1] : $0.last ?? row } ?? row }

    /// Reports an anomaly; one of a kind is passed on up to 20 times, all are counted.
    public func report(
        _ code: String, _ severity: Diagnostic.Severity = .warning, line: Int? = nil, byteOffset: Int? = nil, byteCount: Int = 0, _ message: String
    ) {
        totals.diagnosedBytes += lines == nil ? byteCount : 0
        let line = line.map { self.line($0) }
        reported[code, default: 0] += 1
        guard reported[code, default: 0] <= 20 else { return }
        sink.report(
            Diagnostic(
                code, severity, at: SourcePosition(file: source.path, line: line, byteOffset: lines == nil ? byteOffset : nil), message,
                byteCount: lines == nil ? byteCount : 0))
    }

    /// How often each kind of anomaly was seen.
    public var reportedCounts: [String: Int] { reported }
}
