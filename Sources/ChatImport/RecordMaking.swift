public import ChatModel
import ChatBytes
import ChatInterpret
import CustomerPool

/// Makes customer records of message lines without a pool on disk: everything that an import does with messages before people are told apart.
///
/// The lines of whole conversations come in, in any order but that of their files; who the seller is, the shop's country and what its goods are called is found out of them unless it is given.
public final class RecordMaking {
    /// What a line was.
    public enum Line: Sendable {
        /// A message or a row of a table.
        case taken
        /// No JSON object, or a row that cannot be read.
        case unreadable
    }

    private enum Key: String, JSONKey {
        case platform, format, chat, sender, sentAt = "sent_at", kind, text, payment, quote, solitaire, source, contact, order, bill
    }
    private enum Chat: String, JSONKey { case id, title, kind }
    private enum Person: String, JSONKey { case id, name, isOwner = "is_owner" }
    private enum Money: String, JSONKey { case amount, currency, state, id }
    private enum Said: String, JSONKey { case sender, text }
    private enum Entry: String, JSONKey { case account, text }
    private enum Place: String, JSONKey { case file, line, index }

    /// What one file has brought and is not in the pool yet.
    private struct OpenFile {
        var target: SourceImport
        var batch: MessageBatch
        var chats: [Conversation: Int32] = [:]
        var people: [Participant: Int32] = [:]
    }

    private static let batchSize = 4096
    private let pool: PoolStore
    private let run: ImportRun
    private var files: [String: OpenFile] = [:]
    private var paths: [String] = []
    private var fields = JSONFields(Key.self)
    private var chat = JSONFields(Chat.self)
    private var person = JSONFields(Person.self)
    private var money = JSONFields(Money.self)
    private var said = JSONFields(Said.self)
    private var entry = JSONFields(Entry.self)
    private var place = JSONFields(Place.self)

    /// Nothing was read yet.
    public init(options: ImportRun.Options = ImportRun.Options()) throws(ImportError) {
        pool = try PoolStore(path: ":memory:")
        run = ImportRun(pool: pool, options: options)
    }

