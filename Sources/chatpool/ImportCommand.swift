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
        commandName: "import", abstract: "Reads exports into the pool and writes the pool as files.",
        discussion: """
            Reading the same export again changes nothing; a longer one adds what is new. Each -o file is written by its extension.

            Examples:
              chatpool import ~/exports -o customers.xlsx
              chatpool import wechat.zip orders.csv --owner 花间小铺 --catalog products.csv -o customers.xlsx -o customers.jsonl
            """)

    @Argument(help: "Exports: files, folders, archives, or - for standard input.")
    var paths: [String]

    @OptionGroup var pool: PoolOption
    @OptionGroup var view: ViewOptions

    @Option(help: "The seller's name as the chats show it; may be given several times. Inferred when left out.")
    var owner: [String] = []

    @Option(
        help: ArgumentHelp(
            "Which of your phones or accounts the exports come from: chats of one name on two accounts are two chats. Import each account by itself.",
            valueName: "name"))
    var account: String?

    @Option(help: "The product list, a CSV with the columns product, aliases, unit, price.")
    var catalog: String?

    @Option(help: "The shop's country, two letters; found out of the chats when left out.")
    var region: String?

    @Option(name: .customShort("o"), help: ArgumentHelp("Write the pool as this file, by its extension; may be given several times.", valueName: "file"))
    var outputs: [String] = []

    @Option(
        help: ArgumentHelp(
            "Labelled acts of the exports' messages, to try the order book without the reading of words.", valueName: "folder", visibility: .hidden))
    var acts: String?

    @Option(help: ArgumentHelp("Weights of the act model, to try a table that has not seen a writer.", valueName: "file", visibility: .hidden))
    var actTable: String?

    @Flag(help: "End with exit code 1 when anything was odd.")
    var strict = false

    func run() throws {
        var report = RunReport()
        try Exit.reporting { () throws(ImportError) in report = try importAndWrite() }
        guard report.refusedOwners.isEmpty else {
            Reporting.refused(report.refusedOwners)
            throw Exit.usage
        }
        Reporting.summary(of: report, outputs: outputs)
        try Exit.afterReading(report.files, isStrict: strict)
    }

    private func importAndWrite() throws(ImportError) -> RunReport {
        // Unknown extensions are said before the reading, not after it.
        var writers: [any PoolWriter] = []
        for path in outputs { writers.append(try BuiltinWriters.writer(for: path)) }
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
        let store = try PoolStore(path: pool.path)
        // What the seller changed in a workbook that is about to be overwritten comes into the pool first.
        var kept = ReadBack()
        for path in outputs { kept.add(try ImportRun(pool: store).keepEdits(of: path)) }
        let line = ProgressLine()
        let show: @Sendable (ChatImport.Progress) -> Void = { line.show($0) }
        var report = try ImportRun(pool: store, options: options).run(InputList(paths), progress: Terminal.isInteractive ? show : nil)
        line.clear()
        report.readBack.add(kept)
        if outputs.isEmpty || !report.refusedOwners.isEmpty { return report }
        let contents = try view.view(settings).contents(of: store, isKept: true)
        for (path, writer) in zip(outputs, writers) {
            report.outputs += try writer.write(contents, to: path)
            try WrittenFiles.remember(path, in: store)
        }
        return report
    }
}

/// Where the pool is.
struct PoolOption: ParsableArguments {
    @Option(name: .customLong("pool"), help: ArgumentHelp("The pool file.", valueName: "file"))
    var path = "chatpool.db"

    /// The pool, which must be there.
    func existing() throws(ImportError) -> PoolStore {
        guard unsafe access(path, F_OK) == 0 else {
            throw ImportError(.unreadable, "there is no pool here; 'chatpool import' makes one", at: SourcePosition(file: path))
        }
        return try PoolStore(path: path)
    }
}

/// Reads the seller's product list.
enum ProductList {
    static func read(_ path: String) throws(ImportError) -> Catalog {
        let source = try ExportSource.open(path)
        return Catalog(csv: source.head(source.size))
    }
}
