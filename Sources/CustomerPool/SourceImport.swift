public import ChatModel
import GRDB

/// Writes what one source holds into the pool, batch by batch.
///
/// A message's fingerprint is made of its kind, its text, and how many equal ones stood before it in the same minute of the same chat in this source: two
/// exports of one chat give the same fingerprints for what they share, and a repeated “1” stays two messages.
public final class SourceImport {
    private let store: PoolStore
    private let sourceID: Int64
    private let file: String
    /// The account that the user says the source comes from; empty for none.
    private let account: String
    private var conversations: [Int64] = []
    private var participants: [Int64: [Int64?]] = [:]
    private var repeats: [Int32: Repeats] = [:]
    /// Keeps out who was forgotten; nil when nobody was.
    private let forgotten: Forgotten?
    /// The numbers of the file's conversations that are a forgotten person's alone.
    private var shut: Set<Int32> = []
    /// Whether a row of a table was new to the pool.
    private var hasChangedTables = false
    /// Messages that were new to the pool.
    public private(set) var added = 0
    /// Messages that the pool had.
    public private(set) var repeated = 0
    /// Who writes in the source.
    private var writers: Set<Int64> = []
    /// Whether the pool remembers the source after its end: not where it holds nobody but who was forgotten.
    public private(set) var isKept = true

    /// Whether a source that was known before has brought more.
    public func hasGrown(since mark: ImportMark) -> Bool { sourceID <= mark.source && (added > 0 || hasChangedTables) }

    private struct Repeats {
        var minute = Int64.min
        var counts: [UInt64: UInt64] = [:]
    }

    /// Begins a source.
    ///
    /// - Parameters:
    ///   - store: the pool that is added to.
    ///   - id: the source's number where it is new: it orders messages of one minute, so that reading on many threads gives what reading on one gives.
    ///   - path: as shown to the user; the same path read again is the same source.
    ///   - format: the format's id.
    ///   - bytes: the size of the file.
    ///   - account: which of the seller's accounts it comes from, where the user says so.
    public init(_ store: PoolStore, id: Int64, path: String, format: String, bytes: Int, account: String = "") throws(ImportError) {
        self.store = store
        self.account = account
        file = path
        (sourceID, forgotten) = try store.write { db in
            let begin = try db.cachedStatement(
                sql: """
                    INSERT INTO source (id, path, format, bytes) VALUES (?, ?, ?, ?)
                    ON CONFLICT (path) DO UPDATE SET format = excluded.format, bytes = excluded.bytes, is_complete = 0
                    RETURNING id
                    """)
            return (try Int64.fetchOne(begin, arguments: [id, path, format, bytes]) ?? 0, try store.forgotten(db))
        }
    }