    /// Takes a line.
    public func read(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(ImportError) -> Line {
        var scanner = JSONScanner(bytes, range)
        guard fields.read(&scanner, bytes) else { return .unreadable }
        if !fields[Key.text].exists, fields[Key.contact].exists || fields[Key.order].exists || fields[Key.bill].exists {
            guard let line = TableLine(bytes, range) else { return .unreadable }
            let file = try open(line.position.file, format: "table")
            switch line.row {
            case .contact(let contact): try file.target.append(contact, at: line.position)
            case .order(let order): try file.target.append(order, at: line.position)
            case .bill(let bill): try file.target.append(bill, at: line.position)
            }
            return .taken
        }
        let format = fields[Key.format].string(in: bytes) ?? "messages"
        let hasPlace = fields[Key.source].isObject && place.read(fields[Key.source], bytes)
        let path = hasPlace ? place[Place.file].string(in: bytes) ?? "-" : "-"
        var file = try open(path, format: format)
        files[path] = nil
        let start = file.batch.bytes.count
        fields[Key.text].append(to: &file.batch.bytes, of: bytes)
        let sender = participant(bytes)
        let row = MessageBatch.Row(
            conversation: Self.number(conversation(format, bytes), in: &file.chats, &file.batch.conversations),
            sender: sender.map { Self.number($0, in: &file.people, &file.batch.participants) } ?? -1, extra: extra(bytes, &file.batch),
            kind: fields[Key.kind].string(in: bytes).flatMap(MessageKind.init(rawValue:)) ?? .text,
            sentAt: fields[Key.sentAt].isString ? Timestamp(iso8601: bytes.extracting(fields[Key.sentAt].range)) : nil,
            textStart: Int32(truncatingIfNeeded: start), textEnd: Int32(truncatingIfNeeded: file.batch.bytes.count),
            line: Self.small(hasPlace ? place[Place.line].integer(in: bytes) : nil), index: Self.small(hasPlace ? place[Place.index].integer(in: bytes) : nil),
            byteOffset: 0)
        file.batch.rows.append(row)
        if file.batch.rows.count >= Self.batchSize || file.batch.bytes.count > 1 << 24 { try Self.store(&file) }
        files[path] = file
        return .taken
    }

    /// The records of everything that was read; nothing where the report names sellers whom no chat shows.
    public func records(_ report: inout RunReport) throws(ImportError) -> [CustomerRecord] {
        for path in paths {
            guard var file = files[path] else { continue }
            try Self.store(&file)
            try file.target.finish()
            report.newMessages += file.target.added
            report.repeatedMessages += file.target.repeated
        }
        files = [:]
        report.newMessages += try pool.settleContested()
        var run = run
        guard try run.understand(&report) else { return [] }
        var contacts = SellerContacts()
        contacts.returnPhones = try pool.sellerPhones("return")
        contacts.toldPhones = try pool.sellerPhones("told")
        let texts = try pool.recordTexts()
        var records = try texts.records(0..<texts.count)
        for i in records.indices { contacts.remove(from: &records[i]) }
        return records
    }

    private func open(_ path: String, format: String) throws(ImportError) -> OpenFile {
        if let known = files[path] { return known }
        paths.append(path)
        let file = OpenFile(
            target: try SourceImport(pool, id: Int64(paths.count), path: path, format: format, bytes: 0, account: run.options.account),
            batch: MessageBatch(file: path))
        files[path] = file
        return file
    }

    private static func store(_ file: inout OpenFile) throws(ImportError) {
        guard !file.batch.rows.isEmpty else { return }
        try file.target.append(file.batch)
        file.batch.removeRows()
    }

    private static func number<Value: Hashable>(_ value: Value, in known: inout [Value: Int32], _ list: inout [Value]) -> Int32 {
        if let number = known[value] { return number }
        let number = Int32(truncatingIfNeeded: list.count)
        known[value] = number
        list.append(value)
        return number
    }

    /// A line or an index of a file; 0 for what none can be.
    private static func small(_ value: Int?) -> Int32 { value.flatMap(Int32.init(exactly:)).map { max($0, 0) } ?? 0 }

    private func conversation(_ format: String, _ bytes: Span<UInt8>) -> Conversation {
        var result = Conversation(platform: fields[Key.platform].string(in: bytes).map { Platform(rawValue: $0) } ?? .unknown, format: format)
        guard fields[Key.chat].isObject, chat.read(fields[Key.chat], bytes) else { return result }
        result.id = chat[Chat.id].string(in: bytes)
        result.title = chat[Chat.title].string(in: bytes) ?? ""
        result.kind = chat[Chat.kind].string(in: bytes).flatMap(Conversation.Kind.init(rawValue:)) ?? .unknown
        return result
    }

    private func participant(_ bytes: Span<UInt8>) -> Participant? {
        guard fields[Key.sender].isObject, person.read(fields[Key.sender], bytes) else { return nil }
        return Participant(
            id: person[Person.id].string(in: bytes), name: person[Person.name].string(in: bytes) ?? "", isOwner: person[Person.isOwner].bool(in: bytes))
    }

    /// The place of what few messages have; -1 for none.
    private func extra(_ bytes: Span<UInt8>, _ batch: inout MessageBatch) -> Int32 {
        var extra = MessageBatch.Extra()
        if fields[Key.payment].isObject, money.read(fields[Key.payment], bytes) {
            extra.payment = Payment(
                amount: money[Money.amount].number(in: bytes), currency: money[Money.currency].string(in: bytes) ?? "CNY",
                state: money[Money.state].string(in: bytes).flatMap(Payment.State.init(rawValue:)) ?? .sent, id: money[Money.id].string(in: bytes))
        }
        if fields[Key.quote].isObject, said.read(fields[Key.quote], bytes) {
            extra.quote = Quote(sender: said[Said.sender].string(in: bytes), text: said[Said.text].string(in: bytes) ?? "")
        }
        if fields[Key.solitaire].exists {
            var list = JSONScanner(bytes, at: fields[Key.solitaire])
            if list.enterArray(bytes) {
                while list.nextElement(bytes) {
                    let value = list.value(bytes)
                    guard value.isObject, entry.read(value, bytes) else { continue }
                    extra.solitaire.append(
                        SolitaireEntry(account: entry[Entry.account].string(in: bytes) ?? "", text: entry[Entry.text].string(in: bytes) ?? ""))
                }
            }
        }
        guard extra.payment != nil || extra.quote != nil || !extra.solitaire.isEmpty else { return -1 }
        batch.extras.append(extra)
        return Int32(truncatingIfNeeded: batch.extras.count - 1)
    }
}
