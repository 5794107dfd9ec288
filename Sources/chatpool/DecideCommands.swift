import ArgumentParser
import ChatImport
import ChatModel
import CustomerPool

/// `chatpool merge A B`
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: Words.of("Says that two customers are one person."),
        discussion: Words.of(
            """
            Holds in every later import. The older customer number stays; the other one goes on meaning the same customer. 'chatpool undo' takes it back.

            Example:
              chatpool merge 苏小满 13700009001
            """))

    @Argument(help: ArgumentHelp(Words.of("A customer: number, phone, name or nickname."))) var first: String
    @Argument(help: ArgumentHelp(Words.of("The other one."))) var second: String
    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption

    func run() throws {
        let store = try Deciding.open(pool)
        let (a, b) = (try CustomerChoice.one(first, in: store), try CustomerChoice.one(second, in: store))
        guard a.id != b.id else { throw Deciding.refused("both are one customer already", "两者已经是同一位客户") }
        try Deciding.run(try Deciding.importRun(store, settings)) { () throws(ImportError) in
            try SellerDecisions(store).merge(a, b)
        } told: { () throws(ImportError) in
            let kept = try store.standingID(b.id) == a.id ? (a.id, b.id) : (b.id, a.id)
            return Words.say("\(kept.1) is now part of \(kept.0)", "\(kept.1) 已并入 \(kept.0)")
        }
    }
}

/// `chatpool not-same A B`
struct NotSameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "not-same", abstract: Words.of("Says that two customers are two people."),
        discussion: Words.of("They are not asked about again, and no later import puts them together. 'chatpool undo' takes it back."))

    @Argument(help: ArgumentHelp(Words.of("A customer: number, phone, name or nickname."))) var first: String
    @Argument(help: ArgumentHelp(Words.of("The other one."))) var second: String
    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption

    func run() throws {
        let store = try Deciding.open(pool)
        let (a, b) = (try CustomerChoice.one(first, in: store), try CustomerChoice.one(second, in: store))
        guard a.id != b.id else {
            throw Deciding.refused("both are one customer; 'chatpool split' takes one apart", "两者现在是同一位客户，请用 chatpool split 拆分")
        }
        try Deciding.run(try Deciding.importRun(store, settings)) { () throws(ImportError) in
            try SellerDecisions(store).notSame(a, b)
        } told: {
            Words.say("\(a.id) and \(b.id) stay two customers", "\(a.id) 与 \(b.id) 保持为两位客户")
        }
    }
}

/// `chatpool split CUSTOMER PART…`
struct SplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: Words.of("Takes accounts or phones out of a customer, as somebody else's."),
        discussion: Words.of(
            """
            The part is named by an account's id or nickname, a chat, a file, a name or a phone. What one account shows in one chat cannot be taken apart. The larger part keeps the
            customer number. Holds in every later import; 'chatpool undo' takes it back.

            Example:
              chatpool split c_7x2kq0v9m3t1a 13700009001
            """))

    @Argument(help: ArgumentHelp(Words.of("The customer: number, phone, name or nickname."))) var customer: String
    @Argument(help: ArgumentHelp(Words.of("Accounts, nicknames, chats, files, names or phones that are somebody else's."))) var parts: [String]
    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption

    func run() throws {
        let store = try Deciding.open(pool)
        let whole = try CustomerChoice.one(customer, in: store)
        var outcome = SellerDecisions.Split.noSuchPart
        try Exit.reporting { () throws(ImportError) in
            outcome = try SellerDecisions(store).split(whole) { record in parts.contains { PoolStore.shows(record, $0) } }
        }
        switch outcome {
        case .noSuchPart: throw Deciding.refused("the customer has no such account, nickname or phone", "这位客户没有这个账号、昵称或电话")
        case .nothingLeft:
            throw Deciding.refused(
                "everything known of the customer comes from there: there is nothing to take apart", "这位客户的全部资料都来自这里，无法拆分")
        case .decision(let decision): try carryOut(decision, store)
        }
    }

    private func carryOut(_ decision: Decision, _ store: PoolStore) throws {
        try Deciding.run(try Deciding.importRun(store, settings)) {
            decision
        } told: { () throws(ImportError) in
            var ids: Set<String> = []
            for record in (decision.left?.recordIDs ?? []) + (decision.right?.recordIDs ?? []) {
                if let id = try store.customerID(ofRecord: record) { ids.insert(id) }
            }
            return Words.say("now: ", "现在为：") + ids.sorted().joined(separator: Words.say(", ", "、"))
        }
    }
}

