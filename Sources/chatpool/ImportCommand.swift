import ArgumentParser
import ChatActs
import ChatBytes
import ChatExtract
import ChatImport
import ChatModel
import CustomerPool
import Glibc
import PoolWriters
import ShopSettings
import Synchronization

/// `chatpool import PATH…`
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: Words.of("Reads exports into the pool and writes the pool as files."),
        discussion: Words.of(
            """
            Reading the same export again changes nothing; a longer one adds what is new. Each -o file is written by its extension.

            Examples:
              chatpool import ~/exports -o customers.xlsx
              chatpool import ~/exports -o - --format csv | head
              chatpool import wechat.zip orders.csv --owner 花间小铺 --catalog products.csv -o customers.xlsx -o customers.jsonl
            """))

    @Argument(help: ArgumentHelp(Words.of("Exports: files, folders, archives, or - for standard input.")))
    var paths: [String]

    @OptionGroup var pool: PoolOption
    @OptionGroup var view: ViewOptions

    @Option(help: ArgumentHelp(Words.of("The seller's name as the chats show it; may be given several times. Inferred when left out.")))
    var owner: [String] = []

    @Option(
        help: ArgumentHelp(
            Words.of("Which of your phones or accounts the exports come from: chats of one name on two accounts are two chats. Import each account by itself."),
            valueName: "name"))
    var account: String?

    @Option(help: ArgumentHelp(Words.of("The product list, a CSV with the columns product, aliases, unit, price.")))
    var catalog: String?

    @Option(help: ArgumentHelp(Words.of("The shop's country, two letters; found out of the chats when left out.")))
    var region: String?

    @Option(
        name: .customShort("o"),
        help: ArgumentHelp(Words.of("Write the pool as this file, by its extension, or to standard output (-); may be given several times."), valueName: "file")
    )
    var outputs: [String] = []

    @Option(
        help: ArgumentHelp(
            Words.of("The kind of file, as 'chatpool formats' lists it, of what goes to standard output (JSON lines when left out) or of the only -o file."),
            valueName: "id"))
    var format: String?

    @Option(
        help: ArgumentHelp(
            Words.of("Labelled acts of the exports' messages, to try the order book without the reading of words."), valueName: "folder", visibility: .hidden))
    var acts: String?

    @Option(help: ArgumentHelp(Words.of("Weights of the act model, to try a table that has not seen a writer."), valueName: "file", visibility: .hidden))
    var actTable: String?

    @Flag(help: ArgumentHelp(Words.of("Replace -o files that this pool did not write; each is kept beside under another name.")))
    var force = false

    @Flag(help: ArgumentHelp(Words.of("End with exit code 1 when anything was odd.")))
    var strict = false

    func validate() throws {
        if outputs.count(where: { $0 == Output.path }) > 1 { throw ValidationError("standard output takes one kind of file: give -o - once") }
        if format != nil, outputs.count != 1, !outputs.contains(Output.path) {
            throw ValidationError("--format names the kind of one -o file, or of -o -: several files go by their extensions")
        }
    }

    func run() throws {
        var report = RunReport()
        try Exit.reporting { () throws(ImportError) in report = try importAndWrite() }
        guard report.refusedOwners.isEmpty else {
            Reporting.refused(report.refusedOwners)
            throw Exit.usage
        }
        try Exit.afterReading(report.files, isStrict: strict)
    }

    private func importAndWrite() throws(ImportError) -> RunReport {
        // Unknown extensions are said before the reading, not after it.
        var writers: [any PoolWriter] = []
        for path in outputs { writers.append(try Output.writer(for: path, format: path == Output.path || outputs.count == 1 ? format : nil)) }
        let settings = try view.settings(besides: pool.path)
        var options = ImportRun.Options(settings)
        options.ownerNames = owner
        options.account = account ?? ""
        options.usualOwners = settings.owner
        options.region = region ?? settings.region
        options.asOf = view.day
        if let actTable { options.actTable = try ActTable.read(actTable) }
        if let acts {
            let labels = try LabelledActs(folder: acts)
            options.acts = { _ in labels }
        }
        if let catalog = catalog ?? settings.catalog { options.catalog = try ProductList.read(catalog) }
        let inputs = InputList(paths)
        let (store, lock) = try pool.writing(.making)
        HeldLocks.keep(lock)
        let usual = ImportRun(pool: store)
        // What the seller changed in a workbook that is about to be overwritten comes into the pool first.
        var places: OutputPlaces
        do throws(ImportError) {
            places = try OutputPlaces(outputs, of: usual, isForced: force)
        } catch {
            _ = store.discardIfEmpty()
            throw error
        }
        let line = ProgressLine()
        let show: @Sendable (ChatImport.Progress) -> Void = { line.show($0) }
        var report = try ImportRun(pool: store, options: options).run(inputs, progress: Terminal.isInteractive ? show : nil)
        line.clear()
        report.readBack.add(places.readBack)
        // Nothing could be read: a name that was mistyped makes no pool and no files.
        if store.discardIfEmpty() {
            Reporting.problems(of: report.files)
            if report.files.isEmpty { Terminal.error(Words.say("chatpool: there is no file in the inputs", "chatpool：没有找到任何文件")) }
            Terminal.error(Words.say("Nothing was read: no pool was made", "没有读到任何内容：未建立客户池"))
            return report
        }
        if report.refusedOwners.isEmpty, !outputs.isEmpty {
            let contents = try view.view(settings).contents(of: store, isKept: true)
            for (path, writer) in zip(outputs, writers) { report.outputs += try places.write(writer, contents, to: path, in: store) }
        }
        if report.refusedOwners.isEmpty {
            Reporting.summary(of: report, pool: (store.path, store.isNew), outputs: outputs.filter { $0 != Output.path })
            Reporting.kept(places)
        }
        return report
    }
}

/// Where the pool is.
struct PoolOption: ParsableArguments {
    @Option(name: .customLong("pool"), help: ArgumentHelp(Words.of("The pool file."), valueName: "file"))
    var path = "chatpool.db"

    /// The pool for looking at it; it must be there.
    func reading() throws(ImportError) -> PoolStore { try PoolStore(path: path, for: .reading) }

    /// The pool for changing it, with the lock that keeps others from it meanwhile.
    func writing(_ access: PoolAccess = .changing) throws(ImportError) -> (pool: PoolStore, lock: PoolLock) {
        if access != .making, unsafe Glibc.access(path, F_OK) != 0 { return (try PoolStore(path: path, for: access), try PoolLock(pool: path) {}) }
        let lock = try PoolLock(pool: path) {
            Terminal.error(Words.say("chatpool: another chatpool is changing this pool; waiting for its end", "chatpool：另一个 chatpool 正在使用这个客户池，等待它结束"))
        }
        let store = try PoolStore(path: path, for: access)
        // Somebody was forgotten while another program was reading: what it kept from being wiped is wiped now.
        if try store.isUnscrubbed() { try store.scrub() }
        return (store, lock)
    }
}

/// Reads the seller's product list.
enum ProductList {
    static func read(_ path: String) throws(ImportError) -> Catalog {
        let source = try ExportSource.open(path)
        return Catalog(csv: source.head(source.size))
    }
}
