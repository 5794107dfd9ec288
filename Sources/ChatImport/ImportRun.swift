public import ChatExtract
public import ChatActs
import ChatBytes
import ChatInterpret
public import ChatModel
public import ChatReaders
public import CustomerPool

/// The whole way: exports into the pool, chats into records, records into customers.
///
/// ```swift
/// let pool = try PoolStore(path: "chatpool.db")
/// let report = try ImportRun(pool: pool).run(InputList(["exports"]))
/// try BuiltinWriters.writer(for: "customers.xlsx").write(PoolView().contents(of: pool), to: "customers.xlsx")
/// ```
public struct ImportRun: Sendable {
    /// What the user may set.
    public struct Options: Sendable {
        /// The seller's names as chats show them; empty to infer them.
        public var ownerNames: [String] = []
        /// Which of the seller's accounts the exports come from; empty where the user does not say.
        public var account = ""
        /// Names of the seller's accounts as the settings list them; those that no chat shows are passed over.
        public var usualOwners: [String] = []
        /// Whether the messages are a part of the seller's, in which a given name may be in no chat.
        public var isPart = false
        /// The seller's product list.
        public var catalog: Catalog?
        /// ISO 3166 alpha-2 of the shop; nil to find it out of the chats.
        public var region: String?
        /// What the seller set about stages and lists.
        public var insights = InsightsOptions()
        /// The day from which stages are told (see `CivilDay`); nil for the last day on which anything was seen.
        public var asOf: Int?
        /// Months after which people of whom nothing new was seen leave the pool with their chats; nil to keep them.
        public var keepMonths: Int?
        /// Records from which what a pool's parts are resolved by is kept; fewer are resolved together as quickly.
        public var leastForParts = 2000
        /// Threads to use; nil for one a core.
        public var threads: Int?
        /// The weights of the act model; nil for those in the program.
        public var actTable: ActTable?
        /// Who tells what the messages of a conversation do; nil for the act model.
        public var acts: (@Sendable (Conversation) -> any ActSource)?

        /// The defaults: infer the seller, no product list, mainland China.
        public init() {}
    }

    /// The pool that is added to.
    public let pool: PoolStore
    /// What the user set.
    public var options: Options
    /// Where the chats show the shop to be, when the user did not say.
    var found: FoundRegion?
    private let reading: FileReading
    /// Whom to tell how far it has come.
    private var meter: ProgressMeter?

    /// A run over a pool.
    public init(pool: PoolStore, options: Options = Options(), registry: ReaderRegistry = ReaderRegistry()) {
        self.pool = pool
        self.options = options
        reading = FileReading(registry: registry)
    }

    /// Reads the inputs and brings the pool up to date.
    ///
    /// - Parameters:
    ///   - inputs: the files to read.
    ///   - progress: called from any thread: after each file, and after each thousand messages within one.
    /// - Throws: when the pool cannot be used; what goes wrong with an input is in the report.
    public func run(_ inputs: InputList, progress: (@Sendable (Progress) -> Void)? = nil) throws(ImportError) -> RunReport {
        var run = self
        run.meter = progress.map { ProgressMeter(totalBytes: inputs.entries.reduce(0) { $0 + $1.size }, files: inputs.entries.count, report: $0) }
        return try run.readAndRefresh(inputs)
    }

    private func readAndRefresh(_ inputs: InputList) throws(ImportError) -> RunReport {
        var report = RunReport()
        report.customersBefore = try pool.customerCount()
        report.files = inputs.failures.map(FileReport.init)
        let read = try readAll(inputs)
        report.files += read.reports
        report.newMessages = read.added
        report.repeatedMessages = read.repeated
        let books = read.edited.filter { !$0.rows.isEmpty || !$0.heads.isEmpty }
        var waiting: [EditedWorkbook] = []
        for book in books {
            let result = try pool.readBack(book)
            // Rows of people whom the pool does not have yet may belong to chats that were read beside the workbook.
            if result.unknownRows > 0 { waiting.append(book) } else { report.readBack.add(result) }
        }
        try refresh(&report)
        if !waiting.isEmpty {
            for book in waiting { report.readBack.add(try pool.readBack(book)) }
            try refresh(&report)
        }
        try pool.audit("import", count: read.added)
        return report
    }