/// `chatpool undo [N]`
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: Words.of("Takes back the last decision, the one with a number, or the last import."),
        discussion: Words.of("'chatpool audit' lists the numbers. Merging and taking it back leaves the pool as it was."))

    @Argument(help: ArgumentHelp(Words.of("The decision's number; the last one when left out."))) var number: Int64?
    @Flag(
        name: .customLong("import"),
        help: ArgumentHelp(Words.of("Take out what the last import brought, unless another file or an earlier import shows it too."))) var isImport =
        false
    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption

    func run() throws {
        let store = try Deciding.open(pool)
        if isImport {
            var report: RunReport?
            try Exit.reporting { () throws(ImportError) in report = try Deciding.importRun(store, settings).undoImport() }
            guard let report else { throw Deciding.refused("there is no import to take back", "没有可以撤销的导入") }
            Terminal.error(Words.say("Taken back: the last import", "已撤销：上次导入"))
            Deciding.tell(report)
            return
        }
        var undone: (decision: Decision, report: RunReport)?
        try Exit.reporting { () throws(ImportError) in undone = try Deciding.importRun(store, settings).undo(number) }
        guard let undone else { throw Deciding.refused("there is no such decision to take back", "没有可以撤销的决定") }
        Terminal.error(
            Words.say(
                "Taken back: decision \(undone.decision.id) (\(Deciding.name(undone.decision.kind)))",
                "已撤销：第 \(undone.decision.id) 号决定（\(Deciding.name(undone.decision.kind))）")
        )
        Deciding.tell(undone.report)
    }
}

/// What the commands that decide something have in common.
enum Deciding {
    /// Opens the pool to change it. The lock is held as long as the process lives.
    static func open(_ option: PoolOption) throws -> PoolStore {
        var opened: (pool: PoolStore, lock: PoolLock)?
        try Exit.reporting { () throws(ImportError) in opened = try option.writing() }
        guard let opened else { throw Exit.unreadable }
        HeldLocks.keep(opened.lock)
        return opened.pool
    }

    /// Opens the pool to look at it.
    static func look(_ option: PoolOption) throws -> PoolStore {
        var store: PoolStore?
        try Exit.reporting { () throws(ImportError) in store = try option.reading() }
        guard let store else { throw Exit.unreadable }
        return store
    }

    /// What makes the customers anew, by the settings that imports go by.
    static func importRun(_ store: PoolStore, _ settings: SettingsOption) throws(ImportError) -> ImportRun {
        ImportRun(pool: store, options: ImportRun.Options(try settings.settings(besides: store.path)))
    }

    /// Keeps a decision, makes the customers anew and says what came of it.
    static func run(
        _ importRun: @autoclosure () throws(ImportError) -> ImportRun, _ make: () throws(ImportError) -> Decision?, told: () throws(ImportError) -> String
    ) throws {
        try Exit.reporting { () throws(ImportError) in
            guard let decision = try make() else { return }
            let (report, id) = try importRun().decide(decision)
            Terminal.error(Words.say("Decision \(id): ", "第 \(id) 号决定：") + (try told()))
            tell(report)
        }
    }

    static func refused(_ english: String, _ chinese: String) -> ExitCode {
        Terminal.error(Words.say("chatpool: " + english, "chatpool：" + chinese))
        return Exit.usage
    }

    static func tell(_ report: RunReport) {
        Terminal.error(
            Words.say("Pool: \(report.customers) customers (before: \(report.customersBefore))", "客户池：\(report.customers) 位客户（之前 \(report.customersBefore)）"))
    }

    static func name(_ kind: Decision.Kind) -> String {
        switch kind {
        case .merge: Words.say("merge", "合并")
        case .split: Words.say("split", "拆分")
        case .notSame: Words.say("not the same", "不是同一人")
        case .edit: Words.say("edit", "修改")
        }
    }
}
