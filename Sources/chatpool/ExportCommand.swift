import ArgumentParser
import ChatImport
import ChatModel
import CustomerPool
import Glibc
import PoolWriters
import ShopSettings

/// `chatpool export`
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: Words.of("Writes the pool again."),
        discussion: Words.of(
            """
            A file's extension says its kind, as far as only one kind has it; --format says it for the others.

            Examples:
              chatpool export -o customers.xlsx
              chatpool export --format zoho-leads -o leads.csv
              chatpool export -o - --format csv | head
              chatpool export --template 客户导入模板.xlsx -o filled.xlsx
              chatpool export --format jsonl | jq -r 'select(.stage == "lapsed") | .name'
            """))

    @OptionGroup var pool: PoolOption
    @OptionGroup var view: ViewOptions

    @Option(help: ArgumentHelp(Words.of("The kind of file, as 'chatpool formats' lists it."), valueName: "id"))
    var format: String?

    @Option(
        name: .customShort("o"),
        help: ArgumentHelp(Words.of("The file; - or nothing for standard output, as JSON lines unless --format says otherwise."), valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp(Words.of("Fill this workbook: rows go below its header, its formats stay. Needs -o."), valueName: "file"))
    var template: String?

    @Flag(help: ArgumentHelp(Words.of("Replace an -o file that this pool did not write; it is kept beside under another name.")))
    var force = false

    func run() throws {
        try Exit.reporting { () throws(ImportError) in
            let settings = try view.settings(besides: pool.path)
            let path = output ?? Output.path
            let writer: any PoolWriter
            if let template {
                guard path != Output.path else { throw ImportError(.cannotWrite, "a workbook needs a file: -o customers.xlsx") }
                writer = TemplateWriter(template: template)
            } else {
                writer = try Output.writer(for: path, format: format)
            }
            guard path != Output.path else {
                // Looking at a pool leaves it as it is.
                let store = try pool.reading()
                for diagnostic in try writer.write(try view.view(settings).contents(of: store), to: path) { Terminal.error(Words.diagnostic(diagnostic)) }
                return
            }
            let (store, lock) = try pool.writing()
            HeldLocks.keep(lock)
            let run = ImportRun(pool: store, options: ImportRun.Options(settings))
            var places = try OutputPlaces([path], of: run, isForced: force)
            Reporting.readBack(places.readBack)
            var report = RunReport()
            if places.readBack.added > 0 { try run.refresh(&report) } else if places.readBack.hasDecisions { _ = try run.resolveAgain() }
            let contents = try view.view(settings).contents(of: store, isKept: true)
            for diagnostic in try places.write(writer, contents, to: path, in: store) { Terminal.error(Words.diagnostic(diagnostic)) }
            Reporting.kept(places)
        }
    }
}