    /// Brings customers up to date with the messages that the pool holds.
    public func refresh(_ report: inout RunReport) throws(ImportError) {
        var run = self
        try run.remember()
        if try SettledRun.fill(&report, pool, run.options) { return }
        try run.bringUpToDate(&report)
        try SettledRun.note(report, pool, run.options)
    }

    /// Takes what is not given from the last run that was given it, and keeps what is given for the next.
    private mutating func remember() throws(ImportError) {
        if let catalog = options.catalog {
            try pool.setSetting("catalog", catalog.csv)
        } else if let csv = try pool.setting("catalog") {
            options.catalog = Catalog(csv: Array(csv.utf8))
        }
        if let region = options.region {
            try pool.setSetting(Self.givenRegion, region)
        } else {
            options.region = try pool.setting(Self.givenRegion)
        }
    }

    /// Where the pool keeps the region that the user gave.
    private static let givenRegion = "given region"
    /// The shop's country.
    var region: String { options.region ?? found?.region ?? "CN" }

    private mutating func bringUpToDate(_ report: inout RunReport) throws(ImportError) {
        guard try understand(&report) else { return }
        try PoolResolution(pool, options).run(into: &report)
        guard let day = try Retention(pool, options).drop(into: &report) else { return }
        // Without them, other people's chats are read and weighed as if they had never been there.
        var run = self
        run.options.keepMonths = nil
        let retired = report.retired
        try run.bringUpToDate(&report)
        try pool.scrub()
        (report.retired, report.retiredBefore) = (retired, Timestamp(dayNumber: day))
    }

    /// Makes records of the messages and tables that the pool holds.
    ///
    /// - Returns: false where a name that was given for the seller's is nobody's, so that nothing was made.
    mutating func understand(_ report: inout RunReport) throws(ImportError) -> Bool {
        let stored = try pool.conversations()
        if options.region == nil { found = try ShopRegion(pool: pool).find(stored) }
        report.region = region
        report.currency = found?.currency ?? OrderReader.homeCurrency(region)
        report.regionGrounds = options.region == nil ? found?.grounds ?? [] : nil
        guard let owner = try ownership(stored, &report) else {
            report.customers = report.customersBefore
            return false
        }
        let chats = try ConversationGrouping.grouped(stored, ownership: owner) { (a, b) throws(ImportError) in try pool.overlap(a, b) }
        report.conversations = chats.count
        let repeated = try pool.settle(chats)
        let more = min(report.newMessages, max(0, repeated - (Int(try pool.setting("repeated") ?? "") ?? 0)))
        report.newMessages -= more
        report.repeatedMessages += more
        if repeated > 0 { try pool.setSetting("repeated", String(repeated)) }
        try interpret(chats, owner)
        if try pool.hasChangedTables(rules: TableRecords.rules) {
            try pool.replaceTableRecords(with: TableRecords.records(of: pool, ownership: owner, region: region), rules: TableRecords.rules)
        }
        return true
    }

    // MARK: Reading

    /// What came of one input.
    private struct ReadFile {
        var reports: [FileReport]
        /// Messages that were new to the pool.
        var added = 0
        /// Messages that the pool had.
        var repeated = 0
        /// Rows of the pool's own workbook.
        var edited: [EditedWorkbook] = []
        /// Whether it was known before and brought more.
        var hasGrown = false
        /// What to remember of it.
        var known: KnownFile?
    }