    /// Adds a batch of messages; those that the pool has are passed over.
    public func append(_ batch: borrowing MessageBatch) throws(ImportError) {
        let batch = copy batch
        try store.write { db in
            while conversations.count < batch.conversations.count {
                let conversation = batch.conversations[conversations.count]
                if forgotten?.shuts(conversation) == true {
                    shut.insert(Int32(conversations.count))
                    conversations.append(0)
                } else {
                    conversations.append(try row(of: conversation, db))
                }
            }
            let insert = try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO message (conversation_id, minute, fingerprint, source_id, idx, participant_id, sent_at, utc_offset, precision, kind, text,
                        payment, quote, solitaire, line, byte_offset) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                    """)
            // Of two sources that show one message the earlier one stands as its place, whichever thread comes first.
            let replace = try db.cachedStatement(
                sql: """
                    UPDATE message SET source_id = ?4, idx = ?5, participant_id = ?6, sent_at = ?7, utc_offset = ?8, precision = ?9, kind = ?10, text = ?11,
                        payment = ?12, quote = ?13, solitaire = ?14, line = ?15, byte_offset = ?16
                    WHERE conversation_id = ?1 AND minute = ?2 AND fingerprint = ?3 AND source_id > ?4
                    """)
            let standing = try db.cachedStatement(
                sql: "SELECT source_id, participant_id FROM message WHERE conversation_id = ? AND minute = ? AND fingerprint = ?")
            let setAside = try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO contested SELECT * FROM message WHERE conversation_id = ? AND minute = ? AND fingerprint = ?")
            let contest = try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO contested VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)")
            var touched: Set<Int64> = []
            for (i, row) in batch.rows.enumerated() {
                if shut.contains(row.conversation) { continue }
                var text = batch.text(at: i)
                let minute = row.sentAt.map { $0.wallSeconds >= 0 ? $0.wallSeconds / 60 : ($0.wallSeconds - 59) / 60 } ?? repeats[row.conversation]?.minute ?? 0
                let fingerprint = fingerprint(row, of: batch, minute: minute)
                if let forgotten {
                    let chat = batch.conversations[Int(row.conversation)]
                    if forgotten.isBlotted(minute: minute, fingerprint: fingerprint, in: chat) { continue }
                    if row.sender >= 0, forgotten.isSilent(batch.participants[Int(row.sender)], in: chat) { continue }
                    guard let rest = forgotten.blotted(text, in: chat) else { continue }
                    text = rest
                }
                let conversation = conversations[Int(row.conversation)]
                let participant = row.sender < 0 ? nil : try self.participant(Int(row.sender), of: batch, conversation: conversation, db)
                if let participant { writers.insert(participant) }
                let extra = row.extra < 0 ? nil : batch.extras[Int(row.extra)]
                let values: StatementArguments = [
                    conversation, minute, fingerprint, sourceID, Int64(row.index), participant, row.sentAt?.wallSeconds,
                    row.sentAt?.offsetMinutes.map { Int64($0) }, Int64(row.sentAt?.precision.rawValue ?? 2), row.kind.rawValue, text,
                    try kept(extra?.payment, row, batch), try kept(extra?.quote, row, batch),
                    try kept(extra.flatMap { $0.solitaire.isEmpty ? nil : $0.solitaire }, row, batch), Int64(row.line), row.byteOffset,
                ]
                try insert.execute(arguments: values)
                if db.changesCount > 0 {
                    added += 1
                    touched.insert(conversation)
                } else {
                    repeated += 1
                    let key: StatementArguments = [conversation, minute, fingerprint]
                    if let participant, let stands = try Row.fetchOne(standing, arguments: key), let other: Int64 = stands[1], other != participant {
                        // Which of two senders wrote it, or both, is told when all sources are read.
                        if stands[0] as Int64 > sourceID { try setAside.execute(arguments: key) } else { try contest.execute(arguments: values) }
                    }
                    try replace.execute(arguments: values)
                    if db.changesCount > 0 { touched.insert(conversation) }
                }
            }
            let touch = try db.cachedStatement(sql: "UPDATE conversation SET is_changed = 1 WHERE id = ?")
            for conversation in touched.sorted() { try touch.execute(arguments: [conversation]) }
            if !touched.isEmpty { try PoolStore.noteUnsettled(db) }
        }
    }

    /// Adds a person of a contact list.
    public func append(_ contact: Contact, at position: SourcePosition) throws(ImportError) { try append("contact", contact, position) }

    /// Adds an order of an order table.
    public func append(_ order: TableOrder, at position: SourcePosition) throws(ImportError) { try append("order", order, position) }

    /// Adds a row of a bill.
    public func append(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) { try append("bill", entry, position) }

    /// Ends the source.
    public func finish() throws(ImportError) {
        try store.write { db in
            let end = try db.cachedStatement(sql: "UPDATE source SET messages = messages + ?, is_complete = 1 WHERE id = ?")
            try end.execute(arguments: [added, sourceID])
            let writes = try db.cachedStatement(sql: "INSERT OR IGNORE INTO source_participant (source_id, participant_id) VALUES (?, ?)")
            for writer in writers.sorted() { try writes.execute(arguments: [sourceID, writer]) }
            // The name of a file that holds nobody but who was forgotten is theirs too.
            if forgotten != nil {
                try db.execute(
                    sql: """
                        DELETE FROM source WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM message WHERE source_id = ?1)
                            AND NOT EXISTS (SELECT 1 FROM entry WHERE source_id = ?1)
                        """, arguments: [sourceID])
                isKept = db.changesCount == 0
            }
        }
    }

    /// What few messages have, as JSON, without the numbers of who was forgotten.
    private func kept(_ value: (some Encodable & Sendable)?, _ row: MessageBatch.Row, _ batch: borrowing MessageBatch) throws -> String? {
        guard let value else { return nil }
        let json = try PoolStore.json(value)
        guard let forgotten else { return json }
        return forgotten.blotted(json, in: batch.conversations[Int(row.conversation)])
    }

    private func append(_ kind: String, _ value: some Encodable, _ position: SourcePosition) throws(ImportError) {
        try store.write { db in
            let json = try PoolStore.json(value)
            if let forgotten, forgotten.isTheirs(kind: kind, json) { return }
            var hash = Fingerprint()
            hash.add(json.utf8)
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO entry (kind, fingerprint, source_id, line, json) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (kind, fingerprint) DO UPDATE SET source_id = excluded.source_id, line = excluded.line WHERE excluded.source_id < source_id
                    """)
            try insert.execute(arguments: [kind, hash.value, sourceID, position.line ?? 0, json])
            if db.changesCount > 0, !hasChangedTables {
                try PoolStore.noteChangedTables(db)
                hasChangedTables = true
            }
        }
    }

    private func fingerprint(_ row: MessageBatch.Row, of batch: MessageBatch, minute: Int64) -> Int64 {
        var hash = Fingerprint()
        hash.add(row.kind.rawValue.utf8)
        // Two tools show one picture or one transfer in different words: what is no text is known by its kind.
        if row.kind == .text || row.kind == .solitaire || row.kind == .system { hash.add(batch.bytes[row.text]) }
        if repeats[row.conversation]?.minute != minute { repeats[row.conversation] = Repeats(minute: minute) }
        let count = repeats[row.conversation]?.counts[hash.state] ?? 0
        repeats[row.conversation]?.counts[hash.state] = count + 1
        hash.add(number: count)
        return hash.value
    }

    private func row(of conversation: Conversation, _ db: Database) throws -> Int64 {
        let key = PoolStore.rowKey(of: conversation, file: file, account: account)
        // Of two sources that show one chat the earlier one names it, whichever thread comes first.
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO conversation (key, platform, format, chat_id, title, kind, source_id) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET
                    format = iif(excluded.source_id < source_id, excluded.format, format),
                    title = iif(excluded.title <> '' AND (title = '' OR excluded.source_id < source_id), excluded.title, title),
                    kind = iif(excluded.kind <> 'unknown' AND (kind = 'unknown' OR excluded.source_id < source_id), excluded.kind, kind),
                    source_id = min(excluded.source_id, source_id)
                WHERE excluded.source_id < source_id OR excluded.title <> '' AND title = '' OR excluded.kind <> 'unknown' AND kind = 'unknown'
                """)
        try insert.execute(
            arguments: [
                key, conversation.platform.rawValue, conversation.format, conversation.id, conversation.title, conversation.kind.rawValue, sourceID,
            ])
        if db.changesCount > 0 { try PoolStore.noteUnsettled(db) }
        return try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM conversation WHERE key = ?"), arguments: [key]) ?? 0
    }

    private func participant(_ index: Int, of batch: MessageBatch, conversation: Int64, _ db: Database) throws -> Int64 {
        var known = participants[conversation] ?? []
        if index < known.count, let id = known[index] { return id }
        let participant = batch.participants[index]
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO participant (conversation_id, account_id, name, is_owner) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET is_owner = excluded.is_owner WHERE excluded.is_owner IS NOT NULL AND excluded.is_owner IS NOT is_owner
                """)
        let key: StatementArguments = [conversation, participant.id ?? "", participant.name]
        try insert.execute(arguments: key + [participant.isOwner])
        if db.changesCount > 0 { try PoolStore.noteUnsettled(db) }
        let row = try db.cachedStatement(sql: "SELECT id FROM participant WHERE conversation_id = ? AND account_id = ? AND name = ?")
        let id = try Int64.fetchOne(row, arguments: key) ?? 0
        while known.count <= index { known.append(nil) }
        known[index] = id
        participants[conversation] = known
        return id
    }
}

/// FNV-1a over 64 bits: tells messages apart, promises nothing against malice.
struct Fingerprint {
    private(set) var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        state = (state ^ 0xff) &* 0x0000_0100_0000_01b3
    }

    mutating func add(number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { state = (state ^ (number >> UInt64(shift) & 0xff)) &* 0x0000_0100_0000_01b3 }
    }

    var value: Int64 { Int64(bitPattern: state) }
}