    private func readAll(_ inputs: InputList) throws(ImportError) -> (
        reports: [FileReport], added: Int, repeated: Int, edited: [EditedWorkbook]
    ) {
        let firstSource = try pool.nextSourceID()
        let mark = try pool.importMark()
        let written = try WrittenFiles(of: pool)
        let known = try KnownFiles(of: pool, options, reading.registry)
        let results = try Parallel.map(inputs.entries, threads: options.threads) { (i, entry) throws(ImportError) in
            var imports: [SourceImport] = []
            var sinks: [PoolSink] = []
            if written.has(entry), reading.isPassedOver(entry.path) {
                meter?.fileDone(bytes: entry.size)
                return ReadFile(reports: [FileReport(passedOver: entry)])
            }
            if known.has(entry) {
                meter?.fileDone(bytes: entry.size)
                return ReadFile(reports: [FileReport(unchanged: entry)], known: known.touched(entry))
            }
            let reports = try reading.read(entry.path) { source, format throws(ImportError) in
                let id = firstSource + Int64(i) * 100_000 + Int64(imports.count)
                let sourceImport = try SourceImport(pool, id: id, path: source.path, format: format.id, bytes: source.originalSize, account: options.account)
                imports.append(sourceImport)
                let sink = PoolSink(sourceImport, ReadingPlace(source, of: entry), meter)
                sinks.append(sink)
                return sink
            }
            var (added, repeated) = (0, 0)
            for sourceImport in imports {
                try sourceImport.finish()
                added += sourceImport.added
                repeated += sourceImport.repeated
            }
            meter?.fileDone(bytes: entry.size - sinks.reduce(0) { $0 + $1.place.told })
            let remembered = known.remembering(entry, reports, isKept: imports.allSatisfy(\.isKept))
            return ReadFile(
                reports: reports, added: added, repeated: repeated, edited: sinks.map(\.edited), hasGrown: imports.contains { $0.hasGrown(since: mark) },
                known: remembered)
        }
        try known.remember(results.compactMap(\.known), in: pool)
        let settled = try pool.settleContested()
        try pool.noteImport(since: mark, hasGrown: results.contains(where: \.hasGrown))
        let (added, repeated) = results.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.repeated) }
        return (results.flatMap(\.reports), added + settled, max(0, repeated - settled), results.flatMap(\.edited))
    }

    // MARK: Chats into records

    private func interpret(_ chats: [StoredConversation], _ owner: Ownership) throws(ImportError) {
        var changed = try pool.changedConversations()
        let goods = options.acts == nil ? try ShopNames(pool: pool, options: options, region: region, owner: owner).goods(chats, &changed) : ShopGoods()
        let work = chats.filter { $0.ids.contains(where: changed.contains) }
        // A transaction for each chat would cost more than reading it; the records of a few dozen are held meanwhile.
        let size = 32
        _ = try Parallel.map(Array(stride(from: 0, to: work.count, by: size)), threads: options.threads) { (_, start) throws(ImportError) in
            var read: [InterpretedChat] = []
            for chat in work[start..<min(start + size, work.count)] { read.append(try interpreted(chat, owner, goods)) }
            try pool.replaceRecords(of: read)
            return 0
        }
    }

    private func interpreted(_ chat: StoredConversation, _ owner: Ownership, _ goods: ShopGoods) throws(ImportError) -> InterpretedChat {
        if chat.conversation.format == "address-blocks" {
            var blocks = AddressBlockInterpreter(chat.conversation, ownership: owner, region: region)
            try pool.forEachMessage(of: chat) { blocks.read($0) }
            return InterpretedChat(chat, records: blocks.finish())
        }
        let people = chat.participants.map(\.participant)
        let owner = owner.settled(in: chat.conversation, people)
        let isUnknown = chat.conversation.kind == .direct && !people.contains(where: owner.owns) && Set(people.map(\.name)).count == 2
        func interpreter(_ mark: String) -> ConversationInterpreter {
            let acts = options.acts?(chat.conversation) ?? ActReader(table: options.actTable ?? .builtin, goods: goods, catalog: options.catalog)
            return ConversationInterpreter(
                chat.conversation, mark: mark, hasUnknownSides: isUnknown, ownership: owner, catalog: options.catalog, region: region,
                currency: found?.currency, acts: acts)
        }
        var parts = ChatParts(of: chat)
        var whole = interpreter(chat.mark)
        var count = 0
        try pool.forEachMessage(of: chat) { message in
            whole.read(message)
            parts.note(message)
            count += 1
            if count % ProgressMeter.step == 0 { meter?.add(understood: ProgressMeter.step) }
        }
        meter?.add(understood: count % ProgressMeter.step)
        var result = whole.finish()
        if parts.mayBeSeveral(result.records) {
            let files = parts.files
            var readers = files.indices.map { interpreter($0 == 0 ? chat.mark : "\(chat.mark)/\($0 + 1)") }
            try pool.forEachMessage(of: chat) { message in files.firstIndex(of: message.source.file).map { readers[$0].read(message) } }
            let read = readers.indices.map { readers[$0].finish() }
            if let split = ChatParts.split(read) { result = split }
        }
        var read = InterpretedChat(chat, records: result.records)
        if isUnknown || owner.isUnknown { for i in read.records.indices { read.records[i].tags.append(IdentityTies.withoutNames) } }
        (read.returnPhones, read.toldPhones) = (result.sellerContacts.returnPhones, result.sellerContacts.toldPhones)
        return read
    }
}
